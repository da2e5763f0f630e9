/**
 * The checked policy: what the language produces and what everything else reads (the reference evaluator,
 * the engine, explanations, the formatter's tests). Plain frozen data, every name resolved, every kind known.
 */
import type { Day, Duration } from "@comity/calendar";

/** Where something stands in a policy's Markdown file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * A value of a column. Entities (a person, an institute) are their identifier and text is itself: both strings.
 * Numbers are numbers; days are `Day` numbers. The column's kind says which.
 */
export type Value = string | number;
export type Tuple = readonly Value[];

/** A kind of entity declared by the policy, or one of the four kinds of plain values. */
export type KindName = string;
export const PLAIN_KINDS = ["Number", "Day", "Text", "Duration"] as const;

export interface Kind {
  readonly name: KindName;
  /** `kind State is Party`: every State is a Party. */
  readonly parent?: KindName;
  readonly place: Place;
}

export interface Column {
  readonly name: string;
  readonly kind: KindName;
}

/** Whose own doing can bring a fact of this record about; remedies propose only such facts. */
export type Reach = "person" | "institute";

/** A record: facts of it come from the registry. */
export interface RecordDeclaration {
  readonly role: "record";
  readonly name: string;
  readonly columns: readonly Column[];
  /** A sentence with `{column}` placeholders, as in "{person} is affiliated with {institute}"; or a phrase. */
  readonly title?: string;
  readonly source?: string;
  readonly reach?: Reach;
  readonly place: Place;
}

/** What rules derive: a word of the policy's own (`rule`), an entitlement, or a clause that must never hold. */
export interface Predicate {
  readonly role: "rule" | "entitlement" | "never";
  readonly name: string;
  readonly columns: readonly Column[];
  readonly title?: string;
  readonly source?: string;
  readonly place: Place;
}

/** A value that may change on a day. `pieces[0].from` is since ever; later pieces ascend. A constant has one piece. */
export interface Parameter {
  readonly name: string;
  readonly kind: KindName;
  readonly pieces: readonly { readonly from: Day; readonly value: Value | Duration }[];
  readonly title?: string;
  readonly source?: string;
  readonly place: Place;
}

export type Term =
  | { readonly term: "variable"; readonly name: string }
  /** `_`: some value, chosen for this atom alone. */
  | { readonly term: "any" }
  | { readonly term: "value"; readonly value: Value };

export type Expression =
  | { readonly expression: "variable"; readonly name: string; readonly kind: KindName }
  | { readonly expression: "value"; readonly value: Value | Duration; readonly kind: KindName }
  | { readonly expression: "parameter"; readonly name: string; readonly kind: KindName }
  | {
      readonly expression: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: Expression;
      readonly right: Expression;
      readonly kind: KindName;
    };

/** A duration written out, or the name of a parameter of kind Duration. */
export type Span = { readonly duration: Duration } | { readonly parameter: string };

/**
 * Which days a temporal operator looks at, seen from a day `x`: from `least` to `most` away, in the past
 * (`last`) or the future (`next`). `most: null` means without end. The plain `within the last D` is
 * `least` = no time, `most` = D.
 */
export interface Window {
  readonly direction: "last" | "next";
  readonly least: Span;
  readonly most: Span | null;
}

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * A condition holds, for given values of its variables, on a set of days. docs/language.md defines each.
 * Variables belong to the whole rule, except that a variable which occurs only inside an `exception` belongs to it
 * ("unless there is some ..."), and `_` belongs to its atom.
 */
export type Condition =
  | {
      readonly condition: "atom";
      readonly predicate: string;
      readonly terms: readonly Term[];
      readonly place: Place;
    }
  | { readonly condition: "all"; readonly parts: readonly Condition[]; readonly place: Place }
  | { readonly condition: "any"; readonly parts: readonly Condition[]; readonly place: Place }
  | {
      readonly condition: "unless";
      readonly body: Condition;
      readonly exception: Condition;
      readonly place: Place;
    }
  | {
      readonly condition: "within" | "throughout";
      readonly window: Window;
      readonly body: Condition;
      readonly place: Place;
    }
  /** `body since anchor` looks back (`last`), `body until anchor` ahead (`next`); the window bounds the anchor's distance. */
  | {
      readonly condition: "since" | "until";
      readonly window: Window;
      readonly body: Condition;
      readonly anchor: Condition;
      readonly place: Place;
    }
  /** First day of each interval; the day after its last; every day from the first such day after on. */
  | { readonly condition: "begins" | "ends" | "after"; readonly body: Condition; readonly place: Place }
  | {
      readonly condition: "compare";
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
      readonly place: Place;
    }
  /** `variable = expression` where the variable is bound by nothing else. */
  | {
      readonly condition: "let";
      readonly variable: string;
      readonly kind: KindName;
      readonly value: Expression;
      readonly place: Place;
    }
  /** `on D` is the day D, `from D` it and every later day, `before D` every earlier day, `through D` it and every earlier day. */
  | {
      readonly condition: "days";
      readonly form: "on" | "from" | "before" | "through";
      readonly day: Expression;
      readonly place: Place;
    };

/** One rule: `head(terms) when body`. A predicate with `or` at the top still is one rule; several rules unite. */
export interface Rule {
  /** Unique within the policy, stable under reordering of other predicates: `covered`, `covered/2` for the second. */
  readonly id: string;
  readonly predicate: string;
  /** The head's variables, one for each column of the predicate, in order. */
  readonly variables: readonly string[];
  readonly body: Condition;
  readonly title?: string;
  readonly source?: string;
  readonly place: Place;
}

/** A fact written in the policy for its examples. */
export interface GivenFact {
  readonly record: string;
  readonly tuple: Tuple;
  readonly from: Day;
  readonly to: Day;
  readonly place: Place;
}

/** An example: run as a test, on the facts that it and its world give, or on a registry where it gives none. */
export interface Example {
  readonly title: string;
  readonly given: readonly GivenFact[];
  readonly expectations: readonly {
    readonly on: Day;
    readonly holds: boolean;
    readonly predicate: string;
    readonly tuple: Tuple;
    readonly place: Place;
  }[];
  /** True where neither the example nor a world gives facts: it wants a registry. */
  readonly wantsRegistry: boolean;
  readonly place: Place;
}

export interface Policy {
  /** The document's first heading, or its file name. */
  readonly title: string;
  readonly file: string;
  readonly kinds: readonly Kind[];
  readonly records: readonly RecordDeclaration[];
  readonly parameters: readonly Parameter[];
  readonly predicates: readonly Predicate[];
  readonly rules: readonly Rule[];
  readonly examples: readonly Example[];
}

/** The record or predicate of that name; undefined where the policy has none. */
export function declarationOf(policy: Policy, name: string): RecordDeclaration | Predicate | undefined {
  return (
    policy.records.find((record) => record.name === name) ??
    policy.predicates.find((predicate) => predicate.name === name)
  );
}
