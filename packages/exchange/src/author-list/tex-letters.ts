/** Letters as TeX writes them, which old author lists have in names: `Garc{\'\i}a`, `Kr\"uger`, `{\L}ukasz`. */

/** Combining marks by the accent that TeX puts before a letter. */
const ACCENTS: Readonly<Record<string, string>> = {
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  u: "\u0306",
  ".": "\u0307",
  '"': "\u0308",
  r: "\u030a",
  H: "\u030b",
  v: "\u030c",
  d: "\u0323",
  c: "\u0327",
  k: "\u0328",
  b: "\u0331",
};
/** Letters that have a command of their own. */
const LETTERS: Readonly<Record<string, string>> = {
  o: "ø",
  O: "Ø",
  l: "ł",
  L: "Ł",
  ss: "ß",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  aa: "å",
  AA: "Å",
  i: "ı",
  j: "ȷ",
  dj: "đ",
  DJ: "Đ",
  dh: "ð",
  DH: "Ð",
  th: "þ",
  TH: "Þ",
};

/**
 * An accent and its letter: `\'e`, `\'{e}`, `\v{c}`, `\v c`, `\'\i`, `\'{\i}`; braces around both are left where they stand. A line
 * break, `\\`, comes first, so that what follows it is not taken for an accent.
 */
const ACCENTED =
  /\\\\|\\(?:([`'^~=."])\s*|([uvHrdckb])(?:\s+|(?=[{\\])))(?:\{(?:\\([ij])|(\p{L}\p{M}*))\}|\\([ij])(?![A-Za-z])\s?|(\p{L}\p{M}*))/gu;
const COMMAND = /\\\\|\\(AE|OE|AA|DJ|DH|TH|ss|ae|oe|aa|dj|dh|th|[oOlLij])(?![A-Za-z])(?:\{\}|\s)?/g;

/** Accents may stand on each other: `\\'{\\^e}`. No letter has more than three. */
const MOST_ACCENTS = 3;

/**
 * Text with the letters that TeX writes by commands as letters; all else of TeX stays.
 *
 *     texLetters("\\author{Garc{\\'\\i}a}")   // "\\author{García}"
 */
export function texLetters(text: string): string {
  if (!text.includes("\\")) return text;
  let plain = text;
  for (let pass = 0; pass < MOST_ACCENTS; pass++) {
    const before = plain;
    plain = plain.replace(ACCENTED, (whole: string, sign, command, ...found: (string | undefined)[]) => {
      const accent = ACCENTS[sign ?? command];
      const letter = found.slice(0, 4).find((each) => each !== undefined);
      return accent === undefined || letter === undefined ? whole : (letter + accent).normalize("NFC");
    });
    if (plain === before) break;
  }
  return plain.replace(COMMAND, (whole, letter: string | undefined) => LETTERS[letter ?? ""] ?? whole);
}

/**
 * A name without TeX.
 *
 *     withoutTex("Garc{\\'\\i}a")     // "García"
 *     withoutTex("Kr\\\"uger")        // "Krüger"
 *     withoutTex("de~la~Cruz")        // "de la Cruz"
 */
export function withoutTex(name: string): string {
  if (!/[\\~{}$]/.test(name)) return name;
  return texLetters(name)
    .replace(/\\[,;:! ]|~/g, " ")
    .replace(/\\([&%$#_-])/g, "$1")
    .replace(/[{}]/g, "")
    .replace(/\s+/gu, " ")
    .trim();
}

const ACCENT_OF = new Map(Object.entries(ACCENTS).map(([accent, mark]) => [mark, accent]));
const COMMAND_OF = new Map(Object.entries(LETTERS).map(([command, letter]) => [letter, `\\${command}`]));

/**
 * The accent that TeX has for a combining mark.
 *
 *     texAccent("\u0301")   // "'"
 */
export function texAccent(mark: string): string | undefined {
  return ACCENT_OF.get(mark);
}

/**
 * The command that TeX has for a letter.
 *
 *     texCommand("ø")   // "\\o"
 */
export function texCommand(letter: string): string | undefined {
  return COMMAND_OF.get(letter);
}
