/** A vote in figures: how many of whom voted how, by heads and by weights. */
import { CouncilError } from "../council-error.ts";
import type { Group, MajorityRule, Unit } from "./majority-rule.ts";

/** What a member can choose. Abstaining is a choice; not voting is none. */
export const CHOICES = ["in favour", "against", "abstain"] as const;
export type Choice = (typeof CHOICES)[number];

/** A member of a body on the day of a vote. */
export interface Voter {
  readonly member: string;
  /** A whole number, at least 0. */
  readonly weight: number;
  /** Whether it may vote on this motion. */
  readonly isEntitled: boolean;
  /** Whether it takes part in the programme that the motion is about; false where it is about none. */
  readonly takesPart: boolean;
  /** Whether its delegates are there. */
  readonly isRepresented: boolean;
}

/** How a group voted, in one unit. Who is represented and did not vote is in `represented` alone. */
export interface Figures {
  readonly all: number;
  readonly entitled: number;
  /** Of those entitled. */
  readonly represented: number;
  readonly inFavour: number;
  readonly against: number;
  readonly abstaining: number;
}

/** The figures of a vote, for each group in each unit. */
export type Count = Readonly<Record<Group, Readonly<Record<Unit, Figures>>>>;

export const NOBODY: Figures = {
  all: 0,
  entitled: 0,
  represented: 0,
  inFavour: 0,
  against: 0,
  abstaining: 0,
};

/** Weights above this are refused: shares of sums of them must stay exact. */
export const GREATEST_WEIGHT = 1_000_000;
/** Bodies of more members are refused. */
export const MOST_MEMBERS = 10_000;

/** Whether a number counts something. */
export const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Figures of one group added up from its voters. */
function figuresOf(
  voters: readonly Voter[],
  votes: ReadonlyMap<string, Choice>,
  weigh: (voter: Voter) => number,
): Figures {
  const sum = (wanted: (voter: Voter) => boolean): number =>
    voters.reduce((total, voter) => (wanted(voter) ? total + weigh(voter) : total), 0);
  const chose = (choice: Choice) => sum(({ member }) => votes.get(member) === choice);
  return {
    all: sum(() => true),
    entitled: sum(({ isEntitled }) => isEntitled),
    represented: sum(({ isEntitled, isRepresented }) => isEntitled && isRepresented),
    inFavour: chose("in favour"),
    against: chose("against"),
    abstaining: chose("abstain"),
  };
}

/**
 * Counts votes by name. A vote by somebody who is no member, or who has no vote on the motion, is refused; whoever votes is represented.
 *
 * @throws CouncilError `not-a-member`, `no-vote`, `wrong-figures`.
 */
export function countVotes(voters: readonly Voter[], votes: ReadonlyMap<string, Choice>): Count {
  if (voters.length > MOST_MEMBERS)
    throw new CouncilError(
      "incorrect",
      "wrong-figures",
      `a body of ${voters.length} members is more than the ${MOST_MEMBERS} that are counted here`,
    );
  const known = new Map(voters.map((voter) => [voter.member, voter]));
  for (const { member, weight } of voters)
    if (!isWhole(weight) || weight > GREATEST_WEIGHT)
      throw new CouncilError(
        "incorrect",
        "wrong-figures",
        `the weight of \`${member}\` is \`${weight}\`; expected a whole number from 0 to ${GREATEST_WEIGHT}`,
      );
  for (const member of votes.keys()) {
    const voter = known.get(member);
    if (voter === undefined)
      throw new CouncilError(
        "incorrect",
        "not-a-member",
        `\`${member}\` is no member of the body on that day`,
      );
    if (!voter.isEntitled)
      throw new CouncilError("refused", "no-vote", `\`${member}\` has no vote on this motion`);
  }
  const seated = voters.map((voter) =>
    votes.has(voter.member) && !voter.isRepresented ? { ...voter, isRepresented: true } : voter,
  );
  const participants = seated.filter(({ takesPart }) => takesPart);
  const both = (group: readonly Voter[]) => ({
    members: figuresOf(group, votes, () => 1),
    weights: figuresOf(group, votes, ({ weight }) => weight),
  });
  return { members: both(seated), participants: both(participants) };
}

/** A vote of which only numbers are known, as of a secret one. */
export interface Tally {
  readonly inFavour: number;
  readonly against: number;
  readonly abstaining: number;
  /** Members that may vote and are represented, whether they voted or not; as many as voted where it is not said. */
  readonly represented?: number;
}

/**
 * The count of a tally in a body in which each member has one vote and nothing depends on who it is.
 *
 *     countTally(23, { inFavour: 0, against: 17, abstaining: 6 })
 *
 * @throws CouncilError `wrong-figures`, `too-many-votes`.
 */
export function countTally(
  body: number | { readonly all: number; readonly entitled: number },
  { inFavour, against, abstaining, represented }: Tally,
): Count {
  const { all, entitled } = typeof body === "number" ? { all: body, entitled: body } : body;
  const cast = inFavour + against + abstaining;
  const present = represented ?? cast;
  for (const [what, value] of Object.entries({
    all,
    entitled,
    inFavour,
    against,
    abstaining,
    represented: present,
  }))
    if (!isWhole(value) || value > MOST_MEMBERS)
      throw new CouncilError(
        "incorrect",
        "wrong-figures",
        `\`${value}\` is no number of members; expected a whole number from 0 to ${MOST_MEMBERS}`,
        { path: what },
      );
  const more =
    entitled > all
      ? `${entitled} members with a vote are more than the ${all} of the body`
      : present > entitled
        ? represented === undefined
          ? `${cast} votes are more than the ${entitled} members with a vote`
          : `${present} members represented are more than the ${entitled} with a vote`
        : cast > present
          ? `${cast} votes are more than the ${present} members represented`
          : undefined;
  if (more !== undefined)
    throw new CouncilError("incorrect", "too-many-votes", more, {
      help: "count each member once, in favour, against or abstaining",
    });
  const figures: Figures = { all, entitled, represented: present, inFavour, against, abstaining };
  const group = { members: figures, weights: figures };
  return { members: group, participants: { members: NOBODY, weights: NOBODY } };
}

/** Refuses a rule about a programme where nobody takes part in one. @throws CouncilError `participants-missing`. */
export function refuseWithoutParticipants(rule: Pick<MajorityRule, "id">, { participants }: Count): void {
  if (participants.members.all > 0) return;
  throw new CouncilError(
    "incorrect",
    "participants-missing",
    `the rule \`${rule.id}\` counts those that take part in a programme, and nobody is named`,
    { help: "say which members take part in the programme that the motion is about" },
  );
}
