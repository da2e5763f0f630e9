/** The formatter: one way to lay out the code of a policy. It moves white space only; prose stays as it is. */
import { Problems } from "./diagnostics.ts";
import type { Declaration, ExampleDeclaration } from "./generated/ast.ts";
import { type Item, LineFiller } from "./line-filler.ts";
import { type Block, readMarkdown } from "./markdown.ts";
import { parse, type Token, tokenize } from "./parser.ts";
import { isTooDeep } from "./syntax.ts";

/**
 * The text with its code laid out. Tokens and comments stay as they are and in their order, so the policy is the
 * same; formatting twice is formatting once. A block that cannot be read stays as it is.
 *
 *     formatPolicy("```policy\nrule a(x:P)when b(x)\n```\n")
 *     // "```policy\nrule a(x: P)\n  when b(x)\n```\n"
 */
export function formatPolicy(text: string): string {
  const { blocks } = readMarkdown(text, new Problems(text, ""));
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
  let formatted = "";
  let at = 0;
  for (const block of blocks) {
    const code = text.slice(block.offset, block.end);
    const lines = formatBlock(code);
    formatted += text.slice(at, block.offset);
    formatted += lines === undefined ? code : inBlock(lines, block, code, lineEnd);
    at = block.end;
  }
  return formatted + text.slice(at);
}

function inBlock(lines: readonly string[], block: Block, code: string, lineEnd: string): string {
  const whole = lines.map((line) => (line === "" ? "" : block.indent + line)).join(lineEnd);
  // A block that the file's end closes may lack its last line end.
  return /[\r\n]$/.test(code) ? whole + lineEnd : whole;
}

/** The lines of a block, or undefined where there is nothing to format or it cannot be read. */
function formatBlock(code: string): string[] | undefined {
  const { tokens, comments, strange } = tokenize(code);
  if (tokens.length + comments.length === 0 || strange.length > 0 || isTooDeep(tokens)) return undefined;
  const { document, stuck } = parse(code);
  if (stuck !== undefined) return undefined;
  const items = itemsOf(code, tokens, comments);
  const starts = startsOf(document.declarations, items);
  const filler = new LineFiller();
  let declaration: Declaration | undefined;
  let ranges = document.declarations.map((node) => ({ node, offset: node.$cstNode!.offset }));
  for (const [at, item] of items.entries()) {
    const next = items.slice(at).find(({ isComment }) => !isComment);
    const begins = next !== undefined && ranges[0]?.offset === next.offset;
    if (item.isComment && item.isFirstOnLine) {
      const outside = begins || next === undefined;
      filler.ownLine(item, outside ? 0 : indentBefore(next, declaration, starts));
      continue;
    }
    if (item.isComment) {
      filler.trailing(item);
      continue;
    }
    if (begins) {
      declaration = ranges[0]!.node;
      ranges = ranges.slice(1);
      filler.startLine(0, 4, item.hasBlankBefore || needsBlank(declaration) ? "blank" : "line");
    } else if (starts.has(item.offset)) filler.startLine(2, 6, item.hasBlankBefore ? "blank" : "line");
    else if (filler.depth === 0 && isRule(declaration)) breakRule(item, filler);
    filler.add(item, hasHead(declaration) && !filler.isInBody);
  }
  return filler.finished();
}

const isRule = (node: Declaration | undefined): boolean =>
  node?.$type === "RuleDeclaration" || node?.$type === "NeverDeclaration";

/** Title, source and reach of these may go on in a line of their own. */
const hasHead = (node: Declaration | undefined): boolean =>
  isRule(node) || node?.$type === "RecordDeclaration" || node?.$type === "ParameterDeclaration";

/** These stand apart from what comes before them. */
const needsBlank = (node: Declaration): boolean => isRule(node) || node.$type === "WorldDeclaration";

/** `when`, `or` and `unless` begin lines, and what follows them is aligned. */
function breakRule(item: Item, filler: LineFiller): void {
  if (item.type === "when") filler.startLine(2, 7, "line", "body");
  else if (item.type === "or" && filler.isInBody) filler.startLine(2, 7, "line", "body");
  else if (item.type === "unless") filler.startLine(2, 9, "line", "body");
}

/** How far a comment of its own is indented: as what it stands before. */
function indentBefore(
  next: Item | undefined,
  declaration: Declaration | undefined,
  starts: ReadonlySet<number>,
): number {
  if (next === undefined || starts.has(next.offset)) return 2;
  const isClause = ["when", "or", "unless"].includes(next.type);
  return isRule(declaration) && !isClause ? 7 : declaration?.$type === "ExampleDeclaration" ? 4 : 2;
}

/** Where the lines inside of worlds and examples begin. */
function startsOf(declarations: readonly Declaration[], items: readonly Item[]): Set<number> {
  const starts = new Set<number>();
  for (const node of declarations) {
    if (node.$type === "WorldDeclaration")
      for (const { $cstNode } of node.facts) if ($cstNode !== undefined) starts.add($cstNode.offset);
    if (node.$type === "ExampleDeclaration" && (node.groups.length > 1 || !fitsOneLine(node, items)))
      for (const offset of groupsOf(node)) starts.add(offset);
  }
  return starts;
}

/** Where the groups of expectations begin: the day of the first may have been read as that of the last fact. */
function groupsOf({ groups, given }: ExampleDeclaration): number[] {
  const lent = given[given.length - 1]?.days.at(-1);
  return groups.flatMap((group) => {
    const node = group.day === undefined && lent?.form === "on" ? lent.$cstNode : group.$cstNode;
    return node === undefined ? [] : [node.offset];
  });
}

function fitsOneLine({ $cstNode }: Declaration, items: readonly Item[]): boolean {
  const { offset, end } = $cstNode!;
  const filler = new LineFiller();
  for (const item of items)
    if (!item.isComment && item.offset >= offset && item.offset < end) filler.add(item, false);
  return filler.finished().length === 1;
}

/** Tokens and comments in the order of the text, each with what stood before it. */
function itemsOf(code: string, tokens: readonly Token[], comments: readonly Token[]): Item[] {
  const all = [...tokens, ...comments].sort((a, b) => a.offset - b.offset);
  let end = 0;
  return all.map((token): Item => {
    const lineEnds = code.slice(end, token.offset).match(/\r\n|\r|\n/g)?.length ?? 0;
    const isComment = token.type === "COMMENT";
    const isFirstOnLine = lineEnds > 0 || end === 0;
    end = token.end;
    const image = token.type === "OR_MORE" ? "or more" : token.image.trimEnd();
    return {
      image,
      type: token.type,
      offset: token.offset,
      isComment,
      isFirstOnLine,
      hasBlankBefore: lineEnds > 1,
    };
  });
}
