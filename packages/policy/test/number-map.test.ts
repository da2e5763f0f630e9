/** The engine's map of numbers against the one of the language. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NumberMap } from "../src/engine/number-map.ts";
import { sortedOrder } from "../src/engine/table.ts";

const key = fc.oneof(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -2147483648, max: 2147483647 }));

describe("a map of numbers", () => {
  it("says what a Map says, in the order of what came first, and a copy goes its own way", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, key), { maxLength: 200 }),
        fc.array(fc.tuple(key, key), { maxLength: 40 }),
        (first, more) => {
          const map = new NumberMap();
          const model = new Map<number, number>();
          for (const [at, value] of first) {
            map.put(at, value);
            model.set(at, value);
          }
          const copy = new NumberMap(map, more.length);
          for (const [at, value] of more) copy.put(at, value);
          const asked = [...first, ...more].map(([at]) => at);
          for (const at of asked) {
            expect(map.has(at)).toBe(model.has(at));
            expect(map.get(at, 7)).toBe(model.get(at) ?? 7);
          }
          expect([...map.keys.subarray(0, map.count)]).toEqual([...model.keys()]);
          expect([...map.values.subarray(0, map.count)]).toEqual([...model.values()]);
          for (const [at, value] of more) model.set(at, value);
          for (const at of asked) expect(copy.get(at, 7)).toBe(model.get(at) ?? 7);
        },
      ),
    );
  });
});

describe("the order of rows", () => {
  it("is that of a stable sort by every column, first to last", () => {
    const column = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: -2147483648, max: 2147483647 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(column, column), { maxLength: 60 }), (rows) => {
        const columns = [0, 1].map((c) => Int32Array.from(rows, (row) => row[c]!));
        const expected = rows
          .map((_, row) => row)
          .sort((a, b) => rows[a]![0] - rows[b]![0] || rows[a]![1] - rows[b]![1] || a - b);
        expect([...sortedOrder(columns, rows.length)]).toEqual(expected);
      }),
    );
  });
});
