/** The name that was most likely meant. */

/** Names longer than this are compared by their beginnings only; a slip that long is no slip. */
const LONGEST_COMPARED = 64;

/**
 * How many letters must be put in, left out, replaced or exchanged with their neighbour to make one word of the other
 * (the restricted Damerau-Levenshtein distance).
 *
 *     editDistance("coverd", "covered")    // 1
 */
export function editDistance(a: string, b: string): number {
  const [from, to] = [a.slice(0, LONGEST_COMPARED), b.slice(0, LONGEST_COMPARED)];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length]!;
}

/**
 * The candidate nearest to a word, if near enough to be a slip of the hand: about one letter in three. Capitals count
 * little. Of equally near ones the first.
 *
 *     nearest("institut", ["institute", "state"])    // "institute"
 *     nearest("xyz", ["institute", "state"])         // undefined
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.floor((word.length + 1) / 3);
  let best: string | undefined;
  let bestDistance = Math.max(limit, 0.5) + 0.1;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const same = candidate.toLowerCase() === word.toLowerCase();
    const distance = same ? 0.5 : editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** A help line with the nearest name, where there is one. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const name = nearest(word, candidates);
  if (name !== undefined) return `did you mean \`${name}\`?`;
  const foreign = foreignLetter(word);
  return foreign === undefined ? undefined : `\`${word}\` has the letter ${foreign} of another alphabet`;
}

/** The first letter that is not Latin in a word that has Latin letters too: most likely a look-alike. */
function foreignLetter(word: string): string | undefined {
  if (!/[A-Za-z]/.test(word)) return undefined;
  const letter = /[\u0370-\u052f]/.exec(word)?.[0];
  if (letter === undefined) return undefined;
  return `\`${letter}\` (U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`;
}
