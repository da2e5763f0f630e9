/** What is known on a day: today's from the living evaluation, a past day's made when it is asked for and kept a while. */
import { CalendarError, type Day, day, formatDay } from "@comity/calendar";
import type { EngineEvaluation } from "@comity/policy";
import type { Folded } from "@comity/registry";
import type { Context } from "hono";
import type { Env, ServerContext } from "../context.ts";
import { problem } from "../problems/problem.ts";

/** The registry as known on a day. Values: they stay as they are when acts come. */
export interface Known {
  readonly day: Day;
  /** The last act that is taken into account. */
  readonly position: number;
  readonly folded: Folded;
  readonly evaluation: EngineEvaluation;
}

/**
 * The registry as known on a day; today where none is given.
 *
 * @throws Problem `day-to-come`: what will be known on a later day nobody knows.
 */
export function knownOn({ followed }: Pick<ServerContext, "followed">, asked: Day | undefined): Known {
  const { evaluation, today, position, folded } = followed;
  if (asked === undefined || asked === today) return { day: today, position, folded, evaluation };
  if (asked > today)
    throw problem(
      400,
      "day-to-come",
      `\`${formatDay(asked)}\` is a day to come: nobody knows what will be known then`,
      {
        help: `today is ${formatDay(today)}`,
      },
    );
  return {
    day: asked,
    position,
    folded: followed.foldedOn(asked),
    // Most pages ask only what was known, not what followed from it: that is derived where somebody asks.
    get evaluation() {
      return followed.knownOn(asked);
    },
  };
}

/** What an answer says of itself. */
export const asOf = ({ day, position }: Known) => ({ knownOn: formatDay(day), position });

/** The day as known on which a request asks, as far as its address says one. What is no day is refused where the query is read. */
export function askedDayOf(c: Context<Env>): Day | undefined {
  const asked = c.req.query("knownOn");
  if (asked === undefined) return undefined;
  try {
    return day(asked);
  } catch (error) {
    if (error instanceof CalendarError) return undefined;
    throw error;
  }
}

/** Whether an answer about that day costs a derivation from the ground. */
export function isCostly({ followed }: Pick<ServerContext, "followed">, asked: Day | undefined): boolean {
  return asked !== undefined && asked < followed.today && !followed.isAtHand(asked);
}

/** Puts a past day at hand before a handler asks for it, a little at a time; nothing to do of today, or of a day to come. */
export async function ready(
  { followed }: Pick<ServerContext, "followed">,
  asked: Day | undefined,
): Promise<void> {
  if (isCostly({ followed }, asked)) await followed.ready(asked!);
}
