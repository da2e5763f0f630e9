/** A rule's body on its way to a condition: names looked up and forms checked, kinds of variables not yet known. */
import type { Duration } from "@comity/calendar";
import type {
  Comparison,
  KindName,
  Parameter,
  Predicate,
  RecordDeclaration,
  Value,
  Window,
} from "../policy.ts";
import type { Range } from "./diagnostics.ts";
import type { ENTITY } from "./kinds.ts";

export type DraftTerm =
  | { readonly term: "variable"; readonly name: string; readonly at: Range }
  | { readonly term: "any" }
  | { readonly term: "value"; readonly value: Value };

export type DraftExpression =
  | { readonly expression: "variable"; readonly name: string; readonly at: Range }
  | {
      readonly expression: "value";
      readonly value: Value | Duration;
      readonly kind: KindName | typeof ENTITY;
      readonly at: Range;
    }
  | { readonly expression: "parameter"; readonly parameter: Parameter; readonly at: Range }
  | {
      readonly expression: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: DraftExpression;
      readonly right: DraftExpression;
      readonly at: Range;
    }
  /** What could not be read and is reported already. */
  | { readonly expression: "broken"; readonly names: readonly string[]; readonly at: Range };

export interface DraftAtom {
  readonly draft: "atom";
  readonly predicate: string;
  /** Undefined where no such name is declared. */
  readonly declaration: RecordDeclaration | Predicate | undefined;
  readonly terms: readonly DraftTerm[];
  readonly at: Range;
}

export interface DraftCompare {
  readonly draft: "compare";
  readonly operator: Comparison;
  readonly left: DraftExpression;
  readonly right: DraftExpression;
  readonly at: Range;
}

export type Draft =
  | DraftAtom
  | DraftCompare
  | { readonly draft: "all" | "any"; readonly parts: readonly Draft[]; readonly at: Range }
  | { readonly draft: "unless"; readonly body: Draft; readonly exception: Draft; readonly at: Range }
  | {
      readonly draft: "within" | "throughout";
      readonly window: Window;
      readonly body: Draft;
      readonly at: Range;
    }
  | {
      readonly draft: "since" | "until";
      readonly window: Window;
      readonly body: Draft;
      readonly anchor: Draft;
      readonly at: Range;
    }
  | { readonly draft: "begins" | "ends" | "after"; readonly body: Draft; readonly at: Range }
  | {
      readonly draft: "days";
      readonly form: "on" | "from" | "before" | "through";
      readonly day: DraftExpression;
      readonly at: Range;
    }
  /** What could not be read and is reported already; its variables count as bound, so that they are not reported too. */
  | { readonly draft: "broken"; readonly names: readonly string[]; readonly at: Range };

/** A variable where it is written. */
export interface Occurrence {
  readonly name: string;
  readonly at: Range;
}

/** What could not be read may use a variable more than once; that it is used only there is not for us to say. */
function twice(names: readonly string[], at: Range): Occurrence[] {
  return [...names, ...names].map((name) => ({ name, at }));
}

/** The variables of an expression, as often as they are written. */
export function variablesIn(expression: DraftExpression): Occurrence[] {
  switch (expression.expression) {
    case "variable":
      return [expression];
    case "arithmetic":
      return [...variablesIn(expression.left), ...variablesIn(expression.right)];
    case "broken":
      return twice(expression.names, expression.at);
    case "value":
    case "parameter":
      return [];
  }
}

/** The conditions directly inside of one. */
export function partsOf(draft: Draft): readonly Draft[] {
  switch (draft.draft) {
    case "all":
    case "any":
      return draft.parts;
    case "unless":
      return [draft.body, draft.exception];
    case "since":
    case "until":
      return [draft.body, draft.anchor];
    case "within":
    case "throughout":
    case "begins":
    case "ends":
    case "after":
      return [draft.body];
    case "atom":
    case "compare":
    case "days":
    case "broken":
      return [];
  }
}

/** Every variable of a condition where it is written, in the order of the text. */
export function occurrencesIn(draft: Draft): Occurrence[] {
  switch (draft.draft) {
    case "atom":
      return draft.terms.filter((term) => term.term === "variable");
    case "compare":
      return [...variablesIn(draft.left), ...variablesIn(draft.right)];
    case "days":
      return variablesIn(draft.day);
    case "broken":
      return twice(draft.names, draft.at);
    default:
      return partsOf(draft).flatMap(occurrencesIn);
  }
}

/** How often each variable is written in a condition. */
export function countsIn(draft: Draft): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of occurrencesIn(draft)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
