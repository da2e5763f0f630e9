/** Declared records: read, folded, known from a day on, corrected, ended, withdrawn, and written again as they were. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day, formatIntervals, interval } from "@comity/calendar";
import { eachFact } from "@comity/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Act,
  check,
  checkDraft,
  type DeclaredColumn,
  declareRecord,
  draft,
  draftChanges,
  fold,
  inFileOrder,
  type RegistryMeta,
  readPackage,
  readRegistry,
  type StatementAct,
  writePackage,
  writeRegistry,
} from "../src/index.ts";
import { act } from "./acts-for-tests.ts";
import { anyActs, GRANT_COLUMNS, PAID_COLUMNS, SEAT_COLUMNS } from "./random-registry.ts";

const U1 = act("institute", {
  institute: "U1",
  title: "One",
  kind: "university",
  seat: "HU",
  governedBy: "HU",
});
const HU = act("party", { party: "HU", title: "Hungary", kind: "State" });

const grant = (
  id: string,
  values: readonly [string, string],
  more: {
    readonly on?: string;
    readonly lastDay?: string;
    readonly recorded?: string;
    readonly corrects?: string;
  } = {},
): StatementAct => {
  const on = day(more.on ?? "2020-01-01");
  return act("statement", {
    id,
    record: "grant",
    columns: GRANT_COLUMNS,
    values,
    on,
    recorded: more.recorded === undefined ? on : day(more.recorded),
    ...(more.lastDay === undefined ? {} : { lastDay: day(more.lastDay) }),
    ...(more.corrects === undefined ? {} : { corrects: more.corrects }),
  });
};

const facts = (acts: readonly Act[], record: string, knownOn?: string): string[] =>
  [...eachFact(fold(acts, knownOn === undefined ? {} : { knownOn: day(knownOn) }).facts)]
    .filter((fact) => fact.record === record)
    .map(({ tuple, from, to }) => `${tuple.join(", ")} ${formatIntervals(interval(from, to))}`)
    .sort();

describe("facts of a declared record", () => {
  const first = grant("r1", ["g1", "U1"], {
    on: "2020-01-01",
    lastDay: "2022-12-31",
    recorded: "2020-02-01",
  });
  const end = act("end", { id: "e", ends: "r1", on: day("2021-05-01"), lastDay: day("2021-04-30") });
  const mended = grant("r2", ["g2", "U1"], { on: "2020-01-01", recorded: "2022-01-01", corrects: "r1" });
  const withdrawn = act("withdrawal", { withdraws: "r2", on: day("2023-01-01") });
  const all = [HU, U1, first, end, mended, withdrawn];

  test.each([
    ["2020-01-31", []],
    ["2020-02-01", ["g1, U1 2020-01-01 to 2022-12-31"]],
    ["2021-05-01", ["g1, U1 2020-01-01 to 2021-04-30"]],
    // The correction ends on the day on which what it corrects had ended.
    ["2022-01-01", ["g2, U1 2020-01-01 to 2021-04-30"]],
    ["2023-01-01", ["g1, U1 2020-01-01 to 2021-04-30"]],
  ])("as known on %s", (knownOn, expected) => {
    expect(facts(all, "grant", knownOn)).toEqual(expected);
  });

  test("each leads to the acts behind it, instruments and all", () => {
    const { provenance } = fold([HU, U1, first, end]);
    const ids = (on: string) => provenance.of("grant", ["g1", "U1"], day(on)).map(({ id }) => id);
    expect(ids("2021-04-30")).toEqual(["r1", "e"]);
    expect(ids("2021-05-01")).toEqual([]);
  });

  test("numbers and days are what they are, and a record may have no columns at all", () => {
    const columns: DeclaredColumn[] = [
      { name: "grant", type: "string" },
      { name: "euros", type: "number" },
      { name: "due", type: "date" },
    ];
    const paid = act("statement", { record: "paid", columns, values: ["g1", 2.5, day("2021-06-30")] });
    const crisis = act("statement", {
      id: "c",
      record: "crisis",
      columns: [],
      values: [],
      on: day("2022-02-24"),
    });
    const folded = fold([paid, crisis]);
    const table = folded.facts.tables.get("paid")!;
    expect(table.shape.columns.map(({ kind }) => kind)).toEqual(["Text", "Number", "Day"]);
    expect([...eachFact(folded.facts)].map(({ tuple }) => tuple)).toEqual([
      ["g1", 2.5, day("2021-06-30")],
      [],
    ]);
    expect(folded.provenance.of("crisis", [], day("2022-02-24")).map(({ id }) => id)).toEqual(["c"]);
    expect(folded.provenance.of("paid", ["g1", 2.5, day("2021-06-30")], day("2000-01-01"))).toEqual([paid]);
  });

  test("a draft lays a row, ends one and corrects one, and gives the changes of these facts alone", () => {
    const folded = fold([HU, U1, first]);
    const laid = grant("draft:1", ["g3", "U1"], { on: "2021-01-01" });
    expect(draftChanges(folded, [laid, end])).toEqual([
      {
        record: "grant",
        tuple: ["g1", "U1"],
        from: day("2021-05-01"),
        to: day("2023-01-01"),
        present: false,
      },
      expect.objectContaining({ tuple: ["g3", "U1"], from: day("2021-01-01"), present: true }),
    ]);
    const changed = draftChanges(folded, [{ ...mended, id: "draft:2" }]).map(({ tuple, present }) => [
      tuple[0],
      present,
    ]);
    expect(changed).toEqual([
      ["g1", false],
      ["g2", true],
    ]);
  });

  test("statements that contradict each other about the record are told, and fold in any order to the same", () => {
    const odd = act("statement", {
      id: "odd",
      record: "grant",
      columns: PAID_COLUMNS,
      values: ["g1", 1, day("2020-01-01")],
    });
    const own = act("statement", { id: "own", record: "in_force", columns: [], values: [] });
    const acts = [HU, U1, first, odd, own];
    expect(check(acts).map(({ index, code }) => [acts[index]!.id, code])).toEqual([
      ["r1", "record-differs"],
      ["own", "own-record"],
    ]);
    expect(facts(acts, "grant")).toEqual(facts([own, odd, first, U1, HU], "grant"));
    expect(facts(acts, "in_force")).toEqual([]);
    const folded = fold([HU, U1, first]);
    expect(checkDraft(folded, [own], draft(folded, [own])).map(({ code }) => code)).toEqual(["own-record"]);
  });
});

const meta: RegistryMeta = {
  name: "declared",
  title: "Declared records",
  records: [
    // Whatever a schema says besides is kept: descriptions, titles, constraints, other tools' own words.
    {
      record: "paid",
      resource: "payments-made",
      title: "What was paid",
      description: "In euros.",
      columns: PAID_COLUMNS,
      schema: {
        fields: [
          { name: "id", type: "string", title: "No." },
          { name: "grant", description: "as in grants.csv" },
          {
            name: "euros",
            type: "number",
            constraints: { minimum: -5, required: true },
            "x-note": [1, null, { a: "ü" }],
          },
          { name: "due", type: "date" },
          { name: "first_day", type: "date" },
          { name: "corrects", type: "string" },
        ],
        primaryKey: "id",
        missingValues: [""],
      },
    },
    declareRecord("grant", GRANT_COLUMNS, { resource: "grants", title: "Grants" }),
    declareRecord("never_stated", [{ name: "grant", type: "string" }]),
  ],
};

describe("what is written is read again", () => {
  test("any statements among any other acts, the schemas as they were", () => {
    const names = [
      HU,
      U1,
      ...["I1", "I2", "I3"].map((institute) => ({ ...U1, id: institute, institute })),
      ...["p1", "p2", "p3", "p4"].map((person) =>
        act("person", { id: person, person, familyName: "Example" }),
      ),
    ];
    let most = 0;
    fc.assert(
      fc.property(anyActs(120), (random) => {
        let acts: Act[] = [
          ...names,
          ...random.filter(({ act: sort }) => ["statement", "end", "withdrawal"].includes(sort)),
        ];
        for (let wrong = new Set([-1]); wrong.size > 0; acts = acts.filter((_, index) => !wrong.has(index)))
          wrong = new Set(
            check(acts).flatMap(({ severity, index }) => (severity === "error" ? [index] : [])),
          );
        most = Math.max(most, acts.filter(({ act: sort }) => sort === "statement").length);
        const { registry, problems } = readPackage(writePackage(acts, meta));
        expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(registry!.acts).toEqual(inFileOrder(acts, meta.records));
        const stated = acts.some((each) => each.act === "statement" && each.record === "seated");
        const seats = stated ? [declareRecord("seated", SEAT_COLUMNS)] : [];
        expect(registry!.meta).toEqual({ ...meta, records: [...(meta.records ?? []), ...seats] });
      }),
      { numRuns: 150 },
    );
    expect(most).toBeGreaterThan(5);
  });

  test("a record that only acts speak of, such as one that came with a decision, gets a file of its own", () => {
    // The plain name may be that of one of the registry's own files.
    const columns: DeclaredColumn[] = [{ name: "what", type: "string" }];
    const acts = ["teams", "measure"].map((record, k) =>
      act("statement", { id: `s${k}`, record, columns, values: ["x"], on: day("2020-01-01") }),
    );
    const files = writePackage(acts, { name: "n", title: "t" });
    expect([...files.keys()]).toEqual(["datapackage.json", "teams_record.csv", "measure.csv"]);
    const { registry } = readPackage(files);
    expect(registry!.acts).toEqual(acts);
    expect(registry!.meta.records?.map(({ record, columns: own }) => [record, own])).toEqual([
      ["teams", columns],
      ["measure", columns],
    ]);
  });

  test("columns may be called as the fields of an act are", () => {
    const columns = ["act", "on", "record", "values", "columns", "lastDay"].map(
      (name): DeclaredColumn => ({ name, type: "string" }),
    );
    const values = columns.map((_, k) => `v${k}`);
    const acts = [act("statement", { id: "s", record: "listed", columns, values, on: day("2022-02-26") })];
    const { registry, problems } = readPackage(writePackage(acts, { name: "n", title: "t" }));
    expect(problems).toEqual([]);
    expect(registry!.acts).toEqual(acts);
  });

  test("files of records that are declared no more go when a folder is replaced, other files stay", () => {
    const folder = mkdtempSync(join(tmpdir(), "declared-"));
    try {
      const target = join(folder, "registry");
      writeRegistry(target, [HU, U1, grant("r1", ["g1", "U1"])], meta);
      mkdirSync(join(target, "decisions"));
      expect(readRegistry(target).meta).toEqual(meta);
      writeRegistry(target, [HU], { name: "declared", title: "No more" });
      expect(readdirSync(target).sort()).toEqual(["datapackage.json", "decisions", "parties.csv"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
