/** When two names may be one person's. Never a decision: whoever is asked about likeness here asks a human then. */
import { nearest } from "@comity/policy";
import { lettersOf } from "@comity/registry";

export interface PersonName {
  readonly familyName?: string | undefined;
  readonly givenName?: string | undefined;
}

/** The words of a given name in small letters without accents: `J.-P. Maria` has `j`, `p`, `maria`. */
export function givenWords(name: string | undefined): readonly string[] {
  return (name ?? "")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/**
 * Whether two given names may be one: word for word the same, or an initial, as far as both go. A name that is not there
 * may be any.
 *
 *     givenMayBe("A.", "Anna Maria")   // true
 *     givenMayBe("Anna", "Boris")      // false
 */
export function givenMayBe(a: string | undefined, b: string | undefined): boolean {
  return wordsMayBe(givenWords(a), givenWords(b));
}

/** The same of given names that are taken apart already. */
export function wordsMayBe(some: readonly string[], others: readonly string[]): boolean {
  return some.every((word, at) => {
    const other = others[at];
    return (
      other === undefined ||
      word === other ||
      (word.length === 1 && other.startsWith(word)) ||
      (other.length === 1 && word.startsWith(other))
    );
  });
}

/** What people of one family name are looked up by. */
export function familyKey(name: PersonName): string {
  return lettersOf(name.familyName ?? "");
}

/**
 * Whether two names have nothing in common: neither the family name nor the given one, nor the one in the other's place. People
 * change one of the two, and put them in the wrong columns. Where one has no given name, family names that are written much
 * alike, or of which one holds the other, have enough in common.
 */
export function areForeign(a: PersonName, b: PersonName): boolean {
  if (a.familyName === undefined || b.familyName === undefined) return false;
  const [familyOfA, familyOfB] = [familyKey(a), familyKey(b)];
  if (familyOfA === familyOfB) return false;
  const [givenOfA, givenOfB] = [lettersOf(a.givenName ?? ""), lettersOf(b.givenName ?? "")];
  if (familyOfA === givenOfB || familyOfB === givenOfA) return false;
  if (givenOfA !== "" && givenOfB !== "") return !givenMayBe(a.givenName, b.givenName);
  return (
    !familyOfA.includes(familyOfB) &&
    !familyOfB.includes(familyOfA) &&
    nearest(familyOfA, [familyOfB]) === undefined
  );
}

/** A name as one says it: `Anna Example`. */
export function shownName({ familyName, givenName }: PersonName): string {
  return [givenName, familyName].filter((part) => part !== undefined && part !== "").join(" ");
}
