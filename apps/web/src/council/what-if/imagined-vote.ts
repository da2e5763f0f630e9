/** A vote that nobody held, counted in the browser by the same pure rules as on the server. */
import {
  type Count,
  type MajorityRule as CountedRule,
  countTally,
  outcomeOf,
  ruleInFigures,
  type Swing,
  swingOf,
  type VoteOutcome,
  type Voter,
} from "@comity/council";
import type { DecidingBody, MajorityRule } from "../../api/generated/routes.ts";

export interface ImaginedVote {
  readonly inFavour: number;
  readonly against: number;
  readonly absent: number;
}

/** The rule as it is counted: the API sends its requirements as data. */
const ruleOf = (rule: MajorityRule): CountedRule => ({
  ...rule,
  needs: rule.definition as unknown as CountedRule["needs"],
});

/** Whether sums alone say what a vote comes to: nothing depends on who votes how. */
export function isBySums(rule: MajorityRule, { members }: Pick<DecidingBody, "members">): boolean {
  const isByWeight = rule.definition.some(({ in: unit }) => unit === "weights");
  return !rule.asksForParticipants && !(isByWeight && new Set(members.map(({ weight }) => weight)).size > 1);
}

const votersIn = ({ members }: Pick<DecidingBody, "members">, absent: number): Voter[] => {
  const voting = members.filter(({ hasVote }) => hasVote);
  const present = new Set(voting.slice(0, voting.length - absent).map(({ member }) => member));
  return members.map(({ member, weight, hasVote, takesPart }) => ({
    member,
    weight,
    isEntitled: hasVote,
    takesPart,
    isRepresented: present.has(member),
  }));
};

function countOf(body: Pick<DecidingBody, "members">, { inFavour, against, absent }: ImaginedVote): Count {
  const all = body.members.length;
  const entitled = body.members.filter(({ hasVote }) => hasVote).length;
  const represented = entitled - absent;
  const abstaining = represented - inFavour - against;
  return countTally({ all, entitled }, { inFavour, against, abstaining, represented });
}

/** What an imagined vote comes to, leaving the quorum aside. Only where `isBySums`. */
export const outcomeBy = (
  rule: MajorityRule,
  body: Pick<DecidingBody, "members">,
  vote: ImaginedVote,
): VoteOutcome => outcomeOf(ruleOf(rule), countOf(body, vote));

/** The rule in figures, told apart at so many voting: `16 of 23 needed; 15 of 17 voting would not do`. */
export function figuresAt(rule: MajorityRule, { members }: Pick<DecidingBody, "members">, voting: number) {
  const size = { all: members.length, entitled: members.filter(({ hasVote }) => hasVote).length };
  return ruleInFigures(ruleOf(rule), size, voting).words;
}

/** How near an imagined vote is to coming out the other way, leaving the quorum aside. Only where `isBySums`. */
export const swingFrom = (
  rule: MajorityRule,
  body: Pick<DecidingBody, "members">,
  { inFavour, against, absent }: ImaginedVote,
): Swing | undefined => swingOf(ruleOf(rule), votersIn(body, absent), { inFavour, against });
