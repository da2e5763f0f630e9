/** Votes and what comes of them: recorded by name or as sums, left unput, entered as the decision that they are. */
import { CalendarError, type Day, day, formatDay } from "@comity/calendar";
import {
  type Choice,
  draftToEnter,
  type GivenVote,
  leaveUnput,
  motionOf,
  noteDecision,
  recordVote,
  ruleOf,
  type SeatedBody,
  standingsOn,
} from "@comity/council";
import type { SessionAct } from "@comity/registry";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { entering } from "../carrying-out/decisions-routes.ts";
import { DecisionShown, decisionShown, InstrumentGiven } from "../carrying-out/shapes.ts";
import type { Env } from "../context.ts";
import { seenIn } from "../drafts/draft-book.ts";
import { FROZEN } from "../drafts/draft-document.ts";
import { accountOf } from "../drafts/draft-room.ts";
import { type FrozenSheet, hashOf } from "../drafts/frozen-sheet.ts";
import { frozenId } from "../drafts/impact-room.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { CHANGES, json } from "../reading/answers.ts";
import type { BallotParts } from "./ballots/ballot-parts.ts";
import { countedVote } from "./ballots/counted-vote.ts";
import { sessionOf } from "./bodies.ts";
import { type CouncilParts, PRIVATE, seatedNow, TAGS } from "./council-parts.ts";
import { SessionShown, VoteGiven } from "./session-shapes.ts";
import { ITEM_PATH, itemParams, keeping, sessionShown } from "./sessions-room.ts";

/** The day of a vote. @throws Problem `wrong-body` for what is no day; `wrong-day` for one that is not of the session or is to come. */
function dayOfVote(written: string, session: SessionAct, today: Day): Day {
  let on: Day;
  try {
    on = day(written);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    throw problem(400, "wrong-body", error.message, {
      errors: [{ path: "body.on", message: error.message }],
    });
  }
  if (on < session.on || on > (session.lastDay ?? session.on) || on > today)
    throw problem(409, "wrong-day", `\`${written}\` is no day of the session that has come`, {
      help: `it lasts from ${formatDay(session.on)} through ${formatDay(session.lastDay ?? session.on)}; today is ${formatDay(today)}`,
    });
  return on;
}

/** A vote as it is counted, of which no ballot was held here. What is wrong with its form is said without a word of how anybody voted. @throws Problem `wrong-body`. */
function voteIn({ votes, tally, board }: z.output<typeof VoteGiven>): GivenVote {
  if (votes !== undefined && tally === undefined && board === undefined)
    return { votes: votes as Readonly<Record<string, Choice>> };
  if (votes === undefined && tally !== undefined) return { tally, board };
  throw problem(400, "wrong-body", "a vote is either `votes` by name, or a `tally` with its `board`");
}

/** A vote as it is counted: that of the ballot that was held here, where there is one that is not recorded yet. */
async function voteOn(
  { agendas }: CouncilParts,
  ballots: BallotParts,
  seated: SeatedBody,
  asked: {
    readonly body: string;
    readonly session: string;
    readonly item: number;
    readonly on: Day;
    readonly given: z.output<typeof VoteGiven>;
  },
): Promise<GivenVote> {
  const { body, session, item, on, given } = asked;
  const motion = motionOf((await agendas.get(body, session)).agenda, item);
  if (motion.ballot === "open" || motion.state !== "tabled" || given.votes !== undefined)
    return voteIn(given);
  const standings = standingsOn(seated, on, {
    rule: ruleOf(seated, motion.rule),
    programme: motion.programme,
  });
  const mayVote = new Set(standings.filter(({ hasVote }) => hasVote).map(({ member }) => member));
  const recorded = motion.votes.flatMap(({ ballot }) =>
    ballot.kind === "secret" && ballot.board !== undefined ? [ballot.board] : [],
  );
  const held = await countedVote(ballots, { body, session, item }, recorded, { said: given, mayVote });
  return held ?? voteIn(given);
}

export function votesRoom(parts: CouncilParts, ballots: BallotParts): OpenAPIHono<Env> {
  const { context, agendas, desk } = parts;
  const { followed, documents } = context;
  const changes = { params: itemParams, headers: CHANGES };

  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: `${ITEM_PATH}/vote`,
        summary: "Record a vote on a motion",
        description:
          "An open one by name; of a secret one the sums alone, names are refused. Where its ballot was held here the sums are those of its board, counted again: what is said besides must agree. The answer says what came of it by the motion's rule, quorum and default.",
        tags: TAGS,
        access: keeping,
        request: {
          ...changes,
          body: { required: true, content: { "application/json": { schema: VoteGiven } } },
        },
        responses: { 200: json(SessionShown, "The session with what came of the motion.") },
      }),
      async (c) => {
        const { body: name, session, item } = c.req.valid("param");
        const found = sessionOf(followed.folded, name, session);
        const seated = seatedNow(parts, name);
        const given = c.req.valid("json");
        const on = dayOfVote(given.on, found, followed.today);
        const vote = await voteOn(parts, ballots, seated, { ...c.req.valid("param"), on, given });
        const seen = seenIn(c.req.valid("header")["if-match"], "agenda");
        const by = accountOf(c);
        const at = context.clock().toISOString();
        const stored = await agendas.change(name, session, seen, by, (agenda) =>
          recordVote(agenda, item, vote, { body: seated, on, writtenOn: given.on, at, by }),
        );
        c.header("ETag", `"${stored.version}"`);
        return c.json(await sessionShown(c, parts, found, stored), 200, PRIVATE);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${ITEM_PATH}/not-put`,
        summary: "Note that a motion was not put to the vote",
        description: "What then happens is its default.",
        tags: TAGS,
        access: keeping,
        request: {
          ...changes,
          body: { required: true, content: { "application/json": { schema: z.strictObject({}) } } },
        },
        responses: { 200: json(SessionShown, "The session with what came of the motion.") },
      }),
      async (c) => {
        const { body: name, session, item } = c.req.valid("param");
        const found = sessionOf(followed.folded, name, session);
        seatedNow(parts, name);
        const seen = seenIn(c.req.valid("header")["if-match"], "agenda");
        const stored = await agendas.change(name, session, seen, accountOf(c), (agenda) =>
          leaveUnput(agenda, item),
        );
        c.header("ETag", `"${stored.version}"`);
        return c.json(await sessionShown(c, parts, found, stored), 200, PRIVATE);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${ITEM_PATH}/decision`,
        summary: "Enter what came of a motion as the decision that it is",
        description:
          "Records the acts of the draft that was decided on, as it was frozen, with the instrument, and lays the plan of carrying out. Asked again with the same instrument it changes nothing.",
        tags: TAGS,
        access: { action: "decide", kind: "decision" },
        request: {
          ...changes,
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  instrument: InstrumentGiven,
                  expectedHead: z
                    .string()
                    .regex(/^[0-9a-f]{64}$/)
                    .optional(),
                }),
              },
            },
          },
        },
        responses: { 201: json(DecisionShown, "It is entered.") },
      }),
      async (c) => {
        const { body: name, session, item } = c.req.valid("param");
        sessionOf(followed.folded, name, session);
        const { instrument, expectedHead } = c.req.valid("json");
        const seen = seenIn(c.req.valid("header")["if-match"], "agenda");
        const entered: { decision?: Awaited<ReturnType<typeof desk.enter>>["decision"] } = {};
        const stored = await agendas.change(name, session, seen, accountOf(c), async (agenda) => {
          const { draft, number, sha256 } = draftToEnter(agenda, item);
          const frozen = await documents.get<FrozenSheet>(FROZEN, frozenId(draft, number));
          if (frozen === undefined) throw absent({ kind: "fact-sheet", id: `${draft}/${number}` });
          if (frozen.value.hash !== sha256 || hashOf(frozen.value) !== sha256)
            throw problem(409, "sheet-altered", "the frozen fact sheet is not the one that was decided on");
          const read = desk.read(JSON.stringify(frozen.value.decision));
          const { id, decision } = await desk.enter(read, instrument, entering(c, expectedHead));
          entered.decision = decision;
          return noteDecision(agenda, item, id);
        });
        c.header("ETag", `"${stored.version}"`);
        return c.json(decisionShown(entered.decision!, context.gate.isCleared(c.var.asker)), 201);
      },
    );
}
