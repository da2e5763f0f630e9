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

/** An accent and its letter: `\'e`, `\'{e}`, `{\'e}`, `\v{c}`, `\v c`, `\'\i`, `\'{\i}`. */
const ACCENTED =
  /\{?\\(?:([`'^~=."])\s*|([uvHrdckb])(?:\s+|(?=[{\\])))\{?(?:\\([ij])(?![A-Za-z])\s?|(\p{L}))\}?(\})?/gu;
const COMMAND = /\{?\\(AE|OE|AA|DJ|DH|TH|ss|ae|oe|aa|dj|dh|th|[oOlLij])(?![A-Za-z])(?:\{\}|\s)?(\})?/g;

/**
 * A name without TeX.
 *
 *     withoutTex("Garc{\\'\\i}a")     // "García"
 *     withoutTex("Kr\\\"uger")        // "Krüger"
 *     withoutTex("de~la~Cruz")        // "de la Cruz"
 */
export function withoutTex(name: string): string {
  if (!/[\\~{}$]/.test(name)) return name;
  return name
    .replace(
      ACCENTED,
      (
        _,
        sign: string | undefined,
        command: string | undefined,
        dotless: string | undefined,
        letter: string | undefined,
      ) => ((dotless ?? letter)! + ACCENTS[(sign ?? command)!]!).normalize("NFC"),
    )
    .replace(COMMAND, (_, letter: string) => LETTERS[letter]!)
    .replace(/\\[,;:! ]|~/g, " ")
    .replace(/\\([&%$#_-])/g, "$1")
    .replace(/[{}]/g, "")
    .replace(/\s+/gu, " ")
    .trim();
}
