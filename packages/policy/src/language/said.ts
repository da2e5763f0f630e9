/** What declarations say about themselves: their names, titles and sources. */
import type { Problems, Range } from "./diagnostics.ts";
import type { Column as ColumnNode, Declaration } from "./generated/ast.ts";
import { rangeOf, readText } from "./literals.ts";
import { didYouMean } from "./nearest.ts";

/** What a declaration says about itself in text. */
export interface Said {
  readonly title?: string;
  readonly source?: string;
}

export type SourceFor = (offset: number) => string | undefined;

/** The name of a node, in one normal form: `é` is `é` however it was typed. */
export function nameOf(node: { readonly name?: string }): string {
  return (node.name ?? "").normalize("NFC");
}

/** The place of a declaration's name: what is underlined when the declaration is at fault. */
export function nameRange(node: Declaration | ColumnNode): Range {
  const cst = node.$cstNode;
  const name = "name" in node ? node.name : undefined;
  if (cst === undefined || name === undefined) return rangeOf(node);
  // All but columns begin with a keyword.
  const keyword = node.$type === "Column" ? 0 : /^[a-z]*/.exec(cst.text)![0].length;
  const offset = cst.offset + Math.max(0, cst.text.indexOf(name, keyword));
  return { offset, end: offset + name.length };
}

/** Title and source as they are written, or the source that the prose gives. */
export function readSaid(
  titles: readonly { readonly text: string; $cstNode?: Range | undefined }[],
  sources: readonly { readonly text: string; $cstNode?: Range | undefined }[],
  fallback: string | undefined,
  problems: Problems,
): Said {
  for (const [what, nodes] of [
    ["title", titles],
    ["source", sources],
  ] as const)
    if (nodes.length > 1)
      problems.error(
        "said-twice",
        rangeOf(nodes[1]!),
        `this declaration has a second ${what}`,
        "leave one of them out",
      );
  const title = titles[0] === undefined ? undefined : readText(titles[0].text, rangeOf(titles[0]), problems);
  const source =
    sources[0] === undefined ? fallback : readText(sources[0].text, rangeOf(sources[0]), problems);
  return { ...(title === undefined ? {} : { title }), ...(source === undefined ? {} : { source }) };
}

/** Reports `{words}` in a title that are no column. */
export function checkTitle(
  title: string | undefined,
  at: Range,
  columns: readonly { readonly name: string }[],
  problems: Problems,
): void {
  for (const [, name] of (title ?? "").matchAll(/\{([^{}]*)\}/g)) {
    if (columns.some((column) => column.name === name)) continue;
    const help =
      didYouMean(
        name!,
        columns.map((column) => column.name),
      ) ??
      (columns.length === 0
        ? "it has no columns"
        : `its columns: ${columns.map((column) => `\`${column.name}\``).join(", ")}`);
    problems.error("unknown-column", at, `\`{${name}}\` in the title is no column`, help);
  }
}

/** Whether a name is new; reports where it is not. */
export function isNew(
  declared: { readonly name: string },
  known: ReadonlyMap<string, { readonly place: { readonly line: number } }>,
  at: Range,
  what: string,
  problems: Problems,
): boolean {
  const first = known.get(declared.name);
  if (first === undefined) return true;
  problems.error(
    "declared-twice",
    at,
    `the ${what} \`${declared.name}\` is declared twice`,
    `the first is in line ${first.place.line}`,
  );
  return false;
}
