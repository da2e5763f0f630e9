/** Every place of a policy's text at which something is named: where it is declared, and where it is used. */
import { AstUtils, GrammarUtils } from "langium";
import type { Range } from "../language/diagnostics.ts";
import type {
  Column,
  Declaration,
  Expectation,
  NeverDeclaration,
  Reference,
  Title,
} from "../language/generated/ast.ts";
import { nameOf, nameRange } from "../language/said.ts";

/** `column`: a column of a record, or a variable of one rule; each rule has its own. */
export type MentionSort = "kind" | "parameter" | "predicate" | "world" | "clause" | "column";

export interface Mention extends Range {
  readonly sort: MentionSort;
  readonly name: string;
  readonly isDeclaration: boolean;
  /** The declaration in which a column counts, by its place in the text; -1 for what counts everywhere. */
  readonly scope: number;
}

/** Two mentions are of one thing. */
export const isSame = (a: Mention, b: Mention): boolean =>
  a.sort === b.sort && a.name === b.name && a.scope === b.scope;

interface Referring {
  readonly $refText: string;
  readonly $refNode?: Range | undefined;
}

/** A text in quotes, without them: clauses are named by it. */
const unquoted = (image: string): string => image.replace(/^"|"$/g, "");

/** Everything that declarations name, in the order of the text. */
export function mentionsOf(
  declarations: readonly Declaration[],
  parameters: ReadonlySet<string>,
): readonly Mention[] {
  const found: Mention[] = [];
  const EVERYWHERE = -1;
  const add = (
    sort: MentionSort,
    name: string,
    at: Range | undefined,
    isDeclaration: boolean,
    scope = EVERYWHERE,
  ): void => {
    if (at !== undefined && at.end > at.offset)
      found.push({ sort, name, offset: at.offset, end: at.end, isDeclaration, scope });
  };
  const refer = (sort: MentionSort, to: Referring | undefined): void => {
    if (to !== undefined) add(sort, to.$refText.normalize("NFC"), to.$refNode, false);
  };
  for (const declaration of declarations) {
    const scope = declaration.$cstNode?.offset ?? EVERYWHERE;
    declare(declaration, add);
    for (const node of AstUtils.streamAst(declaration)) {
      switch (node.$type) {
        case "Column": {
          const column = node as Column;
          add("column", nameOf(column), nameRange(column), true, scope);
          refer("kind", column.kind);
          break;
        }
        case "ParameterDeclaration":
          refer("kind", (node as Extract<Declaration, { $type: "ParameterDeclaration" }>).kind);
          break;
        case "KindDeclaration":
          refer("kind", (node as Extract<Declaration, { $type: "KindDeclaration" }>).parent);
          break;
        case "Title":
          addPlaceholders(node as Title, declaration, scope, add);
          break;
        case "Call":
        case "Expectation":
          refer("predicate", (node as { predicate?: Referring }).predicate);
          if (node.$type === "Expectation") {
            const { clause, $cstNode } = node as Expectation;
            if (clause !== undefined)
              add("clause", unquoted(clause), GrammarUtils.findNodeForProperty($cstNode, "clause"), false);
          }
          break;
        case "Fact":
          refer("predicate", (node as { record?: Referring }).record);
          break;
        case "ExampleDeclaration":
          refer("world", (node as { world?: Referring }).world);
          break;
        case "Reference": {
          const reference = node as Reference;
          const name = nameOf(reference);
          if (parameters.has(name)) add("parameter", name, reference.$cstNode, false);
          else add("column", name, reference.$cstNode, false, scope);
        }
      }
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

type Add = (
  sort: MentionSort,
  name: string,
  at: Range | undefined,
  isDeclaration: boolean,
  scope?: number,
) => void;

/** What a declaration itself gives a name to. */
function declare(declaration: Declaration, add: Add): void {
  switch (declaration.$type) {
    case "KindDeclaration":
      for (const kind of declaration.kinds) add("kind", nameOf(kind), kind.$cstNode, true);
      return;
    case "ParameterDeclaration":
      add("parameter", nameOf(declaration), nameRange(declaration), true);
      return;
    case "RecordDeclaration":
    case "RuleDeclaration":
      add("predicate", nameOf(declaration), nameRange(declaration), true);
      return;
    case "WorldDeclaration":
      add("world", nameOf(declaration), nameRange(declaration), true);
      return;
    case "NeverDeclaration":
      add("clause", unquoted(declaration.title ?? ""), titleOf(declaration), true);
      return;
    case "ExampleDeclaration":
  }
}

const titleOf = ({ $cstNode }: NeverDeclaration): Range | undefined =>
  GrammarUtils.findNodeForProperty($cstNode, "title");

/** The columns that a title names: `"{person} is affiliated with {institute}"`. */
function addPlaceholders({ text, $cstNode }: Title, declaration: Declaration, scope: number, add: Add): void {
  if ($cstNode === undefined || text === undefined) return;
  if (declaration.$type !== "RecordDeclaration" && declaration.$type !== "RuleDeclaration") return;
  for (const match of $cstNode.text.matchAll(/\{([^{}]*)\}/g)) {
    const offset = $cstNode.offset + match.index + 1;
    add("column", match[1]!.normalize("NFC"), { offset, end: offset + match[1]!.length }, false, scope);
  }
}
