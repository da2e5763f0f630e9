/**
 * Which kinds of a policy are people. Figures of people are hidden where they are small; how many states, institutes or grants
 * lose something is nobody's private affair.
 */
import type { KindName, Policy } from "@comity/policy";
import { RECORDS } from "@comity/registry";
import { isOfKind } from "./wording.ts";

/** Kinds of the registry's own records whose entities are people, whatever a policy calls them. */
const PEOPLE: ReadonlySet<string> = new Set(["Person", "Dependant"]);

/** The kinds that a policy gives the columns in which the registry's own records have people, and `Person` itself. */
function kindsOfPeople(policy: Policy): KindName[] {
  const kinds = new Set<KindName>(PEOPLE);
  for (const { name, columns } of policy.records) {
    const own = RECORDS.find((record) => record.name === name);
    own?.columns.forEach(({ kind }, at) => {
      const column = columns[at];
      if (PEOPLE.has(kind) && column !== undefined) kinds.add(column.kind);
    });
  }
  return [...kinds];
}

/** Tells of a kind whether its entities are people: a kind of person, or the family of one. */
export function personalKinds(policy: Policy): (kind: KindName) => boolean {
  const people = kindsOfPeople(policy);
  return (kind) => people.some((each) => isOfKind(policy, kind, each));
}
