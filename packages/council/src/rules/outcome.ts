/** What a vote comes to under a rule: each requirement with what it needed and what it got, and one name for the whole. */
import { type Count, type Figures, refuseWithoutParticipants } from "./count.ts";
import {
  asksForParticipants,
  type Base,
  type MajorityRule,
  neededOf,
  type Requirement,
  type ShareNeeded,
} from "./majority-rule.ts";

/** A share of the members that must be represented for a vote to count. */
export interface Quorum {
  readonly share: ShareNeeded["share"];
  readonly bound: ShareNeeded["bound"];
  /** `entitled`: of those entitled to vote on the motion. */
  readonly of: "all" | "entitled";
}

/** The names of what a vote can come to. Only the first one is adopted. */
export const VERDICTS = [
  "adopted",
  /** Fewer in favour than are needed. */
  "short",
  /** As many in favour as against, where more than half of those voting is needed. */
  "tie",
  /** Somebody voted against, where nobody may. */
  "objection",
  /** Nobody voted of those of whom a share is asked. */
  "nobody-voted",
  /** Too few are represented: the vote counts for nothing. */
  "no-quorum",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A requirement held against a count. */
export interface Met {
  readonly need: Requirement;
  readonly isMet: boolean;
  /** Of a share: how many, or how much weight, was in favour, of what base, and how much was needed. Of an objection: how many objected. */
  readonly got: number;
  readonly of: number;
  readonly needed: number;
}

export interface VoteOutcome {
  readonly verdict: Verdict;
  readonly isAdopted: boolean;
  readonly needs: readonly Met[];
  /** Undefined where the body knows no quorum. */
  readonly quorum:
    | { readonly isMet: boolean; readonly got: number; readonly of: number; readonly needed: number }
    | undefined;
}

const BASE_OF: Readonly<Record<Base, (figures: Figures) => number>> = {
  all: ({ all }) => all,
  entitled: ({ entitled }) => entitled,
  represented: ({ represented }) => represented,
  cast: ({ inFavour, against, abstaining }) => inFavour + against + abstaining,
  voting: ({ inFavour, against }) => inFavour + against,
};

function met(need: Requirement, count: Count): Met {
  switch (need.kind) {
    case "share": {
      const figures = count[need.among][need.in];
      const of = BASE_OF[need.of](figures);
      const needed = neededOf(need, of);
      return { need, isMet: of > 0 && figures.inFavour >= needed, got: figures.inFavour, of, needed };
    }
    case "no objection": {
      const { against, all } = count[need.among].members;
      return { need, isMet: against === 0, got: against, of: all, needed: 0 };
    }
    case "somebody in favour": {
      const { inFavour, all } = count.members.members;
      return { need, isMet: inFavour > 0, got: inFavour, of: all, needed: 1 };
    }
    case "somebody represented": {
      const { represented, all } = count.members.members;
      return { need, isMet: represented > 0, got: represented, of: all, needed: 1 };
    }
  }
}

/** Why a requirement was not met. */
function verdictOf({ need, of, got }: Met, count: Count): Verdict {
  if (need.kind === "no objection") return "objection";
  if (need.kind !== "share") return "nobody-voted";
  if (of === 0) return "nobody-voted";
  const { inFavour, against } = count[need.among][need.in];
  const isOfVoting =
    need.of === "voting" && need.bound === "more than" && need.share[0] * 2 === need.share[1];
  return isOfVoting && inFavour === against && got > 0 ? "tie" : "short";
}

/**
 * What a vote comes to.
 *
 *     outcomeOf(twoThirdsOfAll, countTally(23, { inFavour: 15, against: 2, abstaining: 6 })).verdict   // "short": 16 of 23 are needed
 *     outcomeOf(twoThirdsOfVoting, countTally(23, { inFavour: 15, against: 2, abstaining: 6 })).verdict // "adopted": 12 of 17 are needed
 *
 * Where several requirements fail, the verdict is that of the first in the order of the rule.
 *
 * @throws CouncilError `participants-missing` for a rule about a programme without anybody who takes part in it.
 */
export function outcomeOf(rule: MajorityRule, count: Count, quorum?: Quorum): VoteOutcome {
  if (asksForParticipants(rule)) refuseWithoutParticipants(rule, count);
  const needs = rule.needs.map((need) => met(need, count));
  const present = quorum === undefined ? undefined : presentFor(quorum, count);
  const failed = needs.find(({ isMet }) => !isMet);
  const verdict: Verdict =
    present?.isMet === false ? "no-quorum" : failed === undefined ? "adopted" : verdictOf(failed, count);
  return { verdict, isAdopted: verdict === "adopted", needs, quorum: present };
}

/** Whether enough are represented. */
function presentFor(quorum: Quorum, count: Count): NonNullable<VoteOutcome["quorum"]> {
  const { represented, [quorum.of]: of } = count.members.members;
  const needed = neededOf(quorum, of);
  return { isMet: of > 0 && represented >= needed, got: represented, of, needed };
}
