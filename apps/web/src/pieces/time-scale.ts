/** Days on a line: where each stands, and which are written below it. Days are those of `@comity/calendar`, whole and without a zone. */
import {
  addDuration,
  type Day,
  dayFrom,
  duration,
  formatDay,
  partsOf,
  subtractDuration,
} from "@comity/calendar";

/** A day that is written at the line. */
export interface Tick {
  readonly day: Day;
  readonly x: number;
  /** A year begins on it: it is written as the year. */
  readonly isYear: boolean;
  /** The first that is written, or one of a year: it says the year too. */
  readonly saysYear: boolean;
}

export interface TimeScale {
  readonly from: Day;
  /** The first day behind the line. */
  readonly to: Day;
  readonly left: number;
  readonly right: number;
  /** Where a day begins; a day beyond the ends stands at that end. */
  x(day: Day): number;
  /** The day at a place; beyond the ends the first or the last day. */
  dayAt(x: number): Day;
  readonly ticks: readonly Tick[];
}

/** Ticks stand at least so far from each other, in pixels. */
const APART = 64;
/** By so many months ticks may stand from each other. */
const STEPS = [1, 3, 6, 12, 24, 60, 120, 240] as const;
const DAYS_A_MONTH = 30.44;

/** The first of the months, `step` apart and counted from a January, of which each begins on the line. */
function monthsBetween(from: Day, to: Day, step: number): Day[] {
  const { year, month } = partsOf(from);
  const start = Math.ceil((year * 12 + month - 1) / step) * step;
  const days: Day[] = [];
  for (let count = start; ; count += step) {
    const day = dayFrom(Math.floor(count / 12), (((count % 12) + 12) % 12) + 1, 1);
    if (day >= to) return days;
    if (day >= from) days.push(day);
  }
}

/**
 * A line for the days from `from` to before `to`, between two places in pixels.
 *
 *     const scale = timeScale(day("2023-07-01"), day("2026-07-01"), 200, 860);
 *     scale.x(day("2024-12-01"))     // 513.5
 *     scale.dayAt(513.5)             // 2024-12-01
 */
export function timeScale(from: Day, to: Day, left: number, right: number): TimeScale {
  const end = to > from ? to : ((from + 1) as Day);
  // Own, and not of a library: a line is this little, and the first page loads it.
  const perDay = (Math.max(right, left + 1) - left) / (end - from);
  const linear = (on: Day): number => left + (Math.min(end, Math.max(from, on)) - from) * perDay;
  const most = Math.max(1, Math.floor((right - left) / APART));
  const months = (end - from) / DAYS_A_MONTH;
  const step = STEPS.find((one) => months / one <= most) ?? 240;
  const ticks = monthsBetween(from, end, step).map((day, at): Tick => {
    const isYear = partsOf(day).month === 1;
    return { day, x: linear(day), isYear, saysYear: isYear || at === 0 };
  });
  return {
    from,
    to: end,
    left,
    right,
    x: linear,
    // A pixel at the very edge of a day belongs to it, whatever the division has lost.
    dayAt: (x) => Math.max(from, Math.min(end - 1, Math.floor(from + (x - left) / perDay + 1e-6))) as Day,
    ticks,
  };
}

/** The window around days that are shown: some months before the first and after the last, from one first of a month to another. */
export function windowAround(first: Day, last: Day, monthsBefore = 6, monthsAfter = 12): [Day, Day] {
  const begin = subtractDuration(first, duration({ months: monthsBefore }));
  const end = addDuration(last, duration({ months: monthsAfter }));
  const { year, month } = partsOf(begin);
  return [dayFrom(year, month, 1), end];
}

/** A day as it is written in addresses and answers: `2024-11-30`. */
export const written = (day: Day): string => formatDay(day);
