/**
 * Searches for a made-up case: facts of records under which a derived predicate holds, while no guard is broken. Cases are
 * built backwards, the simplest first, and each is evaluated; what then stands in the way is mended where it can be
 * (an exception that needs a fact of its own, two values that a guard wants to be one). The budget is counted in
 * attempts and evaluations, never in time, and there is no chance in it: the same policy gives the same case.
 */
import {
  type Day,
  EMPTY,
  has,
  type IntervalSet,
  intersection,
  interval,
  isEmpty,
  OPEN,
  SINCE_EVER,
  unionAll,
} from "@comity/calendar";
import { type EngineEvaluation, evaluate } from "../engine/engine.ts";
import type { Horizon } from "../evaluation.ts";
import { type Fact, FactsBuilder } from "../facts.ts";
import type { Policy, Tuple, Value } from "../policy.ts";
import { candidates, daysOf, stretchesIn } from "../proof/solve.ts";
import { type Entry, knownValue } from "../proof/way.ts";
import { Attempts, Choosing } from "./branching.ts";
import { CaseBuilder } from "./case-builder.ts";
import { chooseValues, unknownBehind } from "./made-up-values.ts";
import type { OpenCase, Unwanted } from "./open-case.ts";
import { type PolicyMap, USUAL_DAY } from "./policy-map.ts";
import { smallestCase } from "./smallest-case.ts";
import { daysWithin } from "./telling-days.ts";

/** How long a search goes on. */
export interface Budget {
  /** So many cases are built. */
  readonly attempts: number;
  /** So many of them are evaluated. */
  readonly evaluations: number;
}

/** Once there is a case, so many attempts more are made for one with fewer facts. */
const MOST_FOR_FEWER = 200;
/** More facts than this are no small world, and few readers would follow them. */
const MOST_FACTS = 14;
/** So many times one case is mended. */
const MOST_MENDED = 4;

/** Facts, and a tuple of the predicate searched for that they let hold on a day. */
export interface Found {
  readonly facts: readonly Fact[];
  readonly tuple: Tuple;
  readonly on: Day;
}

/** What stood in the way of a case, and how often it has been mended. */
interface Mending {
  readonly mending: number;
  readonly avoid: readonly Unwanted[];
}

/** What a case comes to. */
interface Verdict {
  readonly evaluation: EngineEvaluation;
  readonly found: Found | undefined;
  /** A guard that the case breaks, with its values and days. */
  readonly broken: { readonly guard: string; readonly tuple: Tuple; readonly days: IntervalSet } | undefined;
}

/** Evaluates cases of one predicate, and counts how many. */
export class Judge {
  readonly goal: string;
  readonly #guards: readonly string[];
  readonly #nothing: EngineEvaluation;
  evaluations = 0;

  constructor(policy: Policy, goal: string, guards: readonly string[], horizon?: Horizon) {
    this.goal = goal;
    this.#guards = guards;
    const options = horizon === undefined ? {} : { horizon };
    this.#nothing = evaluate(policy, new FactsBuilder(policy.records).build(), options);
  }

  judge(facts: readonly Fact[], on?: Day): Verdict {
    this.evaluations++;
    const changes = facts.map((fact) => ({ ...fact, present: true }));
    const evaluation = this.#nothing.whatIf(changes);
    const holds = [...evaluation.list(this.goal)];
    const best = holds.find(({ days }) => on !== undefined && has(days, on)) ?? holds[0];
    const found = best && { facts, tuple: best.tuple, on: dayOf(best.days, on) };
    for (const guard of this.#guards)
      for (const { tuple, days } of evaluation.list(guard))
        return { evaluation, found, broken: { guard, tuple, days } };
    return { evaluation, found, broken: undefined };
  }

  /** The facts as a case, on the day where that can be, else on another; undefined where they are none. */
  caseOn(facts: readonly Fact[], on: Day): Found | undefined {
    const { found, broken } = this.judge(facts, on);
    return broken === undefined ? found : undefined;
  }
}

/** The day wanted, where it is one of them; else one at an end of them; else any. */
function dayOf(days: IntervalSet, on: Day | undefined): Day {
  if (on !== undefined && has(days, on)) return on;
  for (const { from, to } of stretchesIn(days)) {
    if (from !== SINCE_EVER) return from;
    if (to !== OPEN) return (to - 1) as Day;
  }
  return USUAL_DAY;
}

/**
 * Searches for a case: any at all, or (`isSmall`) one with few facts, none of which it could do without. Undefined where
 * the budget or the choices are used up before there is one.
 */
export function searchCase(
  map: PolicyMap,
  judge: Judge,
  budget: Budget,
  isSmall: boolean,
): Found | undefined {
  const possible = map.possible.ofPredicate(judge.goal);
  const [first] = possible;
  const isUsual = has(possible, USUAL_DAY);
  const days = [
    ...(isUsual ? [USUAL_DAY] : []),
    ...daysWithin(map, { from: SINCE_EVER, to: OPEN }, "first", possible),
  ];
  if (first === undefined || days.length === 0) return undefined;
  const attempts = new Attempts<Mending>();
  attempts.add({ prescribed: [], with: { mending: 0, avoid: [] }, cost: 0 });
  const seen = new Set<string>();
  let best: Found | undefined;
  let last = budget.attempts;
  for (let made = 0; made < last && judge.evaluations < budget.evaluations; made++) {
    const attempt = attempts.next();
    if (attempt === undefined) break;
    const choosing = new Choosing(attempt.prescribed);
    const built = new CaseBuilder(map, choosing);
    const on = choosing.pick([...new Set(days)]);
    const isBuilt = built.derive(judge.goal, { from: on, to: (on + 1) as Day });
    const unwanted = [...built.unwanted];
    const isMended = isBuilt && attempt.with.avoid.every((one) => built.avoid(one));
    const structural = choosing.made.map(({ chosen }) => chosen);
    const facts = isMended ? factsOf(map, built, choosing) : undefined;
    attempts.addOthers(attempt, choosing);
    if (facts === undefined || facts.length >= (best?.facts.length ?? MOST_FACTS + 1)) continue;
    const key = JSON.stringify(facts);
    if (seen.has(key)) continue;
    seen.add(key);
    const verdict = judge.judge(facts, on);
    if (verdict.found !== undefined && verdict.broken === undefined) {
      if (!isSmall) return verdict.found;
      best = smallestCase(map, judge, verdict.found);
      last = Math.min(budget.attempts, made + MOST_FOR_FEWER);
      continue;
    }
    if (attempt.with.mending === MOST_MENDED) continue;
    const inTheWay = obstacles(map, built, unwanted, verdict);
    if (inTheWay.length === 0) continue;
    const mended = { mending: attempt.with.mending + 1, avoid: [...attempt.with.avoid, ...inTheWay] };
    attempts.add({ prescribed: structural, with: mended, cost: attempt.cost + 0.5 });
  }
  return best;
}

/** The facts of a case that was built, for each tuple as many as it has stretches of days. Undefined where values fail. */
function factsOf(map: PolicyMap, built: OpenCase, choosing: Choosing): Fact[] | undefined {
  const extent = choosing.among(4);
  if (!chooseValues(map, built, choosing)) return undefined;
  const byTuple = new Map<string, { record: string; tuple: Tuple; days: IntervalSet }>();
  for (const { record, entries, days } of built.needed) {
    const tuple = entries.map((entry) => knownValue(entry, built)!);
    const key = JSON.stringify([record, ...tuple]);
    const before = byTuple.get(key)?.days ?? EMPTY;
    byTuple.set(key, { record, tuple, days: unionAll([before, interval(days.from, days.to)]) });
  }
  return [...byTuple.values()].flatMap(({ record, tuple, days }) => {
    const all = stretchesIn(days);
    const [from, to] = [all[0]!.from, all[all.length - 1]!.to];
    // As short as can be; or without gaps; or from then on; or always.
    const stretches = [all, [{ from, to }], [{ from, to: OPEN }], [{ from: SINCE_EVER, to: OPEN }]][extent]!;
    return stretches.map((stretch) => ({ record, tuple, ...stretch }));
  });
}

/** What keeps a case from being one: exceptions that hold after all, with the values for which they do, and a guard. */
function obstacles(
  map: PolicyMap,
  built: OpenCase,
  unwanted: readonly Unwanted[],
  verdict: Verdict,
): Unwanted[] {
  const { evaluation, broken, found } = verdict;
  const entryOf = (value: Value): Entry => {
    const unknown = unknownBehind(value);
    if (unknown !== undefined) return { unknown };
    const behind = built.kinds.findIndex((_, at) => knownValue({ unknown: at }, built) === value);
    return behind < 0 ? { value } : { unknown: behind };
  };
  const obstacle = (
    condition: Unwanted["condition"],
    values: ReadonlyMap<string, Value>,
    days: IntervalSet,
  ) =>
    stretchesIn(days).map((stretch): Unwanted => {
      const env = new Map([...values].map(([name, value]) => [name, entryOf(value)]));
      return { condition, env, days: stretch };
    });
  if (found === undefined)
    return unwanted.flatMap(({ condition, env, days }) => {
      const known = new Map<string, Value>();
      for (const [name, entry] of env) {
        const value = knownValue(entry, built);
        if (value !== undefined) known.set(name, value);
      }
      return candidates(map.policy, evaluation, condition, known).flatMap((some) => {
        const on = intersection(
          daysOf(map.policy, evaluation, condition, some),
          interval(days.from, days.to),
        );
        return isEmpty(on) ? [] : obstacle(condition, some, on);
      });
    });
  if (broken === undefined) return [];
  return map.rulesOf(broken.guard).flatMap(({ body, variables }) => {
    const values = new Map(variables.map((name, c) => [name, broken.tuple[c]!]));
    return obstacle(body, values, broken.days);
  });
}
