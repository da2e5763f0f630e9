/** The days that a window looks at from a day: the operators of docs/language.md, section 8, read backwards. */
import {
  addDuration,
  type CalendarWindow,
  type Day,
  isOpen,
  OPEN,
  SINCE_EVER,
  subtractDuration,
} from "@comity/calendar";
import type { Stretch } from "../proof/proof.ts";

/** A month more or less moves a clamped day by at most this much: from a guess so far off the exact day is searched. */
const CLAMPED_DAYS = 4;

/**
 * Every day `s` that `window` looks at from `x`, as a stretch (empty where `from >= to`).
 *
 *     lookedAt({ direction: "last", least: NO_TIME, most: duration({ days: 2 }) }, day("2024-03-01"))
 *     // from 2024-02-28, before 2024-03-02
 */
export function lookedAt({ direction, least, most }: CalendarWindow, x: Day): Stretch {
  if (isOpen(x)) return { from: x, to: x };
  if (direction === "last") {
    // In the last D1 to D2, seen from x: every day s with s + D1 <= x < (s + 1) + D2.
    let last = subtractDuration(x, least) + CLAMPED_DAYS;
    while (addDuration(last as Day, least) > x) last--;
    if (most === null) return { from: SINCE_EVER, to: (last + 1) as Day };
    let first = subtractDuration(x, most) - CLAMPED_DAYS;
    while (addDuration((first + 1) as Day, most) <= x) first++;
    return { from: first as Day, to: (last + 1) as Day };
  }
  // In the next D1 to D2, seen from x: every day s with s - D2 <= x < (s + 1) - D1.
  let first = addDuration(x, least) - CLAMPED_DAYS;
  while (subtractDuration((first + 1) as Day, least) <= x) first++;
  if (most === null) return { from: first as Day, to: OPEN };
  let last = addDuration(x, most) + CLAMPED_DAYS;
  while (subtractDuration(last as Day, most) > x) last--;
  return { from: first as Day, to: (last + 1) as Day };
}
