/** Acts for tests of the store. */
import { day, SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";

const header = { on: day("2024-01-01"), recorded: SINCE_EVER, by: "users office", instrument: "" };

/** An affiliation under an id. */
export function affiliation(id: string, institute = "INP-BSU"): Act {
  return { act: "affiliation", id, ...header, person: "p1", institute, connection: "affiliated with" };
}

/** A person's name under an id. */
export function person(id: string, familyName: string, name = "p1"): Act {
  return { act: "person", id, ...header, person: name, familyName, orcid: "0000-0002-1825-0097" };
}

/** So many affiliations, `a1` and on. */
export function affiliations(count: number, prefix = "a"): Act[] {
  return Array.from({ length: count }, (_, k) => affiliation(`${prefix}${k + 1}`));
}

/** A clock that shows these instants one after the other, and then the last one. */
export function clockOf(...instants: readonly string[]): () => Date {
  let next = 0;
  return () => new Date(instants[Math.min(next++, instants.length - 1)]!);
}
