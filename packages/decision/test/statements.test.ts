/** Draft decisions about declared records, and fact sheets of a policy that is not about people. */
import { describe, expect, test } from "vitest";
import {
  compareDrafts,
  endAgreement,
  examineDraft,
  factSheetOf,
  formatDraftProblem,
  hideSmallCells,
  hideSmallCellsOfComparison,
  impactOf,
  layDraft,
  readDraft,
} from "../src/index.ts";
import { COUNCIL_POLICY, councilOn } from "./council-world.ts";
import { worldOn } from "./small-world.ts";

const { folded, evaluation } = councilOn("2023-05-01");
const options = { file: "d.json", foldOn: () => folded, records: COUNCIL_POLICY.records };
const text = (...acts: readonly object[]): string => JSON.stringify({ title: "t", date: "2023-05-01", acts });
const draftOf = (...acts: readonly object[]) => readDraft(text(...acts), options).draft;
const sheetOf = (...acts: readonly object[]) => impactOf(folded, evaluation, draftOf(...acts));
const problemsOf = (...acts: readonly object[]): string[] =>
  examineDraft(text(...acts), options).problems.map(formatDraftProblem);

const suspended = {
  act: "statement",
  record: "grant_suspended",
  values: ["g-100"],
  on: "2023-06-01",
  lastDay: "2023-12-31",
};
const measure = { act: "statement", record: "measure", values: ["HA", "no trusts"] };

describe("what is wrong with acts about declared records is said with its place", () => {
  test.each<[string, object, string]>([
    [
      "an unknown record",
      { ...suspended, record: "grant_suspend" },
      "d.json, acts[0].record: `grant_suspend` is not a record that the registry or the policy declares\n  help: did you mean `grant_suspended`?",
    ],
    [
      "one that is like no other",
      { ...suspended, record: "weather" },
      "d.json, acts[0].record: `weather` is not a record that the registry or the policy declares\n  help: the records are `grant`, `amount`, `grant_suspended`, `measure`, `trust`, `emergency`",
    ],
    [
      "a record of the registry's own",
      { act: "statement", record: "in_force", values: ["HA-AU"] },
      "d.json, acts[0].record: `in_force` is a record of the registry's own, which no statement makes\n  help: an act of its own makes it, such as `termination` or `affiliation`",
    ],
    [
      "too few values",
      { act: "statement", record: "grant", values: ["g-9"] },
      "d.json, acts[0].values: `grant` has 2 columns, `grant` and `institute`; 1 value is given",
    ],
    [
      "too many values",
      { act: "statement", record: "emergency", values: ["now"] },
      "d.json, acts[0].values: `emergency` has no columns; 1 value is given",
    ],
    [
      "an institute that is not registered",
      { act: "statement", record: "grant", values: ["g-9", "U4"] },
      "d.json, acts[0].values[1]: `U4` is not an institute of this registry",
    ],
    [
      "a text where a number belongs",
      { act: "statement", record: "amount", values: ["g-9", "5", "2024-01-31"] },
      "d.json, acts[0].values[1]: a number is expected for `euros`, found `5`",
    ],
    [
      "half a number where the registry's file has whole ones",
      { act: "statement", record: "amount", values: ["g-9", 5.5, "2024-01-31"] },
      "d.json, acts[0].values[1]: a whole number is expected for `euros`, found `5.5`",
    ],
    [
      "a day that does not exist",
      { act: "statement", record: "amount", values: ["g-9", 5, "2023-02-29"] },
      "d.json, acts[0].values[2]: `2023-02-29` is not a day: February 2023 has 28 days\n  help: did you mean `2023-02-28`?",
    ],
    [
      "a text with blanks at its ends, which would name something else",
      { ...suspended, values: ["g-100 "] },
      "d.json, acts[0].values[0]: the text `g-100 ` has blanks at its ends, or characters that no text has",
    ],
    [
      "no values at all",
      { act: "statement", record: "grant" },
      'd.json, acts[0].values: `values` is missing\n  help: a list of what stands in the columns of the record, in their order: `"values": ["south", 3]`',
    ],
    [
      "a last day before the first",
      { ...suspended, lastDay: "2023-05-31" },
      "d.json, acts[0].lastDay: the last day `2023-05-31` is before the first, `2023-06-01`",
    ],
    [
      "the end of a row that is not there",
      { act: "end", ends: "r9", lastDay: "2023-06-30" },
      "d.json, acts[0].ends: no act has the id `r9`",
    ],
    [
      "the end of a row that has ended",
      { act: "end", ends: "r3", lastDay: "2023-06-30" },
      "d.json, acts[0].ends: `r3` ended on `2022-06-30` already and cannot end on `2023-06-30`\n  help: to make it last longer, correct it or add another row",
    ],
  ])("%s", (_, act, expected) => {
    expect(problemsOf(act)).toEqual([expected]);
  });

  test("everything at once", () => {
    const acts = [
      { act: "statement", record: "amount", values: [1, "x", "y"] },
      { ...suspended, record: "nothing" },
    ];
    expect(problemsOf(...acts).map((problem) => problem.split(":")[0])).toEqual([
      "d.json, acts[0].values[0]",
      "d.json, acts[0].values[1]",
      "d.json, acts[0].values[2]",
      "d.json, acts[1].record",
    ]);
  });

  test("without the policy, what the registry has rows of can be stated", () => {
    const { records: _, ...alone } = options;
    expect(
      examineDraft(text({ act: "statement", record: "grant", values: ["g-9", "U1"] }), alone).problems,
    ).toEqual([]);
    expect(examineDraft(text(suspended), alone).problems.map(({ code }) => code)).toEqual(["unknown-record"]);
  });

  test("what was recorded after the draft's day is not there to be ended", () => {
    const early = councilOn("2020-01-01").folded;
    const { problems } = examineDraft(text({ act: "end", ends: "r1", lastDay: "2023-06-30" }), {
      ...options,
      foldOn: () => early,
    });
    expect(problems.map(({ code }) => code)).toEqual(["unknown-act"]);
  });
});

describe("a fact sheet of grants and universities", () => {
  const end = { act: "end", ends: "r2", lastDay: "2023-08-31" };
  const termination = { act: "termination", agreement: "HA-AU", lastDay: "2024-06-27" };
  const sheet = sheetOf(suspended, measure, end, termination);

  test("tells the acts in the policy's own sentences", () => {
    const amount = { act: "statement", record: "amount", values: ["g-9", 7, "2024-01-31"], on: "2023-05-01" };
    const emergency = { act: "statement", record: "emergency", values: [] };
    const withdrawal = { act: "withdrawal", withdraws: "m1" };
    expect(sheetOf(suspended, measure, end, emergency, amount, withdrawal).decision.acts).toEqual([
      "payments for `g-100` are suspended, from 2023-06-01 through 2023-12-31",
      "the measure `no trusts` applies to State H, from 2023-05-01",
      "`r2` ends, last day 2023-08-31: University Two holds `g-101`",
      "the council is in emergency session, from 2023-05-01",
      "`g-9` brings 7 euros by 2024-01-31, from 2023-05-01",
      "`m1` is withdrawn: `g-100` brings 5 euros by 2024-01-31",
    ]);
  });

  test("counts whom it hits by kind, with names and first days", () => {
    expect(sheet.people).toBe(0);
    expect(sheet.entitlements.map(({ name, counts, people }) => [name, counts, people])).toEqual([
      ["payment", "Grant", 2],
      ["applies", "Institute", 2],
      ["allied", "Party", 2],
    ]);
    const told = sheet.others.map(({ kind, count, firstDay, named }) => [
      kind,
      count,
      firstDay,
      named.map(({ title, day: first, institutes }) =>
        [title, first, ...institutes.map(({ name }) => name)].join(" "),
      ),
    ]);
    expect(told).toEqual([
      ["Grant", 2, "2023-06-01", ["g-100 2023-06-01 University One", "g-101 2023-09-01 University Two"]],
      ["Institute", 2, "2023-05-01", ["University One 2023-05-01", "University Two 2023-05-01"]],
      ["Party", 2, "2024-06-28", ["State A 2024-06-28", "State H 2024-06-28"]],
    ]);
    expect(sheet.agreements.map(({ id, parties }) => [id, parties])).toEqual([["HA-AU", ["HA", "AU"]]]);
  });

  test("counts once who loses something in two places, from the earlier day", () => {
    const ends = [
      { act: "end", ends: "r4", lastDay: "2023-09-30" },
      { act: "end", ends: "r5", lastDay: "2023-06-30" },
    ];
    for (const acts of [
      ends,
      [
        { ...ends[0], lastDay: "2023-06-30" },
        { ...ends[1], lastDay: "2023-09-30" },
      ],
    ])
      expect(sheetOf(...acts).others).toMatchObject([
        {
          kind: "Grant",
          count: 1,
          named: [{ id: "g-103", day: "2023-07-01", institutes: [{ id: "U1" }, { id: "U2" }] }],
        },
      ]);
  });

  test("hides nothing: these are no people", () => {
    expect(hideSmallCells(sheet)).toEqual(sheet);
  });

  test("holds clauses against statements", () => {
    expect(sheet.admissible).toBe(true);
    const without = sheetOf({ ...suspended, values: ["g-101"] });
    expect(without.clauses.map(({ clause, examples }) => [clause, examples])).toEqual([
      ["no grant is suspended without an amount", ["grant g-101"]],
    ]);
    // A grant is nobody's private affair: who is not cleared sees by what the draft is refused.
    expect(hideSmallCells(without).clauses).toEqual(without.clauses);
  });

  test("knows what an institute could do for itself", () => {
    expect(sheetOf(measure).remedies.map(({ remedy, people, others }) => [remedy, people, others])).toEqual([
      ["no longer be run by a trust", 0, [{ kind: "Institute", count: 2 }]],
    ]);
  });

  test("says so where nobody loses or gains anything", () => {
    const idle = sheetOf({ act: "statement", record: "measure", values: ["AU", "closer inspection"] });
    expect(idle.others).toEqual([]);
    expect(idle.warnings).toEqual([
      "the draft changes what is on record, and nobody loses or gains anything by it",
    ]);
    expect(sheetOf(end).warnings).toEqual([]);
  });

  test("an agreement in which no host has a part ends by notice of either", () => {
    const ended = impactOf(folded, evaluation, endAgreement(folded, "HA-AU"));
    expect(ended.agreements.map(({ day: first, parties }) => [first, parties])).toEqual([
      ["2024-06-28", ["HA", "AU"]],
    ]);
    expect(sheetOf({ act: "notice", agreement: "HA-AU", party: "AU" }).agreements).toEqual(ended.agreements);
  });
});

test("two drafts are compared by what they hit", () => {
  const [a, b] = [draftOf(suspended, measure), draftOf({ ...suspended, values: ["g-103"] })].map((draft) =>
    layDraft(folded, evaluation, draft),
  );
  const comparison = compareDrafts(a!, b!);
  expect(comparison.others).toEqual([
    { kind: "Grant", impersonal: true, lose: { a: 1, b: 1, onlyA: 1, onlyB: 1, both: 0 } },
    { kind: "Institute", impersonal: true, lose: { a: 2, b: 0, onlyA: 2, onlyB: 0, both: 0 } },
  ]);
  expect([comparison.a.firstDay, comparison.b.firstDay]).toEqual(["2023-05-01", "2023-06-01"]);
  expect(hideSmallCellsOfComparison(comparison)).toEqual(comparison);
  expect(factSheetOf(b!).others[0]!.named[0]!.day).toBe("2023-06-01");
});

test("families are people: their figures are hidden, and nobody is named", () => {
  const world = worldOn("2023-12-15");
  const sheet = impactOf(world.folded, world.evaluation, endAgreement(world.folded, "ICA-BB"));
  expect(sheet.others).toMatchObject([{ kind: "Dependant", count: 2, named: [] }]);
  expect(hideSmallCells(sheet).others).toMatchObject([{ kind: "Dependant", count: null, named: [] }]);
});
