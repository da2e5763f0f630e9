/**
 * Majority rules as data. "Two thirds" says nothing until it is said of whom: of all members, of those represented, of those who
 * voted. A rule is a list of requirements, all of which must be met; each says its base. Everything is counted in integers.
 */

/** An exact share: two thirds is `[2, 3]`. */
export type Share = readonly [numerator: number, denominator: number];

/** Of whom a share is asked. */
export const BASES = [
  /** Every member of the body on the day, whether it may vote or not. */
  "all",
  /** Every member that may vote on the motion. */
  "entitled",
  /** Every member that may vote and is represented in the session, silent ones too. */
  "represented",
  /** Every vote that was cast: in favour, against, and abstentions. */
  "cast",
  /** Votes in favour and against: who abstains is not voting. */
  "voting",
] as const;
export type Base = (typeof BASES)[number];

/** Who is counted: all members, or those that take part in the programme which the motion is about. */
export const GROUPS = ["members", "participants"] as const;
export type Group = (typeof GROUPS)[number];

/** What is added up: one for each member, or each member's weight. */
export const UNITS = ["members", "weights"] as const;
export type Unit = (typeof UNITS)[number];

/** So much of a base must be in favour. Of nobody there is no share: it is not met where the base is empty. */
export interface ShareNeeded {
  readonly kind: "share";
  readonly share: Share;
  /** `at least` two thirds; `more than` a half. */
  readonly bound: "at least" | "more than";
  readonly of: Base;
  readonly among: Group;
  readonly in: Unit;
}

/** Nobody of the group votes against. */
export interface NoObjection {
  readonly kind: "no objection";
  readonly among: Group;
}

/** Somebody votes in favour: silence is no consent. */
export interface SomebodyInFavour {
  readonly kind: "somebody in favour";
}

/** Somebody is represented: an empty room agrees to nothing. */
export interface SomebodyRepresented {
  readonly kind: "somebody represented";
}

export type Requirement = ShareNeeded | NoObjection | SomebodyInFavour | SomebodyRepresented;

/** Words in the two official languages. */
export interface Words {
  readonly en: string;
  readonly fr: string;
}

/** Where something comes from, and whether its text was seen there. */
export interface Sourced {
  readonly source: string;
  readonly isVerified: boolean;
}

/** Who must agree, out of whom. */
export interface MajorityRule extends Sourced {
  /** `two-thirds-of-all` */
  readonly id: string;
  readonly title: Words;
  /** All of them must be met. */
  readonly needs: readonly Requirement[];
  /** Whether only those that take part in the programme vote. */
  readonly voters: Group;
  /** What it is for, by the text that asks for it. */
  readonly clauses: readonly Clause[];
}

/** A clause that asks for a rule. */
export interface Clause extends Sourced {
  /** `Art. VIII` */
  readonly clause: string;
  readonly matter: Words;
}

/** Whether a rule needs to know who takes part in a programme. */
export function asksForParticipants({ needs, voters }: MajorityRule): boolean {
  return voters === "participants" || needs.some((need) => "among" in need && need.among === "participants");
}

/**
 * How much of a base is needed: the smallest whole number that meets a share.
 *
 *     neededOf({ share: [2, 3], bound: "at least" }, 23)   // 16
 *     neededOf({ share: [1, 2], bound: "more than" }, 22)  // 12
 */
export function neededOf(
  { share: [numerator, denominator], bound }: Pick<ShareNeeded, "share" | "bound">,
  base: number,
): number {
  const times = numerator * base;
  const floor = (times - (times % denominator)) / denominator;
  if (bound === "more than") return floor + 1;
  return times % denominator === 0 ? floor : floor + 1;
}
