/**
 * Merges: two identifiers that turned out to be one person. Whatever acts say of the one counts for the other: the fold of
 * acts with merges is the fold of the same acts written anew by hand. A withdrawal of the merge undoes it exactly, since no act was
 * touched.
 */
import { indexOf } from "./act-index.ts";
import type { Act, MergeAct, StatementAct } from "./acts.ts";
import { namedBy } from "./declared-records.ts";
import { Ledger } from "./ledger.ts";

/** By identifier of somebody who was merged: the identifier for which everything counts. */
export type Merges = ReadonlyMap<string, string>;

export const NO_MERGES: Merges = new Map();

/** Of two merges of one person, an error that `check` reports, the later recorded counts. */
function isLater(a: MergeAct, b: MergeAct): boolean {
  return a.recorded !== b.recorded ? a.recorded > b.recorded : a.id > b.id;
}

/** The merges among some acts of a ledger that count, by the person merged. */
export function countingMerges(ledger: Ledger, indices: readonly number[]): Map<string, MergeAct> {
  const counting = new Map<string, MergeAct>();
  for (const index of indices) {
    if (!ledger.isOperative(index)) continue;
    const act = ledger.act(index) as MergeAct;
    const known = counting.get(act.person);
    if (known === undefined || isLater(act, known)) counting.set(act.person, act);
  }
  return counting;
}

/**
 * Whose acts count for whom, through chains of merges too. Merges in a circle, an error that `check` reports, merge nobody;
 * whoever was merged into one of them counts for that one.
 */
export function mergesIn(ledger: Ledger): Merges {
  const indices = ledger.allOfSort("merge");
  if (indices.length === 0) return NO_MERGES;
  const counting = countingMerges(ledger, indices);
  const inCircle = circles(counting);
  const merges = new Map<string, string>();
  for (const person of counting.keys()) {
    let at = person;
    while (!inCircle.has(at)) {
      const next = counting.get(at);
      if (next === undefined) break;
      at = next.into;
    }
    if (at !== person) merges.set(person, at);
  }
  return merges;
}

/** Whose acts count for whom by everything that acts say, whenever it was recorded. */
export function mergesOf(acts: readonly Act[]): Merges {
  return acts.some(({ act }) => act === "merge") ? mergesIn(new Ledger(indexOf(acts))) : NO_MERGES;
}

/** The people whose merges lead back to themselves. */
export function circles(counting: ReadonlyMap<string, MergeAct>): Set<string> {
  const found = new Set<string>();
  const done = new Set<string>();
  for (const start of counting.keys()) {
    const walk = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at) && !walk.has(at)) {
      walk.add(at);
      at = counting.get(at)?.into;
    }
    // A walk that met itself has gone round: from where it did on is the circle.
    if (at !== undefined && walk.has(at)) {
      let isRound = false;
      for (const person of walk) {
        isRound ||= person === at;
        if (isRound) found.add(person);
      }
    }
    for (const person of walk) done.add(person);
  }
  return found;
}

/** Which columns of a declared record name people. */
function namesPeople(columns: StatementAct["columns"]): boolean[] {
  return columns.map(({ name }) => namedBy(name) === "person");
}

/** An act with the merged person in the place of whoever was merged; the act itself where it names none. */
function rewritten(act: Act, merges: Merges): Act {
  // What says who was merged, put under an alias or erased stays as it was said.
  if (act.act === "merge" || act.act === "alias" || act.act === "erasure") return act;
  if (act.act === "statement") {
    const names = namesPeople(act.columns);
    const nameOf = (value: StatementAct["values"][number], at: number) =>
      names[at] === true && typeof value === "string" ? (merges.get(value) ?? value) : value;
    const values = act.values.map(nameOf);
    return values.some((value, at) => value !== act.values[at]) ? { ...act, values } : act;
  }
  if (!("person" in act) || act.person === undefined) return act;
  const into = merges.get(act.person);
  return into === undefined ? act : ({ ...act, person: into } as Act);
}

/** Lists that cannot change are written anew once for the same merges, so that they keep their index too. */
const known = new WeakMap<object, Map<string, readonly Act[]>>();

/**
 * The acts, in their order, with merged people under one identifier.
 *
 *     withMerges(acts, new Map([["p2", "p1"]]))    // what was said of p2 is said of p1
 */
export function withMerges(acts: readonly Act[], merges: Merges): readonly Act[] {
  if (merges.size === 0) return acts;
  const anew = (): readonly Act[] => Object.freeze(acts.map((act) => rewritten(act, merges)));
  if (!Object.isFrozen(acts)) return anew();
  const key = JSON.stringify([...merges].sort(([a], [b]) => (a < b ? -1 : 1)));
  let byMerges = known.get(acts);
  if (byMerges === undefined) {
    byMerges = new Map();
    known.set(acts, byMerges);
  }
  let list = byMerges.get(key);
  if (list === undefined) {
    list = anew();
    byMerges.set(key, list);
  }
  return list;
}

/** Whether two merges make the same people one. */
export function sameMerges(a: Merges, b: Merges): boolean {
  return a.size === b.size && [...a].every(([person, into]) => b.get(person) === into);
}
