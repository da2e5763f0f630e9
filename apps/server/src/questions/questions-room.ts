/** Questions about entitlements: on which days, for whom, why, and what would help. */
import { formatDay, has } from "@comity/calendar";
import { type Predicate, remedies, type Tuple, tellRemedy } from "@comity/policy";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, Room } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json, SEEN } from "../reading/answers.ts";
import {
  ASOF,
  DayField,
  KnownOnField,
  orNone,
  StretchShown,
  several,
  stretchesText,
  stretchText,
} from "../reading/fields.ts";
import { asOf, type Known, knownOn } from "../reading/known.ts";
import { byCode, NEXT, PAGE, pageOf } from "../reading/pages.ts";
import { shown, tagOf } from "../reading/tags.ts";
import { namesOf } from "../reading/titles.ts";
import { mayKnowAll, patternOf, predicateOf, tupleText } from "./asked.ts";
import { reasonsFor } from "./reasons.ts";
import { ActBehind, StepShown } from "./steps.ts";

const Value = z.union([z.string(), z.number()]);
const Tupled = z.array(Value);

const VALUES = several(z.string().min(1).max(200)).openapi({
  description: "One for each column, in their order; `_` for any.",
  type: "array",
  items: { type: "string" },
});
const NAME = z.object({ entitlement: z.string().min(1).max(200) });
const ON = DayField.openapi({ description: "The day asked about." });

const ABOUT = { ...ASOF, entitlement: z.string() };

const EntitlementShown = z
  .object({
    name: z.string(),
    title: z.string().nullable(),
    source: z.string().nullable(),
    columns: z.array(z.object({ name: z.string(), kind: z.string() })),
  })
  .openapi("Entitlement");

const ReasonsShown = z
  .object({
    ...ABOUT,
    tuple: Tupled,
    on: z.string(),
    answer: z.enum(["yes", "no"]),
    days: orNone(StretchShown).openapi({ description: "Of a yes: the days around the one asked about." }),
    text: z.string().openapi({
      description: "Indented lines: each rule with its source, each fact, each step of reckoning.",
    }),
    proof: StepShown.openapi({
      description:
        "The same step by step, of a yes and of a no alike: the lines of the text are its sentences in this order.",
    }),
    facts: z.array(
      z.object({ record: z.string(), tuple: Tupled, ...StretchShown.shape, acts: z.array(ActBehind) }),
    ),
  })
  .openapi("Reasons");

const RemediesShown = z
  .object({
    ...ABOUT,
    tuple: Tupled,
    on: z.string(),
    holds: z.boolean(),
    remedies: z.array(
      z.object({
        remedy: z.string(),
        acts: z.array(
          z.object({
            act: z.enum(["add", "end"]),
            record: z.string(),
            tuple: Tupled,
            ...StretchShown.shape,
          }),
        ),
        restores: StretchShown,
      }),
    ),
  })
  .openapi("Remedies");

/** Whom an answer shows is noted as looked at. */
function lookAt(c: Context<Env>, { columns }: Predicate, tuples: readonly Tuple[]): void {
  const people = tuples.flatMap((tuple) =>
    tuple.flatMap((value, at) => (columns[at]?.kind === "Person" ? [String(value)] : [])),
  );
  c.set("lookedAt", [...new Set(people)]);
}

const about = (known: Known, { name }: Predicate) => ({ ...asOf(known), entitlement: name });

function byValues(a: Tuple, b: Tuple): number {
  for (const [at, value] of a.entries()) {
    const other = b[at]!;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

function remediesText(c: Context<Env>, known: Known, predicate: Predicate, tuple: Tuple, on: number) {
  const { policy } = c.var.context;
  const found = remedies(known.evaluation, policy, known.folded.facts, predicate.name, tuple, on as never);
  const nameOf = namesOf(known.folded);
  const columnsOf = (record: string) => policy.records.find(({ name }) => name === record)?.columns ?? [];
  return found
    .filter(({ witness }) =>
      witness.every(({ record, tuple: said }) => mayKnowAll(c, known, columnsOf(record), said)),
    )
    .map((remedy) => ({
      remedy: tellRemedy(policy, remedy, tuple, predicate.name, nameOf),
      acts: remedy.witness.map(({ record, tuple: said, from, to, present }) => ({
        act: present ? ("add" as const) : ("end" as const),
        record,
        tuple: tupleText(columnsOf(record), said),
        ...stretchText({ from, to }),
      })),
      restores: stretchText(remedy.restores),
    }));
}

export const questionsRoom: Room = (context) => {
  const { policy, store } = context;
  const tags = ["Questions"];
  const access = { action: "read", kind: "policy" } as const;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/entitlements",
        operationId: "listEntitlements",
        summary: "What the policy can be asked",
        tags,
        access,
        responses: { 200: json(z.object({ entitlements: z.array(EntitlementShown) }), "The entitlements.") },
      }),
      (c) => {
        const entitlements = policy.predicates
          .filter(({ role }) => role === "entitlement")
          .map(({ name, title, source, columns }) => ({
            name,
            title: title ?? null,
            source: source ?? null,
            columns: columns.map((column) => ({ name: column.name, kind: column.kind })),
          }));
        return c.json({ entitlements }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/entitlements/{entitlement}/when",
        operationId: "askWhen",
        summary: "On which days somebody has an entitlement",
        tags,
        access,
        request: {
          headers: SEEN,
          params: NAME,
          query: z.strictObject({ value: VALUES, on: ON.optional(), knownOn: KnownOnField }),
        },
        responses: {
          200: json(
            z
              .object({
                ...ABOUT,
                tuple: Tupled,
                holds: z
                  .boolean()
                  .nullable()
                  .openapi({ description: "On the day, where one is asked about." }),
                days: z.array(StretchShown),
              })
              .openapi("When"),
            "The days.",
          ),
        },
      }),
      (c) => {
        const { value, on, knownOn: asked } = c.req.valid("query");
        const known = knownOn(context, asked);
        const predicate = predicateOf(policy, c.req.valid("param").entitlement);
        const tuple = patternOf(c, known, predicate, value, true) as Tuple;
        return shown(c, tagOf(c, known), () => {
          lookAt(c, predicate, [tuple]);
          const days = known.evaluation.when(predicate.name, tuple);
          return {
            ...about(known, predicate),
            tuple: tupleText(predicate.columns, tuple),
            holds: on === undefined ? null : has(days, on),
            days: stretchesText(days),
          };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/entitlements/{entitlement}/list",
        operationId: "askWho",
        summary: "Who has an entitlement, as far as the asker may know of them",
        tags,
        access,
        request: {
          headers: SEEN,
          params: NAME,
          query: z.strictObject({
            value: VALUES,
            on: ON.optional().openapi({ description: "Only who has it on this day." }),
            knownOn: KnownOnField,
            ...PAGE,
          }),
        },
        responses: {
          200: json(
            z
              .object({
                ...ABOUT,
                columns: z.array(z.string()),
                rows: z.array(z.object({ tuple: Tupled, days: z.array(StretchShown) })),
                next: NEXT,
              })
              .openapi("Who"),
            "The tuples, in the order of their values.",
          ),
        },
      }),
      (c) => {
        const { value, on, knownOn: asked, limit, after } = c.req.valid("query");
        const known = knownOn(context, asked);
        const predicate = predicateOf(policy, c.req.valid("param").entitlement);
        const pattern = patternOf(c, known, predicate, value, false);
        return shown(c, tagOf(c, known), () => {
          const { columns, name } = predicate;
          const all = Array.from(known.evaluation.list(name, pattern, on), ({ tuple, days }) => ({
            tuple,
            days,
            key: JSON.stringify(tuple),
          }))
            .filter(({ tuple }) => mayKnowAll(c, known, columns, tuple))
            .sort((a, b) => byCode(a.key, b.key));
          const listing = {
            registry: store.registry,
            list: `list ${name}`,
            filters: { value, on, asked },
            position: known.position,
          };
          const { items, next } = pageOf(all, ({ key }) => key, listing, { limit, after });
          lookAt(
            c,
            predicate,
            items.map(({ tuple }) => tuple),
          );
          return {
            ...about(known, predicate),
            columns: columns.map((column) => column.name),
            rows: items
              .sort((a, b) => byValues(a.tuple, b.tuple))
              .map(({ tuple, days }) => ({ tuple: tupleText(columns, tuple), days: stretchesText(days) })),
            next,
          };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/entitlements/{entitlement}/explain",
        operationId: "askWhy",
        summary: "Why somebody has an entitlement on a day, or has not",
        tags,
        access,
        request: {
          headers: SEEN,
          params: NAME,
          query: z.strictObject({ value: VALUES, on: ON, knownOn: KnownOnField }),
        },
        responses: { 200: json(ReasonsShown, "The reasons, down to the acts.") },
      }),
      (c) => {
        const { value, on, knownOn: asked } = c.req.valid("query");
        const known = knownOn(context, asked);
        const predicate = predicateOf(policy, c.req.valid("param").entitlement);
        const tuple = patternOf(c, known, predicate, value, true) as Tuple;
        return shown(c, tagOf(c, known), () => {
          lookAt(c, predicate, [tuple]);
          return {
            ...about(known, predicate),
            tuple: tupleText(predicate.columns, tuple),
            on: formatDay(on),
            ...reasonsFor(c, known, predicate.name, tuple, on),
          };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/entitlements/{entitlement}/remedies",
        operationId: "askRemedies",
        summary: "What within somebody's own reach would give an entitlement",
        tags,
        access,
        request: {
          headers: SEEN,
          params: NAME,
          query: z.strictObject({ value: VALUES, on: ON, knownOn: KnownOnField }),
        },
        responses: { 200: json(RemediesShown, "The smallest changes, each tried out.") },
      }),
      (c) => {
        const { value, on, knownOn: asked } = c.req.valid("query");
        const known = knownOn(context, asked);
        const predicate = predicateOf(policy, c.req.valid("param").entitlement);
        const tuple = patternOf(c, known, predicate, value, true) as Tuple;
        return shown(c, tagOf(c, known), () => {
          lookAt(c, predicate, [tuple]);
          const holds = has(known.evaluation.when(predicate.name, tuple), on);
          return {
            ...about(known, predicate),
            tuple: tupleText(predicate.columns, tuple),
            on: formatDay(on),
            holds,
            remedies: holds ? [] : remediesText(c, known, predicate, tuple, on),
          };
        });
      },
    );
};
