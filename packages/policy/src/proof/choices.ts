/** What is still to be chosen in a remedy: values that meet its conditions as things are. */
import type { Day } from "@comity/calendar";
import type { Extension } from "../evaluation.ts";
import { holdsByValue, valueOn } from "../meaning/expression.ts";
import type { Condition, Policy, Value } from "../policy.ts";
import { around, candidates, daysOf, matched, patternOf, rank } from "./solve.ts";
import {
  bindingsOf,
  type Entry,
  knownValue,
  type Residual,
  resolved,
  type State,
  variablesOf,
} from "./way.ts";

/** For a choice that no condition bounds, so many values of its column are looked at. */
const MOST_OF_COLUMN = 4;
/** So many ways to choose are looked at in all. */
export const MOST_CHOICES = 12;

export class Choices {
  readonly #policy: Policy;
  readonly #extension: Extension;
  readonly #on: Day;
  readonly #known = new Map<string, readonly (readonly Value[])[]>();
  readonly #numbers = new WeakMap<Condition, number>();
  #count = 0;

  constructor(policy: Policy, extension: Extension, on: Day) {
    this.#policy = policy;
    this.#extension = extension;
    this.#on = on;
  }

  /**
   * The unknowns of the acts, in their order, and ways to choose values for them (the first few). The same for all
   * states whose conditions read alike, so that hundreds of people with the same choice ask once.
   */
  of(state: State): { readonly unknowns: readonly number[]; readonly ways: readonly (readonly Value[])[] } {
    const numbering = new Map<number, number>();
    const numbered = (entry: Entry): unknown => {
      const known = resolved(entry, state);
      if ("value" in known) return known.value;
      if (!numbering.has(known.unknown)) numbering.set(known.unknown, numbering.size);
      return { choice: numbering.get(known.unknown) };
    };
    const columns = state.acts.map((act) => {
      const open = act.entries.map((entry, c) =>
        "unknown" in resolved(entry, state) ? [c, numbered(entry)] : null,
      );
      return [act.record, open.filter((one) => one !== null)];
    });
    const unknowns = [...numbering.keys()];
    const conditions = state.residuals.map(({ condition, env, not }) => {
      const entries = variablesOf(condition)
        .map((name) => env.get(name))
        .map((entry) => entry && numbered(entry));
      return [this.#numberOf(condition), not, entries];
    });
    const key = JSON.stringify([columns, conditions]);
    let ways = this.#known.get(key);
    if (ways === undefined) {
      ways = this.#choose(state, unknowns);
      this.#known.set(key, ways);
    }
    return { unknowns, ways };
  }

  #numberOf(condition: Condition): number {
    const number = this.#numbers.get(condition) ?? this.#count++;
    this.#numbers.set(condition, number);
    return number;
  }

  #choose(state: State, unknowns: readonly number[]): Value[][] {
    const found = new Map<string, Value[]>();
    for (const chosen of this.#solved(state, state.residuals)) {
      const values = unknowns.map((unknown) => knownValue({ unknown }, chosen)!);
      found.set(JSON.stringify(values), values);
      if (found.size === MOST_CHOICES) break;
    }
    return [...found.values()];
  }

  /** States in which all conditions are met and every unknown of the acts has a value. */
  *#solved(state: State, waiting: readonly Residual[]): Generator<State> {
    const ranks = waiting.map(({ condition, env, not }) =>
      not ? 20 : rank(condition, bindingsOf(env, state)),
    );
    const best = Math.min(...ranks);
    const at = ranks.indexOf(best);
    // Before what must not be the case, and before comparisons without a value, the rest gets values.
    if (best >= 8) {
      const open = this.#nextOpen(state);
      if (open !== undefined) {
        for (const value of this.#values(open, state, waiting))
          yield* this.#solved(
            { ...state, known: new Map(state.known).set(open.unknown, { value }) },
            waiting,
          );
        return;
      }
    }
    if (at < 0) {
      yield state;
      return;
    }
    const rest = waiting.filter((_, other) => other !== at);
    for (const next of this.#met(waiting[at]!, state)) yield* this.#solved(next, rest);
  }

  *#met({ condition, env, not }: Residual, state: State): Generator<State> {
    const bindings = bindingsOf(env, state);
    if (not) {
      if (!this.#isCase(condition, bindings)) yield state;
      return;
    }
    if (condition.condition === "atom") {
      const pattern = patternOf(condition.terms, bindings);
      for (const { tuple } of this.#extension.list(condition.predicate, pattern, this.#on)) {
        const more = matched(condition.terms, tuple, bindings);
        if (more !== undefined) yield withValues(state, env, more);
      }
      return;
    }
    for (const more of candidates(this.#policy, this.#extension, condition, bindings)) {
      const days = daysOf(this.#policy, this.#extension, condition, more);
      if (around(days, this.#on) !== undefined) yield withValues(state, env, more);
    }
  }

  #isCase(condition: Condition, bindings: ReadonlyMap<string, Value>): boolean {
    return candidates(this.#policy, this.#extension, condition, bindings).some((some) => {
      const days = daysOf(this.#policy, this.#extension, condition, some);
      return around(days, this.#on) !== undefined;
    });
  }

  /** The first unknown of an act that has no value yet, and where it stands. */
  #nextOpen(state: State): { unknown: number; record: string; column: number } | undefined {
    for (const { record, entries } of state.acts)
      for (const [column, entry] of entries.entries()) {
        const known = resolved(entry, state);
        if ("unknown" in known) return { unknown: known.unknown, record, column };
      }
    return undefined;
  }

  /** Values for an unknown that no atom bounds: what it is compared with and its neighbours, and some of its column. */
  #values(
    { unknown, record, column }: { unknown: number; record: string; column: number },
    state: State,
    waiting: readonly Residual[],
  ): Value[] {
    const values = new Set<Value>();
    const compared = waiting.flatMap(({ condition, env, not }) => {
      if (not || condition.condition !== "compare") return [];
      const isIt = variablesOf(condition).some((name) => {
        const known = env.get(name) && resolved(env.get(name)!, state);
        return known !== undefined && "unknown" in known && known.unknown === unknown;
      });
      return isIt ? [{ condition, env }] : [];
    });
    for (const { condition, env } of compared) {
      const bindings = bindingsOf(env, state);
      for (const side of [condition.left, condition.right]) {
        const value = valueOn(this.#policy, side, bindings, this.#on) as Value | undefined;
        if (value === undefined) continue;
        values.add(value);
        if (typeof value === "number") values.add(value + 1).add(value - 1);
      }
    }
    const seen = new Set<Value>();
    for (const { tuple } of this.#extension.list(record)) {
      seen.add(tuple[column]!);
      if (seen.size === MOST_OF_COLUMN) break;
    }
    return [...values, ...seen].filter((value) =>
      compared.every(({ condition, env }) => {
        const known = new Map(state.known).set(unknown, { value });
        const bindings = bindingsOf(env, { ...state, known });
        const isKnown = variablesOf(condition).every((name) => bindings.has(name));
        return !isKnown || holdsByValue(this.#policy, condition, bindings, this.#on);
      }),
    );
  }
}

/** The unknowns behind a rule's variables get the values found. */
function withValues(
  state: State,
  env: ReadonlyMap<string, Entry>,
  values: ReadonlyMap<string, Value>,
): State {
  const known = new Map(state.known);
  for (const [name, entry] of env) {
    const value = values.get(name);
    const open = resolved(entry, { ...state, known });
    if (value !== undefined && "unknown" in open) known.set(open.unknown, { value });
  }
  return { ...state, known };
}
