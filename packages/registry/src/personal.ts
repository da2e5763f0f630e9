/** What is personal in an act, and what stands in its place for those who may not see it. */
import { indexOf } from "./act-index.ts";
import type { Act, AliasAct, ErasureAct, PersonAct } from "./acts.ts";
import { byOccurrence, Ledger } from "./ledger.ts";
import { type Merges, mergesIn, mergesOf } from "./merges.ts";

/** The fields of a `person` act that tell who somebody is. A store seals them; nothing else in an act is sealed. */
export const PERSONAL_FIELDS = ["familyName", "givenName", "orcid", "mail"] as const;
export type PersonalField = (typeof PERSONAL_FIELDS)[number] & keyof PersonAct;

const PERSONAL: ReadonlySet<string> = new Set(PERSONAL_FIELDS);

/** Whether a member of an act is personal. */
export function isPersonal(member: string): boolean {
  return PERSONAL.has(member);
}

/** In place of the family name where names are not opened. */
export const SEALED = "sealed";
/** In place of the family name of somebody who was erased. */
export const ERASED = "erased";

/** A person act with something else in the place of the name, and nothing else that is personal. */
function called(act: PersonAct, name: string): PersonAct {
  const { givenName: _given, orcid: _orcid, mail: _mail, ...rest } = act;
  return { ...rest, familyName: name };
}

/** A person act of which nothing personal is left, for files that are written anew. */
export function erasedAct(act: PersonAct): PersonAct {
  return called(act, ERASED);
}

/** What is called how by everything that acts say, whenever it was recorded. */
interface Concealment {
  readonly merges: Merges;
  /** By the person for whom everything counts. */
  readonly aliases: ReadonlyMap<string, AliasAct>;
  readonly erased: ReadonlySet<string>;
}

function concealmentIn(acts: readonly Act[]): Concealment {
  const ledger = new Ledger(indexOf(acts));
  const merges = mergesIn(ledger);
  const aliases = new Map<string, AliasAct>();
  for (const index of ledger.index.ofSort("alias")) {
    if (!ledger.isOperative(index)) continue;
    const act = ledger.act(index) as AliasAct;
    const person = merges.get(act.person) ?? act.person;
    const known = aliases.get(person);
    if (known === undefined || byOccurrence(known, act) < 0) aliases.set(person, act);
  }
  // Whatever became of the act: what was destroyed does not come back.
  const erased = ledger.index.ofSort("erasure").map((index) => (ledger.act(index) as ErasureAct).person);
  return { merges, aliases, erased: new Set(erased) };
}

/**
 * The acts as somebody sees them who is not cleared: people under an alias have no other name, and those who were erased none
 * at all. By all that is recorded, on whatever day as known on they are folded then; and for all identifiers of one person.
 *
 *     concealed([anna, { act: "alias", person: "p1", alias: "Q", ... }])    // anna's family name is `Q`, and nothing else
 */
export function concealed(acts: readonly Act[]): readonly Act[] {
  if (!acts.some(({ act }) => act === "alias" || act === "erasure")) return acts;
  const { merges, aliases, erased } = concealmentIn(acts);
  const seen = acts.map((act) => {
    if (act.act !== "person") return act;
    if (erased.has(act.person)) return called(act, ERASED);
    const alias = aliases.get(merges.get(act.person) ?? act.person);
    return alias === undefined ? act : called(act, alias.alias);
  });
  return Object.isFrozen(acts) ? Object.freeze(seen) : seen;
}

/** All identifiers of the person who has this one, by the merges that count now: this one first. */
export function sameAs(acts: readonly Act[], person: string): string[] {
  const merges = mergesOf(acts);
  const own = merges.get(person) ?? person;
  const others = [own, ...[...merges].filter(([, into]) => into === own).map(([merged]) => merged)];
  return [person, ...others.filter((other) => other !== person)];
}
