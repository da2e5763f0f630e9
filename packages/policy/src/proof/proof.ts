/**
 * Proofs and explanations as plain data, which can be written as JSON and read back.
 *
 * A proof is what a claim rests on: a rule, values for its variables, facts, and proofs of derived claims. From these
 * anybody can work out that the rule's body holds on all days claimed; `checkProof` does. Its `steps` say for the
 * reader how: for every condition the premise in it, with the date arithmetic, the values, and what was not the case.
 */
import type { Day, Duration } from "@comity/calendar";
import type { Comparison, Condition, Value } from "../policy.ts";

/** The days `[from, to)`; `SINCE_EVER` and `OPEN` where it has no first or last day. */
export interface Stretch {
  readonly from: Day;
  readonly to: Day;
}

/** That a tuple of a record or predicate holds on these days. */
export interface Claim extends Stretch {
  readonly predicate: string;
  readonly tuple: readonly Value[];
}

/** What a condition rests on, and how. */
export interface Support {
  readonly facts: readonly Claim[];
  readonly proofs: readonly Proof[];
  readonly steps: Premise;
}

/** A claim, the rule that gives it, the values of the rule's variables, and what its body rests on. */
export interface Proof extends Support {
  readonly claim: Claim;
  readonly rule: string;
  readonly bindings: Readonly<Record<string, Value>>;
}

/** A value and how it was computed: the step's two sides, or the day from which a parameter has it. */
export interface Computed {
  readonly value: Value | Duration;
  readonly kind: string;
  readonly operator?: "+" | "-" | "*" | "/";
  readonly sides?: readonly [Computed, Computed];
  readonly parameter?: string;
  readonly since?: Day;
}

export type Premise =
  /** Facts that together cover the days, by their position among the support's. */
  | { readonly premise: "facts"; readonly facts: readonly number[] }
  /** Proofs that together cover the days, by their position among the support's. */
  | { readonly premise: "proofs"; readonly proofs: readonly number[] }
  | { readonly premise: "all"; readonly parts: readonly Premise[] }
  /** On each stretch of days one alternative, by its position. */
  | {
      readonly premise: "any";
      readonly pieces: readonly (Stretch & { readonly branch: number; readonly steps: Premise })[];
    }
  | { readonly premise: "unless"; readonly body: Premise; readonly absence: Absence }
  /** `within`, `throughout`, `since` and `until`: what the operands' days give by the window. */
  | { readonly premise: "window"; readonly pieces: readonly WindowPiece[] }
  /** `begins`, `ends` and `from the day after`: what held on one day and not on the day beside it. */
  | {
      readonly premise: "change";
      /** The first day with the body (`begins`), or the first without it (`ends`, `after`). */
      readonly day: Day;
      readonly body: Premise;
      readonly absence: Absence;
    }
  /**
   * Values, anew for each stretch of days on which no parameter in them changes: both sides of a comparison, the
   * variable and the value of a `let`, the day that `on`, `from`, `before` or `through` names.
   */
  | {
      readonly premise: "values";
      readonly pieces: readonly (Stretch & { readonly values: readonly Computed[] })[];
    };

/** The durations of a window on some stretch of days. */
export interface WindowOn {
  readonly least: Duration;
  readonly most: Duration | null;
}

/** An operand of an operator, on days on which it holds. */
export interface Shown {
  readonly days: Stretch;
  readonly steps: Premise;
}

/** `reach` is what the window gives for the operands' days; the piece's own days are in it. */
export interface WindowPiece extends Stretch {
  readonly window: WindowOn;
  readonly reach: Stretch;
  /** Missing where a `since` or `until` needs none: on the anchor's own days. */
  readonly body?: Shown;
  /** Of `since` and `until` alone. */
  readonly anchor?: Shown;
}

/** That a condition holds on no day of the stretch that it is claimed for, with its atoms' own days for the reader. */
export interface Absence {
  readonly near: readonly AbsentAtom[];
}

/** An atom of what is absent: on which of the days in question some tuple like this holds after all, and when near by. */
export interface AbsentAtom {
  readonly predicate: string;
  /** `null` stands for any value. */
  readonly pattern: readonly (Value | null)[];
  readonly on: readonly Stretch[];
  /** The last stretch before the days in question and the first after them. */
  readonly before?: Stretch;
  readonly after?: Stretch;
  /** For a derived predicate that holds on none of the days: why not. */
  readonly rules?: readonly NearRule[];
  /** Where the pattern leaves values open: the tuple of which `rules` speak, the one that holds nearest in time. */
  readonly nearest?: readonly Value[];
}

/** Something that a rule lacked on the day asked about. */
export type Lack =
  | ({ readonly lack: "atom" } & AbsentAtom)
  | { readonly lack: "comparison"; readonly operator: Comparison; readonly values: readonly Computed[] }
  | { readonly lack: "days"; readonly form: "on" | "from" | "before" | "through"; readonly day: Computed }
  /** An operator that looks at other days, and the days on which its body does hold, nearest first. */
  | {
      readonly lack: "window";
      readonly operator: "within" | "throughout" | "since" | "until" | "begins" | "ends" | "after";
      readonly direction?: "last" | "next";
      readonly window?: WindowOn;
      readonly body: readonly AbsentAtom[];
      readonly held: readonly Stretch[];
    }
  /** An exception was the case: its proof on that day. */
  | {
      readonly lack: "exception";
      readonly condition: Condition;
      readonly days: Stretch;
      readonly proof: Support;
    }
  /** An expression has no value, or a variable none. */
  | { readonly lack: "value"; readonly variable: string };

/** A rule that came near: what it had and what it lacked. */
export interface NearRule {
  readonly rule: string;
  readonly bindings: Readonly<Record<string, Value>>;
  readonly held: readonly Claim[];
  readonly lacks: readonly Lack[];
}

/** Why a derivation goes no further than its last day. */
export type Ending =
  /** The fact's own end. */
  | ({ readonly ending: "fact" } & Claim)
  /** A window's reach: its body ended on `body.to`. */
  | {
      readonly ending: "window";
      readonly operator: "within" | "throughout";
      readonly body: Stretch;
      readonly window: WindowOn;
      readonly reach: Stretch;
      /** What ended the body. */
      readonly because: readonly Ending[];
    }
  /** The exception begins. */
  | {
      readonly ending: "exception";
      readonly condition: Condition;
      readonly days: Stretch;
      readonly proof: Support;
    }
  /** A comparison ceases to be true as a parameter changes. */
  | { readonly ending: "comparison"; readonly operator: Comparison; readonly values: readonly Computed[] }
  | { readonly ending: "days"; readonly form: "on" | "from" | "before" | "through"; readonly day: Computed }
  /** Whatever else: the operator whose days end here. */
  | { readonly ending: "operator"; readonly operator: string }
  /** The recursion is evaluated no further. */
  | { readonly ending: "horizon" };

export interface Yes {
  readonly answer: "yes";
  readonly predicate: string;
  readonly tuple: readonly Value[];
  readonly on: Day;
  /** The whole stretch of days around `on`, be it by this proof or by others. */
  readonly from: Day;
  readonly to: Day;
  readonly proof: Proof;
  /** What ends on the last day of the stretch; empty where it has none. */
  readonly ends: readonly Ending[];
}

export interface No {
  readonly answer: "no";
  readonly predicate: string;
  readonly tuple: readonly Value[];
  readonly on: Day;
  /** When it was last the case, and when it next is. */
  readonly before?: Stretch;
  readonly after?: Stretch;
  /** The rules, the nearest first. */
  readonly rules: readonly NearRule[];
}

export type Explanation = Yes | No;
