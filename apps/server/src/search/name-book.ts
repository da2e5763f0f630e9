/**
 * Names, for the search: sealed in the store, they are opened once, which is a look of the server's at everybody, and kept in memory as
 * long as the server runs. Whoever is shown one by it looks at that person, and that is noted by the desk as everywhere.
 */
import type { Asker } from "@comity/access";
import { type ActSort, type Folded, fold, type PersonAct } from "@comity/registry";
import type { ServerContext } from "../context.ts";
import { entriesFrom } from "../registry/entries.ts";
import { fitOf, plain } from "./matching.ts";

const BY = "the server";
const PURPOSE = "finding people by name";
/** What tells who somebody is, or under which identifier. */
const OF_NAMES: ReadonlySet<ActSort> = new Set<ActSort>([
  "person",
  "merge",
  "alias",
  "erasure",
  "withdrawal",
]);
/** After these a name that was opened may be nobody's to know any more. */
const LETS_GO: ReadonlySet<ActSort> = new Set<ActSort>(["erasure", "alias"]);
const ENTRIES_AT_ONCE = 5_000;

interface Called {
  /** The names as they are. */
  readonly clear: readonly string[];
  /** What those see who may not know who is under an alias; undefined where nobody is. */
  readonly alias: readonly string[] | undefined;
}

const textsOf = ({ familyName, givenName = "", orcid = "", mail = "" }: PersonAct): string[] =>
  [`${givenName} ${familyName}`.trim(), `${familyName} ${givenName}`.trim(), orcid, mail]
    .filter(Boolean)
    .map(plain);

/** The names of a registry, as far as its ledger goes. */
export class NameBook {
  readonly #context: ServerContext;
  #names = new Map<string, Called>();
  #position = 0;
  #reading: Promise<void> | undefined;
  /** How often names were let go of: what was read before then may hold one of them. */
  #lettings = 0;

  constructor(context: ServerContext) {
    this.#context = context;
    const { store, followed } = context;
    // Ends when the store is closed.
    store.onEntries((entries) => {
      if (entries.some(({ act }) => LETS_GO.has(act.act as ActSort))) this.#letGo();
    }, followed.position + 1);
  }

  /** Whether a name of somebody is in memory now. */
  holds(person: string): boolean {
    return this.#names.has(person);
  }

  /** Somebody was erased, or came under an alias: their name must not wait here for the next search. */
  #letGo(): void {
    this.#lettings++;
    this.#names = new Map();
    this.#position = 0;
  }

  /**
   * The people whose names have all the words and may be read by the asker, the best first.
   *
   *     await book.find(asker, wordsOf("anna k"))    // ["p17", "p4"]
   */
  async find(asker: Asker, words: readonly string[]): Promise<string[]> {
    if (words.length === 0) return [];
    await this.#keepUp();
    const { gate } = this.#context;
    const found: { person: string; fit: number }[] = [];
    for (const [person, { clear, alias }] of this.#names) {
      const isOpen =
        alias === undefined || gate.may(asker, "read-protected-names", { kind: "person", id: person });
      const fit = fitOf(words, isOpen ? clear : alias);
      if (fit !== undefined) found.push({ person, fit });
    }
    found.sort((a, b) => a.fit - b.fit || (a.person < b.person ? -1 : 1));
    return gate
      .visible(asker, "read-names", "person", found, ({ person }) => person)
      .map((one) => one.person);
  }

  /** Reads what was recorded since; whoever asks meanwhile waits for the same reading. */
  #keepUp(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const { store, followed } = this.#context;
    if (this.#position === 0) return this.#readAll();
    const lettings = this.#lettings;
    const renamed = new Set<string>();
    while (this.#position < followed.position) {
      const entries = await entriesFrom(store, this.#position + 1, ENTRIES_AT_ONCE);
      if (lettings !== this.#lettings) return this.#readAll();
      if (entries.length === 0) return;
      for (const { act } of entries) {
        const sort = act.act as ActSort;
        if (!OF_NAMES.has(sort)) continue;
        // Whom a merge, an alias or a withdrawal is about depends on others: rare, so everything is read anew.
        if (sort !== "person" || act.corrects !== undefined) return this.#readAll();
        renamed.add(String(act.person));
      }
      this.#position = entries.at(-1)!.position;
    }
    if (renamed.size > 0) await this.#readSome([...renamed], followed.folded);
  }

  async #readAll(): Promise<void> {
    const lettings = this.#lettings;
    const { acts, head } = await this.#context.store.acts({ personal: "clear", by: BY, purpose: PURPOSE });
    const folded = fold(acts.filter(({ act }) => OF_NAMES.has(act)));
    const names = new Map<string, Called>();
    for (const [person, act] of folded.people) names.set(person, { clear: textsOf(act), alias: undefined });
    const hidden = acts.flatMap((act) =>
      act.act === "alias" ? [folded.merges.get(act.person) ?? act.person] : [],
    );
    const called = await this.#underAlias(hidden);
    for (const [person, alias] of called) {
      const known = names.get(person);
      if (known !== undefined) names.set(person, { ...known, alias });
    }
    if (lettings !== this.#lettings) return this.#readAll();
    this.#names = names;
    this.#position = head.position;
  }

  async #readSome(people: readonly string[], folded: Folded): Promise<void> {
    const lettings = this.#lettings;
    const own = [...new Set(people.map((person) => folded.merges.get(person) ?? person))];
    const opened = await this.#context.store.people(own, { personal: "clear", by: BY, purpose: PURPOSE });
    if (lettings !== this.#lettings) return this.#readAll();
    for (const [person, act] of opened)
      this.#names.set(person, { clear: textsOf(act), alias: this.#names.get(person)?.alias });
  }

  async #underAlias(people: readonly string[]): Promise<Map<string, string[]>> {
    if (people.length === 0) return new Map();
    const reading = { personal: "alias", by: BY, purpose: PURPOSE } as const;
    const called = await this.#context.store.people([...new Set(people)], reading);
    return new Map([...called].map(([person, act]) => [person, textsOf(act)]));
  }
}

const books = new WeakMap<ServerContext, NameBook>();

/** The book of a server. */
export function nameBookOf(context: ServerContext): NameBook {
  const found = books.get(context) ?? new NameBook(context);
  books.set(context, found);
  return found;
}
