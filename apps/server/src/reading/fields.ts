/** What requests and answers are made of: days, identifiers, stretches; each with what it means. */
import {
  CalendarError,
  type Day,
  day,
  eachInterval,
  formatDay,
  type IntervalSet,
  isOpen,
} from "@comity/calendar";
import { z } from "@hono/zod-openapi";

/** A day in a request, as `YYYY-MM-DD`; given on as a `Day`. */
export const DayField = z
  .string()
  .transform((text, c): Day => {
    try {
      return day(text);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      const help = error.help === undefined ? "" : ` (${error.help})`;
      c.issues.push({ code: "custom", message: `${error.message}${help}`, input: text });
      return z.NEVER;
    }
  })
  .openapi({ type: "string", format: "date", example: "2024-11-30" });

/** A day in an answer; null where it is open. */
export const DayShown = z.string().nullable().openapi({ format: "date", example: "2024-11-30" });

/** Days on which something holds, both included; null where it is open to that side. */
export const StretchShown = z
  .object({ firstDay: DayShown, lastDay: DayShown })
  .openapi("Days", { description: "The first and the last day, both included; null: open to that side." });

/** A schema with a name in the manual, or null: `nullable` would write it down as all of both, which nothing is. */
export function orNone<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}

/** An identifier of the registry, as its acts write it. */
export const IdField = z
  .string()
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no identifier has one, and databases take none
  .regex(/^[^\u0000-\u001f\u007f]*$/, "an identifier has no control characters");

/** A switch in a query. */
export const SwitchField = z
  .enum(["yes", "no"])
  .transform((text) => text === "yes")
  .openapi({ type: "string", enum: ["yes", "no"] });

/** The day as known on which an answer is asked for. */
export const KnownOnField = DayField.optional().openapi({
  description: "Answer by what was known at the end of this day; today where it is not said.",
});

/** What every answer says of itself. */
export const ASOF = {
  knownOn: z.string().openapi({
    format: "date",
    description: "By what was known at the end of this day the answer is.",
  }),
  position: z.number().int().openapi({ description: "The last act that the answer takes into account." }),
};

/** A day for an answer; null where it is open. */
export function dayText(day: Day | undefined): string | null {
  return day === undefined || isOpen(day) ? null : formatDay(day);
}

/** The days `[from, to)` for an answer. */
export function stretchText({ from, to }: { readonly from: Day; readonly to: Day }) {
  return { firstDay: dayText(from), lastDay: isOpen(to) ? null : formatDay((to - 1) as Day) };
}

/** The stretches of a set of days for an answer. */
export function stretchesText(days: IntervalSet) {
  return Array.from(eachInterval(days), ([from, to]) => stretchText({ from, to }));
}

/** A list in a query, given once or several times: `value=p17&value=INP-BSU`. */
export function several<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item), item])
    .optional()
    .transform((given): z.output<Item>[] =>
      given === undefined
        ? []
        : Array.isArray(given)
          ? (given as z.output<Item>[])
          : [given as z.output<Item>],
    );
}
