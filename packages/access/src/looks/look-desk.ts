/**
 * The one place where people's data is looked at: it asks the gate, wants to know what for, and records who looked at whom before
 * anything is shown.
 */
import { didYouMean } from "@comity/policy";
import type { PersonAct } from "@comity/registry";
import type { Look, Store } from "@comity/store";
import { AccessError } from "../access-error.ts";
import type { Asker } from "../asker.ts";
import type { Gate } from "../gate.ts";

/** What the desk needs of a store. */
export type LookedAt = Pick<Store, "people" | "noteLooks">;

/** What somebody is called, as far as whoever asked may know it. */
export interface PersonalName {
  /** The identifier asked about. */
  readonly person: string;
  /** The family name; the alias of whoever is under one; `erased` of whoever was erased. */
  readonly familyName: string;
  readonly givenName?: string;
  readonly orcid?: string;
  readonly mail?: string;
}

export interface LookDesk {
  /**
   * What somebody looks at people for: what they say, or the only purpose that they have.
   *
   * @throws AccessError `purpose-unknown` where it is none of theirs, `purpose-needed` where they have several and say none.
   */
  purposeOf(asker: Asker, said: string | undefined): string;

  /**
   * Notes that somebody looks at what is known of people, without names; of everybody where nobody is named. Shown may be what
   * is asked for once it comes back. Whether they may is the gate's to say.
   */
  note(asker: Asker, purpose: string, people: readonly string[] | "everybody"): Promise<void>;

  /**
   * As `note`, once a day for each person: for machines that ask thousands of times a day whether somebody may enter. What is noted is
   * that this machine asks about this person on that day. Undefined where all of it stands in the book already: then nothing is to be
   * waited for.
   */
  noteOnceADay(asker: Asker, purpose: string, people: readonly string[]): Promise<void> | undefined;

  /**
   * The names of people, of those whose names somebody may see; a look at each of them is noted first. People under an alias are called by
   * it, unless the asker may see who they are.
   *
   *     const names = await desk.names(asker, desk.purposeOf(asker, "registration"), ["p17", "p18"]);
   */
  names(asker: Asker, purpose: string, people: readonly string[]): Promise<ReadonlyMap<string, PersonalName>>;
}

/** What a desk works with. */
export interface DeskOptions {
  readonly store: LookedAt;
  readonly gate: Gate;
  readonly clock?: () => Date;
}

/** Opens a desk over a store. */
export function openLookDesk({ store, gate, clock = () => new Date() }: DeskOptions): LookDesk {
  return new Desk(store, gate, clock);
}

const DAY_MILLISECONDS = 86_400_000;
/** It stands in the book of looks. */
const DURABLE = "durable";

/** Who looks, in the book of looks. */
function lookerOf({ account, via }: Asker): string {
  if (account === undefined) return "the public";
  return via === "demo" ? `${account} (demo)` : account;
}

function nameOf(person: string, { familyName, givenName, orcid, mail }: PersonAct): PersonalName {
  return {
    person,
    familyName,
    ...(givenName === undefined ? {} : { givenName }),
    ...(orcid === undefined ? {} : { orcid }),
    ...(mail === undefined ? {} : { mail }),
  };
}

class Desk implements LookDesk {
  readonly #store: LookedAt;
  readonly #gate: Gate;
  readonly #clock: () => Date;
  /** Of one day: by who asked and what for, those about whom that is durable, or about to be. */
  #noted = new Map<string, Map<string, Promise<void> | typeof DURABLE>>();
  /** In days since 1 January 1970, in UTC. */
  #notedOn = Number.NaN;
  /** What is being written, and what comes after it. */
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #gathered: Omit<Look, "at">[] = [];

  constructor(store: LookedAt, gate: Gate, clock: () => Date) {
    this.#store = store;
    this.#gate = gate;
    this.#clock = clock;
  }

  purposeOf(asker: Asker, said: string | undefined): string {
    const own = this.#gate.purposes(asker);
    const listed = own.map((purpose) => `\`${purpose}\``).join(", ");
    if (said === undefined) {
      if (own.length === 1) return own[0]!;
      throw new AccessError("incorrect", "purpose-needed", "it is not said what people are looked at for", {
        help: own.length === 0 ? "your account has no purpose for that" : `say one of: ${listed}`,
      });
    }
    if (own.includes(said)) return said;
    throw new AccessError(
      "refused",
      "purpose-unknown",
      `\`${said}\` is nothing that your account may look at people for`,
      {
        help:
          own.length === 0
            ? "your account has no purpose for that"
            : (didYouMean(said, own) ?? `say one of: ${listed}`),
      },
    );
  }

  async note(asker: Asker, purpose: string, people: readonly string[] | "everybody"): Promise<void> {
    const by = lookerOf(asker);
    const whom = people === "everybody" ? [null] : new Set(people);
    await this.#store.noteLooks(Array.from(whom, (person) => ({ by, purpose, person })));
  }

  noteOnceADay(asker: Asker, purpose: string, people: readonly string[]): Promise<void> | undefined {
    const noted = this.#notedBy(asker, purpose);
    if (people.every((person) => noted.get(person) === DURABLE)) return undefined;
    const fresh = [...new Set(people)].filter((person) => !noted.has(person));
    if (fresh.length > 0) {
      const by = lookerOf(asker);
      const noting = this.#together(fresh.map((person) => ({ by, purpose, person })));
      for (const person of fresh) noted.set(person, noting);
      noting.then(
        () => {
          for (const person of fresh) noted.set(person, DURABLE);
        },
        () => {
          for (const person of fresh) noted.delete(person);
        },
      );
    }
    // One that another question is about to note counts once that is done.
    const waitedFor = new Set<unknown>(people.map((person) => noted.get(person)));
    return Promise.all(waitedFor).then(() => undefined);
  }

  #notedBy(asker: Asker, purpose: string): Map<string, Promise<void> | typeof DURABLE> {
    const today = Math.floor(this.#clock().getTime() / DAY_MILLISECONDS);
    if (today !== this.#notedOn) {
      this.#noted = new Map();
      this.#notedOn = today;
    }
    // No account's name holds a line's end, and no purpose.
    const key = `${lookerOf(asker)}\n${purpose}`;
    let noted = this.#noted.get(key);
    if (noted === undefined) {
      noted = new Map();
      this.#noted.set(key, noted);
    }
    return noted;
  }

  /** Notes looks with those that others are about to note: while some are written the next ones gather. */
  #together(looks: readonly Omit<Look, "at">[]): Promise<void> {
    this.#gathered.push(...looks);
    this.#next ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        const all = this.#gathered;
        this.#gathered = [];
        this.#writing = this.#next!;
        this.#next = undefined;
        return this.#store.noteLooks(all);
      });
    return this.#next;
  }

  async names(
    asker: Asker,
    purpose: string,
    people: readonly string[],
  ): Promise<ReadonlyMap<string, PersonalName>> {
    const asked = this.purposeOf(asker, purpose);
    const seen = this.#gate.visible(asker, "read-names", "person", [...new Set(people)], (id) => id);
    if (seen.length === 0) return new Map();
    const isClear = (person: string): boolean =>
      this.#gate.may(asker, "read-protected-names", { kind: "person", id: person });
    const clear = new Set(seen.filter(isClear));
    const by = lookerOf(asker);
    const read = (personal: "alias" | "clear", some: Iterable<string>) =>
      this.#store.people([...some], { personal, by, purpose: asked });
    const opened = await read("clear", clear);
    const called = await read(
      "alias",
      seen.filter((person) => !clear.has(person)),
    );
    return new Map(
      seen.flatMap((person) => {
        const act = opened.get(person) ?? called.get(person);
        return act === undefined ? [] : [[person, nameOf(person, act)] as const];
      }),
    );
  }
}
