/** Days as people write them: a last day is the last on which it still holds. */
import {
  type Day,
  eachInterval,
  formatDay,
  formatIntervals,
  type IntervalSet,
  interval,
  isOpen,
} from "@comity/calendar";

/** The days `[from, to)` in words: `2022-03-01 to 2024-11-30`, `from 2022-03-01`, `until 2024-11-30`, `always`. */
export function formatStretch({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return formatIntervals(interval(from, to));
}

/** A day for machines; `null` where it is open. */
export function isoDay(day: Day | undefined): string | null {
  return day === undefined || isOpen(day) ? null : formatDay(day);
}

/** The last day before an end, for machines; `null` where it is open. */
export function isoLastDay(to: Day | undefined): string | null {
  return to === undefined || isOpen(to) ? null : formatDay((to - 1) as Day);
}

/** The days `[from, to)` for machines. */
export function jsonStretch({ from, to }: { readonly from: Day; readonly to: Day }): {
  firstDay: string | null;
  lastDay: string | null;
} {
  return { firstDay: isoDay(from), lastDay: isoLastDay(to) };
}

/** The stretches of a set of days. */
export function stretchesOf(days: IntervalSet): { from: Day; to: Day }[] {
  return Array.from(eachInterval(days), ([from, to]) => ({ from, to }));
}
