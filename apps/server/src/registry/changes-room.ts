/** What changed lately, and the history of a thing. */
import { z } from "@hono/zod-openapi";
import type { Room } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json, SEEN } from "../reading/answers.ts";
import { ASOF, DayShown, IdField, KnownOnField } from "../reading/fields.ts";
import { asOf, knownOn } from "../reading/known.ts";
import { shown, tagOf } from "../reading/tags.ts";
import { changeShown, changesIn, maySee, SUBJECT_KINDS } from "./changes.ts";

const MOST_CHANGES = 500;
const USUAL_CHANGES = 50;

const SubjectShown = z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string(), title: z.string() });

const ChangeShown = z
  .object({
    id: z.string().openapi({ description: "The act's." }),
    act: z.string().openapi({ description: "The act's sort." }),
    ends: z
      .string()
      .nullable()
      .openapi({ description: "Of an act that ends what another states: that one's sort." }),
    about: SubjectShown,
    others: z.array(SubjectShown).openapi({ description: "What else it names." }),
    on: DayShown.openapi({ description: "When it happens or takes effect; null: since ever." }),
    lastDay: DayShown,
    recorded: DayShown.openapi({ description: "When the registry knew it; null: it always was known." }),
    counts: z.boolean().openapi({ description: "Whether it was neither withdrawn nor corrected since." }),
    party: z.string().nullable(),
    says: z.string().nullable().openapi({ description: "The restriction, the status, the sort of session." }),
    agreement: z.string().nullable().openapi({
      description: "The agreement that it succeeds, accedes under, or stands under.",
    }),
    by: z.string().nullable().openapi({ description: "null for whoever may not read the act." }),
    instrument: z.string().nullable().openapi({ description: "null for whoever may not read the act." }),
  })
  .openapi("Change");

const OnlyOf = (what: string) =>
  IdField.optional().openapi({ description: `Only those about this ${what}.` });

export const changesRoom: Room = (context) =>
  newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/changes",
      operationId: "listChanges",
      summary:
        "What was recorded about agreements, institutes, experiments, bodies and parties, the latest first",
      description: "Nothing about people. With several filters: whatever fits any of them.",
      tags: ["The registry"],
      access: { action: "read", kind: "registry" },
      request: {
        headers: SEEN,
        query: z.strictObject({
          agreement: OnlyOf("agreement"),
          institute: OnlyOf("institute"),
          experiment: OnlyOf("experiment"),
          body: OnlyOf("body"),
          party: OnlyOf("party"),
          knownOn: KnownOnField,
          limit: z.coerce.number().int().min(1).max(MOST_CHANGES).default(USUAL_CHANGES).openapi({
            description: "So many at most.",
            type: "integer",
            minimum: 1,
            maximum: MOST_CHANGES,
          }),
        }),
      },
      responses: {
        200: json(
          z.object({
            ...ASOF,
            changes: z.array(ChangeShown),
            total: z.number().int().openapi({ description: "How many there are, shown or not." }),
          }),
          "The changes, by the day on which they were recorded.",
        ),
      },
    }),
    (c) => {
      const { knownOn: asked, limit, ...filters } = c.req.valid("query");
      const known = knownOn(context, asked);
      return shown(c, tagOf(c, known), () => {
        const wanted = Object.entries(filters).filter(([, id]) => id !== undefined);
        const fitting = changesIn(known.folded).filter(
          (change) =>
            (wanted.length === 0 ||
              wanted.some(([kind, id]) =>
                change.subjects.some((subject) => subject.kind === kind && subject.id === id),
              )) &&
            maySee(context, c.var.asker, change),
        );
        return {
          ...asOf(known),
          changes: fitting
            .slice(0, limit)
            .map((change) => changeShown(context, c.var.asker, known.folded, change)),
          total: fitting.length,
        };
      });
    },
  );
