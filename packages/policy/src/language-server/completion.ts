/** What can be written where the cursor stands: what the grammar lets follow, and of names those that fit. */

import { nextTypes, type Token, tokenize } from "../language/parser.ts";
import { STARTERS } from "../language/syntax.ts";
import { PLAIN_KINDS } from "../policy.ts";
import { type Analysis, signatureOf } from "./analysis.ts";
import { kindOfColumn, predicateText } from "./hover.ts";
import { KEYWORDS } from "./keywords.ts";
import { COMPLETION, type CompletionItem } from "./protocol.ts";

const UNITS = ["day", "days", "month", "months", "year", "years"];

/** Words of the language that may be names too: where a name may stand, they are not meant. */
const ALSO_NAMES = new Set(
  ["is", "in", "of", "reach", "source", "given", "breaks", "last", "next", ...UNITS].concat([
    "kind",
    "parameter",
    "record",
    "rule",
    "entitlement",
    "world",
    "example",
  ]),
);

/** Where the declaration begins in which somebody writes: at the last of its words that stands first on a line. */
function beginningOf(code: string, from: number, to: number): number {
  const lines = code.slice(from, to).matchAll(/^[ \t]*([a-z]+)/gm);
  let begins = from;
  for (const match of lines) if (STARTERS.has(match[1]!)) begins = from + match.index;
  return begins;
}

/** What can be written at an offset; nothing outside of the code. */
export function completionsAt(analysis: Analysis, offset: number): CompletionItem[] {
  const { code, blocks } = analysis.markdown;
  const block = blocks.find((each) => each.offset <= offset && offset <= each.end);
  if (block === undefined) return [];
  const written = /[\p{L}\p{N}_@]*$/u.exec(code.slice(block.offset, offset))![0];
  const before = code.slice(0, offset - written.length);
  const begins = beginningOf(code, block.offset, before.length);
  const { tokens } = tokenize(" ".repeat(begins) + before.slice(begins));
  if (isInText(before.slice(begins))) return [];
  const text = before.slice(begins);
  const next = nextTypes(text, tokens.length);
  const context: Context = { analysis, tokens, next, begins, at: before.length };
  const items = [...names(context), ...keywords(context)];
  const seen = new Set<string>();
  return items.filter(({ label }) => !seen.has(label) && seen.add(label) !== undefined);
}

/** Whether the last line leaves a text open, or is a comment. */
function isInText(text: string): boolean {
  const line = text.slice(text.lastIndexOf("\n") + 1).replace(/\\./g, "");
  const quotes = line.match(/"/g)?.length ?? 0;
  return quotes % 2 === 1 || /^[^"]*\/\//.test(line);
}

interface Context {
  readonly analysis: Analysis;
  /** Of this declaration, before the cursor's word. */
  readonly tokens: readonly Token[];
  readonly next: ReadonlySet<string>;
  readonly begins: number;
  /** Where the cursor's word begins. */
  readonly at: number;
}

function keywords({ next, tokens }: Context): CompletionItem[] {
  if (callAround(tokens) !== undefined) return [];
  // What an example expects may be that a clause is broken.
  const isName = (type: string): boolean =>
    ALSO_NAMES.has(type) && !(type === "breaks" && tokens[0]?.type === "example");
  return [...next]
    .filter((type) => /^[a-z]+$/.test(type) && !(next.has("ID") && isName(type)))
    .map((type) => {
      const said = KEYWORDS[type];
      return {
        label: type,
        kind: COMPLETION.keyword,
        sortText: UNITS.includes(type) ? `4${type}` : `3${type}`,
        ...(said === undefined ? {} : { documentation: { kind: "markdown" as const, value: said } }),
      };
    });
}

/** The condition whose columns are being written, and which of them. */
function callAround(
  tokens: readonly Token[],
): { readonly predicate: string; readonly at: number } | undefined {
  let depth = 0;
  let at = 0;
  for (let k = tokens.length - 1; k >= 0; k--) {
    const { type } = tokens[k]!;
    if (type === ")") depth++;
    else if (type === "," && depth === 0) at++;
    else if (type === "(" && depth-- === 0) {
      const name = tokens[k - 1];
      const isName = name !== undefined && (name.type === "ID" || ALSO_NAMES.has(name.type));
      return isName ? { predicate: name.image.normalize("NFC"), at } : undefined;
    }
  }
  return undefined;
}

function names(context: Context): CompletionItem[] {
  const { analysis, tokens, next } = context;
  const last = tokens.at(-1)?.type;
  const first = tokens[0]?.type;
  if (last === ":" || last === "is") return first === "example" ? conditions(context) : kinds(context);
  if (first === "example" && last === "in")
    return [...analysis.names.worlds.keys()].map((name) => ({ label: name, kind: COMPLETION.name }));
  if (last === "breaks") return clauses(context);
  if (tokens.length < 2 && first !== undefined) return [];
  const call = callAround(tokens);
  const isHead =
    ["record", "rule", "entitlement"].includes(first ?? "") && !tokens.some(({ type }) => type === "when");
  if (isHead) return [];
  if (call !== undefined) return terms(context, call);
  const begins = first !== undefined && (next.has("ID") || next.size === 0);
  return begins ? [...conditions(context), ...variables(context, undefined), ...parameters(context)] : [];
}

function kinds({ analysis, tokens }: Context): CompletionItem[] {
  const isParameter = tokens[0]?.type === "parameter";
  const plain = PLAIN_KINDS.filter((kind) => kind !== "Duration" || isParameter);
  return [
    ...analysis.names.kindList.map(({ name, parent }) => ({
      label: name,
      kind: COMPLETION.kind,
      ...(parent === undefined ? {} : { detail: `is ${parent}` }),
    })),
    ...plain.map((label) => ({ label, kind: COMPLETION.kind, sortText: `1${label}` })),
  ];
}

function conditions({ analysis, tokens }: Context): CompletionItem[] {
  const { records, predicates } = analysis.names;
  const isWorld = tokens[0]?.type === "world" || tokens.some(({ type }) => type === "given");
  const isDone = tokens.some(({ type }) => type === ":");
  const found = isWorld && !isDone ? [...records.values()] : [...records.values(), ...predicates.values()];
  return found
    .filter(({ role }) => role !== "never")
    .map(({ name, role, columns }) => {
      const said = predicateText(analysis, name);
      const places = columns.map((column, at) => `\${${at + 1}:${column.name}}`).join(", ");
      return {
        label: name,
        kind: COMPLETION.predicate,
        detail: `${role} ${signatureOf("", columns)}`,
        insertText: `${name}(${places})`,
        insertTextFormat: 2 as const,
        sortText: `2${name}`,
        ...(said === undefined ? {} : { documentation: { kind: "markdown" as const, value: said } }),
      };
    });
}

function clauses({ analysis }: Context): CompletionItem[] {
  return analysis.mentions
    .filter(({ sort, isDeclaration }) => sort === "clause" && isDeclaration)
    .map(({ name }) => ({ label: `"${name}"`, kind: COMPLETION.clause }));
}

/** Variables of this rule, those of the kind that is wanted first. */
function variables({ analysis, begins, at }: Context, wanted: string | undefined): CompletionItem[] {
  const declaration = analysis.declarations.find(
    ({ $cstNode }) => $cstNode !== undefined && $cstNode.offset >= begins && $cstNode.offset <= begins + 4,
  );
  const scope = declaration?.$cstNode?.offset ?? begins;
  const own = new Set(
    analysis.mentions
      // What is just being written is a variable too until it is complete: it is no completion of itself.
      .filter((each) => each.sort === "column" && each.scope === scope && each.offset !== at)
      .map(({ name }) => name),
  );
  return [...own].map((name) => {
    const kind = kindOfColumn(analysis, { name, scope });
    return {
      label: name,
      kind: COMPLETION.name,
      ...(kind === undefined ? {} : { detail: kind }),
      sortText: `${wanted !== undefined && kind === wanted ? "0" : "1"}${name}`,
    };
  });
}

function parameters({ analysis }: Context): CompletionItem[] {
  return [...analysis.names.parameters.values()].map(({ name, kind, title }) => ({
    label: name,
    kind: COMPLETION.value,
    detail: kind,
    sortText: `2${name}`,
    ...(title === undefined ? {} : { documentation: { kind: "markdown" as const, value: title } }),
  }));
}

/** Things that stand in the same column elsewhere in the policy: `@CERN`, `"member state"`. */
function written(
  { analysis }: Context,
  { predicate, at }: { readonly predicate: string; readonly at: number },
): CompletionItem[] {
  const found = new Set<string>();
  const { code } = analysis.markdown;
  for (const [, name, inner] of code.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\(([^()]*)\)/gu)) {
    if (name!.normalize("NFC") !== predicate) continue;
    const term = inner!.split(",")[at]?.trim() ?? "";
    if (/^(@[\w.:/-]+|@?"[^"]*")$/.test(term)) found.add(term);
  }
  return [...found].map((label) => ({ label, kind: COMPLETION.value, sortText: `2${label}` }));
}

function terms(
  context: Context,
  call: { readonly predicate: string; readonly at: number },
): CompletionItem[] {
  const { analysis, tokens } = context;
  const declared =
    analysis.names.records.get(call.predicate) ?? analysis.names.predicates.get(call.predicate);
  const column = declared?.columns[call.at];
  const isMadeUp = tokens[0]?.type === "world" || tokens[0]?.type === "example";
  const own = isMadeUp ? [] : variables(context, column?.kind);
  const named =
    column !== undefined && !isMadeUp && !own.some(({ label }) => label === column.name)
      ? [{ label: column.name, kind: COMPLETION.name, detail: column.kind, sortText: `0${column.name}` }]
      : [];
  return [...own, ...named, ...written(context, call)];
}
