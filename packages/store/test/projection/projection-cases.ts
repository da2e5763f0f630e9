/** What the projected tables do alike on every engine. */
import { type Day, formatDay, OPEN, SINCE_EVER } from "@comity/calendar";
import { eachFact } from "@comity/policy";
import { type Act, actToJson, type Folded, fold } from "@comity/registry";
import fc from "fast-check";
import { type Kysely, sql } from "kysely";
import { expect } from "vitest";
import { chain, EMPTY_HEAD } from "../../src/ledger/entry.ts";
import { insertEntries } from "../../src/ledger/insert-entries.ts";
import { PROJECTED_TABLES } from "../../src/projection/projected-tables.ts";
import { type ProjectedRow, projectionRows, rowKey } from "../../src/projection/rows.ts";
import { readRows } from "../../src/projection/stored-rows.ts";
import {
  areProjectionsCurrent,
  rebuildProjections,
  updateProjections,
} from "../../src/projection/update-projections.ts";
import type { Schema } from "../../src/schema/schema.ts";
import type { Case } from "../ground/conformance.ts";
import { anyLedger, FIRST } from "./random-ledger.ts";

const told = (rows: Iterable<unknown>): string[] => [...rows].map((row) => JSON.stringify(row)).sort();

/** Rows that can be compared, whatever their order. */
const rowsTold = (rows: Iterable<ProjectedRow>): string[] =>
  [...rows].map((row) => `${rowKey(row)} known ${row.known.from} ${row.known.to}`).sort();

/** Records acts in a registry of their own, so many at a time, and gives the positions nobody needs. */
async function recordAll(
  db: Kysely<Schema>,
  registry: string,
  acts: readonly Act[],
  sizes: readonly number[],
): Promise<void> {
  let head = EMPTY_HEAD;
  for (let at = 0, turn = 0; at < acts.length; turn++) {
    const batch = acts.slice(at, at + 1 + sizes[turn % sizes.length]!);
    at += batch.length;
    const contents = batch.map((act) => ({
      id: act.id,
      recordedAt: "2024-01-01T00:00:00.000Z",
      recordedBy: "office",
      act: actToJson(act),
    }));
    const chained = [...chain(head, contents)];
    await db
      .transaction()
      .execute((transaction) =>
        insertEntries(transaction, registry, chained, { hooks: [updateProjections] }),
      );
    head = chained.at(-1)!.entry;
  }
}

const stored = (db: Kysely<Schema>, registry: string): Promise<ProjectedRow[]> =>
  db.transaction().execute(async (transaction) => {
    const rows: ProjectedRow[] = [];
    for (const { name } of PROJECTED_TABLES) rows.push(...(await readRows(transaction, registry, name)));
    return rows;
  });

/** Random acts, how many come at a time, and a day as known on which to ask. */
const anyRecording = fc.record({
  acts: anyLedger(45),
  sizes: fc.array(fc.nat(8), { minLength: 1, maxLength: 6 }),
  at: fc.nat(),
  after: fc.nat(4_500),
});

let made = 0;
/** A database is slow beside what runs in memory. */
const RUNS = Math.ceil(Number(process.env.COMITY_RUNS ?? 160) / 20);

/** Asks a dated function; days come as numbers, null for the open ends. */
async function ask(
  db: Kysely<Schema>,
  registry: string,
  called: string,
  columns: string,
  days: readonly Day[],
): Promise<unknown[][]> {
  const given = sql.join(days.map((day) => sql`${formatDay(day)}::date`));
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.raw(columns)}, lower(valid) - date '1970-01-01' as first, upper(valid) - date '1970-01-01' as after
    from comity.${sql.raw(called)}(${given}) where registry = ${registry}`.execute(db);
  return rows.map((row) => Object.values(row));
}

const ends = (from: Day, to: Day): [number | null, number | null] => [
  from === SINCE_EVER ? null : from,
  to === OPEN ? null : to,
];

/** What the fold says that a function should: tuples of a record with their days. */
function facts(folded: Folded, record: string, on?: Day): unknown[][] {
  return [...eachFact(folded.facts)]
    .filter((fact) => fact.record === record)
    .filter(({ from, to }) => on === undefined || (from <= on && on < to))
    .map(({ tuple, from, to }) => [...tuple, ...ends(from, to)]);
}

export const PROJECTION_CASES: readonly Case[] = [
  [
    "projects acts as they come into the rows of all of them, and makes the same rows anew",
    async ({ open }) => {
      const { db } = await open();
      await fc.assert(
        fc.asyncProperty(anyRecording, async ({ acts, sizes }) => {
          const registry = `incremental-${++made}`;
          await recordAll(db, registry, acts, sizes);
          const expected = rowsTold(projectionRows(acts));
          expect(rowsTold(await stored(db, registry))).toEqual(expected);
          if (acts.length > 0) expect(await areProjectionsCurrent(db, registry)).toBe(true);
          await rebuildProjections(db, registry);
          expect(rowsTold(await stored(db, registry))).toEqual(expected);
        }),
        { numRuns: RUNS },
      );
    },
  ],
  [
    "answers in SQL for a day as known on another what the fold says",
    async ({ open }) => {
      const { db } = await open();
      await fc.assert(
        fc.asyncProperty(anyRecording, async ({ acts, sizes, at, after }) => {
          const registry = `asked-${++made}`;
          await recordAll(db, registry, acts, sizes);
          const days = acts.map(({ recorded }) => recorded).filter((day) => day !== SINCE_EVER);
          const knownOn = days.length === 0 ? FIRST : days[at % days.length]!;
          const on = (FIRST + after) as Day;
          const folded = fold(acts, { knownOn });
          const asked = (called: string, columns: string, days: readonly Day[]) =>
            ask(db, registry, called, columns, days);
          for (const [name, columns, record] of [
            ["affiliations", "person, institute, connection", "connection"],
            ["memberships", "person, experiment", "participates"],
          ] as const) {
            expect(told(await asked(`${name}_known_on`, columns, [knownOn]))).toEqual(
              told(facts(folded, record)),
            );
            expect(told(await asked(`${name}_on`, columns, [on, knownOn]))).toEqual(
              told(facts(folded, record, on)),
            );
          }
          const contracts = (day?: Day) => [
            ...facts(folded, "contract", day),
            ...facts(folded, "employed", day).map(([person, category, ...days]) => [
              person,
              null,
              category,
              ...days,
            ]),
          ];
          const columns = "person, institute, category";
          expect(told(await asked("contracts_known_on", columns, [knownOn]))).toEqual(told(contracts()));
          expect(told(await asked("contracts_on", columns, [on, knownOn]))).toEqual(told(contracts(on)));
          const seats = (day?: Day) => facts(folded, "seat", day);
          expect(told(await asked("institutes_known_on", "institute, seat", [knownOn]))).toEqual(
            told(seats()),
          );
          expect(told(await asked("institutes_on", "institute, seat", [on, knownOn]))).toEqual(
            told(seats(on)),
          );
          const people = await asked("people_known_on", "person, state", [knownOn]);
          expect(told(people.map(([person]) => person))).toEqual(told(folded.people.keys()));
          const suspended = new Set(facts(folded, "suspended", on).map(([agreement]) => agreement));
          const inForce = facts(folded, "in_force", on).map(([agreement, ...days]) => [
            agreement,
            suspended.has(agreement),
            ...days,
          ]);
          expect(told(await asked("agreements_on", "agreement, suspended", [on, knownOn]))).toEqual(
            told(inForce),
          );
        }),
        { numRuns: RUNS },
      );
    },
  ],
  [
    "projects an end that was recorded before what it ends",
    async ({ open }) => {
      const { db } = await open();
      const header = { on: FIRST, recorded: FIRST, by: "", instrument: "" };
      const acts: Act[] = [
        { ...header, id: "e", act: "end", ends: "a", lastDay: (FIRST + 9) as Day },
        { ...header, id: "a", act: "affiliation", person: "p", institute: "I", connection: "visitor" },
      ];
      const registry = `early-end-${++made}`;
      await recordAll(db, registry, acts, [0]);
      expect(await ask(db, registry, "affiliations_known_on", "person", [FIRST])).toEqual([
        ["p", FIRST, FIRST + 10],
      ]);
    },
  ],
  [
    "shows titles of that day beside identifiers",
    async ({ open }) => {
      const { db } = await open();
      const header = { recorded: FIRST, by: "", instrument: "" };
      const institute = {
        ...header,
        act: "institute",
        institute: "I",
        kind: "university",
        seat: "BY",
        governedBy: "BY",
      } as const;
      const acts: Act[] = [
        { ...institute, id: "i1", title: "Old name", on: SINCE_EVER },
        { ...institute, id: "i2", title: "New name", on: (FIRST + 100) as Day },
        { ...header, id: "x", act: "experiment", experiment: "E", title: "Experiment", on: SINCE_EVER },
        { ...header, id: "b", act: "party", party: "BY", kind: "State", title: "Belarus", on: SINCE_EVER },
        { ...header, id: "m", act: "membership", person: "p", experiment: "E", institute: "I", on: FIRST },
      ];
      const registry = `titles-${++made}`;
      await recordAll(db, registry, acts, [9]);
      const titles = async (on: number) =>
        (
          await ask(db, registry, "memberships_on", "experiment_title, institute_title", [on as Day, FIRST])
        )[0]!.slice(0, 2);
      expect(await titles(FIRST + 99)).toEqual(["Experiment", "Old name"]);
      expect(await titles(FIRST + 100)).toEqual(["Experiment", "New name"]);
      const seats = await ask(db, registry, "institutes_on", "title, governed_by_title", [FIRST, FIRST]);
      expect(seats[0]!.slice(0, 2)).toEqual(["Old name", "Belarus"]);
    },
  ],
  [
    "makes the tables anew on opening where they are not as far as the ledger",
    async ({ open, backDoor }) => {
      const store = await open();
      const header = { on: FIRST, recorded: FIRST, by: "", instrument: "" };
      const acts: Act[] = [
        { ...header, id: "a1", act: "affiliation", person: "p1", institute: "I1", connection: "visitor" },
        { ...header, id: "a2", act: "affiliation", person: "p2", institute: "I1", connection: "visitor" },
      ];
      await store.append(acts.slice(0, 1), { by: "office" });
      await backDoor(store, "update comity.projection set position = 0");
      await store.append(acts.slice(1), { by: "office" });
      expect(await areProjectionsCurrent(store.db, store.registry)).toBe(true);
      expect(rowsTold(await stored(store.db, store.registry))).toEqual(rowsTold(projectionRows(acts)));
      await backDoor(store, "delete from comity.affiliation; update comity.projection set form = 0");
      expect(await areProjectionsCurrent(store.db, store.registry)).toBe(false);
      await store.close();
      const again = await open();
      expect(rowsTold(await stored(again.db, again.registry))).toEqual(rowsTold(projectionRows(acts)));
    },
  ],
];
