/** What requests and answers about carrying out are made of. */

import type { Day } from "@comity/calendar";
import { type DecisionRecord, ITEM_STATES, isLate, isOpen, type PlanPart } from "@comity/carrying-out";
import type { StoredDocument } from "@comity/store";
import { z } from "@hono/zod-openapi";
import { DayField } from "../reading/fields.ts";

export const InstrumentGiven = z
  .strictObject({
    reference: z.string().min(1).max(500),
    date: DayField,
    sha256: z.string().max(64).openapi({ description: "Of the document's bytes, 64 hexadecimal digits." }),
    location: z.string().min(1).max(2_000).openapi({ description: "Where it is kept." }),
  })
  .openapi("Instrument");

const InstrumentShown = z.object({
  reference: z.string(),
  date: z.string(),
  sha256: z.string(),
  location: z.string(),
});

/** A figure that may be hidden: null. */
const Count = z.number().int().nullable();

export const DecisionShown = z
  .object({
    id: z.string(),
    state: z.enum(["entering", "entered", "reversed"]),
    title: z.string(),
    body: z.string().nullable(),
    session: z.string().nullable(),
    date: z.string(),
    instrument: InstrumentShown,
    enteredAt: z.string(),
    acts: z.array(z.string()),
    derivedAt: z.string().nullable(),
    guide: z.string(),
    agreements: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        change: z.string(),
        lastDay: z.string(),
        parties: z.array(z.string()),
        with: z.string().nullable(),
        latestNotice: z.string().nullable(),
      }),
    ),
    ends: z.array(
      z.object({
        entitlement: z.string(),
        title: z.string(),
        days: z.array(z.object({ lastDay: z.string(), people: Count })),
      }),
    ),
    warnings: z.array(z.string()),
    reversal: z
      .object({
        id: z.string(),
        title: z.string(),
        date: z.string(),
        instrument: InstrumentShown,
        acts: z.array(z.string()),
        notUndone: z.array(z.object({ act: z.string(), what: z.string(), why: z.string() })),
        passed: z.array(
          z.object({ entitlement: z.string(), title: z.string(), lastDay: z.string(), people: Count }),
        ),
        cannotBeUndone: z.array(z.object({ what: z.string(), why: z.string(), people: Count })),
      })
      .nullable(),
  })
  .openapi("Decision");

/** What of the offices' work cannot be undone, and for how many: nobody is named in a decision. */
function irrevocableOf({ irrevocable }: DecisionRecord, count: (people: number) => number | null) {
  const found = new Map<string, { what: string; why: string; people: number }>();
  for (const { what, why } of irrevocable) {
    const known = found.get(what);
    if (known === undefined) found.set(what, { what, why, people: 1 });
    else known.people++;
  }
  return [...found.values()].map((each) => ({ ...each, people: count(each.people) }));
}

/** A decision as an answer has it; whoever is not cleared is told no figure: sums over days would give small ones away. */
export function decisionShown(
  { id, value }: StoredDocument<DecisionRecord>,
  isCleared: boolean,
): z.output<typeof DecisionShown> {
  const count = (people: number): number | null => (isCleared ? people : null);
  const { state, title, body, session, date, instrument, entered, acts, derived, guide, reversal } = value;
  return {
    id,
    state,
    title,
    body: body ?? null,
    session: session ?? null,
    date,
    instrument,
    enteredAt: entered.at,
    acts: [...acts],
    derivedAt: derived?.at ?? null,
    guide: guide.title,
    agreements: value.agreements.map((agreement) => ({
      ...agreement,
      parties: [...agreement.parties],
      with: agreement.with ?? null,
      latestNotice: agreement.latestNotice ?? null,
    })),
    ends: value.ends.map(({ of, title: says, byDay }) => ({
      entitlement: of,
      title: says,
      days: byDay.map(({ lastDay, people }) => ({ lastDay, people: count(people) })),
    })),
    warnings: [...value.warnings],
    reversal:
      reversal === undefined
        ? null
        : {
            id: reversal.id,
            title: reversal.title,
            date: reversal.date,
            instrument: reversal.instrument,
            acts: [...reversal.acts],
            notUndone: [...reversal.notUndone],
            passed: reversal.passed.map(({ of, people, ...rest }) => ({
              ...rest,
              entitlement: of,
              people: count(people),
            })),
            cannotBeUndone: irrevocableOf(value, count),
          },
  };
}

const ItemShown = z.object({
  item: z.string(),
  what: z.string(),
  owner: z.string(),
  due: z.string().nullable(),
  state: z.enum(ITEM_STATES),
  isOpen: z.boolean(),
  isLate: z.boolean(),
  until: z.string().nullable(),
  note: z.string().nullable(),
  changes: z.array(
    z.object({ at: z.string(), by: z.string(), state: z.enum(ITEM_STATES), note: z.string().nullable() }),
  ),
});

export const PartShown = z
  .object({
    kind: z
      .string()
      .openapi({ description: "`person`, `team leader`, `party`, `institute`, `experiment`, or `whole`." }),
    id: z.string(),
    version: z
      .number()
      .int()
      .openapi({ description: 'Send it back as `If-Match: "VERSION"` with a change.' }),
    institutes: z.array(z.string()),
    ends: z.array(
      z.object({
        entitlement: z.string(),
        about: z.string().nullable(),
        lastDay: z.string(),
        again: z.string().nullable(),
      }),
    ),
    items: z.array(ItemShown),
    letters: z.array(z.object({ letter: z.string(), due: z.string() })),
    exceptions: z.array(
      z.object({
        until: z.string().nullable(),
        at: z.string(),
        by: z.string(),
        acts: z.array(z.string()).nullable(),
      }),
    ),
  })
  .openapi("PlanPart");

/** A part of a plan as an answer has it. Why an exception was granted is not in it. */
export function partShown(
  { value: part, version }: StoredDocument<PlanPart>,
  today: Day,
): z.output<typeof PartShown> {
  return {
    kind: part.kind,
    id: part.id,
    version,
    institutes: [...part.institutes],
    ends: part.ends.map(({ of, about, lastDay, again }) => ({
      entitlement: of,
      about: about ?? null,
      lastDay,
      again: again ?? null,
    })),
    items: part.items.map((item) => ({
      item: item.key,
      what: item.what,
      owner: item.owner,
      due: item.due ?? null,
      state: item.state,
      isOpen: isOpen(item, today),
      isLate: isLate(item, today),
      until: item.until ?? null,
      note: item.reason ?? null,
      changes: item.changes.map(({ at, by, state, note }) => ({ at, by, state, note: note ?? null })),
    })),
    letters: part.letters.map(({ letter, due }) => ({ letter, due })),
    exceptions: part.exceptions.map(({ until, at, by, acts }) => ({
      until: until ?? null,
      at,
      by,
      acts: acts === undefined ? null : [...acts],
    })),
  };
}
