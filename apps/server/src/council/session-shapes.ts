/** What requests and answers about sessions, motions and votes are made of. */
import { type Day, formatDay } from "@comity/calendar";
import {
  type AgendaItem,
  BALLOTS,
  CHOICES,
  consequenceWords,
  EFFECTS,
  type NoticeWarning,
  PAPER_LEVELS,
  POLARITIES,
  type TabledMotion,
  type VoteRecord,
} from "@comity/council";
import type { SessionAct } from "@comity/registry";
import { z } from "@hono/zod-openapi";
import { dayText, IdField, orNone } from "../reading/fields.ts";
import { Words } from "./body-shapes.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 has 64 small hexadecimal digits");
const Line = z.string().min(1).max(2_000);

/** A paper, as it is given and shown. */
export const PaperGiven = z
  .strictObject({
    reference: z.string().min(1).max(500),
    title: z.string().min(1).max(500),
    level: z
      .enum(PAPER_LEVELS)
      .openapi({ description: "Who may read it: whoever sits in sessions of that kind." }),
    sha256: Sha256,
    location: Line,
  })
  .openapi("CouncilPaper");

const DefaultGiven = z.strictObject({ effect: z.enum(EFFECTS), clause: Line });

export const MotionGiven = z
  .strictObject({
    title: z.string().min(1).max(500),
    polarity: z
      .enum(POLARITIES)
      .openapi({ description: "What its adoption does: ends something, lets it go on, changes it." }),
    rule: IdField.optional().openapi({
      description: "A rule of the body; its usual one where none is named.",
    }),
    clause: Line.openapi({ description: "The clause that governs it." }),
    default: DefaultGiven.optional().openapi({
      description: "What happens if it fails or is not put; needed.",
    }),
    ballot: z
      .enum(BALLOTS)
      .openapi({ description: "`open`: by name. `secret`: only sums are ever on record." }),
    programme: IdField.optional(),
    draft: z
      .strictObject({ id: IdField, frozen: z.number().int().min(1).max(9_999) })
      .optional()
      .openapi({ description: "The draft, and the number of its frozen fact sheet, that is decided on." }),
  })
  .openapi("CouncilMotion");

const Sum = z.number().int().min(0).max(10_000);
const BoardGiven = z.strictObject({ sha256: Sha256, location: Line });

export const VoteGiven = z
  .strictObject({
    on: z.string().openapi({ format: "date" }),
    // What is no choice is refused where the ballot is known to be open: a refusal here would repeat it.
    votes: z
      .record(
        IdField,
        z
          .string()
          .max(100)
          .openapi({ enum: [...CHOICES] }),
      )
      .optional()
      .openapi({ description: "Of an open vote: who voted how. Whoever is not named did not vote." }),
    tally: z
      .strictObject({ inFavour: Sum, against: Sum, abstaining: Sum })
      .optional()
      .openapi({ description: "Of a secret one: the sums." }),
    board: BoardGiven.optional().openapi({
      description: "The public board on which a secret vote can be recounted.",
    }),
  })
  .openapi("CouncilVote");

const ConsequenceShown = z.object({
  effect: z.enum(EFFECTS).nullable(),
  because: z.enum(["adopted", "default", "default-missing"]),
  words: Words,
});

const VoteShown = z.object({
  on: z.string(),
  at: z.string(),
  represented: z.array(z.string()),
  votes: z
    .record(z.string(), z.enum(CHOICES))
    .nullable()
    .openapi({ description: "Of an open vote; null of a secret one." }),
  tally: z.object({ inFavour: z.number(), against: z.number(), abstaining: z.number() }),
  board: z.object({ sha256: z.string(), location: z.string() }).nullable(),
  verdict: z.string(),
  words: Words,
});

export const MotionShown = z
  .object({
    title: z.string(),
    polarity: z.enum(POLARITIES),
    rule: z.string(),
    clause: z.string(),
    default: z.object({ effect: z.enum(EFFECTS), clause: z.string() }).nullable(),
    ballot: z.enum(BALLOTS),
    programme: z.string().nullable(),
    state: z.enum(["tabled", "voted", "not put"]),
    decidedOn: z
      .object({
        draft: z.string(),
        title: z.string(),
        number: z.number().int(),
        revision: z.number().int(),
        sha256: z.string(),
        knownOn: z.string(),
        agreements: z.array(z.string()),
      })
      .nullable(),
    votes: z
      .array(VoteShown)
      .openapi({ description: "Those without a quorum, and then the one that counts." }),
    consequence: ConsequenceShown.nullable(),
    decision: z.string().nullable(),
  })
  .openapi("TabledMotion");

export const ItemShown = z
  .object({
    number: z.number().int(),
    title: z.string(),
    level: z.enum(PAPER_LEVELS),
    papers: z.array(PaperGiven),
    motion: orNone(MotionShown),
  })
  .openapi("AgendaItem");

function voteShown({ on, at, represented, ballot, outcome, words }: VoteRecord): z.output<typeof VoteShown> {
  const chose = (choice: string, votes: Readonly<Record<string, string>>): number =>
    Object.values(votes).filter((each) => each === choice).length;
  const tally =
    ballot.kind === "secret"
      ? ballot.tally
      : {
          inFavour: chose("in favour", ballot.votes),
          against: chose("against", ballot.votes),
          abstaining: chose("abstain", ballot.votes),
        };
  return {
    on,
    at,
    represented: [...represented],
    votes: ballot.kind === "open" ? { ...ballot.votes } : null,
    tally: { ...tally },
    board: ballot.kind === "secret" ? (ballot.board ?? null) : null,
    verdict: outcome.verdict,
    words,
  };
}

function motionShown(motion: TabledMotion): z.output<typeof MotionShown> {
  const { decidedOn, consequence, programme, decision, votes, default: otherwise, ...rest } = motion;
  return {
    ...rest,
    default: otherwise ?? null,
    programme: programme ?? null,
    decidedOn: decidedOn === undefined ? null : { ...decidedOn, agreements: [...decidedOn.agreements] },
    votes: votes.map(voteShown),
    consequence:
      consequence === undefined
        ? null
        : {
            effect: consequence.effect ?? null,
            because: consequence.because,
            words: consequenceWords(consequence),
          },
    decision: decision ?? null,
  };
}

/** An item as whoever may see it sees it: papers of a narrower level are left out. */
export const itemShown = (
  item: AgendaItem,
  sees: (level: AgendaItem["level"]) => boolean,
): z.output<typeof ItemShown> => ({
  number: item.number,
  title: item.title,
  level: item.level,
  papers: item.papers.filter(({ level }) => sees(level)).map((each) => ({ ...each })),
  motion: item.motion === undefined ? null : motionShown(item.motion),
});

const ofSession = {
  session: z.string(),
  body: z.string(),
  sort: z.enum(["ordinary", "extraordinary"]),
  access: z.enum(["open", "restricted", "closed"]).nullable(),
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  when: z.enum(["over", "now", "to come"]),
};

export const SessionListed = z.object(ofSession).openapi("CouncilSessionListed");

/** A session as the registry says it. */
export function sessionListed(
  { session, body, sort, access, on, lastDay }: SessionAct,
  today: Day,
): z.output<typeof SessionListed> {
  const last = lastDay ?? on;
  return {
    session,
    body,
    sort,
    access: access ?? null,
    firstDay: dayText(on),
    lastDay: dayText(last),
    when: last < today ? "over" : on > today ? "to come" : "now",
  };
}

export const NoticeShown = z
  .object({
    agreement: z.string(),
    title: z.string(),
    lastDayForNotice: z.string(),
    daysLeft: z.number().int(),
    urgency: z.enum(["time", "last-session", "no-session-left"]),
    lastSession: z.string().nullable(),
    nextSession: z.string().nullable(),
    extraordinarySession: z.string().nullable(),
    ifNobodyActs: z.string(),
    words: Words,
    onAgenda: z
      .array(z.object({ session: z.string(), item: z.number().int() }))
      .openapi({ description: "Items that you may see whose motions are about it." }),
  })
  .openapi("NoticeWarning");

export function noticeShown(
  warning: NoticeWarning,
  onAgenda: { session: string; item: number }[],
): z.output<typeof NoticeShown> {
  const { deadline, lastDayForNotice, daysLeft, urgency, next, last, extraordinary, words } = warning;
  return {
    agreement: deadline.agreement,
    title: deadline.title,
    lastDayForNotice: formatDay(lastDayForNotice),
    daysLeft,
    urgency,
    lastSession: last?.session ?? null,
    nextSession: next?.session ?? null,
    extraordinarySession: extraordinary?.session ?? null,
    ifNobodyActs: deadline.words,
    words,
    onAgenda,
  };
}

export const SessionShown = z
  .object({
    ...ofSession,
    represented: z
      .array(z.string())
      .nullable()
      .openapi({ description: "Null where you do not sit in the body." }),
    items: z.array(ItemShown).openapi({ description: "Those that you may see." }),
    notices: z
      .array(NoticeShown)
      .openapi({ description: "Agreements for whose notice this session is the last." }),
  })
  .openapi("CouncilSession");
