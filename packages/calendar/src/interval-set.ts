/** Interval sets: sets of days as sorted intervals, each with its first day and the day after its last. */
import { type Day, day, formatDay, OPEN, SINCE_EVER } from "./day.ts";
import { CalendarError } from "./errors.ts";
import { intersectInto, normaliseInto, subtractInto, uniteInto } from "./kernels.ts";

declare const intervalSetBrand: unique symbol;

/**
 * A set of days: `[f0, t0, f1, t1, ...]`, sorted, disjoint, never touching; each interval is half open, from the day f
 * on, before the day t. Read only by convention: many tuples share one. An operation whose result equals an operand
 * returns that operand.
 */
export type IntervalSet = Int32Array & { readonly [intervalSetBrand]: true };

/** No day. Every empty result of this package is this very object. */
export const EMPTY = new Int32Array(0) as Int32Array as IntervalSet;
/** Every day. */
export const ALWAYS = Int32Array.of(SINCE_EVER, OPEN) as Int32Array as IntervalSet;

/** Where operations write before the result's size is known; nothing lives here from one call to the next. */
let scratch = new Int32Array(1024);

/** The scratch array, with room for at least so many numbers. */
export function scratchFor(size: number): Int32Array {
  if (scratch.length < size) scratch = new Int32Array(Math.max(size, 2 * scratch.length));
  return scratch;
}

function equalsPiece(set: IntervalSet, flat: Int32Array, start: number, end: number): boolean {
  const { length } = set;
  if (length !== end - start) return false;
  for (let k = 0; k < length; k++) if (set[k] !== flat[start + k]) return false;
  return true;
}

/**
 * The interval set that lies in `flat[start]` to `flat[end - 1]`, already sorted, disjoint and not touching: one of the
 * operands where it equals one, else a copy of its own.
 */
export function settle(
  flat: Int32Array,
  start: number,
  end: number,
  a: IntervalSet = ALWAYS,
  b: IntervalSet = ALWAYS,
): IntervalSet {
  if (start === end) return EMPTY;
  if (equalsPiece(a, flat, start, end)) return a;
  if (equalsPiece(b, flat, start, end)) return b;
  if (equalsPiece(ALWAYS, flat, start, end)) return ALWAYS;
  return flat.slice(start, end) as Int32Array as IntervalSet;
}

/**
 * The days x with `from <= x < to`; none where `to` is not after `from`.
 *
 *     interval(day("2020-01-01"), OPEN)    // from 2020-01-01
 */
export function interval(from: Day, to: Day): IntervalSet {
  if (from >= to) return EMPTY;
  if (from === SINCE_EVER && to === OPEN) return ALWAYS;
  return Int32Array.of(from, to) as Int32Array as IntervalSet;
}

/** The days that are in some of the intervals, which may come in any order, overlap, touch or be empty. */
export function intervalSet(intervals: Iterable<readonly [from: Day, to: Day]>): IntervalSet {
  const pairs: number[] = [];
  for (const [from, to] of intervals) pairs.push(from, to);
  const flat = Int32Array.from(pairs);
  return settle(flat, 0, normaliseInto(flat, 0, flat.length));
}

/** Whether no day is in the set. */
export function isEmpty(set: IntervalSet): boolean {
  return set.length === 0;
}

/** Whether the day is in the set. An open end is no day and in no set. */
export function has(set: IntervalSet, day: Day): boolean {
  let low = 0;
  let high = set.length >> 1;
  // The number of intervals that begin on or before the day.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (set[2 * middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low > 0 && day < set[2 * low - 1]! && day !== SINCE_EVER;
}

/** How many days are in the set; `Infinity` where an end is open. */
export function countDays(set: IntervalSet): number {
  const { length } = set;
  if (length === 0) return 0;
  if (set[0] === SINCE_EVER || set[length - 1] === OPEN) return Number.POSITIVE_INFINITY;
  let days = 0;
  for (let k = 0; k < length; k += 2) days += set[k + 1]! - set[k]!;
  return days;
}

/** Whether the same days are in both. */
export function equal(a: IntervalSet, b: IntervalSet): boolean {
  return a === b || equalsPiece(a, b, 0, b.length);
}

/** Whether every day of `b` is in `a`. */
export function covers(a: IntervalSet, b: IntervalSet): boolean {
  return difference(b, a).length === 0;
}

/** The intervals in order, each as its first day and the day after its last. */
export function* eachInterval(set: IntervalSet): Generator<[from: Day, to: Day]> {
  for (let k = 0; k < set.length; k += 2) yield [set[k] as Day, set[k + 1] as Day];
}

/** Days in `a` or in `b`: x with x in a or x in b. */
export function union(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a === b || b.length === 0) return a.length === 0 ? EMPTY : a;
  if (a.length === 0) return b;
  const out = scratchFor(a.length + b.length);
  return settle(out, 0, uniteInto(a, 0, a.length, b, 0, b.length, out, 0), a, b);
}

/** Days in at least one of the sets: x with x in some set. */
export function unionAll(sets: Iterable<IntervalSet>): IntervalSet {
  const some = [...sets].filter((set) => set.length > 0);
  const [first, second] = some;
  if (first === undefined) return EMPTY;
  if (second === undefined) return first;
  if (some.length === 2) return union(first, second);
  const out = scratchFor(some.reduce((size, set) => size + set.length, 0));
  let n = 0;
  for (const set of some) {
    out.set(set, n);
    n += set.length;
  }
  const end = normaliseInto(out, 0, n);
  const same = some.find((set) => equalsPiece(set, out, 0, end));
  return same ?? settle(out, 0, end);
}

/** Days in `a` and in `b`: x with x in a and x in b. */
export function intersection(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a === b) return a;
  if (a.length === 0 || b.length === 0) return EMPTY;
  const out = scratchFor(a.length + b.length);
  return settle(out, 0, intersectInto(a, 0, a.length, b, 0, b.length, out, 0), a, b);
}

/** Days in `a` and not in `b`: x with x in a and x not in b. */
export function difference(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a === b || a.length === 0) return EMPTY;
  if (b.length === 0) return a;
  const out = scratchFor(a.length + b.length);
  return settle(out, 0, subtractInto(a, 0, a.length, b, 0, b.length, out, 0), a);
}

/** Days not in the set: x with x not in a. */
export function complement(a: IntervalSet): IntervalSet {
  return difference(ALWAYS, a);
}

/** The first day of each interval that has one: x in A, and the day before x not. */
export function begins(set: IntervalSet): IntervalSet {
  const out = scratchFor(set.length);
  let n = 0;
  for (let k = 0; k < set.length; k += 2) {
    const from = set[k]!;
    if (from === SINCE_EVER) continue;
    out[n++] = from;
    out[n++] = from + 1;
  }
  return settle(out, 0, n, set);
}

/** The day after the last of each interval that has one: x not in A, and the day before x in A. */
export function ends(set: IntervalSet): IntervalSet {
  const out = scratchFor(set.length);
  let n = 0;
  for (let k = 0; k < set.length; k += 2) {
    const to = set[k + 1]!;
    if (to === OPEN) continue;
    out[n++] = to;
    out[n++] = to + 1;
  }
  return settle(out, 0, n);
}

/** From the day after: x such that some day up to x is the day after an interval of A ended. */
export function after(set: IntervalSet): IntervalSet {
  const end = set[1];
  // Where the first interval has an open end, nothing comes after it: the interval is empty.
  return end === undefined ? EMPTY : interval(end as Day, OPEN);
}

function formatInterval(from: Day, to: Day): string {
  const last = (): string => formatDay((to - 1) as Day);
  if (from === SINCE_EVER) return to === OPEN ? "always" : `until ${last()}`;
  if (to === OPEN) return `from ${formatDay(from)}`;
  return to === from + 1 ? `on ${formatDay(from)}` : `${formatDay(from)} to ${last()}`;
}

/**
 * The set in words, by first and last days, both included; `parseIntervals` of it is the same set.
 *
 *     formatIntervals(interval(day("2020-01-01"), day("2024-12-01")))    // "2020-01-01 to 2024-11-30"
 *     // also "from 2020-01-01", "until 2024-11-30", "on 2024-11-30", "always", "never"; several with ", " between
 */
export function formatIntervals(set: IntervalSet): string {
  if (set.length === 0) return "never";
  return [...eachInterval(set)].map(([from, to]) => formatInterval(from, to)).join(", ");
}

const dayAfter = (text: string): Day => (day(text) + 1) as Day;

function parseInterval(text: string): readonly [from: Day, to: Day] {
  if (text === "always") return [SINCE_EVER, OPEN];
  const words = text.split(" ");
  if (words.length === 2 && words[0] === "from") return [day(words[1]!), OPEN];
  if (words.length === 2 && words[0] === "until") return [SINCE_EVER, dayAfter(words[1]!)];
  if (words.length === 2 && words[0] === "on") return [day(words[1]!), dayAfter(words[1]!)];
  if (words.length === 3 && words[1] === "to") {
    const from = day(words[0]!);
    const to = dayAfter(words[2]!);
    if (from < to) return [from, to];
    throw new CalendarError(
      "incorrect",
      "malformed-intervals",
      `\`${text}\` ends before it begins`,
      "the first day comes first, the last day is included",
    );
  }
  throw new CalendarError(
    "incorrect",
    "malformed-intervals",
    `\`${text}\` is not written as an interval`,
    "an interval is written `2020-01-01 to 2024-11-30`, `from 2020-01-01`, `until 2024-11-30`, `on 2024-11-30` or `always`",
  );
}

/**
 * The set that is written as `formatIntervals` writes it; its intervals may overlap and come in any order.
 *
 *     parseIntervals("2020-01-01 to 2024-11-30, from 2025-06-01")
 *
 * @throws CalendarError `malformed-intervals`, or an error of `day`.
 */
export function parseIntervals(text: string): IntervalSet {
  if (text.trim() === "never") return EMPTY;
  return intervalSet(text.split(",").map((part) => parseInterval(part.trim().replace(/\s+/g, " "))));
}
