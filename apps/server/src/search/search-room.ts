/** One search over everything that the asker may see; and the names of some people, for lists of them. */
import type { Asker } from "@comity/access";
import { formatDay } from "@comity/calendar";
import { type Act, standingOn } from "@comity/registry";
import { z } from "@hono/zod-openapi";
import type { Room, ServerContext } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { PURPOSE } from "../looks.ts";
import { json } from "../reading/answers.ts";
import { ASOF, DayShown, dayText, IdField, KnownOnField, SwitchField, several } from "../reading/fields.ts";
import { asOf, type Known, knownOn } from "../reading/known.ts";
import { mayReadAct } from "../registry/changes.ts";
import { peopleIn } from "../registry/subjects-of-act.ts";
import { fitting, plain, wordsOf } from "./matching.ts";
import { nameBookOf } from "./name-book.ts";

/** So many of each kind. */
const MOST_OF_A_KIND = 50;
const USUAL_OF_A_KIND = 8;
const MOST_NAMES = 200;

const Group = <Item extends z.ZodType>(item: Item) =>
  z.object({ total: z.number().int(), items: z.array(item) });
const Titled = z.object({ id: z.string(), title: z.string() });
const Name = z.object({ familyName: z.string(), givenName: z.string().nullable() });

const SearchShown = z
  .object({
    ...ASOF,
    agreements: Group(Titled.extend({ kind: z.string(), standing: z.string() })),
    institutes: Group(Titled.extend({ city: z.string().nullable(), seat: z.string() })),
    experiments: Group(Titled),
    bodies: Group(Titled),
    parties: Group(Titled.extend({ kind: z.string() })),
    people: Group(z.object({ id: z.string(), name: Name.nullable() })),
    acts: Group(
      z.object({ id: z.string(), act: z.string(), on: DayShown, recorded: DayShown, instrument: z.string() }),
    ),
    names: z.object({
      searched: z.boolean(),
      purposes: z.array(z.string()).openapi({
        description: "What names may be searched for; where there are several, the request says one of them.",
      }),
    }),
  })
  .openapi("Search");

const PurposeHeader = z.object({
  "comity-purpose": z.string().max(200).optional().openapi({
    description: "What names are read for: one of the account's purposes; needed where it has several.",
  }),
});

/** The first of many, and how many there are. */
function cut<T, Shown>(all: readonly T[], limit: number, show: (item: T) => Shown) {
  return { total: all.length, items: all.slice(0, limit).map(show) };
}

function publicThings(context: ServerContext, asker: Asker, known: Known, words: string[], limit: number) {
  const { gate } = context;
  const { agreements, institutes, experiments, bodies, parties } = known.folded;
  const seen = <T>(
    kind: "agreement" | "institute" | "experiment" | "body",
    all: T[],
    idOf: (item: T) => string,
  ) => gate.visible(asker, "read", kind, all, idOf);
  const foundAgreements = fitting(words, agreements.values(), ({ agreement, signature }) =>
    [signature.title, agreement, signature.kind].map(plain),
  );
  const foundInstitutes = fitting(words, institutes.values(), ({ institute, title, city = "", ror = "" }) =>
    [title, institute, city, ror].map(plain),
  );
  const foundExperiments = fitting(words, experiments.values(), (one) =>
    [one.title, one.experiment].map(plain),
  );
  const foundBodies = fitting(words, bodies.values(), (one) => [one.title, one.body].map(plain));
  const foundParties = fitting(words, parties.values(), (one) => [one.title, one.party].map(plain));
  return {
    agreements: cut(
      seen("agreement", foundAgreements, (one) => one.agreement),
      limit,
      (life) => ({
        id: life.agreement,
        title: life.signature.title,
        kind: life.signature.kind,
        standing: standingOn(life, known.day) as string,
      }),
    ),
    institutes: cut(
      seen("institute", foundInstitutes, (one) => one.institute),
      limit,
      (one) => ({
        id: one.institute,
        title: one.title,
        city: one.city ?? null,
        seat: one.seat,
      }),
    ),
    experiments: cut(
      seen("experiment", foundExperiments, (one) => one.experiment),
      limit,
      (one) => ({
        id: one.experiment,
        title: one.title,
      }),
    ),
    bodies: cut(
      seen("body", foundBodies, (one) => one.body),
      limit,
      ({ body: id, title }) => ({ id, title }),
    ),
    parties: cut(gate.may(asker, "read", { kind: "registry" }) ? foundParties : [], limit, (one) => ({
      id: one.party,
      title: one.title,
      kind: one.kind as string,
    })),
  };
}

/** Acts by their identifiers and their instruments. That somebody is under an alias is not to be found by it. */
function actsFound(context: ServerContext, asker: Asker, { folded }: Known, words: readonly string[]): Act[] {
  if (!context.gate.may(asker, "list", { kind: "act" })) return [];
  const { ledger } = folded;
  const found: Act[] = [];
  for (let index = 0; index < ledger.count; index++) {
    if (!ledger.isKnown(index)) continue;
    const act = ledger.act(index);
    if (act.act === "alias" || !mayReadAct(context, asker, act)) continue;
    found.push(act);
  }
  return fitting(words, found, ({ id, instrument }) => [plain(id), plain(instrument)]);
}

export const searchRoom: Room = (context) => {
  const { gate, desk } = context;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/search",
        operationId: "search",
        summary:
          "Find agreements, institutes, experiments, bodies, parties; people and acts as far as the asker may see them",
        description:
          "By words in titles, identifiers, cities. With `names=yes` people are found by name too, by whoever may read it: a look at each who is shown.",
        tags: ["The registry"],
        access: { action: "read", kind: "registry" },
        request: {
          headers: PurposeHeader,
          query: z.strictObject({
            words: z.string().max(200).openapi({ description: "All of them must be found." }),
            names: SwitchField.optional().openapi({ description: "Whether people are looked for by name." }),
            limit: z.coerce.number().int().min(1).max(MOST_OF_A_KIND).default(USUAL_OF_A_KIND).openapi({
              description: "So many of each kind at most.",
              type: "integer",
              minimum: 1,
              maximum: MOST_OF_A_KIND,
            }),
            knownOn: KnownOnField,
          }),
        },
        responses: { 200: json(SearchShown, "What was found, the best first.") },
      }),
      async (c) => {
        const { words: typed, names, limit, knownOn: asked } = c.req.valid("query");
        const { asker } = c.var;
        const known = knownOn(context, asked);
        const words = wordsOf(typed);
        const purposes = asker.account === undefined ? [] : [...gate.purposes(asker)];
        const said = c.req.header(PURPOSE);
        const purpose =
          names !== true ? undefined : (said ?? (purposes.length === 1 ? purposes[0] : undefined));
        const byName = purpose === undefined ? [] : await nameBookOf(context).find(asker, words);
        const identified = fitting(words, known.folded.people.keys(), (id) => [plain(id)]);
        const byId = gate.visible(asker, "read", "person", identified, (id) => id);
        // Whoever was not known on that day is not found by it.
        const people = [...new Set([...byId, ...byName])].filter((id) => known.folded.people.has(id));
        const shownPeople = people.slice(0, limit);
        const called =
          purpose === undefined || shownPeople.length === 0
            ? new Map<string, never>()
            : await desk.names(asker, purpose, shownPeople);
        const acts = actsFound(context, asker, known, words);
        const shownActs = cut(acts, limit, ({ id, act, on, recorded, instrument }) => ({
          id,
          act: act as string,
          on: dayText(on),
          recorded: dayText(recorded),
          instrument,
        }));
        // Those whose names were read have been noted by the desk.
        c.set("lookedAt", [
          ...shownPeople.filter((id) => !called.has(id)),
          ...peopleIn(
            acts.slice(0, limit).map((act) => ({ act: act as never })),
            context.policy,
          ),
        ]);
        c.header("Cache-Control", "private, no-store");
        return c.json(
          {
            ...asOf(known),
            ...publicThings(context, asker, known, words, limit),
            people: {
              total: people.length,
              items: shownPeople.map((id) => {
                const name = called.get(id);
                return {
                  id,
                  name:
                    name === undefined
                      ? null
                      : { familyName: name.familyName, givenName: name.givenName ?? null },
                };
              }),
            },
            acts: shownActs,
            names: { searched: purpose !== undefined, purposes },
          },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/names",
        operationId: "listNames",
        summary: "What some people are called; a look at each who is shown",
        description: "Those whose names the asker may not read are left out.",
        tags: ["People"],
        access: { action: "list", kind: "person" },
        request: {
          headers: PurposeHeader,
          query: z.strictObject({
            person: several(IdField).openapi({
              description: "By identifier.",
              type: "array",
              items: { type: "string" },
            }),
          }),
        },
        responses: {
          200: json(
            z.object({ knownOn: z.string(), names: z.array(Name.extend({ id: z.string() })) }),
            "The names; those of people under an alias to whoever may know them.",
          ),
        },
      }),
      async (c) => {
        const { person } = c.req.valid("query");
        const known = knownOn(context, undefined);
        const purpose = desk.purposeOf(c.var.asker, c.req.header(PURPOSE));
        const named = await desk.names(c.var.asker, purpose, person.slice(0, MOST_NAMES));
        // The desk has noted them.
        c.set("lookedAt", []);
        const names = Array.from(named, ([id, { familyName, givenName = null }]) => ({
          id,
          familyName,
          givenName,
        }));
        return c.json({ knownOn: formatDay(known.day), names }, 200);
      },
    );
};
