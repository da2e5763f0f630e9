/** People: what is known of each, without names; names where somebody may see them, which is a look and is recorded. */
import { type Day, formatDay, has } from "@comity/calendar";
import type { Folded } from "@comity/registry";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, Room, ServerContext } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { json, SEEN } from "../reading/answers.ts";
import {
  ASOF,
  DayField,
  IdField,
  KnownOnField,
  StretchShown,
  SwitchField,
  stretchesText,
} from "../reading/fields.ts";
import { asOf, type Known, knownOn } from "../reading/known.ts";
import { byCode, NEXT, PAGE, pageOf } from "../reading/pages.ts";
import { shown, tagOf } from "../reading/tags.ts";
import { factsOf } from "./facts-about.ts";

const Tie = z.object({ id: z.string(), days: z.array(StretchShown) });

const PersonListed = z
  .object({
    id: z.string(),
    institutes: z.array(z.string()).openapi({ description: "On the day asked about." }),
    experiments: z.array(z.string()).openapi({ description: "On the day asked about." }),
  })
  .openapi("PersonListed");

const PersonShown = z
  .object({
    ...ASOF,
    id: z.string(),
    alsoKnownAs: z.array(z.string()).openapi({ description: "Identifiers that were merged into this one." }),
    isUnderAlias: z
      .boolean()
      .nullable()
      .openapi({ description: "Whether the person is under an alias; null for whoever may not know that." }),
    affiliations: z.array(Tie),
    connections: z.array(
      z.object({ institute: z.string(), connection: z.string(), days: z.array(StretchShown) }),
    ),
    contracts: z.array(
      z.object({ institute: z.string(), category: z.string(), days: z.array(StretchShown) }),
    ),
    experiments: z.array(Tie),
    appointments: z.array(
      z.object({ role: z.string(), experiment: z.string(), days: z.array(StretchShown) }),
    ),
    entitlements: z.array(
      z.object({
        entitlement: z.string(),
        tuple: z.array(z.union([z.string(), z.number()])),
        days: z.array(StretchShown),
      }),
    ),
  })
  .openapi("Person");

const TOTAL = z
  .number()
  .int()
  .openapi({ description: "How many of them the asker may see, on whatever page." });

/** Identifiers that count for a person, others than the person's own. */
function mergedInto({ folded }: Known, person: string): string[] {
  return [...folded.merges].flatMap(([from, into]) => (into === person ? [from] : [])).sort(byCode);
}

function aliased({ folded }: Known): Set<string> {
  const found = new Set<string>();
  for (const act of folded.given) if (act.act === "alias") found.add(act.person);
  return found;
}

type Ties = ReadonlyMap<string, string[]>;
interface TiesOn {
  readonly on: Day;
  readonly institutes: Ties;
  readonly experiments: Ties;
}

/** Of the folded registries that were asked about last. */
const tiesKept = new WeakMap<Folded, TiesOn>();

/** Where everybody is, and in which experiments, on a day. */
function tiesOn(folded: Folded, on: Day): TiesOn {
  const kept = tiesKept.get(folded);
  if (kept?.on === on) return kept;
  const of = (record: string): Ties => {
    const found = new Map<string, string[]>();
    for (const { tuple, days } of factsOf(folded, record, [undefined, undefined])) {
      if (!has(days, on)) continue;
      const person = String(tuple[0]);
      found.set(person, [...(found.get(person) ?? []), String(tuple[1])].sort(byCode));
    }
    return found;
  };
  const made = { on, institutes: of("affiliated"), experiments: of("participates") };
  tiesKept.set(folded, made);
  return made;
}

/** What a policy gives a person: every entitlement with the person in a column of people. */
function entitlementsOf({ policy }: ServerContext, { evaluation }: Known, person: string) {
  return policy.predicates
    .filter(({ role }) => role === "entitlement")
    .flatMap(({ name, columns }) =>
      columns.flatMap(({ kind }, at) => {
        if (kind !== "Person") return [];
        const pattern = columns.map((_, place) => (place === at ? person : undefined));
        return Array.from(evaluation.list(name, pattern), ({ tuple, days }) => ({
          entitlement: name,
          tuple: [...tuple],
          days: stretchesText(days),
        }));
      }),
    );
}

function personShown(c: Context<Env>, known: Known, person: string) {
  const { asker, context } = c.var;
  const { folded } = known;
  const ties = (record: string) =>
    factsOf(folded, record, [person, undefined]).map(({ tuple, days }) => ({
      id: String(tuple[1]),
      days: stretchesText(days),
    }));
  const triples = (record: string) =>
    factsOf(folded, record, [person, undefined, undefined]).map(({ tuple, days }) => ({
      second: String(tuple[1]),
      third: String(tuple[2]),
      days: stretchesText(days),
    }));
  return {
    ...asOf(known),
    id: person,
    alsoKnownAs: mergedInto(known, person),
    isUnderAlias: context.gate.may(asker, "read", { kind: "alias", id: person })
      ? aliased(known).has(person)
      : null,
    affiliations: ties("affiliated"),
    connections: triples("connection").map(({ second, third, days }) => ({
      institute: second,
      connection: third,
      days,
    })),
    contracts: triples("contract").map(({ second, third, days }) => ({
      institute: second,
      category: third,
      days,
    })),
    experiments: ties("participates"),
    appointments: triples("appointed").map(({ second, third, days }) => ({
      role: second,
      experiment: third,
      days,
    })),
    entitlements: entitlementsOf(context, known, person),
  };
}

/** The person of the path, under whatever identifier; what is not there answers as what may not be seen. */
export function personOf(c: Context<Env>, known: Known): string {
  const asked = c.req.param("id") ?? "";
  const person = known.folded.merges.get(asked) ?? asked;
  if (!known.folded.people.has(person)) throw absent({ kind: "person", id: asked });
  return person;
}

export const peopleRoom: Room = (context) =>
  newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/people",
        operationId: "listPeople",
        summary: "People, by their identifiers",
        tags: ["People"],
        access: { action: "list", kind: "person" },
        request: {
          headers: SEEN,
          query: z.strictObject({
            institute: IdField.optional().openapi({
              description: "Only those affiliated with it on the day.",
            }),
            experiment: IdField.optional().openapi({ description: "Only those who take part on the day." }),
            affiliated: SwitchField.optional().openapi({
              description: "`yes`: only those who are at some institute on the day; `no`: only the others.",
            }),
            on: DayField.optional().openapi({
              description: "The day; the day as known on where it is not said.",
            }),
            knownOn: KnownOnField,
            ...PAGE,
          }),
        },
        responses: {
          200: json(
            z.object({ ...ASOF, on: z.string(), people: z.array(PersonListed), total: TOTAL, next: NEXT }),
            "Those of them whom the asker may see.",
          ),
        },
      }),
      (c) => {
        const {
          institute,
          experiment,
          affiliated,
          knownOn: asked,
          limit,
          after,
          ...rest
        } = c.req.valid("query");
        const known = knownOn(context, asked);
        const on = rest.on ?? known.day;
        return shown(c, tagOf(c, known), () => {
          const ties = tiesOn(known.folded, on);
          const all = [...known.folded.people.keys()].filter(
            (id) =>
              (affiliated === undefined || ties.institutes.has(id) === affiliated) &&
              (institute === undefined || ties.institutes.get(id)?.includes(institute) === true) &&
              (experiment === undefined || ties.experiments.get(id)?.includes(experiment) === true),
          );
          const seen = context.gate.visible(c.var.asker, "read", "person", all.sort(byCode), (id) => id);
          const filters = { institute, experiment, affiliated, on, asked };
          const listing = {
            registry: context.store.registry,
            list: "people",
            filters,
            position: known.position,
          };
          const { items, next } = pageOf(seen, (id) => id, listing, { limit, after });
          const people = items.map((id) => ({
            id,
            institutes: ties.institutes.get(id) ?? [],
            experiments: ties.experiments.get(id) ?? [],
          }));
          c.set("lookedAt", items);
          return { ...asOf(known), on: formatDay(on), people, total: seen.length, next };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/people/{id}",
        operationId: "readPerson",
        summary: "What is known of a person, and what follows for them",
        tags: ["People"],
        access: { action: "read", kind: "person", id: "id" },
        request: {
          headers: SEEN,
          params: z.object({ id: IdField }),
          query: z.strictObject({ knownOn: KnownOnField }),
        },
        responses: { 200: json(PersonShown, "The person, without names.") },
      }),
      (c) => {
        const known = knownOn(context, c.req.valid("query").knownOn);
        const person = personOf(c, known);
        return shown(c, tagOf(c, known), () => personShown(c, known, person));
      },
    );
