/** What is asked of a desk, which works apart from the thread that answers requests, and what it gives back. */
import type { PaperAsked, ShareAsked } from "@comity/authorship";
import type { Day } from "@comity/calendar";
import type { Touched } from "@comity/decision";
import type { Diagnostic, Explanation, Tuple } from "@comity/policy";
import type { PrintOptions } from "@comity/print";
import type { FactBehind } from "@comity/registry";
import type { Entry, Head } from "@comity/store";
import type { SharesAnswer, Signers, WhySigns } from "../../authors/signers-answer.ts";
import type { Move } from "../moves.ts";
import type { PersonImpact } from "./person-impact.ts";

/** The ledger as far as which an answer goes, and the day on which it is given. */
export interface Moment {
  readonly position: number;
  readonly today: Day;
}

/** A draft decision as a file (docs/decision-format.md). */
export interface DraftQuestion {
  readonly sort: "examine" | "impact";
  readonly decision: string;
  readonly moment: Moment;
  /** Remedies take as long as twenty fact sheets: whoever moves a date goes without. */
  readonly remedies?: boolean;
  /** As it would be released: without what would show single people. */
  readonly hidden?: boolean;
  /** With how many have what day by day, from one day to before another. */
  readonly courses?: { readonly from: Day; readonly to: Day };
}

/** A draft as it was laid over the registry once: as known on a day, by the ledger as far as a position. */
export interface PastQuestion {
  readonly sort: "again";
  readonly decision: string;
  readonly knownOn: string;
  readonly moment: Moment;
  readonly position: number;
}

/** A draft, and one person: what it would change for them. */
export interface PersonQuestion {
  readonly sort: "person";
  readonly decision: string;
  readonly person: string;
  readonly moment: Moment;
  readonly moves?: readonly Move[];
  /** The day as known on which it is laid over the registry, where the file does not decide that. */
  readonly knownOn?: string;
}

/** Why somebody would have an entitlement under a draft on a day, or would not. */
export interface ReasonsQuestion {
  readonly sort: "reasons";
  readonly decision: string;
  readonly entitlement: string;
  readonly tuple: Tuple;
  readonly on: Day;
  readonly moment: Moment;
  readonly moves?: readonly Move[];
  readonly knownOn?: string;
}

/** Whom a draft touches, on its own day or another. */
export interface TouchedQuestion {
  readonly sort: "touched";
  readonly decision: string;
  readonly moment: Moment;
  readonly moves?: readonly Move[];
}

export interface ComparisonQuestion {
  readonly sort: "compare";
  readonly decision: string;
  readonly other: string;
  readonly moment: Moment;
  readonly hidden?: boolean;
}

/** A fact sheet, as JSON, on paper. */
export interface PrintQuestion {
  readonly sort: "print";
  readonly form: "pdf" | "xlsx" | "csv";
  readonly sheet: string;
  readonly options: PrintOptions;
}

/** A policy as it is written. */
export interface PolicyText {
  readonly text: string;
  /** What its diagnostics call it. */
  readonly file: string;
}

/** What two policies say of the registry. */
export interface PoliciesQuestion {
  readonly sort: "policies";
  /** The registry's own where it is not given. */
  readonly a?: PolicyText;
  readonly b: PolicyText;
  readonly moment: Moment;
  /** Only says what is wrong with `b`. */
  readonly isCheck?: true;
  /** Today where it is not given. */
  readonly knownOn?: string;
  /** The first day that counts; that on which it is known where it is not given. */
  readonly from?: string;
  /** As it would be shown to those who are not cleared. */
  readonly hidden?: boolean;
}

/** Who signs a paper, by the policy of authorship that the desk derives; why one person does where one is named. */
export interface SignersQuestion {
  readonly sort: "signers";
  readonly paper: PaperAsked;
  readonly moment: Moment;
}

/** Why somebody signs, or does not. */
export interface WhySignsQuestion {
  readonly sort: "why signs";
  readonly paper: PaperAsked;
  readonly person: string;
  readonly moment: Moment;
}

/** What each payer of an experiment bears by its authors, and would bear under a draft. */
export interface AuthorSharesQuestion {
  readonly sort: "author shares";
  readonly asked: ShareAsked;
  readonly decision?: string;
  readonly moment: Moment;
}

/** Asks for nothing but that later questions need not wait: for the ledger to be read and the usual days to be derived. */
export interface PreparingQuestion {
  readonly sort: "prepare";
  readonly moment: Moment;
  /** 0: derive; then one draft for practice each, so that whoever asks meanwhile waits for one at most. */
  readonly turn: number;
}

export type Question =
  | PreparingQuestion
  | DraftQuestion
  | PastQuestion
  | PersonQuestion
  | ReasonsQuestion
  | TouchedQuestion
  | ComparisonQuestion
  | PrintQuestion
  | PoliciesQuestion
  | SignersQuestion
  | WhySignsQuestion
  | AuthorSharesQuestion;

/** What a draft says of itself where nothing is wrong with it. */
export interface Examined {
  readonly title: string;
  readonly knownOn: string;
  readonly warnings: readonly string[];
}

/** A fact sheet or a comparison with all figures: JSON text, so that it crosses threads once and is written once. */
export interface Derived {
  readonly text: string;
  /** How many have what day by day, as JSON text too, where it was asked for. */
  readonly courses?: string;
  readonly knownOn: string;
  readonly head: Head;
}

/** What is wrong with the texts; or, where nothing is, what they say (`PolicyEffect`), as JSON text. */
export interface PoliciesAnswer {
  readonly diagnostics: readonly Diagnostic[];
  readonly text?: string;
}

/** Whom a draft touches, and as far as which act that is so. */
export interface TouchedPeople {
  readonly people: readonly Touched[];
  readonly head: Head;
}

/** An explanation under a draft. */
export interface DraftReasons {
  readonly explanation: Explanation;
  /** The fact behind each step, in the order in which steps are read (`eachStep`); null where a step speaks of none. */
  readonly behind: readonly (FactBehind | null)[];
  /** The identifiers of the acts that only the draft has. */
  readonly ofDraft: readonly string[];
  readonly knownOn: string;
  readonly head: Head;
}

export interface AnswerTo {
  readonly prepare: null;
  readonly touched: TouchedPeople;
  readonly examine: Examined;
  readonly impact: Derived;
  readonly compare: Derived;
  readonly again: Derived;
  readonly person: PersonImpact & { readonly knownOn: string; readonly head: Head };
  readonly reasons: DraftReasons;
  readonly print: Uint8Array;
  readonly policies: PoliciesAnswer;
  readonly signers: Signers;
  readonly "why signs": WhySigns;
  readonly "author shares": SharesAnswer;
}

/** An error as it crosses threads. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
  readonly category?: string;
  readonly code?: string;
  readonly help?: string;
  readonly problems?: readonly unknown[];
  readonly stack?: string;
}

export type ToDesk =
  | { readonly sort: "entries"; readonly entries: readonly Entry[] }
  | { readonly sort: "ask"; readonly number: number; readonly question: Question }
  | { readonly sort: "cancel"; readonly number: number };

export type FromDesk =
  | { readonly number: number; readonly answer: AnswerTo[keyof AnswerTo] }
  | { readonly number: number; readonly error: ToldError };
