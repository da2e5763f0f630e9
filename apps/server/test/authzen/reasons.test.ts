/** Reasons that are kept are those that would be made now, whatever was recorded in between. */
import { day } from "@comity/calendar";
import { explain } from "@comity/policy";
import { LivingEvaluation } from "@comity/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyActs } from "../../../../packages/registry/test/random-registry.ts";
import { livingPolicy } from "../../../../packages/store/test/living/living-policy.ts";
import { Reasons, reasonBy } from "../../src/authzen/reasons.ts";
import { LivingFollowed } from "../ground/living-followed.ts";

const policy = livingPolicy();
const TODAY = day("2021-06-01");
const entitlements = policy.predicates.filter(({ role }) => role === "entitlement").map(({ name }) => name);

test("what is kept is what would be said now", () => {
  let repeated = 0;
  let asked = 0;
  fc.assert(
    fc.property(anyActs(400), fc.integer({ min: 5, max: 200 }), (acts, freshAfterActs) => {
      const half = Math.max(0, acts.length - 25);
      const recorded = acts.map((act, k) => ({ act, position: k + 1 }));
      const living = new LivingEvaluation(policy, recorded.slice(0, half), TODAY, { freshAfterActs });
      const followed = new LivingFollowed(living);
      const reasons = new Reasons(followed, policy, 40);
      const compare = () => {
        for (const name of entitlements)
          for (const { tuple } of [...living.evaluation.list(name)].slice(0, 4))
            for (const on of [TODAY, day("2019-01-01")]) {
              asked++;
              expect(reasons.of(name, tuple, on)).toEqual(reasonBy(living.evaluation, name, tuple, on));
            }
      };
      compare();
      for (const each of recorded.slice(half)) {
        followed.take([each]);
        if (each.position % 7 === 0) followed.renew();
        compare();
      }
      repeated += asked - reasons.figures.made;
      asked = 0;
      expect(reasons.figures.kept).toBeLessThanOrEqual(40);
      reasons.close();
    }),
    { numRuns: Number(process.env.COMITY_RUNS ?? 15) },
  );
  // It would keep nothing true by keeping nothing.
  expect(repeated).toBeGreaterThan(100);
});

test("a reason says what the whole explanation says", () => {
  let compared = 0;
  fc.assert(
    fc.property(anyActs(600), (acts) => {
      const living = new LivingEvaluation(
        policy,
        acts.map((act, k) => ({ act, position: k + 1 })),
        TODAY,
      );
      const { evaluation } = living;
      for (const name of entitlements)
        for (const { tuple } of [...evaluation.list(name)].slice(0, 5)) {
          const whole = explain(evaluation, policy, living.folded.facts, name, tuple, TODAY);
          const brief = reasonBy(evaluation, name, tuple, TODAY);
          expect(brief.holds).toBe(whole.answer === "yes");
          if (whole.answer === "yes" && whole.ends.length > 0)
            expect(brief.expert).toContain("; it ends on ");
          // The rules of a "no" are those that the whole explanation names first.
          if (whole.answer === "no")
            for (const { rule } of whole.rules.slice(0, 3))
              expect(brief.expert).toContain(`rule \`${rule}\``);
          compared++;
        }
    }),
    { numRuns: Number(process.env.COMITY_RUNS ?? 15) },
  );
  expect(compared).toBeGreaterThan(20);
});
