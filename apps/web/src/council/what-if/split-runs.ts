/** The splits of a vote as a picture draws them and a table says them: runs along the votes against, one row for each number in favour. */

export type Split = "passes" | "fails" | "depends";
/** In favour, against, and what comes of it; the others abstain. */
export type SplitRow = readonly [inFavour: number, against: number, split: Split];

/** Neighbouring splits of a row that come out alike. */
export interface Run {
  readonly inFavour: number;
  readonly from: number;
  /** The last of them. */
  readonly to: number;
  readonly split: Split;
}

/**
 * Joins neighbours that come out alike.
 *
 *     runsOf([[1, 0, "passes"], [1, 1, "fails"], [1, 2, "fails"]])
 *     // [{ inFavour: 1, from: 0, to: 0, split: "passes" }, { inFavour: 1, from: 1, to: 2, split: "fails" }]
 */
export function runsOf(splits: readonly SplitRow[]): Run[] {
  const sorted = [...splits].sort(([a, b], [c, d]) => a - c || b - d);
  const runs: Run[] = [];
  for (const [inFavour, against, split] of sorted) {
    const last = runs.at(-1);
    const goesOn = last?.inFavour === inFavour && last.split === split && last.to === against - 1;
    if (goesOn) runs[runs.length - 1] = { ...last, to: against };
    else runs.push({ inFavour, from: against, to: against, split });
  }
  return runs;
}

/** Votes against with which so many in favour come out in a way, as text: `0–7`, `0, 3–5`; empty where none do. */
export const againstText = (runs: readonly Run[], inFavour: number, split: Split): string =>
  runs
    .filter((run) => run.inFavour === inFavour && run.split === split)
    .map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`))
    .join(", ");

/** The split of a vote; undefined for one of more votes than there are. */
export const splitAt = (runs: readonly Run[], inFavour: number, against: number): Split | undefined =>
  runs.find((run) => run.inFavour === inFavour && run.from <= against && against <= run.to)?.split;

/** The splits of runs, one by one. */
export const singlesOf = (
  runs: readonly Run[],
): { readonly inFavour: number; readonly against: number; readonly split: Split }[] =>
  runs.flatMap(({ inFavour, from, to, split }) =>
    Array.from({ length: to - from + 1 }, (_, more) => ({ inFavour, against: from + more, split })),
  );
