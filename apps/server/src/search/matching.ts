/** How words that are typed are held against titles, names and identifiers. */

/** Without accents and capitals: what is typed in a hurry finds what is written with care. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßøłđœæı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Letters that no decomposition takes apart. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  œ: "oe",
  æ: "ae",
  ı: "i",
};

/** The words of what was typed. */
export const wordsOf = (typed: string): string[] => plain(typed).split(/\s+/).filter(Boolean);

/**
 * How well texts fit words, all of which must be in one of them: 0 where the first text is what was typed, then where it begins so, where every
 * word begins a word, where each is somewhere; undefined where one is nowhere. The texts are plain.
 */
export function fitOf(words: readonly string[], texts: readonly string[]): number | undefined {
  const typed = words.join(" ");
  if (!words.every((word) => texts.some((text) => text.includes(word)))) return undefined;
  if (texts.includes(typed)) return 0;
  if (texts.some((text) => text.startsWith(typed))) return 1;
  const begins = (text: string, word: string): boolean =>
    new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[.*+?^$()|[\]{}\\/-]/g, "\\$&")}`, "u").test(text);
  return words.every((word) => texts.some((text) => begins(text, word))) ? 2 : 3;
}

/** Those of many that fit, the best first, then the shortest, then by code; without words none. */
export function fitting<T>(
  words: readonly string[],
  all: Iterable<T>,
  textsOf: (item: T) => readonly string[],
): T[] {
  const found: { item: T; fit: number; text: string }[] = [];
  if (words.length === 0) return [];
  for (const item of all) {
    const texts = textsOf(item);
    const fit = fitOf(words, texts);
    if (fit !== undefined) found.push({ item, fit, text: texts[0] ?? "" });
  }
  return found
    .sort((a, b) => a.fit - b.fit || a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
    .map(({ item }) => item);
}
