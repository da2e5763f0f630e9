/**
 * Acts that hang together: what one of them comes to, on any day as known on any other, is told by its cluster and by nothing
 * else. So a projection is made cluster by cluster, and an append touches those of its own acts.
 *
 * An act hangs together with what it corrects, ends or withdraws, and what corrects, ends or withdraws it; with the other acts that
 * register the same party, institute or experiment; with those that register or merge the same person, or hide or erase one; and, about an agreement, with those about that agreement and
 * those that it is joined with.
 */
import { type Act, agreementOf, linkedBy, targetsOf } from "@comity/registry";

/** A key by which acts hang together: two acts with one key in common are of one cluster. */
export type ClusterKey = string;

/** The key that an act shares with those that refer to it. */
export function ownKey(id: string): ClusterKey {
  return `act ${id}`;
}

/** The id of the act whose own key this is; undefined where it is another key. */
export function idOfKey(key: ClusterKey): string | undefined {
  return key.startsWith("act ") ? key.slice("act ".length) : undefined;
}

/** The keys by which acts of a sort hang together with others of the same subject. */
function subjectKeys(act: Act): ClusterKey[] {
  switch (act.act) {
    case "institute":
      return [`institute ${act.institute}`];
    case "party":
      return [`party ${act.party}`];
    case "experiment":
      return [`experiment ${act.experiment}`];
    case "person":
    case "alias":
    case "erasure":
      return [`person ${act.person}`];
    case "merge":
      return [`person ${act.person}`, `person ${act.into}`];
    default: {
      const agreement = agreementOf(act);
      return agreement === undefined
        ? NO_KEYS
        : [agreement, ...linkedBy(act)].map((each) => `agreement ${each}`);
    }
  }
}

/** Most acts have none: they share it. */
const NO_KEYS: ClusterKey[] = [];

/** Whether an act is about another one. */
function refers(act: Act): boolean {
  return act.corrects !== undefined || act.act === "end" || act.act === "withdrawal";
}

/** The keys of an act, but for its own one: those of most acts are none. */
export function keysOf(act: Act): readonly ClusterKey[] {
  const keys = subjectKeys(act);
  return refers(act) ? [...keys, ...targetsOf(act).map(ownKey)] : keys;
}

/** Acts sorted into clusters. */
export interface Clusters {
  /** Acts that hang together with no other. */
  readonly alone: readonly Act[];
  readonly clusters: readonly (readonly Act[])[];
}

/** Sorts acts into clusters. Of several acts with one id the first counts, as in the fold. */
export function clustersOf(acts: Iterable<Act>): Clusters {
  const kept = new Map<string, Act>();
  const targets = new Set<string>();
  for (const act of acts) {
    if (kept.has(act.id)) continue;
    kept.set(act.id, act);
    if (refers(act)) for (const id of targetsOf(act)) targets.add(id);
  }
  const alone: Act[] = [];
  const joined = new Groups();
  for (const act of kept.values()) {
    const keys = keysOf(act);
    if (targets.has(act.id)) joined.add(act, [...keys, ownKey(act.id)]);
    else if (keys.length > 0) joined.add(act, keys);
    else alone.push(act);
  }
  return { alone, clusters: joined.groups() };
}

/** Acts joined by keys, a union of sets. */
class Groups {
  readonly #acts: Act[] = [];
  readonly #parent: number[] = [];
  readonly #byKey = new Map<ClusterKey, number>();

  #root(number: number): number {
    let root = number;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    for (let at = number; at !== root; ) {
      const next = this.#parent[at]!;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  add(act: Act, keys: readonly ClusterKey[]): void {
    const number = this.#acts.push(act) - 1;
    this.#parent.push(number);
    for (const key of keys) {
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, number);
      else this.#parent[this.#root(number)] = this.#root(known);
    }
  }

  groups(): Act[][] {
    const groups = new Map<number, Act[]>();
    this.#acts.forEach((act, number) => {
      const root = this.#root(number);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [act]);
      else group.push(act);
    });
    return [...groups.values()];
  }
}
