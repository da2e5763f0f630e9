/** Records of the Research Organization Registry, of both schemas, mixed: institutes alone, and nobody's name. */
import { describe, expect, it } from "vitest";
import { readDecisions, writeDecisions } from "../src/index.ts";
import { BASE, planOf, refusalOf, rowsOf } from "./brought-in.ts";

const JINR = {
  id: "https://ror.org/044yd9t77",
  names: [
    { value: "Joint Institute for Nuclear Research", types: ["ror_display", "label"], lang: "en" },
    { value: "JINR", types: ["acronym"], lang: null },
    { value: "Объединённый институт ядерных исследований", types: ["label"], lang: "ru" },
  ],
  locations: [{ geonames_details: { country_code: "RU", name: "Dubna" } }],
  status: "active",
  types: ["facility"],
  relationships: [],
};
const MINSK = {
  id: "https://ror.org/000psgr90",
  name: "Institute for Nuclear Problems",
  aliases: ["NIINP"],
  labels: [],
  addresses: [{ city: "Minsk" }],
  country: { country_code: "BY" },
  status: "active",
  types: ["Facility"],
};
const lines = (...records: unknown[]) => records.map((record) => JSON.stringify(record)).join("\n");

describe("records of ROR", () => {
  it("gives an institute of that id what it lacks, and leaves out whom nobody has", async () => {
    const elsewhere = {
      ...JINR,
      id: "https://ror.org/01ggx4157",
      names: [{ value: "Elsewhere", types: ["ror_display"] }],
    };
    const plan = await planOf({ "ror.jsonl": lines(JINR, elsewhere) });
    expect(rowsOf(plan)).toEqual([
      "changed: ror.jsonl, line 1 (institutes J); title Joint Institute -> Joint Institute for Nuclear Research; city - -> Dubna",
    ]);
    expect(plan.counts.institutes["left out"]).toBe(1);
    expect(plan.acts).toMatchObject([
      { institute: "J", seat: "BY", governedBy: "JINR", city: "Dubna", corrects: "a4" },
    ]);
  });

  it("takes any of its names for the title, and asks before it gives an institute an id for its name alone", async () => {
    const named = BASE.map((act) =>
      act.id === "a4" ? { ...act, title: "Объединённый институт ядерных исследований", city: "Dubna" } : act,
    );
    expect((await planOf({ "ror.json": lines(JINR) }, { base: named })).counts.institutes.unchanged).toBe(1);
    const files = { "ror.json": JSON.stringify([MINSK]) };
    const plan = await planOf(files);
    expect(plan.questions).toMatchObject([
      {
        about: "institute",
        said: "Institute for Nuclear Problems (000psgr90)",
        candidates: [{ id: "INP" }],
        words: ["new", "skip"],
      },
    ]);
    const decisions = readDecisions(
      writeDecisions(plan.questions).replace('"answer": ""', '"answer": "INP"'),
      "a.json",
    );
    expect((await planOf(files, { decisions })).acts).toMatchObject([
      { institute: "INP", ror: "000psgr90", city: "Minsk" },
    ]);
  });

  it("brings new institutes in where that is asked for, and asks who governs them", async () => {
    const record = { ...MINSK, name: "Quite New", aliases: [] };
    const plan = await planOf({ "ror.jsonl": lines(record) }, { newInstitutes: true });
    expect(plan.questions).toMatchObject([
      { about: "facts", said: "Quite New (000psgr90)", takes: ["governed_by"] },
    ]);
  });

  it("takes the host agreement of JINR from the table of institutes, and never from the country", async () => {
    const base = BASE.filter(({ id }) => id !== "a4" && id !== "a9");
    const russia = { ...base[0]!, id: "ru", party: "RU", title: "Russia" } as (typeof BASE)[number];
    const plan = await planOf({ "ror.jsonl": lines(JINR) }, { newInstitutes: true, base: [...base, russia] });
    expect(plan.acts).toMatchObject([{ institute: "ror:044yd9t77", seat: "RU", governedBy: "JINR" }]);
  });

  it("reads records one a line, in a list, alone, wrapped, and over several lines", async () => {
    for (const text of [
      lines(JINR),
      JSON.stringify([JINR]),
      JSON.stringify(JINR, null, 2),
      `\ufeff${lines({ ror: "x", record: JINR })}\n\n`,
    ])
      expect((await planOf({ "ror.json": text })).counts.institutes.changed).toBe(1);
  });

  it("says by line what is no record", async () => {
    const plan = await planOf({
      "ror.jsonl": lines(JINR, { id: "https://ror.org/044yd9t78", name: "x" }, { id: "x" }),
    });
    expect(rowsOf(plan).filter((row) => row.startsWith("refused"))).toEqual([
      "refused: ror.jsonl, line 2 (institutes); `044yd9t78` is not a ROR id: its check is `78` and should be `77`",
      "refused: ror.jsonl, line 3 (institutes); `x` is not the id of a ROR record",
    ]);
  });

  it("says that a record was withdrawn, and by whom it was succeeded", async () => {
    const gone = {
      ...JINR,
      status: "withdrawn",
      relationships: [{ type: "successor", id: "https://ror.org/01ggx4157", label: "x" }],
    };
    expect((await planOf({ "ror.jsonl": lines(gone) })).notes.map(({ message }) => message)).toEqual([
      "ROR calls `044yd9t77` withdrawn; it was succeeded by `01ggx4157`",
    ]);
  });

  it.each([
    ["cut short", lines(JINR).slice(0, -20), "line 1: the file ends in the middle of a record"],
    ["a list that is not closed", `[${lines(JINR)}`, "the file ends in the middle of a record"],
    ["no JSON", '{"a": nope}', "line 1: this is not JSON"],
    ["something between", `${lines(JINR)} x`, "something else than an object stands between the records"],
    ["nothing in it", "[]", "the file holds no record"],
    ["other JSON", '{"a": 1}', "the file holds JSON, but no record of ROR"],
    ["nesting without end", `${'{"a":'.repeat(300)}1${"}".repeat(300)}`, "the nesting is too deep"],
  ])("refuses a file that is %s", async (_, text, message) => {
    expect(await refusalOf({ "ror.json": text })).toContain(message);
  });
});
