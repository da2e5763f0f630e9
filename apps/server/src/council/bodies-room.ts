/** Bodies that decide: who sits in them, by which rules they decide, which splits pass, until when they can still give notice. */
import { formatDay } from "@comity/calendar";
import {
  lastSessions,
  ruleInFigures,
  ruleOf,
  sizeOf,
  splitsOf,
  standingsOn,
  votersOf,
} from "@comity/council";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json } from "../reading/answers.ts";
import { DayField, IdField, KnownOnField } from "../reading/fields.ts";
import { knownOn } from "../reading/known.ts";
import { bodiesIn, sessionsOf } from "./bodies.ts";
import { BodyListed, BodyShown, bodyListed, bodyShown, SplitsShown } from "./body-shapes.ts";
import { type CouncilParts, PRIVATE, seatedNow, TAGS, visibleItems } from "./council-parts.ts";
import { NoticeShown, noticeShown } from "./session-shapes.ts";

const params = z.object({ body: IdField });
const On = DayField.optional().openapi({
  description: "As it is on that day; the day as known on where none is named.",
});

/** Items of all sessions of a body that whoever asks may see, by the agreement that their motions are about. */
export async function itemsByAgreement(
  c: Context<Env>,
  { context, agendas }: CouncilParts,
  body: string,
): Promise<ReadonlyMap<string, { session: string; item: number }[]>> {
  const found = new Map<string, { session: string; item: number }[]>();
  for (const { session } of sessionsOf(context.followed.folded, body)) {
    const { agenda } = await agendas.get(body, session);
    for (const { number, motion } of visibleItems(c, body, agenda.items))
      for (const agreement of motion?.decidedOn?.agreements ?? [])
        found.set(agreement, [...(found.get(agreement) ?? []), { session, item: number }]);
  }
  return found;
}

export function bodiesRoom(parts: CouncilParts): OpenAPIHono<Env> {
  const { followed } = parts.context;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/council/bodies",
        summary: "The bodies that decide",
        description: "Those of the registry by whose rules the server can count.",
        tags: TAGS,
        access: { action: "list", kind: "body" },
        responses: { 200: json(z.object({ bodies: z.array(BodyListed) }), "By their names.") },
      }),
      (c) => {
        const found = bodiesIn(parts.bodies, followed.folded).map(({ body }) => seatedNow(parts, body));
        return c.json({ bodies: found.map((body) => bodyListed(body, followed.today)) }, 200, PRIVATE);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/council/bodies/{body}",
        summary: "A body: who sits in it, who may vote, and its rules with where they come from",
        tags: TAGS,
        access: { action: "read", kind: "body", id: "body" },
        request: {
          params,
          query: z.object({ on: On, programme: IdField.optional(), knownOn: KnownOnField }),
        },
        responses: { 200: json(BodyShown, "As it is on that day.") },
      }),
      (c) => {
        const { on, programme, knownOn: asked } = c.req.valid("query");
        const known = knownOn(parts.context, asked);
        const body = seatedNow(parts, c.req.valid("param").body, known.folded);
        return c.json(bodyShown(body, on ?? known.day, programme), 200, PRIVATE);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/council/bodies/{body}/splits",
        summary: "Which splits of a vote pass",
        description:
          "Every number in favour and against; the others abstain. Nothing here is of a vote that was held.",
        tags: TAGS,
        access: { action: "read", kind: "body", id: "body" },
        request: {
          params,
          query: z.object({
            rule: IdField.optional(),
            on: On,
            programme: IdField.optional(),
            absent: z.coerce.number().int().min(0).max(10_000).default(0).openapi({
              description: "So many that have a vote are not represented; who they are is not asked.",
            }),
          }),
        },
        responses: { 200: json(SplitsShown, "All of them.") },
      }),
      (c) => {
        const { rule: id, on = followed.today, programme, absent } = c.req.valid("query");
        const body = seatedNow(parts, c.req.valid("param").body);
        const rule = ruleOf(body, id);
        const standings = standingsOn(body, on, { rule, programme });
        const voting = standings.filter(({ hasVote }) => hasVote).map(({ member }) => member);
        const present = new Set(voting.slice(0, Math.max(0, voting.length - absent)));
        const splits = splitsOf(rule, votersOf(standings, present), body.quorum);
        return c.json(
          {
            body: body.body,
            rule: rule.id,
            on: formatDay(on),
            words: ruleInFigures(rule, sizeOf(standings)).words,
            votes: present.size,
            splits: splits.map(({ inFavour, against, split }): [number, number, typeof split] => [
              inFavour,
              against,
              split,
            ]),
          },
          200,
          PRIVATE,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/council/bodies/{body}/notices",
        summary: "Until when a body can still give notice, and which session is the last",
        tags: TAGS,
        access: { action: "list", kind: "deadline" },
        request: {
          params,
          query: z.object({
            knownOn: KnownOnField,
            within: z.coerce.number().int().min(0).max(36_500).optional().openapi({
              description: "Only what is due within so many days.",
            }),
          }),
        },
        responses: {
          200: json(z.object({ from: z.string(), notices: z.array(NoticeShown) }), "The nearest first."),
        },
      }),
      async (c) => {
        const { within, knownOn: asked } = c.req.valid("query");
        const { day, folded } = knownOn(parts.context, asked);
        const { body } = seatedNow(parts, c.req.valid("param").body, folded);
        const warnings = lastSessions(folded, {
          body,
          from: day,
          ...(within === undefined ? {} : { within }),
        });
        const items = await itemsByAgreement(c, parts, body);
        const notices = warnings.map((each) => noticeShown(each, items.get(each.deadline.agreement) ?? []));
        return c.json({ from: formatDay(day), notices }, 200, PRIVATE);
      },
    );
}
