/** Random accounts and drafts over the people of random registries, and a living evaluation to follow. */
import { type Day, formatDay } from "@comity/calendar";
import type { EngineEvaluation, Extension, Policy } from "@comity/policy";
import type { Act } from "@comity/registry";
import { LivingEvaluation, type Recorded, type Renewed, type Step } from "@comity/store";
import fc from "fast-check";
import {
  type AccountGrants,
  type DraftRelations,
  type FollowedFacts,
  type Grant,
  ROLES,
  withRegistryRecords,
} from "../../src/index.ts";

/** Follows acts that a test hands over, as a followed store does those of a database. */
export class FollowedActs implements FollowedFacts {
  readonly #living: LivingEvaluation;
  readonly #listeners = new Set<(step: Step) => void>();
  readonly #renewalListeners = new Set<(renewed: Renewed) => void>();
  #count = 0;

  constructor(policy: Policy, today: Day, freshAfterActs: number) {
    this.#living = new LivingEvaluation(withRegistryRecords(policy), [], today, { freshAfterActs });
  }

  get evaluation(): EngineEvaluation {
    return this.#living.evaluation;
  }

  get today(): Day {
    return this.#living.today;
  }

  onStep(listener: (step: Step) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onRenewal(listener: (renewed: Renewed) => void): () => void {
    this.#renewalListeners.add(listener);
    return () => this.#renewalListeners.delete(listener);
  }

  /** Derives everything anew, taking in some acts after so many steps. */
  renew(after: number, acts: readonly Act[]): void {
    const steps = this.#living.renewInSteps();
    for (let step = 0; step < after && steps.next().done !== true; step++);
    this.take(acts);
    for (;;) {
      const { done, value } = steps.next();
      if (done !== true) continue;
      const { evaluation } = this;
      if (value !== undefined)
        for (const listener of this.#renewalListeners) listener({ ...value, evaluation });
      return;
    }
  }

  take(acts: readonly Act[]): void {
    const recorded = acts.map((act): Recorded => ({ position: ++this.#count, act }));
    this.#tell(this.#living.take(recorded));
  }

  turnTo(day: Day): void {
    this.#tell(this.#living.turnTo(day));
  }

  #tell(step: Step | undefined): void {
    if (step !== undefined) for (const listener of this.#listeners) listener(step);
  }
}

/** The people, institutes, experiments and parties of `anyActs`. */
export const PEOPLE = ["p1", "p2", "p3", "p4"];
const SCOPES = ["I1", "I2", "I3", "E1", "E2", "BY", "RU", "CH", "Council", "B1"];
export const ACCOUNT_IDS = ["a1", "a2", "a3", "m1"];
export const DRAFT_IDS = ["d1", "d2"];

const FIRST = 16_436;
const anyWritten = fc.integer({ min: 0, max: 4_000 }).map((days) => formatDay((FIRST + days) as Day));
const left = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const without = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

export const anyGrant: fc.Arbitrary<Grant> = fc
  .record({
    role: fc.constantFrom(...ROLES),
    of: left(fc.constantFrom(...SCOPES)),
    from: left(anyWritten),
    to: left(anyWritten),
  })
  .map((grant) => without(grant) as Grant);

export const anyAccount: fc.Arbitrary<AccountGrants> = fc
  .record({
    kind: fc.constantFrom("human" as const, "human" as const, "client" as const),
    person: left(fc.constantFrom(...PEOPLE)),
    grants: fc.array(anyGrant, { maxLength: 4 }),
    disabled: fc.constantFrom(undefined, undefined, undefined, true as const),
  })
  .map((account) => without(account) as AccountGrants);

export const anyDraft: fc.Arbitrary<DraftRelations> = fc
  .record({
    author: fc.constantFrom(...ACCOUNT_IDS),
    editors: left(fc.subarray(ACCOUNT_IDS)),
    sharedWith: left(fc.subarray(["Council", "B1"])),
    released: fc.constantFrom(undefined, "bodies" as const, "public" as const),
  })
  .map((draft) => without(draft) as DraftRelations);

/** One document written, or taken away. */
export const anyChange: fc.Arbitrary<readonly [collection: string, id: string, value: unknown]> = fc.oneof(
  fc.tuple(fc.constant("account"), fc.constantFrom(...ACCOUNT_IDS), left(anyAccount)),
  fc.tuple(fc.constant("draft"), fc.constantFrom(...DRAFT_IDS), left(anyDraft)),
);

/** Every tuple of everything that an evaluation derives, with its days. */
export function everythingIn(evaluation: Extension): string[] {
  return evaluation.policy.predicates
    .flatMap(({ name }) =>
      Array.from(evaluation.list(name), ({ tuple, days }) => JSON.stringify([name, tuple, [...days]])),
    )
    .sort();
}
