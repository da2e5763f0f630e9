/** What an evaluation answers. The engine and the reference evaluator both give one. */
import type { Day, IntervalSet } from "@comity/calendar";
import type { FactChange } from "./facts.ts";
import type { Policy, Tuple, Value } from "./policy.ts";

/** A value to match, or undefined for any. */
export type Pattern = readonly (Value | undefined)[];

/** A tuple of a record or predicate, and the days on which it holds. */
export interface Dated {
  readonly tuple: Tuple;
  readonly days: IntervalSet;
}

/** What explanations, remedies and the proof checker's tests read: tuples and their days, nothing of how they came. */
export interface Extension {
  readonly policy: Policy;
  /** The days of one tuple of a record or predicate; the empty set where it never holds. */
  when(predicate: string, tuple: Tuple): IntervalSet;
  /** Every tuple that matches the pattern and holds on some day (on `on`, where given). */
  list(predicate: string, pattern?: Pattern, on?: Day): Iterable<Dated>;
}

/** One tuple whose days differ between two evaluations: what it loses and what it gains going from the first to the other. */
export interface Differing {
  readonly predicate: string;
  readonly tuple: Tuple;
  readonly before: IntervalSet;
  readonly after: IntervalSet;
  readonly lost: IntervalSet;
  readonly gained: IntervalSet;
}

export interface Evaluation extends Extension {
  /** Another evaluation, in which the changes hold; shares all that they do not reach. This one stays as it is. */
  whatIf(changes: readonly FactChange[]): Evaluation;
  /** Every tuple whose days differ in `other`, of the predicates named, or of every entitlement and clause. */
  difference(other: Evaluation, predicates?: readonly string[]): Iterable<Differing>;
}

/** The days within which a recursion through a duration is evaluated: from `first` to `last`, both included. */
export interface Horizon {
  readonly first: Day;
  readonly last: Day;
}
