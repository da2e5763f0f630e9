/** The engine's numbered sets against the calendar's values. */
import {
  type Day,
  difference,
  has,
  type IntervalSet,
  intersection,
  intervalSet,
  OPEN,
  SINCE_EVER,
  union,
} from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALL_DAYS, NO_DAYS, SetStore } from "../src/engine/sets.ts";

const end = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(SINCE_EVER, OPEN));
/** Few days, so that sets often meet, touch, contain each other and are equal. */
const set = fc
  .array(fc.tuple(end, end), { maxLength: 4 })
  .map((pairs) => intervalSet(pairs.map(([a, b]) => [Math.min(a, b) as Day, Math.max(a, b) as Day])));

describe("numbered sets", () => {
  it("are met, united and taken away as their values are, one after the other in one store", () => {
    const store = new SetStore();
    fc.assert(
      fc.property(set, set, fc.integer({ min: -4, max: 13 }), (a, b, day) => {
        const x = store.of(a);
        const y = store.of(b);
        const value = (number: number): IntervalSet => store.value(number);
        expect(value(x)).toEqual(a);
        expect(value(store.intersect(x, y))).toEqual(intersection(a, b));
        expect(value(store.unite(x, y))).toEqual(union(a, b));
        expect(value(store.subtract(x, y))).toEqual(difference(a, b));
        expect(value(store.symmetricDifference(x, y))).toEqual(union(difference(a, b), difference(b, a)));
        expect(store.has(x, day as Day)).toBe(has(a, day as Day));
        expect(store.same(x, y)).toBe(a.length === b.length && a.every((d, k) => d === b[k]));
        expect(x === NO_DAYS).toBe(a.length === 0);
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 2000) },
    );
  });

  it("have a number for all days that repetition finds again", () => {
    const store = new SetStore();
    expect(store.interval(SINCE_EVER, OPEN)).toBe(ALL_DAYS);
    expect(store.intersect(ALL_DAYS, NO_DAYS)).toBe(NO_DAYS);
    expect(store.subtract(ALL_DAYS, ALL_DAYS)).toBe(NO_DAYS);
  });
});
