/**
 * Why: a sentence for whom it concerns and one for those who know the policy, each from one step of the proof. Making one takes a
 * third of a millisecond, so they are kept. A reason that is kept stands for as long as nothing changes that was looked at when it was made:
 * whatever a step changes takes away the reasons that looked there.
 */
import type { Day } from "@comity/calendar";
import {
  type Brief,
  type Dated,
  type EngineEvaluation,
  type Extension,
  explainBriefly,
  type Pattern,
  type Policy,
  type Tuple,
} from "@comity/policy";
import type { FollowedStep, FollowedStore } from "@comity/store";

/** So many reasons are kept: of the order of a kilobyte each. */
export const MOST_REASONS = 50_000;
/** Where a step changes more than this, everything is forgotten at once. */
const MOST_CHANGES_TRACED = 5_000;

/** Access systems know people by their identifiers, and so do these sentences: nobody's name is opened. */
const asItIs = (identifier: string): string => identifier;

/** Passes questions on and notes where they looked: at tuples with a value in a column, or at a whole predicate. */
class Watched implements Extension {
  readonly policy: Policy;
  readonly looks = new Set<string>();
  readonly #inner: Extension;

  constructor(inner: Extension) {
    this.#inner = inner;
    this.policy = inner.policy;
  }

  #note(predicate: string, pattern: Pattern): void {
    const column = pattern.findIndex((value) => value !== undefined);
    this.looks.add(column < 0 ? predicate : placeOf(predicate, column, pattern[column]!));
  }

  when(predicate: string, tuple: Tuple) {
    this.#note(predicate, tuple);
    return this.#inner.when(predicate, tuple);
  }

  list(predicate: string, pattern: Pattern = [], on?: Day): Iterable<Dated> {
    this.#note(predicate, pattern);
    return this.#inner.list(predicate, pattern, on);
  }
}

function placeOf(predicate: string, column: number, value: string | number): string {
  return `${predicate} ${column} ${value}`;
}

interface Kept {
  readonly brief: Brief;
  readonly looks: ReadonlySet<string>;
  /** What was made of it. */
  said?: Said;
}

/** What an answer says that stands as long as its reason does: the text before and after that which changes with every act. */
export interface Said {
  readonly before: string;
  readonly after: string;
}

/** Reasons by an evaluation, without keeping any. */
export function reasonBy(evaluation: EngineEvaluation, predicate: string, tuple: Tuple, on: Day): Brief {
  return explainBriefly(evaluation, evaluation.policy, predicate, tuple, on, asItIs);
}

/** What reasons are kept by. */
type Following = Pick<FollowedStore, "evaluation" | "onStep" | "onRenewal">;

/** The reasons of a living evaluation. */
export class Reasons {
  readonly #most: number;
  readonly #kept = new Map<string, Kept>();
  /** Who looked at a place. */
  readonly #lookers = new Map<string, Set<string>>();
  readonly #names: readonly string[];
  readonly #stops: readonly (() => void)[];
  #evaluation: EngineEvaluation;
  #made = 0;

  constructor(followed: Following, policy: Policy, most = MOST_REASONS) {
    this.#most = most;
    this.#names = [...policy.records, ...policy.predicates].map(({ name }) => name);
    this.#evaluation = followed.evaluation;
    this.#stops = [
      followed.onStep((step) => this.#follow(step)),
      // It says the same by another value: reasons stand.
      followed.onRenewal(({ evaluation }) => {
        this.#evaluation = evaluation;
      }),
    ];
  }

  /** How many were made and are kept. */
  get figures(): { readonly made: number; readonly kept: number } {
    return { made: this.#made, kept: this.#kept.size };
  }

  /** The reason as things are known now. */
  of(predicate: string, tuple: Tuple, on: Day): Brief {
    return this.#keptOf(predicate, tuple, on).brief;
  }

  /** What is said with that reason, of the tuple's days and nothing else; made by `make` where it is not kept. */
  saidOf(predicate: string, tuple: Tuple, on: Day, make: () => Said): Said {
    const kept = this.#keptOf(predicate, tuple, on);
    kept.said ??= make();
    return kept.said;
  }

  #keptOf(predicate: string, tuple: Tuple, on: Day): Kept {
    const key = `${predicate} ${on} ${tuple.length === 1 ? tuple[0] : JSON.stringify(tuple)}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const watched = new Watched(this.#evaluation);
    // The days of the tuple itself count for what is said, whatever the reason looks at.
    watched.when(predicate, tuple);
    const brief = explainBriefly(watched, watched.policy, predicate, tuple, on, asItIs);
    this.#made++;
    if (this.#kept.size >= this.#most) this.#drop(this.#kept.keys().next().value!);
    const kept: Kept = { brief, looks: watched.looks };
    this.#kept.set(key, kept);
    for (const look of watched.looks) {
      const lookers = this.#lookers.get(look);
      if (lookers === undefined) this.#lookers.set(look, new Set([key]));
      else lookers.add(key);
    }
    return kept;
  }

  #follow({ evaluation, followed }: FollowedStep): void {
    const before = this.#evaluation;
    this.#evaluation = evaluation;
    if (before === evaluation) return;
    // Evaluations of two derivations share nothing: to find what differs would take as long as to derive.
    if (followed === undefined || this.#kept.size === 0) {
      this.#forget();
      return;
    }
    let changes = 0;
    for (const { predicate, tuple } of before.difference(followed, this.#names)) {
      if (++changes > MOST_CHANGES_TRACED) {
        this.#forget();
        return;
      }
      this.#dropLookers(predicate);
      for (const [column, value] of tuple.entries()) this.#dropLookers(placeOf(predicate, column, value));
    }
  }

  #forget(): void {
    this.#kept.clear();
    this.#lookers.clear();
  }

  #dropLookers(place: string): void {
    for (const key of this.#lookers.get(place) ?? []) this.#drop(key);
  }

  #drop(key: string): void {
    const { looks } = this.#kept.get(key)!;
    this.#kept.delete(key);
    for (const look of looks) {
      const lookers = this.#lookers.get(look)!;
      lookers.delete(key);
      if (lookers.size === 0) this.#lookers.delete(look);
    }
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#forget();
  }
}
