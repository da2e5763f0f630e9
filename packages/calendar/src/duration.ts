/** Durations: months and days, and what adding and taking them off a day means. */
import { type Day, OPEN, SINCE_EVER, saturate } from "./day.ts";
import { CalendarError } from "./errors.ts";
import { addMonths, MONTHS_PER_ERA } from "./months.ts";

/** So many calendar months, then so many days; both are integers from 0 to 2,147,483,647. A year is 12 months. */
export interface Duration {
  readonly months: number;
  readonly days: number;
}

/** The empty duration. */
export const NO_TIME: Duration = Object.freeze({ months: 0, days: 0 });

const LONGEST = 2147483647;

/** Whether the duration is empty. */
export function isNoTime(duration: Duration): boolean {
  return duration.months === 0 && duration.days === 0;
}

/**
 * A duration of so many years, months and days.
 *
 *     duration({ years: 1, months: 6 })    // { months: 18, days: 0 }
 *
 * @throws CalendarError `duration-out-of-range` where one is negative, not whole, or beyond int32.
 */
export function duration(parts: { years?: number; months?: number; days?: number }): Duration {
  const months = (parts.years ?? 0) * 12 + (parts.months ?? 0);
  const days = parts.days ?? 0;
  for (const [count, unit] of [
    [parts.years ?? 0, "years"],
    [parts.months ?? 0, "months"],
    [months, "months"],
    [days, "days"],
  ] as const) {
    if (!Number.isInteger(count) || count < 0 || count > LONGEST)
      throw new CalendarError(
        "incorrect",
        "duration-out-of-range",
        `\`${count} ${unit}\` is not a duration: ${unit} are whole numbers from 0 to ${LONGEST}`,
      );
  }
  return months === 0 && days === 0 ? NO_TIME : { months, days };
}

/**
 * The durations one after the other: their months together, their days together.
 *
 *     sumOf(duration({ years: 1 }), duration({ days: 60 }))    // { months: 12, days: 60 }
 *
 * @throws CalendarError `duration-out-of-range` where the sum is beyond int32.
 */
export function sumOf(...durations: readonly Duration[]): Duration {
  let months = 0;
  let days = 0;
  for (const one of durations) {
    months += one.months;
    days += one.days;
  }
  return duration({ months, days });
}

const TERM = /^(\d{1,10})\s+(year|month|week|day)s?$/;

const malformed = (text: string, help: string): CalendarError =>
  new CalendarError("incorrect", "malformed-duration", `\`${text}\` is not written as a duration`, help);

/**
 * The duration written so: counts of years, months and days with `+` between them, singular or plural alike.
 *
 *     parseDuration("1 year + 6 months")    // { months: 18, days: 0 }
 *
 * @throws CalendarError `malformed-duration`, or `duration-out-of-range`.
 */
export function parseDuration(text: string): Duration {
  const parts = { years: 0, months: 0, days: 0 };
  for (const term of text.split("+")) {
    const match = TERM.exec(term.trim());
    if (match === null)
      throw malformed(
        text,
        "a duration is written as in `1 year`, `6 months`, `60 days` or `1 year + 6 months`",
      );
    const count = Number(match[1]);
    if (match[2] === "week") throw malformed(text, `weeks are written as days: \`${7 * count} days\``);
    parts[`${match[2] as "year" | "month" | "day"}s`] += count;
  }
  return duration(parts);
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/**
 * A duration as people write it; `parseDuration` of it is the same duration.
 *
 *     formatDuration(duration({ months: 18, days: 1 }))    // "1 year + 6 months + 1 day"
 *     formatDuration(NO_TIME)                              // "0 days"
 */
export function formatDuration(duration: Duration): string {
  const years = Math.floor(duration.months / 12);
  const months = duration.months - 12 * years;
  const terms: string[] = [];
  if (years > 0) terms.push(counted(years, "year"));
  if (months > 0) terms.push(counted(months, "month"));
  if (duration.days > 0 || terms.length === 0) terms.push(counted(duration.days, "day"));
  return terms.join(" + ");
}

/**
 * The day that is a duration later: the months first, to the same day of the month or, where that month has none, to
 * its last day; then the days (Temporal's `constrain`). It never decreases as `day` grows. Beyond int32 it is the
 * open end; open ends stay.
 *
 *     addDuration(day("2024-01-31"), duration({ months: 1 }))    // 2024-02-29
 */
export function addDuration(day: Day, duration: Duration): Day {
  if (day === OPEN || day === SINCE_EVER) return day;
  const { months, days } = duration;
  return saturate((months === 0 ? day : addMonths(day, months)) + days);
}

/**
 * The day that is a duration earlier, by the same rule: the months first, clamped to the month's end, then the days.
 * It is not the inverse of `addDuration`: 31 March - 1 month is 28 February, and that + 1 month is 28 March.
 *
 *     subtractDuration(day("2024-11-30"), duration({ months: 9 }))    // 2024-02-29
 */
export function subtractDuration(day: Day, duration: Duration): Day {
  if (day === OPEN || day === SINCE_EVER) return day;
  const { months, days } = duration;
  return saturate((months === 0 ? day : addMonths(day, -months)) - days);
}

/** The smallest number of days from `day ± shorter` to `day ± longer` (in months, of which `shorter` may be the greater), over all days and both signs. */
function fewestDaysBetween(shorter: number, longer: number): number {
  let fewest = Number.POSITIVE_INFINITY;
  for (let month = 0; month < MONTHS_PER_ERA; month++) {
    const first = addMonths(0, month);
    // Up to the 28th nothing is clamped; from there to the last day of the month the distance only grows or only shrinks.
    for (const day of [first + 27, addMonths(first, 1) - 1]) {
      fewest = Math.min(
        fewest,
        addMonths(day, longer) - addMonths(day, shorter),
        addMonths(day, -shorter) - addMonths(day, -longer),
      );
    }
  }
  return fewest;
}

/** Answers of `fewestDaysBetween` asked so far; a policy asks about a handful of windows, millions of times. */
const fewestAsked = new Map<string, number>();
const MOST_ASKED = 1_000;

/**
 * Whether `a` is on no day longer than `b`, added or taken off: `x + a <= x + b` and `x - b <= x - a` for every x.
 * Months differ in length, so two durations may each be the longer one somewhere. The answer is exact: beyond the
 * plain cases it looks at every month of the 400 years after which the calendar repeats.
 *
 *     isNeverLonger(duration({ days: 28 }), duration({ months: 1 }))    // true
 *     isNeverLonger(duration({ days: 30 }), duration({ months: 1 }))    // false: February
 */
export function isNeverLonger(a: Duration, b: Duration): boolean {
  if (a.months <= b.months && a.days <= b.days) return true;
  if (a.months >= b.months && a.days >= b.days) return false;
  if (31 * a.months + a.days <= 28 * b.months + b.days) return true;
  const key = `${a.months} ${b.months}`;
  let fewest = fewestAsked.get(key);
  if (fewest === undefined) {
    fewest = fewestDaysBetween(a.months, b.months);
    if (fewestAsked.size >= MOST_ASKED) fewestAsked.clear();
    fewestAsked.set(key, fewest);
  }
  return a.days - b.days <= fewest;
}
