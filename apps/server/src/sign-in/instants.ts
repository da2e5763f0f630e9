/**
 * How long ago something was, by a clock that may jump. Durations are in milliseconds. An instant that lies further ahead than
 * clocks of two machines differ was written under another clock: nothing that it says of time can be relied on.
 */

/** How far the clocks of two machines may be apart. */
export const CLOCK_TOLERANCE_MS = 2 * 60_000;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * How long ago an instant was, never less than nothing; undefined where it lies in the future by more than clocks differ.
 *
 *     ageOf("2026-11-22T10:00:00.000Z", new Date("2026-11-22T10:00:05Z"))   // 5000
 */
export function ageOf(at: string, now: Date): number | undefined {
  const age = now.getTime() - Date.parse(at);
  // An instant that cannot be read, or a clock without a time, is of no age.
  if (Number.isNaN(age) || age < -CLOCK_TOLERANCE_MS) return undefined;
  return Math.max(0, age);
}
