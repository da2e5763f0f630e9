/**
 * What-if of the vote itself: which splits pass, which fail, and how far a vote is from coming out the other way. Pure, so that a page
 * answers while somebody moves a slider.
 */
import { CouncilError } from "../council-error.ts";
import { type Count, type Figures, NOBODY, type Voter } from "./count.ts";
import { asksForParticipants, type MajorityRule } from "./majority-rule.ts";
import { outcomeOf, type Quorum, type Verdict } from "./outcome.ts";

/** `depends`: it passes or fails by who they are, as where some count more than others. */
export type Split = "passes" | "fails" | "depends";

/** One split of a body: how many in favour and against; the rest of those represented abstain. */
export interface SplitCell {
  readonly inFavour: number;
  readonly against: number;
  readonly abstaining: number;
  readonly split: Split;
  /** What it is called where it does not depend on who they are. */
  readonly verdict: Verdict | undefined;
}

/** More splits than these are not listed: some 1,400 voters make a million. */
export const MOST_CELLS = 1_000_000;

interface Seats {
  /** Weights of those that vote, the heaviest first. */
  readonly weights: readonly number[];
  readonly participants: readonly number[];
  readonly whole: Count;
}

function seatsOf(voters: readonly Voter[]): Seats {
  const seated = voters.filter(({ isEntitled, isRepresented }) => isEntitled && isRepresented);
  const falling = (group: readonly Voter[]) => group.map(({ weight }) => weight).sort((a, b) => b - a);
  const figures = (group: readonly Voter[], weigh: (voter: Voter) => number): Figures => {
    const sum = (some: readonly Voter[]): number => some.reduce((total, voter) => total + weigh(voter), 0);
    return {
      ...NOBODY,
      all: sum(group),
      entitled: sum(group.filter(({ isEntitled }) => isEntitled)),
      represented: sum(group.filter(({ isEntitled, isRepresented }) => isEntitled && isRepresented)),
    };
  };
  const both = (group: readonly Voter[]) => ({
    members: figures(group, () => 1),
    weights: figures(group, ({ weight }) => weight),
  });
  const takingPart = voters.filter(({ takesPart }) => takesPart);
  return {
    weights: falling(seated),
    participants: falling(seated.filter(({ takesPart }) => takesPart)),
    whole: { members: both(voters), participants: both(takingPart) },
  };
}

/** Sums of the heaviest, and of the lightest, so many. */
function sumsOf(falling: readonly number[]): { heaviest: readonly number[]; lightest: readonly number[] } {
  const add = (weights: readonly number[]): number[] => {
    const sums = [0];
    for (const weight of weights) sums.push(sums.at(-1)! + weight);
    return sums;
  };
  return { heaviest: add(falling), lightest: add(falling.toReversed()) };
}

/** The count of a split where those in favour count as much as they can and those against as little, or the other way round. */
function extremesOf(seats: Seats) {
  const { weights, participants, whole } = seats;
  const members = sumsOf(weights);
  const part = sumsOf(participants);
  const others = weights.length - participants.length;
  const fill = (figures: Figures, inFavour: number, against: number): Figures => ({
    ...figures,
    inFavour,
    against,
    abstaining: figures.represented - inFavour - against,
  });
  return (inFavour: number, against: number, isBest: boolean): Count => {
    const forSums = isBest ? "heaviest" : "lightest";
    const againstSums = isBest ? "lightest" : "heaviest";
    const most = (of: number) => Math.min(of, participants.length);
    const least = (of: number) => Math.max(0, of - others);
    const takingFor = isBest ? most(inFavour) : least(inFavour);
    const takingAgainst = isBest ? least(against) : most(against);
    return {
      members: {
        members: fill(whole.members.members, inFavour, against),
        weights: fill(whole.members.weights, members[forSums][inFavour]!, members[againstSums][against]!),
      },
      participants: {
        members: fill(whole.participants.members, takingFor, takingAgainst),
        weights: fill(
          whole.participants.weights,
          part[forSums][takingFor]!,
          part[againstSums][takingAgainst]!,
        ),
      },
    };
  };
}

/**
 * Every split of those who are represented and may vote. Whoever is absent stays absent; who neither votes in favour nor against abstains.
 *
 * Where all count the same, or no programme is asked for, an answer is exact: `passes` is whatever passes whoever they are. In a body with
 * weights under a rule about a programme, `depends` may be said of a split that in truth passes or fails; the other two words are never wrong.
 *
 *     splitsOf(twoThirdsOfAll, voters).filter(({ split }) => split === "passes").length
 *
 * @throws CouncilError `wrong-figures` for a body with more than `MOST_CELLS` splits; `participants-missing`.
 */
export function splitsOf(rule: MajorityRule, voters: readonly Voter[], quorum?: Quorum): SplitCell[] {
  const seats = seatsOf(voters);
  const size = seats.weights.length;
  if (((size + 1) * (size + 2)) / 2 > MOST_CELLS)
    throw new CouncilError("incorrect", "wrong-figures", `the splits of ${size} votes are too many to list`, {
      help: `ask for one split, or for a body of fewer than ${Math.floor(Math.sqrt(2 * MOST_CELLS)) - 2} votes`,
    });
  const cells: SplitCell[] = [];
  const judge = judgeOf(rule, voters, quorum);
  for (let inFavour = 0; inFavour <= size; inFavour++)
    for (let against = 0; inFavour + against <= size; against++) cells.push(judge(inFavour, against));
  return cells;
}

/** Answers for single splits of a body: what is worked out once is. */
export function judgeOf(
  rule: MajorityRule,
  voters: readonly Voter[],
  quorum?: Quorum,
): (inFavour: number, against: number) => SplitCell {
  const seats = seatsOf(voters);
  const extreme = extremesOf(seats);
  const size = seats.weights.length;
  return (inFavour, against) => {
    if (inFavour < 0 || against < 0 || inFavour + against > size)
      throw new CouncilError(
        "incorrect",
        "too-many-votes",
        `${inFavour} in favour and ${against} against are more than the ${size} that can vote`,
      );
    const worst = outcomeOf(rule, extreme(inFavour, against, false), quorum);
    const best = outcomeOf(rule, extreme(inFavour, against, true), quorum);
    const split = worst.isAdopted ? "passes" : best.isAdopted ? "depends" : "fails";
    return {
      inFavour,
      against,
      abstaining: size - inFavour - against,
      split,
      verdict: worst.verdict === best.verdict ? worst.verdict : undefined,
    };
  };
}

/** How near a vote is to coming out the other way. */
export interface Swing {
  /** So few votes cast otherwise would do. */
  readonly votes: number;
  /** A split that they could lead to. */
  readonly to: Pick<SplitCell, "inFavour" | "against" | "abstaining">;
}

/**
 * The fewest votes that would have to be cast otherwise for a motion to come out the other way; undefined where no split of those
 * represented would. Only for a body in which it does not matter who votes how.
 *
 *     swingOf(twoThirdsOfAll, voters23, { inFavour: 17, against: 0 })   // { votes: 2, to: { inFavour: 15, against: 0, abstaining: 8 } }
 *
 * @throws CouncilError `wrong-figures` where members have different weights and the rule counts these, or the rule is about a programme.
 */
export function swingOf(
  rule: MajorityRule,
  voters: readonly Voter[],
  from: { readonly inFavour: number; readonly against: number },
  quorum?: Quorum,
): Swing | undefined {
  const isByWeight =
    rule.needs.some((need) => need.kind === "share" && need.in === "weights") &&
    new Set(voters.map(({ weight }) => weight)).size > 1;
  if (isByWeight || asksForParticipants(rule))
    throw new CouncilError(
      "incorrect",
      "wrong-figures",
      "how near a vote is cannot be told from numbers alone: it depends on who votes how",
    );
  const cells = splitsOf(rule, voters, quorum);
  const now = cells.find(({ inFavour, against }) => inFavour === from.inFavour && against === from.against);
  if (now === undefined)
    throw new CouncilError("incorrect", "too-many-votes", "there are more votes than members that can vote");
  let nearest: Swing | undefined;
  for (const { split, verdict: _, ...to } of cells) {
    if (split === now.split) continue;
    const more = (was: number, is: number): number => Math.max(0, is - was);
    // Each vote that is cast otherwise leaves one pile for another: those that grow say how many.
    const votes =
      more(now.inFavour, to.inFavour) + more(now.against, to.against) + more(now.abstaining, to.abstaining);
    const isNearer = nearest === undefined || votes < nearest.votes;
    if (isNearer) nearest = { votes, to };
  }
  return nearest;
}
