/**
 * Values for what a case leaves open. Entities are made up, each its own; numbers, days and text are taken from around
 * what the conditions compare them with, so that both sides of every bound are tried.
 */
import {
  addDuration,
  covers,
  type Day,
  type Duration,
  interval,
  isOpen,
  subtractDuration,
} from "@comity/calendar";
import { daysByValue, parametersIn, stretchesBetween, variablesIn } from "../meaning/dated.ts";
import { type Bindings, calculate, valueOn } from "../meaning/expression.ts";
import type { Expression, KindName, Value } from "../policy.ts";
import { cut } from "../proof/pieces.ts";
import { type Entry, knownValue, resolved, variablesOf } from "../proof/way.ts";
import type { Choosing } from "./branching.ts";
import type { OpenCase, ValueNeed } from "./open-case.ts";
import { type PolicyMap, USUAL_DAY } from "./policy-map.ts";
import { isWorldly } from "./telling-days.ts";

/** So many values are tried for one unknown. */
const MOST_VALUES = 14;

const isPlain = (kind: KindName): boolean => kind === "Number" || kind === "Day" || kind === "Text";

/** The fresh value of an unknown entity; `madeUpNames` gives it a name once the case stands. */
export function madeUpEntity(unknown: number): string {
  return `made up ${unknown}`;
}

/** The unknown behind a value made by `madeUpEntity`. */
export function unknownBehind(value: Value): number | undefined {
  const digits = typeof value === "string" ? /^made up (\d+)$/.exec(value)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** Gives every unknown of the case a value; false where the conditions on values leave none. */
export function chooseValues(map: PolicyMap, built: OpenCase, choosing: Choosing): boolean {
  return new ValueChooser(map, built, choosing).choose();
}

class ValueChooser {
  readonly #map: PolicyMap;
  readonly #built: OpenCase;
  readonly #choosing: Choosing;
  readonly #fresh = new Map<KindName, number>();

  constructor(map: PolicyMap, built: OpenCase, choosing: Choosing) {
    this.#map = map;
    this.#built = built;
    this.#choosing = choosing;
  }

  choose(): boolean {
    const { needed, values, known, kinds } = this.#built;
    const open = (entry: Entry): number | undefined => {
      const at = resolved(entry, this.#built);
      return "unknown" in at ? at.unknown : undefined;
    };
    // Entities first: nothing is calculated from them, and conditions that name them are then about the rest.
    for (const unknown of kinds.keys())
      if (open({ unknown }) === unknown && !isPlain(kinds[unknown]!))
        known.set(unknown, { value: madeUpEntity(unknown) });
    for (;;) {
      const waiting = values.flatMap((need) => {
        const unknowns = new Set(
          variablesOf(need.condition).flatMap((name) => open(need.env.get(name)!) ?? []),
        );
        return unknowns.size === 0 ? [] : [{ need, unknowns: [...unknowns] }];
      });
      if (waiting.length === 0) break;
      // The one that other conditions already determine; else that of the condition with fewest.
      waiting.sort((a, b) => a.unknowns.length - b.unknowns.length);
      if (!this.#assign(waiting[0]!.unknowns[0]!)) return false;
    }
    if (!values.every((need) => this.#isMet(need))) return false;
    for (const { entries } of needed)
      for (const entry of entries) {
        const unknown = open(entry);
        if (unknown !== undefined && !this.#assign(unknown)) return false;
      }
    return true;
  }

  #bindings(env: ReadonlyMap<string, Entry>): Bindings {
    const bindings = new Map<string, Value>();
    for (const [name, entry] of env) {
      const value = knownValue(entry, this.#built);
      if (value !== undefined) bindings.set(name, value);
    }
    return bindings;
  }

  #isMet({ condition, env, days }: ValueNeed): boolean {
    const on = daysByValue(this.#map.policy, condition, this.#bindings(env));
    return covers(on, interval(days.from, days.to));
  }

  /** A value for an unknown, that meets every condition in which it was the last one open. */
  #assign(unknown: number): boolean {
    const { values, known, kinds } = this.#built;
    const kind = kinds[unknown]!;
    const about = values.flatMap((need) => {
      const names = variablesOf(need.condition).filter((name) => {
        const at = resolved(need.env.get(name)!, this.#built);
        return "unknown" in at && at.unknown === unknown;
      });
      return names.length === 0 ? [] : [{ need, names }];
    });
    const candidates = new Set<Value>();
    for (const { need, names } of about) for (const value of this.#around(need, names)) candidates.add(value);
    if (about.length === 0) candidates.add(this.#freshValue(kind));
    for (const value of this.#pool(kind)) candidates.add(value);
    if (kind === "Number") for (const value of between([...candidates] as number[])) candidates.add(value);
    const fitting: Value[] = [];
    for (const value of candidates) {
      if (kind === "Day" && (!isWorldly(value as Day) || isOpen(value as Day))) continue;
      known.set(unknown, { value });
      const meets = about.every(({ need }) => {
        const isClosed = variablesOf(need.condition).every(
          (name) => knownValue(need.env.get(name), this.#built) !== undefined,
        );
        return !isClosed || this.#isMet(need);
      });
      if (meets) fitting.push(value);
      if (fitting.length === MOST_VALUES) break;
    }
    known.delete(unknown);
    if (fitting.length === 0) return false;
    known.set(unknown, { value: this.#choosing.pick(fitting) });
    return true;
  }

  #freshValue(kind: KindName): Value {
    const number = (this.#fresh.get(kind) ?? 0) + 1;
    this.#fresh.set(kind, number);
    if (kind === "Number") return number;
    if (kind === "Day") return USUAL_DAY;
    return number === 1 ? "a text" : `a text ${number}`;
  }

  #pool(kind: KindName): Value[] {
    const constants = this.#map.constants(kind);
    if (kind === "Number")
      return [...constants.flatMap((n) => [n, (n as number) + 1, (n as number) - 1]), 1, 0, 100, -1];
    if (kind === "Day") return [...constants.filter((d) => !isOpen(d as Day)), USUAL_DAY];
    return [...constants, ...constants.map((text) => `${text}a`), "a text", "b", ""];
  }

  /** Values on both sides of where a condition changes, for the unknown behind `names`. */
  *#around({ condition, env, days }: ValueNeed, names: readonly string[]): Generator<Value> {
    const { policy } = this.#map;
    const bindings = this.#bindings(env);
    const sides: readonly Expression[] =
      condition.condition === "compare"
        ? [condition.left, condition.right]
        : condition.condition === "let"
          ? [{ expression: "variable", name: condition.variable, kind: condition.kind }, condition.value]
          : [condition.day];
    const dated = sides.flatMap((side) => [...parametersIn(side)]);
    for (const stretch of stretchesBetween(policy, new Set(dated))) {
      const here = cut(stretch, days);
      if (here === undefined) continue;
      const on = here.from;
      if (condition.condition === "days") {
        for (const target of [here.from, here.to])
          if (!isOpen(target))
            for (const value of this.#solved(condition.day, target, names, bindings, on))
              yield* beside(value);
        continue;
      }
      for (const [own, other] of [sides, [...sides].reverse()]) {
        if (own === undefined || other === undefined) continue;
        if (variablesIn(other).some((name) => names.includes(name))) continue;
        const target = valueOn(policy, other, bindings, on);
        if (target === undefined || typeof target === "object") continue;
        for (const value of this.#solved(own, target, names, bindings, on)) yield* beside(value);
      }
    }
  }

  /** Values of the unknown for which an expression has about the value wanted. */
  *#solved(
    expression: Expression,
    target: Value,
    names: readonly string[],
    bindings: Bindings,
    on: Day,
  ): Generator<Value> {
    if (expression.expression === "variable" && names.includes(expression.name)) yield target;
    if (expression.expression !== "arithmetic") return;
    const { operator, left, right } = expression;
    const { policy } = this.#map;
    const back = ({ "+": "-", "-": "+", "*": "/", "/": "*" } as const)[operator];
    for (const [own, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (!variablesIn(own).some((name) => names.includes(name))) continue;
      const value = valueOn(policy, other, bindings, on);
      if (value === undefined) continue;
      let wanted: Value | Duration | undefined;
      if (typeof value === "object")
        wanted =
          operator === "+" ? subtractDuration(target as Day, value) : addDuration(target as Day, value);
      else if (own === right && (operator === "-" || operator === "/"))
        wanted = calculate(operator, value, "Number", target, "Number");
      else wanted = calculate(back, target, "Number", value, "Number");
      if (wanted !== undefined && typeof wanted !== "object")
        yield* this.#solved(own, wanted, names, bindings, on);
    }
  }
}

/** A value and its neighbours in the order of its kind. */
function* beside(value: Value): Generator<Value> {
  yield value;
  if (typeof value === "number") {
    for (const off of [1, -1, 2, -2, 31, -31]) yield value + off;
    return;
  }
  yield `${value}a`;
  if (value.length > 0) yield value.slice(0, -1);
}

/** A number between any two neighbours: for bounds that leave little room. */
function between(numbers: readonly number[]): number[] {
  const ascending = [...numbers].sort((a, b) => a - b);
  return ascending.slice(1).map((number, at) => {
    const middle = (ascending[at]! + number) / 2;
    return Math.floor(middle) > ascending[at]! ? Math.floor(middle) : middle;
  });
}
