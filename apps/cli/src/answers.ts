/** The tuples that fit a question, with their days, in one order everywhere. */
import { type Day, has, type IntervalSet } from "@comity/calendar";
import type { Tuple, Value } from "@comity/policy";
import type { Question } from "./question.ts";
import { formatValue } from "./text/sentences.ts";

/** A tuple and the days on which it holds. */
export interface Answer {
  readonly tuple: Tuple;
  readonly days: IntervalSet;
}

function byValues(a: Tuple, b: Tuple): number {
  for (const [at, value] of a.entries()) {
    const other = b[at]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/**
 * Every tuple that fits the values given and holds on some day (on `on`, where given), sorted column by column; with all
 * values given, that tuple even where it never holds.
 */
export function answersOf({ declaration, pattern, values, evaluation }: Question, on?: Day): Answer[] {
  const { name, columns } = declaration;
  if (values.length === columns.length) {
    const days = evaluation.when(name, values);
    return on === undefined || has(days, on) ? [{ tuple: values, days }] : [];
  }
  return [...evaluation.list(name, pattern, on)]
    .map(({ tuple, days }) => ({ tuple, days }))
    .sort((a, b) => byValues(a.tuple, b.tuple));
}

/** A tuple as JSON has it: days as they are written. */
export function jsonTuple({ declaration }: Question, tuple: Tuple): Value[] {
  return tuple.map((value, at) => {
    const { kind } = declaration.columns[at]!;
    return kind === "Day" ? formatValue(kind, value) : value;
  });
}
