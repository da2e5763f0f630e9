import {
  addDuration,
  CalendarError,
  type Day,
  type Duration,
  day,
  duration,
  formatDuration,
  isNeverLonger,
  isNoTime,
  NO_TIME,
  parseDuration,
  subtractDuration,
  sumOf,
} from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("written and read", () => {
  test.each([
    ["1 year", { months: 12, days: 0 }, "1 year"],
    ["2 years", { months: 24, days: 0 }, "2 years"],
    ["6 months", { months: 6, days: 0 }, "6 months"],
    ["18 months", { months: 18, days: 0 }, "1 year + 6 months"],
    ["60 days", { months: 0, days: 60 }, "60 days"],
    ["1 day", { months: 0, days: 1 }, "1 day"],
    ["1 days + 1 months", { months: 1, days: 1 }, "1 month + 1 day"],
    ["1 year + 6 months + 1 year+2 days", { months: 30, days: 2 }, "2 years + 6 months + 2 days"],
    ["  3   months ", { months: 3, days: 0 }, "3 months"],
    ["0 days", { months: 0, days: 0 }, "0 days"],
    ["0 years", { months: 0, days: 0 }, "0 days"],
  ])("%s", (text, expected, printed) => {
    expect(parseDuration(text)).toEqual(expected);
    expect(formatDuration(parseDuration(text))).toBe(printed);
  });

  test("parse of print is the same duration", () => {
    const int32 = fc.nat(2_147_483_647);
    fc.assert(
      fc.property(fc.record({ months: int32, days: int32 }), (parts) => {
        expect(parseDuration(formatDuration(parts))).toEqual(parts);
      }),
      { numRuns: 5_000 },
    );
  });

  const WRITE = "a duration is written as in `1 year`, `6 months`, `60 days` or `1 year + 6 months`";
  test.each([
    ["soon", "malformed-duration", "`soon` is not written as a duration", WRITE],
    ["", "malformed-duration", "`` is not written as a duration", WRITE],
    ["1 year +", "malformed-duration", "`1 year +` is not written as a duration", WRITE],
    ["1.5 years", "malformed-duration", "`1.5 years` is not written as a duration", WRITE],
    ["-1 day", "malformed-duration", "`-1 day` is not written as a duration", WRITE],
    ["P1Y", "malformed-duration", "`P1Y` is not written as a duration", WRITE],
    [
      "2 weeks",
      "malformed-duration",
      "`2 weeks` is not written as a duration",
      "weeks are written as days: `14 days`",
    ],
    [
      "1 year + 2 weeks",
      "malformed-duration",
      "`1 year + 2 weeks` is not written as a duration",
      "weeks are written as days: `14 days`",
    ],
    [
      "2147483648 days",
      "duration-out-of-range",
      "`2147483648 days` is not a duration: days are whole numbers from 0 to 2147483647",
      undefined,
    ],
  ])("`%s` is refused", (text, code, message, help) => {
    let thrown: unknown;
    try {
      parseDuration(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CalendarError);
    const { category, code: got, message: said, help: helped } = thrown as CalendarError;
    expect([category, got, said, helped]).toEqual(["incorrect", code, message, help]);
  });

  test.each([
    [{ days: -1 }, "`-1 days` is not a duration: days are whole numbers from 0 to 2147483647"],
    [{ months: 0.5 }, "`0.5 months` is not a duration: months are whole numbers from 0 to 2147483647"],
    [{ years: -1, months: 24 }, "`-1 years` is not a duration: years are whole numbers from 0 to 2147483647"],
    [{ years: 2e8 }, "`2400000000 months` is not a duration: months are whole numbers from 0 to 2147483647"],
  ])("parts %j are refused", (parts, message) => {
    expect(() => duration(parts)).toThrow(
      expect.objectContaining({ code: "duration-out-of-range", message }),
    );
  });

  test("sums", () => {
    expect(sumOf()).toBe(NO_TIME);
    expect(sumOf(parseDuration("1 year"), parseDuration("6 months"), parseDuration("60 days"))).toEqual({
      months: 18,
      days: 60,
    });
    expect(isNoTime(duration({}))).toBe(true);
    expect(isNoTime(duration({ days: 1 }))).toBe(false);
  });
});

describe("never longer", () => {
  test.each([
    ["28 days", "1 month", true],
    ["29 days", "1 month", false],
    ["1 month", "31 days", true],
    ["1 month", "30 days", false],
    ["59 days", "2 months", true],
    ["60 days", "2 months", false],
    ["2 months", "62 days", true],
    ["1 year", "366 days", true],
    ["1 year", "365 days", false],
    ["365 days", "1 year", true],
    ["366 days", "1 year", false],
    ["11 months + 28 days", "1 year", true],
    ["12 months", "1 year", true],
    ["146097 days", "400 years", true],
    ["400 years", "146097 days", true],
    ["0 days", "0 days", true],
    ["6 months", "180 days", false],
    ["180 days", "6 months", true],
    ["182 days", "6 months", false],
  ])("%s than %s: %s", (a, b, expected) => {
    expect(isNeverLonger(parseDuration(a), parseDuration(b))).toBe(expected);
  });

  test("exactly where it holds on every day of 400 years, added and taken off", () => {
    const start = day("1970-01-01");
    const isNeverLongerOnAnyDay = (a: Duration, b: Duration): boolean => {
      for (let k = 0; k < 146_097; k++) {
        const x = (start + k) as Day;
        if (addDuration(x, a) > addDuration(x, b) || subtractDuration(x, b) > subtractDuration(x, a))
          return false;
      }
      return true;
    };
    const pair = fc
      .record({
        months: fc.nat(14),
        more: fc.integer({ min: -3, max: 3 }),
        spare: fc.integer({ min: -4, max: 4 }),
      })
      .map(({ months, more, spare }) => {
        // Near the border, where one is a little shorter or longer than the other.
        const other = Math.max(0, months + more);
        const gap = Math.round((other - months) * 30.4) + spare;
        return [
          { months, days: Math.max(0, gap) },
          { months: other, days: Math.max(0, -gap) },
        ] as const;
      });
    fc.assert(
      fc.property(pair, ([a, b]) => isNeverLonger(a, b) === isNeverLongerOnAnyDay(a, b)),
      { numRuns: 60 },
    );
  });
});
