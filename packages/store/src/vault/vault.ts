/**
 * The vault: seals the personal fields of acts before they are written and opens them for who may read them. It holds the
 * master key and asks a shelf for wrapped keys each time, so that a key that another process destroyed opens nothing.
 */
import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { type ActJson, ERASED, SEALED } from "@comity/registry";
import { StoreError } from "../store-error.ts";
import { KEY_BYTES } from "./aes-gcm.ts";
import { DOCUMENT_KEY, type KeyShelf, rotatedMeanwhile, type Shelved } from "./key-shelf.ts";
import type { MasterKey } from "./master-key.ts";
import {
  differingMembers,
  impersonal,
  isPersonal,
  openAct,
  personOf,
  sealAct,
  withPlaceholder,
} from "./sealed-act.ts";

function erased(person: string): StoreError {
  return new StoreError(
    "refused",
    "person-erased",
    `\`${person}\` was erased: nothing personal can be recorded under that identifier again`,
    { help: "register the person under a new identifier" },
  );
}

/** Seals and opens. Cheap to make: one for each transaction on PostgreSQL. */
export class Vault {
  readonly #master: MasterKey;
  readonly #shelf: KeyShelf;

  constructor(master: MasterKey, shelf: KeyShelf) {
    this.#master = master;
    this.#shelf = shelf;
  }

  /** The same vault with its keys on another shelf, such as a table within a transaction. */
  over(shelf: KeyShelf): Vault {
    return new Vault(this.#master, shelf);
  }

  /**
   * Notes the master key of a store that never had one, and refuses any other from then on.
   *
   * @throws StoreError where the master key is not the store's.
   */
  async unlock(): Promise<void> {
    const known = await this.#shelf.check();
    if (known === undefined) await this.#shelf.begin(this.#master.check);
    else if (known !== this.#master.check)
      throw new StoreError("refused", "master-key-wrong", "the master key is not the one of this store", {
        help: "give the key with which the store was made, or the one that it was last rotated to",
      });
  }

  /**
   * The acts as they are to be written, each sealed when it is asked for. Whoever has no key is given one; these are durable on
   * return.
   *
   * @throws StoreError `person-erased` where an act is about somebody who was erased.
   */
  async seal(acts: readonly ActJson[]): Promise<Iterable<ActJson>> {
    const people = new Set(acts.filter(isPersonal).map(personOf));
    if (people.size === 0) return acts;
    return sealing(acts, await this.#keysFor(people));
  }

  /** The keys of these people, made where there are none. */
  async #keysFor(people: ReadonlySet<string>): Promise<ReadonlyMap<string, KeyObject>> {
    const shelved = await this.#shelf.keys(people);
    const fresh = new Map<string, Uint8Array>();
    const keys = new Map<string, KeyObject>();
    // Asked of the system at once: for each person alone it takes longer than wrapping the key.
    const bytes = randomBytes(KEY_BYTES * (people.size - shelved.size));
    let used = 0;
    for (const person of people) {
      if (shelved.has(person)) continue;
      const key = bytes.subarray(used, used + KEY_BYTES);
      used += KEY_BYTES;
      fresh.set(person, this.#master.wrap(person, key));
      keys.set(person, createSecretKey(key));
      key.fill(0);
    }
    const given: ReadonlyMap<string, Shelved> =
      fresh.size === 0 ? new Map() : await this.#shelf.add(fresh, this.#master.check);
    for (const person of people) {
      const there = shelved.get(person) ?? given.get(person);
      if (there === "destroyed" || there === undefined) throw erased(person);
      // Where another process was quicker, its key counts and not ours.
      const own = fresh.get(person);
      if (own === undefined || Buffer.compare(own, there) !== 0)
        keys.set(person, await this.#telling(() => this.#master.unwrap(person, there)));
    }
    return keys;
  }

  /**
   * Pair by pair: in which members a given act differs from the one of its id that was recorded; in none where it is the same. Of
   * somebody who was erased what is left is compared.
   */
  async differences(
    pairs: readonly { readonly stored: ActJson; readonly given: ActJson }[],
  ): Promise<string[][]> {
    const people = new Set(pairs.flatMap(({ stored }) => (isPersonal(stored) ? [personOf(stored)] : [])));
    const shelved = people.size === 0 ? new Map<string, Shelved>() : await this.#shelf.keys(people);
    return this.#telling(() =>
      pairs.map(({ stored, given }) => {
        if (!isPersonal(stored) || !isPersonal(given)) return differingMembers(stored, given);
        const person = personOf(stored);
        const key = shelved.get(person);
        return key instanceof Uint8Array
          ? differingMembers(openAct(this.#master.unwrap(person, key), stored), given)
          : differingMembers(impersonal(stored), impersonal(given));
      }),
    );
  }

  /** What work with keys gives; where one cannot be opened as the master key was rotated meanwhile, that is said. */
  async #telling<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      const isKey = error instanceof StoreError && error.code === "damaged-key";
      if (isKey && (await this.#shelf.check()) !== this.#master.check) throw rotatedMeanwhile();
      throw error;
    }
  }

  /** The acts with names put back; of those whose key was destroyed the placeholder `ERASED` stands for the name. */
  async open(acts: readonly ActJson[]): Promise<readonly ActJson[]> {
    const people = new Set(acts.filter(isPersonal).map(personOf));
    if (people.size === 0) return acts;
    const shelved = await this.#shelf.keys(people.size > MOST_ASKED_BY_NAME ? undefined : people);
    const keys = new Map<string, KeyObject>();
    return this.#telling(() =>
      acts.map((act) => {
        if (!isPersonal(act)) return act;
        const person = personOf(act);
        const there = shelved.get(person);
        if (there === "destroyed") return withPlaceholder(act, ERASED);
        if (there === undefined) throw keyless(act);
        let key = keys.get(person);
        if (key === undefined) {
          key = this.#master.unwrap(person, there);
          keys.set(person, key);
        }
        return openAct(key, act);
      }),
    );
  }

  /** The acts without any names: `SEALED` stands in their place. Needs no key. */
  static closed(acts: readonly ActJson[]): readonly ActJson[] {
    return acts.map((act) => (isPersonal(act) ? withPlaceholder(act, SEALED) : act));
  }

  /** Destroys the keys of these people. What was sealed under them cannot be read any more, by anybody. */
  async destroy(people: readonly string[], at: Date): Promise<void> {
    await this.#shelf.destroy(people, at);
  }

  /**
   * Destroys whatever keys there still are of people who were erased: a crash came between, or an older backup of the keys was
   * put back. Gives those people.
   */
  async destroyLeft(erasedPeople: Iterable<string>, at: Date): Promise<string[]> {
    const people = [...erasedPeople];
    if (people.length === 0) return [];
    const shelved = await this.#shelf.keys(people);
    const left = people.filter((person) => shelved.get(person) !== "destroyed");
    if (left.length > 0) await this.#shelf.destroy(left, at);
    return left;
  }

  /** Wraps all keys by another master key, which is the store's from then on. Gives of how many people there are some. */
  async rotate(master: MasterKey): Promise<number> {
    await this.unlock();
    const wrapped = new Map<string, Uint8Array>();
    do {
      wrapped.clear();
      for (const [person, key] of await this.#shelf.keys())
        if (key instanceof Uint8Array) {
          const plain = this.#master.unwrap(person, key).export();
          wrapped.set(person, master.wrap(person, plain));
          plain.fill(0);
        }
      // Where somebody was registered meanwhile, once more with that key.
    } while (!(await this.#shelf.exchange(wrapped, master.check)));
    return wrapped.size - (wrapped.has(DOCUMENT_KEY) ? 1 : 0);
  }
}

function* sealing(acts: Iterable<ActJson>, keys: ReadonlyMap<string, KeyObject>): Generator<ActJson> {
  for (const act of acts) yield isPersonal(act) ? sealAct(keys.get(personOf(act))!, act) : act;
}

/** A question about more people than this asks for all keys at once. */
const MOST_ASKED_BY_NAME = 1_000;

function keyless(act: ActJson): StoreError {
  return new StoreError(
    "fault",
    "missing-key",
    `there is no key for what is sealed in the act \`${String(act.id)}\`, and \`${personOf(act)}\` was not erased`,
    { help: "restore the keys from a backup" },
  );
}
