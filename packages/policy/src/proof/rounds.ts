/**
 * The rounds of a recursion, so that no proof supports itself: what a tuple gets in round n rests only on what others
 * had in round n - 1, and in round 0 nobody has anything. Worked out only for the tuples that the one asked about needs.
 */
import { covers, EMPTY, type IntervalSet, intersection, interval, union } from "@comity/calendar";
import type { Dated, Extension, Pattern } from "../evaluation.ts";
import type { Condition, Policy, Tuple } from "../policy.ts";
import type { Stretch } from "./proof.ts";
import { type Derivation, derivations, patternOf, type Source } from "./solve.ts";

interface Goal {
  readonly predicate: string;
  readonly tuple: Tuple;
}

export interface Rounds {
  /** The extension as it was after a round, for the recursion's own predicates. */
  source(round: number): Source;
  /** The first round after which a tuple has all these days. */
  firstRound(predicate: string, tuple: Tuple, days: Stretch): number;
  /** What the rules give a tuple in a round, from what there was in the round before. */
  derivations(predicate: string, tuple: Tuple, round: number): Derivation[];
}

const keyOf = (predicate: string, tuple: Tuple): string => JSON.stringify([predicate, ...tuple]);

/** The atoms of a recursion's own predicates in a condition; exceptions have none. */
function* ownAtoms(
  condition: Condition,
  own: ReadonlySet<string>,
): Generator<Extract<Condition, { condition: "atom" }>> {
  if (condition.condition === "atom" && own.has(condition.predicate)) yield condition;
  if ("parts" in condition) for (const part of condition.parts) yield* ownAtoms(part, own);
  if ("body" in condition) yield* ownAtoms(condition.body, own);
  if ("anchor" in condition) yield* ownAtoms(condition.anchor, own);
}

/** Every tuple of the recursion that a derivation of `goal` may need, directly or not. */
function goalsFor(policy: Policy, extension: Extension, own: ReadonlySet<string>, goal: Goal): Goal[] {
  const goals = new Map([[keyOf(goal.predicate, goal.tuple), goal]]);
  for (const { predicate, tuple } of goals.values()) {
    for (const { rule, bindings } of derivations(policy, extension, predicate, tuple))
      for (const { predicate: needed, terms } of ownAtoms(rule.body, own))
        for (const { tuple: other } of extension.list(needed, patternOf(terms, bindings))) {
          const key = keyOf(needed, other);
          if (!goals.has(key)) goals.set(key, { predicate: needed, tuple: other });
        }
  }
  return [...goals.values()];
}

/** Works out the rounds of the recursion among the predicates `own`, as far as `goal` needs them. */
export function roundsFor(
  policy: Policy,
  extension: Extension,
  own: ReadonlySet<string>,
  goal: Goal,
): Rounds {
  const goals = goalsFor(policy, extension, own, goal);
  const after: Map<string, IntervalSet>[] = [new Map()];

  function source(round: number): Source {
    const known = after[Math.min(round, after.length - 1)]!;
    return {
      when: (predicate, tuple) =>
        own.has(predicate) ? (known.get(keyOf(predicate, tuple)) ?? EMPTY) : extension.when(predicate, tuple),
      *list(predicate: string, pattern: Pattern = []): Generator<Dated> {
        if (!own.has(predicate)) return yield* extension.list(predicate, pattern);
        for (const { predicate: other, tuple } of goals) {
          if (other !== predicate) continue;
          if (pattern.some((value, c) => value !== undefined && value !== tuple[c])) continue;
          const days = known.get(keyOf(predicate, tuple));
          if (days !== undefined) yield { tuple, days };
        }
      },
    };
  }

  /** Cut to what the evaluation answers: where it has a horizon, that goes no further. */
  function derivationsIn(predicate: string, tuple: Tuple, round: number): Derivation[] {
    const answered = extension.when(predicate, tuple);
    return Array.from(derivations(policy, source(round - 1), predicate, tuple), (derivation) => ({
      ...derivation,
      days: intersection(derivation.days, answered),
    })).filter(({ days }) => days.length > 0);
  }

  for (let isNew = true; isNew; ) {
    isNew = false;
    const last = after[after.length - 1]!;
    const next = new Map(last);
    for (const { predicate, tuple } of goals) {
      const key = keyOf(predicate, tuple);
      const old = last.get(key) ?? EMPTY;
      let days = old;
      for (const derivation of derivationsIn(predicate, tuple, after.length))
        days = union(days, derivation.days);
      if (covers(old, days)) continue;
      next.set(key, days);
      isNew = true;
    }
    if (isNew) after.push(next);
  }

  return {
    source,
    derivations: derivationsIn,
    firstRound(predicate, tuple, { from, to }) {
      const key = keyOf(predicate, tuple);
      const round = after.findIndex((known) => covers(known.get(key) ?? EMPTY, interval(from, to)));
      if (round < 0) throw new RangeError(`\`${predicate}\` does not hold on all the days asked about`);
      return round;
    },
  };
}
