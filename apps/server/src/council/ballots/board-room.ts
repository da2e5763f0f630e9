/** A vote from its opening to its result: sealed ballots, the close, the trustees' answers, the board that anybody downloads. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import { json, SEEN } from "../../reading/answers.ts";
import { PRIVATE } from "../council-parts.ts";
import type { StoredBallot } from "./ballot-document.ts";
import {
  BALLOT_PATH,
  BALLOT_TAGS,
  type BallotParts,
  ballotParams,
  boardOf,
  holdingShare,
  keepingBallot,
  LARGEST_MESSAGE_BYTES,
  reading,
  refuseAbandoned,
} from "./ballot-parts.ts";
import { AnswerGiven, BallotShown, Cast, Nothing, SealedBallot } from "./ballot-shapes.ts";
import { ballotShown } from "./ballot-shown.ts";
import { letterOf, refuseOtherTrustee } from "./parts-room.ts";

/** A trustee's answer as `comity ballot answer` writes it: the answer itself to the letter. */
const ANSWER = /^\{"number":([1-9]\d{0,3}),"answer":(\{.*\})\}$/s;

/** Why whoever casts is asked for no account. */
const BY_ITS_KEY =
  "a sealed ballot is signed by a key of the closed list, which its delegation's account announced; of whoever hands it in no account is known";

const nothing = { required: true as const, content: { "application/json": { schema: Nothing } } };

export function boardRoom(parts: BallotParts): OpenAPIHono<Env> {
  const { book, boards, aside } = parts;
  const shown = { 200: json(BallotShown, "The vote as it stands.") };
  const answer = async (c: Context<Env>, stored: StoredBallot) =>
    c.json(await ballotShown(c, parts, stored), 200, PRIVATE);
  /** A vote that has a board, to which something is to be added. */
  const growing = async (ballot: string): Promise<StoredBallot & { readonly opened: number }> => {
    const stored = await book.get(ballot);
    refuseAbandoned(stored);
    await boardOf(parts, stored);
    return { ...stored, opened: stored.value.opened! };
  };

  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: `${BALLOT_PATH}/board.bel`,
        summary: "The board, as far as it has grown",
        description:
          "A file in the v1 format of Belenios that only ever grows: `comity ballot verify` and `belenios-tool` count it again, without this server.",
        tags: BALLOT_TAGS,
        access: reading,
        request: { params: ballotParams, headers: SEEN },
        responses: {
          200: {
            description: "The file.",
            content: { "application/x-tar": { schema: z.string().openapi({ format: "binary" }) } },
          },
          304: { description: "It has not grown since." },
        },
      }),
      async (c) => {
        const { ballot } = c.req.valid("param");
        const { bytes, head } = await boardOf(parts, await book.get(ballot));
        const headers = { ...PRIVATE, ETag: `"${head}"` };
        if (c.req.valid("header")["if-none-match"] === headers.ETag)
          return c.body(null, 304, headers) as never;
        return c.body(bytes.slice().buffer, 200, {
          ...headers,
          "Content-Type": "application/x-tar",
          "Content-Disposition": `attachment; filename="${ballot}.bel"`,
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/ballots`,
        summary: "Hand in a sealed ballot",
        description:
          "It is verified, and stands on the board before it is answered; until the close another one by the same key takes its place. Nothing of it is logged, measured or traced, and when it came is written down nowhere: send it without a session.",
        tags: BALLOT_TAGS,
        access: { anyone: BY_ITS_KEY, isUntold: true, largestBody: LARGEST_MESSAGE_BYTES },
        request: {
          params: ballotParams,
          body: { required: true, content: { "application/json": { schema: SealedBallot } } },
        },
        responses: { 201: json(Cast, "It is on the board.") },
      }),
      async (c) => {
        const { ballot } = c.req.valid("param");
        const { opened } = await growing(ballot);
        const text = await letterOf(c);
        let taken:
          | { readonly tracker: string; readonly replaces: boolean; readonly head: string }
          | undefined;
        await boards.grow(ballot, opened, async (board) => {
          const { bytes, head, key, tracker, replaces } = await aside.do("ballot", {
            board: board.bytes,
            after: board.head,
            text,
          });
          taken = { tracker, replaces, head };
          return { type: "Ballot", head, bytes, key };
        });
        return c.json(taken!, 201, { "Cache-Control": "no-store" });
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/close`,
        summary: "Close the vote, and add its ballots up, still sealed",
        description:
          "From the first moment on no ballot is taken. Asked again where the adding was cut short, it goes on with that.",
        tags: BALLOT_TAGS,
        access: keepingBallot,
        request: { params: ballotParams, body: nothing },
        responses: shown,
      }),
      async (c) => {
        const stored = await growing(c.req.valid("param").ballot);
        const { ballot, opened } = stored;
        await boards.grow(ballot, opened, async ({ segments, bytes }) =>
          segments.at(-1)!.type === "EndBallots"
            ? undefined
            : { type: "EndBallots", ...(await aside.do("end", { board: bytes })) },
        );
        await boards.grow(ballot, opened, async ({ segments, bytes }) =>
          segments.at(-1)!.type === "EndBallots"
            ? { type: "EncryptedTally", ...(await aside.do("sum", { board: bytes })) }
            : undefined,
        );
        return answer(c, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/answers`,
        summary: "Hand in a trustee's answer",
        description: "It opens the sum and no ballot; held against the board's sum and the trustee's key.",
        tags: BALLOT_TAGS,
        access: { ...holdingShare, largestBody: LARGEST_MESSAGE_BYTES },
        request: {
          params: ballotParams,
          body: { required: true, content: { "application/json": { schema: AnswerGiven } } },
        },
        responses: shown,
      }),
      async (c) => {
        const stored = await growing(c.req.valid("param").ballot);
        const [, digits, text] = ANSWER.exec(await letterOf(c)) ?? [];
        if (digits === undefined || text === undefined)
          throw problem(400, "malformed-value", "the answer: a trustee's answer is expected here", {
            help: 'send what `comity ballot answer` writes, to the letter: `{"number":1,"answer":{...}}`',
          });
        const number = Number(digits);
        refuseOtherTrustee(c, stored, number);
        await boards.grow(stored.ballot, stored.opened, async ({ bytes }) => ({
          type: "PartialDecryption",
          number,
          ...(await aside.do("answer", { board: bytes, number, text })),
        }));
        return answer(c, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: `${BALLOT_PATH}/result`,
        summary: "Say what came out",
        description: "Once as many trustees as are needed have answered: the board's last event.",
        tags: BALLOT_TAGS,
        access: keepingBallot,
        request: { params: ballotParams, body: nothing },
        responses: shown,
      }),
      async (c) => {
        const stored = await growing(c.req.valid("param").ballot);
        await boards.grow(stored.ballot, stored.opened, async ({ bytes }) => ({
          type: "Result",
          ...(await aside.do("result", { board: bytes })),
        }));
        return answer(c, stored);
      },
    );
}
