import {
  ALWAYS,
  begins,
  complement,
  countDays,
  covers,
  type Day,
  day,
  difference,
  EMPTY,
  eachInterval,
  ends,
  equal,
  formatIntervals,
  has,
  type IntervalSet,
  intersection,
  interval,
  intervalSet,
  isEmpty,
  OPEN,
  parseIntervals,
  SINCE_EVER,
  settle,
  union,
  unionAll,
} from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCase, daysAround, expectMeaning, isIn, setOf } from "./day-by-day.ts";

const RUNS = 1_000;

describe("each operation means what its docstring says, day by day", () => {
  const means = (
    name: string,
    operation: (a: IntervalSet, b: IntervalSet) => IntervalSet,
    meaning: (inA: boolean, inB: boolean) => boolean,
  ): void =>
    test(name, () => {
      fc.assert(
        fc.property(anyCase, ({ base, a, b }) => {
          expectMeaning(operation(setOf(a), setOf(b)), base, (x) => meaning(isIn(a, x), isIn(b, x)));
        }),
        { numRuns: 200 },
      );
    });

  means(
    "interval set",
    (a) => a,
    (inA) => inA,
  );
  means("union", union, (inA, inB) => inA || inB);
  means(
    "union of all",
    (a, b) => unionAll([b, EMPTY, a, b]),
    (inA, inB) => inA || inB,
  );
  means("intersection", intersection, (inA, inB) => inA && inB);
  means("difference", difference, (inA, inB) => inA && !inB);
  means("complement", complement, (inA) => !inA);

  test("count, equal, covers", () => {
    fc.assert(
      fc.property(anyCase, ({ base, a, b }) => {
        const days = [...daysAround(base)];
        const [one, other] = [setOf(a), setOf(b)];
        const isBounded = one.length === 0 || (one[0] !== SINCE_EVER && one[one.length - 1] !== OPEN);
        const count = days.filter((x) => isIn(a, x)).length;
        expect(countDays(one)).toBe(isBounded ? count : Number.POSITIVE_INFINITY);
        expect(isEmpty(one)).toBe(count === 0);
        expect(equal(one, other)).toBe(days.every((x) => isIn(a, x) === isIn(b, x)));
        expect(covers(one, other)).toBe(days.every((x) => isIn(a, x) || !isIn(b, x)));
      }),
      { numRuns: RUNS },
    );
  });

  test("equal sets have equal intervals, whatever they were made of", () => {
    fc.assert(
      fc.property(anyCase, ({ a }) => {
        const set = setOf(a);
        expect(intervalSet([...eachInterval(set)].reverse())).toEqual(set);
        expect(
          intervalSet(
            a.pairs.flatMap(
              ([from, to]) =>
                [
                  [from, to],
                  [from, to],
                ] as const,
            ),
          ),
        ).toEqual(set);
      }),
      { numRuns: RUNS },
    );
  });
});

test("a result that equals an operand is that operand", () => {
  fc.assert(
    fc.property(anyCase, ({ a: rawA, b: rawB }) => {
      const [a, b] = [setOf(rawA), setOf(rawB)];
      const copyOf = (set: IntervalSet): IntervalSet => intervalSet(eachInterval(set));
      for (const set of [a, copyOf(a)]) {
        expect(union(a, EMPTY)).toBe(a);
        expect(union(EMPTY, a)).toBe(a);
        expect(union(a, set)).toBe(a);
        expect(union(a, ALWAYS)).toBe(ALWAYS);
        expect(intersection(a, ALWAYS)).toBe(a);
        expect(intersection(ALWAYS, a)).toBe(a);
        expect(intersection(a, set)).toBe(a);
        expect(intersection(a, EMPTY)).toBe(EMPTY);
        expect(difference(a, EMPTY)).toBe(a);
        expect(difference(a, set)).toBe(EMPTY);
        expect(difference(a, complement(a))).toBe(a);
        expect(unionAll([EMPTY, a, set])).toBe(a);
      }
      const both = union(a, b);
      if (equal(both, a)) expect(both).toBe(a);
      else if (equal(both, b)) expect(both).toBe(b);
      for (const result of [both, intersection(a, b), difference(a, b), complement(a), begins(a), ends(a)]) {
        if (isEmpty(result)) expect(result).toBe(EMPTY);
        // No result may lean on the memory of a larger array.
        expect(result.buffer.byteLength).toBe(result.byteLength);
      }
    }),
    { numRuns: RUNS },
  );
});

test("what is written once is not overwritten by the next operation", () => {
  const a = parseIntervals("2020-01-01 to 2020-12-31, from 2022-01-01");
  const b = parseIntervals("2021-06-01 to 2022-06-30");
  const first = union(a, b);
  const before = [...first];
  difference(ALWAYS, b);
  intersection(a, b);
  expect([...first]).toEqual(before);
});

describe("in words, by first and last days", () => {
  test.each([
    ["never", []],
    ["always", [[SINCE_EVER, OPEN]]],
    ["from 2020-01-01", [[day("2020-01-01"), OPEN]]],
    ["until 2024-11-30", [[SINCE_EVER, day("2024-12-01")]]],
    ["2020-01-01 to 2024-11-30", [[day("2020-01-01"), day("2024-12-01")]]],
    ["on 2024-02-29", [[day("2024-02-29"), day("2024-03-01")]]],
    [
      "until 2019-12-31, 2020-02-01 to 2020-02-02, from 2024-12-01",
      [
        [day("2024-12-01"), OPEN],
        [day("2020-02-01"), day("2020-02-03")],
        [SINCE_EVER, day("2020-01-01")],
      ],
    ],
  ] as const)("%s", (words, pairs) => {
    expect(formatIntervals(intervalSet(pairs as readonly (readonly [Day, Day])[]))).toBe(words);
    expect(parseIntervals(words)).toEqual(intervalSet(pairs as readonly (readonly [Day, Day])[]));
  });

  test("parse of print is the same set", () => {
    fc.assert(
      fc.property(anyCase, ({ a }) => {
        expect(parseIntervals(formatIntervals(setOf(a)))).toEqual(setOf(a));
      }),
      { numRuns: RUNS },
    );
  });

  test("neighbours are one interval", () => {
    expect(formatIntervals(parseIntervals("2024-01-01 to 2024-01-31, on 2024-02-01"))).toBe(
      "2024-01-01 to 2024-02-01",
    );
    expect(formatIntervals(parseIntervals("until 2024-01-31, from 2024-02-01"))).toBe("always");
  });

  test.each([
    ["2024-01-02 to 2024-01-01", "malformed-intervals", "`2024-01-02 to 2024-01-01` ends before it begins"],
    ["sometimes", "malformed-intervals", "`sometimes` is not written as an interval"],
    ["from 2024-01-01,", "malformed-intervals", "`` is not written as an interval"],
    ["since 2024-01-01", "malformed-intervals", "`since 2024-01-01` is not written as an interval"],
    ["from 2023-02-29", "no-such-day", "`2023-02-29` is not a day: February 2023 has 28 days"],
  ])("`%s` is refused", (words, code, message) => {
    expect(() => parseIntervals(words)).toThrow(expect.objectContaining({ code, message }));
  });
});

describe("small things", () => {
  test("an interval that does not begin before its end is empty", () => {
    expect(interval(day("2024-01-01"), day("2024-01-01"))).toBe(EMPTY);
    expect(interval(day("2024-01-02"), day("2024-01-01"))).toBe(EMPTY);
    expect(interval(SINCE_EVER, OPEN)).toBe(ALWAYS);
  });

  test("open ends are in no set", () => {
    expect(has(ALWAYS, OPEN)).toBe(false);
    expect(has(ALWAYS, SINCE_EVER)).toBe(false);
    expect(has(ALWAYS, (OPEN - 1) as Day)).toBe(true);
    expect(has(ALWAYS, (SINCE_EVER + 1) as Day)).toBe(true);
  });

  test("a piece of a flat array becomes a set of its own, or the one it equals", () => {
    const flat = Int32Array.of(7, 10, 20, 30, 40, 9);
    const set = settle(flat, 1, 5);
    expect([...set]).toEqual([10, 20, 30, 40]);
    expect(settle(flat, 1, 5, set)).toBe(set);
    expect(settle(flat, 1, 1)).toBe(EMPTY);
    flat.fill(0);
    expect([...set]).toEqual([10, 20, 30, 40]);
  });

  test("many sets at once", () => {
    const days = Array.from({ length: 5_000 }, (_, k) => {
      const from = ((k * 7_919) % 20_011) as Day;
      return interval(from, (from + 2) as Day);
    });
    const whole = unionAll(days);
    expect(whole).toEqual(days.reduce(union, EMPTY));
  });
});
