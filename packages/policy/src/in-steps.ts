/**
 * Work that can be done a little at a time: each `next` does a step, the last one gives the value. Whoever must answer others
 * meanwhile does something else between two steps; whoever need not does all of them at once.
 */
export type InSteps<Value> = Generator<undefined, Value>;

/**
 * All steps at once.
 *
 *     atOnce(evaluateInSteps(policy, facts))    // evaluate(policy, facts)
 */
export function atOnce<Value>(steps: InSteps<Value>): Value {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
