/**
 * Makes a case as small as it can be: facts that it does not need are left out, values that need not differ become one,
 * days that do not matter are not named. What is left is all needed: without any of its facts it is no case.
 */
import { type Day, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Fact } from "../facts.ts";
import type { KindName, Tuple, Value } from "../policy.ts";
import type { Found, Judge } from "./case-search.ts";
import type { PolicyMap } from "./policy-map.ts";

/** The smallest case that is left of one, by steps each of which keeps it a case on the same day. */
export function smallestCase(map: PolicyMap, judge: Judge, found: Found): Found {
  let best = found;
  const accept = (facts: readonly Fact[], on: Day | undefined): boolean => {
    const smaller = judge.caseOn(facts, best.on);
    const isSo = smaller !== undefined && (on === undefined || smaller.on === on);
    if (isSo) best = smaller;
    return isSo;
  };
  dropFacts();
  mergeValues();
  joinStretches();
  do forgetDays();
  while (dropFacts());
  return best;

  /** Again and again, since one fact may be needed only because of another. The day may become another one. */
  function dropFacts(): boolean {
    const before = best.facts.length;
    for (let at = best.facts.length - 1; at >= 0; at--) {
      const rest = best.facts.filter((_, other) => other !== at);
      if (accept(rest, undefined)) at = best.facts.length;
    }
    return best.facts.length < before;
  }

  /** Two entities become one where that saves a fact; but not two for which the clause has a variable each. */
  function mergeValues(): void {
    const entities = [...entitiesOf(map, best.facts)];
    for (const [at, [keep, kind]] of entities.entries())
      for (const [gone, other] of entities.slice(at + 1)) {
        const isKept = best.tuple.includes(gone) && best.tuple.includes(keep);
        if (isKept || map.isConstant(gone) || map.narrower(kind, other) !== map.narrower(other, kind))
          continue;
        const facts = best.facts.map((fact) => ({ ...fact, tuple: replaced(fact.tuple, gone, keep) }));
        const merged = distinct(facts);
        if (merged.length < best.facts.length) accept(merged, best.on);
      }
  }

  function joinStretches(): void {
    for (let at = 0; at < best.facts.length; at++)
      for (let other = at + 1; other < best.facts.length; other++) {
        const [one, two] = [best.facts[at]!, best.facts[other]!];
        if (one.record !== two.record || JSON.stringify(one.tuple) !== JSON.stringify(two.tuple)) continue;
        const [from, to] = [Math.min(one.from, two.from) as Day, Math.max(one.to, two.to) as Day];
        const rest = best.facts.filter((fact) => fact !== one && fact !== two);
        if (accept([...rest.slice(0, at), { ...one, from, to }, ...rest.slice(at)], best.on)) other = at;
      }
  }

  /** Each fact always; else since ever, or for ever. Again where another one has become longer. */
  function forgetDays(): void {
    for (let isLonger = true; isLonger; ) {
      isLonger = false;
      for (const [at, { from, to }] of best.facts.entries())
        for (const longer of [
          { from: SINCE_EVER, to: OPEN },
          { from, to: OPEN },
          { from: SINCE_EVER, to },
        ]) {
          if (from === longer.from && to === longer.to) break;
          const facts = best.facts.map((one, other) => (other === at ? { ...one, ...longer } : one));
          if (!accept(facts, best.on)) continue;
          isLonger = true;
          break;
        }
    }
  }
}

/** The entities that facts name, each with the narrowest kind of the columns that it stands in. */
export function entitiesOf(map: PolicyMap, facts: readonly Fact[]): Map<Value, KindName> {
  const entities = new Map<Value, KindName>();
  for (const { record, tuple } of facts) {
    const columns = map.policy.records.find(({ name }) => name === record)!.columns;
    for (const [c, { kind }] of columns.entries()) {
      if (kind === "Number" || kind === "Day" || kind === "Text") continue;
      const before = entities.get(tuple[c]!);
      entities.set(tuple[c]!, before === undefined ? kind : map.narrower(before, kind));
    }
  }
  return entities;
}

export function replaced(tuple: Tuple, gone: Value, keep: Value): Tuple {
  return tuple.map((value) => (value === gone ? keep : value));
}

function distinct(facts: readonly Fact[]): Fact[] {
  const byKey = new Map(
    facts.map((fact) => [JSON.stringify([fact.record, fact.tuple, fact.from, fact.to]), fact]),
  );
  return [...byKey.values()];
}
