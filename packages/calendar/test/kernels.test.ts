/** The kernels on pieces of larger arrays, with the room they were promised and not one number more. */
import {
  difference,
  type IntervalSet,
  intersectInto,
  intersection,
  NO_TIME,
  normaliseInto,
  since,
  sinceOrUntilInto,
  subtractInto,
  throughout,
  throughoutInto,
  union,
  uniteInto,
  until,
  within,
  withinInto,
} from "@comity/calendar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyCase, setOf } from "./day-by-day.ts";

const RUNS = 1_000;
const MARK = 123_456_789;

/** A set in the middle of a larger array: [array, start, end]. */
function inside(set: IntervalSet, offset: number): [Int32Array, number, number] {
  const flat = new Int32Array(set.length + offset + 3).fill(MARK);
  flat.set(set, offset);
  return [flat, offset, offset + set.length];
}

/** What a kernel writes into an array with that room, checked to touch nothing before or after it. */
function written(room: number, kernel: (out: Int32Array, o: number) => number): number[] {
  const out = new Int32Array(room + 8).fill(MARK);
  const end = kernel(out, 5);
  expect(end).toBeLessThanOrEqual(5 + room);
  expect([...out.subarray(0, 5), ...out.subarray(5 + room)]).toEqual(Array(8).fill(MARK));
  return [...out.subarray(5, end)];
}

test("set operations", () => {
  fc.assert(
    fc.property(anyCase, ({ a: rawA, b: rawB }) => {
      const [a, b] = [setOf(rawA), setOf(rawB)];
      const [flatA, a0, a1] = inside(a, 3);
      const [flatB, b0, b1] = inside(b, 6);
      const room = a.length + b.length;
      for (const [kernel, operation] of [
        [intersectInto, intersection],
        [subtractInto, difference],
        [uniteInto, union],
      ] as const)
        expect(written(room, (out, o) => kernel(flatA, a0, a1, flatB, b0, b1, out, o))).toEqual([
          ...operation(a, b),
        ]);
      expect([...flatA]).toEqual([...inside(a, 3)[0]]);
      expect([...flatB]).toEqual([...inside(b, 6)[0]]);
    }),
    { numRuns: RUNS },
  );
});

test("windows, since and until", () => {
  fc.assert(
    fc.property(anyCase, fc.boolean(), fc.boolean(), ({ a: rawA, b: rawB, last, next }, ahead, ownDay) => {
      const [a, b] = [setOf(rawA), setOf(rawB)];
      const chosen = ahead ? next : last;
      const window = ownDay ? { ...chosen, least: NO_TIME } : chosen;
      const [flatA, a0, a1] = inside(a, 1);
      const [flatB, b0, b1] = inside(b, 4);
      expect(written(a.length, (out, o) => withinInto(flatA, a0, a1, window, out, o))).toEqual([
        ...within(a, window),
      ]);
      expect(written(a.length, (out, o) => throughoutInto(flatA, a0, a1, window, out, o))).toEqual([
        ...throughout(a, window),
      ]);
      const operator = ahead ? until : since;
      const room = a.length + 2 * b.length;
      expect(
        written(room, (out, o) => sinceOrUntilInto(flatA, a0, a1, flatB, b0, b1, window, out, o)),
      ).toEqual([...operator(a, b, window)]);
    }),
    { numRuns: RUNS },
  );
});

test("pairs in any order become intervals, in place", () => {
  const pair = fc.tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: -3, max: 30 }));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 200 }), (pairs) => {
      const flat = pairs.flatMap(([from, length]) => [from, from + length]);
      const days = new Set(
        pairs.flatMap(([from, length]) => Array.from({ length: Math.max(0, length) }, (_, k) => from + k)),
      );
      const array = Int32Array.of(MARK, ...flat, MARK);
      const end = normaliseInto(array, 1, 1 + flat.length);
      const got = array.subarray(1, end);
      expect([array[0], array[array.length - 1]]).toEqual([MARK, MARK]);
      const starts = [...days].filter((x) => !days.has(x - 1)).sort((x, y) => x - y);
      const stops = [...days]
        .map((x) => x + 1)
        .filter((x) => !days.has(x))
        .sort((x, y) => x - y);
      expect([...got]).toEqual(starts.flatMap((from, k) => [from, stops[k]!]));
    }),
    { numRuns: RUNS },
  );
});

test("a hundred thousand pairs in the worst orders", () => {
  const count = 100_000;
  for (const at of [(k: number) => k, (k: number) => count - k, (k: number) => (k * 7_919) % count]) {
    const flat = Int32Array.from({ length: 2 * count }, (_, p) => 3 * at(p >> 1) + (p & 1));
    const end = normaliseInto(flat, 0, flat.length);
    expect(end).toBe(2 * count);
    for (let p = 2; p < end; p += 2) if (flat[p]! <= flat[p - 1]!) throw new Error(`out of order at ${p}`);
  }
});
