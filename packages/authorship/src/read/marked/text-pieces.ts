/** Pasted text as a line of pieces: raised digits, digits that stuck to a name, marks in brackets, iDs and addresses. */
import { marksIn, type Piece } from "./pieces.ts";

const RAISED: Readonly<Record<string, string>> = Object.fromEntries(
  [..."⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁎˒"].map((letter, at) => [
    letter,
    "0123456789abcdefghijklmnoprstuvwxyz*,"[at]!,
  ]),
);
const RAISED_RUN = /[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁎˒]/u;
const LETTERED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁎˒";

/** Two letters that begin a name and are no mark. */
const PARTICLES = "da|de|di|do|du|el|al|la|le|ap|af|te|zu";
const MARK = "\\d{1,4}[a-z]?|[a-z]{1,2}|[*†‡§¶]+";
/** What a line begins with that explains a mark: `1 Institute`, `(a) Institute`, `2) Institute`, `3Institute`. */
const LEAD = new RegExp(
  `^\\s*(?:[([](${MARK})[)\\]]|(?!(?:${PARTICLES})\\s)(${MARK})(?:[).\\]:]\\s*|\\s+)|(\\d{1,4})|([*†‡§¶]+))\\s*(?=["“'‘(]?\\p{L}{2}|\\p{Lu}|\\d+\\p{L})`,
  "u",
);
/** Digits after a name, `Müller1,2`, `Müller 1`, and signs; only in lines of authors. */
const ATTACHED =
  /(?<=[\p{L}.)])\s?(\d{1,4}[a-z]?(?:\s*,\s*(?:\d{1,4}[a-z]?|[*†‡§¶]+)|,[a-z]{1,2}(?!\p{L}))*(?:\s*,?[*†‡§¶]+)*|[*†‡§¶]+(?:\s*,\s*\d{1,4})*)(?![\p{L}\d@-])/u;
const IN_BRACKETS = new RegExp(`[([]((?:${MARK})(?:\\s*(?:,|and|&)\\s*(?:${MARK}))*)[)\\]]`, "u");
const CARET = /\^\{?([\w*†‡§¶]+(?:\s*,\s*\^?[\w*†‡§¶]{1,4})*)\}?/u;
const ORCID =
  /\(?(?:ORCID(?:\s*iD)?:?\s*)?(?:https?:\/\/)?(?:www\.)?(?:orcid\.org\/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])\)?/u;
const MAIL = /[(<]?([\w.+%-]+@[\w-]+(?:\.[\w-]+)+)[)>]?/u;
/** One letter apart from the name: `Müller a,b`. */
const APART = /(?<=[\p{L}.])\s([a-z](?:\s?,\s?[a-z])*)(?=\s*(?:,\s|;|$))/u;

const IN_AUTHORS = new RegExp(
  [ORCID, MAIL, CARET, IN_BRACKETS, ATTACHED, APART].map(({ source }) => `(?:${source})`).join("|") +
    `|([${LETTERED}]+(?:\\s*,\\s*[${LETTERED}]+)*)`,
  "gu",
);

const lowered = (text: string): string => [...text].map((letter) => RAISED[letter] ?? letter).join("");

function authorLine(text: string, line: number): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to > from) pieces.push({ kind: "text", text: text.slice(from, to), line });
  };
  for (const match of text.matchAll(IN_AUTHORS)) {
    const [whole, orcid, mail, caret, brackets, attached, apart, raised] = match;
    plain(match.index);
    from = match.index + whole.length;
    if (orcid !== undefined) pieces.push({ kind: "orcid", text: orcid, line });
    else if (mail !== undefined) pieces.push({ kind: "email", text: mail, line });
    else {
      const marks = marksIn(
        (caret ?? brackets ?? attached ?? apart ?? lowered(raised ?? "")).replace(/\^/g, ""),
      );
      // `1*` is a number and a sign.
      const parted = marks.flatMap((mark) => mark.split(/(?<=\w)(?=[*†‡§¶])|(?<=[*†‡§¶])(?=\w)/u));
      pieces.push({ kind: "mark", marks: parted, line });
    }
  }
  plain(text.length);
  return pieces;
}

/** A line that explains a mark; raised marks further on in it begin further explanations. */
function definitionLine(mark: string, text: string, line: number): Piece[] {
  const pieces: Piece[] = [{ kind: "mark", marks: [mark], line }];
  for (const part of text.split(new RegExp(`([${LETTERED}]+)`, "u")))
    if (part === "") continue;
    else if (RAISED_RUN.test(part[0]!)) pieces.push({ kind: "mark", marks: marksIn(lowered(part)), line });
    else pieces.push({ kind: "text", text: part, line });
  return pieces;
}

/** Letters that explain something and stick to the names: `Müllera,b, Exampleb`. */
function withAttachedLetters(lines: readonly string[]): readonly string[] {
  const labels = lines.flatMap((line) => /^\s*([a-z])[).\s]\s*\p{Lu}/u.exec(line)?.[1] ?? []);
  if (labels.length === 0 || lines.some((line) => /\d/.test(line) && !LEAD.test(line))) return lines;
  const set = labels.join("");
  const end = new RegExp(`(?<=\\p{L}{2})([${set}](?:,[${set}])*)(?=,\\s|\\s+and\\s|;|\\s*$)`, "gu");
  return lines.map((line) => {
    if (LEAD.test(line)) return line;
    const names = line.split(/,\s+|\s+and\s+|;/).filter((name) => name.trim() !== "");
    const ended = line.match(end)?.length ?? 0;
    return names.length > 0 && ended >= names.length * 0.9 ? line.replace(end, "^{$1}") : line;
  });
}

/** arXiv's one line: `EXAMPLE Collaboration: A. Name (1), B. Other (1 and 2) ((1) Institute, (2) Other)`. */
function arxivLines(text: string): string | undefined {
  const at = text.search(/\(\(1\)\s/);
  if (at < 0 || !/\)\s*$/.test(text)) return undefined;
  const [, lead = ""] = /^((?:[^:(]{1,80}\s[Cc]ollaborations?,?\s*)+:)\s/.exec(text) ?? [];
  const authors = text.slice(lead.length, at);
  let rest = text.slice(at + 1).replace(/\)\s*$/, "");
  const lines = [...lead.replace(/:$/, "").split(/(?<=[Cc]ollaboration),\s*/), "", authors.trim(), ""];
  for (let number = 1; rest !== ""; number++) {
    rest = rest.replace(/^[,;\s]*\(\d+\)\s*/, "");
    const next = new RegExp(`[,;]\\s*\\(${number + 1}\\)\\s`).exec(rest);
    lines.push(`(${number}) ${next === null ? rest : rest.slice(0, next.index)}`);
    rest = next === null ? "" : rest.slice(next.index);
  }
  return lines.join("\n");
}

/** The pieces of pasted text. */
export function textPieces(text: string): Piece[] {
  const plain = text.replace(/\r\n?/g, "\n").replace(/[\u00a0\u2007\u202f]/g, " ");
  const lines = withAttachedLetters((arxivLines(plain.trim()) ?? plain).split("\n"));
  const pieces: Piece[] = [];
  let wasAuthors = true;
  for (const [at, written] of lines.entries()) {
    const line = at + 1;
    if (written.trim() === "") {
      pieces.push({ kind: "break", line, isStrong: true });
      continue;
    }
    const raised = new RegExp(`^\\s*([${LETTERED}]+)\\s*(?=\\p{L})`, "u").exec(written);
    const lead = raised ?? LEAD.exec(written);
    const mark = raised === null ? (lead?.[1] ?? lead?.[2] ?? lead?.[3] ?? lead?.[4]) : lowered(raised[1]!);
    if (lead !== null && mark !== undefined) {
      pieces.push(...definitionLine(mark, written.slice(lead[0].length), line));
      wasAuthors = false;
    } else {
      const isMore = !wasAuthors && pieces.at(-2)?.kind === "text";
      const found = isMore && !IN_BRACKETS.test(written) && !ATTACHED.test(written);
      // A name may run over the end of a line; its words stay apart.
      if (found) pieces.push({ kind: "text", text: ` ${written}`, line });
      else pieces.push(...authorLine(` ${written}`, line));
    }
    pieces.push({ kind: "break", line, isStrong: false });
  }
  return pieces;
}
