/** What is known on a day: today's from the living evaluation, a past day's made when it is asked for and kept a while. */
import { type Day, formatDay } from "@comity/calendar";
import type { EngineEvaluation } from "@comity/policy";
import { type Folded, fold } from "@comity/registry";
import type { FollowedStore } from "@comity/store";
import type { ServerContext } from "../context.ts";
import { problem } from "../problems/problem.ts";

/** The registry as known on a day. Values: they stay as they are when acts come. */
export interface Known {
  readonly day: Day;
  /** The last act that is taken into account. */
  readonly position: number;
  readonly folded: Folded;
  readonly evaluation: EngineEvaluation;
}

/** So many past days are kept. */
const MOST_KEPT = 4;

const shelves = new WeakMap<FollowedStore, Map<string, Folded>>();

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
    folded: foldedOn(followed, asked),
    // Most pages ask only what was known, not what followed from it: that is derived where somebody asks.
    get evaluation() {
      return followed.knownOn(asked);
    },
  };
}

/** What an answer says of itself. */
export const asOf = ({ day, position }: Known) => ({ knownOn: formatDay(day), position });

/** Whether an answer about that day costs a derivation from the ground. */
export function isCostly({ followed }: Pick<ServerContext, "followed">, asked: Day | undefined): boolean {
  return asked !== undefined && asked < followed.today && !shelfOf(followed).has(keyOf(followed, asked));
}

const keyOf = ({ position }: FollowedStore, asked: Day): string => `${position} ${asked}`;

function shelfOf(followed: FollowedStore): Map<string, Folded> {
  const shelf = shelves.get(followed) ?? new Map<string, Folded>();
  shelves.set(followed, shelf);
  return shelf;
}

function foldedOn(followed: FollowedStore, asked: Day): Folded {
  const shelf = shelfOf(followed);
  const key = keyOf(followed, asked);
  const found = shelf.get(key) ?? fold(followed.folded.given, { knownOn: asked });
  shelf.delete(key);
  shelf.set(key, found);
  for (const oldest of shelf.keys()) {
    if (shelf.size <= MOST_KEPT) break;
    shelf.delete(oldest);
  }
  return found;
}
