/** A secret ballot as whoever asks sees it: who is awaited, whose keys voted, what came out. When anybody voted nobody is told. */
import { CEREMONY_ROUNDS, type CeremonyRound, type TabledMotion } from "@comity/council";
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import type { BallotDocument, ListDocument, StoredBallot } from "./ballot-document.ts";
import { type BallotParts, boardLocation } from "./ballot-parts.ts";
import type { BALLOT_STAGES, BallotShown } from "./ballot-shapes.ts";
import { ANSWERS, type SaidTexts } from "./ballot-task.ts";
import type { GrownBoard } from "./board-book.ts";

export type BallotStage = (typeof BALLOT_STAGES)[number];

const STAGE_OF = {
  Setup: "open",
  Ballot: "open",
  EndBallots: "closed",
  EncryptedTally: "added up",
  PartialDecryption: "being opened",
  Result: "counted",
} as const;

/** How far a vote has come. */
export function stageOf(
  { stage }: Pick<BallotDocument, "stage">,
  board: GrownBoard | undefined,
): BallotStage {
  const last = board?.segments.at(-1);
  return stage !== "open" || last === undefined ? stage : STAGE_OF[last.type];
}

/** The round in which somebody's message is awaited; none where the ceremony is over. */
export const roundAwaited = (texts: SaidTexts): CeremonyRound | undefined =>
  CEREMONY_ROUNDS.find((round) => texts[round].includes(null));

interface NamedKey {
  readonly delegation: string;
  readonly public_key: string;
}

/** Keys in digits by the members whose they are. */
export const keysByMember = ({ named }: Pick<ListDocument, "named">): ReadonlyMap<string, string> =>
  new Map((JSON.parse(named) as readonly NamedKey[]).map((each) => [each.delegation, each.public_key]));

export const resultOf = (board: GrownBoard | undefined) => {
  const counts = board?.segments.at(-1)?.counts;
  if (counts === undefined) return null;
  const [inFavour = 0, against = 0, abstaining = 0] = counts;
  return { inFavour, against, abstaining };
};

/** Keys that voted. */
export const castOn = ({ segments }: GrownBoard): ReadonlySet<string> =>
  new Set(segments.flatMap(({ key }) => key ?? []));

const isRecordedBy = (motion: TabledMotion | undefined, ballot: string): boolean =>
  motion?.votes.some(
    (vote) => vote.ballot.kind === "secret" && vote.ballot.board?.location === boardLocation(ballot),
  ) ?? false;

/** A vote as whoever asks sees it. */
export async function ballotShown(
  c: Context<Env>,
  { council, book, boards }: BallotParts,
  stored: StoredBallot,
): Promise<z.output<typeof BallotShown>> {
  const { ballot, value } = stored;
  const { asker, context } = c.var;
  const [said, list, board, { agenda }] = await Promise.all([
    book.said(stored),
    book.list(ballot),
    boards.get(ballot),
    council.agendas.get(value.body, value.session),
  ]);
  const keys =
    list === undefined
      ? new Set((await book.claims(ballot)).map(({ member }) => member))
      : keysByMember(list);
  const cast = board === undefined ? new Set<string>() : castOn(board);
  const answered = new Set(board?.segments.flatMap(({ number }) => number ?? []));
  const stage = stageOf(value, board);
  const round = roundAwaited(said.texts);
  const isPreparing = stage === "preparing" || stage === "listed";
  const isAnswering = (stage === "added up" || stage === "being opened") && answered.size < value.needed;
  const own = value.trustees.findIndex(({ account }) => account === asker.account);
  const motion = agenda.items.find(({ number }) => number === value.item)?.motion;
  return {
    ballot,
    body: value.body,
    session: value.session,
    item: value.item,
    number: value.number,
    question: value.question,
    description: value.description,
    answers: [...ANSWERS],
    readers: value.readers,
    stage,
    abandoned: value.abandoned ?? null,
    rule: value.rule,
    isWeighed: value.isWeighed,
    voters: value.voters.map(({ member, title, weight }) => ({
      member,
      title: title ?? null,
      weight,
      hasKey: keys.has(member),
      hasVoted: keys instanceof Map && cast.has(keys.get(member) ?? ""),
    })),
    list: list === undefined ? null : { sha256: list.sha256 },
    ceremony: {
      attempt: value.attempt,
      needed: value.needed,
      round: round ?? "over",
      trustees: value.trustees.map(({ name }, at) => ({
        number: at + 1,
        name,
        said: CEREMONY_ROUNDS.filter((each) => said.texts[each][at] !== null),
        isAwaited:
          (isPreparing && round !== undefined && said.texts[round][at] === null) ||
          (isAnswering && !answered.has(at + 1)),
        hasAnswered: answered.has(at + 1),
      })),
      complaints: said.complaints.map(({ number, against, code }) => ({ by: number, against, code })),
    },
    board:
      board === undefined
        ? null
        : {
            head: board.head,
            events: board.segments.length,
            bytes: board.bytes.length,
            cast: cast.size,
          },
    result: resultOf(board),
    isRecorded: isRecordedBy(motion, ballot),
    you: {
      trustee: own < 0 ? null : own + 1,
      members: value.voters
        .map(({ member }) => member)
        .filter((id) => context.gate.may(asker, "announce", { kind: "voting-key", id })),
      keeps: context.gate.may(asker, "record", { kind: "ballot", id: ballot }),
    },
  };
}
