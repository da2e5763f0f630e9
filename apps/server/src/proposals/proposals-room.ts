/** Policies that somebody proposes: what they would change, proposed, compared, withdrawn. The registry's own is changed by none of it. */
import { formatDay } from "@comity/calendar";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, RoomParts, ServerContext } from "../context.ts";
import { deskThread, type OpenDesk } from "../drafts/desk/desk-client.ts";
import { seenIn, tagOf } from "../drafts/draft-book.ts";
import { accountOf } from "../drafts/draft-room.ts";
import { requireCleared } from "../drafts/impact-room.ts";
import { WrittenDay } from "../drafts/short-forms.ts";
import { guardedRoute, newRoom, require } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import { afterOf, cursorOf, type Listing, NEXT, PAGE } from "../reading/pages.ts";
import { accountsCalled } from "../sign-in/index.ts";
import { PolicyDesk, PROPOSED } from "./policy-desk.ts";
import { hashOfText } from "./policy-effect.ts";
import { ProposalBook, type StoredProposal } from "./proposal-book.ts";
import {
  accountsIn,
  EffectShown,
  LONGEST_POLICY,
  ProposalListed,
  ProposalShown,
  ProposedBody,
  proposalListed,
  proposalShown,
} from "./proposals-shown.ts";

/** A text of that many letters may take four bytes each, and more where they are escaped. */
const LARGEST_BODY = LONGEST_POLICY * 4 + 100_000;
const DAYS = {
  knownOn: WrittenDay.optional().openapi({
    description: "By what was known on that day; today where absent.",
  }),
  from: WrittenDay.optional().openapi({
    description: "The first day that counts; the day as known on where absent.",
  }),
};
const TAGS = ["Proposed policies"];
const PRIVATE = { "Cache-Control": "private, no-cache" };

/** The room of proposed policies. `patience` is how long deriving one may take, in milliseconds. */
export function proposalsRoom(
  context: ServerContext,
  openDesk: OpenDesk = deskThread,
  patience?: number,
): RoomParts {
  const { followed, gate, policyText, store } = context;
  const book = new ProposalBook(context);
  const desk = new PolicyDesk(context, openDesk, patience);
  const basis = hashOfText(policyText);
  const params = z.object({ id: IdField });
  const body = { required: true as const, content: { "application/json": { schema: ProposedBody } } };
  const reading = { action: "read", kind: "proposal", id: "id" } as const;
  const writing = { action: "draft", kind: "proposal", id: "id" } as const;

  /** The days of a question: what is no day, or is to come, is refused. */
  const daysOf = ({ knownOn: asked, from }: { knownOn?: string | undefined; from?: string | undefined }) => {
    const today = formatDay(followed.today);
    if (asked !== undefined && asked > today)
      throw problem(
        400,
        "day-to-come",
        `\`${asked}\` is a day to come: nobody knows what will be known then`,
        {
          help: `today is ${today}`,
        },
      );
    return { ...(asked === undefined ? {} : { knownOn: asked }), ...(from === undefined ? {} : { from }) };
  };

  const calledIn = (c: Context<Env>, stored: readonly StoredProposal[]) =>
    accountsCalled(context, c.var.asker, stored.flatMap(accountsIn));
  const shown = async (c: Context<Env>, stored: StoredProposal, status: 200 | 201) =>
    c.json(proposalShown(stored, basis, await calledIn(c, [stored])), status, {
      ETag: tagOf(stored.value.revision),
      ...(status === 201 ? { Location: `/api/v1/proposals/${stored.id}` } : PRIVATE),
    });

  const effect = (text: string) =>
    new Response(text, { headers: { "Content-Type": "application/json", "Cache-Control": "no-store" } });

  const routes = newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/policy/effect",
        summary: "What another policy would change",
        description:
          "Derives the registry under the policy that is sent and under its own, and says who would hold what, from which day, and why. Nothing is kept.",
        tags: TAGS,
        access: { action: "draft", kind: "proposal", largestBody: LARGEST_BODY },
        request: {
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({ text: z.string().min(1).max(LONGEST_POLICY), ...DAYS }),
              },
            },
          },
        },
        responses: { 200: json(EffectShown, "Both policies on this registry.") },
      }),
      (async (c: Context<Env>) => {
        requireCleared(c);
        const { text, ...days } = c.req.valid("json" as never) as {
          text: string;
          knownOn?: string;
          from?: string;
        };
        const b = { text, file: PROPOSED };
        return effect(await desk.compare({ b, ...daysOf(days) }, c.req.raw.signal));
      }) as never,
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/proposals",
        summary: "The policies that were proposed",
        tags: TAGS,
        access: { action: "list", kind: "proposal" },
        request: { query: z.object(PAGE) },
        responses: {
          200: json(z.object({ proposals: z.array(ProposalListed), next: NEXT }), "A page of them, by id."),
        },
      }),
      async (c) => {
        const { limit, after } = c.req.valid("query");
        const listing: Listing = {
          registry: store.registry,
          list: "proposals",
          filters: {},
          position: followed.position,
        };
        const page = await book.list(afterOf(listing, after), limit + 1);
        const found = page.slice(0, limit);
        const seen = gate.visible(c.var.asker, "read", "proposal", found, ({ id }) => id);
        const next = page.length > limit ? cursorOf(listing, found.at(-1)!.id) : null;
        const called = await calledIn(c, seen);
        const proposals = seen.map((each) => proposalListed(each, basis, called));
        return c.json({ proposals, next }, 200, PRIVATE);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/proposals",
        summary: "Propose a policy",
        description:
          "It is kept, and changes nothing: a registry has the policy that its server was started with. A text with errors is refused, with all of them.",
        tags: TAGS,
        access: { action: "draft", kind: "proposal", largestBody: LARGEST_BODY },
        request: { body },
        responses: { 201: json(ProposalShown, "Proposed.") },
      }),
      async (c) => {
        const proposed = c.req.valid("json");
        await desk.check(proposed.text, c.req.raw.signal);
        return shown(c, await book.make(proposed, basis, accountOf(c)), 201) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/proposals/{id}",
        summary: "A proposed policy",
        tags: TAGS,
        access: reading,
        request: { params },
        responses: { 200: json(ProposalShown, "As it stands.") },
      }),
      async (c) => shown(c, await book.get(c.req.valid("param").id), 200) as never,
    )
    .openapi(
      guardedRoute({
        method: "put",
        path: "/api/v1/proposals/{id}",
        summary: "Change a proposed policy",
        description: "With `If-Match`: where somebody else was quicker, 412.",
        tags: TAGS,
        access: { ...writing, largestBody: LARGEST_BODY },
        request: { params, headers: CHANGES, body },
        responses: { 200: json(ProposalShown, "Changed.") },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const proposed = c.req.valid("json");
        const seen = seenIn(c.req.valid("header")["if-match"], "proposal");
        await desk.check(proposed.text, c.req.raw.signal);
        return shown(c, await book.change(id, seen, accountOf(c), { ...proposed, basis }), 200) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/proposals/{id}/withdraw",
        summary: "Withdraw a proposed policy",
        description: "It stays, with all its states, and cannot be changed any more.",
        tags: TAGS,
        access: writing,
        request: {
          params,
          headers: CHANGES,
          body: {
            required: true,
            content: {
              "application/json": { schema: z.strictObject({ why: z.string().max(2_000).optional() }) },
            },
          },
        },
        responses: { 200: json(ProposalShown, "Withdrawn.") },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const seen = seenIn(c.req.valid("header")["if-match"], "proposal");
        return shown(c, await book.withdraw(id, seen, accountOf(c), c.req.valid("json").why), 200) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/proposals/{id}/effect",
        summary: "What a proposed policy would change",
        description:
          "Beside the registry's policy, or beside another proposal (`against`). Small figures are hidden, and the others rounded, for whoever is not cleared.",
        tags: TAGS,
        access: reading,
        request: {
          params,
          query: z.object({
            ...DAYS,
            against: IdField.optional(),
            small: z.enum(["shown", "hidden"]).default("shown"),
          }),
        },
        responses: { 200: json(EffectShown, "Both policies on this registry.") },
      }),
      (async (c: Context<Env>) => {
        const { id } = c.req.valid("param" as never) as { id: string };
        const { against, small, ...days } = c.req.valid("query" as never) as {
          against?: string;
          small: "shown" | "hidden";
          knownOn?: string;
          from?: string;
        };
        const textOf = async (proposal: string) => {
          const { value } = await book.get(proposal);
          return { text: value.text, file: `${proposal}.policy.md` };
        };
        if (against !== undefined) require(c, "read", { kind: "proposal", id: against });
        const b = await textOf(id);
        const a = against === undefined ? {} : { a: await textOf(against) };
        const isCleared = gate.may(c.var.asker, "read-small-cells", { kind: "fact-sheet" });
        const hidden = small === "hidden" || !isCleared;
        return effect(await desk.compare({ ...a, b, ...daysOf(days), hidden }, c.req.raw.signal));
      }) as never,
    );
  return { routes, stop: () => desk.close() };
}
