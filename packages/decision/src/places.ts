/** Who is at which institute on which days, kept by evaluation: drafts seldom change it, and each asks for the same institutes. */
import type { IntervalSet } from "@comity/calendar";
import type { Evaluation } from "@comity/policy";

/** Somebody at an institute, and on which days. */
export interface AtInstitute {
  readonly person: string;
  readonly days: IntervalSet;
}

/** The affiliations of an evaluation, by institute; each looked up once. */
export class Places {
  readonly #evaluation: Evaluation;
  readonly #known = new Map<string, readonly AtInstitute[]>();

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
  }

  of(institute: string): readonly AtInstitute[] {
    let found = this.#known.get(institute);
    if (found === undefined) {
      found = Array.from(this.#evaluation.list("affiliated", [undefined, institute]), ({ tuple, days }) => ({
        person: tuple[0] as string,
        days,
      }));
      this.#known.set(institute, found);
    }
    return found;
  }
}

const PLACES = new WeakMap<Evaluation, Places>();

/** The affiliations under a draft: those of what it is laid over, where it changes none. */
export function placesUnder(before: Evaluation, after: Evaluation): Places {
  for (const _ of before.difference(after, ["affiliated"])) return new Places(after);
  let known = PLACES.get(before);
  if (known === undefined) {
    known = new Places(before);
    PLACES.set(before, known);
  }
  return known;
}
