/** Cost shares: whole units that sum exactly, and who must name a taker. */
import { day } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion, endAgreement, impactOf, type MoneySheet, spreadShares } from "../src/index.ts";
import { ACTS, act, worldOn } from "./small-world.ts";

describe("sharing whole units", () => {
  test.each([
    [10, { a: 1, b: 1, c: 1 }, { a: 4, b: 3, c: 3 }],
    [7, { a: 3, b: 3, c: 1 }, { a: 3, b: 3, c: 1 }],
    [0, { a: 5, b: 1 }, { a: 0, b: 0 }],
    [5, { a: 0, b: 0 }, { a: 0, b: 0 }],
    [3, {}, {}],
    [1, { b: 2, a: 2 }, { a: 1, b: 0 }],
    [1, { a: 1, b: 2 }, { a: 0, b: 1 }],
    // A product beyond what a double holds exactly.
    [9007199254740991, { a: 1, b: 9007199254740990 }, { a: 1, b: 9007199254740990 }],
  ])("%i among %o", (units, weights, shares) => {
    expect(Object.fromEntries(apportion(units, new Map(Object.entries(weights))))).toEqual(shares);
  });

  const weights = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.nat(100_000)), {
    selector: ([name]) => name,
    maxLength: 20,
  });

  test("they sum exactly, stay within one of the quota, and who weighs more gets no less", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (units, pairs) => {
        const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
        const shares = apportion(units, new Map(pairs));
        const sum = [...shares.values()].reduce((all, share) => all + share, 0);
        expect(sum).toBe(total === 0 ? 0 : units);
        for (const [name, weight] of pairs) {
          const quota = total === 0 ? 0 : (units * weight) / total;
          expect(Math.abs(shares.get(name)! - quota)).toBeLessThan(1);
          for (const [other, less] of pairs)
            if (less < weight) expect(shares.get(other)!).toBeLessThanOrEqual(shares.get(name)!);
        }
        // The order in which they come does not matter.
        expect(apportion(units, new Map([...pairs].reverse()))).toEqual(shares);
      }),
    );
  });

  test("numbers that are no shares are refused", () => {
    for (const [units, weight] of [
      [1.5, 1],
      [-1, 1],
      [1, -1],
      [1, Number.NaN],
    ] as const)
      expect(() => apportion(units, new Map([["a", weight]]))).toThrow(RangeError);
  });

  test("what leavers paid is paid by the rest, unit by unit", () => {
    fc.assert(
      fc.property(weights, fc.nat(), (pairs, seed) => {
        const leavers = new Set(pairs.filter((_, k) => (seed >> (k % 31)) & 1).map(([name]) => name));
        const { spread, after } = spreadShares(new Map(pairs), leavers);
        const total = pairs.reduce((sum, [, units]) => sum + units, 0);
        const rest = [...after.values()].reduce((sum, units) => sum + units, 0);
        const canPay = pairs.some(([name, units]) => !leavers.has(name) && units > 0);
        expect(rest).toBe(canPay ? total : total - spread);
        for (const [name, units] of pairs)
          if (!leavers.has(name)) expect(after.get(name)!).toBeGreaterThanOrEqual(units);
      }),
    );
  });
});

const moneyOf = (agreement: string, acts = ACTS): MoneySheet => {
  const { folded, evaluation } = worldOn("2023-12-15", acts);
  return impactOf(folded, evaluation, endAgreement(folded, agreement)).money;
};

describe("what a draft costs those who stay", () => {
  test("4.5 % that go are 4.71 % more for the rest", () => {
    const { experiments, spread, spreadPercent, total } = moneyOf("ICA-BB");
    expect(experiments[0]).toEqual({
      experiment: "X",
      title: "Experiment X",
      total: 1000,
      leavers: [
        { party: "BB", title: "State B", units: 45, percent: 4.5, lastDay: "2024-11-30", day: "2024-12-01" },
      ],
      spread: 45,
      spreadPercent: 4.5,
      increasePercent: 4.71,
      payers: [
        { party: "AA", title: "State A", units: 600, unitsAfter: 628, increase: 28, increasePercent: 4.67 },
        { party: "CC", title: "State C", units: 355, unitsAfter: 372, increase: 17, increasePercent: 4.79 },
      ],
      untaken: 0,
    });
    // The agency stands on its state's agreement, which says nothing of Y but ends altogether.
    expect(experiments[1]).toMatchObject({
      experiment: "Y",
      spread: 10,
      increasePercent: 11.11,
      leavers: [{ party: "AGENCY-B" }],
    });
    expect([spread, total, spreadPercent]).toEqual([55, 1100, 5]);
  });

  test("what one party bears alone is listed and not spread", () => {
    expect(moneyOf("ICA-BB").needTakers).toEqual([
      {
        party: "BB",
        title: "State B",
        experiment: "X",
        experimentTitle: "Experiment X",
        item: "magnets",
        units: 40,
        day: "2024-12-01",
        source: "addendum 1",
      },
    ]);
  });

  test("where a party that no agreement binds pays, nobody leaves", () => {
    expect(moneyOf("MoU-X-AA").experiments.map(({ leavers }) => leavers.map(({ party }) => party))).toEqual([
      ["AA"],
    ]);
    expect(
      moneyOf("ICA-LAB").experiments.map(({ experiment, spread, untaken }) => [experiment, spread, untaken]),
    ).toEqual([["Y", 90, 0]]);
  });

  test("the last payer leaves what nobody takes", () => {
    const acts = ACTS.filter((each) => each.act !== "share" || each.payer === "BB");
    expect(moneyOf("ICA-BB", acts).experiments).toMatchObject([
      { experiment: "X", spread: 45, payers: [], untaken: 45, increasePercent: null },
    ]);
  });

  test("shares that have ended are not spread", () => {
    const acts = ACTS.map((each) =>
      each.act === "share" && each.payer === "BB" ? { ...each, lastDay: day("2024-06-30") } : each,
    );
    expect(moneyOf("ICA-BB", acts).experiments.map(({ experiment }) => experiment)).toEqual(["Y"]);
  });

  test("another footing in the same experiment keeps a payer", () => {
    const acts = [
      ...ACTS,
      act("signature", {
        agreement: "MoU-X-2",
        title: "Another memorandum",
        kind: "MoU",
        parties: ["BB"],
        experiments: ["X"],
        renewal: "none",
        on: day("2021-01-01"),
        firstDay: day("2021-01-01"),
      }),
    ];
    expect(moneyOf("ICA-BB", acts).experiments.map(({ experiment }) => experiment)).toEqual([]);
  });
});
