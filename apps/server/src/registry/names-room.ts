/** What is personal: names, extracts, and who looked. Every answer here is a look, which is recorded before it is shown. */
import { day } from "@comity/calendar";
import { fold } from "@comity/registry";
import { actsAbout, extractOf } from "@comity/store";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, Room } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { PURPOSE } from "../looks.ts";
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

/** What it is read for, as the request says it in a header. */
function purposeOf(c: Context<Env>): string {
  return c.var.context.desk.purposeOf(c.var.asker, c.req.header(PURPOSE));
}

const FOR_WHAT = z.object({
  "comity-purpose": z.string().max(200).optional().openapi({
    description: "What it is read for: one of the account's purposes; needed where it has several.",
  }),
});

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
          headers: FOR_WHAT,
          params: z.object({ id: IdField }),
        },
        responses: {
          200: json(NamesShown, "The names; those of people under an alias to whoever may know them."),
        },
      }),
      async (c) => {
        const known = knownOn(context, undefined);
        const person = personOf(c, known);
        const named = await context.desk.names(c.var.asker, purposeOf(c), [person]);
        const name = named.get(person);
        if (name === undefined) throw absent({ kind: "person", id: c.req.valid("param").id });
        // The desk has noted it.
        c.set("lookedAt", []);
        const { familyName, givenName = null, orcid = null, mail = null } = name;
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
          headers: FOR_WHAT,
          query: z.strictObject({
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
        const { on } = c.req.valid("query");
        const by = c.var.asker.account ?? "";
        const isClear = gate.may(c.var.asker, "read-protected-names", { kind: "person", id: person });
        const personal = isClear ? "clear" : "alias";
        const { acts } = await store.acts({ personal, by, purpose: purposeOf(c), person });
        // The store has noted it.
        c.set("lookedAt", []);
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
            acts: extract.held
              .filter(({ act }) => isClear || act.act !== "alias")
              .map((held) => ({ ...held })) as Record<string, unknown>[],
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
