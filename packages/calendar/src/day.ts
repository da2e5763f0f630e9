/**
 * Days: whole days of the proleptic Gregorian calendar, without hours and without a time zone, as int32.
 *
 * The conversions between days and months follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
 * (2014, https://howardhinnant.github.io/date_algorithms.html): years begin on 1 March, so that the leap day is
 * the last of its year and the months before it start at (153 m + 2) / 5; the calendar repeats every 400 years,
 * which are 146,097 days and 4,800 months.
 */
import { CalendarError } from "./errors.ts";

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

const DAYS_PER_ERA = 146_097;
const MONTHS_PER_ERA = 4_800;
/** Eras added so that days near enough count from zero up and plain int32 division rounds down. */
const ERAS_BEFORE = 6_850;
/** From 1 March of the year 0, ERAS_BEFORE eras earlier, to 1970-01-01. */
const DAYS_BEFORE = 719_468 + ERAS_BEFORE * DAYS_PER_ERA;
const YEARS_BEFORE = 400 * ERAS_BEFORE;
/** Within these the int32 arithmetic below cannot overflow; beyond them whole eras are taken off first. */
const NEAR_DAYS = 900_000_000;
const NEAR_MONTHS = 1_000_000;

/**
 * The month and the day of the month of a near day: 32 * months since March of year -YEARS_BEFORE, plus the day of
 * the month. One int32, so that the hot path allocates nothing.
 */
function splitDay(day: number): number {
  const z = (day + DAYS_BEFORE) | 0;
  const era = (z / DAYS_PER_ERA) | 0;
  const dayOfEra = z - era * DAYS_PER_ERA;
  const yearOfEra =
    ((dayOfEra - ((dayOfEra / 1_460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) |
    0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
  const monthOfYear = ((5 * dayOfYear + 2) / 153) | 0;
  const dayOfMonth = dayOfYear - (((153 * monthOfYear + 2) / 5) | 0) + 1;
  return (((era * 400 + yearOfEra) * 12 + monthOfYear) * 32 + dayOfMonth) | 0;
}

/** The first day of a month counted as `splitDay` counts. */
function firstOfMonth(month: number): number {
  const year = (month / 12) | 0;
  const monthOfYear = month - 12 * year;
  return (
    365 * year +
    (year >> 2) -
    ((year / 100) | 0) +
    ((year / 400) | 0) +
    (((153 * monthOfYear + 2) / 5) | 0) -
    DAYS_BEFORE
  );
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days a month counted as `splitDay` counts has. */
function lengthOfMonth(month: number): number {
  const year = (month / 12) | 0;
  const monthOfYear = month - 12 * year;
  // February ends the year that began in March before it.
  if (monthOfYear === 11) return isLeapYear(year + 1) ? 29 : 28;
  return 31 - ((monthOfYear % 5) & 1);
}

function addMonthsNear(day: number, months: number): number {
  const split = splitDay(day);
  const month = (split >> 5) + months;
  let dayOfMonth = split & 31;
  if (dayOfMonth > 28) {
    const length = lengthOfMonth(month);
    if (dayOfMonth > length) dayOfMonth = length;
  }
  return firstOfMonth(month) + dayOfMonth - 1;
}

/**
 * The same day of the month so many months later (earlier where negative), or the last day of that month where it
 * has no such day. Not saturated: the result may lie outside int32. `day` is no open end.
 */
export function addMonths(day: number, months: number): number {
  if (day > -NEAR_DAYS && day < NEAR_DAYS && months > -NEAR_MONTHS && months < NEAR_MONTHS)
    return addMonthsNear(day, months);
  const eras = Math.floor(day / DAYS_PER_ERA);
  const monthEras = Math.trunc(months / MONTHS_PER_ERA);
  const rest = addMonthsNear(day - eras * DAYS_PER_ERA, months - monthEras * MONTHS_PER_ERA);
  return (eras + monthEras) * DAYS_PER_ERA + rest;
}

/** A count of days as a day: what lies beyond int32 becomes the open end on that side. */
export function saturate(days: number): Day {
  return (days >= OPEN ? OPEN : days <= SINCE_EVER ? SINCE_EVER : days) as Day;
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

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const digits = (value: number, width: number): string => String(value).padStart(width, "0");

function written(year: number, month: number, dayOfMonth: number): string {
  const years =
    year >= 0 && year <= 9999 ? digits(year, 4) : `${year < 0 ? "-" : "+"}${digits(Math.abs(year), 6)}`;
  return `${years}-${digits(month, 2)}-${digits(dayOfMonth, 2)}`;
}

/**
 * The day with this year, month (1 to 12) and day of the month, in any year that int32 reaches.
 *
 *     dayFrom(1970, 1, 2)    // 1
 *
 * @throws CalendarError `no-such-day`, or `day-out-of-range` where int32 does not reach.
 */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day {
  const noSuchDay = (why: string, help?: string): CalendarError =>
    new CalendarError(
      "incorrect",
      "no-such-day",
      `\`${written(year, month, dayOfMonth)}\` is not a day: ${why}`,
      help,
    );
  if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(dayOfMonth))
    throw noSuchDay("year, month and day are whole numbers");
  if (month < 1 || month > 12) throw noSuchDay("months run from 01 to 12");
  const length = daysInMonth(year, month);
  if (dayOfMonth < 1) throw noSuchDay("the first day of a month is 01");
  if (dayOfMonth > length)
    throw noSuchDay(
      `${MONTH_NAMES[month - 1]} ${year} has ${length} days`,
      `did you mean \`${written(year, month, length)}\`?`,
    );
  // March is the first month of the year counted here; January and February belong to the year before.
  const eras = Math.floor(year / 400);
  const monthOfEra = (year - eras * 400 + YEARS_BEFORE) * 12 + month - 3;
  const value = eras * DAYS_PER_ERA + firstOfMonth(monthOfEra) + dayOfMonth - 1;
  if (value <= SINCE_EVER || value >= OPEN)
    throw new CalendarError(
      "incorrect",
      "day-out-of-range",
      `\`${written(year, month, dayOfMonth)}\` is too far from 1970`,
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
  const [year, month, dayOfMonth] =
    loose !== null
      ? [Number(loose[1]), Number(loose[2]), Number(loose[3])]
      : dotted !== null
        ? [Number(dotted[3]), Number(dotted[2]), Number(dotted[1])]
        : [0, 0, 0];
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month))
    return undefined;
  return written(year, month, dayOfMonth);
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

/** Year, month (1 to 12) and day of the month. */
export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
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
  const eras = Math.floor(day / DAYS_PER_ERA);
  const split = splitDay(day - eras * DAYS_PER_ERA);
  const monthsFromMarch = split >> 5;
  const marchYear = (monthsFromMarch / 12) | 0;
  const monthOfYear = monthsFromMarch - 12 * marchYear;
  const january = monthOfYear >= 10;
  return {
    year: marchYear - YEARS_BEFORE + eras * 400 + (january ? 1 : 0),
    month: january ? monthOfYear - 9 : monthOfYear + 3,
    day: split & 31,
  };
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
