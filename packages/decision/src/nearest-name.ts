/** "Did you mean": the known name that a word is most likely a slip of. */

/** Letters to put in, leave out, replace or exchange with their neighbour (restricted Damerau-Levenshtein). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** A slip longer than this is no slip. */
const LONGEST_COMPARED = 80;

/**
 * A help line with the nearest of some names, where one is near enough: about one letter in three may differ.
 *
 *     didYouMean("lastday", ["on", "lastDay"])    // "did you mean `lastDay`?"
 */
export function didYouMean(word: string, names: Iterable<string>): string | undefined {
  if (word.length > LONGEST_COMPARED) return undefined;
  let least = Math.min(4, Math.max(1, Math.floor(word.length / 3))) + 1;
  let best: string | undefined;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= least) continue;
    const away = distance(word.toLowerCase(), name.toLowerCase());
    if (away >= least) continue;
    least = away;
    best = name;
  }
  return best === undefined ? undefined : `did you mean \`${best}\`?`;
}
