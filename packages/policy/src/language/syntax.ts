/** Code to declarations. What is not in order is reported once for each declaration, with what could stand there. */
import type { Problems, Range } from "./diagnostics.ts";
import { adviceFor, expectation } from "./expected.ts";
import type { Declaration } from "./generated/ast.ts";
import type { Markdown } from "./markdown.ts";
import { nextTypes, parse, type Token, tokenize } from "./parser.ts";

/** The words that begin a declaration. */
export const STARTERS: ReadonlySet<string> = new Set([
  "kind",
  "parameter",
  "record",
  "rule",
  "entitlement",
  "never",
  "world",
  "example",
]);

export interface Syntax {
  readonly declarations: readonly Declaration[];
  /** Declarations that are not in order: their names count as declared, nothing more is checked in them. */
  readonly broken: ReadonlySet<Declaration>;
}

/** Deeper brackets than anybody writes; each takes a dozen calls of the parser. */
const DEEPEST = 20;
/** The longest chain of words and operators that no comma divides. */
const LONGEST_CHAIN = 400;

/** Parses the code of a Markdown file and reports what is not in order. */
export function readSyntax({ code, blocks }: Markdown, problems: Problems): Syntax {
  if (isPlainlyWritten(code)) {
    const { document, stuck, isStrange } = parse(code);
    if (stuck === undefined && !isStrange) {
      const acrossBlocks = document.declarations.filter((declaration) =>
        reportAcrossBlocks(declaration, blocks, problems),
      );
      return { declarations: document.declarations, broken: new Set(acrossBlocks) };
    }
  }
  const { tokens, strange } = tokenize(code);
  // Where a block is not closed, what looks wrong in it may be prose.
  const isSure = ({ offset }: Range): boolean =>
    !blocks.some((block) => block.isOpen && offset >= block.offset && offset < block.end);
  const unclosed = tokens.filter(isUnclosedText);
  for (const range of strange.filter(isSure)) reportStrange(code, range, problems);
  for (const token of unclosed.filter(isSure)) reportUnclosedText(token, problems);
  const declarations: Declaration[] = [];
  const broken = new Set<Declaration>();
  for (const segment of segmentsOf(code, tokens, blocks)) {
    const isInside = ({ offset }: Range): boolean => offset >= segment.offset && offset < segment.end;
    const isStrange = strange.some(isInside);
    const isReported = isStrange || unclosed.some(isInside) || !isSure(segment);
    const found = readSegment(code, segment, isReported, problems);
    declarations.push(...found.declarations);
    if (found.isBroken || isStrange) for (const declaration of found.declarations) broken.add(declaration);
  }
  return { declarations, broken };
}

/** Texts, entities and comments; a quotation mark alone begins a text that does not end. */
const QUOTED = /"(?:\\.|[^"\\\r\n])*"|@[A-Za-z0-9_.:/-]+|\/\/[^\r\n]*|"/g;

/** More letters between brackets and commas than fit into the longest chain. */
const LONGEST_STRETCH = 1_500;

/** Whether every text is closed and nothing nested deeply, as far as a glance tells: nearly always, and then enough. */
function isPlainlyWritten(code: string): boolean {
  for (const [quoted] of code.matchAll(QUOTED)) if (quoted === '"') return false;
  let depth = 0;
  let letters = 0;
  for (let at = 0; at < code.length; at++) {
    const letter = code[at]!;
    if (letter === " " || letter === "\n" || letter === "\r") continue;
    letters = letter === "," || letter === "(" || letter === ")" ? 0 : letters + 1;
    if (letter === "(" || letter === "[") depth++;
    else if (letter === ")" || letter === "]") depth = Math.max(0, depth - 1);
    if (depth > DEEPEST || letters > LONGEST_STRETCH) return false;
  }
  return true;
}

interface Segment extends Range {
  readonly tokens: readonly Token[];
  readonly isLastOfBlock: boolean;
}

/** Cuts the code where a declaration begins, as far as lines and words tell. */
function segmentsOf(code: string, tokens: readonly Token[], blocks: readonly Range[]): Segment[] {
  const segments: Segment[] = [];
  for (const block of blocks) {
    const inside = tokens.filter(({ offset }) => offset >= block.offset && offset < block.end);
    const starts = inside.flatMap((token, at) => {
      const isFirst = at === 0;
      const next = inside[at + 1];
      const begins =
        STARTERS.has(token.type) &&
        isFirstOnLine(code, token.offset) &&
        (next === undefined || !/^[(),:=<>!+*/\]-]/.test(next.image));
      return isFirst || begins ? [at] : [];
    });
    starts.forEach((start, at) => {
      const next = starts[at + 1];
      const own = inside.slice(start, next);
      const end = next === undefined ? block.end : inside[next]!.offset;
      segments.push({ offset: own[0]!.offset, end, tokens: own, isLastOfBlock: next === undefined });
    });
  }
  return segments;
}

function isFirstOnLine(code: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (code[at] === " " || code[at] === "\t")) at--;
  return at < 0 || code[at] === "\n" || code[at] === "\r";
}

/** Parses one segment alone, at its own place. */
function readSegment(
  code: string,
  segment: Segment,
  isReported: boolean,
  problems: Problems,
): { declarations: readonly Declaration[]; isBroken: boolean } {
  const [first] = segment.tokens;
  if (isTooDeep(segment.tokens)) {
    problems.error(
      "nested-too-deeply",
      first!,
      "this declaration is nested too deeply to be read",
      "give the inner conditions rules of their own",
    );
    return { declarations: [], isBroken: true };
  }
  const text = " ".repeat(segment.offset) + code.slice(segment.offset, segment.end);
  const { document, stuck } = parse(text);
  if (stuck === undefined) return { declarations: document.declarations, isBroken: false };
  if (!isReported) reportStuck(text, segment, stuck.offset, problems);
  return { declarations: document.declarations, isBroken: true };
}

/** Says what could stand where the parser got stuck. */
function reportStuck(text: string, segment: Segment, offset: number | undefined, problems: Problems): void {
  const { tokens } = segment;
  const reported = offset === undefined ? -1 : tokens.findIndex((token) => token.offset === offset);
  let at = reported < 0 ? tokens.length : reported;
  let next = nextTypes(text, at);
  // The parser gives up where a choice begins; go on for as long as some choice fits.
  while (at < tokens.length && next.has(tokens[at]!.type)) next = nextTypes(text, ++at);
  if (next.size === 0) {
    at = reported < 0 ? tokens.length : reported;
    next = nextTypes(text, at);
  }
  const token = tokens[at];
  const last = tokens[tokens.length - 1]!;
  const found =
    token !== undefined
      ? `\`${clipped(token.image)}\``
      : segment.isLastOfBlock
        ? "the end of the block"
        : "the next declaration";
  const place = token ?? { offset: last.end, end: last.end + 1 };
  problems.error(
    "syntax",
    place,
    `expected ${expectation(next, tokens[at - 1])} here; found ${found}`,
    adviceFor(tokens.slice(0, at), token, tokens[at + 1], next),
  );
}

/** Whether reading would go deeper than the call stack may be. */
export function isTooDeep(tokens: readonly Token[]): boolean {
  let depth = 0;
  let chain = 0;
  for (const { type } of tokens) {
    if (type === "(" || type === "[") depth++;
    else if (type === ")" || type === "]") depth = Math.max(0, depth - 1);
    chain = type === "," || STARTERS.has(type) || type === ")" || type === ":" ? 0 : chain + 1;
    if (depth > DEEPEST || chain > LONGEST_CHAIN) return true;
  }
  return false;
}

const LONGEST_FOUND = 40;
const clipped = (image: string): string =>
  image.length > LONGEST_FOUND ? `${image.slice(0, LONGEST_FOUND)}...` : image;

/** What people type, or paste from a word processor, for a letter of the language. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "\u201c": 'text stands in straight quotes: `"`',
  "\u201d": 'text stands in straight quotes: `"`',
  "\u201e": 'text stands in straight quotes: `"`',
  "\u00ab": 'text stands in straight quotes: `"`',
  "\u00bb": 'text stands in straight quotes: `"`',
  "'": 'text stands in double quotes: `"`',
  "\u2018": 'text stands in straight double quotes: `"`',
  "\u2019": 'text stands in straight double quotes: `"`',
  "\u2212": "the minus sign is `-`",
  "\u2013": "the minus sign is `-`",
  "\u2014": "the minus sign is `-`",
  "\u2264": "write `<=`",
  "\u2265": "write `>=`",
  "\u2260": "write `!=`",
  "\u00d7": "write `*`",
  "\u00f7": "write `/`",
  ";": "conditions are joined by `,`; a declaration ends where the next one begins",
  "&": "conditions are joined by `,`",
  "|": "alternatives are joined by `or`",
  "!": "write `unless` for what is taken away, `!=` for unequal",
  "#": "a comment begins with `//`",
  "%": "a percentage is a plain number",
  ".": "a declaration ends where the next one begins, without a full stop",
};

function reportStrange(code: string, { offset, end }: Range, problems: Problems): void {
  const letter = String.fromCodePoint(code.codePointAt(offset) ?? 0xfffd);
  const point = `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  const isDayWithDots =
    letter === "." && /\d/.test(code[offset - 1] ?? "") && /\d/.test(code[offset + 1] ?? "");
  const isVisible = /^[^\p{C}\p{Z}\p{M}]$/u.test(letter);
  problems.error(
    "strange-character",
    { offset, end: Math.max(end, offset + 1) },
    isVisible ? `\`${letter}\` is no part of the language` : `an invisible character (${point}) stands here`,
    isDayWithDots
      ? "a day is written `2024-11-30`"
      : isVisible
        ? LOOKALIKES[letter]
        : "delete it and write a space if one is needed",
  );
}

function isUnclosedText(token: Token): boolean {
  const isText = token.type === "STRING" || (token.type === "ENTITY" && token.image.startsWith('@"'));
  return isText && !/^@?"(\\.|[^"\\])*"$/.test(token.image);
}

function reportUnclosedText(token: Token, problems: Problems): void {
  problems.error("text-not-closed", token, "this text is not closed on its line", 'write `"` at its end');
}

/** A declaration stands in one block: what looks like two would be read, and printed, as two. */
function reportAcrossBlocks(declaration: Declaration, blocks: readonly Range[], problems: Problems): boolean {
  const node = declaration.$cstNode;
  if (node === undefined) return false;
  const block = blocks.find(({ offset, end }) => offset <= node.offset && node.offset < end);
  if (block === undefined || node.end <= block.end) return false;
  problems.error(
    "declaration-across-blocks",
    { offset: node.offset, end: Math.min(node.end, block.end) },
    "this declaration goes on in another block",
    "write it whole in one block",
  );
  return true;
}
