/**
 * Drafts that a desk lays while nobody waits, and throws away: the engine's code is compiled by running, and whoever dragged the first date
 * would see it limp. Some ten of them bring a fact sheet of the CERN scenario from seven tenths of a second to a twentieth.
 */
import { type Day, formatDay } from "@comity/calendar";
import type { Folded } from "@comity/registry";
import { fileOfShortForm } from "../short-forms.ts";

/** So many drafts are laid for practice. */
export const PRACTICE = 12;
/** Days between one and the next. */
const STEP = 30;

/** The agreement in force on the day under which most others stand: the one whose end takes the engine furthest. */
function widest({ agreements, knownOn }: Folded): string | undefined {
  const under = new Map<string, number>();
  for (const { parents } of agreements.values())
    for (const { parent } of parents) under.set(parent, (under.get(parent) ?? 0) + 1);
  const standing = [...agreements.values()].filter(
    ({ from, to }) => from !== undefined && from <= knownOn && to > knownOn,
  );
  standing.sort((a, b) => (under.get(b.agreement) ?? 0) - (under.get(a.agreement) ?? 0));
  return standing[0]?.agreement;
}

/** The file of a draft for practice; undefined where no agreement is in force. */
export function practiceDraft(folded: Folded, turn: number): string | undefined {
  const agreement = widest(folded);
  if (agreement === undefined) return undefined;
  const { knownOn } = folded;
  const ends = formatDay((knownOn + STEP * (turn + 1)) as Day);
  const date = formatDay(knownOn);
  return JSON.stringify(fileOfShortForm({ what: "end", agreement, day: ends, date, knownOn: date }, knownOn));
}
