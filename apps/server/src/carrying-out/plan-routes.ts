/** Plans: whose parts are open, what is done about one person, exceptions. */
import type { PlanPart } from "@comity/carrying-out";
import { grantException, ITEM_STATES, isLate, isOpen, personPart, RECIPIENTS } from "@comity/carrying-out";
import { type DocumentMovedError, type StoredDocument, StoreError } from "@comity/store";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { CHANGES, json } from "../reading/answers.ts";
import { DayField, IdField, SwitchField } from "../reading/fields.ts";
import { NEXT, PAGE, pageOf } from "../reading/pages.ts";
import { expectedState, stale } from "../reading/tags.ts";
import { entering } from "./decisions-routes.ts";
import type { Offices } from "./offices.ts";
import { InstrumentGiven, PartShown, partShown } from "./shapes.ts";

const TAGS = ["Carrying out"];
const params = z.object({ decision: IdField });
const ofPerson = z.object({ decision: IdField, person: IdField });
const KINDS = ["whole", ...RECIPIENTS] as const;

const StepGiven = z.strictObject({
  item: z.string().min(1).max(300),
  state: z.enum(ITEM_STATES),
  note: z
    .string()
    .max(1_000)
    .optional()
    .openapi({ description: "Without names: whoever may see the item sees it." }),
  until: z.string().max(10).optional().openapi({ description: "The last day of an exception." }),
});

/** The version that a change expects. */
export function expectedVersion(c: Context<Env>): number | undefined {
  const tag = expectedState(c);
  if (tag === "*") return undefined;
  const version = Number(tag);
  if (!Number.isSafeInteger(version) || version < 1) throw stale("this", tag);
  return version;
}

/** The conflict of two who change one thing, as a stale tag. */
export async function orStale<T>(what: string, change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "document-moved") throw error;
    const { current } = error as DocumentMovedError;
    throw stale(
      what,
      String(current?.version ?? 0),
      current === undefined ? {} : { changedBy: current.by, changedAt: current.at },
    );
  }
}

/** The routes of plans. */
export function planRoutes({ desk }: Offices) {
  const room = newRoom();
  const answer = (c: Context<Env>, part: StoredDocument<PlanPart>) => {
    const { kind, id } = part.value;
    if (kind === "person" || kind === "team leader") c.set("lookedAt", [id]);
    c.header("ETag", `"${part.version}"`);
    return partShown(part, desk.today());
  };
  const step = async (
    c: Context<Env>,
    decision: string,
    name: string,
    { item, ...said }: z.output<typeof StepGiven>,
  ) => {
    const { note, until, state } = said;
    const whole = {
      state,
      ...(note === undefined ? {} : { note }),
      ...(until === undefined ? {} : { until }),
    };
    const expected = expectedVersion(c);
    const change = desk.step(decision, name, item, whole, {
      by: entering(c).by,
      ...(expected === undefined ? {} : { expected }),
    });
    return answer(c, await orStale("this part of the plan", change));
  };
  return room
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/decisions/{decision}/parts",
        tags: TAGS,
        summary: "List the parts of a plan: what is open, for whom, by which office",
        access: { action: "read", kind: "plan", id: "decision" },
        request: {
          params,
          query: z.object({
            ...PAGE,
            kind: z.enum(KINDS).optional(),
            owner: z.string().max(100).optional().openapi({ description: "Only items of this office." }),
            open: SwitchField.optional().openapi({ description: "Only parts with something open." }),
            late: SwitchField.optional().openapi({ description: "Only parts with something late." }),
            dueBy: DayField.optional().openapi({ description: "Only items that are due by this day." }),
          }),
        },
        responses: {
          200: json(
            z.object({ items: z.array(PartShown), next: NEXT }),
            "By kind and id. People are there by their ids.",
          ),
        },
      }),
      async (c) => {
        const { decision } = c.req.valid("param");
        const { limit, after, ...filters } = c.req.valid("query");
        await desk.decision(decision);
        const today = desk.today();
        const found = [...(await desk.parts(decision))].flatMap(([name, part]) => {
          const { value } = part;
          if (filters.kind !== undefined && value.kind !== filters.kind) return [];
          const dueBy = filters.dueBy;
          const isAsked = (item: PlanPart["items"][number]): boolean =>
            (filters.owner === undefined || item.owner === filters.owner) &&
            (dueBy === undefined || (item.due !== undefined && item.due <= c.req.query("dueBy")!)) &&
            (filters.open !== true || isOpen(item, today)) &&
            (filters.late !== true || isLate(item, today));
          const isFiltered =
            filters.owner !== undefined ||
            dueBy !== undefined ||
            filters.open === true ||
            filters.late === true;
          const items = value.items.filter(isAsked);
          if (isFiltered && items.length === 0) return [];
          return [{ name, part: { ...part, value: { ...value, items } } }];
        });
        const listing = { registry: desk.store.registry, list: `parts of ${decision}`, filters, position: 0 };
        const page = pageOf(found, ({ name }) => name, listing, { limit, after });
        const people = page.items.filter(
          ({ part }) => part.value.kind === "person" || part.value.kind === "team leader",
        );
        c.set("lookedAt", [...new Set(people.map(({ part }) => part.value.id))]);
        return c.json({ items: page.items.map(({ part }) => partShown(part, today)), next: page.next }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/decisions/{decision}/people/{person}",
        tags: TAGS,
        summary: "Show what a decision means for a person, and what is to be done",
        access: { action: "read", kind: "checklist", id: "person" },
        request: { params: ofPerson },
        responses: { 200: json(PartShown, "The person's part of the plan.") },
      }),
      async (c) => {
        const { decision, person } = c.req.valid("param");
        return c.json(answer(c, await desk.part(decision, personPart(person))), 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/{decision}/people/{person}/items",
        tags: TAGS,
        summary: "Say how something stands that is to be done for a person",
        access: { action: "complete", kind: "checklist", id: "person" },
        request: {
          params: ofPerson,
          headers: CHANGES,
          body: { required: true, content: { "application/json": { schema: StepGiven } } },
        },
        responses: { 200: json(PartShown, "The part as it stands now.") },
      }),
      async (c) => {
        const { decision, person } = c.req.valid("param");
        return c.json(await step(c, decision, personPart(person), c.req.valid("json")), 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/{decision}/reviews",
        tags: TAGS,
        summary: "Say how a review stands that is due",
        access: { action: "carry-out", kind: "plan", id: "decision" },
        request: {
          params,
          headers: CHANGES,
          body: { required: true, content: { "application/json": { schema: StepGiven } } },
        },
        responses: { 200: json(PartShown, "The part of the decision as a whole.") },
      }),
      async (c) =>
        c.json(await step(c, c.req.valid("param").decision, "whole/decision", c.req.valid("json")), 200),
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/decisions/{decision}/people/{person}/exceptions",
        tags: TAGS,
        summary: "Grant a person an exception, with its reason and its end",
        description:
          "Where the policy knows exceptions these are acts, and the plan follows; else it is a note for the offices, with a last day.",
        access: { action: "carry-out", kind: "plan", id: "decision" },
        request: {
          params: ofPerson,
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  reason: z.string().min(1).max(2_000).openapi({ description: "Kept sealed." }),
                  until: DayField.optional(),
                  agreements: z.array(IdField).min(1).max(50).optional(),
                  instrument: InstrumentGiven,
                  expectedHead: z.string().max(64).optional(),
                }),
              },
            },
          },
        },
        responses: { 200: json(PartShown, "The person's part as it stands now.") },
      }),
      async (c) => {
        const { decision, person } = c.req.valid("param");
        const { reason, until, agreements, instrument, expectedHead } = c.req.valid("json");
        const words = {
          person,
          reason,
          ...(until === undefined ? {} : { until }),
          ...(agreements === undefined ? {} : { agreements }),
        };
        const part = await orStale(
          "this part of the plan",
          grantException(desk, decision, words, instrument, entering(c, expectedHead)),
        );
        return c.json(answer(c, part), 200);
      },
    );
}
