/** How the work of a plan stands, in figures: by office and by what is to be done. */
import { formatDay } from "@comity/calendar";
import { isLate, isOpen } from "@comity/carrying-out";
import { z } from "@hono/zod-openapi";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json } from "../reading/answers.ts";
import { IdField } from "../reading/fields.ts";
import type { Offices } from "./offices.ts";

const Tally = {
  all: z.number().int(),
  open: z
    .number()
    .int()
    .openapi({ description: "Nothing said yet, in hand, or excepted until a day that is over." }),
  inHand: z.number().int(),
  late: z.number().int(),
  done: z.number().int().openapi({ description: "Done, or it does not apply." }),
};

const WorkShown = z
  .object({
    today: z.string(),
    parts: z.record(z.string(), z.number().int()).openapi({ description: "By kind: people, institutes ..." }),
    work: z.array(
      z.object({
        owner: z.string(),
        item: z.string(),
        what: z.string(),
        firstDue: z
          .string()
          .nullable()
          .openapi({ description: "The earliest day on which it is due and open." }),
        ...Tally,
      }),
    ),
    letters: z.array(
      z.object({ letter: z.string(), due: z.string(), kind: z.string(), count: z.number().int() }),
    ),
    exceptions: z.number().int(),
    offices: z
      .array(z.object({ office: z.string(), en: z.string(), fr: z.string() }))
      .openapi({ description: "The guide's offices, as people call them." }),
    words: z
      .array(z.object({ entitlement: z.string(), en: z.string(), fr: z.string() }))
      .openapi({ description: "What ends, as the guide says it: `your access to the site`." }),
  })
  .openapi("PlanWork");

interface Counted {
  readonly owner: string;
  readonly item: string;
  readonly what: string;
  firstDue: string | null;
  all: number;
  open: number;
  inHand: number;
  late: number;
  done: number;
}

/** The route of the figures. Whoever sees it sees the plan itself, part by part: nothing is hidden in it. */
export function workRoutes({ desk }: Offices) {
  return newRoom().openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/decisions/{decision}/work",
      operationId: "readWork",
      tags: ["Carrying out"],
      summary: "Count what is to be done, by office: what is open, late and done",
      access: { action: "read", kind: "plan", id: "decision" },
      request: { params: z.object({ decision: IdField }) },
      responses: { 200: json(WorkShown, "The figures.") },
    }),
    async (c) => {
      const { decision } = c.req.valid("param");
      await desk.decision(decision);
      const today = desk.today();
      const parts: Record<string, number> = {};
      const work = new Map<string, Counted>();
      const letters = new Map<string, { letter: string; due: string; kind: string; count: number }>();
      let exceptions = 0;
      for (const { value: part } of (await desk.parts(decision)).values()) {
        parts[part.kind] = (parts[part.kind] ?? 0) + 1;
        exceptions += part.exceptions.length;
        for (const { letter, due } of part.letters) {
          const key = JSON.stringify([letter, due, part.kind]);
          const known = letters.get(key) ?? { letter, due, kind: part.kind, count: 0 };
          known.count++;
          letters.set(key, known);
        }
        for (const item of part.items) {
          if (item.state === "dropped") continue;
          // An item about somebody else has their identifier behind a colon: counted, they are of one sort.
          const sort = item.key.startsWith("undo:")
            ? item.key.split(":", 2).join(":")
            : item.key.split(":", 1)[0]!;
          const key = JSON.stringify([item.owner, sort, item.what]);
          const known = work.get(key) ?? {
            ...{ owner: item.owner, item: sort, what: item.what, firstDue: null },
            ...{ all: 0, open: 0, inHand: 0, late: 0, done: 0 },
          };
          known.all++;
          if (item.state === "in hand") known.inHand++;
          if (item.state === "done" || item.state === "does not apply") known.done++;
          if (isLate(item, today)) known.late++;
          if (isOpen(item, today)) {
            known.open++;
            if (item.due !== undefined && (known.firstDue === null || item.due < known.firstDue))
              known.firstDue = item.due;
          }
          work.set(key, known);
        }
      }
      const byDue = <T extends { readonly due: string; readonly letter: string }>(a: T, b: T): number =>
        a.due === b.due ? (a.letter < b.letter ? -1 : 1) : a.due < b.due ? -1 : 1;
      return c.json(
        {
          today: formatDay(today),
          parts,
          work: [...work.values()],
          letters: [...letters.values()].sort(byDue),
          exceptions,
          offices: [...desk.guide.offices].map(([office, { names }]) => ({ office, ...names })),
          words: [...desk.guide.words].map(([entitlement, { words }]) => ({ entitlement, ...words })),
        },
        200,
      );
    },
  );
}
