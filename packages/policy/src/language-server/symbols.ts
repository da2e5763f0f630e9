/** What a policy declares, in the order of its text, for an editor's outline. */
import type { Declaration } from "../language/generated/ast.ts";
import { nameRange } from "../language/said.ts";
import type { Analysis } from "./analysis.ts";
import { type DocumentSymbol, SYMBOL } from "./protocol.ts";

function said(node: Declaration): { readonly name: string; readonly kind: number } {
  switch (node.$type) {
    case "KindDeclaration":
      return { name: node.kinds.map(({ name }) => name ?? "").join(", "), kind: SYMBOL.kind };
    case "ParameterDeclaration":
      return { name: node.name ?? "", kind: SYMBOL.parameter };
    case "RecordDeclaration":
      return { name: node.name ?? "", kind: SYMBOL.record };
    case "RuleDeclaration":
      return { name: node.name ?? "", kind: SYMBOL.rule };
    case "WorldDeclaration":
      return { name: node.name ?? "", kind: SYMBOL.world };
    case "NeverDeclaration":
      return { name: node.title ?? "", kind: SYMBOL.clause };
    case "ExampleDeclaration":
      return { name: node.title ?? "", kind: SYMBOL.example };
  }
}

/** Every declaration that has a name by now. */
export function symbolsOf({ declarations, lines }: Analysis): DocumentSymbol[] {
  return declarations.flatMap((node) => {
    const { name, kind } = said(node);
    if (node.$cstNode === undefined || name === "") return [];
    return {
      name,
      kind,
      detail: /^[a-z]+/.exec(node.$cstNode.text)?.[0] ?? "",
      range: lines.rangeOf(node.$cstNode),
      selectionRange: lines.rangeOf(nameRange(node)),
    };
  });
}
