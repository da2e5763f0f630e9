/** What is kept of decisions that were taken: documents of the store. Names and addresses are in none of them. */

import type { Irrevocable } from "../plan/merge-plan.ts";
import type { DerivedPlan, PlannedAgreement } from "../plan/plan.ts";
import type { NotUndone } from "../taken/reversal.ts";

export const DECISIONS = "decision";
export const PARTS = "plan-part";

/** An instrument with its day as it is written. */
export interface WrittenInstrument {
  readonly reference: string;
  readonly date: string;
  readonly sha256: string;
  readonly location: string;
}

/** Something that was done to a decision, by whom and when. */
export interface Signed {
  readonly at: string;
  readonly by: string;
}

/** What had taken effect before a reversal: how many were without something after that day. */
export interface PassedDay {
  readonly of: string;
  readonly title: string;
  readonly lastDay: string;
  readonly people: number;
}

/** The reversal of a decision. */
export interface ReversalRecord extends Signed {
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly instrument: WrittenInstrument;
  readonly acts: readonly string[];
  /** Acts of the decision that stay as they are, and why. */
  readonly notUndone: readonly NotUndone[];
  /** Days that passed without: they do not come back. */
  readonly passed: readonly PassedDay[];
}

/** A decision that was entered, and its plan but for the parts. */
export interface DecisionRecord {
  /** `entering`: its acts may not be recorded yet. */
  readonly state: "entering" | "entered" | "reversed";
  readonly title: string;
  readonly note?: string;
  readonly body?: string;
  readonly session?: string;
  readonly date: string;
  readonly instrument: WrittenInstrument;
  readonly entered: Signed;
  /** Ids of its acts, exceptions granted later among them. */
  readonly acts: readonly string[];
  /** The guide by which the plan was made. */
  readonly guide: { readonly title: string; readonly sha256: string };
  /** When the plan was last derived, and from which entry of the ledger. */
  readonly derived?: Signed & { readonly position: number };
  readonly agreements: readonly PlannedAgreement[];
  readonly ends: DerivedPlan["ends"];
  /** What was done for people and cannot be undone, though it no longer follows. */
  readonly irrevocable: readonly Irrevocable[];
  readonly warnings: readonly string[];
  readonly reversal?: ReversalRecord;
}
