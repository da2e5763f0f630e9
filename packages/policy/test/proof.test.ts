import { type Day, isOpen } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkProof, evaluateByMeaning, explain } from "../src/index.ts";
import { worlds } from "./random.ts";

/** A few days inside each interval: first, last, one between. */
function someDays(set: ArrayLike<number>): Day[] {
  const days: number[] = [];
  for (let at = 0; at < set.length; at += 2) {
    const [from, to] = [set[at]!, set[at + 1]!];
    if (!isOpen(from as Day)) days.push(from);
    if (!isOpen(to as Day)) days.push(to - 1);
    if (isOpen(from as Day) && isOpen(to as Day)) days.push(19800);
    else if (!isOpen(from as Day) && !isOpen(to as Day)) days.push(Math.floor((from + to) / 2));
  }
  return days as Day[];
}

describe("every day that holds in a random world is proved, and the proof passes the checker", () => {
  test.each([false, true])("through durations: %s", (throughDurations) => {
    let proofs = 0;
    fc.assert(
      fc.property(worlds({ throughDurations }), ({ policy, facts, options }) => {
        const meaning = evaluateByMeaning(policy, facts, options);
        for (const { name } of policy.predicates)
          for (const { tuple, days } of meaning.list(name))
            for (const on of someDays(days)) {
              const explanation = explain(meaning, policy, facts, name, tuple, on);
              if (explanation.answer !== "yes") throw new Error("a day that holds is explained as a no");
              const { proof } = explanation;
              expect(proof.claim.from <= on && on < proof.claim.to).toBe(true);
              expect(checkProof(policy, facts, proof, options)).toBe(true);
              expect(checkProof(policy, facts, JSON.parse(JSON.stringify(proof)), options)).toBe(true);
              proofs++;
            }
      }),
      { numRuns: 120 },
    );
    expect(proofs).toBeGreaterThan(300);
  });
});
