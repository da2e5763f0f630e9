/**
 * The evaluation of the policy of access as it lives: over the registry's facts, followed act by act, and those of accounts and drafts,
 * followed document by document. Each change is a what-if; now and then everything is derived anew.
 */
import type { Day } from "@comity/calendar";
import { eachInterval } from "@comity/calendar";
import { type EngineEvaluation, evaluate, type Fact, type FactChange, FactsBuilder } from "@comity/policy";
import type { Renewed, Step } from "@comity/store";
import type { AccessPolicy } from "./access-policy.ts";
import { changesBetween } from "./relations.ts";

/** What is needed of a store that is followed: see `FollowedStore`. */
export interface FollowedFacts {
  readonly evaluation: EngineEvaluation;
  readonly today: Day;
  onStep(listener: (step: Step) => void): () => void;
  onRenewal(listener: (renewed: Renewed) => void): () => void;
}

/** So many changed facts are followed before everything is derived anew; a what-if keeps what differs beside its base. */
export const FRESH_AFTER_FACTS = 20_000;

export class LivingRelations {
  readonly #access: AccessPolicy;
  readonly #followed: FollowedFacts;
  readonly #stops: readonly (() => void)[];
  readonly #freshAfter: number;
  /** By document: what it says. */
  readonly #told = new Map<string, readonly Fact[]>();
  /** The evaluation of the registry's policy whose facts are taken in. */
  #registry: EngineEvaluation;
  #evaluation: EngineEvaluation;
  #changes = 0;
  #followedFacts = 0;
  #derivations = 0;

  /** Throws a RangeError where what is followed lacks records that the policy of access reads (see `withRegistryRecords`). */
  constructor(access: AccessPolicy, followed: FollowedFacts, freshAfter = FRESH_AFTER_FACTS) {
    this.#access = access;
    this.#followed = followed;
    this.#freshAfter = freshAfter;
    this.#registry = followed.evaluation;
    const declared = new Set(this.#registry.policy.records.map(({ name }) => name));
    const missing = access.registryRecords.filter((name) => !declared.has(name));
    if (missing.length > 0)
      throw new RangeError(
        `what is followed has no record \`${missing.join("`, `")}\`: follow \`withRegistryRecords(policy)\``,
      );
    this.#evaluation = this.#derive();
    this.#stops = [
      followed.onStep((step) => this.#follow(step)),
      followed.onRenewal(({ evaluation }) => {
        this.#registry = evaluation;
      }),
    ];
  }

  /** What follows from everything that is known now. */
  get evaluation(): EngineEvaluation {
    return this.#evaluation;
  }

  get policy(): AccessPolicy {
    return this.#access;
  }

  /** The day on which questions are answered. Asking lets a new day come. */
  get today(): Day {
    return this.#followed.today;
  }

  /** Grows with every change. */
  get changes(): number {
    return this.#changes;
  }

  /** How often everything was derived anew, the first time included. */
  get derivations(): number {
    return this.#derivations;
  }

  /** Takes in what documents say, by their names; those not named stay. */
  tell(documents: Iterable<readonly [name: string, facts: readonly Fact[]]>): void {
    const changes: FactChange[] = [];
    for (const [name, facts] of documents) {
      for (const change of changesBetween(this.#told.get(name) ?? [], facts)) changes.push(change);
      if (facts.length === 0) this.#told.delete(name);
      else this.#told.set(name, facts);
    }
    this.#change(changes);
  }

  /** The documents that say something. */
  get documents(): Iterable<string> {
    return this.#told.keys();
  }

  /** What would follow if a document said this. Nothing is changed. */
  supposing(name: string, facts: readonly Fact[]): EngineEvaluation {
    const changes = changesBetween(this.#told.get(name) ?? [], facts);
    return changes.length === 0 ? this.#evaluation : this.#evaluation.whatIf(changes);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #follow({ evaluation, followed }: Step): void {
    const before = this.#registry;
    this.#registry = evaluation;
    if (evaluation === before) return;
    if (followed === undefined) {
      // Derived anew, the two share nothing, and everything would be looked at anyway.
      this.#evaluation = this.#derive();
      this.#changes++;
      return;
    }
    const changes: FactChange[] = [];
    for (const { predicate, tuple, lost, gained } of before.difference(
      followed,
      this.#access.registryRecords,
    )) {
      for (const [from, to] of eachInterval(lost))
        changes.push({ record: predicate, tuple, from, to, present: false });
      for (const [from, to] of eachInterval(gained))
        changes.push({ record: predicate, tuple, from, to, present: true });
    }
    this.#change(changes);
  }

  #change(changes: readonly FactChange[]): void {
    if (changes.length === 0) return;
    this.#changes++;
    this.#followedFacts += changes.length;
    this.#evaluation =
      this.#followedFacts > this.#freshAfter ? this.#derive() : this.#evaluation.whatIf(changes);
  }

  #derive(): EngineEvaluation {
    this.#followedFacts = 0;
    this.#derivations++;
    const facts = new FactsBuilder(this.#access.policy.records);
    for (const record of this.#access.registryRecords)
      for (const { tuple, days } of this.#registry.list(record))
        for (const [from, to] of eachInterval(days)) facts.add(record, tuple, from, to);
    for (const told of this.#told.values())
      for (const { record, tuple, from, to } of told) facts.add(record, tuple, from, to);
    return evaluate(this.#access.policy, facts.build());
  }
}
