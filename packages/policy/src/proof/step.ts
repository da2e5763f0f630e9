/**
 * An explanation as a tree of steps: each a sentence for the reader and the same as data, with the steps that it rests on
 * below. The text of an explanation is these sentences, indented; pages draw the tree.
 */
import type { Day, Duration } from "@comity/calendar";
import type { Comparison, Value } from "../policy.ts";
import type { Computed, Stretch } from "./proof.ts";

export const STEP_KINDS = [
  /** The root: whether it is so on the day asked about. */
  "answer",
  /** The rule by which it is so, or one that came near. */
  "rule",
  /** A fact of a record. */
  "fact",
  /** Something that a rule derives. */
  "derived",
  /** A part of the days, where other parts rest on something else. */
  "part",
  /** `within`, `throughout`, `since` or `until`. */
  "window",
  /** Since or until when: the other operand of `since` and `until`. */
  "anchor",
  /** `begins`, `ends` or `from the day after`. */
  "change",
  /** A comparison, a computed value, a day that the rule names. */
  "value",
  /** Something that is not the case; without a claim where it is a whole condition. */
  "absent",
  /** Several things, each of which is the case at times, and never all together. */
  "never-together",
  /** Of the tuples that a pattern leaves open: the one of which the steps below speak. */
  "nearest",
  /** An exception that is the case. */
  "exception",
  /** A variable without a value. */
  "no-value",
  /** What ends the days on their last: the steps below. */
  "ends",
  /** The operator whose days end here. */
  "operator",
  /** The evaluation looks no further. */
  "horizon",
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** What a step states, or says is not the case. */
export interface StepClaim {
  readonly predicate: string;
  /** `null` stands for any value. */
  readonly tuple: readonly (Value | null)[];
  /** The claim alone, in the policy's words. */
  readonly sentence: string;
}

/** Date arithmetic at one end of a window: `day + duration = gives`. */
export interface Reckoning {
  /** `from`: the first day comes out; `before`: the day after the last one. */
  readonly end: "from" | "before";
  readonly day: Day;
  readonly operator: "+" | "-";
  readonly duration: Duration;
  readonly gives: Day;
}

export type StepOperator =
  | "within"
  | "throughout"
  | "since"
  | "until"
  | "begins"
  | "ends"
  | "after"
  | "on"
  | "from"
  | "before"
  | "through"
  | Comparison;

/** What a step says, as data. What does not apply is left out. */
export interface StepData {
  /** Whether this is as the step above wants it: of a "no", what was there and what lacked. Left out where it is neither. */
  readonly met?: boolean;
  readonly claim?: StepClaim;
  /** The rule's identifier. */
  readonly rule?: string;
  /** The days of which the step speaks. */
  readonly days?: Stretch;
  /** Of what is absent: when it was last so before these days, and when next after them. */
  readonly before?: Stretch;
  readonly after?: Stretch;
  /** Of what is absent: on which of these days it is so after all; of a window that lacks: when what it looks at was so. */
  readonly heldOn?: readonly Stretch[];
  readonly operator?: StepOperator;
  readonly window?: {
    readonly direction: "last" | "next";
    readonly least: Duration;
    readonly most: Duration | null;
  };
  /** The days of what a window looks at. */
  readonly looksAt?: Stretch;
  readonly reckoning?: readonly Reckoning[];
  /** The two sides of a comparison; a variable and what it is computed from; the day that is named. */
  readonly values?: readonly Computed[];
  /** A number for steps that others refer to. */
  readonly id?: number;
  /** The step by its number that tells what is below this one. */
  readonly shownAt?: number;
}

export interface Step extends StepData {
  readonly step: StepKind;
  readonly sentence: string;
  readonly below: readonly Step[];
}

/** A step, and those that it rests on. */
export function step(kind: StepKind, sentence: string, data: StepData, below: readonly Step[] = []): Step {
  return { step: kind, sentence, ...data, below };
}

/** A step and all below it, in the order in which they are read. */
export function* eachStep(root: Step): Generator<Step> {
  yield root;
  for (const inner of root.below) yield* eachStep(inner);
}

/** The sentences of steps, each in a line that ends in a line feed, those below further in. */
export function printSteps(steps: readonly Step[], depth = 0): string {
  return steps
    .map(({ sentence, below }) => `${"  ".repeat(depth)}${sentence}\n${printSteps(below, depth + 1)}`)
    .join("");
}
