/** "Did you mean": the known name that a word is most likely a slip of. */

/** The number of letters to put in, leave out or replace (Levenshtein), or `limit + 1` where it is more than `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    last = row;
  }
  return last[b.length]!;
}

/**
 * A help line with the nearest of some names, where one is near enough.
 *
 *     didYouMean("last_dya", ["first_day", "last_day"])    // "did you mean `last_day`?"
 */
export function didYouMean(word: string, names: Iterable<string>): string | undefined {
  // In a word of one or two letters a slip leaves nothing to go by.
  const limit = Math.min(4, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const name of names) {
    const away = distance(word.toLowerCase(), name.toLowerCase(), limit);
    if (away < least) {
      least = away;
      best = name;
    }
  }
  return best === undefined ? undefined : `did you mean \`${best}\`?`;
}
