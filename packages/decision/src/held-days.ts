/** On which days people hold what they hold, kept by evaluation. */
import { type IntervalSet, unionAll } from "@comity/calendar";
import type { Evaluation, Value } from "@comity/policy";

/** By evaluation, and which entitlements together: days by person. */
const HELD = new WeakMap<Evaluation, Map<string, Map<string, IntervalSet>>>();

/**
 * The days on which a person holds some of these entitlements, of whatever else. Whoever moves a date lays one draft after the other over
 * the same evaluation, and looks at the same people each time, nearly all of whom no draft changes: so it is kept by evaluation.
 */
export function heldDays(evaluation: Evaluation, held: readonly Held[], person: string): IntervalSet {
  let kept = HELD.get(evaluation);
  if (kept === undefined) {
    kept = new Map();
    HELD.set(evaluation, kept);
  }
  const names = held.map(({ name }) => name).join(" ");
  let byPerson = kept.get(names);
  if (byPerson === undefined) {
    byPerson = new Map();
    kept.set(names, byPerson);
  }
  let days = byPerson.get(person);
  if (days === undefined) {
    days = unionAll(held.map((one) => daysOf(evaluation, one, person)));
    byPerson.set(person, days);
  }
  return days;
}

function daysOf(evaluation: Evaluation, { name, person: column, width }: Held, person: string): IntervalSet {
  if (width === 1) return evaluation.when(name, [person]);
  return unionAll([...evaluation.list(name, patternOf(column, width, person))].map(({ days }) => days));
}

/** An entitlement of persons: in which of how many columns the person stands. */
export interface Held {
  readonly name: string;
  readonly person: number;
  readonly width: number;
}

/** A pattern with a value in one of so many columns. */
export const patternOf = <Of extends Value>(column: number, width: number, value: Of): (Of | undefined)[] =>
  Array.from({ length: width }, (_, c) => (c === column ? value : undefined));
