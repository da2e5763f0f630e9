import { type Day, eachInterval, intervalSet, isEmpty, OPEN, SINCE_EVER } from "@comity/calendar";
import { eachFact, type Fact } from "@comity/policy";
import { type Act, concealed, type Folded, fold } from "@comity/registry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clustersOf } from "../../src/projection/cluster.ts";
import type { TableName } from "../../src/projection/projected-tables.ts";
import {
  type Cell,
  clusterRows,
  type ProjectedRow,
  projectionRows,
  rowKey,
} from "../../src/projection/rows.ts";
import { rowChanges } from "../../src/projection/update-projections.ts";
import { anyLedger } from "./random-ledger.ts";

/** Rows that can be compared, whatever their order. */
type Told = readonly string[];

const told = (rows: Iterable<readonly unknown[]>): Told => [...rows].map((row) => JSON.stringify(row)).sort();

/** The days of equal tuples united. */
function united(rows: readonly (readonly unknown[])[]): unknown[][] {
  const pairs = new Map<string, [Day, Day][]>();
  for (const row of rows) {
    const key = JSON.stringify(row.slice(0, -2));
    pairs.set(key, [...(pairs.get(key) ?? []), row.slice(-2) as [Day, Day]]);
  }
  return [...pairs].flatMap(([key, all]) =>
    [...eachInterval(intervalSet(all))].map((days) => [...(JSON.parse(key) as unknown[]), ...days]),
  );
}

/** What the fold says, table by table, from its facts and what it registers, and from nothing of the projection. */
function toldByFold(folded: Folded): Record<TableName, Told> {
  const facts = new Map<string, Fact[]>();
  for (const fact of eachFact(folded.facts))
    facts.set(fact.record, [...(facts.get(fact.record) ?? []), fact]);
  const of = (record: string) => facts.get(record) ?? [];
  const dated = (record: string, before: readonly unknown[] = [], after: readonly unknown[] = []) =>
    of(record).map(({ tuple, from, to }) => [...before, ...tuple, ...after, from, to]);
  return {
    party: told([...folded.parties.values()].map(({ id, party, title, kind }) => [party, title, kind, id])),
    experiment: told(
      [...folded.experiments.values()].map(({ id, experiment, title }) => [experiment, title, id]),
    ),
    institute: told([
      ...dated("seat", ["seat"]),
      ...dated("governed_by", ["governed"]),
      ...dated("institute_kind", ["kind"]),
    ]),
    person: told([...[...folded.people.keys()].map((person) => [person, person]), ...folded.merges]),
    agreement: told(
      [...folded.agreements.values()].map((life) => [
        life.agreement,
        life.signature.id,
        life.end?.reason ?? null,
        isEmpty(life.inForce.days) ? null : [...life.inForce.days],
      ]),
    ),
    agreement_state: told(
      united([
        ...of("in_force").map(({ tuple, from, to }) => [tuple[0], "in force", "", from, to]),
        ...of("suspended").map(({ tuple, from, to }) => [tuple[0], "suspended", "", from, to]),
        ...of("closed_to_newcomers").map(({ tuple, from, to }) => [
          tuple[0],
          "closed to newcomers",
          "",
          from,
          to,
        ]),
        ...of("restricted").map(({ tuple, from, to }) => [tuple[0], "restricted", tuple[1], from, to]),
        ...of("excepted").map(({ tuple, from, to }) => [tuple[1], "excepted", tuple[0], from, to]),
      ]),
    ),
    agreement_party: told(united(dated("party"))),
    agreement_parent: told(united(dated("parent"))),
    affiliation: told(dated("connection")),
    contract: told([
      ...of("contract").map(({ tuple, from, to }) => [...tuple, from, to]),
      ...of("employed").map(({ tuple, from, to }) => [tuple[0], null, tuple[1], from, to]),
    ]),
    membership: told(dated("participates")),
  };
}

/** What the rows known on a day say, in the same words: people who were merged have one identifier in facts. */
function toldByRows(rows: readonly ProjectedRow[], knownOn: Day): Record<TableName, Told> {
  const known = rows.filter(({ known: { from, to } }) => from <= knownOn && knownOn < to);
  const merged = new Map(
    known.filter(({ table }) => table === "person").map(({ cells }) => [cells[0], cells[3]]),
  );
  const one = (person: Cell | undefined): unknown => merged.get(person!) ?? person;
  const of = (table: TableName) => known.filter((row) => row.table === table);
  const dated = (table: TableName, pick: (cells: readonly Cell[]) => readonly unknown[]) =>
    told(of(table).map(({ cells, valid }) => [...pick(cells), valid.from, valid.to]));
  /** Of the rows about one subject the one that holds last. */
  const last = (table: TableName, pick: (cells: readonly Cell[]) => readonly unknown[]) =>
    told(
      of(table)
        .filter(({ valid }) => valid.to === OPEN)
        .map(({ cells }) => pick(cells)),
    );
  return {
    party: last("party", ([party, title, kind, , id]) => [party, title, kind, id]),
    experiment: last("experiment", (cells) => cells),
    institute: told(
      of("institute").flatMap(({ cells: [institute, , kind, seat, governed], valid: { from, to } }) => [
        ["seat", institute, seat, from, to],
        ["governed", institute, governed, from, to],
        ["kind", institute, kind, from, to],
      ]),
    ),
    person: last("person", ([person, , , sameAs]) => [person, sameAs]),
    agreement: told(
      of("agreement").map(({ cells: [agreement, , , , days, reason, , , act] }) => [
        agreement,
        act,
        reason,
        days === null ? null : [(days as { from: Day }).from, (days as { to: Day }).to],
      ]),
    ),
    agreement_state: told(
      united(
        of("agreement_state").map(({ cells: [agreement, state, about], valid: { from, to } }) => [
          agreement,
          state,
          state === "excepted" ? one(about) : about,
          from,
          to,
        ]),
      ),
    ),
    agreement_party: dated("agreement_party", (cells) => cells),
    agreement_parent: dated("agreement_parent", (cells) => cells),
    affiliation: dated("affiliation", ([person, , institute, connection]) => [
      one(person),
      institute,
      connection,
    ]),
    contract: dated("contract", ([person, , institute, category]) => [one(person), institute, category]),
    membership: dated("membership", ([person, , experiment]) => [one(person), experiment]),
  };
}

const anyActsAndDay = (maxLength: number) =>
  fc.tuple(anyLedger(maxLength), fc.nat(), fc.integer({ min: -1, max: 1 })).map(([acts, at, shift]) => {
    const recorded = acts.length === 0 ? OPEN : acts[at % acts.length]!.recorded;
    return {
      acts,
      knownOn: (recorded === SINCE_EVER || recorded === OPEN ? recorded : recorded + shift) as Day,
    };
  });

describe("the rows of a registry", () => {
  test("known on any day are what the fold says, as known on that day", () => {
    fc.assert(
      fc.property(anyActsAndDay(60), ({ acts, knownOn }) => {
        const rows = [...projectionRows(acts)];
        expect(toldByRows(rows, knownOn)).toEqual(toldByFold(fold(acts, { knownOn })));
        const now = (OPEN - 1) as Day;
        expect(toldByRows(rows, now)).toEqual(toldByFold(fold(acts)));
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 400) },
    );
  });

  test("say how much of their time people have contracts for", () => {
    fc.assert(
      fc.property(anyActsAndDay(60), fc.nat(4500), ({ acts, knownOn }, after) => {
        const on = (16_436 + after) as Day;
        const { facts, merges } = fold(acts, { knownOn });
        const sums = new Map<string, number>();
        for (const { table, cells, valid, known } of projectionRows(acts)) {
          if (table !== "contract" || cells[4] === null) continue;
          if (known.from > knownOn || knownOn >= known.to || valid.from > on || on >= valid.to) continue;
          const person = merges.get(cells[0] as string) ?? (cells[0] as string);
          sums.set(person, (sums.get(person) ?? 0) + (cells[4] as number));
        }
        const said = [...eachFact(facts)]
          .filter(({ record, from, to }) => record === "presence" && from <= on && on < to)
          .map(({ tuple }) => tuple);
        expect([...sums].sort()).toEqual(said.sort());
      }),
      { numRuns: 200 },
    );
  });

  test("are for each state of things one, over all days on which it was known in one stretch", () => {
    fc.assert(
      fc.property(anyLedger(60), (acts) => {
        const stretches = new Map<string, [Day, Day][]>();
        for (const row of projectionRows(acts)) {
          const key = rowKey(row);
          expect(row.valid.from).toBeLessThan(row.valid.to);
          stretches.set(key, [...(stretches.get(key) ?? []), [row.known.from, row.known.to]]);
        }
        for (const all of stretches.values()) expect(intervalSet(all)).toHaveLength(2 * all.length);
      }),
      { numRuns: 100 },
    );
  });

  test("of a cluster since a day are those of all days, cut there", () => {
    fc.assert(
      fc.property(anyActsAndDay(40), ({ acts, knownOn: since }) => {
        for (const cluster of clustersOf(acts).clusters) {
          const cut = clusterRows(cluster)
            .filter(({ known }) => known.to > since)
            .map((row) => ({
              ...row,
              known: { from: Math.max(row.known.from, since) as Day, to: row.known.to },
            }));
          const lines = (rows: readonly ProjectedRow[]) => rows.map((row) => JSON.stringify(row)).sort();
          expect(lines(clusterRows(cluster, since))).toEqual(lines(cut));
        }
      }),
      { numRuns: 200 },
    );
  });
});

test("people are shown as whoever is not cleared sees them, by what was known", () => {
  fc.assert(
    fc.property(anyActsAndDay(80), ({ acts, knownOn }) => {
      const known = acts.filter(({ recorded }) => recorded <= knownOn);
      const shown = new Map<unknown, unknown>();
      for (const {
        table,
        cells,
        known: { from, to },
      } of projectionRows(acts))
        if (table === "person" && from <= knownOn && knownOn < to)
          shown.set(cells[0], cells[1] === "erased" ? "erased" : cells[2]);
      concealed(known).forEach((act, k) => {
        if (act.act !== "person" || !shown.has(act.person)) return;
        expect(act.familyName).toBe(shown.get(act.person) ?? (known[k] as typeof act).familyName);
      });
    }),
    { numRuns: 200 },
  );
});

test("rows that were stored become those of all acts, wherever the new ones were recorded", () => {
  const lines = (rows: readonly ProjectedRow[]) =>
    rows.map((row) => `${rowKey(row)} ${row.known.from} ${row.known.to}`).sort();
  fc.assert(
    fc.property(anyLedger(90), fc.nat(), (acts, cut) => {
      const before = new Set(acts.slice(0, cut % (acts.length + 1)));
      for (const cluster of clustersOf(acts).clusters) {
        const added = cluster.filter((act) => !before.has(act));
        if (added.length === 0) continue;
        const since = Math.min(...added.map(({ recorded }) => recorded)) as Day;
        const old = [...projectionRows(cluster.filter((act) => before.has(act)))];
        const later = old.filter(({ known }) => known.to > since);
        const { gone, come } = rowChanges(later, clusterRows(cluster, since), since);
        const now = new Set(lines(old));
        for (const line of lines(gone)) expect(now.delete(line)).toBe(true);
        for (const line of lines(come)) expect(now.size).toBeLessThan(now.add(line).size);
        expect([...now].sort()).toEqual(lines([...projectionRows(cluster)]));
      }
    }),
    { numRuns: 400 },
  );
});

test("an affiliation that was ended, then the end withdrawn, is known in three ways one after the other", () => {
  const header = { by: "", instrument: "" };
  const acts: Act[] = [
    {
      ...header,
      id: "a",
      act: "affiliation",
      person: "p",
      institute: "I",
      connection: "visitor",
      on: 10 as Day,
      recorded: 5 as Day,
    },
    { ...header, id: "e", act: "end", ends: "a", lastDay: 19 as Day, on: 15 as Day, recorded: 15 as Day },
    { ...header, id: "w", act: "withdrawal", withdraws: "e", on: 30 as Day, recorded: 30 as Day },
  ];
  expect([...projectionRows(acts)].map(({ valid, known }) => [valid, known])).toEqual([
    [
      { from: 10, to: OPEN },
      { from: 5, to: 15 },
    ],
    [
      { from: 10, to: 20 },
      { from: 15, to: 30 },
    ],
    [
      { from: 10, to: OPEN },
      { from: 30, to: OPEN },
    ],
  ]);
});
