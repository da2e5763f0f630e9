/**
 * The program that the engine runs: every rule as flat alternatives (an `or` becomes several), every temporal operator
 * on a single atom.
 */
import type { Policy } from "../policy.ts";
import type { Operation } from "./operations.ts";
import type { SetNumber } from "./sets.ts";
import type { Test, Values } from "./values.ts";

/** What stands in a column of an atom: a variable's slot, a code, or anything (`ANY`). */
export interface Argument {
  readonly slot: number;
  readonly code: number;
}
export const ANY: Argument = { slot: -1, code: -1 };
export const isAny = (argument: Argument): boolean => argument === ANY;

/** An atom under operators, innermost first. Values under `ANY` are united before the operators, which allow that. */
export interface Atom {
  readonly predicate: number;
  readonly args: readonly Argument[];
  readonly operations: readonly Operation[];
}

export type Literal =
  | {
      readonly literal: "atom";
      readonly atom: Atom;
      /** It only says which values matter. */
      readonly isGuard?: boolean;
    }
  | { readonly literal: "unless"; readonly atom: Atom }
  | {
      readonly literal: "reach";
      readonly body: Atom;
      readonly anchor: Atom;
      /** The days of `body since anchor` or `body until anchor`. */
      readonly combine: (body: SetNumber, anchor: SetNumber) => SetNumber;
    }
  | { readonly literal: "test"; readonly slots: readonly number[]; readonly test: Test }
  /** An exception that only compares: its days are taken away. */
  | { readonly literal: "unless-test"; readonly slots: readonly number[]; readonly test: Test }
  /** An exception of several conditions, asked anew for each binding of `slots`; what only it names means "some". */
  | { readonly literal: "unless-any"; readonly slots: readonly number[]; readonly rules: readonly CoreRule[] }
  | {
      readonly literal: "let";
      readonly slots: readonly number[];
      readonly slot: number;
      readonly compute: Values;
    };

/** One alternative of a rule. */
export interface CoreRule {
  readonly head: number;
  /** The slot of each column of the head. */
  readonly headSlots: readonly number[];
  readonly slotCount: number;
  readonly literals: readonly Literal[];
}

export interface CorePredicate {
  readonly name: string;
  readonly number: number;
  readonly kinds: readonly string[];
  readonly role: "record" | "derived" | "auxiliary";
  readonly rules: CoreRule[];
}

export interface CoreComponent {
  readonly predicates: readonly number[];
  readonly recursive: boolean;
  /** The policy's own predicates that recur through a duration: cut to the horizon. */
  readonly cut: ReadonlySet<number>;
}

export interface Program {
  readonly policy: Policy;
  readonly predicates: readonly CorePredicate[];
  readonly byName: ReadonlyMap<string, number>;
  readonly components: readonly CoreComponent[];
}
/** The atoms of a literal, those of its exceptions included. */
export function atomsOf(literal: Literal): Atom[] {
  switch (literal.literal) {
    case "atom":
    case "unless":
      return [literal.atom];
    case "reach":
      return [literal.body, literal.anchor];
    case "unless-any":
      return literal.rules.flatMap((rule) => rule.literals.flatMap(atomsOf));
    default:
      return [];
  }
}
