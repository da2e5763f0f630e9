/** Institutes, experiments and bodies: what everybody may know of them. Nobody is counted here. */
import { type Day, has } from "@comity/calendar";
import { z } from "@hono/zod-openapi";
import type { Room } from "../context.ts";
import { absent, guardedRoute, newRoom } from "../guarded-route.ts";
import { json, SEEN } from "../reading/answers.ts";
import {
  ASOF,
  DayShown,
  IdField,
  KnownOnField,
  StretchShown,
  stretchesText,
  stretchText,
} from "../reading/fields.ts";
import { asOf, type Known, knownOn } from "../reading/known.ts";
import { byCode, NEXT, PAGE, pageOf } from "../reading/pages.ts";
import { shown, tagOf } from "../reading/tags.ts";
import { factsOf } from "./facts-about.ts";

const Titled = z.object({ id: z.string(), title: z.string() });
const Tie = z.object({ id: z.string(), days: z.array(StretchShown) });

const InstituteListed = z
  .object({
    ...Titled.shape,
    kind: z.string(),
    seat: z.string(),
    governedBy: z.string(),
    ror: z.string().nullable(),
  })
  .openapi("InstituteListed");

const InstituteShown = z
  .object({
    ...ASOF,
    ...InstituteListed.shape,
    city: z.string().nullable(),
    seats: z.array(Tie),
    governments: z.array(Tie),
    teams: z.array(Tie).openapi({ description: "The experiments in which it has a team." }),
  })
  .openapi("Institute");

const ExperimentShown = z
  .object({
    ...ASOF,
    ...Titled.shape,
    teams: z.array(Tie).openapi({ description: "The institutes that have a team in it." }),
    agreements: z.array(z.string()),
  })
  .openapi("Experiment");

const BodyShown = z
  .object({
    ...ASOF,
    ...Titled.shape,
    observers: z.array(Tie),
    sessions: z.array(
      z.object({
        id: z.string(),
        sort: z.string(),
        access: z.string().nullable(),
        firstDay: DayShown,
        lastDay: DayShown,
      }),
    ),
  })
  .openapi("Body");

/** What a record ties to something, by the column that is not given. */
function ties({ folded }: Known, record: string, pattern: readonly (string | undefined)[]) {
  const at = pattern.indexOf(undefined);
  return factsOf(folded, record, pattern)
    .map(({ tuple, days }) => ({ id: String(tuple[at]), days: stretchesText(days) }))
    .sort((a, b) => byCode(a.id, b.id));
}

function instituteListed(known: Known, id: string) {
  const { title, kind, seat, governedBy, ror } = known.folded.institutes.get(id)!;
  return { id, title, kind, seat, governedBy, ror: ror ?? null };
}

const single = {
  headers: SEEN,
  params: z.object({ id: IdField }),
  query: z.strictObject({ knownOn: KnownOnField }),
};

export const institutesRoom: Room = (context) => {
  const { gate, store } = context;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/institutes",
        operationId: "listInstitutes",
        summary: "Institutes",
        tags: ["Institutes and experiments"],
        access: { action: "list", kind: "institute" },
        request: {
          headers: SEEN,
          query: z.strictObject({
            seat: IdField.optional().openapi({ description: "Only those that sit in this state." }),
            governedBy: IdField.optional().openapi({
              description: "Only those under this party's agreement.",
            }),
            experiment: IdField.optional().openapi({ description: "Only those with a team in it, today." }),
            title: z
              .string()
              .max(100)
              .optional()
              .openapi({ description: "Only those whose title has these words." }),
            knownOn: KnownOnField,
            ...PAGE,
          }),
        },
        responses: {
          200: json(
            z.object({ ...ASOF, institutes: z.array(InstituteListed), next: NEXT }),
            "The institutes, by their identifiers.",
          ),
        },
      }),
      (c) => {
        const { seat, governedBy, experiment, title, knownOn: asked, limit, after } = c.req.valid("query");
        const known = knownOn(context, asked);
        return shown(c, tagOf(c, known), () => {
          const teams = experiment === undefined ? undefined : teamsOn(known, experiment, known.day);
          const words = title?.toLowerCase();
          const all = [...known.folded.institutes.values()]
            .filter(
              (each) =>
                (seat === undefined || each.seat === seat) &&
                (governedBy === undefined || each.governedBy === governedBy) &&
                (teams === undefined || teams.has(each.institute)) &&
                (words === undefined || each.title.toLowerCase().includes(words)),
            )
            .map(({ institute }) => institute)
            .sort(byCode);
          const seen = gate.visible(c.var.asker, "read", "institute", all, (id) => id);
          const filters = { seat, governedBy, experiment, title, asked };
          const listing = { registry: store.registry, list: "institutes", filters, position: known.position };
          const { items, next } = pageOf(seen, (id) => id, listing, { limit, after });
          return { ...asOf(known), institutes: items.map((id) => instituteListed(known, id)), next };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/institutes/{id}",
        operationId: "readInstitute",
        summary: "An institute: where it sits, whose agreement governs it, in which experiments it has teams",
        tags: ["Institutes and experiments"],
        access: { action: "read", kind: "institute", id: "id" },
        request: single,
        responses: { 200: json(InstituteShown, "The institute.") },
      }),
      (c) => {
        const known = knownOn(context, c.req.valid("query").knownOn);
        const { id } = c.req.valid("param");
        const institute = known.folded.institutes.get(id);
        if (institute === undefined) throw absent({ kind: "institute", id });
        return shown(c, tagOf(c, known), () => ({
          ...asOf(known),
          ...instituteListed(known, id),
          city: institute.city ?? null,
          seats: ties(known, "seat", [id, undefined]),
          governments: ties(known, "governed_by", [id, undefined]),
          teams: ties(known, "team", [id, undefined]),
        }));
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/experiments",
        operationId: "listExperiments",
        summary: "Experiments",
        tags: ["Institutes and experiments"],
        access: { action: "list", kind: "experiment" },
        request: { headers: SEEN, query: z.strictObject({ knownOn: KnownOnField, ...PAGE }) },
        responses: {
          200: json(z.object({ ...ASOF, experiments: z.array(Titled), next: NEXT }), "The experiments."),
        },
      }),
      (c) => {
        const { knownOn: asked, limit, after } = c.req.valid("query");
        const known = knownOn(context, asked);
        return shown(c, tagOf(c, known), () => {
          const all = [...known.folded.experiments.values()]
            .map(({ experiment: id, title }) => ({ id, title }))
            .sort((a, b) => byCode(a.id, b.id));
          const seen = gate.visible(c.var.asker, "read", "experiment", all, ({ id }) => id);
          const listing = {
            registry: store.registry,
            list: "experiments",
            filters: { asked },
            position: known.position,
          };
          const { items, next } = pageOf(seen, ({ id }) => id, listing, { limit, after });
          return { ...asOf(known), experiments: items, next };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/experiments/{id}",
        operationId: "readExperiment",
        summary: "An experiment: who has teams in it, under which agreements",
        tags: ["Institutes and experiments"],
        access: { action: "read", kind: "experiment", id: "id" },
        request: single,
        responses: { 200: json(ExperimentShown, "The experiment.") },
      }),
      (c) => {
        const known = knownOn(context, c.req.valid("query").knownOn);
        const { id } = c.req.valid("param");
        const experiment = known.folded.experiments.get(id);
        if (experiment === undefined) throw absent({ kind: "experiment", id });
        return shown(c, tagOf(c, known), () => ({
          ...asOf(known),
          id,
          title: experiment.title,
          teams: ties(known, "team", [undefined, id]),
          agreements: ties(known, "concerns", [undefined, id]).map((tie) => tie.id),
        }));
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/bodies",
        operationId: "listBodies",
        summary: "Bodies that decide",
        tags: ["Institutes and experiments"],
        access: { action: "list", kind: "body" },
        request: { headers: SEEN, query: z.strictObject({ knownOn: KnownOnField }) },
        responses: { 200: json(z.object({ ...ASOF, bodies: z.array(Titled) }), "The bodies.") },
      }),
      (c) => {
        const known = knownOn(context, c.req.valid("query").knownOn);
        return shown(c, tagOf(c, known), () => {
          const all = [...known.folded.bodies.values()].map(({ body: id, title }) => ({ id, title }));
          const seen = gate.visible(c.var.asker, "read", "body", all, ({ id }) => id);
          return { ...asOf(known), bodies: seen.sort((a, b) => byCode(a.id, b.id)) };
        });
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/bodies/{id}",
        operationId: "readBody",
        summary: "A body: its sessions and observers",
        tags: ["Institutes and experiments"],
        access: { action: "read", kind: "body", id: "id" },
        request: single,
        responses: { 200: json(BodyShown, "The body.") },
      }),
      (c) => {
        const known = knownOn(context, c.req.valid("query").knownOn);
        const { id } = c.req.valid("param");
        const body = known.folded.bodies.get(id);
        if (body === undefined) throw absent({ kind: "body", id });
        return shown(c, tagOf(c, known), () => ({
          ...asOf(known),
          id,
          title: body.title,
          observers: ties(known, "observer", [undefined, id]),
          sessions: known.folded.sessions
            .filter((session) => session.body === id)
            .map(({ session, sort, access, on, lastDay }) => ({
              id: session,
              sort,
              access: access ?? null,
              ...stretchText({ from: on, to: ((lastDay ?? on) + 1) as Day }),
            })),
        }));
      },
    );
};

/** The institutes with a team in an experiment on a day. */
function teamsOn({ folded }: Known, experiment: string, on: Day): Set<string> {
  const found = factsOf(folded, "team", [undefined, experiment]).filter(({ days }) => has(days, on));
  return new Set(found.map(({ tuple }) => String(tuple[0])));
}
