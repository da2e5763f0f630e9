/** Whom a draft touches: the way from the figures of a fact sheet down to single people, for those who may see both. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import { byCode, NEXT, PAGE, pageOf } from "../reading/pages.ts";
import type { DraftParts } from "./draft-room.ts";
import { requireCleared } from "./impact-room.ts";
import { MovesField } from "./moves.ts";
import { HeadShown } from "./shown.ts";

const TouchedShown = z
  .object({
    person: z.string(),
    firstDay: z.string().openapi({ description: "The first day on which something is lost." }),
    entitlements: z.array(z.string()).openapi({ description: "What is lost, in the policy's order." }),
    institutes: z.array(z.string()).openapi({ description: "Those through which the person is hit." }),
  })
  .openapi("Touched");

export function touchedRoom({ context, book, desk }: DraftParts): OpenAPIHono<Env> {
  return newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/drafts/{id}/people",
      operationId: "listTouched",
      summary: "Whom a draft touches",
      description:
        "People who lose something, as far as the asker may see them: those who lose it first come first. `moves` moves its acts, as in its live stream.",
      tags: ["Drafts"],
      access: { action: "read", kind: "fact-sheet", id: "id" },
      request: {
        params: z.object({ id: IdField }),
        query: z.object({
          moves: MovesField,
          institute: IdField.optional().openapi({ description: "Only those who are hit through it." }),
          entitlement: IdField.optional().openapi({ description: "Only those who lose it." }),
          ...PAGE,
        }),
      },
      responses: {
        200: json(
          z.object({
            head: HeadShown,
            total: z.number().int().openapi({ description: "How many of them the asker may see." }),
            people: z.array(TouchedShown),
            next: NEXT,
          }),
          "Those whom the asker may see.",
        ),
      },
    }),
    async (c) => {
      requireCleared(c);
      const { id } = c.req.valid("param");
      const { moves, institute, entitlement, limit, after } = c.req.valid("query");
      const { value } = await book.get(id);
      const { people, head } = await desk.ask(
        {
          sort: "touched",
          decision: JSON.stringify(value.decision),
          moment: desk.moment,
          moves,
        },
        c.req.raw.signal,
      );
      const wanted = people
        .filter(
          (each) =>
            (institute === undefined || each.institutes.includes(institute)) &&
            (entitlement === undefined || each.entitlements.includes(entitlement)),
        )
        .sort((a, b) => byCode(`${a.firstDay} ${a.person}`, `${b.firstDay} ${b.person}`));
      const seen = context.gate.visible(c.var.asker, "read", "person", wanted, ({ person }) => person);
      const listing = {
        registry: context.store.registry,
        list: `touched ${id} ${value.revision}`,
        filters: { moves, institute, entitlement },
        position: head.position,
      };
      const key = (each: (typeof seen)[number]): string => `${each.firstDay} ${each.person}`;
      const { items, next } = pageOf(seen, key, listing, { limit, after });
      c.set(
        "lookedAt",
        items.map(({ person }) => person),
      );
      const shown = items.map(({ person, firstDay, entitlements, institutes }) => ({
        person,
        firstDay,
        entitlements: [...entitlements],
        institutes: [...institutes],
      }));
      return c.json({ head, total: seen.length, people: shown, next }, 200, {
        "Cache-Control": "private, no-cache",
      });
    },
  );
}
