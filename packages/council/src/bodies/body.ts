/**
 * A body that decides, as data: who sits in it from when to when, who has a vote, how many must be there, and by which rule it
 * decides what. Its file says beside each rule where it comes from, and whether the text was seen there (docs/council.md).
 */
import type { Day } from "@comity/calendar";
import type { MajorityRule, Sourced, Words } from "../rules/majority-rule.ts";
import type { Quorum } from "../rules/outcome.ts";

/** What its members are: states, or the institutes of an experiment's collaboration board. */
export const MEMBER_KINDS = ["state", "institute"] as const;
export type MemberKind = (typeof MEMBER_KINDS)[number];

/** Days, half open; from ever and open where nothing is said. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** A seat in a body. */
export interface Seat extends Days {
  readonly member: string;
  readonly title: string | undefined;
  /** How much its vote counts where votes are weighed; 1 where nothing is said. */
  readonly weight: number;
}

/** What a member owes, as stated on a day; it stands until the next statement, or its last day. Whole units of one currency. */
export interface Dues extends Days {
  readonly member: string;
  readonly unpaid: number;
  readonly dueThisYear: number;
  readonly dueLastYear: number;
  /** Where that is stated; undefined where nobody has said it. */
  readonly source: string | undefined;
}

/** By which the body lets a member vote although it owes. */
export interface Waiver extends Days {
  readonly member: string;
  readonly instrument: string;
}

/** Something in which not every member takes part. */
export interface Programme {
  readonly programme: string;
  readonly title: Words;
  readonly participants: readonly (Days & { readonly member: string })[];
}

/** Whoever sits there, with or without a vote. */
export const ATTENDANTS = ["members", "associates", "observers"] as const;
export type Attendant = (typeof ATTENDANTS)[number];

/** Who attends sessions of a kind. */
export interface Attendance extends Sourced {
  readonly access: "open" | "restricted" | "closed";
  readonly attends: readonly Attendant[];
}

/** An office of the body: president, vice-president, chair. Who holds it is an account's matter and stands in no file. */
export interface BodyOffice extends Sourced {
  readonly office: string;
  readonly title: Words;
  /** How long a term is, in words. */
  readonly term: Words;
}

/** Members named in the file, or all parties that the registry gives a status. */
export type Membership = readonly Seat[] | { readonly status: string };

export interface Body {
  readonly body: string;
  readonly title: Words;
  readonly note: Words | undefined;
  /** Whether it is made up. */
  readonly isMadeUp: boolean;
  readonly memberKind: MemberKind;
  readonly members: Membership;
  readonly associates: Membership;
  readonly quorum: (Quorum & Sourced) | undefined;
  /** Where a member that owes too much has no vote: the clause. Undefined where the body knows no such thing. */
  readonly arrears: (Sourced & { readonly words: Words }) | undefined;
  readonly dues: readonly Dues[];
  readonly waivers: readonly Waiver[];
  readonly programmes: readonly Programme[];
  readonly offices: readonly BodyOffice[];
  readonly attendance: readonly Attendance[];
  /** By their ids. */
  readonly rules: ReadonlyMap<string, MajorityRule>;
  /** By which it decides where nothing else is said. */
  readonly usualRule: string;
}
