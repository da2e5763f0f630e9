/** A living evaluation in the place of a followed store: steps are told when a test says so. */
import type { Day } from "@comity/calendar";
import type { EngineEvaluation } from "@comity/policy";
import type { FollowedStep, Head, LivingEvaluation, Recorded } from "@comity/store";

export class LivingFollowed {
  readonly living: LivingEvaluation;
  readonly #listeners = new Set<(step: FollowedStep) => void>();
  #head: Head = { position: 0, hash: "" };

  constructor(living: LivingEvaluation) {
    this.living = living;
  }

  get evaluation(): EngineEvaluation {
    return this.living.evaluation;
  }

  get today(): Day {
    return this.living.today;
  }

  get head(): Head {
    return this.#head;
  }

  knownOn(day: Day): EngineEvaluation {
    return this.living.knownOn(day);
  }

  onStep(listener: (step: FollowedStep) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes in what was recorded, and tells of it. */
  take(recorded: readonly Recorded[]): void {
    const step = this.living.take(recorded);
    if (step === undefined) return;
    this.#head = { position: step.position, hash: `h${step.position}` };
    for (const listener of this.#listeners) listener({ ...step, head: this.#head });
  }
}
