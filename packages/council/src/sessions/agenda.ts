/**
 * A session's agenda, and what becomes of its motions: tabled with the fact sheet that they are decided on, voted on, decided. Values in,
 * values out; whoever keeps them keeps them as they are.
 */
import type { Day } from "@comity/calendar";
import {
  type MemberStanding,
  ruleOf,
  type SeatedBody,
  sizeOf,
  standingsOn,
  votersOf,
} from "../bodies/roll.ts";
import { CouncilError } from "../council-error.ts";
import { CHOICES, type Choice, type Count, countTally, countVotes, type Tally } from "../rules/count.ts";
import type { MajorityRule, Words } from "../rules/majority-rule.ts";
import { outcomeOf, type VoteOutcome } from "../rules/outcome.ts";
import { outcomeWords } from "../rules/rule-words.ts";
import { type Consequence, checkMotion, consequenceOf, type Motion, takesEffect } from "./motion.ts";
import type { Paper, PaperLevel } from "./papers.ts";

/** The fact sheet on which a motion is decided: frozen, so that nobody can say later that it was another. */
export interface DecidedOn {
  readonly draft: string;
  readonly title: string;
  /** The number of the frozen sheet, and the revision of the draft that it is of. */
  readonly number: number;
  readonly revision: number;
  /** The hash of the frozen sheet, with what the registry knew and by which policy. */
  readonly sha256: string;
  readonly knownOn: string;
  /** Agreements that the draft's acts are about. */
  readonly agreements: readonly string[];
}

/** A vote as it is on record. Of a secret one only sums are, and how many were represented. */
export type Ballot =
  | { readonly kind: "open"; readonly votes: Readonly<Record<string, Choice>> }
  | {
      readonly kind: "secret";
      readonly tally: Omit<Tally, "represented">;
      /** The public board on which it can be recounted. */
      readonly board: { readonly sha256: string; readonly location: string } | undefined;
    };

export interface VoteRecord {
  readonly on: string;
  readonly at: string;
  readonly by: string;
  /** Members whose delegates were there. */
  readonly represented: readonly string[];
  readonly ballot: Ballot;
  readonly outcome: VoteOutcome;
  readonly words: Words;
  readonly consequence: Consequence;
}

export interface TabledMotion extends Motion {
  readonly state: "tabled" | "voted" | "not put";
  readonly decidedOn: DecidedOn | undefined;
  /** Votes without a quorum, and then the one that counts. */
  readonly votes: readonly VoteRecord[];
  /** What came of it; undefined while it is tabled. */
  readonly consequence: Consequence | undefined;
  /** The decision as which its acts were entered. */
  readonly decision: string | undefined;
}

export interface AgendaItem {
  readonly number: number;
  readonly title: string;
  /** Who may see it, its papers and its vote. */
  readonly level: PaperLevel;
  readonly papers: readonly Paper[];
  readonly motion: TabledMotion | undefined;
}

/** What is kept of a session beside what the registry says of it. */
export interface Agenda {
  readonly body: string;
  readonly session: string;
  /** Members whose delegates are there; those that voted are, too. */
  readonly represented: readonly string[];
  readonly items: readonly AgendaItem[];
}

export const emptyAgenda = (body: string, session: string): Agenda => ({
  body,
  session,
  represented: [],
  items: [],
});

/** @throws CouncilError `no-item`. */
export function itemOf({ items, session }: Agenda, number: number): AgendaItem {
  const found = items.find((item) => item.number === number);
  if (found === undefined)
    throw new CouncilError(
      "not found",
      "no-item",
      `session \`${session}\` has no item ${number} on its agenda`,
    );
  return found;
}

/** @throws CouncilError `no-motion`. */
export function motionOf(agenda: Agenda, number: number): TabledMotion {
  const { motion } = itemOf(agenda, number);
  if (motion === undefined)
    throw new CouncilError("not found", "no-motion", `no motion is tabled under item ${number}`);
  return motion;
}

/** Puts another item at the end of an agenda. */
export function addItem(agenda: Agenda, item: Pick<AgendaItem, "title" | "level" | "papers">): Agenda {
  const number = agenda.items.reduce((last, each) => Math.max(last, each.number), 0) + 1;
  return { ...agenda, items: [...agenda.items, { number, ...item, motion: undefined }] };
}

function replaceItem(agenda: Agenda, number: number, change: (item: AgendaItem) => AgendaItem): Agenda {
  itemOf(agenda, number);
  return { ...agenda, items: agenda.items.map((item) => (item.number === number ? change(item) : item)) };
}

/** Lays a paper beside an item. @throws CouncilError `no-item`, `already-on-agenda`. */
export function addPaper(agenda: Agenda, number: number, paper: Paper): Agenda {
  return replaceItem(agenda, number, (item) => {
    if (item.papers.some(({ reference }) => reference === paper.reference))
      throw new CouncilError("conflict", "already-on-agenda", `\`${paper.reference}\` is there already`, {
        help: "a paper that was revised bears another reference",
      });
    return { ...item, papers: [...item.papers, paper] };
  });
}

/**
 * Tables a motion under an item.
 *
 * @throws CouncilError `no-item`, `already-on-agenda`, `no-rule`, `default-missing`, `wrong-default`, `participants-missing`.
 */
export function tableMotion(
  agenda: Agenda,
  number: number,
  motion: Motion,
  { body, on, decidedOn }: { readonly body: SeatedBody; readonly on: Day; readonly decidedOn?: DecidedOn },
): Agenda {
  const rule = ruleOf(body, motion.rule);
  checkMotion(motion);
  // Whoever takes part must be known before anybody votes.
  const standings = standingsOn(body, on, { rule, programme: motion.programme });
  outcomeOf(rule, countVotes(votersOf(standings), new Map()));
  if (motion.ballot === "secret") refuseUncountable(rule, standings);
  return replaceItem(agenda, number, (item) => {
    if (item.motion !== undefined)
      throw new CouncilError(
        "conflict",
        "already-on-agenda",
        `a motion is tabled under item ${number} already`,
        {
          help: "table it under an item of its own",
        },
      );
    const tabled: TabledMotion = {
      ...motion,
      state: "tabled",
      decidedOn,
      votes: [],
      consequence: undefined,
      decision: undefined,
    };
    return { ...item, motion: tabled };
  });
}

/** Notes which members are represented. @throws CouncilError `not-a-member`. */
export function noteRepresented(
  agenda: Agenda,
  members: readonly string[],
  body: SeatedBody,
  on: Day,
): Agenda {
  const seated = new Set(standingsOn(body, on, { rule: { voters: "members" } }).map(({ member }) => member));
  for (const member of members)
    if (!seated.has(member))
      throw new CouncilError(
        "incorrect",
        "not-a-member",
        `\`${member}\` is no member of the body on that day`,
      );
  return { ...agenda, represented: [...new Set(members)].sort() };
}

/** A vote as it is handed in. */
export type GivenVote =
  | { readonly votes: Readonly<Record<string, Choice>> }
  | {
      readonly tally: Omit<Tally, "represented">;
      readonly board?: { readonly sha256: string; readonly location: string } | undefined;
    };

/** Who recorded a vote, when, and the day of the vote itself. */
export interface Recording {
  readonly body: SeatedBody;
  readonly on: Day;
  readonly writtenOn: string;
  readonly at: string;
  readonly by: string;
}

/**
 * Records a vote on a motion and what came of it. Without a quorum the vote counts for nothing: it stays on record, and the motion can be
 * put again. Of a secret ballot names are refused, whoever hands them in.
 *
 * @throws CouncilError `wrong-state`, `ballot-secret`, `names-missing`, and what counting refuses.
 */
export function recordVote(agenda: Agenda, number: number, given: GivenVote, recording: Recording): Agenda {
  const motion = motionOf(agenda, number);
  if (motion.state !== "tabled")
    throw new CouncilError(
      "conflict",
      "wrong-state",
      `the motion under item ${number} is ${motion.state} already`,
    );
  const { body, on, writtenOn, at, by } = recording;
  const rule = ruleOf(body, motion.rule);
  const standings = standingsOn(body, on, { rule, programme: motion.programme });
  const { count, ballot, represented } = counted(motion, agenda.represented, given, standings);
  const outcome = outcomeOf(rule, count, body.quorum);
  const consequence = consequenceOf(motion, outcome.verdict);
  const vote: VoteRecord = {
    on: writtenOn,
    at,
    by,
    represented,
    ballot,
    outcome,
    words: outcomeWords(outcome),
    consequence,
  };
  const isOver = outcome.verdict !== "no-quorum";
  return replaceItem(agenda, number, (item) => ({
    ...item,
    motion: {
      ...motion,
      state: isOver ? "voted" : "tabled",
      votes: [...motion.votes, vote],
      consequence: isOver ? consequence : undefined,
    },
  }));
}

function counted(
  { ballot }: Pick<Motion, "ballot">,
  noted: readonly string[],
  given: GivenVote,
  standings: readonly MemberStanding[],
): { readonly count: Count; readonly ballot: Ballot; readonly represented: readonly string[] } {
  if ("votes" in given) {
    if (ballot === "secret")
      throw new CouncilError(
        "refused",
        "ballot-secret",
        "the ballot is secret: who voted how is not recorded",
        {
          help: "hand in the sums alone",
        },
      );
    for (const [member, choice] of Object.entries(given.votes))
      if (!CHOICES.includes(choice))
        throw new CouncilError("incorrect", "not-a-choice", `what \`${member}\` chose is no choice`, {
          path: `votes.${member}`,
          help: `expected one of ${CHOICES.map((each) => `\`${each}\``).join(", ")}`,
        });
    const votes = new Map(Object.entries(given.votes));
    const present = new Set([...noted, ...votes.keys()]);
    const count = countVotes(votersOf(standings, present), votes);
    return { count, ballot: { kind: "open", votes: given.votes }, represented: [...present].sort() };
  }
  if (ballot === "open")
    throw new CouncilError("incorrect", "names-missing", "the vote is open: it is recorded by name", {
      help: "say who voted how, or table the motion with a secret ballot",
    });
  const present = new Set(noted);
  const seatedPresent = standings.filter(({ member, hasVote }) => hasVote && present.has(member)).length;
  const { inFavour, against, abstaining } = given.tally;
  const cast = inFavour + against + abstaining;
  const size = sizeOf(standings);
  const count = countTally(size, {
    inFavour,
    against,
    abstaining,
    represented: Math.max(cast, seatedPresent),
  });
  return {
    count: { ...count, participants: participantsOf(standings, count) },
    ballot: { kind: "secret", tally: given.tally, board: given.board },
    represented: [...noted],
  };
}

/** Refuses a secret ballot whose sums would not say what it comes to. @throws CouncilError `not-counted`. */
function refuseUncountable(rule: MajorityRule, standings: readonly MemberStanding[]): void {
  const refuse = (message: string, help: string): never => {
    throw new CouncilError("incorrect", "not-counted", message, { help });
  };
  const isByWeight = rule.needs.some((need) => need.kind === "share" && need.in === "weights");
  if (isByWeight && new Set(standings.map(({ weight }) => weight)).size > 1)
    refuse(
      "the sums of a secret ballot do not say what a vote by weight comes to",
      "table it with an open vote",
    );
  const isOfSome = rule.needs.some((need) => "among" in need && need.among === "participants");
  const areAll = standings.every(({ hasVote, takesPart }) => !hasVote || takesPart);
  if (isOfSome && !areAll)
    refuse(
      "the sums of a secret ballot do not say how those voted that take part in the programme",
      "table it with an open vote, or put it to those that take part and to all, one after the other",
    );
}

/** Of a secret ballot nobody knows how those voted that take part in a programme, unless they alone vote. */
function participantsOf(standings: readonly MemberStanding[], { members }: Count): Count["participants"] {
  const takingPart = standings.filter(({ takesPart }) => takesPart);
  const voting = standings.filter(({ hasVote }) => hasVote);
  const areAll = takingPart.length > 0 && voting.every(({ takesPart }) => takesPart);
  const none = { all: 0, entitled: 0, represented: 0, inFavour: 0, against: 0, abstaining: 0 };
  if (!areAll) return { members: none, weights: none };
  const figures = { ...members.members, all: takingPart.length };
  return { members: figures, weights: figures };
}

/** Notes that a motion was not put to the vote: its default happens. @throws CouncilError `wrong-state`. */
export function leaveUnput(agenda: Agenda, number: number): Agenda {
  const motion = motionOf(agenda, number);
  if (motion.state !== "tabled")
    throw new CouncilError(
      "conflict",
      "wrong-state",
      `the motion under item ${number} is ${motion.state} already`,
    );
  const consequence = consequenceOf(motion, undefined);
  return replaceItem(agenda, number, (item) => ({
    ...item,
    motion: { ...motion, state: "not put", consequence },
  }));
}

/**
 * The sheet whose draft is to be entered as a decision: where the motion's outcome is what the draft says.
 *
 * @throws CouncilError `wrong-state`, `nothing-to-enter`.
 */
export function draftToEnter(agenda: Agenda, number: number): DecidedOn {
  const { state, consequence, decidedOn, decision } = motionOf(agenda, number);
  if (consequence === undefined)
    throw new CouncilError(
      "conflict",
      "wrong-state",
      `the motion under item ${number} is ${state}, and nothing came of it yet`,
    );
  if (decision !== undefined)
    throw new CouncilError("conflict", "wrong-state", `it was entered already, as \`${decision}\``);
  if (decidedOn === undefined)
    throw new CouncilError("conflict", "nothing-to-enter", "the motion is about no draft: it has no acts");
  if (!takesEffect(consequence))
    throw new CouncilError(
      "conflict",
      "nothing-to-enter",
      "what came of the motion is not what the draft says",
      {
        help: "nothing is to be entered: things go on as they are",
      },
    );
  return decidedOn;
}

/** Notes as which decision the acts of a motion were entered. */
export function noteDecision(agenda: Agenda, number: number, decision: string): Agenda {
  return replaceItem(agenda, number, (item) => ({
    ...item,
    motion: { ...motionOf(agenda, number), decision },
  }));
}
