/** The meaning of every operation, day by day over a short stretch of the calendar, and random sets to try it on. */
import {
  addDuration,
  type CalendarWindow,
  type Day,
  day,
  duration,
  eachInterval,
  formatDay,
  formatIntervals,
  has,
  type IntervalSet,
  intervalSet,
  isNeverLonger,
  NO_TIME,
  OPEN,
  SINCE_EVER,
  subtractDuration,
} from "@comity/calendar";
import fc from "fast-check";

/** A set of days before it is made an interval set: pairs in any order, overlapping, touching or empty. */
export interface RawSet {
  readonly pairs: readonly (readonly [from: Day, to: Day])[];
  /** Whether each day that may matter is in some pair, the first of them first. */
  readonly days: readonly boolean[];
  readonly firstDay: Day;
}

/** Every end lies in [base, base + SPAN); before and after it a set is all or nothing. */
const SPAN = 130;
/** Windows reach at most so far: two months and some days. */
const REACH = 110;

/** Stretches that cross short and long Februaries, leap and common centuries, and 30 and 31 day months. */
const bases = ["2022-12-20", "2023-12-15", "2024-01-30", "2024-06-29", "1999-12-01", "2099-12-25"].map(day);

const rawSetFrom = (base: Day): fc.Arbitrary<RawSet> =>
  fc
    .record({
      pairs: fc.array(fc.tuple(fc.nat(SPAN), fc.nat(40)), { maxLength: 6 }),
      openStart: fc.option(fc.nat(SPAN), { freq: 3 }),
      openEnd: fc.option(fc.nat(SPAN), { freq: 3 }),
    })
    .map(({ pairs, openStart, openEnd }) => {
      const all: [Day, Day][] = pairs.map(([from, length]) => [
        (base + from) as Day,
        (base + Math.min(SPAN, from + length)) as Day,
      ]);
      if (openStart !== null) all.push([SINCE_EVER, (base + openStart) as Day]);
      if (openEnd !== null) all.push([(base + openEnd) as Day, OPEN]);
      const isInSome = (x: Day): boolean => all.some(([from, to]) => from <= x && x < to);
      const days = [...daysThatMatter(base)];
      return { pairs: all, days: days.map(isInSome), firstDay: days[0]! };
    });

const anyDuration = fc.record({
  months: fc.constantFrom(0, 0, 1, 2),
  days: fc.constantFrom(0, 0, 0, 1, 2, 3, 28, 30, 31, 45),
});

const anyWindow = (direction: "last" | "next"): fc.Arbitrary<CalendarWindow> =>
  fc
    .record({
      direction: fc.constant(direction),
      least: fc.oneof(fc.constant(NO_TIME), anyDuration.map(duration)),
      most: fc.option(anyDuration.map(duration), { freq: 4 }),
    })
    .filter((window) => window.most === null || isNeverLonger(window.least, window.most));

/** One case: two sets near the same base, and a window of each direction. */
export const anyCase = fc.constantFrom(...bases).chain((base) =>
  fc.record({
    base: fc.constant(base),
    a: rawSetFrom(base),
    b: rawSetFrom(base),
    last: anyWindow("last"),
    next: anyWindow("next"),
    shift: anyDuration.map(duration),
  }),
);

export const setOf = (raw: RawSet): IntervalSet => intervalSet(raw.pairs);

/** The days asked about: all that an operation can reach, and some on which nothing changes any more. */
export function* daysAround(base: Day): Generator<Day> {
  for (let x = base - REACH - 5; x < base + SPAN + REACH + 5; x++) yield x as Day;
}

/** The days that may matter to a day asked about. */
function* daysThatMatter(base: Day): Generator<Day> {
  for (let s = base - 2 * REACH - 10; s < base + SPAN + 2 * REACH + 10; s++) yield s as Day;
}

export const isIn = (raw: RawSet, x: Day): boolean => raw.days[x - raw.firstDay]!;

/** For every day x asked about, the days s that lie in the window seen from x. */
export function sights(base: Day, window: CalendarWindow): Map<Day, Day[]> {
  const all = [...daysThatMatter(base)];
  const bounds = all.map((s) => {
    const { direction, least, most } = window;
    const nextDay = (s + 1) as Day;
    return direction === "last"
      ? [addDuration(s, least), most === null ? OPEN : addDuration(nextDay, most)]
      : [most === null ? SINCE_EVER : subtractDuration(s, most), subtractDuration(nextDay, least)];
  });
  const seen = new Map<Day, Day[]>();
  for (const x of daysAround(base))
    seen.set(
      x,
      all.filter((_, k) => bounds[k]![0]! <= x && x < bounds[k]![1]!),
    );
  return seen;
}

/** Some day of A lies in the window. */
export const isWithin = (a: RawSet, seen: readonly Day[]): boolean => seen.some((s) => isIn(a, s));

/** Every day in the window is in A. */
export const isThroughout = (a: RawSet, seen: readonly Day[]): boolean => seen.every((s) => isIn(a, s));

/** Some day s of the anchor lies in the window, and the body holds on every day in (s, x], or in [x, s). */
export const isSinceOrUntil = (body: RawSet, anchor: RawSet, x: Day, seen: readonly Day[]): boolean =>
  seen.some((s) => {
    if (!isIn(anchor, s)) return false;
    const [first, last] = s <= x ? [s + 1, x] : [x, s - 1];
    for (let y = first; y <= last; y++) if (!isIn(body, y as Day)) return false;
    return true;
  });

/** Throws where a set is not sorted, disjoint and apart. */
function assertWellFormed(set: IntervalSet): void {
  let before: number | undefined;
  for (const [from, to] of eachInterval(set)) {
    if (from >= to || (before !== undefined && from <= before))
      throw new Error(`not an interval set: ${[...set]}`);
    before = to;
  }
}

/** The set is well formed, and each day asked about is in it where the meaning says so. */
export function expectMeaning(set: IntervalSet, base: Day, meaning: (x: Day) => boolean): void {
  assertWellFormed(set);
  for (const x of daysAround(base))
    if (has(set, x) !== meaning(x))
      throw new Error(`${formatDay(x)}: the meaning says ${meaning(x)}, the set is ${formatIntervals(set)}`);
}
