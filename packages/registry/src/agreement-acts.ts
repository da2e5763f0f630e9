/** Acts about agreements: the signing, and whatever happens to one afterwards. */
import type { Day, Duration } from "@comity/calendar";
import type { ActHeader, LastingAct } from "./act-header.ts";

export const RENEWALS = ["tacit", "none"] as const;
export type Renewal = (typeof RENEWALS)[number];

/** The signing of an agreement, with what it says of its own life. */
export interface SignatureAct extends ActHeader {
  readonly act: "signature";
  readonly agreement: string;
  readonly title: string;
  /** ICA, protocol, addendum, MoU, contract of association ... */
  readonly kind: string;
  /** States, organisations, institutes; the host may be left out. More may come in by `accession`. */
  readonly parties: readonly string[];
  /** The agreement under which it stands, with which it ends. */
  readonly parent?: string;
  readonly experiments: readonly string[];
  /** First day in force, where it is known at signing; otherwise an `entry into force` tells. */
  readonly firstDay?: Day;
  /** Last day of the first term, where it is written as a day and not as a length. */
  readonly lastDay?: Day;
  /** Length of the first term. Neither a term nor a last day: in force without end. */
  readonly term?: Duration;
  readonly renewal: Renewal;
  /** Length of each renewal; that of the first term where absent. */
  readonly renewalTerm?: Duration;
  /** Notice must be given so long before the last day of a term; without a term, it ends so long after the notice. */
  readonly noticePeriod?: Duration;
  /** The agreement that it replaces on entering into force; what stood under that one stands under this one then. */
  readonly succeeds?: string;
  /** The body that decides about it; its sessions are the ones that count before a deadline. */
  readonly decidedBy?: string;
}

/** `on` is the first day in force. */
export interface EntryIntoForceAct extends ActHeader {
  readonly act: "entry into force";
  readonly agreement: string;
}

/**
 * Notice of termination, given on `on`. In time, it ends the agreement with the running term; too late, with the
 * next one. By one of more than two parties it ends that party's part alone.
 */
export interface NoticeAct extends ActHeader {
  readonly act: "notice";
  readonly agreement: string;
  readonly party?: string;
}

/** Decided on `on`: the last day in force is `lastDay`, if it does not end before. */
export interface TerminationAct extends ActHeader {
  readonly act: "termination";
  readonly agreement: string;
  readonly lastDay: Day;
}

/** Decided on `on`: whatever notice, termination or term said, the last day in force is `lastDay`. */
export interface PostponementAct extends ActHeader {
  readonly act: "postponement";
  readonly agreement: string;
  readonly lastDay: Day;
}

/** Suspended from `on` through `lastDay`, or until a resumption. It stays in force and its term runs on. */
export interface SuspensionAct extends LastingAct {
  readonly act: "suspension";
  readonly agreement: string;
}

/** `on` is the first day on which it operates again. */
export interface ResumptionAct extends ActHeader {
  readonly act: "resumption";
  readonly agreement: string;
}

/** `restricted(agreement, restriction)`, such as "no new projects"; holds for everything under it too. */
export interface RestrictionAct extends LastingAct {
  readonly act: "restriction";
  readonly agreement: string;
  readonly restriction: string;
}

/** `closed_to_newcomers(agreement)`: from `on` only what exists goes on; holds for everything under it too. */
export interface ClosingAct extends LastingAct {
  readonly act: "closing to newcomers";
  readonly agreement: string;
}

/** `excepted(person, agreement)`: a decision about the agreement leaves this person out. */
export interface ExceptionAct extends LastingAct {
  readonly act: "exception";
  readonly agreement: string;
  readonly person: string;
}

/** From `on`: what is given here replaces what the agreement said; `lastDay` is that of the running term. */
export interface AmendmentAct extends ActHeader {
  readonly act: "amendment";
  readonly agreement: string;
  readonly lastDay?: Day;
  readonly term?: Duration;
  readonly renewal?: Renewal;
  readonly renewalTerm?: Duration;
  readonly noticePeriod?: Duration;
}

/** From `on` the agreement stands in the place of `succeeds`, which ends, and whose sub-instruments move under it. */
export interface SuccessionAct extends ActHeader {
  readonly act: "succession";
  readonly agreement: string;
  readonly succeeds: string;
}

/** A party joins, from `on`. Where it does so under an agreement of its own, its part ends with that one. */
export interface AccessionAct extends LastingAct {
  readonly act: "accession";
  readonly agreement: string;
  readonly party: string;
  readonly under?: string;
}

/** A party leaves: `lastDay` is the last day of its part. The agreement goes on for the others. */
export interface DepartureAct extends ActHeader {
  readonly act: "departure";
  readonly agreement: string;
  readonly party: string;
  readonly lastDay: Day;
}

/** Acts about an agreement once it is signed. */
export type AgreementAct =
  | EntryIntoForceAct
  | NoticeAct
  | TerminationAct
  | PostponementAct
  | SuspensionAct
  | ResumptionAct
  | RestrictionAct
  | ClosingAct
  | ExceptionAct
  | AmendmentAct
  | SuccessionAct
  | AccessionAct
  | DepartureAct;
