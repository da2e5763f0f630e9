/** Drafts: make, read, change, share, withdraw. */

import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, ServerContext } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import { afterOf, cursorOf, type Listing, NEXT, PAGE } from "../reading/pages.ts";
import type { DeskClient } from "./desk/desk-client.ts";
import type { Examined } from "./desk/questions.ts";
import { type DraftBook, seenIn, tagOf } from "./draft-book.ts";
import { type DecisionFile, differencesOf } from "./draft-document.ts";
import { lookAtDrafts } from "./people-shown.ts";
import { fileOfShortForm } from "./short-forms.ts";
import { DraftBody, DraftShown, draftShown, RevisionShown } from "./shown.ts";

/** Exceptions of ten thousand people, and the words around them. */
const LARGEST_DRAFT_BYTES = 2_000_000;

export interface DraftParts {
  readonly context: ServerContext;
  readonly book: DraftBook;
  /** For what may take its time: with remedies, on paper, compared. */
  readonly desk: DeskClient;
}

const params = z.object({ id: IdField });

/** Whoever asks has an account: the gate lets nobody else come this far. */
export function accountOf(c: Context<Env>): string {
  const { account } = c.var.asker;
  if (account === undefined) throw absent({ kind: "draft" });
  return account;
}

/** Drafts as documents. */
export function draftRoom({ context, book, desk }: DraftParts): OpenAPIHono<Env> {
  const { documents, followed, store } = context;

  /** The file that a body stands for, and what is to be known of it. @throws DraftError with everything that is wrong. */
  const read = async (
    c: Context<Env>,
    { decision, short }: z.infer<typeof DraftBody>,
  ): Promise<{ file: DecisionFile; examined: Examined }> => {
    const file = short === undefined ? (decision ?? {}) : fileOfShortForm(short, followed.today);
    const examined = await desk.ask(
      { sort: "examine", decision: JSON.stringify(file), moment: desk.moment },
      c.req.raw.signal,
    );
    return { file, examined };
  };

  const body = { content: { "application/json": { schema: DraftBody } }, required: true as const };
  const tagged = (revision: number) => ({ ETag: tagOf(revision) });

  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts",
        summary: "The drafts that you may see",
        tags: ["Drafts"],
        access: { action: "list", kind: "draft" },
        request: { query: z.object(PAGE) },
        responses: {
          200: json(z.object({ drafts: z.array(DraftShown), next: NEXT }), "A page of them, by id."),
        },
      }),
      async (c) => {
        const { limit, after } = c.req.valid("query");
        const { asker } = c.var;
        const listing: Listing = {
          registry: store.registry,
          list: "drafts",
          filters: {},
          position: followed.position,
        };
        let behind = afterOf(listing, after);
        const found = [];
        // Drafts that one may not see take no place on a page.
        for (let isLast = false; found.length <= limit && !isLast; ) {
          const page = await book.list(behind, limit + 1);
          isLast = page.length <= limit;
          behind = page.at(-1)?.id;
          found.push(...context.gate.visible(asker, "read", "draft", page, ({ id }) => id));
        }
        const shown = found.slice(0, limit);
        const next = found.length > limit ? cursorOf(listing, shown.at(-1)!.id) : null;
        lookAtDrafts(
          c,
          shown.map(({ value }) => value.decision),
        );
        return c.json({ drafts: shown.map((each) => draftShown(each)), next }, 200, {
          "Cache-Control": "private, no-cache",
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/drafts",
        summary: "Make a draft",
        description:
          "From a decision's file, or a short form of one. Whatever is wrong with it is said at once, with the place in it.",
        tags: ["Drafts"],
        access: { action: "draft", kind: "draft", largestBody: LARGEST_DRAFT_BYTES },
        request: { body },
        responses: { 201: json(DraftShown, "Made.") },
      }),
      async (c) => {
        const { file, examined } = await read(c, c.req.valid("json"));
        const made = await book.make(file, examined.title, accountOf(c));
        lookAtDrafts(c, [file]);
        return c.json(draftShown(made, examined.warnings), 201, {
          ...tagged(1),
          Location: `/api/v1/drafts/${made.id}`,
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}",
        summary: "A draft",
        tags: ["Drafts"],
        access: { action: "read", kind: "draft", id: "id" },
        request: { params },
        responses: { 200: json(DraftShown, "As it stands.") },
      }),
      async (c) => {
        const stored = await book.get(c.req.valid("param").id);
        lookAtDrafts(c, [stored.value.decision]);
        return c.json(draftShown(stored), 200, {
          ...tagged(stored.value.revision),
          "Cache-Control": "private, no-cache",
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}/revisions",
        summary: "Who changed what of a draft",
        tags: ["Drafts"],
        access: { action: "read", kind: "draft", id: "id" },
        request: { params },
        responses: {
          200: json(z.object({ revisions: z.array(RevisionShown) }), "Every state, the oldest first."),
        },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        await book.get(id);
        const revisions = await book.revisions(id);
        const shown = revisions.map(({ decision, ...each }, at) => ({
          ...each,
          differences: at === 0 ? [] : differencesOf(revisions[at - 1]!.decision, decision),
        }));
        lookAtDrafts(
          c,
          revisions.map(({ decision }) => decision),
        );
        return c.json({ revisions: shown }, 200, { "Cache-Control": "private, no-cache" });
      },
    )
    .openapi(
      guardedRoute({
        method: "put",
        path: "/api/v1/drafts/{id}",
        summary: "Change a draft",
        description:
          "With `If-Match`: where somebody else was quicker, 412 says who changed what since the state that you saw.",
        tags: ["Drafts"],
        access: { action: "draft", kind: "draft", id: "id", largestBody: LARGEST_DRAFT_BYTES },
        request: { params, headers: CHANGES, body },
        responses: { 200: json(DraftShown, "Changed.") },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const seen = seenIn(c.req.valid("header")["if-match"]);
        await book.refuseStale(await book.get(id), seen);
        const { file, examined } = await read(c, c.req.valid("json"));
        const changed = await book.change(id, seen, "changed", accountOf(c), () => ({
          decision: file,
          title: examined.title,
        }));
        lookAtDrafts(c, [changed.value.decision]);
        return c.json(draftShown(changed, examined.warnings), 200, tagged(changed.value.revision));
      },
    )
    .openapi(
      guardedRoute({
        method: "put",
        path: "/api/v1/drafts/{id}/sharing",
        summary: "Share a draft with bodies and accounts",
        description:
          "Delegations of these bodies read the draft; these accounts may change it too, if they may make drafts. What is not named any more is taken back.",
        tags: ["Drafts"],
        access: { action: "share", kind: "draft", id: "id" },
        request: {
          params,
          headers: CHANGES,
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  bodies: z.array(IdField).max(100),
                  accounts: z.array(IdField).max(100),
                }),
              },
            },
          },
        },
        responses: { 200: json(DraftShown, "Shared.") },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { bodies, accounts } = c.req.valid("json");
        const seen = seenIn(c.req.valid("header")["if-match"]);
        const unknown = bodies.filter((each) => !followed.folded.bodies.has(each));
        const missing = [];
        for (const account of accounts)
          if ((await documents.get("account", account)) === undefined) missing.push(account);
        if (unknown.length + missing.length > 0)
          throw problem(422, "unknown-reader", "the draft cannot be shared with all of these", {
            errors: [
              ...unknown.map((each) => ({
                path: `bodies[${bodies.indexOf(each)}]`,
                message: `\`${each}\` is not a body of this registry`,
              })),
              ...missing.map((each) => ({
                path: `accounts[${accounts.indexOf(each)}]`,
                message: `\`${each}\` is no account`,
              })),
            ],
          });
        const shared = await book.change(id, seen, "shared", accountOf(c), () => ({
          sharedWith: bodies,
          editors: accounts,
        }));
        lookAtDrafts(c, [shared.value.decision]);
        return c.json(draftShown(shared), 200, tagged(shared.value.revision));
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/drafts/{id}/withdraw",
        summary: "Withdraw a draft",
        description: "It stays, with all its states, and cannot be changed any more.",
        tags: ["Drafts"],
        access: { action: "draft", kind: "draft", id: "id" },
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
        responses: { 200: json(DraftShown, "Withdrawn.") },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { why } = c.req.valid("json");
        const by = accountOf(c);
        const at = context.clock().toISOString();
        const seen = seenIn(c.req.valid("header")["if-match"]);
        const withdrawn = await book.change(id, seen, "withdrawn", by, () => ({
          withdrawn: { by, at, ...(why === undefined ? {} : { why }) },
        }));
        lookAtDrafts(c, [withdrawn.value.decision]);
        return c.json(draftShown(withdrawn), 200, tagged(withdrawn.value.revision));
      },
    );
}
