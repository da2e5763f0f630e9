/** Who loses what after which day, person by person: the difference of two evaluations, read for the people in it. */
import { type Day, formatDay, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Impact } from "@comity/decision";
import type { Value } from "@comity/policy";
import type { Ending } from "./plan.ts";

/** A loss, with its day. */
export interface Loss {
  readonly of: string;
  readonly about?: string;
  /** The first day without. */
  readonly first: Day;
  readonly again?: Day;
  readonly family?: true;
}

/** A loss as a plan writes it. What was never held has no last day: it is left out. */
export function endingOf({ of, about, first, again, family }: Loss): Ending {
  return {
    of,
    ...(about === undefined ? {} : { about }),
    lastDay: formatDay((first - 1) as Day),
    ...(again === undefined ? {} : { again: formatDay(again) }),
    ...(family === undefined ? {} : { family }),
  };
}

/** Whose dependant somebody is, by the registry's record, where the policy has it. */
function guardians(impact: Impact): (dependant: Value) => string[] {
  const { before } = impact;
  const isKnown = before.policy.records.some(
    ({ name, columns }) => name === "dependant" && columns.length === 2,
  );
  return (dependant) =>
    isKnown ? [...before.list("dependant", [undefined, dependant])].map(({ tuple }) => String(tuple[0])) : [];
}

/**
 * By person: everything that the person, or the person's family, loses. What is lost since ever was never held, and asks for
 * nothing to be done.
 */
export function lossesByPerson(impact: Impact): Map<string, Loss[]> {
  const { before, after, losses } = impact;
  const found = new Map<string, Loss[]>();
  const guardiansOf = guardians(impact);
  const note = (person: string, loss: Loss): void => {
    const own = found.get(person);
    if (own === undefined) found.set(person, [loss]);
    else own.push(loss);
  };
  for (const { predicate, tuple, lost } of before.difference(after, [...losses.shapes.keys()])) {
    const shape = losses.shapes.get(predicate)!;
    const first = lost[0] as Day | undefined;
    if (first === undefined || first <= SINCE_EVER) continue;
    const end = lost.at(-1)! as Day;
    const isBack = end !== OPEN && [...after.list(predicate, tuple, end)].length > 0;
    const others = tuple.filter((_, column) => column !== shape.person && shape.person >= 0).map(String);
    const again = isBack ? { again: end } : {};
    if (shape.person >= 0)
      note(String(tuple[shape.person]), {
        of: predicate,
        ...(others.length === 0 ? {} : { about: others.join(", ") }),
        first,
        ...again,
      });
    else if (shape.isPersonal)
      for (const person of guardiansOf(tuple[shape.subject]!))
        note(person, { of: predicate, about: String(tuple[shape.subject]), first, ...again, family: true });
  }
  for (const own of found.values())
    own.sort(
      (a, b) =>
        a.first - b.first ||
        (a.of < b.of ? -1 : a.of > b.of ? 1 : (a.about ?? "") < (b.about ?? "") ? -1 : 1),
    );
  return found;
}
