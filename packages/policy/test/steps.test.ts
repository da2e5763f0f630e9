/** Explanations as trees of steps: what a sentence says, the data beside it say too. */
import { addDuration, covers, type Day, day, formatDay, interval, subtractDuration } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  declarationOf,
  eachStep,
  explain,
  printSteps,
  type Step,
  type Stretch,
  stepsOf,
  tell,
} from "../src/index.ts";
import { evaluationByMeaning } from "./by-meaning.ts";
import { type World, worlds } from "./random.ts";

const DAYS = ["2024-01-01", "2024-02-18", "2024-02-29", "2024-03-31"].map(day);

/** The explanations of every derived tuple on a few days, as steps. */
function* explained({ policy, given, facts, options }: World) {
  const meaning = evaluationByMeaning(policy, given, options);
  for (const { name } of policy.predicates)
    for (const { tuple } of meaning.list(name))
      for (const on of DAYS) {
        const explanation = explain(meaning, policy, facts, name, tuple, on);
        yield { meaning, explanation, root: stepsOf(policy, explanation, (id) => id) };
      }
}

/** The days of a step are in its sentence: its first and its last. */
function says({ sentence }: Step, { from, to }: Stretch): boolean {
  const written = (one: Day): boolean => Math.abs(one) > 1e6 || sentence.includes(formatDay(one));
  return written(from) && written((to - 1) as Day);
}

describe("steps", () => {
  test("are the lines of the text, and say in data what their sentences say", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(worlds({ throughDurations: true }), (world) => {
        const { policy } = world;
        for (const { meaning, explanation, root } of explained(world)) {
          expect(printSteps([root])).toBe(tell(policy, explanation, (id) => id));
          expect(root).toMatchObject({ step: "answer", met: explanation.answer === "yes" });
          const known = new Set<number>();
          for (const step of eachStep(root)) {
            const { claim, days } = step;
            seen.add(`${step.step}${step.met === undefined ? "" : ` ${step.met}`}`);
            if (claim !== undefined) expect(step.sentence).toContain(claim.sentence);
            if ((step.step === "fact" || step.step === "derived") && days !== undefined) {
              expect(says(step, days)).toBe(true);
              const holds = meaning.when(claim!.predicate, claim!.tuple as never);
              expect(covers(holds, interval(days.from, days.to))).toBe(true);
              const isRecord = declarationOf(policy, claim!.predicate)?.role === "record";
              expect(step.step === "fact").toBe(isRecord);
            }
            for (const { day: from, operator, duration, gives } of step.reckoning ?? []) {
              const moved = operator === "+" ? addDuration(from, duration) : subtractDuration(from, duration);
              expect(gives).toBe(moved);
              expect(step.sentence).toContain(formatDay(gives));
            }
            if (step.id !== undefined) known.add(step.id);
            if (step.shownAt !== undefined) {
              expect(known.has(step.shownAt)).toBe(true);
              expect(step.below).toEqual([]);
            }
            // Of a rule that gave something nothing lacks; of one that came near something does.
            if (step.step === "rule")
              expect(step.below.some(({ met }) => met === false)).toBe(step.met === false);
          }
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
    for (const kind of ["fact true", "fact", "rule true", "rule false", "window true", "window false"])
      expect(seen).toContain(kind);
    for (const kind of ["absent true", "absent false", "value true", "ends", "exception false"])
      expect(seen).toContain(kind);
  });
});
