import {
  addDuration,
  CalendarError,
  type Day,
  day,
  dayFrom,
  duration,
  formatDay,
  isOpen,
  OPEN,
  partsOf,
  SINCE_EVER,
  subtractDuration,
} from "@comity/calendar";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";

const CASES = 100_000;
const EPOCH = new Temporal.PlainDate(1970, 1, 1);
/** Temporal's own limits, with room for what is added. */
const temporalDay = fc.integer({ min: -99_000_000, max: 99_000_000 });
const registryDay = fc.integer({ min: day("1799-06-01"), max: day("2401-01-01") });
const parts = fc.record({
  years: fc.oneof(fc.nat(3), fc.nat(600)),
  months: fc.oneof(fc.nat(13), fc.nat(5_000)),
  days: fc.oneof(fc.nat(40), fc.nat(100_000)),
});

describe("equals Temporal", () => {
  test(`on ${CASES} random days and durations, added and taken off`, () => {
    fc.assert(
      fc.property(fc.oneof(registryDay, temporalDay), parts, (days, some) => {
        const plain = EPOCH.add({ days });
        const length = duration(some);
        const later = addDuration(days as Day, length);
        const earlier = subtractDuration(days as Day, length);
        return (
          formatDay(later) === plain.add(some).toString() &&
          formatDay(earlier) === plain.subtract(some).toString()
        );
      }),
      { numRuns: CASES },
    );
  });

  test(`on ${CASES} random days, written, read and taken apart`, () => {
    fc.assert(
      fc.property(fc.oneof(registryDay, temporalDay), (days) => {
        const plain = EPOCH.add({ days });
        const one = days as Day;
        const { year, month, day: dayInMonth } = partsOf(one);
        const text = plain.toString();
        return (
          formatDay(one) === text &&
          year === plain.year &&
          month === plain.month &&
          dayInMonth === plain.day &&
          dayFrom(year, month, dayInMonth) === days &&
          (year < 1 || year > 9999 || day(text) === days)
        );
      }),
      { numRuns: CASES },
    );
  });

  test("on every day from 1899 to 2100", () => {
    let expected = day("1899-01-01");
    for (
      let plain = Temporal.PlainDate.from("1899-01-01");
      plain.year < 2101;
      plain = plain.add({ days: 1 })
    ) {
      expect(day(plain.toString())).toBe(expected);
      expected = (expected + 1) as Day;
    }
  });
});

describe("beyond Temporal, to the ends of int32", () => {
  const ERA_DAYS = 146_097;

  test("the calendar repeats every 400 years", () => {
    fc.assert(
      fc.property(registryDay, fc.integer({ min: -14_000, max: 14_000 }), parts, (days, eras, some) => {
        const length = duration(some);
        const far = (days + eras * ERA_DAYS) as Day;
        const near = partsOf(days as Day);
        expect(addDuration(far, length)).toBe(addDuration(days as Day, length) + eras * ERA_DAYS);
        expect(subtractDuration(far, length)).toBe(subtractDuration(days as Day, length) + eras * ERA_DAYS);
        expect(partsOf(far)).toEqual({ ...near, year: near.year + 400 * eras });
        expect(dayFrom(near.year + 400 * eras, near.month, near.day)).toBe(far);
      }),
      { numRuns: 5_000 },
    );
  });

  const first = (SINCE_EVER + 1) as Day;
  const last = (OPEN - 1) as Day;
  const oneDay = duration({ days: 1 });
  const oneMonth = duration({ months: 1 });
  const longest = duration({ months: 2147483647, days: 2147483647 });
  test.each([
    ["open ends stay", addDuration(OPEN, oneDay), OPEN],
    ["open ends stay", addDuration(SINCE_EVER, longest), SINCE_EVER],
    ["open ends stay", subtractDuration(OPEN, longest), OPEN],
    ["open ends stay", subtractDuration(SINCE_EVER, oneDay), SINCE_EVER],
    ["the last day has no day after it", addDuration(last, oneDay), OPEN],
    ["the last day has no month after it", addDuration(last, oneMonth), OPEN],
    ["the first day has no day before it", subtractDuration(first, oneDay), SINCE_EVER],
    ["the first day has no month before it", subtractDuration(first, oneMonth), SINCE_EVER],
    ["far beyond", addDuration(day("2024-01-01"), longest), OPEN],
    ["far beyond", subtractDuration(day("2024-01-01"), longest), SINCE_EVER],
    ["from one end to the other", subtractDuration(last, duration({ days: 2147483647 })), -1],
  ])("%s", (_, got, expected) => {
    expect(got).toBe(expected);
  });

  test("the first and the last day are days", () => {
    expect(formatDay(first)).toBe("-5877641-06-24");
    expect(formatDay(last)).toBe("+5881580-07-10");
    expect(isOpen(first) || isOpen(last)).toBe(false);
    expect(isOpen(OPEN) && isOpen(SINCE_EVER)).toBe(true);
  });
});

test("adding and taking off never swaps two days", () => {
  fc.assert(
    fc.property(registryDay, fc.nat(40), parts, (days, gap, some) => {
      const length = duration(some);
      const other = (days + gap) as Day;
      expect(addDuration(other, length)).toBeGreaterThanOrEqual(addDuration(days as Day, length));
      expect(subtractDuration(other, length)).toBeGreaterThanOrEqual(subtractDuration(days as Day, length));
    }),
    { numRuns: 20_000 },
  );
});

/** Category, code, message and help of the error that an act throws. */
function errorOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof CalendarError) return [error.category, error.code, error.message, error.help ?? ""];
    throw error;
  }
  return ["no error"];
}

const WRITE = "a day is written year-month-day, as in `2024-11-30`";
describe("what is no day is refused", () => {
  test.each([
    [
      "2023-02-29",
      "no-such-day",
      "`2023-02-29` is not a day: February 2023 has 28 days",
      "did you mean `2023-02-28`?",
    ],
    [
      "1900-02-29",
      "no-such-day",
      "`1900-02-29` is not a day: February 1900 has 28 days",
      "did you mean `1900-02-28`?",
    ],
    [
      "2024-04-31",
      "no-such-day",
      "`2024-04-31` is not a day: April 2024 has 30 days",
      "did you mean `2024-04-30`?",
    ],
    ["2024-13-01", "no-such-day", "`2024-13-01` is not a day: months run from 01 to 12", ""],
    ["2024-00-01", "no-such-day", "`2024-00-01` is not a day: months run from 01 to 12", ""],
    ["2024-01-00", "no-such-day", "`2024-01-00` is not a day: the first day of a month is 01", ""],
    ["0000-01-01", "no-such-day", "`0000-01-01` is not a day: years run from 0001 to 9999", ""],
    ["2024-1-5", "malformed-day", "`2024-1-5` is not written as a day", "did you mean `2024-01-05`?"],
    ["2024/11/30", "malformed-day", "`2024/11/30` is not written as a day", "did you mean `2024-11-30`?"],
    ["30.11.2024", "malformed-day", "`30.11.2024` is not written as a day", "did you mean `2024-11-30`?"],
    ["11/30/2024", "malformed-day", "`11/30/2024` is not written as a day", WRITE],
    ["31.2.2024", "malformed-day", "`31.2.2024` is not written as a day", WRITE],
    [" 2024-11-30", "malformed-day", "` 2024-11-30` is not written as a day", "did you mean `2024-11-30`?"],
    ["2024-11-30T00:00", "malformed-day", "`2024-11-30T00:00` is not written as a day", WRITE],
    ["+012024-11-30", "malformed-day", "`+012024-11-30` is not written as a day", WRITE],
    ["", "malformed-day", "`` is not written as a day", WRITE],
  ])("%s", (text, code, message, help) => {
    expect(errorOf(() => day(text))).toEqual(["incorrect", code, message, help]);
  });

  test("parts that are no day", () => {
    expect(errorOf(() => dayFrom(2024, 1.5, 1))).toEqual([
      "incorrect",
      "no-such-day",
      "`2024-1.5-01` is not a day: year, month and day are whole numbers",
      "",
    ]);
    expect(errorOf(() => dayFrom(6_000_000, 1, 1))).toEqual([
      "incorrect",
      "day-out-of-range",
      "`+6000000-01-01` is too far from 1970",
      "days reach from `-5877641-06-24` to `+5881580-07-10`",
    ]);
    expect(errorOf(() => formatDay(OPEN))).toEqual([
      "fault",
      "open-end",
      "an open end is not a day",
      "ask `isOpen` before",
    ]);
  });

  test("any text gives a day that is written so, or an error of ours", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
        const [category] = errorOf(() => day(text));
        return category === "incorrect" || formatDay(day(text)) === text;
      }),
      { numRuns: 5_000 },
    );
  });
});
