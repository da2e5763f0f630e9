/** A policy's text as an editor asks about it: also while it is being written, and much of it is not in order. */
import { type Names, readNames } from "../language/declare.ts";
import { Problems } from "../language/diagnostics.ts";
import type { Declaration } from "../language/generated/ast.ts";
import { type Markdown, readMarkdown } from "../language/markdown.ts";
import { readSyntax } from "../language/syntax.ts";
import { type Mention, mentionsOf } from "./mentions.ts";
import { TextLines } from "./text-lines.ts";

export interface Analysis {
  readonly text: string;
  readonly lines: TextLines;
  readonly markdown: Markdown;
  readonly declarations: readonly Declaration[];
  readonly names: Names;
  readonly mentions: readonly Mention[];
}

/** Reads what can be read. What is wrong is told elsewhere: see `readPolicy`. */
export function analyse(text: string): Analysis {
  const aside = new Problems(text, "");
  const markdown = readMarkdown(text, aside);
  const syntax = readSyntax(markdown, aside);
  const names = readNames(syntax, markdown.sourceFor, aside);
  const parameters = new Set(names.parameters.keys());
  return {
    text,
    lines: new TextLines(text),
    markdown,
    declarations: syntax.declarations,
    names,
    mentions: mentionsOf(syntax.declarations, parameters),
  };
}

/** What is named at an offset; also directly behind it, where the cursor stands that has just written it. */
export function mentionAt({ mentions }: Analysis, offset: number): Mention | undefined {
  return (
    mentions.find((mention) => mention.offset <= offset && offset < mention.end) ??
    mentions.find((mention) => mention.end === offset)
  );
}

/** The declaration around an offset. */
export function declarationAt({ declarations }: Analysis, offset: number): Declaration | undefined {
  return declarations.findLast(({ $cstNode }) => $cstNode !== undefined && $cstNode.offset <= offset);
}

/** `site_access(person: Person)` */
export function signatureOf(
  name: string,
  columns: readonly { readonly name: string; readonly kind: string }[],
): string {
  return `${name}(${columns.map((column) => `${column.name}: ${column.kind}`).join(", ")})`;
}
