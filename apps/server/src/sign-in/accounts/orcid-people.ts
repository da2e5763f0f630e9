/**
 * Who in the registry has an ORCID iD. iDs are sealed with the names of people, so finding one out means opening all of them: a look at
 * everybody, noted as such, and therefore done seldom. What is kept in memory afterwards is hashes under a key that nobody has.
 */
import { createHmac, randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { type Act, ActIndex, byOccurrence, Ledger, mergesIn, type PersonAct } from "@comity/registry";
import type { Store } from "@comity/store";

/** Whoever holds any ORCID iD can make us look; not more often than this. */
const LOOK_AGAIN_MS = 60_000;
const BY = "sign-in";
const PURPOSE = "to find the person of an ORCID iD that somebody has signed in with";

export class OrcidPeople {
  readonly #store: Store;
  /** Of this process, and gone with it. */
  readonly #key = randomBytes(32);
  #known: ReadonlyMap<string, string | undefined> = new Map();
  #head: string | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The one person who has an iD; undefined where nobody has, or more than one is said to. */
  async personOf(orcid: string): Promise<string | undefined> {
    const { hash } = await this.#store.head();
    const isDue = performance.now() - this.#lookedAt >= LOOK_AGAIN_MS;
    if (this.#looking !== undefined || (hash !== this.#head && isDue)) {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
      await this.#looking;
    }
    return this.#known.get(this.#hash(orcid));
  }

  async #look(): Promise<void> {
    // Of people under an alias the iD stays sealed: an account tied to it would tell who they are.
    const { acts, head } = await this.#store.acts({ personal: "alias", by: BY, purpose: PURPOSE });
    const known = new Map<string, string | undefined>();
    for (const [person, orcid] of standingIds(acts)) {
      const hash = this.#hash(orcid);
      // Two people with one iD: one of the two is a mistake, and nobody is let in by it.
      known.set(hash, known.has(hash) ? undefined : person);
    }
    this.#known = known;
    this.#head = head.hash;
    this.#lookedAt = performance.now();
  }

  #hash(orcid: string): string {
    return createHmac("sha256", this.#key).update(orcid, "utf8").digest("base64url");
  }
}

/** By person, under whatever identifier, the iD that stands: what was withdrawn or corrected does not, nor what was said before. */
function standingIds(acts: readonly Act[]): Map<string, string> {
  const ledger = new Ledger(new ActIndex(acts));
  const merges = mergesIn(ledger);
  const last = new Map<string, PersonAct>();
  for (const index of ledger.index.ofSort("person")) {
    if (!ledger.isOperative(index)) continue;
    const act = ledger.act(index) as PersonAct;
    const person = merges.get(act.person) ?? act.person;
    const known = last.get(person);
    if (known === undefined || byOccurrence(known, act) < 0) last.set(person, act);
  }
  return new Map([...last].flatMap(([person, { orcid }]) => (orcid === undefined ? [] : [[person, orcid]])));
}
