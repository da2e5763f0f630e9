/** Text as TeX: letters with accents by commands, so that every class and every arXiv sets them; signs of TeX made plain. */
import { texAccent, texCommand } from "@comity/exchange";

const PLAIN: Readonly<Record<string, string>> = {
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
  "{": "\\{",
  "}": "\\}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "\\": "\\textbackslash{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  "\u00a0": "~",
};
/** Signs that TeX's input knows without a command, Romanian letters with a comma below among them. */
const KNOWN =
  /[\u0218-\u021b\u2013\u2014\u2018\u2019\u201c\u201d\u00ab\u00bb\u00b0\u00b7\u2026\u2020\u2021\u00a7\u00b6\u20ac\u00a3]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
/** Letters of the languages that those fonts are for: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian. */
const SET = /[\u0401-\u045f\u0490\u0491]/u;
/** What TeX may need a command for: all but plain letters and signs, these too where a mark stands on them. */
const PARTS =
  /\p{Script=Cyrillic}[\p{Script=Cyrillic}\p{M}]*|-{2,}|`+|'{2,}|[\x20-\x7e]\p{M}+|[^A-Za-z0-9 .,;:()/+*=!?@"'[\]-]\p{M}*/gu;
const PLAIN_TEXT = /^[A-Za-z0-9 .,;:()/+*=!?@-]*$/;

/** One letter with its marks; undefined where TeX has no command for it. */
function letter(part: string): string | undefined {
  const [first = "", ...marks] = part.normalize("NFD");
  let text = /^[A-Za-z]$/.test(first) ? first : texCommand(first);
  if (text === undefined) return undefined;
  if (marks.length === 0) return text.startsWith("\\") ? `{${text}}` : text;
  for (const mark of marks) {
    const accent = texAccent(mark);
    if (accent === undefined) return undefined;
    text = `\\${accent}{${/^[ij]$/.test(text) && !/[dckb]/.test(accent) ? `\\${text}` : text}}`;
  }
  return text;
}

/** Collects letters that TeX cannot print by this way. */
export type Unprintable = Set<string>;

/**
 * Text as TeX prints it. Cyrillic stands in `\cyrtext{}`, which the documents written here define.
 *
 *     texText("Müller & Co", new Set())   // "M\\\"{u}ller \\& Co"
 */
export function texText(text: string, unprintable: Unprintable): string {
  if (PLAIN_TEXT.test(text) && !text.includes("--")) return text;
  return text.normalize("NFC").replace(PARTS, (part) => {
    const known = WRITTEN.get(part);
    if (known !== undefined) return known;
    if (CYRILLIC.test(part)) {
      for (const sign of part) if (!SET.test(sign)) unprintable.add(sign);
      return `\\cyrtext{${part}}`;
    }
    const written = partInTex(part);
    if (written === undefined) for (const sign of part) unprintable.add(sign);
    else if (WRITTEN.size < MOST_WRITTEN) WRITTEN.set(part, written);
    return written ?? part;
  });
}

/** Letters with accents and signs as they were written before: a list has few of them, each a thousand times. */
const WRITTEN = new Map<string, string>();
const MOST_WRITTEN = 5000;

function partInTex(part: string): string | undefined {
  // Signs that TeX would draw together stay apart.
  if (/^[-']{2,}$/.test(part)) return [...part].join("{}");
  if (part.startsWith("`")) return "\\textasciigrave{}".repeat(part.length);
  const plain = PLAIN[part];
  if (plain !== undefined) return plain;
  if (/^[\x20-\x7e]$/.test(part) || KNOWN.test(part)) return part;
  if (/^\s$/u.test(part)) return " ";
  return letter(part);
}
