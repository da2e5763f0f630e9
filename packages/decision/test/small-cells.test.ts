/** Small cells: hidden, and not to be had from what is shown. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Cell,
  endAgreement,
  type FactSheet,
  hideSmallCells,
  impactOf,
  SMALLEST_SHOWN,
  type Sum,
  suppress,
} from "../src/index.ts";
import { worldOn } from "./small-world.ts";

const cell = (value: number): Cell => ({ value, hidden: false });

/** Of every hidden cell, the values that a reader who knows how cells are hidden cannot rule out, up to `most`. */
function possible(cells: readonly Cell[], sums: readonly Sum[], most: number): Map<Cell, Set<number>> {
  const hidden = cells.filter((each) => each.hidden);
  const values = new Map<Cell, number>(cells.map((each) => [each, each.value]));
  const found = new Map(hidden.map((each) => [each, new Set<number>()]));
  const known = sums.map(({ parts, total }) =>
    total === undefined ? parts.reduce((s, p) => s + p.value, 0) : 0,
  );
  const holds = ({ parts, total }: Sum, k: number, upTo: number): boolean => {
    const open = [...parts, ...(total === undefined ? [] : [total])].some(
      (each) => each.hidden && hidden.indexOf(each) > upTo,
    );
    if (open) return true;
    const sum = parts.reduce((all, part) => all + values.get(part)!, 0);
    return sum === (total === undefined ? known[k]! : values.get(total)!);
  };
  const assign = (at: number): void => {
    if (at === hidden.length) {
      for (const each of hidden) found.get(each)!.add(values.get(each)!);
      return;
    }
    const each = hidden[at]!;
    const isSmall = each.value > 0 && each.value < SMALLEST_SHOWN;
    const [low, high] = isSmall ? [1, SMALLEST_SHOWN - 1] : [SMALLEST_SHOWN, most];
    for (let value = low; value <= high; value++) {
      values.set(each, value);
      if (sums.every((sum, k) => holds(sum, k, at))) assign(at + 1);
    }
    values.set(each, each.value);
  };
  assign(0);
  return found;
}

describe("suppression", () => {
  test.each([
    ["one small part hides the smallest other", [3, 10, 40], [true, true, false, false]],
    ["two small parts that could be otherwise are enough", [3, 2, 40], [true, true, false, false]],
    ["two small parts that could not", [4, 4, 40, 50], [true, true, true, false, false]],
    ["nothing small, nothing hidden", [5, 10, 0], [false, false, false, false]],
    ["a single small part takes its total along", [3], [true, true]],
    ["small parts of a small total", [1, 2], [true, true, true]],
  ])("%s", (_, values, hidden) => {
    const parts = values.map(cell);
    const total = cell(values.reduce((sum, value) => sum + value, 0));
    suppress([...parts, total], [{ parts, total }]);
    expect([...parts, total].map((each) => each.hidden)).toEqual(hidden);
  });

  test("no sum gives a hidden cell a single value, whoever reads all the figures shown", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), fc.boolean(), (values, withTotal) => {
        const parts = values.map(cell);
        const total = cell(values.reduce((sum, value) => sum + value, 0));
        const sums: Sum[] = [withTotal ? { parts, total } : { parts }];
        const cells = withTotal ? [...parts, total] : parts;
        suppress(cells, sums);
        const open = cells.filter(({ hidden }) => !hidden).some(({ value }) => value > 0);
        for (const [each, found] of possible(cells, sums, 40)) {
          expect(found.has(each.value)).toBe(true);
          // Where all is hidden and only a total that is shown nowhere is taken for known, nothing more can be hidden.
          if (withTotal || open) expect(found.size).toBeGreaterThan(1);
        }
        for (const { value, hidden } of cells)
          if (value > 0 && value < SMALLEST_SHOWN) expect(hidden).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("of figures whose sums are known from elsewhere all are hidden, and none can be told", () => {
    const isSmall = (value: number): boolean => value > 0 && value < SMALLEST_SHOWN;
    fc.assert(
      fc.property(fc.nat(14), fc.nat(14), fc.nat(14), (onlyA, onlyB, both) => {
        const group = [onlyA, onlyB, both].map(cell);
        suppress(group, [], [group]);
        const isHidden = group.some(({ value }) => isSmall(value));
        expect(group.every(({ hidden }) => hidden === isHidden)).toBe(true);
        if (!isHidden || onlyA + both < SMALLEST_SHOWN || onlyB + both < SMALLEST_SHOWN) return;
        // Known: both sums, and that one of the three is small.
        const found = Array.from({ length: Math.min(onlyA, onlyB) + both + 1 }, (_, z) => z).filter((z) =>
          [onlyA + both - z, onlyB + both - z, z].some(isSmall),
        );
        expect(found).toContain(both);
        expect(found.length).toBeGreaterThan(1);
      }),
      { numRuns: 1000 },
    );
  });

  test("of equal cells the same is hidden in whichever order they come", () => {
    const parts = ["c", "a", "b"].map((name): Cell => ({ value: 10, hidden: false, name }));
    const small = cell(3);
    suppress([small, ...parts], [{ parts: [small, ...parts] }]);
    expect(parts.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual(["a"]);
  });
});

/** A sheet with figures of one's choice. */
function sheetWith(byDay: readonly number[], institutes: readonly number[]): FactSheet {
  const { folded, evaluation } = worldOn();
  const sheet = impactOf(folded, evaluation, endAgreement(folded, "ICA-BB"));
  const total = byDay.reduce((sum, people) => sum + people, 0);
  return {
    ...sheet,
    people: total,
    keepElsewhere: 0,
    entitlements: [
      {
        ...sheet.entitlements[0]!,
        people: total,
        byDay: byDay.map((people, k) => ({ day: `2024-12-0${k + 1}`, lastDay: "2024-11-30", people })),
      },
    ],
    byInstitute: institutes.map((people, k) => ({ ...sheet.byInstitute[0]!, id: `i${k}`, people })),
  };
}

describe("a fact sheet for whoever is not cleared", () => {
  test("small figures are gone, and the others that would tell them", () => {
    const hidden = hideSmallCells(sheetWith([3, 20, 50], [2, 30, 41]));
    expect(hidden.people).toBe(73);
    expect(hidden.entitlements[0]!.byDay.map(({ people }) => people)).toEqual([null, null, 50]);
    // Nobody is at two institutes: the people hit, less those shown, would be the small one.
    expect(hidden.byInstitute.map(({ people }) => people)).toEqual([null, null, 41]);
  });

  test.each([
    ["all large", 40, [40], [30], true],
    ["all of them come back", 40, [40], [40], true],
    ["few come back", 40, [40], [3], false],
    ["few do not come back", 40, [40], [37], false],
    ["a day on which few come back", 40, [40], [20, 4], false],
    ["few of those who lose it on one day do not come back", 60, [20, 40], [18, 25], false],
    ["a whole that is hidden already", 3, [3], [0], false],
  ])("of whom it comes back: %s", (_, losers, byDay, back, isShown) => {
    const sheet = sheetWith(byDay, [losers]);
    const [lost] = sheet.entitlements;
    const people = back.reduce((sum, count) => sum + count, 0);
    const days = back.map((count, k) => ({ day: `2025-12-0${k + 1}`, lastDay: "2025-11-30", people: count }));
    const again = { people, byDay: days };
    const hidden = hideSmallCells({ ...sheet, entitlements: [{ ...lost!, again }] });
    const nothing = { people: null, byDay: days.map((each) => ({ ...each, people: null })) };
    expect(hidden.entitlements[0]!.again).toEqual(isShown ? again : nothing);
    expect(hideSmallCells(hidden)).toEqual(hidden);
  });

  test("of the small world nothing is left to count, and nobody is named", () => {
    const { folded, evaluation } = worldOn();
    const sheet = impactOf(folded, evaluation, endAgreement(folded, "ICA-BB"));
    const hidden = hideSmallCells(sheet);
    const figures = JSON.stringify(hidden, (key, value) =>
      ["people", "keepElsewhere", "missionCritical", "dependants"].includes(key) &&
      typeof value === "number" &&
      value > 0
        ? "SHOWN"
        : value,
    );
    expect(figures).not.toContain("SHOWN");
    expect(hidden.money).toEqual(sheet.money);
    expect(hideSmallCells(hidden)).toEqual(hidden);
  });

  test("the sheet itself stays as it was", () => {
    const sheet = sheetWith([3, 20], [2, 30]);
    const copy = structuredClone(sheet);
    hideSmallCells(sheet);
    expect(sheet).toEqual(copy);
  });
});
