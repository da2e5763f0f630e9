import {
  after,
  begins,
  type CalendarWindow,
  complement,
  type Day,
  day,
  duration,
  EMPTY,
  ends,
  formatIntervals,
  has,
  type IntervalSet,
  NO_TIME,
  OPEN,
  parseDuration,
  parseIntervals,
  shift,
  shiftBack,
  since,
  throughout,
  union,
  until,
  within,
} from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  anyCase,
  daysAround,
  expectMeaning,
  isIn,
  isSinceOrUntil,
  isThroughout,
  isWithin,
  setOf,
  sights,
} from "./day-by-day.ts";

const RUNS = 300;

describe("each operator means what its docstring says, day by day", () => {
  for (const direction of ["last", "next"] as const) {
    test(`within and throughout the ${direction}`, () => {
      fc.assert(
        fc.property(anyCase, ({ base, a, [direction]: window }) => {
          const seen = sights(base, window);
          expectMeaning(within(setOf(a), window), base, (x) => isWithin(a, seen.get(x)!));
          expectMeaning(throughout(setOf(a), window), base, (x) => isThroughout(a, seen.get(x)!));
        }),
        { numRuns: RUNS },
      );
    });

    test(direction === "last" ? "since" : "until", () => {
      const operator = direction === "last" ? since : until;
      fc.assert(
        fc.property(anyCase, ({ base, a, b, [direction]: window }) => {
          const seen = sights(base, window);
          expectMeaning(operator(setOf(a), setOf(b), window), base, (x) =>
            isSinceOrUntil(a, b, x, seen.get(x)!),
          );
        }),
        { numRuns: RUNS },
      );
    });

    test(direction === "last" ? "shift" : "shift back", () => {
      const operator = direction === "last" ? shift : shiftBack;
      fc.assert(
        fc.property(anyCase, ({ base, a, shift: by }) => {
          const seen = sights(base, { direction, least: by, most: by });
          expectMeaning(operator(setOf(a), by), base, (x) => isWithin(a, seen.get(x)!));
        }),
        { numRuns: RUNS },
      );
    });
  }

  test("begins, ends, from the day after", () => {
    fc.assert(
      fc.property(anyCase, ({ base, a }) => {
        const before = (x: Day): Day => (x - 1) as Day;
        const isEnd = (x: Day): boolean => !isIn(a, x) && isIn(a, before(x));
        expectMeaning(begins(setOf(a)), base, (x) => isIn(a, x) && !isIn(a, before(x)));
        expectMeaning(ends(setOf(a)), base, isEnd);
        const firstEnd = [...daysAround(base)].find(isEnd) ?? OPEN;
        expectMeaning(after(setOf(a)), base, (x) => firstEnd <= x);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("laws", () => {
  const law = (name: string, holds: (a: IntervalSet, b: IntervalSet, window: CalendarWindow) => void): void =>
    test(name, () => {
      fc.assert(
        fc.property(anyCase, fc.boolean(), ({ a, b, last, next }, ahead) =>
          holds(setOf(a), setOf(b), ahead ? next : last),
        ),
        { numRuns: 2_000 },
      );
    });

  law("throughout is not within not", (a, _, window) => {
    expect(throughout(a, window)).toEqual(complement(within(complement(a), window)));
  });
  law("within distributes over union", (a, b, window) => {
    expect(within(union(a, b), window)).toEqual(union(within(a, window), within(b, window)));
  });
  law("a window of no time at all changes nothing, and gives back the operand", (a, _, { direction }) => {
    const window = { direction, least: NO_TIME, most: NO_TIME };
    expect(within(a, window)).toBe(a);
    expect(throughout(a, window)).toBe(a);
  });
  law("body since always the anchor is within the window, where the body always holds", (a, _, window) => {
    const always = complement(EMPTY);
    const operator = window.direction === "last" ? since : until;
    expect(operator(always, a, window)).toEqual(within(a, window));
  });
});

const last = (least: string, most: string | null): CalendarWindow => ({
  direction: "last",
  least: parseDuration(least),
  most: most === null ? null : parseDuration(most),
});
const next = (least: string, most: string | null): CalendarWindow => ({
  ...last(least, most),
  direction: "next",
});

describe("open ends stay open and nothing overflows", () => {
  const long = duration({ years: 100_000_000, days: 2_147_483_647 });
  const lastLong: CalendarWindow = { direction: "last", least: NO_TIME, most: long };
  const nextLong: CalendarWindow = { direction: "next", least: NO_TIME, most: long };
  test.each([
    ["within the last", "on 2024-01-01", within, lastLong, "from 2024-01-01"],
    ["within the next", "on 2024-01-01", within, nextLong, "until 2024-01-01"],
    ["throughout the last", "from 2024-01-01", throughout, lastLong, "never"],
    ["throughout the next", "until 2024-01-01", throughout, nextLong, "never"],
    ["throughout the last", "until 2024-01-01", throughout, lastLong, "until 2024-01-01"],
    ["within the last", "from 2024-01-01", within, last("1 year", "1 year"), "from 2025-01-01"],
    ["within the last", "always", within, last("1 year", "2 years"), "always"],
    ["within the next", "until 2024-01-01", within, next("1 year", "2 years"), "until 2023-01-01"],
    ["within, without end", "on 2024-01-01", within, last("1 month", null), "from 2024-02-01"],
    ["within, without end", "on 2024-03-31", within, next("1 month", null), "until 2024-02-29"],
    ["throughout, without end", "until 2024-01-31", throughout, last("1 month", null), "until 2024-02-29"],
    ["throughout, without end", "from 2024-01-31", throughout, last("0 days", null), "never"],
    ["throughout, without end", "always", throughout, next("1 year", null), "always"],
  ] as const)("%s: %s", (_, set, operator, window, expected) => {
    expect(formatIntervals(operator(parseIntervals(set), window))).toBe(expected);
  });

  test("a whole window beyond int32 is no day", () => {
    const beyond: CalendarWindow = { direction: "last", least: long, most: null };
    expect(within(parseIntervals("on 2024-01-01"), beyond)).toBe(EMPTY);
    expect(formatIntervals(within(parseIntervals("until 2024-01-01"), beyond))).toBe("always");
  });
});

describe("since and until by example", () => {
  test.each([
    [
      "the anchor's own day needs no body",
      since,
      "never",
      "on 2024-01-10",
      last("0 days", null),
      "on 2024-01-10",
    ],
    [
      "the body may begin the day after",
      since,
      "2024-01-11 to 2024-01-20",
      "on 2024-01-10",
      last("0 days", null),
      "2024-01-10 to 2024-01-20",
    ],
    [
      "but not two days after",
      since,
      "2024-01-12 to 2024-01-20",
      "on 2024-01-10",
      last("0 days", null),
      "on 2024-01-10",
    ],
    [
      "no newcomers",
      since,
      "2024-02-01 to 2024-03-31, 2024-05-01 to 2024-06-30",
      "on 2024-03-25",
      last("0 days", null),
      "2024-03-25 to 2024-03-31",
    ],
    [
      "bounded",
      since,
      "from 2024-01-01",
      "on 2024-01-31",
      last("1 month", "3 months"),
      "2024-02-29 to 2024-04-30",
    ],
    [
      "the body may end the day before",
      until,
      "2024-01-01 to 2024-01-09",
      "on 2024-01-10",
      next("0 days", null),
      "2024-01-01 to 2024-01-10",
    ],
    [
      "but not two days before",
      until,
      "2024-01-01 to 2024-01-08",
      "on 2024-01-10",
      next("0 days", null),
      "on 2024-01-10",
    ],
    [
      "notice counts back",
      until,
      "always",
      "on 2024-05-31",
      next("3 months", "1 year"),
      "2023-05-31 to 2024-02-29",
    ],
  ] as const)("%s", (_, operator, body, anchor, window, expected) => {
    expect(formatIntervals(operator(parseIntervals(body), parseIntervals(anchor), window))).toBe(expected);
  });
});

describe("windows that have no meaning are refused", () => {
  const days = parseIntervals("from 2024-01-01");
  test.each([
    [
      "reversed-window",
      () => within(days, last("2 months", "1 month")),
      "`2 months` can be longer than `1 month`",
    ],
    [
      "reversed-window",
      () => throughout(days, next("30 days", "1 month")),
      "`30 days` can be longer than `1 month`",
    ],
    [
      "reversed-window",
      () => since(days, days, last("1 day", "0 days")),
      "`1 day` can be longer than `0 days`",
    ],
    [
      "wrong-direction",
      () => since(days, days, next("0 days", null)),
      "`since` wants a window in the `last`, got `next`",
    ],
    [
      "wrong-direction",
      () => until(days, days, last("0 days", null)),
      "`until` wants a window in the `next`, got `last`",
    ],
  ] as const)("%s", (code, act, message) => {
    expect(act).toThrow(expect.objectContaining({ name: "CalendarError", code, message }));
  });
});

test("the last day of membership and the last day of its tail", () => {
  const member = parseIntervals("2020-01-01 to 2024-11-30");
  expect(formatIntervals(within(member, last("0 days", "1 year")))).toBe("2020-01-01 to 2025-11-30");
  expect(has(within(member, last("0 days", "1 year")), day("2025-12-01"))).toBe(false);
});
