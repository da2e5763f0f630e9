/** The rows of people: who is registered, who is one person with whom, who is under an alias and who was erased. */
import { type Day, OPEN, SINCE_EVER } from "@comity/calendar";
import { type Act, byOccurrence, type Ledger, mergesIn } from "@comity/registry";
import type { Row, Sort } from "./rows.ts";

/** The first day that acts give for each person, by the identifier that `nameOf` gives them. */
function firstDays(acts: readonly Sort<"person">[], nameOf: (person: string) => string): Map<string, Day> {
  const first = new Map<string, Day>();
  for (const { person, on } of acts) {
    const name = nameOf(person);
    const known = first.get(name);
    if (known === undefined || on < known) first.set(name, on);
  }
  return first;
}

/**
 * The rows of the people of a cluster as known on the ledger's day, from the acts that count on it. An identifier that was merged
 * has a row of its own, so that whatever is said of it finds the identifier that counts.
 */
export function peopleRows(ledger: Ledger, counting: readonly Act[]): Row[] {
  const of = <Name extends Act["act"]>(name: Name) =>
    counting.filter(({ act }) => act === name) as Sort<Name>[];
  const registered = of("person");
  const merges = mergesIn(ledger);
  const counts = (person: string): string => merges.get(person) ?? person;
  const aliases = new Map<string, Sort<"alias">>();
  for (const act of of("alias")) {
    const person = counts(act.person);
    const known = aliases.get(person);
    if (known === undefined || byOccurrence(known, act) < 0) aliases.set(person, act);
  }
  // An erasure holds whatever became of the act: what was destroyed does not come back.
  const erased = new Set<string>();
  for (const index of ledger.allOfSort("erasure"))
    if (ledger.isKnown(index)) erased.add((ledger.act(index) as Sort<"erasure">).person);
  const own = firstDays(registered, (person) => person);
  const all = firstDays(registered, counts);
  const row = (person: string, from: Day): Row => {
    const alias = aliases.get(counts(person))?.alias ?? null;
    const state = erased.has(person) ? "erased" : alias === null ? "normal" : "alias";
    return {
      table: "person",
      cells: [person, state, state === "erased" ? null : alias, counts(person)],
      valid: { from, to: OPEN },
    };
  };
  return [
    ...[...merges.keys()].map((person) => row(person, own.get(person) ?? SINCE_EVER)),
    ...[...all].map(([person, from]) => row(person, from)),
  ];
}
