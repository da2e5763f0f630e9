/** Splits of a vote as runs: what a picture draws and a table says is what was counted. */
import { describe, expect, it } from "vitest";
import {
  againstText,
  runsOf,
  type SplitRow,
  singlesOf,
  splitAt,
} from "../../src/council/what-if/split-runs.ts";

/** Three votes: it passes with two in favour, and with one where nobody is against. */
const SPLITS: readonly SplitRow[] = [
  [0, 0, "fails"],
  [0, 1, "fails"],
  [0, 2, "fails"],
  [0, 3, "fails"],
  [1, 0, "passes"],
  [1, 1, "depends"],
  [1, 2, "fails"],
  [2, 0, "passes"],
  [2, 1, "passes"],
  [3, 0, "passes"],
];

describe("splits as runs", () => {
  it("neighbours that come out alike are one run, rows never flow into each other", () => {
    const runs = runsOf(SPLITS);
    expect(runs).toHaveLength(6);
    expect(runs[0]).toEqual({ inFavour: 0, from: 0, to: 3, split: "fails" });
    // Whatever the order in which they come.
    expect(runsOf([...SPLITS].reverse())).toEqual(runs);
    expect(singlesOf(runs)).toEqual(
      SPLITS.map(([inFavour, against, split]) => ({ inFavour, against, split })),
    );
  });

  it("the table says the same", () => {
    const runs = runsOf(SPLITS);
    expect([0, 1, 2, 3].map((inFavour) => againstText(runs, inFavour, "passes"))).toEqual([
      "",
      "0",
      "0–1",
      "0",
    ]);
    expect(againstText(runs, 0, "fails")).toBe("0–3");
    for (const [inFavour, against, split] of SPLITS)
      expect(splitAt(runs, inFavour, against), `${inFavour} ${against}`).toBe(split);
    expect(splitAt(runs, 2, 2)).toBeUndefined();
  });
});
