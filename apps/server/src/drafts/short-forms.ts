/** Short forms of a draft: what one does to an agreement on a day, written out as a decision's file. */
import { type Day, day, formatDay } from "@comity/calendar";
import { z } from "@hono/zod-openapi";
import type { DecisionFile } from "./draft-document.ts";

const Written = z.string().max(2_000);
export const WrittenDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a day is written `2024-11-30`")
  .refine((text) => isDay(text), { error: "there is no such day" });

function isDay(text: string): boolean {
  try {
    day(text);
    return true;
  } catch {
    return false;
  }
}

/** What is done to an agreement. */
export const ShortForm = z
  .strictObject({
    what: z.enum(["end", "suspend", "let lapse", "postpone"]).openapi({
      description:
        "`end`: `day` is its last day in force. `suspend`: from `day` on, through `lastDay` where that is given. `let lapse`: notice is given on `day`, and it ends with the term that this still ends. `postpone`: it goes on until `day`, its last day, whatever term, notice or termination said.",
    }),
    agreement: Written.min(1).openapi({ description: "the agreement's identifier" }),
    day: WrittenDay,
    lastDay: WrittenDay.optional().openapi({ description: "of a suspension: its last day" }),
    exceptions: z
      .array(Written.min(1))
      .max(10_000)
      .optional()
      .openapi({ description: "identifiers of people whom it does not touch" }),
    date: WrittenDay.optional().openapi({ description: "when it would be taken; today where absent" }),
    title: Written.min(1).optional(),
    note: Written.optional(),
    body: Written.optional(),
    session: Written.optional(),
    knownOn: WrittenDay.optional(),
  })
  .refine(({ what, lastDay }) => lastDay === undefined || what === "suspend", {
    error: "only a suspension has a first and a last day",
    path: ["lastDay"],
  })
  .openapi("ShortForm");
export type ShortForm = z.infer<typeof ShortForm>;

const VERBS = {
  end: "End",
  suspend: "Suspend",
  "let lapse": "Let lapse",
  postpone: "Postpone the end of",
} as const;

function actOf({ what, agreement, day: said, lastDay }: ShortForm) {
  switch (what) {
    case "end":
      return { act: "termination", agreement, lastDay: said };
    case "suspend":
      return { act: "suspension", agreement, on: said, ...(lastDay === undefined ? {} : { lastDay }) };
    case "let lapse":
      return { act: "notice", agreement, on: said };
    case "postpone":
      return { act: "postponement", agreement, lastDay: said };
  }
}

/**
 * A short form written out. Exceptions hold from the first day on which the act is felt.
 *
 *     fileOfShortForm({ what: "end", agreement: "ICA-BY", day: "2024-06-27" }, today).acts
 *     // [{ act: "termination", agreement: "ICA-BY", lastDay: "2024-06-27" }]
 */
export function fileOfShortForm(form: ShortForm, today: Day): DecisionFile {
  const { what, agreement, exceptions = [], title, date, note, body, session, knownOn } = form;
  const said = day(form.day);
  const first = what === "end" || what === "postpone" ? ((said + 1) as Day) : said;
  return {
    title: title ?? `${VERBS[what]} ${agreement}`,
    ...(note === undefined ? {} : { note }),
    ...(body === undefined ? {} : { body }),
    ...(session === undefined ? {} : { session }),
    date: date ?? formatDay(today),
    ...(knownOn === undefined ? {} : { knownOn }),
    acts: [
      actOf(form),
      ...(exceptions.length === 0
        ? []
        : [{ act: "exception", agreement, on: formatDay(first), persons: exceptions }]),
    ],
  };
}

/** Acts whose `lastDay` is the day that somebody drags; of all others it is `on`. */
const ENDS = new Set(["termination", "postponement", "departure", "end"]);

/**
 * A draft on another day: all its acts that are about an agreement's days move to it, or the one that is named. Exceptions begin
 * the day after an end, and with everything else on the same day.
 */
export function movedTo(decision: DecisionFile, to: string, at?: number): DecisionFile {
  const acts = (decision.acts as readonly DecisionFile[]).map((act, index) => {
    if (at !== undefined && index !== at) return act;
    const sort = String(act.act);
    if (ENDS.has(sort)) return { ...act, lastDay: to };
    if (sort !== "exception") return { ...act, on: to };
    const others = decision.acts as readonly DecisionFile[];
    const ends = others.some((each) => each.agreement === act.agreement && ENDS.has(String(each.act)));
    return { ...act, on: ends && at === undefined ? formatDay((day(to) + 1) as Day) : to };
  });
  return { ...decision, acts };
}
