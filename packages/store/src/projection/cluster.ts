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

/** The keys of an act, but for its own one: those of most acts are none. */
export function keysOf(act: Act): ClusterKey[] {
  const keys = targetsOf(act).map(ownKey);
  switch (act.act) {
    case "institute":
      keys.push(`institute ${act.institute}`);
      break;
    case "party":
      keys.push(`party ${act.party}`);
      break;
    case "experiment":
      keys.push(`experiment ${act.experiment}`);
      break;
    case "person":
    case "alias":
    case "erasure":
      keys.push(`person ${act.person}`);
      break;
    case "merge":
      keys.push(`person ${act.person}`, `person ${act.into}`);
      break;
    default: {
      const agreement = agreementOf(act);
      if (agreement === undefined) break;
      keys.push(`agreement ${agreement}`);
      for (const other of linkedBy(act)) keys.push(`agreement ${other}`);
    }
  }
  return keys;
}

/** Acts sorted into clusters. */
export interface Clusters {
  /** Acts that hang together with no other. */
  readonly alone: readonly Act[];
  readonly clusters: readonly (readonly Act[])[];
}

/** Sorts acts into clusters. Of several acts with one id the first counts, as in the fold. */
export function clustersOf(acts: Iterable<Act>): Clusters {
  const kept: Act[] = [];
  const ids = new Set<string>();
  const keys: ClusterKey[][] = [];
  const targets = new Set<ClusterKey>();
  for (const act of acts) {
    if (ids.has(act.id)) continue;
    ids.add(act.id);
    kept.push(act);
    keys.push(keysOf(act));
    for (const id of targetsOf(act)) targets.add(ownKey(id));
  }
  const alone: Act[] = [];
  const joined = new Groups();
  kept.forEach((act, k) => {
    const own = ownKey(act.id);
    if (targets.has(own)) keys[k]!.push(own);
    if (keys[k]!.length > 0) joined.add(act, keys[k]!);
    else alone.push(act);
  });
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
