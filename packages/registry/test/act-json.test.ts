/** Acts as JSON: every sort goes there and back, and what is no act is refused with its place. */
import { dayFrom, SINCE_EVER } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actFromJson, actsFromJson, actToJson } from "../src/act-json.ts";
import type { Json } from "../src/declared-records.ts";
import { type Problem, RegistryError } from "../src/problems.ts";
import { TABLES } from "../src/tables.ts";
import { anyActs } from "./random-registry.ts";

const RUNS = Number(process.env.COMITY_RUNS ?? 300);

function problemsOf(json: Json): readonly Problem[] {
  try {
    actFromJson(json);
  } catch (error) {
    if (error instanceof RegistryError) return error.problems;
    throw error;
  }
  return [];
}

describe("acts as JSON", () => {
  it("is a form for people too", () => {
    const on = dayFrom(2019, 6, 28);
    const header = { id: "a1", on, recorded: SINCE_EVER, by: "", instrument: "ICA-BY-0001" };
    expect(
      actToJson({
        ...header,
        act: "signature",
        agreement: "ICA-BY",
        title: "Cooperation agreement",
        kind: "ICA",
        parties: ["BY"],
        experiments: [],
        renewal: "tacit",
        term: { months: 60, days: 0 },
        noticePeriod: { months: 6, days: 0 },
      }),
    ).toEqual({
      act: "signature",
      id: "a1",
      on: "2019-06-28",
      instrument: "ICA-BY-0001",
      agreement: "ICA-BY",
      title: "Cooperation agreement",
      kind: "ICA",
      parties: ["BY"],
      renewal: "tacit",
      term: "5 years",
      noticePeriod: "6 months",
    });
    expect(
      actToJson({
        ...header,
        act: "statement",
        record: "paid",
        columns: [
          { name: "grant", type: "string" },
          { name: "euros", type: "number" },
          { name: "due", type: "date" },
        ],
        values: ["g1", 12.5, on],
      }),
    ).toMatchObject({ record: "paid", values: ["g1", 12.5, "2019-06-28"] });
  });

  it("brings every act back as it was", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyActs(30, { identity: 2 }), (acts) => {
        for (const { act } of acts) seen.add(act);
        const text = JSON.stringify(acts.map(actToJson));
        expect(actsFromJson(JSON.parse(text))).toEqual(acts);
      }),
      { numRuns: RUNS },
    );
    // Decisions hold nothing that the random ones do not.
    const sorts = TABLES.flatMap(({ sorts }) => sorts).filter((sort) => sort !== "decision");
    expect(sorts.filter((sort) => !seen.has(sort))).toEqual([]);
  });

  const person = { act: "person", id: "a1", person: "p1", familyName: "Example" };
  it.each<[string, Json, Partial<Problem>[]]>([
    ["no object", ["a1"], [{ code: "wrong-type", message: "an act is a JSON object" }]],
    ["no sort", { id: "a1" }, [{ code: "unknown-choice", act: "a1", column: "act" }]],
    [
      "a sort that is not known",
      { act: "persn", id: "a1" },
      [{ code: "unknown-choice", message: "`persn` is no sort of act", help: "did you mean `person`?" }],
    ],
    [
      "a member that is not known",
      { ...person, givenNames: "Anna" },
      [
        {
          code: "unexpected-value",
          column: "givenNames",
          message: "`givenNames` says nothing about the act `person`",
          help: "did you mean `givenName`?",
        },
      ],
    ],
    ["a member of another sort", { ...person, lastDay: "2024-11-30" }, [{ code: "unexpected-value" }]],
    [
      "nothing where something is needed",
      { act: "person", id: "a1", person: "p1" },
      [{ code: "missing-value", column: "familyName", act: "a1" }],
    ],
    ["a day that is none", { ...person, on: "2023-02-29" }, [{ code: "malformed-day", column: "on" }]],
    ["a number for a day", { ...person, on: 12 }, [{ code: "wrong-type", message: "`12` is not a text" }]],
    [
      "a list for a name, which is not repeated",
      { ...person, givenName: ["Anna"] },
      [{ code: "wrong-type", message: "this is not a text" }],
    ],
    ["null", { ...person, givenName: null }, [{ code: "wrong-type", column: "givenName" }]],
    [
      "a mistyped ORCID iD",
      { ...person, orcid: "0000-0002-1825-0098" },
      [{ code: "wrong-check-digit", column: "orcid" }],
    ],
    [
      "a number in words",
      { act: "share", id: "a1", payer: "BY", experiment: "E1", units: "12" },
      [{ code: "wrong-type", message: '`"12"` is not a number' }],
    ],
    [
      "two things at once",
      { act: "dependant", id: "a1;", person: "p1", dependant: "d1", permit: "yes" },
      [{ code: "malformed-identifier" }, { code: "wrong-type", message: '`"yes"` is not a boolean' }],
    ],
    [
      "identifiers in one text",
      {
        act: "signature",
        id: "a1",
        agreement: "A",
        title: "A",
        kind: "ICA",
        on: "2020-01-01",
        renewal: "none",
        parties: ["a;b"],
      },
      [{ code: "malformed-identifier", column: "parties" }],
    ],
    [
      "too few values",
      {
        act: "statement",
        id: "a1",
        record: "grant",
        columns: [{ name: "grant", type: "string" }],
        values: [],
      },
      [{ code: "wrong-field-count", message: "the columns of `grant` are 1, its values 0" }],
    ],
    [
      "columns of no type",
      {
        act: "statement",
        id: "a1",
        record: "grant",
        columns: [{ name: "grant", type: "text" }],
        values: ["g1"],
      },
      [{ code: "wrong-type", column: "columns" }],
    ],
    [
      "a value of another type",
      {
        act: "statement",
        id: "a1",
        record: "paid",
        columns: [{ name: "due", type: "date" }],
        values: ["soon"],
      },
      [{ code: "malformed-day", column: "due" }],
    ],
  ])("refuses %s", (_what, json, expected) => {
    expect(problemsOf(json)).toMatchObject(expected);
  });

  it("says file and line where it is told them", () => {
    const read = () =>
      actsFromJson([person, { act: "recall", id: "a2" }], { file: "acts.jsonl", lines: [3, 7] });
    expect(read).toThrow("acts.jsonl, line 7, column `person`: `person` is empty");
  });
});
