/** The institutes through which people are hit. */
import type { Day } from "@comity/calendar";
import type { Evaluation } from "@comity/policy";
import type { Folded } from "@comity/registry";
import type { InstituteSheet } from "./fact-sheet.ts";
import type { Losses } from "./losses.ts";
import { partyTitle } from "./registered-facts.ts";
import { byText } from "./wording.ts";

/** By institute: the people who are hit through it. */
export type HitInstitutes = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether the policy declares a record under that name with so many columns. */
export function hasRecord(evaluation: Evaluation, name: string, columns: number): boolean {
  return evaluation.policy.records.some(
    (record) => record.name === name && record.columns.length === columns,
  );
}

/** The party whose agreement governs an institute. */
export function governingParty(folded: Folded, institute: string): string {
  return folded.institutes.get(institute)?.governedBy ?? "";
}

/**
 * Through which institutes each person is hit: those that a lost entitlement names; where none does, those of the
 * person's institutes on the last day before the loss that a party of a changed agreement governs, and failing these
 * all of them.
 */
export function hitInstitutes(
  folded: Folded,
  before: Evaluation,
  losses: Losses,
  parties: ReadonlySet<string>,
): HitInstitutes {
  const hit = new Map<string, Set<string>>();
  const note = (institute: string, person: string): void => {
    const people = hit.get(institute);
    if (people === undefined) hit.set(institute, new Set([person]));
    else people.add(person);
  };
  const knowsPlaces = hasRecord(before, "affiliated", 2);
  for (const [person, first] of losses.people) {
    const named = losses.through.get(person);
    if (named !== undefined) for (const institute of named) note(institute, person);
    else if (knowsPlaces) {
      const last = (first - 1) as Day;
      const all = [...before.list("affiliated", [person, undefined], last)].map(
        ({ tuple }) => tuple[1] as string,
      );
      const concerned = all.filter((institute) => parties.has(governingParty(folded, institute)));
      for (const institute of concerned.length > 0 ? concerned : all) note(institute, person);
    }
  }
  return hit;
}

/** The institutes with most people first. */
export function instituteSheets(folded: Folded, hit: HitInstitutes): InstituteSheet[] {
  return [...hit]
    .map(([id, people]) => {
      const party = governingParty(folded, id);
      return {
        id,
        name: folded.institutes.get(id)?.title ?? id,
        party,
        partyName: party === "" ? "" : partyTitle(folded, party),
        people: people.size,
      };
    })
    .sort((a, b) => b.people - a.people || byText(a.name, b.name) || byText(a.id, b.id));
}
