import { type Day, difference, equal, type IntervalSet, intervalSet } from "@comity/calendar";
import { eachFact, type FactChange, type Facts } from "@comity/policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { draft, draftChanges } from "../src/draft.ts";
import { provenanceUnder } from "../src/draft-provenance.ts";
import { fold } from "../src/fold.ts";
import { anyActs } from "./random-registry.ts";

type Days = Map<string, IntervalSet>;
type FactOf = ReturnType<typeof eachFact> extends Iterable<infer Fact> ? Fact : never;

function daysByTuple(
  facts: Iterable<{ record: string; tuple: readonly unknown[]; from: Day; to: Day }>,
): Days {
  const pairs = new Map<string, [Day, Day][]>();
  for (const { record, tuple, from, to } of facts) {
    const key = JSON.stringify([record, ...tuple]);
    pairs.set(key, [...(pairs.get(key) ?? []), [from, to]]);
  }
  return new Map([...pairs].map(([key, days]) => [key, intervalSet(days)]));
}

/** The changes from one set of facts to another, worked out from nothing but the facts. */
function changesBetween(before: Facts, after: Facts): { lost: Days; gained: Days } {
  const [old, fresh] = [daysByTuple(eachFact(before)), daysByTuple(eachFact(after))];
  const lost: Days = new Map();
  const gained: Days = new Map();
  const none = intervalSet([]);
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const [was, is] = [old.get(key) ?? none, fresh.get(key) ?? none];
    if (!equal(difference(was, is), none)) lost.set(key, difference(was, is));
    if (!equal(difference(is, was), none)) gained.set(key, difference(is, was));
  }
  return { lost, gained };
}

const sorted = (days: Days): [string, number[]][] =>
  [...days].map(([key, set]): [string, number[]] => [key, [...set]]).sort(([a], [b]) => (a < b ? -1 : 1));

const split = (changes: readonly FactChange[]) => ({
  lost: daysByTuple(changes.filter(({ present }) => !present)),
  gained: daysByTuple(changes.filter(({ present }) => present)),
});

const manyOf = (length: number) => fc.oneof(anyActs(length), anyActs(length, { identity: 3 }));

test("a draft's changes are the difference between two whole folds", () => {
  fc.assert(
    fc.property(manyOf(50), fc.nat(), (acts, cut) => {
      const base = acts.slice(0, acts.length - (cut % 6));
      const drafted = acts.slice(base.length);
      const changes = split(draftChanges(fold(base), drafted));
      const expected = changesBetween(fold(base).facts, fold(acts).facts);
      expect(sorted(changes.lost)).toEqual(sorted(expected.lost));
      expect(sorted(changes.gained)).toEqual(sorted(expected.gained));
    }),
    { numRuns: 2000 },
  );
});

test("the acts behind each fact under a draft are those that a whole fold has", () => {
  fc.assert(
    fc.property(manyOf(50), fc.nat(), (acts, cut) => {
      const base = acts.slice(0, acts.length - (cut % 6));
      const [folded, whole] = [fold(base), fold(acts)];
      const under = provenanceUnder(folded, draft(folded, acts.slice(base.length)));
      const idsOf = (provenance: typeof under, { record, tuple, from }: FactOf): string[] =>
        provenance.of(record, tuple, from).map(({ id }) => id);
      for (const fact of [...eachFact(whole.facts), ...eachFact(folded.facts)])
        expect([fact, idsOf(under, fact)]).toEqual([fact, idsOf(whole.provenance, fact)]);
    }),
    { numRuns: 500 },
  );
});

test("a fold does not depend on the order in which the acts come", () => {
  fc.assert(
    fc.property(manyOf(40), fc.infiniteStream(fc.nat()), (acts, keys) => {
      const shuffled = acts
        .map((act) => [keys.next().value as number, act] as const)
        .sort(([a], [b]) => a - b)
        .map(([, act]) => act);
      expect(sorted(daysByTuple(eachFact(fold(shuffled).facts)))).toEqual(
        sorted(daysByTuple(eachFact(fold(acts).facts))),
      );
    }),
    { numRuns: 500 },
  );
});

test("what was recorded later is not there, in a fold and in a draft laid over it", () => {
  fc.assert(
    fc.property(manyOf(50), fc.nat(), fc.nat(), (acts, cut, at) => {
      const all = acts.slice(0, acts.length - (cut % 6));
      const drafted = acts.slice(all.length);
      if (all.length === 0) return;
      const knownOn = all[at % all.length]!.recorded;
      const expected = fold(all.filter(({ recorded }) => recorded <= knownOn));
      // A list that cannot change keeps its index, and is folded for more than one day with it.
      const frozen = Object.freeze([...all]);
      fold(frozen);
      const folded = fold(frozen, { knownOn });
      const days = (facts: Facts) => sorted(daysByTuple(eachFact(facts)));
      expect(days(folded.facts)).toEqual(days(expected.facts));
      for (const names of ["people", "institutes", "parties", "decisions", "agreements"] as const)
        expect([...folded[names].keys()].sort()).toEqual([...expected[names].keys()].sort());
      const [changes, wanted] = [folded, expected].map((each) => split(draftChanges(each, drafted)));
      expect(sorted(changes!.lost)).toEqual(sorted(wanted!.lost));
      expect(sorted(changes!.gained)).toEqual(sorted(wanted!.gained));
      for (const { record, tuple, from } of eachFact(folded.facts)) {
        const of = (each: typeof folded) => each.provenance.of(record, tuple, from).map(({ id }) => id);
        expect(of(folded)).toEqual(of(expected));
      }
    }),
    { numRuns: 500 },
  );
});
