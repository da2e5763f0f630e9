/** A living evaluation in the place of a followed store: steps are told when a test says so. */
import { setImmediate as breath } from "node:timers/promises";
import type { Day } from "@comity/calendar";
import type { EngineEvaluation } from "@comity/policy";
import type { FollowedStep, Head, LivingEvaluation, Recorded, Renewed } from "@comity/store";

export class LivingFollowed {
  readonly living: LivingEvaluation;
  readonly #listeners = new Set<(step: FollowedStep) => void>();
  readonly #renewalListeners = new Set<(renewed: Renewed) => void>();
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

  /** How often a past day was asked for that was not at hand: everything was derived in one go. */
  inOneGo = 0;

  knownOn(day: Day): EngineEvaluation {
    if (!this.living.isAtHand(day)) this.inOneGo++;
    return this.living.knownOn(day);
  }

  async ready(day: Day): Promise<void> {
    for (const _ of this.living.readyInSteps(day)) await breath();
  }

  onStep(listener: (step: FollowedStep) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onRenewal(listener: (renewed: Renewed) => void): () => void {
    this.#renewalListeners.add(listener);
    return () => this.#renewalListeners.delete(listener);
  }

  /** Derives everything anew, and tells of it. */
  renew(): void {
    const steps = this.living.renewInSteps();
    for (;;) {
      const { done, value } = steps.next();
      if (done !== true) continue;
      const { evaluation } = this;
      if (value !== undefined)
        for (const listener of this.#renewalListeners) listener({ ...value, evaluation });
      return;
    }
  }

  /** Takes in what was recorded, and tells of it. */
  take(recorded: readonly Recorded[]): void {
    const step = this.living.take(recorded);
    if (step === undefined) return;
    this.#head = { position: step.position, hash: `h${step.position}` };
    for (const listener of this.#listeners) listener({ ...step, head: this.#head });
  }
}
