/** Days: whole days of the proleptic Gregorian calendar, without hours and without a time zone, as int32. */
import { CalendarError } from "./errors.ts";
import { type DayParts, dayOfMonth, daysInMonth, partsOfDay } from "./months.ts";

declare const dayBrand: unique symbol;

/** Days since 1970-01-01, an int32. `OPEN` and `SINCE_EVER` share the type as ends of intervals but are no days. */
export type Day = number & { readonly [dayBrand]: true };

/** The start of an interval that has no first day. Never a day itself; arithmetic leaves it as it is. */
export const SINCE_EVER = -2147483648 as Day;
/** The end of an interval that has no last day. Never a day itself; arithmetic leaves it as it is. */
export const OPEN = 2147483647 as Day;

/** Whether this is one of the two open ends, and no day. */
export function isOpen(day: Day): boolean {
  return day === OPEN || day === SINCE_EVER;
}

/** A count of days as a day: what lies beyond int32 becomes the open end on that side. */
export function saturate(days: number): Day {
  if (days >= OPEN) return OPEN;
  if (days <= SINCE_EVER) return SINCE_EVER;
  return days as Day;
}

const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const digits = (value: number, width: number): string => String(value).padStart(width, "0");

function written(year: number, month: number, dayInMonth: number): string {
  const years =
    year >= 0 && year <= 9999 ? digits(year, 4) : `${year < 0 ? "-" : "+"}${digits(Math.abs(year), 6)}`;
  return `${years}-${digits(month, 2)}-${digits(dayInMonth, 2)}`;
}

/**
 * The day with this year, month (1 to 12) and day of the month, in any year that int32 reaches.
 *
 *     dayFrom(1970, 1, 2)    // 1
 *
 * @throws CalendarError `no-such-day`, or `day-out-of-range` where int32 does not reach.
 */
export function dayFrom(year: number, month: number, dayInMonth: number): Day {
  const noSuchDay = (why: string, help?: string): CalendarError =>
    new CalendarError(
      "incorrect",
      "no-such-day",
      `\`${written(year, month, dayInMonth)}\` is not a day: ${why}`,
      help,
    );
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(dayInMonth))
    throw noSuchDay("year, month and day are whole numbers");
  if (month < 1 || month > 12) throw noSuchDay("months run from 01 to 12");
  const length = daysInMonth(year, month);
  if (dayInMonth < 1) throw noSuchDay("the first day of a month is 01");
  if (dayInMonth > length)
    throw noSuchDay(
      `${MONTH_NAMES[month - 1]} ${year} has ${length} days`,
      `did you mean \`${written(year, month, length)}\`?`,
    );
  const value = dayOfMonth(year, month, dayInMonth);
  if (value <= SINCE_EVER || value >= OPEN)
    throw new CalendarError(
      "incorrect",
      "day-out-of-range",
      `\`${written(year, month, dayInMonth)}\` is too far from 1970`,
      `days reach from \`${formatDay((SINCE_EVER + 1) as Day)}\` to \`${formatDay((OPEN - 1) as Day)}\``,
    );
  return value as Day;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOOSE_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DOTTED_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** The day somebody may have meant by what is not written as one; undefined where nobody can tell. */
function guessedDay(text: string): string | undefined {
  const loose = LOOSE_DAY.exec(text);
  const dotted = DOTTED_DAY.exec(text);
  const [year, month, dayInMonth] =
    loose !== null
      ? [Number(loose[1]), Number(loose[2]), Number(loose[3])]
      : dotted !== null
        ? [Number(dotted[3]), Number(dotted[2]), Number(dotted[1])]
        : [0, 0, 0];
  if (year < 1 || month < 1 || month > 12 || dayInMonth < 1 || dayInMonth > daysInMonth(year, month))
    return undefined;
  return written(year, month, dayInMonth);
}

/**
 * The day that is written so: four digits of the year (0001 to 9999), two of the month, two of the day.
 *
 *     day("1970-01-02")      // 1
 *     day("2023-02-29")      // throws: `2023-02-29` is not a day: February 2023 has 28 days
 *
 * @throws CalendarError `malformed-day`, or `no-such-day`.
 */
export function day(text: string): Day {
  const match = DAY.exec(text);
  if (match === null) {
    const guess = guessedDay(text.trim());
    throw new CalendarError(
      "incorrect",
      "malformed-day",
      `\`${text}\` is not written as a day`,
      guess === undefined
        ? "a day is written year-month-day, as in `2024-11-30`"
        : `did you mean \`${guess}\`?`,
    );
  }
  if (match[1] === "0000")
    throw new CalendarError(
      "incorrect",
      "no-such-day",
      `\`${text}\` is not a day: years run from 0001 to 9999`,
    );
  return dayFrom(Number(match[1]), Number(match[2]), Number(match[3]));
}

/**
 * Year, month and day of the month of a day.
 *
 *     partsOf(day("2024-11-30"))    // { year: 2024, month: 11, day: 30 }
 *
 * @throws CalendarError `open-end` where it is no day but an open end.
 */
export function partsOf(day: Day): DayParts {
  if (isOpen(day))
    throw new CalendarError("fault", "open-end", "an open end is not a day", "ask `isOpen` before");
  return partsOfDay(day);
}

/**
 * A day as people and ISO 8601 write it. Years outside 0000 to 9999, which only arithmetic reaches, get a sign and at
 * least six digits, as in Temporal.
 *
 *     formatDay(day("2024-11-30"))    // "2024-11-30"
 *
 * @throws CalendarError `open-end` where it is no day but an open end.
 */
export function formatDay(day: Day): string {
  const parts = partsOf(day);
  return written(parts.year, parts.month, parts.day);
}
