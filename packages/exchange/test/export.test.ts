/** Lists that go out come back as they were; what a spreadsheet would compute is neutralised and loses nothing. */
import { type Day, dayFrom } from "@comity/calendar";
import { type Act, looksLikeFormula, neutralised, original } from "@comity/registry";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { exportTables, listAsCsv, listsAsXlsx } from "../src/index.ts";
import { BASE, planOf, rowsOf } from "./brought-in.ts";

const RUNS = Number(process.env.COMITY_RUNS ?? 60);

const asFiles = (acts: readonly Act[]) =>
  Object.fromEntries(exportTables(acts).map((list) => [`${list.name}.csv`, listAsCsv(list)]));

/** Text as people and other people's programs write it; no U+0000, which no act holds. */
const anyText = fc.oneof(
  fc.constantFrom(
    "=cmd|' /C calc'!A0",
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "''x",
    "'",
    "＝1",
    "_x000D_",
    "a_x0041_b",
    "a\r\nb",
    "a_x_",
    "x",
    'say "yes"',
    "a;b",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => !text.includes("\u0000")),
);
const anyName = anyText.filter((text) => text.trim() !== "");

const FIRST = dayFrom(2015, 1, 1);
const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => (FIRST + days) as Day);

/** People at the institutes of the small registry, under any names whatever. */
const anyPeople: fc.Arbitrary<Act[]> = fc
  .array(
    fc.record({
      family: anyName,
      given: fc.option(anyName, { nil: undefined }),
      day: anyDay,
      days: fc.option(fc.nat(900), { nil: undefined }),
      institute: fc.constantFrom("INP", "J"),
    }),
    { maxLength: 8 },
  )
  .map((people) =>
    people.flatMap(({ family, given, day, days, institute }, at): Act[] => {
      const header = { recorded: day, on: day, by: "", instrument: "" };
      const person = `q${at}`;
      return [
        {
          act: "person",
          id: `${person}:1`,
          ...header,
          person,
          familyName: family,
          ...(given === undefined ? {} : { givenName: given }),
        },
        {
          act: "affiliation",
          id: `${person}:2`,
          ...header,
          person,
          institute,
          connection: "visitor",
          ...(days === undefined ? {} : { lastDay: (day + days) as Day }),
        },
      ];
    }),
  );

describe("cells that a spreadsheet would compute", () => {
  it.each(["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"])(
    "%j is neutralised and comes back",
    (cell) => {
      expect(looksLikeFormula(cell)).toBe(true);
      expect(neutralised(cell)).toBe(`'${cell}`);
      expect(original(neutralised(cell))).toBe(cell);
    },
  );

  it("loses nothing, and leaves no cell that begins so", () => {
    fc.assert(
      fc.property(anyText, (cell) => {
        expect(original(neutralised(cell))).toBe(cell);
        expect(looksLikeFormula(neutralised(cell))).toBe(false);
      }),
      { numRuns: RUNS * 10 },
    );
  });

  it("does not stand in what goes out, and is said when it comes in", async () => {
    const files = { "people.csv": "person,family_name\np9,=cmd|' /C calc'!A0\n" };
    const plan = await planOf(files);
    expect(plan.notes.map(({ code }) => code)).toEqual(["looks-like-a-formula"]);
    expect(plan.acts).toMatchObject([{ familyName: "=cmd|' /C calc'!A0" }]);
    const csv = asFiles([...BASE, ...plan.acts])["people.csv"]!;
    expect(csv).toContain("p9,'=cmd|' /C calc'!A0,");
    for (const row of Papa.parse<string[]>(csv.slice(1)).data)
      for (const cell of row) expect(/^[=+\-@\t\r]/.test(cell)).toBe(false);
  });
});

describe("lists that go out", () => {
  it("hold what counts, one row for each", () => {
    const lists = exportTables(BASE);
    expect(lists.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["parties", 2],
      ["institutes", 2],
      ["people", 2],
      ["affiliations", 2],
      ["agreements", 1],
    ]);
    expect(listAsCsv(lists[3]!)).toBe(
      "\ufeffid,person,institute,connection,first_day,last_day\na8,p1,INP,affiliated with,2021-03-01,\na9,p2,J,affiliated with,2020-01-01,\n",
    );
  });

  it("come back as CSV without a change, whatever people are called", async () => {
    await fc.assert(
      fc.asyncProperty(anyPeople, async (people) => {
        const acts = [...BASE, ...people];
        const plan = await planOf(asFiles(acts), { base: acts });
        expect(rowsOf(plan)).toEqual([]);
        expect(plan.acts).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("come back as a workbook without a change, whatever people are called", async () => {
    await fc.assert(
      fc.asyncProperty(anyPeople, async (people) => {
        const acts = [...BASE, ...people];
        const plan = await planOf({ "all.xlsx": await listsAsXlsx(exportTables(acts)) }, { base: acts });
        expect(rowsOf(plan)).toEqual([]);
        expect(plan.acts).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it("can be mended in between: only what was mended is changed", async () => {
    const files = asFiles(BASE);
    const mended = { ...files, "people.csv": files["people.csv"]!.replace("Sample", "Simple") };
    const plan = await planOf(mended);
    expect(rowsOf(plan)).toEqual(["changed: people.csv, row 3 (people p2); family_name Sample -> Simple"]);
  });

  it("bring a registry into being that says the same", async () => {
    const plan = await planOf(asFiles(BASE), { base: [] });
    expect(plan.isWhole).toBe(true);
    expect(
      exportTables(plan.acts).map(({ name, rows }) => [
        name,
        rows.map((row) => row.slice(name === "affiliations" ? 1 : 0)),
      ]),
    ).toEqual(
      exportTables(BASE).map(({ name, rows }) => [
        name,
        rows.map((row) => row.slice(name === "affiliations" ? 1 : 0)),
      ]),
    );
  });
});
