/** A web page as a line of pieces: `<sup>` holds marks, links lead to ORCID iDs and mail addresses. Nothing is fetched or run. */
import { collaborationIn } from "./flow.ts";
import { marksIn, type Piece } from "./pieces.ts";

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  dagger: "†",
  Dagger: "‡",
  sect: "§",
  para: "¶",
  ndash: "\u2013",
  mdash: "\u2014",
  rsquo: "\u2019",
  lsquo: "\u2018",
  middot: "·",
  szlig: "ß",
  oslash: "ø",
  Oslash: "Ø",
  aelig: "æ",
  AElig: "Æ",
  aring: "å",
  Aring: "Å",
};
const ACCENTS: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circ: "\u0302",
  tilde: "\u0303",
  uml: "\u0308",
  caron: "\u030c",
  cedil: "\u0327",
};

/**
 * Text with HTML's names for letters as letters; names that nobody knows stay as they stand.
 *
 *     withoutEntities("M&uuml;ller &#38; Co")   // "Müller & Co"
 */
export function withoutEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]\w{1,20}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) {
        const accent = /^([A-Za-z])(grave|acute|circ|tilde|uml|caron|cedil)$/.exec(name);
        if (accent !== null) return (accent[1]! + ACCENTS[accent[2]!]!).normalize("NFC");
        return NAMED[name] ?? whole;
      }
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      const isCharacter = code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : " ";
    },
  );
}

const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*(?:>|$)|<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([A-Za-z][\w:-]*)([^>]*)(?:>|$)|[^<]+|</gi;
const LINES = new Set(["br", "li", "tr", "dt", "dd", "td"]);
const PARAGRAPHS = new Set([
  "p",
  "div",
  "ul",
  "ol",
  "dl",
  "table",
  "h1",
  "h2",
  "h3",
  "h4",
  "section",
  "article",
  "header",
  "footer",
  "main",
  "hr",
]);

/** The pieces of a web page. */
export function htmlPieces(html: string): Piece[] {
  const pieces: Piece[] = [];
  let line = 1;
  let raised: string | undefined;
  let skipped = "";
  let heading: string | undefined;
  for (const [whole, , closes, written, attributes = ""] of html.matchAll(TOKEN)) {
    const name = (written ?? "").toLowerCase();
    if (written !== undefined) {
      if (name === "sup")
        if (closes === "") raised = "";
        else if (raised !== undefined) {
          pieces.push({ kind: "mark", marks: marksIn(raised), line });
          raised = undefined;
        }
      if (closes === "" && name === "a") {
        const target = /href\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1] ?? "";
        const orcid = /orcid\.org\/([\dXx-]+)/i.exec(target)?.[1];
        if (orcid !== undefined) pieces.push({ kind: "orcid", text: orcid, line });
        else if (/^mailto:/i.test(target))
          pieces.push({ kind: "email", text: withoutEntities(target.slice(7)), line });
        // What such a link shows is no part of a name.
        skipped = orcid !== undefined || /^mailto:/i.test(target) ? "a" : "";
      } else if (closes !== "" && name === skipped) skipped = "";
      if (/^h[1-6]$/.test(name))
        if (closes === "") heading = "";
        else if (heading !== undefined) {
          // Of headings only a collaboration's name is part of the list.
          if (collaborationIn(heading) !== undefined) pieces.push({ kind: "text", text: heading, line });
          heading = undefined;
        }
      if (LINES.has(name) || PARAGRAPHS.has(name))
        pieces.push({ kind: "break", line, isStrong: PARAGRAPHS.has(name) });
    } else if (whole !== undefined && !whole.startsWith("<") && skipped === "") {
      const text = withoutEntities(whole).replace(/\s+/gu, " ");
      if (heading !== undefined) heading += text;
      else if (raised === undefined) pieces.push({ kind: "text", text, line });
      else raised += text;
    }
    for (let at = whole.indexOf("\n"); at >= 0; at = whole.indexOf("\n", at + 1)) line++;
  }
  return pieces;
}
