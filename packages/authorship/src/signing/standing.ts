/**
 * How the institutes of a list stand on two days: which agreement governs each on the paper's reference date, and whether that agreement
 * is in force when the paper is published. The agreement is asked, never the country: a state's agreement governs the institutes
 * for which that state speaks, and an international laboratory is a party of its own wherever it sits.
 */
import { type Day, has, intersection, SINCE_EVER } from "@comity/calendar";
import type { AgreementLife, Folded, InstituteAct, PartyKind } from "@comity/registry";
import { InstituteIndex, type Recognised, type ToldBy } from "../institutes/recognise.ts";
import type { AuthorList, Organisation } from "../list/author-list.ts";

/** How the governing agreement stands when the paper is published. */
export type AgreementState =
  /** A party without a cooperation agreement: a member state, or one of which the registry knows none. */
  | "none"
  | "in force"
  | "suspended"
  | "ended"
  /** Signed, and not yet in force. */
  | "not yet"
  /** Nobody could tell whose institute it is. */
  | "unknown";

export interface Standing {
  /** The organisation's key in the list. */
  readonly organisation: string;
  /** As the list prints it. */
  readonly name: string;
  readonly toldBy: ToldBy;
  readonly institute?: string;
  readonly title?: string;
  readonly party?: string;
  readonly partyTitle?: string;
  /** Whether the party is an international organisation or laboratory, and no state. */
  readonly isInternational: boolean;
  /** The cooperation agreement that governs it on the reference date; where none does then, the last one before, else the first after. */
  readonly agreement?: string;
  /** Agreements that the governing one followed, and that followed it. */
  readonly agreementFamily: readonly string[];
  readonly state: AgreementState;
  /** The first day on which the agreement is no longer in force, where it has ended by the publication. */
  readonly endedOn?: Day;
  /** Parties of other institutes that the same line names. */
  readonly others: readonly string[];
  readonly doubt?: string;
}

/** The two days of a paper. */
export interface PaperDates {
  /** Who signs, and at which institute. */
  readonly reference: Day;
  /** How it is printed. */
  readonly published: Day;
}

/** What a registry says of agreements and institutes, ready to be asked about any list. */
export class Governance {
  readonly #folded: Folded;
  readonly #host: string;
  readonly #index: InstituteIndex;
  /** A list is printed under one policy after the other: its institutes are told once. */
  readonly #recognised = new WeakMap<Organisation, Recognised>();
  /** Cooperation agreements by the partner's id. */
  readonly #agreements = new Map<string, AgreementLife[]>();
  /** The acts by which each institute came under a party, in the order of their days. */
  readonly #speakers = new Map<string, { readonly act: InstituteAct; readonly to: Day }[]>();

  /** `host` is the party on the other side of every cooperation agreement; the registry's own, else `CERN`. */
  constructor(folded: Folded, host = "CERN") {
    this.#folded = folded;
    this.#host = host;
    this.#index = new InstituteIndex(folded);
    for (const life of folded.agreements.values()) {
      if (life.signature.kind !== "ICA") continue;
      for (const { party } of life.parties) {
        if (party === host) continue;
        const list = this.#agreements.get(party);
        if (list === undefined) this.#agreements.set(party, [life]);
        else if (!list.includes(life)) list.push(life);
      }
    }
    for (const list of this.#agreements.values())
      list.sort((a, b) => (a.from ?? SINCE_EVER) - (b.from ?? SINCE_EVER));
    const { ledger } = folded;
    for (const at of ledger.index.ofSort("institute")) {
      if (!ledger.isOperative(at)) continue;
      const act = ledger.act(at) as InstituteAct;
      const entry = { act, to: ledger.endOf(at) };
      const list = this.#speakers.get(act.institute);
      if (list === undefined) this.#speakers.set(act.institute, [entry]);
      else list.push(entry);
    }
  }

  get host(): string {
    return this.#host;
  }

  /** Which institute an organisation is, whoever governs it. */
  recognise(organisation: Organisation): Recognised {
    const known = this.#recognised.get(organisation);
    if (known !== undefined) return known;
    const recognised = this.#index.recognise(organisation);
    this.#recognised.set(organisation, recognised);
    return recognised;
  }

  titleOf(party: string): string {
    return this.#folded.parties.get(party)?.title ?? party;
  }

  isInternational(party: string): boolean {
    const kind: PartyKind | undefined = this.#folded.parties.get(party)?.kind;
    // A state's code has two letters; what the registry does not know and has a longer id is an organisation.
    return kind === undefined ? !/^[A-Z]{2}$/.test(party) : kind === "Organisation" || kind === "Laboratory";
  }

  /** Who speaks for an institute on a day; what the registry last said of it where it says nothing of that day. */
  #partyOn(recognised: Recognised, on: Day): string | undefined {
    const acts = recognised.institute === undefined ? undefined : this.#speakers.get(recognised.institute);
    const then = acts?.find(({ act, to }) => act.on <= on && on < to);
    return then?.act.governedBy ?? recognised.party;
  }

  /** The agreement that governs a party's institutes on a day; else the last that did, else the next. */
  #governing(party: string, on: Day): AgreementLife | undefined {
    const lives = (this.#agreements.get(party) ?? []).filter(({ from }) => from !== undefined);
    return (
      lives.findLast((life) => has(bound(life, party), on)) ??
      lives.findLast(({ from }) => from! <= on) ??
      lives[0]
    );
  }

  /** Agreements of the party that one followed or that followed it. */
  #family(life: AgreementLife, party: string): AgreementLife[] {
    const all = this.#agreements.get(party) ?? [];
    const family = new Set([life]);
    let grown = true;
    while (grown) {
      grown = false;
      for (const one of all) {
        if (family.has(one)) continue;
        const isNext = [...family].some(
          (other) =>
            one.signature.succeeds === other.agreement ||
            other.signature.succeeds === one.agreement ||
            one.end?.agreement === other.agreement ||
            other.end?.agreement === one.agreement,
        );
        if (!isNext) continue;
        family.add(one);
        grown = true;
      }
    }
    return [...family];
  }

  /** How an organisation of a list stands. */
  standing(organisation: Organisation, dates: PaperDates): Standing {
    const recognised = this.recognise(organisation);
    const party = this.#partyOn(recognised, dates.reference);
    const about = {
      organisation: organisation.key,
      name: organisation.name,
      toldBy: recognised.toldBy,
      others: recognised.others,
      ...(recognised.institute === undefined ? {} : { institute: recognised.institute }),
      ...(recognised.title === undefined ? {} : { title: recognised.title }),
      ...(recognised.doubt === undefined ? {} : { doubt: recognised.doubt }),
    };
    if (party === undefined)
      return { ...about, isInternational: false, agreementFamily: [], state: "unknown" };
    const ofParty = { party, partyTitle: this.titleOf(party), isInternational: this.isInternational(party) };
    const governing = this.#governing(party, dates.reference);
    if (governing === undefined) return { ...about, ...ofParty, agreementFamily: [], state: "none" };
    const family = this.#family(governing, party);
    const { state, endedOn } = stateOn(family, party, dates.published);
    return {
      ...about,
      ...ofParty,
      agreement: governing.agreement,
      agreementFamily: family.map(({ agreement }) => agreement),
      state,
      ...(endedOn === undefined ? {} : { endedOn }),
    };
  }

  /** How all organisations of a list stand, in the order of the list. */
  standings(list: Pick<AuthorList, "organisations">, dates: PaperDates): readonly Standing[] {
    return list.organisations.map((organisation) => this.standing(organisation, dates));
  }
}

/** The days on which an agreement binds a party. */
function bound(life: AgreementLife, party: string): AgreementLife["inForce"]["days"] {
  const own = life.parties.find((one) => one.party === party);
  return own === undefined ? life.inForce.days : intersection(life.inForce.days, own.because.days);
}

/** How agreements that follow one another stand on a day. */
function stateOn(
  family: readonly AgreementLife[],
  party: string,
  on: Day,
): { readonly state: AgreementState; readonly endedOn?: Day } {
  const now = family.find((life) => has(bound(life, party), on));
  if (now !== undefined)
    return { state: now.suspended.some(({ days }) => has(days, on)) ? "suspended" : "in force" };
  const ends = family
    .map((life) => bound(life, party).at(-1) as Day | undefined)
    .filter((end): end is Day => end !== undefined && end <= on);
  return ends.length === 0 ? { state: "not yet" } : { state: "ended", endedOn: Math.max(...ends) as Day };
}
