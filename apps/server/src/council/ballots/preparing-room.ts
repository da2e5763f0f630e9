/** A secret ballot until it opens: who holds a share of its key, whose keys vote, the closed and published list. */
import type { Day } from "@comity/calendar";
import {
  BallotError,
  BELENIOS_2048,
  motionOf,
  newCeremony,
  newUuid,
  ruleOf,
  type SeatedBody,
  standingsOn,
  type TabledMotion,
} from "@comity/council";
import type { SessionAct } from "@comity/registry";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { accountOf } from "../../drafts/draft-room.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import { json } from "../../reading/answers.ts";
import { sessionOf } from "../bodies.ts";
import { PRIVATE, seatedNow } from "../council-parts.ts";
import { ITEM_PATH, itemParams, keeping } from "../sessions-room.ts";
import type { BallotDocument, BallotTrustee, BallotVoter, StoredBallot } from "./ballot-document.ts";
import {
  BALLOT_PATH,
  BALLOT_TAGS,
  BALLOTS_PATH,
  type BallotParts,
  ballotParams,
  keepingBallot,
  reading,
  refuseAbandoned,
} from "./ballot-parts.ts";
import { BallotGiven, BallotShown, CeremonyGiven, Nothing, ReasonGiven } from "./ballot-shapes.ts";
import { ballotShown, stageOf } from "./ballot-shown.ts";
import { ballotProblem } from "./ballots-aside.ts";
import { openedBallot } from "./opening.ts";

const taking = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** The day of a session that is nearest to today. */
const dayOf = ({ on, lastDay = on }: SessionAct, today: Day): Day =>
  today < on ? on : today > lastDay ? lastDay : today;

/** Who may vote on a motion, on the day of the session that is nearest to today. */
export function votersOn(
  body: SeatedBody,
  motion: Pick<TabledMotion, "rule" | "programme">,
  session: SessionAct,
  today: Day,
): BallotVoter[] {
  const rule = ruleOf(body, motion.rule);
  return standingsOn(body, dayOf(session, today), { rule, programme: motion.programme })
    .filter(({ hasVote }) => hasVote)
    .map(({ member, title }) => ({ member, title, weight: 1 }));
}

/** @throws Problem `threshold-range`, `ceremony-trustees`, `no-account`. */
async function refuseTrustees(
  { council }: BallotParts,
  trustees: readonly BallotTrustee[],
  needed: number,
): Promise<void> {
  try {
    newCeremony({
      uuid: newUuid(),
      group: BELENIOS_2048,
      needed,
      trustees: trustees.map(({ name }) => name),
    });
  } catch (error) {
    if (error instanceof BallotError) throw ballotProblem(error);
    throw error;
  }
  const accounts = trustees.map(({ account }) => account);
  const twice = accounts.find((account, at) => accounts.indexOf(account) < at);
  if (twice !== undefined)
    throw problem(422, "ceremony-trustees", `the account \`${twice}\` is to be two trustees`, {
      help: "shares of one account are one share",
    });
  for (const account of accounts) {
    const stored = await council.context.documents.get<{ kind?: string; disabled?: boolean }>(
      "account",
      account,
    );
    if (stored?.value.kind !== "human" || stored.value.disabled === true)
      throw problem(422, "no-account", `no person has the account \`${account}\``, {
        help: "a trustee does a part of its own: it needs an account that can sign in",
      });
  }
}

/** @throws Problem `wrong-state`, `ballot-not-secret`. */
function refuseMotion(motion: TabledMotion, item: number): void {
  if (motion.ballot !== "secret")
    throw problem(409, "ballot-not-secret", `the motion under item ${item} was tabled with an open vote`);
  if (motion.state !== "tabled")
    throw problem(409, "wrong-state", `the motion under item ${item} is ${motion.state} already`);
}

/** @throws Problem `ballot-open`: the list is closed, or the vote is open. */
function refuseOpened({ value }: StoredBallot): void {
  if (value.stage === "open")
    throw problem(
      409,
      "ballot-open",
      "the vote is open already: its trustees and its keys stay what they are",
      {
        help: "give it up and open another one on the motion",
      },
    );
}

export function preparingRoom(parts: BallotParts): OpenAPIHono<Env> {
  const { council, book, boards, aside } = parts;
  const { context, agendas } = council;
  const { followed } = context;
  const shown = { 200: json(BallotShown, "The vote as it stands.") };
  const answer = async (c: Context<Env>, stored: StoredBallot) =>
    c.json(await ballotShown(c, parts, stored), 200, PRIVATE);

  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: BALLOTS_PATH,
        summary: "The secret ballots that you may see",
        tags: BALLOT_TAGS,
        access: { action: "list", kind: "ballot" },
        responses: { 200: json(z.object({ ballots: z.array(BallotShown) }), "The newest first.") },
      }),
      async (c) => {
        const all = await book.all();
        const seen = context.gate.visible(c.var.asker, "read", "ballot", all, ({ ballot }) => ballot);
        const newest = [...seen].sort((one, other) => other.version - one.version);
        return c.json(
          { ballots: await Promise.all(newest.map((each) => ballotShown(c, parts, each))) },
          200,
          PRIVATE,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: `${ITEM_PATH}/ballots`,
        summary: "The secret ballots on a motion",
        tags: BALLOT_TAGS,
        access: { action: "list", kind: "ballot" },
        request: { params: itemParams },
        responses: {
          200: json(z.object({ ballots: z.array(BallotShown) }), "Those that you may see, the newest last."),
        },
      }),
      async (c) => {
        const on = c.req.valid("param");
        sessionOf(followed.folded, on.body, on.session);
        const all = await book.ofMotion(on);
        const seen = context.gate.visible(c.var.asker, "read", "ballot", all, ({ ballot }) => ballot);
        return c.json(
          { ballots: await Promise.all(seen.map((each) => ballotShown(c, parts, each))) },
          200,
          PRIVATE,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${ITEM_PATH}/ballots`,
        summary: "Begin a secret ballot on a motion",
        description:
          "Names the trustees, and how many of them open the sum. From then on delegations announce their keys and trustees hold their ceremony.",
        tags: BALLOT_TAGS,
        access: keeping,
        request: { params: itemParams, body: taking(BallotGiven) },
        responses: { 201: json(BallotShown, "It is begun.") },
      }),
      async (c) => {
        const { body, session, item } = c.req.valid("param");
        const found = sessionOf(followed.folded, body, session);
        const given = c.req.valid("json");
        await refuseTrustees(parts, given.trustees, given.needed);
        const { agenda } = await agendas.get(body, session);
        const motion = motionOf(agenda, item);
        refuseMotion(motion, item);
        const voters = votersOn(seatedNow(council, body), motion, found, followed.today);
        const { level } = agenda.items.find(({ number }) => number === item)!;
        const by = accountOf(c);
        const stored = await book.begin(newUuid(), { body, session, item }, by, async (earlier) => {
          const last = earlier.at(-1);
          const isOver =
            last === undefined ||
            last.value.stage === "abandoned" ||
            (await ballotShown(c, parts, last)).isRecorded;
          if (!isOver)
            throw problem(
              409,
              "ballot-under-way",
              `the vote \`${last.ballot}\` on this motion is under way`,
              {
                help: "record what came of it, or give it up",
              },
            );
          return {
            body,
            session,
            item,
            number: earlier.length + 1,
            level,
            readers: given.readers,
            question: given.question ?? motion.title,
            description: given.description ?? "",
            rule: motion.rule,
            isWeighed: false,
            trustees: given.trustees,
            needed: given.needed,
            attempt: 1,
            voters,
            stage: "preparing",
          } satisfies BallotDocument;
        });
        return c.json(await ballotShown(c, parts, stored), 201);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: BALLOT_PATH,
        summary: "A secret ballot: how far it has come, and who is awaited",
        description: "Whose keys voted is no secret; when, and how, is nowhere.",
        tags: BALLOT_TAGS,
        access: reading,
        request: { params: ballotParams },
        responses: shown,
      }),
      async (c) => answer(c, await book.get(c.req.valid("param").ballot)),
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/ceremony`,
        summary: "Begin the trustees' ceremony anew",
        description:
          "Where a trustee sent what does not hold, or went silent: with the trustees who are named now. Keys of delegations stay.",
        tags: BALLOT_TAGS,
        access: keepingBallot,
        request: { params: ballotParams, body: taking(CeremonyGiven) },
        responses: shown,
      }),
      async (c) => {
        const { trustees, needed } = c.req.valid("json");
        await refuseTrustees(parts, trustees, needed);
        const stored = await book.change(c.req.valid("param").ballot, accountOf(c), async (before) => {
          refuseAbandoned(before);
          refuseOpened(before);
          const { value } = before;
          return { value: { ...value, trustees, needed, attempt: value.attempt + 1 } };
        });
        return answer(c, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/list`,
        summary: "Close the list of keys, and publish it",
        description:
          "From then on no key is announced. A key of a member that has no vote on the day is not on the list.",
        tags: BALLOT_TAGS,
        access: keepingBallot,
        request: { params: ballotParams, body: taking(Nothing) },
        responses: shown,
      }),
      async (c) => {
        const { ballot } = c.req.valid("param");
        const stored = await book.change(ballot, accountOf(c), async (before) => {
          refuseAbandoned(before);
          refuseOpened(before);
          const { value } = before;
          if (value.stage === "listed")
            throw problem(409, "list-closed", "the list of keys is closed already");
          const session = sessionOf(followed.folded, value.body, value.session);
          const { agenda } = await agendas.get(value.body, value.session);
          const motion = motionOf(agenda, value.item);
          refuseMotion(motion, value.item);
          const voters = votersOn(seatedNow(council, value.body), motion, session, followed.today);
          const may = new Set(voters.map(({ member }) => member));
          const claims = (await book.claims(ballot)).filter(({ member }) => may.has(member));
          const list = await aside.do("list", {
            ballot,
            claims: claims.map(({ claim }) => claim),
            weights: value.isWeighed ? voters.map(({ member, weight }) => [member, weight] as const) : [],
          });
          return { value: { ...value, voters, stage: "listed" }, beside: [book.listChange(ballot, list)] };
        });
        return answer(c, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/open`,
        summary: "Open the vote",
        description: "Once the list of keys is closed and the trustees' ceremony is over: the board begins.",
        tags: BALLOT_TAGS,
        access: keepingBallot,
        request: { params: ballotParams, body: taking(Nothing) },
        responses: shown,
      }),
      async (c) => {
        const { ballot } = c.req.valid("param");
        const stored = await book.change(ballot, accountOf(c), async (before) => {
          refuseAbandoned(before);
          refuseOpened(before);
          return openedBallot(parts, before);
        });
        return answer(c, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/abandonment`,
        summary: "Give a vote up",
        description: "Until it is counted; its board stays. Another one can then be opened on the motion.",
        tags: BALLOT_TAGS,
        access: keepingBallot,
        request: { params: ballotParams, body: taking(ReasonGiven) },
        responses: shown,
      }),
      async (c) => {
        const { ballot } = c.req.valid("param");
        const { reason } = c.req.valid("json");
        const stored = await book.change(ballot, accountOf(c), async (before) => {
          refuseAbandoned(before);
          const { value } = before;
          const board = await boards.get(ballot);
          const answered = board?.segments.filter(({ type }) => type === "PartialDecryption").length ?? 0;
          if (stageOf(value, board) === "counted" || answered >= value.needed)
            throw problem(
              409,
              "vote-counted",
              "the sum of this vote is open: it cannot be given up any more",
            );
          return { value: { ...value, stage: "abandoned", abandoned: reason } };
        });
        return answer(c, stored);
      },
    );
}
