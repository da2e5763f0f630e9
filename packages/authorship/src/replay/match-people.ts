/**
 * Finds the people of one list on another: by identifiers, else by name with care. A match that two people could claim, or of which an
 * identifier and the name disagree, is listed as doubtful and not guessed.
 */
import type { Author, AuthorList } from "../list/author-list.ts";
import { ownOrcids } from "../signing/sign.ts";
import {
  asFrench,
  type ComparableName,
  comparableName,
  familyLetters,
  givenIsSame,
  givenMayBe,
  givenMayBeWrittenOtherwise,
  soundsLike,
} from "./same-name.ts";

export type MatchedBy =
  | "ORCID iD"
  | "INSPIRE id"
  | "name"
  /** One of several of the name, the only one at the same institute. */
  | "name and institute"
  /** One of several of the name, the only one left when the others had found theirs. */
  | "name, the only one left"
  /** A name written otherwise, at the same institute. */
  | "similar name and institute";

export interface MatchedPeople {
  readonly before: Author;
  readonly after: Author;
  readonly by: MatchedBy;
}

/** People of whom nobody can say from the lists alone who is who. */
export interface DoubtfulPeople {
  readonly before: readonly Author[];
  readonly after: readonly Author[];
  readonly why: string;
}

export interface PeopleMatching {
  readonly matched: readonly MatchedPeople[];
  readonly doubtful: readonly DoubtfulPeople[];
  readonly onlyBefore: readonly Author[];
  readonly onlyAfter: readonly Author[];
}

/** The institutes of an author, each by one word: what two affiliations have in common when they are one institute's. */
export type InstitutesOf = (author: Author, side: "before" | "after") => ReadonlySet<string>;

interface Person {
  readonly author: Author;
  readonly name: ComparableName;
  readonly orcid: string | undefined;
}

class Matcher {
  readonly #before = new Map<string, Person>();
  readonly #after = new Map<string, Person>();
  readonly #institutesOf: InstitutesOf;
  readonly matched: MatchedPeople[] = [];
  readonly doubtful: DoubtfulPeople[] = [];

  constructor(before: AuthorList, after: AuthorList, institutesOf: InstitutesOf) {
    this.#institutesOf = institutesOf;
    for (const [people, list] of [
      [this.#before, before],
      [this.#after, after],
    ] as const) {
      const orcids = ownOrcids(list).own;
      for (const author of list.authors)
        people.set(author.key, { author, name: comparableName(author), orcid: orcids.get(author.key) });
    }
  }

  #take(before: Person, after: Person, by: MatchedBy): void {
    this.#before.delete(before.author.key);
    this.#after.delete(after.author.key);
    this.matched.push({ before: before.author, after: after.author, by });
  }

  #doubt(before: readonly Person[], after: readonly Person[], why: string): void {
    for (const { author } of before) this.#before.delete(author.key);
    for (const { author } of after) this.#after.delete(author.key);
    this.doubtful.push({
      before: before.map(({ author }) => author),
      after: after.map(({ author }) => author),
      why,
    });
  }

  /** By an identifier that stands with one author alone in each list. */
  byIds(by: "ORCID iD" | "INSPIRE id"): void {
    const idOf = (person: Person): string | undefined =>
      by === "ORCID iD" ? person.orcid : inspireIdOf(person.author);
    const after = onlyOnes(this.#after.values(), idOf);
    for (const [id, person] of onlyOnes(this.#before.values(), idOf)) {
      const other = after.get(id);
      if (other === undefined) continue;
      if (by === "INSPIRE id" && areOthers(person, other)) continue;
      if (areForeign(person.name, other.name))
        this.#doubt([person], [other], `they share the ${by} ${id}, and no name`);
      else this.#take(person, other, by);
    }
  }

  /** By a family name in the form that `keyOf` gives, and given names that may be one, as `may` says. */
  byNames(keyOf: (name: ComparableName) => string, isExact: boolean, may: MayBe = mayBe): void {
    const after = grouped(this.#after.values(), ({ name }) => keyOf(name));
    for (const [key, people] of grouped(this.#before.values(), ({ name }) => keyOf(name))) {
      const others = after.get(key);
      if (others === undefined || key === "") continue;
      for (const group of components(people, others, may))
        this.#settle(group.before, group.after, isExact, may);
    }
  }

  /** People of one name on both sides. */
  #settle(before: readonly Person[], after: readonly Person[], isExact: boolean, may: MayBe): void {
    const [left, right] = [new Set(before), new Set(after)];
    const pairUp = (by: MatchedBy, isPair: (one: Person, other: Person) => boolean): void => {
      for (const one of [...left]) {
        const fitting = [...right].filter((other) => may(one, other) && isPair(one, other));
        const [other] = fitting;
        if (other === undefined || fitting.length > 1) continue;
        if ([...left].some((rival) => rival !== one && may(rival, other) && isPair(rival, other))) continue;
        this.#take(one, other, by);
        left.delete(one);
        right.delete(other);
      }
    };
    const isAlone = before.length === 1 && after.length === 1;
    if (isExact && isAlone) pairUp("name", () => true);
    const sharesInstitute = (one: Person, other: Person): boolean => {
      const there = this.#institutesOf(other.author, "after");
      return [...this.#institutesOf(one.author, "before")].some((institute) => there.has(institute));
    };
    if (isExact) {
      // Same initials first: `A. B. Example` is not taken for `A. Example` while there is another.
      pairUp(
        "name",
        (one, other) =>
          givenIsSame(one.name.given, other.name.given) && isOnlyOf(one, left) && isOnlyOf(other, right),
      );
      pairUp("name and institute", sharesInstitute);
      pairUp("name, the only one left", () => left.size === 1 && right.size === 1);
    } else pairUp("similar name and institute", sharesInstitute);
    const rest = [...left].filter((one) => [...right].some((other) => may(one, other)));
    if (rest.length === 0) return;
    const others = [...right].filter((other) => rest.some((one) => may(one, other)));
    const why = isExact
      ? `${rest.length} on the earlier list and ${others.length} on the later one bear a name that may be one`
      : "the names are written otherwise and may be one person's";
    this.#doubt(rest, others, why);
  }

  get result(): PeopleMatching {
    return {
      matched: this.matched,
      doubtful: this.doubtful,
      onlyBefore: [...this.#before.values()].map(({ author }) => author),
      onlyAfter: [...this.#after.values()].map(({ author }) => author),
    };
  }
}

/** Whether nobody else of the group is printed with the same initials. */
function isOnlyOf(person: Person, group: ReadonlySet<Person>): boolean {
  return ![...group].some((other) => other !== person && givenIsSame(other.name.given, person.name.given));
}

function inspireIdOf({ ids }: Author): string | undefined {
  for (const { source, value } of ids) {
    if (!/^inspire/i.test(source.trim())) continue;
    const id = value.trim().toUpperCase();
    if (/^INSPIRE-\d{8}$/.test(id) || /^[A-Z]\.[A-Z.-]+\.\d+$/.test(id)) return id;
  }
  return undefined;
}

/** Different ORCID iDs are different people, or one with two accounts: never a match by name alone. */
function areOthers(one: Person, other: Person): boolean {
  return one.orcid !== undefined && other.orcid !== undefined && one.orcid !== other.orcid;
}

type MayBe = (one: Person, other: Person) => boolean;

const mayBe: MayBe = (one, other) => !areOthers(one, other) && givenMayBe(one.name.given, other.name.given);

/** As `mayBe`, also where an initial is another letter's in another transliteration. */
const mayBeWrittenOtherwise: MayBe = (one, other) =>
  !areOthers(one, other) && givenMayBeWrittenOtherwise(one.name.given, other.name.given);

/**
 * Names that have nothing in common: no word of the family names, nor the one in the other's place, and given names that cannot be
 * one. People change their family name and keep the given one.
 */
function areForeign(a: ComparableName, b: ComparableName): boolean {
  if (a.given.length > 0 && b.given.length > 0 && givenMayBe(a.given, b.given)) return false;
  const sounds = ({ family, given }: ComparableName): Set<string> =>
    new Set([...family, ...given].filter((word) => word.length > 1).map(soundsLike));
  const [some, others] = [sounds(a), sounds(b)];
  if ([...some].some((word) => others.has(word))) return false;
  const [one, other] = [soundsLike(familyLetters(a)), soundsLike(familyLetters(b))];
  return !one.includes(other) && !other.includes(one);
}

function grouped(people: Iterable<Person>, keyOf: (person: Person) => string): Map<string, Person[]> {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const key = keyOf(person);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [person]);
    else group.push(person);
  }
  return groups;
}

function onlyOnes(
  people: Iterable<Person>,
  idOf: (person: Person) => string | undefined,
): Map<string, Person> {
  const found = new Map<string, Person>();
  const twice = new Set<string>();
  for (const person of people) {
    const id = idOf(person);
    if (id === undefined) continue;
    if (found.has(id)) twice.add(id);
    else found.set(id, person);
  }
  for (const id of twice) found.delete(id);
  return found;
}

/** People of one family name, apart by who may be who. */
function components(
  before: readonly Person[],
  after: readonly Person[],
  may: MayBe,
): { readonly before: readonly Person[]; readonly after: readonly Person[] }[] {
  const left = new Set(before);
  const right = new Set(after);
  const found: { before: Person[]; after: Person[] }[] = [];
  for (const start of before) {
    if (!left.delete(start)) continue;
    const component = { before: [start], after: [] as Person[] };
    for (let grown = true; grown; ) {
      grown = false;
      for (const other of right)
        if (component.before.some((one) => may(one, other))) {
          right.delete(other);
          component.after.push(other);
          grown = true;
        }
      for (const one of left)
        if (component.after.some((other) => may(one, other))) {
          left.delete(one);
          component.before.push(one);
          grown = true;
        }
    }
    if (component.after.length > 0) found.push(component);
  }
  return found;
}

/** All words of a name that are no initials, in the order of the alphabet: family and given names in any order, divided anywhere. */
function allWords({ family, given }: ComparableName): string {
  const long = [...family, ...given].filter((word) => word.length > 2);
  return long.length === 0 ? "" : [...long].sort().join(" ");
}

/**
 * Matches the people of two lists.
 *
 *     matchPeople(before, after, institutesOf).doubtful
 */
export function matchPeople(
  before: AuthorList,
  after: AuthorList,
  institutesOf: InstitutesOf,
): PeopleMatching {
  const matcher = new Matcher(before, after, institutesOf);
  matcher.byIds("ORCID iD");
  matcher.byIds("INSPIRE id");
  matcher.byNames(familyLetters, true);
  matcher.byNames(allWords, true);
  matcher.byNames((name) => soundsLike(familyLetters(name)), false);
  // A family name of several words of which one list prints the last alone.
  matcher.byNames(({ family }) => soundsLike(family.at(-1) ?? ""), false);
  // Last, what only another transliteration explains: `E. Zhukov` and `Yevgeny Joukov`.
  matcher.byNames((name) => soundsLike(familyLetters(name)), false, mayBeWrittenOtherwise);
  matcher.byNames((name) => soundsLike(asFrench(familyLetters(name))), false, mayBeWrittenOtherwise);
  return matcher.result;
}
