/** Looks into the facts of a folded registry, which hold more than a policy asks for: seats, homes, marks, shares. */
import type { Day } from "@comity/calendar";
import type { KindName, Policy, Value } from "@comity/policy";
import type { Folded } from "@comity/registry";
import { isOfKind } from "./wording.ts";

/** Every fact of a record that is true on a day, one tuple after the other. */
export function* factsOn(folded: Folded, record: string, on: Day): Generator<readonly Value[]> {
  const table = folded.facts.tables.get(record);
  if (table === undefined) return;
  const { symbols } = folded.facts;
  for (let row = 0; row < table.count; row++) {
    if (on < table.from[row]! || on >= table.to[row]!) continue;
    yield table.shape.columns.map(({ kind }, c) => symbols.value(kind, table.columns[c]![row]!));
  }
}

/** The facts of a record about people that are true on a day: the values of the second column, by person. */
interface PeopleOn {
  readonly on: Day;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** By registry and record: the day asked for last. Drafts that differ in a date are known on one day, and ask for the same. */
const ASKED_LAST = new WeakMap<Folded, Map<string, PeopleOn>>();

function peopleOn(folded: Folded, record: string, on: Day): PeopleOn["values"] {
  const asked = ASKED_LAST.get(folded) ?? new Map<string, PeopleOn>();
  ASKED_LAST.set(folded, asked);
  const known = asked.get(record);
  if (known?.on === on) return known.values;
  const values = new Map<string, string[]>();
  for (const [person, value] of factsOn(folded, record, on)) {
    const list = values.get(person as string);
    if (list === undefined) values.set(person as string, [value as string]);
    else list.push(value as string);
  }
  asked.set(record, { on, values });
  return values;
}

/** By the value of the second column: those of some people (the first column) for whom a fact is true on a day. */
export function ofPeople(
  folded: Folded,
  record: string,
  on: Day,
  people: ReadonlyMap<string, unknown>,
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const facts = peopleOn(folded, record, on);
  for (const person of people.keys())
    for (const value of facts.get(person) ?? []) {
      const set = found.get(value);
      if (set === undefined) found.set(value, new Set([person]));
      else set.add(person);
    }
  return found;
}

/** The title of a party, which may be an institute; its identifier where the registry has none. */
export function partyTitle(folded: Folded, party: string): string {
  return folded.parties.get(party)?.title ?? folded.institutes.get(party)?.title ?? party;
}

/**
 * The title of an entity of some kind, as far as the registry keeps titles of that kind; undefined where it does not, and of
 * people, whom sheets do not name.
 */
export function entityTitle(folded: Folded, policy: Policy, kind: KindName, id: string): string | undefined {
  const is = (wanted: KindName): boolean => isOfKind(policy, kind, wanted);
  if (is("Party") || is("Institute") || is("State"))
    return folded.institutes.get(id)?.title ?? folded.parties.get(id)?.title;
  if (is("Agreement")) return folded.agreements.get(id)?.signature.title;
  if (is("Experiment")) return folded.experiments.get(id)?.title;
  return is("Body") ? folded.bodies.get(id)?.title : undefined;
}
