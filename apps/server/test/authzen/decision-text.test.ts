/** The text of a decision, parts of which are kept, is what the decision would be put into words as now, whatever was recorded meanwhile. */
import { day, formatDay } from "@comity/calendar";
import { type FollowedStore, LivingEvaluation } from "@comity/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyActs } from "../../../../packages/registry/test/random-registry.ts";
import { livingPolicy } from "../../../../packages/store/test/living/living-policy.ts";
import { Decisions } from "../../src/authzen/decisions.ts";
import type { Evaluation } from "../../src/authzen/read-request.ts";
import { LivingFollowed } from "../ground/living-followed.ts";

const policy = livingPolicy();
const TODAY = day("2021-06-01");

/** A question about each of some people, of each entitlement about a person and about a person and something else. */
function questionsOf(living: LivingEvaluation): Evaluation[] {
  const questions: Evaluation[] = [];
  for (const { name, columns, role } of policy.predicates) {
    if (role !== "entitlement" || columns[0]?.kind !== "Person" || columns.length > 2) continue;
    for (const { tuple } of [...living.evaluation.list(name)].slice(0, 3))
      for (const asked of [undefined, "2019-01-01", formatDay(TODAY)])
        questions.push({
          subject: { type: "person", id: String(tuple[0]) },
          action: { name },
          resource:
            columns.length === 1
              ? { type: "registry", id: "test" }
              : { type: columns[1]!.kind, id: String(tuple[1]) },
          ...(asked === undefined ? {} : { context: { day: asked } }),
        });
  }
  const [first] = questions;
  if (first !== undefined) {
    questions.push({ ...first, context: { knownOn: "2020-05-05" } });
    questions.push({ ...first, action: { name: "fly" } });
    questions.push({ ...first, subject: { type: "person", id: 'nobody "\u{1f600}"' } });
  }
  return questions;
}

test("a text that is kept in parts says what the decision says", () => {
  let [yes, no, kept] = [0, 0, 0];
  fc.assert(
    fc.property(anyActs(400), fc.integer({ min: 5, max: 200 }), (acts, freshAfterActs) => {
      const half = Math.max(0, acts.length - 20);
      const recorded = acts.map((act, k) => ({ act, position: k + 1 }));
      const living = new LivingEvaluation(policy, recorded.slice(0, half), TODAY, { freshAfterActs });
      const followed = new LivingFollowed(living);
      const decisions = new Decisions(followed as unknown as FollowedStore, policy, "test");
      const asked = questionsOf(living);
      const compare = () => {
        const { made } = decisions.reasons.figures;
        for (const question of asked) {
          const decision = decisions.decide(question);
          // Made without anything that is kept.
          const fresh = new Decisions(followed as unknown as FollowedStore, policy, "test");
          expect(decisions.decideText(question)).toBe(JSON.stringify(fresh.decide(question)));
          fresh.close();
          if (decision.decision) yes++;
          else no++;
        }
        kept += asked.length - (decisions.reasons.figures.made - made);
      };
      compare();
      for (const each of recorded.slice(half)) {
        followed.take([each]);
        if (each.position % 7 === 0) followed.renew();
        compare();
      }
      decisions.close();
    }),
    { numRuns: Number(process.env.COMITY_RUNS ?? 10) },
  );
  expect(Math.min(yes, no, kept)).toBeGreaterThan(50);
});
