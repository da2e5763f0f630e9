/** Deriving anew, aside, what is followed by what-ifs meanwhile. */
import type { FactChange } from "../facts.ts";
import type { InSteps } from "../in-steps.ts";
import type { EngineEvaluation } from "./engine.ts";

/**
 * A derivation from the ground that takes its time. What changes meanwhile is told to it, and is laid over it at the end, change by change:
 * when the last step is done, the value is of the same facts as what was followed.
 *
 *     const renewal = new Renewal(evaluateInSteps(policy, facts));
 *     for (const _ of renewal.steps) {
 *       // facts change: `renewal.tell(changes)`, and the old evaluation is followed as before
 *     }
 */
export class Renewal {
  readonly steps: InSteps<EngineEvaluation>;
  readonly #told: (readonly FactChange[])[] = [];

  constructor(derivation: InSteps<EngineEvaluation>) {
    this.steps = this.#renewed(derivation);
  }

  /** What changes of the facts that the derivation began with, in order. */
  tell(changes: readonly FactChange[]): void {
    if (changes.length > 0) this.#told.push(changes);
  }

  *#renewed(derivation: InSteps<EngineEvaluation>): InSteps<EngineEvaluation> {
    let evaluation = yield* derivation;
    while (this.#told.length > 0) {
      yield;
      for (const changes of this.#told.splice(0, CHANGES_A_STEP)) evaluation = evaluation.whatIf(changes);
    }
    return evaluation;
  }
}

/** A what-if takes a millisecond or two. */
const CHANGES_A_STEP = 2;
