/** "Did you mean": the known name that a word is most likely a slip of. */

/** More names than this are not compared letter by letter: the answer would not be worth the wait. */
const MOST_COMPARED = 100_000;

/** The number of letters to put in, leave out, replace or swap, or `limit + 1` where it is more than `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : replaced;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, replaced, swapped));
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/**
 * The nearest of some names, where one is near enough; upper and lower case count as the same letter.
 *
 *     nearestName("resident_cards", ["registration", "residence_cards"])    // "residence_cards"
 */
export function nearestName(word: string, names: Iterable<string>): string | undefined {
  const limit = Math.min(4, Math.max(1, Math.floor(word.length / 3)));
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = limit + 1;
  let compared = 0;
  for (const name of names) {
    if (++compared > MOST_COMPARED) break;
    const away = distance(wanted, name.toLowerCase(), limit);
    if (away < least) {
      least = away;
      best = name;
    }
  }
  return best;
}

/** The help line for an unknown name: the nearest known one, or else what is said in its place. */
export function didYouMean(word: string, names: Iterable<string>, otherwise?: string): string | undefined {
  const near = nearestName(word, names);
  return near === undefined ? otherwise : `did you mean \`${near}\`?`;
}
