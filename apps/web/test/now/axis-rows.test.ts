/** What stands under an agreement on the first page: folded, unfolded step by step, parents before their children. */
import { describe, expect, it } from "vitest";
import type { AgreementListed } from "../../src/api/generated/routes.ts";
import { type AxisRow, axisRows, CHILDREN_AT_ONCE, type Due } from "../../src/now/axis-rows.ts";

const ON = "2026-11-22";
const agreement = (id: string, parent: string | null, more: Partial<AgreementListed> = {}) =>
  ({
    id,
    title: `The ${id}`,
    parent,
    standing: "in force",
    inForce: [{ firstDay: "2010-01-01", lastDay: null }],
    suspended: [],
    ...more,
  }) as unknown as AgreementListed;
const due = (id: string) =>
  ({
    agreement: id,
    title: `The ${id}`,
    term: { firstDay: "2010-01-01", lastDay: "2028-12-31" },
    lastDayForNotice: "2028-06-30",
    session: null,
    otherwise: { happens: "ends", lastDay: "2028-12-31", agreement: null },
  }) as unknown as Due;

const FAMILY = [
  agreement("A", null),
  agreement("A1", "A", { standing: "ended", inForce: [{ firstDay: "2011-01-01", lastDay: "2019-12-31" }] }),
  agreement("A11", "A1"),
  agreement("A2", "A"),
  agreement("B", null),
];
const rowsOf = (unfolded: [string, number][], agreements = FAMILY) =>
  axisRows([due("A"), due("A2"), due("B")], [], agreements, ON, new Map(unfolded));
const told = (rows: readonly AxisRow[]) =>
  rows.map(({ kind, agreement: id, depth, count }) => `${kind} ${id} ${kind === "child" ? depth : count}`);

describe("children on the axis", () => {
  it("are one row with their number until they are unfolded", () => {
    expect(told(rowsOf([]))).toEqual(["top A 0", "fold A 3", "top B 0"]);
  });

  it("stand each in a row, with days and deadlines of their own, parents first", () => {
    const rows = rowsOf([["A", CHILDREN_AT_ONCE]]);
    expect(told(rows)).toEqual(["top A 0", "fold A 3", "child A1 1", "child A11 2", "child A2 1", "top B 0"]);
    expect(rows[2]).toMatchObject({ firstDay: "2011-01-01", lastDay: "2019-12-31", hasEnded: true });
    expect(rows.map(({ due: one }) => one?.agreement)).toEqual([
      "A",
      undefined,
      undefined,
      undefined,
      "A2",
      "B",
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it("come a few at a time where there are thousands, and none is lost", () => {
    const many = [agreement("A", null), ...Array.from({ length: 5_000 }, (_, k) => agreement(`C${k}`, "A"))];
    const first = told(rowsOf([["A", CHILDREN_AT_ONCE]], many));
    expect(first.filter((row) => row.startsWith("child"))).toHaveLength(CHILDREN_AT_ONCE);
    expect(first).toContain(`more A ${5_000 - CHILDREN_AT_ONCE}`);
    const all = told(rowsOf([["A", 9_000]], many));
    expect(all.filter((row) => row.startsWith("child"))).toHaveLength(5_000);
    expect(all.some((row) => row.startsWith("more"))).toBe(false);
  });
});
