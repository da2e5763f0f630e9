/** Made-up names for people under pseudonyms: pronounceable, of no language, and never a word of a name on the list. */

const beginnings = [
  "Ba",
  "Ce",
  "Do",
  "Fi",
  "Gu",
  "Ha",
  "Je",
  "Ko",
  "Li",
  "Mu",
  "Na",
  "Pe",
  "Ro",
  "Si",
  "Tu",
  "Ve",
  "Wo",
  "Xi",
  "Yu",
  "Za",
];
const middles = [
  "bel",
  "cor",
  "dan",
  "fen",
  "gil",
  "hur",
  "jon",
  "kal",
  "lem",
  "mir",
  "nov",
  "pul",
  "ras",
  "sed",
  "tiv",
  "vor",
  "wen",
  "xan",
  "yol",
  "zim",
];
const endings = ["", "a", "e", "i", "o", "u", "as", "el", "in", "or"];

/** How many different words there are. */
export const madeUpWords = beginnings.length * middles.length * endings.length;

function word(number: number): string {
  const beginning = beginnings[number % beginnings.length]!;
  const rest = Math.floor(number / beginnings.length);
  const ending = endings[Math.floor(rest / middles.length) % endings.length]!;
  return beginning + middles[rest % middles.length]! + ending;
}

/** The words of a name, in lower case: what a made-up name must not repeat. */
export function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/\p{L}+/gu) ?? [];
}

/**
 * As many different made-up names as asked for, the same ones every time; no word of theirs is among `taken` (in lower
 * case). The n-th name depends on n and on the taken words alone.
 *
 *     madeUpNames(2, new Set())   // [{ givenName: "Babel", familyName: "Xilemi" }, ...]
 */
export function madeUpNames(
  count: number,
  taken: ReadonlySet<string>,
): readonly { readonly givenName: string; readonly familyName: string }[] {
  const free = Array.from({ length: madeUpWords }, (_, number) => word(number)).filter(
    (each) => !taken.has(each.toLowerCase()),
  );
  if (count > free.length ** 2) throw new RangeError(`there are no ${count} made-up names`);
  // Steps of a number without common factor walk through all family names before one comes again.
  const step = 1657;
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / free.length);
    return {
      givenName: free[(index * 7 + round) % free.length]!,
      familyName: free[(index * step + round * 31) % free.length]!,
    };
  });
}
