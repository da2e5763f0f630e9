/** Two drafts side by side: the same from either side. */
import { day } from "@comity/calendar";
import { evaluate, readPolicy } from "@comity/policy";
import { describe, expect, test } from "vitest";
import {
  asThingsStand,
  type Comparison,
  compareDrafts,
  compareEvaluations,
  endAgreement,
  hideSmallCellsOfComparison,
  layDraft,
  readDraft,
} from "../src/index.ts";
import { exchanged } from "./exchanged.ts";
import { POLICY, worldOn } from "./small-world.ts";

const { folded, evaluation } = worldOn();
const laid = (...acts: readonly object[]) => {
  const text = JSON.stringify({ title: "t", date: "2023-12-15", acts });
  return layDraft(folded, evaluation, readDraft(text, { foldOn: () => folded }).draft);
};
const endB = layDraft(folded, evaluation, endAgreement(folded, "ICA-BB"));
const endLab = layDraft(folded, evaluation, endAgreement(folded, "ICA-LAB"));
const both = laid(
  { act: "termination", agreement: "ICA-BB", lastDay: "2025-05-31" },
  { act: "termination", agreement: "ICA-LAB", lastDay: "2025-01-27" },
);

describe("two drafts", () => {
  test("who is hit by one, by the other, by both", () => {
    const comparison = compareDrafts(endB, both);
    expect(comparison.people).toEqual({ a: 4, b: 6, onlyA: 0, onlyB: 2, both: 4 });
    expect(comparison.institutes).toEqual({ a: 2, b: 3, onlyA: 0, onlyB: 1, both: 2 });
    expect(comparison.entitlements.find(({ name }) => name === "access")).toEqual({
      name: "access",
      title: "may enter the site",
      counts: "Person",
      lose: { a: 3, b: 5, onlyA: 0, onlyB: 2, both: 3 },
      firstDay: { a: "2024-12-01", b: "2025-01-28" },
      earlier: { a: 3, b: 0 },
      holdMore: { a: 2, b: 3 },
    });
    expect(comparison.byInstitute.map(({ id, lose }) => [id, lose.a, lose.b])).toEqual([
      ["east", 3, 3],
      ["lab", 0, 2],
      ["east2", 1, 1],
    ]);
    expect([comparison.a.money.spread, comparison.b.money.spread]).toEqual([55, 145]);
    expect([comparison.a.firstDay, comparison.b.firstDay]).toEqual(["2024-12-01", "2025-01-28"]);
  });

  test("the sides can be exchanged", () => {
    for (const [a, b] of [
      [endB, both],
      [endB, endLab],
      [both, endLab],
    ] as const)
      expect(exchanged(compareDrafts(a, b))).toEqual(compareDrafts(b, a));
  });

  test("what both have and one has not make up each side", () => {
    const checkSides = ({ people, byInstitute, entitlements }: Comparison): void => {
      for (const lose of [
        people,
        ...byInstitute.map((each) => each.lose),
        ...entitlements.map((each) => each.lose),
      ]) {
        expect(lose.a).toBe(lose.onlyA! + lose.both!);
        expect(lose.b).toBe(lose.onlyB! + lose.both!);
      }
    };
    checkSides(compareDrafts(endB, both));
    checkSides(compareDrafts(endB, endLab));
  });

  test("a draft and things as they stand: all on one side", () => {
    const now = layDraft(folded, evaluation, asThingsStand(folded, day("2023-12-15")));
    const comparison = compareDrafts(endB, now);
    expect(comparison.people).toEqual({ a: 4, b: 0, onlyA: 4, onlyB: 0, both: 0 });
    expect(comparison.b).toMatchObject({ title: "as things stand", admissible: true, money: { spread: 0 } });
    expect(comparison.entitlements.every(({ holdMore }) => holdMore.a === 0 && holdMore.b! > 0)).toBe(true);
    expect(compareDrafts(now, now)).toMatchObject({ entitlements: [], byInstitute: [] });
  });

  test("small figures are hidden, and what would tell them", () => {
    const hidden = hideSmallCellsOfComparison(compareDrafts(endB, both));
    expect(hidden.people).toEqual({ a: null, b: 6, onlyA: null, onlyB: null, both: null });
    expect(hidden.byInstitute.every(({ lose }) => lose.both === null)).toBe(true);
  });
});

test("two policies on one registry", () => {
  const stricter = readPolicy(
    POLICY.replace("within the last 60 days", "within the last 30 days"),
    "b.policy.md",
  );
  const other = evaluate(stricter.policy!, folded.facts);
  const found = compareEvaluations(evaluation, other);
  expect(found.filter(({ more }) => more.a + more.b > 0)).toEqual([
    {
      name: "account",
      title: "the account of a person works",
      counts: "Person",
      // Only Cleo's access ends as things stand.
      more: { a: 1, b: 0 },
      firstDay: { a: "2024-12-31" },
    },
  ]);
  const turned = compareEvaluations(other, evaluation);
  expect(turned.find(({ name }) => name === "account")).toMatchObject({ more: { a: 0, b: 1 } });
});

test("a policy that lacks an entitlement gives it to nobody", () => {
  const without = readPolicy(
    POLICY.replace(/entitlement permit[\s\S]*?access\(person\)\n/, ""),
    "b.policy.md",
  );
  const other = evaluate(without.policy!, folded.facts);
  expect(compareEvaluations(other, evaluation).find(({ name }) => name === "permit")).toMatchObject({
    more: { a: 0, b: 2 },
  });
});
