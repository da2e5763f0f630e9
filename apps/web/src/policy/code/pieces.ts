/**
 * A policy's code in pieces, for colours and links. It knows no grammar: the language server does, and this is quick enough to be done
 * before anything is shown.
 */

export type PieceSort = "keyword" | "word" | "declared" | "kind" | "value" | "text" | "comment" | "plain";

export interface Piece {
  readonly text: string;
  readonly sort: PieceSort;
}

/** The words of the language, as docs/language.md has them. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "kind record rule entitlement parameter never world example when or unless since until within throughout the " +
    "from on before through begins ends after not to source reach of given breaks in is last next more"
  ).split(" "),
);
const UNITS = new Set(["day", "days", "month", "months", "year", "years"]);
const DECLARING = new Set(["kind", "record", "rule", "entitlement", "parameter", "world"]);

const PIECE =
  /(?<comment>\/\/[^\n]*)|(?<text>"(?:\\.|[^"\\\n])*"?)|(?<entity>@(?:"[^"\n]*"|[\w.:/-]*))|(?<day>\d+-\d+-\d+)|(?<number>\d+(?:\.\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}_]*)/gu;

/** The pieces of some code, in their order; together they are the code. */
export function piecesOf(code: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let declaring: string | undefined;
  const add = (text: string, sort: PieceSort): void => {
    if (text !== "") pieces.push({ text, sort });
  };
  for (const match of code.matchAll(PIECE)) {
    add(code.slice(at, match.index), "plain");
    const [text] = match;
    at = match.index + text.length;
    const groups = match.groups!;
    if (groups.comment !== undefined) add(text, "comment");
    else if (groups.text !== undefined) add(text, "text");
    else if (groups.word === undefined) add(text, "value");
    else if (declaring !== undefined && !KEYWORDS.has(text)) {
      add(text, "declared");
      // Several kinds are declared at once.
      if (declaring !== "kind" || !/^\s*,/.test(code.slice(at))) declaring = undefined;
    } else {
      const isCall = code[at] === "(";
      const isKeyword = KEYWORDS.has(text) || UNITS.has(text);
      add(
        text,
        isKeyword && !isCall ? "keyword" : isCall ? "word" : /^\p{Lu}/u.test(text) ? "kind" : "plain",
      );
      const isFirst = /(^|\n)\s*$/.test(code.slice(0, match.index));
      declaring = isFirst && DECLARING.has(text) ? text : undefined;
    }
  }
  add(code.slice(at), "plain");
  return pieces;
}

/** What a policy's blocks of code declare. */
export function declaredIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, code] of text.matchAll(/^ {0,3}```policy[^\n]*\n([\s\S]*?)^ {0,3}```\s*$/gm))
    for (const { text: name, sort } of piecesOf(code!)) if (sort === "declared") found.add(name);
  return found;
}

/** Every source that the code cites, with the names of what cites it, in the order of the text. */
export function sourcesIn(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, code] of text.matchAll(/^ {0,3}```policy[^\n]*\n([\s\S]*?)^ {0,3}```\s*$/gm)) {
    let declared = "";
    let isSource = false;
    for (const { text: piece, sort } of piecesOf(code!)) {
      if (sort === "declared") declared = piece;
      else if (sort === "keyword" && piece === "never") declared = "";
      else if (sort === "text" && isSource) {
        const source = piece.replace(/^"|"$/g, "");
        const users = found.get(source) ?? [];
        if (declared !== "" && !users.includes(declared)) users.push(declared);
        found.set(source, users);
      }
      if (piece.trim() !== "") isSource = sort === "keyword" && piece === "source";
    }
  }
  return found;
}

/** Where a word stands declared on the page. */
export const wordId = (name: string): string => `word-${name}`;
/** Where a source stands in the list of sources. */
export const sourceId = (source: string): string =>
  `source-${source.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")}`;
