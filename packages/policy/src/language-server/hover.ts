/** What is said of the word under the pointer. */
import type { Range } from "../language/diagnostics.ts";
import type { Declaration } from "../language/generated/ast.ts";
import { PLAIN_KINDS } from "../policy.ts";
import { type Analysis, declarationAt, mentionAt, signatureOf } from "./analysis.ts";
import { KEYWORDS } from "./keywords.ts";
import type { Mention } from "./mentions.ts";

export interface Told extends Range {
  /** Markdown. */
  readonly value: string;
}

/** Rules longer than this are shown by their heads. */
const LONGEST_SHOWN = 16;

/** Text of the policy's author, as Markdown that shows it as it is. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>&#|~]/g, "\\$&");
const code = (text: string): string => `\`\`\`policy\n${text}\n\`\`\``;

/** What is to be said at an offset; undefined where nothing is. */
export function hoverAt(analysis: Analysis, offset: number): Told | undefined {
  const isInCode = analysis.markdown.blocks.some((block) => block.offset <= offset && offset < block.end);
  if (!isInCode) return undefined;
  const mention = mentionAt(analysis, offset);
  if (mention !== undefined) {
    const value = ofMention(analysis, mention);
    return value === undefined ? undefined : { offset: mention.offset, end: mention.end, value };
  }
  const word = wordAt(analysis.markdown.code, offset);
  const said = word === undefined ? undefined : KEYWORDS[word.text];
  return said === undefined ? undefined : { ...word!, value: said };
}

function wordAt(text: string, offset: number): (Range & { readonly text: string }) | undefined {
  let [start, end] = [offset, offset];
  while (start > 0 && /\w/.test(text[start - 1]!)) start--;
  while (end < text.length && /\w/.test(text[end]!)) end++;
  return start === end ? undefined : { offset: start, end, text: text.slice(start, end) };
}

function ofMention(analysis: Analysis, mention: Mention): string | undefined {
  switch (mention.sort) {
    case "predicate":
      return predicateText(analysis, mention.name);
    case "kind":
      return kindText(analysis, mention.name);
    case "parameter":
    case "world":
    case "clause":
      return declaredText(analysis, mention);
    case "column":
      return columnText(analysis, mention);
  }
}

/** A record or what rules derive: how it is asked, what it says, where it comes from. For completions too. */
export function predicateText({ names, declarations, lines }: Analysis, name: string): string | undefined {
  const declared = names.records.get(name) ?? names.predicates.get(name);
  if (declared === undefined) return undefined;
  const own = declarations.filter(
    (node) =>
      (node.$type === "RuleDeclaration" || node.$type === "RecordDeclaration") &&
      node.name?.normalize("NFC") === name,
  );
  const [first] = own;
  const isShort = first?.$cstNode !== undefined && lineCount(first) <= LONGEST_SHOWN;
  const parts = [
    isShort ? code(first.$cstNode!.text) : code(`${declared.role} ${signatureOf(name, declared.columns)}`),
  ];
  if (!isShort && declared.title !== undefined) parts.push(plain(declared.title));
  if (declared.source !== undefined) parts.push(`_Source: ${plain(declared.source)}_`);
  if (own.length > 1) {
    const places = own.map(({ $cstNode }) => lines.positionOf($cstNode?.offset ?? 0).line + 1);
    parts.push(`${own.length} rules unite, in lines ${places.join(", ")}.`);
  }
  return parts.join("\n\n");
}

const lineCount = ({ $cstNode }: Declaration): number => ($cstNode?.text.match(/\n/g)?.length ?? 0) + 1;

function kindText({ names }: Analysis, name: string): string | undefined {
  const plainKind = PLAIN_KINDS.find((kind) => kind === name);
  if (plainKind !== undefined) return `\`${name}\`: a kind of plain values.`;
  const kind = names.kindList.find((each) => each.name === name);
  if (kind === undefined) return undefined;
  const below = names.kindList.filter(({ parent }) => parent === name).map((each) => `\`${each.name}\``);
  const parent = kind.parent === undefined ? "" : `; every \`${name}\` is a \`${kind.parent}\``;
  return `\`${name}\`: a kind of things${parent}.${below.length === 0 ? "" : ` Kinds of it: ${below.join(", ")}.`}`;
}

/** The declaration as it is written. */
function declaredText({ declarations, mentions }: Analysis, mention: Mention): string | undefined {
  const at = mentions.find(
    ({ sort, name, isDeclaration }) => isDeclaration && sort === mention.sort && name === mention.name,
  );
  const node =
    at === undefined
      ? undefined
      : declarations.find(
          ({ $cstNode }) => $cstNode !== undefined && $cstNode.offset <= at.offset && at.end <= $cstNode.end,
        );
  if (node?.$cstNode === undefined) return undefined;
  const text = node.$cstNode.text.split("\n");
  return code(
    text.length <= LONGEST_SHOWN ? text.join("\n") : `${text.slice(0, LONGEST_SHOWN).join("\n")}\n// ...`,
  );
}

function columnText(analysis: Analysis, mention: Mention): string | undefined {
  const kind = kindOfColumn(analysis, mention);
  const where = declarationAt(analysis, mention.offset);
  const what = where?.$type === "RecordDeclaration" ? "a column" : "a variable of this rule";
  return kind === undefined
    ? `\`${mention.name}\`: ${what}.`
    : `\`${mention.name}: ${kind}\`: ${what}. ${kindText(analysis, kind) ?? ""}`.trimEnd();
}

/** The kind of a variable: as the head says it, or the first condition in which it stands. */
export function kindOfColumn(
  analysis: Analysis,
  { name, scope }: Pick<Mention, "name" | "scope">,
): string | undefined {
  const { declarations, names } = analysis;
  const node = declarations.find(({ $cstNode }) => $cstNode?.offset === scope);
  if (node === undefined) return undefined;
  if (node.$type === "RecordDeclaration" || node.$type === "RuleDeclaration") {
    const column = node.columns.find((each) => each.name?.normalize("NFC") === name);
    if (column !== undefined) return column.kind?.$refText;
  }
  // A condition's columns are its predicate's: `covered(institute)` says what an institute is.
  const text = node.$cstNode!.text;
  for (const [, predicate, inner] of text.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\(([^()]*)\)/gu)) {
    const at = inner!.split(",").findIndex((term) => term.trim().normalize("NFC") === name);
    const declared = names.records.get(predicate!) ?? names.predicates.get(predicate!);
    const kind = declared?.columns[at]?.kind;
    if (at >= 0 && kind !== undefined) return kind;
  }
  return undefined;
}
