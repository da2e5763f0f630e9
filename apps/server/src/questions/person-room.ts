/** What somebody may do, on which days, and what ends each stretch of them: all of it in one answer, and one look. */
import { type Day, formatDay, isOpen } from "@comity/calendar";
import { explain, type NameOf, stepsOf } from "@comity/policy";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, Room } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json, SEEN } from "../reading/answers.ts";
import { ASOF, IdField, KnownOnField, StretchShown, stretchText } from "../reading/fields.ts";
import { asOf, type Known, knownOn } from "../reading/known.ts";
import { dependantsOf, labelOf, ownNames, type PersonalTuple, personalTuples } from "../reading/own.ts";
import { shown, tagOf } from "../reading/tags.ts";
import { personOf } from "../registry/people-room.ts";
import { tupleText } from "./asked.ts";
import { actText } from "./reasons.ts";
import { behindIn, StepShown, StepsShown } from "./steps.ts";

const Value = z.union([z.string(), z.number()]);

const Held = z
  .object({
    entitlement: z.string(),
    label: z.string().openapi({ description: "In the policy's words, without the person." }),
    source: z.string().nullable(),
    tuple: z.array(Value),
    stretches: z.array(
      z.object({
        ...StretchShown.shape,
        askOn: z.string().openapi({
          description: "A day of the stretch to ask `explain` about: its last, or its first.",
        }),
        ends: z
          .array(StepShown)
          .openapi({ description: "What ends it on its last day; none where it is open." }),
      }),
    ),
  })
  .openapi("HeldEntitlement");

const PersonEntitlements = z
  .object({ ...ASOF, id: z.string(), entitlements: z.array(Held) })
  .openapi("PersonEntitlements");

/** A day of a stretch at which its proof says most: the last, where it ends. */
function askedOn(from: Day, to: Day, today: Day): Day {
  if (!isOpen(to)) return ((to as number) - 1) as Day;
  return isOpen(from) || from < today ? today : from;
}

function heldText(c: Context<Env>, known: Known, nameOf: NameOf, { predicate, tuple }: PersonalTuple) {
  const { policy } = c.var.context;
  const { evaluation, folded, day } = known;
  const { name, source, columns } = predicate;
  const days = evaluation.when(name, tuple);
  const stretches = [];
  for (let at = 0; at < days.length; at += 2) {
    const [from, to] = [days[at] as Day, days[at + 1] as Day];
    const on = askedOn(from, to, day);
    const explained = isOpen(to) ? undefined : explain(evaluation, policy, folded.facts, name, tuple, on);
    const ends =
      explained === undefined
        ? []
        : stepsOf(policy, explained, nameOf)
            .below.filter(({ step }) => step === "ends")
            .flatMap(({ below }) => below);
    const steps = new StepsShown(c, known, behindIn(policy, known, on), (act) => actText(c, act));
    stretches.push({
      ...stretchText({ from, to }),
      askOn: formatDay(on),
      ends: ends.map((step) => steps.of(step)),
    });
  }
  return {
    entitlement: name,
    label: labelOf(nameOf, predicate, tuple),
    source: source ?? null,
    tuple: tupleText(columns, tuple),
    stretches,
  };
}

export const personRoom: Room = (context) =>
  newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/people/{id}/entitlements",
      operationId: "readPersonEntitlements",
      summary: "What a person may do, on which days, and what ends them",
      description: "Those of the person's dependants are among them. Sentences name nobody else.",
      tags: ["People"],
      access: { action: "read", kind: "person", id: "id" },
      request: {
        headers: SEEN,
        params: z.object({ id: IdField }),
        query: z.strictObject({ knownOn: KnownOnField }),
      },
      responses: { 200: json(PersonEntitlements, "In the policy's order.") },
    }),
    (c) => {
      const known = knownOn(context, c.req.valid("query").knownOn);
      const person = personOf(c, known);
      return shown(c, tagOf(c, known), () => {
        const dependants = dependantsOf(known.folded, person);
        const nameOf = ownNames(known.folded, person, dependants);
        const held = personalTuples(context.policy, [known.evaluation], person, dependants);
        return {
          ...asOf(known),
          id: person,
          entitlements: held.map((one) => heldText(c, known, nameOf, one)),
        };
      });
    },
  );
