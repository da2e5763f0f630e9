/** The names that a folded registry knows, by kind: to find what a command names, and to print what an answer names. */
import { CalendarError, day } from "@comity/calendar";
import { didYouMean, type Policy, type Value } from "@comity/policy";
import { type Folded, PARTY_KINDS, SEALED } from "@comity/registry";
import { Refusal } from "./refusal.ts";
import { clean } from "./text/width.ts";

/** More names than this are not compared letter by letter: the answer would not be worth the wait. */
const MOST_COMPARED = 100_000;

/** Kinds whose entities are parties, whether a policy says so or not. */
const PARTIES: ReadonlySet<string> = new Set(["Party", "Institute", ...PARTY_KINDS]);

/** What each kind of entity is called, in the registry's own tables. */
export class Names {
  readonly #folded: Folded;
  readonly #policy: Policy | undefined;
  readonly #parents: ReadonlyMap<string, string | undefined>;

  constructor(folded: Folded, policy?: Policy) {
    this.#folded = folded;
    this.#policy = policy;
    this.#parents = new Map(policy?.kinds.map(({ name, parent }) => [name, parent]));
  }

  /** The title of an entity of a kind, such as `Minsk State Linguistic University`; undefined where it has none. */
  titleOf(kind: string, id: string): string | undefined {
    const { people, institutes, parties, experiments, agreements, bodies } = this.#folded;
    const person = kind === "Person" ? people.get(id) : undefined;
    if (person?.familyName === SEALED) return undefined;
    if (person !== undefined)
      return clean([person.givenName, person.familyName].filter((part) => part !== undefined).join(" "));
    const title =
      kind === "Agreement"
        ? agreements.get(id)?.signature.title
        : kind === "Experiment"
          ? experiments.get(id)?.title
          : kind === "Body"
            ? bodies.get(id)?.title
            : this.#isParty(kind)
              ? (institutes.get(id) ?? parties.get(id))?.title
              : undefined;
    return title === undefined || title === id ? undefined : clean(title);
  }

  /** Whether a kind is one of parties, or stands under one that is. */
  #isParty(kind: string): boolean {
    let at: string | undefined = kind;
    for (let steps = 0; at !== undefined && steps <= this.#parents.size; steps++) {
      if (PARTIES.has(at)) return true;
      at = this.#parents.get(at);
    }
    return false;
  }

  /** How an answer names an entity: people and institutes by name with the identifier to ask on with, parties by name. */
  written(kind: string, id: string): string {
    const title = this.titleOf(kind, id);
    if (title === undefined) return clean(id);
    if (kind === "Person" || kind === "Institute") return `${title} (${clean(id)})`;
    if (kind === "Agreement" || kind === "Experiment") return clean(id);
    return title;
  }

  /** Every identifier of a kind; undefined where the registry keeps no list of that kind. */
  #known(kind: string): Iterable<string> | undefined {
    const { people, institutes, parties, experiments, agreements, bodies } = this.#folded;
    switch (kind) {
      case "Person":
        return people.keys();
      case "Agreement":
        return agreements.keys();
      case "Experiment":
        return experiments.keys();
      case "Body":
        return bodies.keys();
      case "Institute":
        return institutes.keys();
      case "Party":
        return [...institutes.keys(), ...parties.keys()];
      default:
        return this.#parents.get(kind) === "Party" ? parties.keys() : this.#stated(kind);
    }
  }

  /** What declared records name in their columns of a kind; undefined where they name nothing of it. */
  #stated(kind: string): Iterable<string> | undefined {
    const { facts, records } = this.#folded;
    const names = new Set<string>();
    for (const { name, columns } of this.#policy?.records ?? []) {
      const table = records.has(name) ? facts.tables.get(name) : undefined;
      if (table === undefined || kind === "Text") continue;
      columns.forEach((column, at) => {
        if (column.kind !== kind) return;
        for (const code of table.columns[at]!) names.add(facts.symbols.value("Text", code) as string);
      });
    }
    return names.size === 0 ? undefined : names;
  }

  /** The value that a word on the command line stands for in a column of that kind. */
  valueOf(kind: string, word: string): Value {
    if (kind === "Number") {
      const number = Number(word);
      if (word.trim() !== "" && Number.isFinite(number)) return number;
      throw new Refusal(`\`${word}\` is not a number`);
    }
    if (kind === "Day") {
      try {
        return day(word);
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        throw new Refusal(error.message, error.help);
      }
    }
    const known = this.#known(kind);
    if (known === undefined) return word;
    const ids = new Set(known);
    if (ids.has(word)) return word;
    // Somebody who was merged is known under the identifier for which everything counts.
    const into = kind === "Person" ? this.#folded.merges.get(word) : undefined;
    if (into !== undefined) return into;
    const near = didYouMean(word, [...ids].slice(0, MOST_COMPARED)) ?? this.#byTitle(kind, word, ids);
    const none = ids.size === 0 ? `the registry knows no ${kind.toLowerCase()} at all` : undefined;
    throw new Refusal(`no ${kind.toLowerCase()} \`${word}\` is known`, near ?? none);
  }

  /** Somebody may write a name instead of an identifier. */
  #byTitle(kind: string, word: string, ids: Iterable<string>): string | undefined {
    const wanted = word.toLowerCase();
    const found: string[] = [];
    for (const id of ids) {
      const title = this.titleOf(kind, id);
      if (title?.toLowerCase().includes(wanted)) found.push(`\`${id}\` (${title})`);
      if (found.length === 3) break;
    }
    return found.length === 0 ? undefined : `identifiers are expected; is it ${found.join(", or ")}?`;
  }
}
