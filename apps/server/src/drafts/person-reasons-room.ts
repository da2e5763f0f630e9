/** Why somebody would have an entitlement under a draft on a day, or would not: step by step, down to the acts. */
import { formatDay, isOpen } from "@comity/calendar";
import { eachStep, type Predicate, printSteps, type Step, stepsOf, type Tuple } from "@comity/policy";
import type { Act } from "@comity/registry";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { patternOf, predicateOf, tupleText } from "../questions/asked.ts";
import { actText, namesFor } from "../questions/reasons.ts";
import { StepShown, StepsShown } from "../questions/steps.ts";
import { json } from "../reading/answers.ts";
import { DayField, IdField, orNone, StretchShown, several, stretchText } from "../reading/fields.ts";
import { type Known, knownOn } from "../reading/known.ts";
import { dependantsOf } from "../reading/own.ts";
import { personOf } from "../registry/people-room.ts";
import type { DraftReasons } from "./desk/questions.ts";
import type { DraftParts } from "./draft-room.ts";
import { requireCleared } from "./impact-room.ts";
import { MovesField } from "./moves.ts";
import { seenAs } from "./seen-draft.ts";
import { HeadShown } from "./shown.ts";

const DraftReasonsShown = z
  .object({
    draft: z.string(),
    knownOn: z.string(),
    head: HeadShown,
    entitlement: z.string(),
    tuple: z.array(z.union([z.string(), z.number()])),
    on: z.string(),
    answer: z.enum(["yes", "no"]),
    days: orNone(StretchShown).openapi({ description: "Of a yes: the days around the one asked about." }),
    text: z.string().openapi({ description: "The steps as indented lines." }),
    proof: StepShown.openapi({
      description: "As of `explain`. Acts that only the draft has say so (`isOfDraft`).",
    }),
  })
  .openapi("DraftReasons");

/** Whether a tuple is about a person, or about somebody who depends on that person. */
function isAbout(
  { columns }: Predicate,
  tuple: Tuple,
  person: string,
  dependants: readonly string[],
): boolean {
  return columns.some(({ kind }, at) => {
    const value = String(tuple[at]);
    return kind === "Person" ? value === person : kind === "Dependant" && dependants.includes(value);
  });
}

/** An act as far as the asker may know of it. Whoever sees a draft sees its acts. */
function actIn(c: Context<Env>, ofDraft: ReadonlySet<string>, act: Act) {
  if (!ofDraft.has(act.id)) return actText(c, act);
  const on = isOpen(act.on) ? null : formatDay(act.on);
  return {
    id: act.id,
    act: act.act as string,
    on,
    recorded: null,
    by: act.by,
    instrument: act.instrument,
    isOfDraft: true as const,
  };
}

/** What the desk found, in sentences that the asker may read. */
function reasonsText(c: Context<Env>, known: Known, { explanation, behind, ofDraft }: DraftReasons) {
  const root = stepsOf(c.var.context.policy, explanation, namesFor(c, known));
  const places = new Map<Step, number>();
  for (const step of eachStep(root)) places.set(step, places.size);
  const own = new Set(ofDraft);
  const steps = new StepsShown(
    c,
    known,
    (step) => behind[places.get(step)!] ?? undefined,
    (act) => actIn(c, own, act),
  );
  const { answer } = explanation;
  return {
    answer,
    days: answer === "yes" ? stretchText({ from: explanation.from, to: explanation.to }) : null,
    text: printSteps([root]),
    proof: steps.of(root),
  };
}

export function personReasonsRoom({ context, book, desk }: DraftParts): OpenAPIHono<Env> {
  const { policy } = context;
  return newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/people/{id}/drafts/{draft}/explain",
      operationId: "askWhyUnderDraft",
      summary: "Why a person would have an entitlement under a draft on a day, or would not",
      description:
        "For whoever may see both the person and the draft, as it is worked on or as it was released. `moves` moves its acts, as in its live stream, and is for the cleared.",
      tags: ["People"],
      access: { action: "read", kind: "person", id: "id" },
      request: {
        params: z.object({ id: IdField, draft: IdField }),
        query: z.strictObject({
          entitlement: z.string().min(1).max(200),
          value: several(z.string().min(1).max(200)).openapi({
            description: "One for each column of the entitlement, in their order.",
            type: "array",
            items: { type: "string" },
          }),
          on: DayField.openapi({ description: "The day asked about." }),
          moves: MovesField,
        }),
      },
      responses: { 200: json(DraftReasonsShown, "The reasons, down to the acts.") },
    }),
    async (c) => {
      const known = knownOn(context, undefined);
      const person = personOf(c, known);
      const { draft: id } = c.req.valid("param");
      const { entitlement, value, on, moves } = c.req.valid("query");
      if (moves.length > 0) requireCleared(c);
      const seen = await seenAs(c, context, await book.get(id));
      if (seen === undefined) throw absent({ kind: "draft", id });
      const predicate = predicateOf(policy, entitlement);
      const tuple = patternOf(c, known, predicate, value, true) as Tuple;
      if (!isAbout(predicate, tuple, person, dependantsOf(known.folded, person))) {
        const message = `\`${value.join(", ")}\` is not about \`${person}\``;
        throw problem(400, "wrong-value", message, { errors: [{ path: "query.value", message }] });
      }
      const found = await desk.ask(
        {
          sort: "reasons",
          decision: seen.decision,
          entitlement,
          tuple,
          on,
          moves,
          moment: desk.moment,
          ...(seen.knownOn === undefined ? {} : { knownOn: seen.knownOn }),
        },
        c.req.raw.signal,
      );
      return c.json(
        {
          draft: id,
          knownOn: found.knownOn,
          head: found.head,
          entitlement,
          tuple: tupleText(predicate.columns, tuple),
          on: formatDay(on),
          ...reasonsText(c, known, found),
        },
        200,
        { "Cache-Control": "private, no-cache" },
      );
    },
  );
}
