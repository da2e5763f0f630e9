/** What the registry has, by everything by which a row may name it. */
import { type Day, OPEN } from "@comity/calendar";
import {
  type Act,
  type AffiliationAct,
  type AliasAct,
  type ErasureAct,
  type Folded,
  fold,
  type InstituteAct,
  lettersOf,
  type PartyAct,
  type PersonAct,
  type SignatureAct,
} from "@comity/registry";
import type { ImportedTable } from "../incoming.ts";
import { familyKey, givenWords, type PersonName, wordsMayBe } from "./names.ts";

/** An affiliation that counts, with the days on which it holds: `[from, to)`. */
export interface KnownTie {
  readonly act: AffiliationAct;
  readonly from: Day;
  readonly to: Day;
  /** The acts that end it, besides its own last day. */
  readonly endedBy: readonly string[];
}

/** An act that registers something. */
export type EntityAct = PartyAct | InstituteAct | PersonAct | SignatureAct;

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const NONE: readonly never[] = [];

/** Somebody of a family name; the given name is taken apart when it is asked for. */
interface Called {
  readonly id: string;
  given?: readonly string[];
}

export class Known {
  readonly folded: Folded;
  readonly acts: readonly Act[];
  readonly #byOrcid = new Map<string, string[]>();
  readonly #byFamily = new Map<string, Called[]>();
  readonly #byRor = new Map<string, string[]>();
  readonly #byTitle = new Map<string, string[]>();
  readonly #ties = new Map<string, KnownTie[]>();
  /** People under an alias, with what stands in the place of their names. */
  readonly aliases = new Map<string, string[]>();
  /** People of whom nothing personal is left. */
  readonly erased = new Set<string>();
  readonly #agreements: ReadonlyMap<string, SignatureAct>;

  constructor(acts: readonly Act[]) {
    this.acts = acts;
    const folded = fold(acts);
    this.folded = folded;
    for (const [id, { orcid, familyName }] of folded.people) {
      if (orcid !== undefined) append(this.#byOrcid, orcid, id);
      append(this.#byFamily, familyKey({ familyName }), { id });
    }
    for (const [id, { ror, title }] of folded.institutes) {
      if (ror !== undefined) append(this.#byRor, ror, id);
      append(this.#byTitle, lettersOf(title), id);
    }
    const { ledger } = folded;
    for (const index of ledger.index.ofSort("affiliation")) {
      if (!ledger.isOperative(index)) continue;
      const act = ledger.act(index) as AffiliationAct;
      const endedBy = ledger.endsOf(index).map((end) => ledger.act(end).id);
      append(this.#ties, act.person, { act, from: act.on, to: ledger.endOf(index), endedBy });
    }
    for (const index of ledger.index.ofSort("alias")) {
      const act = ledger.act(index) as AliasAct;
      if (ledger.isOperative(index)) append(this.aliases, this.counting(act.person), act.alias);
    }
    // What was destroyed does not come back, whatever became of the act.
    for (const index of ledger.index.ofSort("erasure"))
      this.erased.add(this.counting((ledger.act(index) as ErasureAct).person));
    this.#agreements = new Map([...folded.agreements].map(([id, { signature }]) => [id, signature]));
  }

  /** The person for whom everything about an identifier counts: two of them may have been merged. */
  counting(person: string): string {
    return this.folded.merges.get(person) ?? person;
  }

  /** The act that registers something, as it stands. */
  entity(table: ImportedTable, id: string): EntityAct | undefined {
    const { parties, institutes, people } = this.folded;
    if (table === "parties") return parties.get(id);
    if (table === "institutes") return institutes.get(id);
    if (table === "people") return people.get(this.counting(id));
    return table === "agreements" ? this.#agreements.get(id) : undefined;
  }

  peopleOfOrcid(orcid: string): readonly string[] {
    return this.#byOrcid.get(orcid) ?? NONE;
  }

  /** The people whose name may be this one. */
  peopleCalled(name: PersonName): string[] {
    const { people } = this.folded;
    const given = givenWords(name.givenName);
    return (this.#byFamily.get(familyKey(name)) ?? NONE).flatMap((called: Called) => {
      called.given ??= givenWords(people.get(called.id)!.givenName);
      return wordsMayBe(given, called.given) ? called.id : [];
    });
  }

  institutesOfRor(ror: string): readonly string[] {
    return this.#byRor.get(ror) ?? NONE;
  }

  /** The institutes whose title has the same letters. */
  institutesCalled(title: string): readonly string[] {
    return this.#byTitle.get(lettersOf(title)) ?? NONE;
  }

  ties(person: string): readonly KnownTie[] {
    return this.#ties.get(person) ?? NONE;
  }

  /** Whether a tie goes on after a day. */
  static goesOn({ to }: KnownTie, day: Day): boolean {
    return to === OPEN || to > day;
  }
}
