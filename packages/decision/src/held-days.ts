/** On which days people hold what they hold, kept by evaluation. */
import { type IntervalSet, unionAll } from "@comity/calendar";
import type { Evaluation } from "@comity/policy";

/** Days of entitlements that people hold, by entitlement and person. */
type HeldDays = Map<string, Map<string, IntervalSet>>;

/**
 * By evaluation: what was looked up of it. Whoever moves a date lays one draft after the other over the same evaluation, and looks at
 * the same people each time, nearly all of whom no draft changes.
 */
const HELD = new WeakMap<Evaluation, HeldDays>();

/** The days on which a person holds an entitlement, of whatever else. */
export function heldDays(
  evaluation: Evaluation,
  { name, person: column, width }: Held,
  person: string,
): IntervalSet {
  let byName = HELD.get(evaluation);
  if (byName === undefined) {
    byName = new Map();
    HELD.set(evaluation, byName);
  }
  let byPerson = byName.get(name);
  if (byPerson === undefined) {
    byPerson = new Map();
    byName.set(name, byPerson);
  }
  let days = byPerson.get(person);
  if (days === undefined) {
    days =
      width === 1
        ? evaluation.when(name, [person])
        : unionAll([...evaluation.list(name, patternOf(column, width, person))].map((each) => each.days));
    byPerson.set(person, days);
  }
  return days;
}

/** An entitlement of persons: in which of how many columns the person stands. */
export interface Held {
  readonly name: string;
  readonly person: number;
  readonly width: number;
}

/** A pattern with a value in one of so many columns. */
export const patternOf = (column: number, width: number, value: string): (string | undefined)[] =>
  Array.from({ length: width }, (_, c) => (c === column ? value : undefined));
