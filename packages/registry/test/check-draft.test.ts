import { day, formatIntervals } from "@comity/calendar";
import { expect, test } from "vitest";
import { type Act, checkDraft, draft, fold } from "../src/index.ts";
import { act, cooperation } from "./acts-for-tests.ts";

const folded = fold([
  act("party", { party: "BY", title: "Belarus", kind: "State" }),
  act("institute", { institute: "I1", title: "One", kind: "university", seat: "BY", governedBy: "BY" }),
  act("person", { person: "p1", familyName: "Example" }),
  cooperation("ICA-BY", "2019-06-28", { id: "signed" }),
  act("contract", {
    id: "half",
    person: "p1",
    institute: "I1",
    category: "USER",
    presence: 60,
    on: day("2020-01-01"),
  }),
  // Wrong before the draft comes: not the draft's fault.
  act("affiliation", { person: "nobody", institute: "I1", connection: "also at" }),
]);

/** What is wrong with a draft: which of its acts, and what. */
function wrong(...acts: Act[]): [number, string, string][] {
  return checkDraft(folded, acts, draft(folded, acts)).map(({ index, code, message }) => [
    index,
    code,
    message,
  ]);
}

const on = day("2024-01-15");

test("a draft that can be is not complained about", () => {
  const ends = act("termination", { agreement: "ICA-BY", on, lastDay: day("2024-06-27") });
  expect(wrong(ends)).toEqual([]);
  expect(wrong()).toEqual([]);
});

test.each<[string, Act[], [number, string, string][]]>([
  [
    "an unknown agreement",
    [act("termination", { agreement: "ICA-YB", on, lastDay: on })],
    [[0, "unknown-agreement", "the agreement `ICA-YB` is not registered in `agreements.csv`"]],
  ],
  [
    "a notice that comes too late",
    [act("notice", { agreement: "ICA-BY", on })],
    [
      [
        0,
        "late-notice",
        "the notice of `2024-01-15` came too late: the latest day for the running term was `2023-12-27`",
      ],
    ],
  ],
  [
    "an id that is taken",
    [
      act("termination", { id: "signed", agreement: "ICA-BY", on, lastDay: on }),
      act("resumption", { agreement: "ICA-BY", on }),
    ],
    [
      [0, "duplicate-act", "another act has the id `signed` already"],
      [1, "not-suspended", "`ICA-BY` is not suspended on `2024-01-15`"],
    ],
  ],
  [
    "a person with too much to do, whose earlier contract stays",
    [act("contract", { person: "p1", institute: "I1", category: "USER", presence: 60, on })],
    [[0, "too-much-presence", "the contracts of `p1` add up to 120 % of the time on `2024-01-15`"]],
  ],
  [
    "the end of nothing",
    [act("end", { ends: "signed", on, lastDay: on }), act("withdrawal", { withdraws: "nothing", on })],
    [
      [
        0,
        "nothing-to-end",
        "`signed` is an act of the sort `signature`, which states nothing that an end could end",
      ],
      [1, "unknown-act", "no act has the id `nothing`"],
    ],
  ],
])("%s", (_, acts, expected) => {
  expect(wrong(...acts)).toEqual(expected);
});

test("a draft may end one contract and begin another", () => {
  const end = act("end", { ends: "half", on, lastDay: day("2024-01-14") });
  const next = act("contract", { person: "p1", institute: "I1", category: "USER", presence: 80, on });
  expect(wrong(end, next)).toEqual([]);
});

test("a draft may sign an agreement and act on it", () => {
  const signed = cooperation("ICA-BY-2", "2024-06-28", { parties: ["BY"], succeeds: "ICA-BY" });
  const acts = [signed, act("suspension", { agreement: "ICA-BY-2", on: day("2025-01-01") })];
  expect(wrong(...acts)).toEqual([]);
  const { agreements } = draft(folded, acts);
  expect(formatIntervals(agreements.get("ICA-BY")!.inForce.days)).toBe("2019-06-28 to 2024-06-27");
});
