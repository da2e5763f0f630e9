/** The engine equals the meaning: on random policies and facts, for what holds, what is listed, what-ifs and differences. */
import { formatIntervals, type IntervalSet, intersection, union } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Dated,
  type EngineEvaluation,
  type Evaluation,
  type Extension,
  evaluate,
  evaluateByMeaning,
  type FactChange,
  type Policy,
} from "../src/index.ts";
import { changed, factsOf, type World, worlds } from "./random.ts";

/** Worlds for each property; `npm run soak` looks at many more. A failing world is shown as it was drawn: shrinking takes minutes. */
const RUNS = Number(process.env.COMITY_RUNS ?? 300);
const DRAWN = { endOnFailure: true };

function byTuple(list: Iterable<Dated>): Map<string, string> {
  return new Map(
    [...list]
      .map(({ tuple, days }) => [JSON.stringify(tuple), formatIntervals(days)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function everything(policy: Policy, extension: Extension): Record<string, Map<string, string>> {
  return Object.fromEntries(
    [...policy.records, ...policy.predicates].map(({ name }) => [name, byTuple(extension.list(name))]),
  );
}

/** What the meaning says of a world's facts after changes. */
function meaningAfter(world: World, changes: readonly FactChange[]): Extension {
  return evaluateByMeaning(world.policy, factsOf(world.policy, changed(world.given, changes)), world.options);
}

function fresh(world: World): EngineEvaluation {
  return evaluate(world.policy, factsOf(world.policy, world.given), world.options);
}

const kinds = [
  ["recursion without durations", {}],
  ["recursion through durations, within a horizon", { throughDurations: true }],
] as const;

describe.each(kinds)("the engine, %s", (_, choice) => {
  it("derives what the policy means", () => {
    fc.assert(
      fc.property(worlds(choice), (world) => {
        const meaning = evaluateByMeaning(world.policy, world.facts, world.options);
        expect(everything(world.policy, fresh(world))).toEqual(everything(world.policy, meaning));
      }),
      { numRuns: RUNS, ...DRAWN },
    );
  });

  it("answers when, holds and list by pattern alike", () => {
    fc.assert(
      fc.property(worlds(choice), fc.nat(), fc.nat(), (world, which, dayOf) => {
        const evaluation = fresh(world);
        const { policy } = world;
        for (const { name, columns } of [...policy.records, ...policy.predicates]) {
          const all = [...evaluation.list(name)];
          const one = all[which % Math.max(1, all.length)];
          if (one === undefined) continue;
          expect(evaluation.when(name, one.tuple)).toEqual(one.days);
          const day = [...one.days][dayOf % one.days.length]!;
          const on = (day === -2147483648 ? day + 1 : day === 2147483647 ? day - 1 : day) as never;
          const pattern = columns.map((_, c) => (which & (1 << c) ? one.tuple[c] : undefined));
          const fits = all.filter(({ tuple }) =>
            pattern.every((value, c) => value === undefined || value === tuple[c]),
          );
          expect(byTuple(evaluation.list(name, pattern))).toEqual(byTuple(fits));
          const then = fits.filter(({ tuple }) => evaluation.holds(name, tuple, on));
          expect(byTuple(evaluation.list(name, pattern, on))).toEqual(byTuple(then));
          expect(evaluation.holdsSome(name, pattern, on)).toBe(then.length > 0);
        }
      }),
      { numRuns: RUNS / 3, ...DRAWN },
    );
  });

  it("derives what-ifs as if the facts had been so from the start", () => {
    fc.assert(
      fc.property(worlds(choice), (world) => {
        const base = fresh(world);
        const before = everything(world.policy, base);
        const half = Math.ceil(world.changes.length / 2);
        const first = base.whatIf(world.changes.slice(0, half));
        const both = first.whatIf(world.changes.slice(half));
        const atOnce = base.whatIf(world.changes);
        const meaning = everything(world.policy, meaningAfter(world, world.changes));
        expect(everything(world.policy, atOnce)).toEqual(meaning);
        const joined = evaluate(world.policy, factsOf(world.policy, world.given), {
          ...world.options,
          joinsFirst: true,
        });
        expect(everything(world.policy, joined.whatIf(world.changes))).toEqual(meaning);
        expect(everything(world.policy, both)).toEqual(meaning);
        expect(everything(world.policy, first)).toEqual(
          everything(world.policy, meaningAfter(world, world.changes.slice(0, half))),
        );
        expect(everything(world.policy, base)).toEqual(before);
      }),
      { numRuns: RUNS, ...DRAWN },
    );
  });

  it("tells two evaluations apart by exactly what differs, whichever comes first", () => {
    fc.assert(
      fc.property(worlds(choice), (world) => {
        const base = fresh(world);
        const names = world.policy.predicates.map(({ name }) => name);
        const half = Math.ceil(world.changes.length / 2);
        const one = base.whatIf(world.changes.slice(0, half));
        const other = base.whatIf(world.changes.slice(half));
        const apart = fresh(world).whatIf(world.changes.slice(half));
        for (const [a, b] of [
          [base, one],
          [one, base],
          [one, other],
          [one, apart],
          [other, one.whatIf(world.changes.slice(half))],
        ] as const) {
          expect(differenceOf(a, b, names)).toEqual(differenceByHand(world.policy, a, b));
        }
      }),
      { numRuns: RUNS / 3, ...DRAWN },
    );
  });
});

function differenceOf(a: Evaluation, b: Evaluation, names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const each of a.difference(b, names)) {
    const key = JSON.stringify([each.predicate, each.tuple]);
    expect(found.has(key)).toBe(false);
    found.set(key, `${formatIntervals(each.before)} -> ${formatIntervals(each.after)}`);
    expect(union(intersection(each.before, each.after), each.lost)).toEqual(each.before);
    expect(union(intersection(each.before, each.after), each.gained)).toEqual(each.after);
  }
  return new Map([...found].sort(([x], [y]) => (x < y ? -1 : 1)));
}

function differenceByHand(policy: Policy, a: Extension, b: Extension): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name } of policy.predicates) {
    const tuples = new Map(
      [...a.list(name), ...b.list(name)].map(({ tuple }) => [JSON.stringify(tuple), tuple]),
    );
    for (const [key, tuple] of tuples) {
      const show = (days: IntervalSet): string => formatIntervals(days);
      const [before, after] = [show(a.when(name, tuple)), show(b.when(name, tuple))];
      if (before !== after) found.set(JSON.stringify([name, JSON.parse(key)]), `${before} -> ${after}`);
    }
  }
  return new Map([...found].sort(([x], [y]) => (x < y ? -1 : 1)));
}
