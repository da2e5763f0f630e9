/** What is personal: names, extracts, and who looked. Every answer here is a look, which is recorded before it is shown. */
import { day } from "@comity/calendar";
import { fold } from "@comity/registry";
import { actsAbout, extractOf } from "@comity/store";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, Room } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { json } from "../reading/answers.ts";
import { ASOF, DayField, IdField, StretchShown, stretchText } from "../reading/fields.ts";
import { asOf, knownOn } from "../reading/known.ts";
import { namesOf } from "../reading/titles.ts";
import { entriesOf } from "./entries.ts";
import { personOf } from "./people-room.ts";

const LookShown = z
  .object({
    at: z.string(),
    by: z.string(),
    purpose: z.string(),
    person: z.string().nullable().openapi({ description: "null: it was a look at everybody." }),
  })
  .openapi("Look");

const NamesShown = z
  .object({
    ...ASOF,
    id: z.string(),
    familyName: z
      .string()
      .openapi({ description: "The alias, where somebody is under one and the asker may not know more." }),
    givenName: z.string().nullable(),
    orcid: z.string().nullable(),
    mail: z.string().nullable(),
  })
  .openapi("Names");

const Value = z.union([z.string(), z.number()]);

const ExtractShown = z
  .object({
    ...ASOF,
    identifiers: z.array(z.string()),
    acts: z.array(z.record(z.string(), z.unknown())),
    facts: z.array(
      z.object({
        record: z.string(),
        tuple: z.array(Value),
        because: z.array(z.string()),
        ...StretchShown.shape,
      }),
    ),
    entitlements: z.array(
      z.object({
        entitlement: z.string(),
        tuple: z.array(Value),
        days: z.array(StretchShown),
        explanation: z.string(),
      }),
    ),
    looks: z.array(LookShown),
  })
  .openapi("Extract");

const PURPOSE = z
  .string()
  .min(1)
  .max(200)
  .openapi({ description: "What it is read for; the policy of access says which purposes an account has." });

/** The purpose that a look is recorded with: one that the policy of access gives the asker. */
function purposeOf(c: Context<Env>, said: string): string {
  const { asker, context } = c.var;
  const own = context.gate.purposes(asker);
  if (own.includes(said)) return said;
  const message = `\`${said}\` is no purpose for which your account may look at personal data`;
  const help =
    own.length === 0 ? "it has none" : `it has ${own.map((purpose) => `\`${purpose}\``).join(", ")}`;
  throw problem(403, "wrong-purpose", message, { errors: [{ path: "query.purpose", message, help }], help });
}

export const namesRoom: Room = (context) => {
  const { store, gate } = context;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/people/{id}/names",
        operationId: "readNames",
        summary: "What a person is called; the look is recorded",
        tags: ["People"],
        access: { action: "read-names", kind: "person", id: "id" },
        request: {
          params: z.object({ id: IdField }),
          query: z.strictObject({ purpose: PURPOSE }),
        },
        responses: {
          200: json(NamesShown, "The names; those of people under an alias to whoever may know them."),
        },
      }),
      async (c) => {
        const known = knownOn(context, undefined);
        const person = personOf(c, known);
        const { asker } = c.var;
        const mayKnow = gate.may(asker, "read-protected-names", { kind: "person", id: person });
        const read = await store.people([person], {
          personal: mayKnow ? "clear" : "alias",
          by: asker.account ?? "",
          purpose: purposeOf(c, c.req.valid("query").purpose),
        });
        const act = read.get(person);
        if (act === undefined) throw absent({ kind: "person", id: c.req.valid("param").id });
        const { familyName, givenName = null, orcid = null, mail = null } = act;
        return c.json({ ...asOf(known), id: person, familyName, givenName, orcid, mail }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/people/{id}/extract",
        operationId: "readExtract",
        summary: "Everything that is held about a person, what follows from it, and who looked",
        description: "For the person; it is in clear, and itself a look.",
        tags: ["People"],
        access: { action: "read", kind: "extract", id: "id" },
        request: {
          params: z.object({ id: IdField }),
          query: z.strictObject({
            purpose: PURPOSE,
            on: DayField.optional().openapi({
              description: "What follows is explained for this day; today's where it is not said.",
            }),
          }),
        },
        responses: { 200: json(ExtractShown, "The extract.") },
      }),
      async (c) => {
        const known = knownOn(context, undefined);
        const person = personOf(c, known);
        const { purpose, on } = c.req.valid("query");
        const by = c.var.asker.account ?? "";
        const isClear = gate.may(c.var.asker, "read-protected-names", { kind: "person", id: person });
        const personal = isClear ? "clear" : "alias";
        const { acts } = await store.acts({ personal, by, purpose: purposeOf(c, purpose), person });
        const folded = fold(acts, { knownOn: known.day });
        const own = [
          person,
          ...[...folded.merges].flatMap(([from, into]) => (into === person ? [from] : [])),
        ];
        const entries = await entriesOf(
          store,
          actsAbout(acts, own).map(({ id }) => id),
        );
        const extract = extractOf({
          acts,
          person,
          folded,
          entries,
          looks: await store.looks(own),
          by: {
            policy: context.policy,
            evaluation: known.evaluation,
            on: on ?? known.day,
            nameOf: namesOf(folded),
          },
        });
        return c.json(
          {
            ...asOf(known),
            identifiers: [...extract.identifiers],
            acts: extract.held.map((held) => ({ ...held })) as Record<string, unknown>[],
            facts: extract.facts.map(({ from, to, record, tuple, because }) => ({
              record,
              tuple: [...tuple],
              because: [...because],
              ...stretchText({ from, to }),
            })),
            entitlements: extract.entitlements.map(({ entitlement, tuple, stretches, explanation }) => ({
              entitlement,
              tuple: [...tuple],
              days: stretches.map(stretchText),
              explanation,
            })),
            looks: extract.looks.map((look) => ({ ...look })),
          },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/people/{id}/looks",
        operationId: "listLooks",
        summary: "Who looked at a person's data, when, and what for",
        tags: ["People"],
        access: { action: "read", kind: "look", id: "id" },
        request: {
          params: z.object({ id: IdField }),
          query: z.strictObject({
            since: DayField.optional().openapi({ description: "Only looks from this day on." }),
          }),
        },
        responses: { 200: json(z.object({ looks: z.array(LookShown) }), "The looks, the newest last.") },
      }),
      async (c) => {
        const known = knownOn(context, undefined);
        const person = personOf(c, known);
        const own = [...known.folded.merges].flatMap(([from, into]) => (into === person ? [from] : []));
        const { since } = c.req.valid("query");
        const looks = (await store.looks([person, ...own])).filter(
          ({ at }) => since === undefined || day(at.slice(0, 10)) >= since,
        );
        return c.json({ looks: looks.map((look) => ({ ...look })) }, 200);
      },
    );
};
