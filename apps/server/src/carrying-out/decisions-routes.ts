/** Decisions that were taken: entered, shown, derived anew, reversed. */
import { type Entering, undoDecision } from "@comity/carrying-out";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json } from "../reading/answers.ts";
import { DayField, IdField } from "../reading/fields.ts";
import { NEXT, PAGE, pageOf } from "../reading/pages.ts";
import type { Offices } from "./offices.ts";
import { DecisionShown, decisionShown, InstrumentGiven } from "./shapes.ts";

const TAGS = ["Carrying out"];
const LARGEST_DRAFT = 4_000_000;
const params = z.object({ decision: IdField });
const Head = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional()
  .openapi({
    description: "The hash of the head that was looked at: refused where others have recorded acts since.",
  });

const DraftGiven = z
  .record(z.string(), z.unknown())
  .openapi({ description: "The draft that was adopted, as docs/decision-format.md has it." });

/** Who enters something: the account. */
export function entering(c: Context<Env>, expectedHead?: string): Entering {
  return { by: c.var.asker.account ?? "nobody", ...(expectedHead === undefined ? {} : { expectedHead }) };
}

/** The routes of decisions. */
export function decisionsRoutes({ desk }: Offices) {
  const room = newRoom();
  const isCleared = (c: Context<Env>): boolean => c.var.context.gate.isCleared(c.var.asker);
  return room
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions",
        tags: TAGS,
        summary: "Enter a decision that was taken, with its instrument",
        description:
          "Records its acts as one set and lays the plan. The same draft with the same instrument is the same decision: entering it again changes nothing (200).",
        access: { action: "decide", kind: "decision", largestBody: LARGEST_DRAFT },
        request: {
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  draft: DraftGiven,
                  instrument: InstrumentGiven,
                  expectedHead: Head,
                }),
              },
            },
          },
        },
        responses: {
          200: json(DecisionShown, "It was entered before."),
          201: json(DecisionShown, "It is entered."),
        },
      }),
      async (c) => {
        const { draft, instrument, expectedHead } = c.req.valid("json");
        const read = desk.read(JSON.stringify(draft));
        const { decision, isRepeated } = await desk.enter(read, instrument, entering(c, expectedHead));
        c.header("ETag", `"${decision.version}"`);
        return c.json(decisionShown(decision, isCleared(c)), isRepeated ? 200 : 201);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/preview",
        tags: TAGS,
        summary: "Say what the plan of a decision would be, and record nothing",
        access: { action: "decide", kind: "decision", largestBody: LARGEST_DRAFT },
        request: {
          body: {
            required: true,
            content: { "application/json": { schema: z.strictObject({ draft: DraftGiven }) } },
          },
        },
        responses: {
          200: json(
            z.object({
              ends: DecisionShown.shape.ends,
              parts: z.record(z.string(), z.number().int().nullable()),
              items: z.array(
                z.object({ owner: z.string(), item: z.string(), count: z.number().int().nullable() }),
              ),
              letters: z.array(
                z.object({ letter: z.string(), due: z.string(), count: z.number().int().nullable() }),
              ),
            }),
            "What would be done, counted.",
          ),
        },
      }),
      async (c) => {
        const plan = await desk.preview(desk.read(JSON.stringify(c.req.valid("json").draft)));
        const shown = (count: number): number | null => (isCleared(c) ? count : null);
        const tally = new Map<string, number>();
        const add = (...words: readonly string[]): void => {
          const key = JSON.stringify(words);
          tally.set(key, (tally.get(key) ?? 0) + 1);
        };
        for (const { kind, items, letters } of plan.parts) {
          add("part", kind);
          for (const { owner, key } of items) add("item", owner, key);
          for (const { letter, due } of letters) add("letter", letter, due);
        }
        const of = (sort: string) =>
          [...tally].flatMap(([key, count]) => {
            const [first, ...words] = JSON.parse(key) as string[];
            return first === sort ? [{ words, count: shown(count) }] : [];
          });
        return c.json(
          {
            ends: plan.ends.map(({ of: entitlement, title, byDay }) => ({
              entitlement,
              title,
              days: byDay.map(({ lastDay, people }) => ({ lastDay, people: shown(people) })),
            })),
            parts: Object.fromEntries(of("part").map(({ words, count }) => [words[0]!, count])),
            items: of("item").map(({ words, count }) => ({ owner: words[0]!, item: words[1]!, count })),
            letters: of("letter").map(({ words, count }) => ({ letter: words[0]!, due: words[1]!, count })),
          },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/decisions",
        tags: TAGS,
        summary: "List the decisions that were entered",
        access: { action: "list", kind: "decision" },
        request: { query: z.object(PAGE) },
        responses: {
          200: json(
            z.object({ items: z.array(DecisionShown), next: NEXT }),
            "By their ids, which begin with their days.",
          ),
        },
      }),
      async (c) => {
        const listing = {
          registry: desk.store.registry,
          list: "decisions",
          filters: {},
          position: desk.followed.position,
        };
        const { items, next } = pageOf(await desk.decisions(), ({ id }) => id, listing, c.req.valid("query"));
        return c.json({ items: items.map((each) => decisionShown(each, isCleared(c))), next }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/decisions/{decision}",
        tags: TAGS,
        summary: "Show a decision, and what ends by it on which day",
        access: { action: "read", kind: "decision", id: "decision" },
        request: { params },
        responses: { 200: json(DecisionShown, "The decision.") },
      }),
      async (c) => {
        const decision = await desk.decision(c.req.valid("param").decision);
        c.header("ETag", `"${decision.version}"`);
        return c.json(decisionShown(decision, isCleared(c)), 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/{decision}/refresh",
        tags: TAGS,
        summary: "Derive the plan anew from the registry as it stands",
        access: { action: "carry-out", kind: "plan", id: "decision" },
        request: { params },
        responses: { 200: json(DecisionShown, "The decision with its plan of now.") },
      }),
      async (c) => {
        const { decision } = c.req.valid("param");
        const refreshed = await desk.refresh(decision, desk.hand(entering(c).by), "looked at again");
        return c.json(decisionShown(refreshed, isCleared(c)), 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/{decision}/reversal",
        tags: TAGS,
        summary: "Reverse a decision",
        description:
          "Withdraws or ends its acts as far as that can be, cancels mails that have not gone out, plans what is to be undone, and lists what cannot be.",
        access: { action: "decide", kind: "decision", id: "decision" },
        request: {
          params,
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  title: z.string().min(1).max(500),
                  body: IdField.optional(),
                  session: IdField.optional(),
                  date: DayField,
                  instrument: InstrumentGiven,
                  expectedHead: Head,
                }),
              },
            },
          },
        },
        responses: { 200: json(DecisionShown, "The decision, reversed.") },
      }),
      async (c) => {
        const { title, body, session, date, instrument, expectedHead } = c.req.valid("json");
        const words = {
          title,
          date,
          ...(body === undefined ? {} : { body }),
          ...(session === undefined ? {} : { session }),
        };
        const { decision } = c.req.valid("param");
        const undone = await undoDecision(desk, decision, words, instrument, entering(c, expectedHead));
        return c.json(decisionShown(undone, isCleared(c)), 200);
      },
    );
}
