/**
 * Which institute an organisation on a list is, and which party speaks for it: by its ids, by its names in several forms, and, for
 * one that nobody knows, by its place, which is said to be a presumption. An institute that cannot be told is reported, not guessed.
 */
import { type Folded, rorFault } from "@comity/registry";
import type { Organisation } from "../list/author-list.ts";
import { isNeutral } from "../list/neutral-line.ts";
import { type InstituteTables, instituteTables, isDistinctive, type Phrase } from "./institute-table.ts";
import { nameWords, phraseAt } from "./name-words.ts";
import { stateOfAddress, stateOfName } from "./place-names.ts";

/** How an organisation was told: by an id, by its name, by where it sits, not at all; or it is a line that names none. */
export type ToldBy = "registry id" | "ROR id" | "name" | "place" | "nothing" | "neutral line";

export interface Recognised {
  readonly toldBy: ToldBy;
  /** The registry's id of the institute, else that of the table. */
  readonly institute?: string;
  readonly title?: string;
  /** The party that speaks for it: a state's code, or the id of an organisation. */
  readonly party?: string;
  /** Other parties whose institutes the name mentions too: a line that joins two institutes. */
  readonly others: readonly string[];
  /** What somebody should look at: a guess by place, two institutes in one line, an id and a name that disagree. */
  readonly doubt?: string;
}

/** An institute of a registry or of the tables. */
interface Known {
  readonly id: string;
  readonly title: string;
  readonly seat: string;
  readonly party: string;
}

interface KnownPhrase {
  readonly words: readonly string[];
  readonly institute: Known;
  readonly speaks: Phrase["speaks"];
}

/** An index of institutes: those of a registry, and where it says nothing those of the tables of this package. */
export class InstituteIndex {
  readonly #tables: InstituteTables = instituteTables();
  readonly #byId = new Map<string, Known>();
  readonly #byRor = new Map<string, Known>();
  /** Phrases by their first word. */
  readonly #phrases = new Map<string, KnownPhrase[]>();

  constructor(folded?: Pick<Folded, "institutes">) {
    for (const [id, { title, seat, governedBy, ror, city }] of folded?.institutes ?? []) {
      const known: Known = { id, title, seat, party: governedBy };
      this.#byId.set(id, known);
      if (ror !== undefined) this.#byRor.set(ror, known);
      const words = nameWords(title);
      this.#add(words, known, isDistinctive(words) ? "alone" : "placed");
      if (city !== undefined) this.#add([...words, ...nameWords(city)], known, "alone");
    }
    for (const { words, institute, speaks } of this.#tables.phrases)
      this.#add(words, this.#inRegistry(institute), speaks);
  }

  /** The registry's word on an institute of the tables, where it has one. */
  #inRegistry(institute: Known & { readonly ror?: string }): Known {
    const { ror } = institute;
    return (
      this.#byId.get(institute.id) ?? (ror === undefined ? undefined : this.#byRor.get(ror)) ?? institute
    );
  }

  #add(words: readonly string[], institute: Known, speaks: Phrase["speaks"]): void {
    const first = words[0];
    if (first === undefined) return;
    const list = this.#phrases.get(first);
    if (list === undefined) this.#phrases.set(first, [{ words, institute, speaks }]);
    else list.push({ words, institute, speaks });
  }

  /**
   * Tells which institute an organisation is.
   *
   *     index.recognise({ key: "o1", name: "JINR, Dubna, Russia", ids: [] }).party   // "JINR"
   */
  recognise(organisation: Organisation): Recognised {
    if (isNeutral(organisation)) return { toldBy: "neutral line", others: [] };
    const byId = this.#byIds(organisation);
    const byName = this.#byNames(organisation);
    if (byId !== undefined) {
      if (byName?.party === undefined || byName.toldBy === "place" || byName.party === byId.party)
        return byId;
      const doubt = `its id is that of ${byId.title}, its name that of ${byName.title}; the id counts`;
      return { ...byId, others: [byName.party], doubt };
    }
    return (
      byName ?? { toldBy: "nothing", others: [], doubt: "neither its name nor its place tells which it is" }
    );
  }

  #byIds({ ids, key }: Organisation): Recognised | undefined {
    for (const { source, value } of ids) {
      const written = value.trim();
      const own = this.#byId.get(written);
      if (own !== undefined) return told("registry id", own);
      if (!/^ror$/i.test(source.trim()) && !/ror\.org\//i.test(written)) continue;
      const ror = written.replace(/^.*ror\.org\//i, "").toLowerCase();
      if (rorFault(ror) !== undefined) continue;
      const known = this.#byRor.get(ror) ?? this.#tabled(ror);
      if (known !== undefined) return told("ROR id", known);
    }
    const own = this.#byId.get(key);
    return own === undefined ? undefined : told("registry id", own);
  }

  #tabled(ror: string): Known | undefined {
    const institute = this.#tables.byRor.get(ror);
    return institute === undefined ? undefined : this.#inRegistry(institute);
  }

  #byNames(organisation: Organisation): Recognised | undefined {
    const { name, ids, address, country } = organisation;
    const written = [name, ...(address === undefined ? [] : [address])].join(", ");
    const state = stateOfAddress(written) ?? (country === undefined ? undefined : stateOfCountry(country));
    const cities = this.#citiesIn(nameWords(written));
    const isPlaced = ({ seat }: Known): boolean => (state === undefined ? cities.has(seat) : state === seat);
    const texts = [
      written,
      ...ids
        .filter(({ source, value }) => /^(inspire|internal)$/i.test(source.trim()) && /\p{L}{3}/u.test(value))
        .map(({ value }) => value),
    ];
    for (const text of texts) {
      const found = this.#mentioned(nameWords(text), state, isPlaced);
      if (found !== undefined) return found;
    }
    if (state !== undefined)
      return {
        toldBy: "place",
        party: state,
        others: [],
        doubt: `nobody registered it; presumed to be governed by \`${state}\`, which its address names`,
      };
    if (cities.size === 1) {
      const [seat] = cities as Iterable<string> as [string];
      return {
        toldBy: "place",
        party: seat,
        others: [],
        doubt: `nobody registered it; presumed to be governed by \`${seat}\`, where its city lies`,
      };
    }
    return undefined;
  }

  /** The states of the cities that stand in the text: a city that several states have tells nothing. */
  #citiesIn(words: readonly string[]): Set<string> {
    const found = new Set<string>();
    for (let from = 0; from < words.length; from++)
      for (let length = 1; length <= 3 && from + length <= words.length; length++) {
        const seats = this.#tables.cities.get(words.slice(from, from + length).join(" "));
        if (seats?.size === 1) for (const seat of seats) found.add(seat);
      }
    return found;
  }

  /** The institutes whose names stand in the text; the longest name counts, and another party's beside it is mentioned. */
  #mentioned(
    words: readonly string[],
    state: string | undefined,
    isPlaced: (institute: Known) => boolean,
  ): Recognised | undefined {
    const found: { readonly phrase: KnownPhrase; readonly from: number }[] = [];
    for (let from = 0; from < words.length; from++)
      for (const phrase of this.#phrases.get(words[from]!) ?? []) {
        if (phraseAt(words.slice(from, from + phrase.words.length), phrase.words) !== 0) continue;
        const { institute, speaks } = phrase;
        // A name whose institute sits elsewhere than the address says is another institute's.
        if (state !== undefined && institute.seat !== state) continue;
        if (speaks === "placed" && !isPlaced(institute)) continue;
        found.push({ phrase, from });
      }
    const best = found.reduce<(typeof found)[number] | undefined>(
      (longest, one) =>
        longest === undefined || one.phrase.words.length > longest.phrase.words.length ? one : longest,
      undefined,
    );
    if (best === undefined) return undefined;
    const own = best.phrase.institute;
    const to = best.from + best.phrase.words.length;
    const others = found
      .filter(({ from, phrase }) => from + phrase.words.length <= best.from || from >= to)
      .map(({ phrase }) => phrase.institute)
      .filter(({ party }) => party !== own.party);
    if (others.length === 0) return told("name", own);
    const parties = [...new Set(others.map(({ party }) => party))];
    const doubt = `the line names ${own.title} and ${others[0]!.title}, for which different parties speak`;
    return { ...told("name", own), others: parties, doubt };
  }
}

function told(toldBy: ToldBy, { id, title, party }: Known): Recognised {
  return { toldBy, institute: id, title, party, others: [] };
}

/** A country as a field of a file gives it: a code or a name. */
function stateOfCountry(country: string): string | undefined {
  return /^[A-Za-z]{2}$/.test(country.trim()) ? country.trim().toUpperCase() : stateOfName(country);
}
