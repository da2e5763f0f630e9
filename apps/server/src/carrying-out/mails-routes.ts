/** Mails: released, listed, noted; and how somebody is written to. */

import { formatDay } from "@comity/calendar";
import {
  CarryingOutError,
  countMails,
  isAddress,
  LANGUAGES,
  MAIL_STATES,
  type Mail,
  noteCorrespondence,
  noteMail,
  RECIPIENTS,
  releaseLetters,
} from "@comity/carrying-out";
import type { StoredDocument } from "@comity/store";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { DayField, IdField } from "../reading/fields.ts";
import { NEXT, PAGE, pageOf } from "../reading/pages.ts";
import { entering } from "./decisions-routes.ts";
import type { Offices } from "./offices.ts";
import { expectedVersion, orStale } from "./plan-routes.ts";

const TAGS = ["Carrying out"];
const params = z.object({ decision: IdField });

const MailShown = z
  .object({
    id: z.string(),
    version: z.number().int(),
    letter: z.string(),
    kind: z.string(),
    to: z.string().openapi({ description: "By identifier; neither name nor address." }),
    due: z.string(),
    state: z.enum(MAIL_STATES),
    why: z.string().nullable(),
    messageId: z.string(),
    attempts: z.number().int(),
    inDoubt: z.number().int().openapi({
      description: "How often the answer to the final dot was lost: so many times it may have arrived.",
    }),
    sentAt: z.string().nullable(),
    notBefore: z.string().nullable(),
    changes: z.array(
      z.object({
        at: z.string(),
        by: z.string(),
        state: z.enum(MAIL_STATES),
        why: z.string().nullable(),
        code: z.number().int().nullable(),
        note: z.string().nullable(),
      }),
    ),
  })
  .openapi("Mail");

function mailShown({ id, version, value }: StoredDocument<Mail>): z.output<typeof MailShown> {
  return {
    id,
    version,
    letter: value.letter,
    kind: value.to.kind,
    to: value.to.id,
    due: value.due,
    state: value.state,
    why: value.why ?? null,
    messageId: value.messageId,
    attempts: value.attempts,
    inDoubt: value.doubtful,
    sentAt: value.sentAt ?? null,
    notBefore: value.notBefore ?? null,
    changes: value.changes.map(({ at, by, state, why, code, note }) => ({
      at,
      by,
      state,
      why: why ?? null,
      code: code ?? null,
      note: note ?? null,
    })),
  };
}

/** Whom an answer shows mails to, or says that letters go to: a look at each of these people. */
function lookAt(c: Context<Env>, to: readonly Mail["to"][]): void {
  const people = to.flatMap(({ kind, id }) => (kind === "person" || kind === "team leader" ? [id] : []));
  c.set("lookedAt", [...new Set(people)]);
}

/** The routes of mails. */
export function mailsRoutes({ desk, post, domain, put }: Offices) {
  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/{decision}/mails",
        tags: TAGS,
        summary: "Release letters that are due, or say what would go out",
        description:
          "Each letter goes out once: one that was released before stays as it is. `dry` opens nothing and sends nothing.",
        access: { action: "carry-out", kind: "mail" },
        request: {
          params,
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  through: DayField,
                  letters: z.array(z.string().max(100)).min(1).max(100).optional(),
                  parts: z.array(z.string().max(300)).min(1).max(10_000).optional(),
                  dry: z.boolean().default(false),
                }),
              },
            },
          },
        },
        responses: {
          200: json(
            z.object({
              released: z.number().int(),
              held: z.number().int(),
              before: z.number().int(),
              items: z.array(
                z.object({
                  mail: z.string(),
                  letter: z.string(),
                  part: z.string(),
                  due: z.string(),
                  what: z.string(),
                  held: z.string().nullable(),
                }),
              ),
            }),
            "What became of each, or would.",
          ),
        },
      }),
      async (c) => {
        const { through, letters, parts, dry } = c.req.valid("json");
        const { decision } = c.req.valid("param");
        const items = await releaseLetters(desk, decision, domain, {
          by: entering(c).by,
          through: formatDay(through),
          ...(letters === undefined ? {} : { letters }),
          ...(parts === undefined ? {} : { parts }),
          isDry: dry,
        });
        lookAt(
          c,
          items.map(({ to }) => to),
        );
        const fresh = items.filter(({ what }) => what === "new");
        const going = fresh.filter(({ held }) => held === undefined);
        if (!dry) await put(going.map(({ mail }) => mail));
        return c.json(
          {
            released: going.length,
            held: fresh.length - going.length,
            before: items.length - fresh.length,
            items: items.map(({ to: _to, ...item }) => ({ ...item, held: item.held ?? null })),
          },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/decisions/{decision}/mails",
        tags: TAGS,
        summary: "List the mails of a decision, with what became of each",
        access: { action: "list", kind: "mail" },
        request: { params, query: z.object({ ...PAGE, state: z.enum(MAIL_STATES).optional() }) },
        responses: {
          200: json(
            z.object({
              counts: z.record(z.string(), z.number().int()),
              inDoubt: z.number().int(),
              items: z.array(MailShown),
              next: NEXT,
            }),
            "The mails.",
          ),
        },
      }),
      async (c) => {
        const { decision } = c.req.valid("param");
        const { state, ...page } = c.req.valid("query");
        await desk.decision(decision);
        const mails = await post.mails(decision);
        const listing = {
          registry: desk.store.registry,
          list: `mails of ${decision}`,
          filters: { state },
          position: 0,
        };
        const found = mails.filter(({ value }) => state === undefined || value.state === state);
        const { items, next } = pageOf(found, ({ id }) => id, listing, page);
        lookAt(
          c,
          items.map(({ value }) => value.to),
        );
        const { states, doubtful } = countMails(mails.map(({ value }) => value));
        return c.json(
          { counts: states as Record<string, number>, inDoubt: doubtful, items: items.map(mailShown), next },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/{decision}/mails/notes",
        tags: TAGS,
        summary:
          "Note of a mail that it arrived after all, came back, went another way, is to be tried again, or is not to go out",
        description:
          "A mail `in doubt` was handed over, and the answer was lost. The mail server's log says by the Message-ID whether it took it: then it is `sent`, otherwise `waiting` hands it over again.",
        access: { action: "carry-out", kind: "mail" },
        request: {
          params,
          headers: CHANGES,
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  mail: z.string().min(1).max(200),
                  state: z.enum(["sent", "bounced", "by hand", "waiting", "cancelled"]),
                  note: z.string().max(1_000).optional(),
                }),
              },
            },
          },
        },
        responses: { 200: json(MailShown, "The mail as it stands now.") },
      }),
      async (c) => {
        const { mail, state, note } = c.req.valid("json");
        const { decision } = c.req.valid("param");
        if (!mail.startsWith(`${decision}/`))
          throw new CarryingOutError("not found", "no-mail", `\`${decision}\` has no mail \`${mail}\``);
        const expected = expectedVersion(c);
        const change = noteMail(desk, mail, state, {
          by: entering(c).by,
          ...(note === undefined ? {} : { note }),
          ...(expected === undefined ? {} : { expected }),
        });
        const noted = await orStale("this mail", change);
        if (state === "waiting") await put([mail]);
        c.header("ETag", `"${noted.version}"`);
        lookAt(c, [noted.value.to]);
        return c.json(mailShown(noted), 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "put",
        path: "/api/v1/correspondence",
        tags: TAGS,
        summary: "Note how somebody is written to: in which language, and by which safe way",
        description:
          "Of people under an alias this is the only way by which they are ever written to. The address is kept sealed and is shown to nobody.",
        access: { action: "carry-out", kind: "mail" },
        request: {
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  kind: z.enum(RECIPIENTS),
                  id: IdField,
                  languages: z.array(z.enum(LANGUAGES)).min(1).max(2).optional(),
                  way: z.enum(["mail", "by hand"]).optional(),
                  address: z.string().max(254).optional(),
                }),
              },
            },
          },
        },
        responses: { 204: { description: "It is noted." } },
      }),
      async (c) => {
        const { kind, id, languages, way, address } = c.req.valid("json");
        if ((way === "mail") !== (address !== undefined))
          throw new CarryingOutError(
            "incorrect",
            "wrong-state",
            "the way `mail` has an address, and nothing else has one",
            { path: "address" },
          );
        if (address !== undefined && !isAddress(address))
          throw new CarryingOutError("incorrect", "wrong-state", "this is no mail address", {
            path: "address",
          });
        lookAt(c, [{ kind, id }]);
        await noteCorrespondence(
          desk.store,
          { kind, id },
          {
            ...(languages === undefined ? {} : { languages }),
            ...(way === undefined ? {} : { way }),
            ...(address === undefined ? {} : { address }),
          },
          entering(c).by,
        );
        return c.body(null, 204);
      },
    );
}
