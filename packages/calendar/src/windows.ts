/**
 * Operators that look at other days: windows (sometime or always, in the last or the next), since, until, shifts.
 *
 * The meaning of each is said day by day; `+ D` and `- D` are `addDuration` and `subtractDuration`. Interval by
 * interval it comes to moving the ends, because adding a duration never swaps two days and `least` is never longer
 * than `most`: neighbouring days reach neighbouring stretches, without a hole.
 */
import { type Day, OPEN, SINCE_EVER } from "./day.ts";
import {
  addDuration,
  type Duration,
  formatDuration,
  isNeverLonger,
  isNoTime,
  subtractDuration,
} from "./duration.ts";
import { CalendarError } from "./errors.ts";
import { EMPTY, type IntervalSet, scratchFor, settle } from "./interval-set.ts";
import { uniteInto } from "./kernels.ts";

/**
 * Which days an operator looks at, seen from a day: from `least` to `most` away, back (`last`) or ahead (`next`).
 * `most: null` means without end. `least` must never be longer than `most`.
 */
export interface CalendarWindow {
  readonly direction: "last" | "next";
  readonly least: Duration;
  readonly most: Duration | null;
}

/** `end`, moved by `most`: without end, a day moves to the open end ahead (`last`) or behind (`next`). */
function moveByMost(end: number, window: CalendarWindow): number {
  const { direction, most } = window;
  if (direction === "last") {
    if (most !== null) return addDuration(end as Day, most);
    return end === SINCE_EVER ? SINCE_EVER : OPEN;
  }
  if (most !== null) return subtractDuration(end as Day, most);
  return end === OPEN ? OPEN : SINCE_EVER;
}

function moveByLeast(end: number, window: CalendarWindow): number {
  return window.direction === "last"
    ? addDuration(end as Day, window.least)
    : subtractDuration(end as Day, window.least);
}

/** Writes an interval after those from `start` on, united with the last where it touches it; returns the new end. */
function append(out: Int32Array, start: number, n: number, from: number, to: number): number {
  if (from >= to) return n;
  if (n > start && from <= out[n - 1]!) {
    if (to > out[n - 1]!) out[n - 1] = to;
    return n;
  }
  out[n] = from;
  out[n + 1] = to;
  return n + 2;
}

/** `within` as a kernel; the room it needs is `a1 - a0`. */
export function withinInto(
  a: Int32Array,
  a0: number,
  a1: number,
  window: CalendarWindow,
  out: Int32Array,
  o: number,
): number {
  const isLast = window.direction === "last";
  let n = o;
  for (let i = a0; i < a1; i += 2) {
    const from = isLast ? moveByLeast(a[i]!, window) : moveByMost(a[i]!, window);
    const to = isLast ? moveByMost(a[i + 1]!, window) : moveByLeast(a[i + 1]!, window);
    n = append(out, o, n, from, to);
  }
  return n;
}

/** `throughout` as a kernel; the room it needs is `a1 - a0`. */
export function throughoutInto(
  a: Int32Array,
  a0: number,
  a1: number,
  window: CalendarWindow,
  out: Int32Array,
  o: number,
): number {
  const isLast = window.direction === "last";
  let n = o;
  for (let i = a0; i < a1; i += 2) {
    const from = isLast ? moveByMost(a[i]!, window) : moveByLeast(a[i]!, window);
    const to = isLast ? moveByLeast(a[i + 1]!, window) : moveByMost(a[i + 1]!, window);
    n = append(out, o, n, from, to);
  }
  return n;
}

/** `since` (window `last`) and `until` (window `next`) as a kernel; the room it needs is `(b1 - b0) + 2 * (a1 - a0)`. */
export function sinceOrUntilInto(
  body: Int32Array,
  b0: number,
  b1: number,
  anchor: Int32Array,
  a0: number,
  a1: number,
  window: CalendarWindow,
  out: Int32Array,
  o: number,
): number {
  const isLast = window.direction === "last";
  // Where the anchor's own day counts, the rest is written further up and united down with the anchor.
  const countsAnchor = isNoTime(window.least);
  const start = countsAnchor ? o + (a1 - a0) : o;
  let n = start;
  let j = a0;
  for (let i = b0; i < b1; i += 2) {
    const bodyFrom = body[i]!;
    const bodyTo = body[i + 1]!;
    // The anchor may be the day before the body begins (since), or the day after it ends (until).
    const earliest = isLast && bodyFrom !== SINCE_EVER ? bodyFrom - 1 : bodyFrom;
    const latest = !isLast && bodyTo !== OPEN ? bodyTo + 1 : bodyTo;
    while (j < a1 && anchor[j + 1]! <= earliest) j += 2;
    for (let k = j; k < a1 && anchor[k]! < latest; k += 2) {
      const first = Math.max(anchor[k]!, earliest);
      const end = Math.min(anchor[k + 1]!, latest);
      const from = isLast ? moveByLeast(first, window) : moveByMost(first, window);
      const to = isLast ? moveByMost(end, window) : moveByLeast(end, window);
      n = append(out, start, n, Math.max(from, bodyFrom), Math.min(to, bodyTo));
    }
  }
  return countsAnchor ? uniteInto(out, start, n, anchor, a0, a1, out, o) : n;
}

function checkWindow(window: CalendarWindow): void {
  const { least, most } = window;
  if (most === null || isNeverLonger(least, most)) return;
  throw new CalendarError(
    "incorrect",
    "reversed-window",
    `\`${formatDuration(least)}\` can be longer than \`${formatDuration(most)}\``,
    "a window goes from the shorter duration to the longer",
  );
}

/**
 * Sometime in the window. With D1 = `least` and D2 = `most`:
 * - last: x such that some day s in A has `s + D1 <= x < (s + 1) + D2`; each interval [f, t) becomes [f + D1, t + D2);
 * - next: x such that some day s in A has `s - D2 <= x < (s + 1) - D1`; each interval [f, t) becomes [f - D2, t - D1).
 *
 *     within(interval(SINCE_EVER, day("2024-12-01")), { direction: "last", least: NO_TIME, most: duration({ years: 1 }) })
 *     // a member until 2024-11-30 was "member within the last 1 year" until 2025-11-30
 *
 * @throws CalendarError `reversed-window` where `least` can be longer than `most`.
 */
export function within(set: IntervalSet, window: CalendarWindow): IntervalSet {
  checkWindow(window);
  if (set.length === 0) return EMPTY;
  const out = scratchFor(set.length);
  return settle(out, 0, withinInto(set, 0, set.length, window, out, 0), set);
}

/**
 * Always in the window, that is, not within it the opposite. With D1 = `least` and D2 = `most`:
 * - last: x such that every day s with `s + D1 <= x < (s + 1) + D2` is in A; [f, t) becomes [f + D2, t + D1);
 * - next: x such that every day s with `s - D2 <= x < (s + 1) - D1` is in A; [f, t) becomes [f - D1, t - D2).
 *
 *     throughout(interval(day("2024-01-31"), OPEN), { direction: "last", least: NO_TIME, most: duration({ months: 1 }) })
 *     // from 2024-02-29
 *
 * @throws CalendarError `reversed-window` where `least` can be longer than `most`.
 */
export function throughout(set: IntervalSet, window: CalendarWindow): IntervalSet {
  checkWindow(window);
  if (set.length === 0) return EMPTY;
  const out = scratchFor(set.length);
  return settle(out, 0, throughoutInto(set, 0, set.length, window, out, 0), set);
}

function sinceOrUntil(
  body: IntervalSet,
  anchor: IntervalSet,
  window: CalendarWindow,
  direction: "last" | "next",
): IntervalSet {
  if (window.direction !== direction)
    throw new CalendarError(
      "fault",
      "wrong-direction",
      `\`${direction === "last" ? "since" : "until"}\` wants a window in the \`${direction}\`, got \`${window.direction}\``,
    );
  checkWindow(window);
  if (anchor.length === 0) return EMPTY;
  const out = scratchFor(body.length + 2 * anchor.length);
  const end = sinceOrUntilInto(body, 0, body.length, anchor, 0, anchor.length, window, out, 0);
  return settle(out, 0, end, body, anchor);
}

/**
 * Body since anchor: x such that some day s of the anchor has `s + D1 <= x < (s + 1) + D2` and every day after s up to
 * and with x is in the body. The anchor's own day needs no body; where `least` is no time, x = s holds.
 *
 * @throws CalendarError `reversed-window`; `wrong-direction` where the window is not in the `last`.
 */
export function since(body: IntervalSet, anchor: IntervalSet, window: CalendarWindow): IntervalSet {
  return sinceOrUntil(body, anchor, window, "last");
}

/**
 * Body until anchor: x such that some day s of the anchor has `s - D2 <= x < (s + 1) - D1` and every day from x on,
 * before s, is in the body. The anchor's own day needs no body; where `least` is no time, x = s holds.
 *
 * @throws CalendarError `reversed-window`; `wrong-direction` where the window is not in the `next`.
 */
export function until(body: IntervalSet, anchor: IntervalSet, window: CalendarWindow): IntervalSet {
  return sinceOrUntil(body, anchor, window, "next");
}

/**
 * Each interval a duration later: [f, t) becomes [f + D, t + D). x such that some day s in A has
 * `s + D <= x < (s + 1) + D`. Days that clamping puts on one day fall together; a short interval at a month's end may
 * vanish.
 */
export function shift(set: IntervalSet, duration: Duration): IntervalSet {
  return within(set, { direction: "last", least: duration, most: duration });
}

/** Each interval a duration earlier: x such that some day s in A has `s - D <= x < (s + 1) - D`. */
export function shiftBack(set: IntervalSet, duration: Duration): IntervalSet {
  return within(set, { direction: "next", least: duration, most: duration });
}
