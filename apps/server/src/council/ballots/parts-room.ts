/** What delegations and trustees hand in before a vote opens: keys, and the ceremony's messages round by round. */
import { CEREMONY_ROUNDS } from "@comity/council";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { accountOf } from "../../drafts/draft-room.ts";
import { guardedRoute, newRoom, require } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import { json } from "../../reading/answers.ts";
import { IdField } from "../../reading/fields.ts";
import { PRIVATE } from "../council-parts.ts";
import type { StoredBallot } from "./ballot-document.ts";
import {
  BALLOT_PATH,
  BALLOT_TAGS,
  type BallotParts,
  ballotParams,
  holdingShare,
  LARGEST_MESSAGE_BYTES,
  reading,
  refuseAbandoned,
} from "./ballot-parts.ts";
import { BallotShown, CeremonyShown, ClaimGiven, ComplaintGiven, MessageGiven } from "./ballot-shapes.ts";
import { ballotShown } from "./ballot-shown.ts";
import { ceremonyOf } from "./opening.ts";

const trusteeParams = ballotParams.extend({ number: z.coerce.number().int().min(1).max(50) });

/** The body to the letter: what is signed or hashed has one form. */
export const letterOf = async (c: Context<Env>): Promise<string> => (await c.req.text()).trim();

const letter = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** @throws Problem `not-your-part` where the trustee of a number is another account. */
export function refuseOtherTrustee(c: Context<Env>, { value }: StoredBallot, number: number): void {
  const trustee = value.trustees[number - 1];
  if (trustee === undefined) throw problem(404, "trustee-unknown", `there is no trustee \`${number}\``);
  if (trustee.account !== accountOf(c))
    throw problem(403, "not-your-part", `trustee ${number}, \`${trustee.name}\`, has another account`, {
      help: "each trustee hands in its own messages",
    });
}

/** @throws Problem `ballot-abandoned`, `ballot-open`. */
function refuseLate(stored: StoredBallot): void {
  refuseAbandoned(stored);
  if (stored.value.stage === "open")
    throw problem(409, "ballot-open", "the vote is open already: the trustees' ceremony is over");
}

export function partsRoom(parts: BallotParts): OpenAPIHono<Env> {
  const { book, aside } = parts;
  const shown = { 200: json(BallotShown, "The vote as it stands.") };
  const answer = async (c: Context<Env>, stored: StoredBallot) =>
    c.json(await ballotShown(c, parts, stored), 200, PRIVATE);

  return newRoom()
    .openapi(
      guardedRoute({
        method: "put",
        path: `${BALLOT_PATH}/keys/{member}`,
        summary: "Announce a delegation's voting key",
        description:
          "The public half, with the proof that the delegation knows the other; the account that hands it in is kept beside it. Until the list is closed another one takes its place.",
        tags: BALLOT_TAGS,
        access: { action: "announce", kind: "voting-key", id: "member", largestBody: LARGEST_MESSAGE_BYTES },
        request: { params: ballotParams.extend({ member: IdField }), body: letter(ClaimGiven) },
        responses: shown,
      }),
      async (c) => {
        const { ballot, member } = c.req.valid("param");
        require(c, "read", { kind: "ballot", id: ballot });
        const claim = await letterOf(c);
        const delegation = await aside.do("claim", { ballot, text: claim });
        if (delegation !== member)
          throw problem(
            422,
            "claim-proof",
            `the claim of \`${delegation}\`: it is not the delegation of \`${member}\``,
          );
        const account = accountOf(c);
        const stored = await book.change(ballot, account, async (before) => {
          refuseAbandoned(before);
          const { stage, voters } = before.value;
          if (stage !== "preparing")
            throw problem(409, "list-closed", "the list of keys is closed: no key is announced any more");
          if (!voters.some((voter) => voter.member === member))
            throw problem(403, "no-vote", `\`${member}\` has no vote on this motion`);
          return { beside: [book.claimChange(ballot, { member, claim, account })] };
        });
        return answer(c, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: `${BALLOT_PATH}/keys.json`,
        summary: "The closed list of keys, with names",
        description:
          "To the letter: its SHA-256 stands on the board. Each delegation looks whether its own key is beside its name, and everybody whether the names are those that vote.",
        tags: BALLOT_TAGS,
        access: reading,
        request: { params: ballotParams },
        responses: {
          200: json(z.array(z.unknown()), "Each with `weight`, `delegation`, `public_key`, `pok`."),
        },
      }),
      async (c) => {
        const { ballot } = c.req.valid("param");
        const list = await book.list(ballot);
        if (list === undefined)
          throw problem(409, "list-open", "the list of keys is not closed and published yet");
        return c.body(list.named, 200, { ...PRIVATE, "Content-Type": "application/json" }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: `${BALLOT_PATH}/ceremony`,
        summary: "What the trustees have said in their ceremony",
        description: "To the letter; shares in it are sealed, each for one trustee.",
        tags: BALLOT_TAGS,
        access: reading,
        request: { params: ballotParams },
        responses: { 200: json(CeremonyShown, "In the order of the trustees.") },
      }),
      async (c) => {
        const stored = await book.get(c.req.valid("param").ballot);
        const { texts } = await book.said(stored);
        const round = (name: (typeof CEREMONY_ROUNDS)[number]): unknown[] =>
          texts[name].map((text) => (text === null ? null : (JSON.parse(text) as unknown)));
        return c.json(
          {
            ...ceremonyOf(stored),
            trustees: stored.value.trustees.map(({ name }) => name),
            attempt: stored.value.attempt,
            certificates: round("certificate"),
            commitments: round("commitment"),
            shares: round("shares"),
            keys: round("key"),
          },
          200,
          PRIVATE,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "put",
        path: `${BALLOT_PATH}/trustees/{number}/complaint`,
        summary: "Say that a share that was sent to you does not hold",
        description:
          "Only its receiver can see that. The ceremony is then begun anew without whoever sent it.",
        tags: BALLOT_TAGS,
        access: holdingShare,
        request: { params: trusteeParams, body: letter(ComplaintGiven) },
        responses: shown,
      }),
      async (c) => {
        const { ballot, number } = c.req.valid("param");
        const { against, code } = c.req.valid("json");
        const stored = await book.change(ballot, accountOf(c), async (before) => {
          refuseLate(before);
          refuseOtherTrustee(c, before, number);
          if (before.value.trustees[against - 1] === undefined)
            throw problem(404, "trustee-unknown", `there is no trustee \`${against}\``);
          return { beside: [book.saidChange(before, { round: "complaint", number, against, code })] };
        });
        return answer(c, stored);
      },
    )
    .openapi(
      guardedRoute({
        method: "put",
        path: `${BALLOT_PATH}/trustees/{number}/{round}`,
        summary: "Hand in a trustee's message of a round",
        description:
          "Held against everything that was said before; what was said once stays. Rounds: `certificate`, `commitment`, `shares`, `key`.",
        tags: BALLOT_TAGS,
        access: { ...holdingShare, largestBody: LARGEST_MESSAGE_BYTES },
        request: {
          params: trusteeParams.extend({ round: z.enum(CEREMONY_ROUNDS) }),
          body: letter(MessageGiven),
        },
        responses: shown,
      }),
      async (c) => {
        const { ballot, number, round } = c.req.valid("param");
        const text = await letterOf(c);
        const stored = await book.change(ballot, accountOf(c), async (before) => {
          refuseLate(before);
          refuseOtherTrustee(c, before, number);
          const { texts } = await book.said(before);
          const already = texts[round][number - 1];
          if (already === text) return {};
          if (already !== null)
            throw problem(
              409,
              "already-said",
              `trustee ${number} has sent another ${round} in this ceremony`,
              {
                help: "what was said once stays; a ceremony can be begun anew",
              },
            );
          await aside.do("arrival", { ceremony: ceremonyOf(before), said: texts, round, number, text });
          return { beside: [book.saidChange(before, { round, number, text })] };
        });
        return answer(c, stored);
      },
    );
}
