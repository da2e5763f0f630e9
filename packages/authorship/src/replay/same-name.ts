/**
 * When two printed names may be one person's. Names come as initials or written out, with accents or without, transliterated in more
 * than one way, in either order; likeness alone never decides, whoever asks here looks at everybody of the name.
 */
import { plainLetters } from "../institutes/name-words.ts";
import type { Author } from "../list/author-list.ts";

export interface ComparableName {
  /** Words of the family name, plain. */
  readonly family: readonly string[];
  /** Words and initials of the given name, plain. */
  readonly given: readonly string[];
}

const words = (text: string): string[] =>
  plainLetters(text.replace(/['’ʹʼ`´]/g, ""))
    .split(/\s+/)
    .filter((word) => word !== "");

/** A name taken apart for comparing. */
export function comparableName({
  familyName,
  givenName,
  paperName,
  suffix,
}: Pick<Author, "familyName" | "givenName" | "paperName" | "suffix">): ComparableName {
  const isSuffix = new Set(words(suffix ?? ""));
  const family = words(familyName).filter((word) => !isSuffix.has(word));
  // What the paper prints before or after the family name, where the given name is not written out.
  const printed = words(paperName).filter((word) => !family.includes(word) && !isSuffix.has(word));
  const own = words(givenName ?? "");
  return { family, given: own.length > 0 ? own : printed };
}

/** The family name's letters alone: `van den Berg` and `Van Den Berg` are one. */
export function familyLetters({ family }: ComparableName): string {
  return family.join("");
}

/**
 * A family name as it sounds across transliterations and ways to write an umlaut: `Müller` and `Mueller`, `Yushchenko` and `Juschtschenko`
 * are one. Names that differ may come out the same: it finds candidates and decides nothing.
 *
 *     soundsLike("Mueller") === soundsLike("Muller")
 */
export function soundsLike(letters: string): string {
  return letters
    .replace(/schtsch|shtch|shch|chtch|shh/g, "s")
    .replace(/tsch|tch|cz/g, "c")
    .replace(/sch|sh|sz/g, "s")
    .replace(/ch/g, "c")
    .replace(/zh/g, "z")
    .replace(/kh/g, "h")
    .replace(/ts|tz/g, "c")
    .replace(/ks|x/g, "k")
    .replace(/w/g, "v")
    .replace(/ph/g, "f")
    .replace(/([aou])e/g, "$1")
    .replace(/ou/g, "u")
    .replace(/[yj]/g, "i")
    .replace(/ie|io/g, "e")
    .replace(/i+/g, "i")
    .replace(/ff\b/g, "v")
    .replace(/(.)\1+/g, "$1")
    .replace(/(?<=..)i$/g, "");
}

/**
 * Whether two given names may be one, word for word as far as both go: the same, or an initial. Initials of letters that are
 * transliterated in two ways (`Yu.` and `I.`, `Ch.` and `C.`) count as one.
 *
 *     givenMayBe(["a", "b"], ["anna"])    // true
 */
export function givenMayBe(a: readonly string[], b: readonly string[]): boolean {
  return a.every((word, at) => {
    const other = b[at];
    return other === undefined || wordMayBe(word, other);
  });
}

function wordMayBe(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.startsWith(short) && short.length <= 3) return true;
  const [sound, other] = [soundsLike(short), soundsLike(long)];
  if (short.length <= 2) return sound !== "" && other.startsWith(sound);
  return sound === other;
}

/**
 * A family name with the letter that French and Czech lists print as `j` or `z`, and English ones as `zh`, in one form: `Joukov`, `Zukov`
 * and `Zhukov` are one. A `j` that sounds as in `Jansen` is taken for it too, so that this comes last and is never enough alone.
 */
export function asFrench(letters: string): string {
  return letters.replace(/zh|j(?=[aeou])/g, "z");
}

/** First letters that stand for one letter of Cyrillic in different transliterations: Евгений is `E.` and `Y.`, Цветан `T.` and `C.`. */
const OTHER_FIRST = new Set(["ey", "iy", "jy", "ij", "ct", "hk", "jz"]);

/** As `givenMayBe`, also where an initial is printed as another letter in another transliteration. */
export function givenMayBeWrittenOtherwise(a: readonly string[], b: readonly string[]): boolean {
  return a.every((word, at) => {
    const other = b[at];
    if (other === undefined || wordMayBe(word, other)) return true;
    const isInitial = Math.min(word.length, other.length) <= 2;
    return isInitial && OTHER_FIRST.has([word[0]!, other[0]!].sort().join(""));
  });
}

/** Whether the given names are the same as far as they are printed: as many initials, each of the same letter. */
export function givenIsSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, at) => word[0] === b[at]![0] && wordMayBe(word, b[at]!));
}
