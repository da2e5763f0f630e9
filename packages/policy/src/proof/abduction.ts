/**
 * Backward chaining from a claim to facts that are missing: which facts within somebody's reach, added or ended, would
 * let a rule's body hold on a day. What it finds is tried out afterwards; so it may guess where an operator looks at
 * other days, but it must not be silent about a way.
 */
import type { Day } from "@comity/calendar";
import type { Extension } from "../evaluation.ts";
import { type Bindings, holdsByValue, valueOn } from "../meaning/expression.ts";
import type { Condition, Policy, Rule, Term, Tuple, Value } from "../policy.ts";
import { around, candidates, daysOf, rank } from "./solve.ts";
import {
  type Act,
  atomsOf,
  bindingsOf,
  type Entry,
  knownValue,
  resolved,
  type State,
  unified,
  variablesOf,
  type Way,
  withResidual,
} from "./way.ts";

/** At most so many facts make a remedy. */
export const MOST_FACTS = 3;
/** So many half-found ways are followed at a time, those with fewest facts first. */
const MOST_STATES = 48;
/** So many tuples that hold already are tried for an atom. */
const MOST_MATCHES = 12;
/** So many rules deep. */
const DEEPEST = 7;

type Atom = Extract<Condition, { condition: "atom" }>;
type Operator = Extract<
  Condition,
  { condition: "within" | "throughout" | "since" | "until" | "begins" | "ends" | "after" }
>;

/** By a new fact, or perhaps by one that is to be added anyway. */
const isTried = (state: State, before: State): boolean => isAct(state, before) || before.acts.length > 0;
const isAct = (state: State, before: State): boolean => state.acts.length > before.acts.length;

export class Abduction {
  readonly #policy: Policy;
  readonly #extension: Extension;
  readonly #on: Day;
  readonly #reach: ReadonlySet<string>;
  /** Derived predicates on which facts within reach have a bearing. */
  readonly #open: ReadonlySet<string>;
  readonly #rules = new Map<string, Rule[]>();
  readonly #possible = new Map<string, boolean>();

  constructor(policy: Policy, extension: Extension, on: Day) {
    this.#policy = policy;
    this.#extension = extension;
    this.#on = on;
    this.#reach = new Set(policy.records.flatMap(({ name, reach }) => (reach === undefined ? [] : [name])));
    for (const rule of policy.rules)
      this.#rules.set(rule.predicate, [...(this.#rules.get(rule.predicate) ?? []), rule]);
    const open = new Set<string>();
    for (let size = -1; size < open.size; ) {
      size = open.size;
      for (const rule of policy.rules)
        if (atomsOf(rule.body).some((name) => this.#reach.has(name) || open.has(name)))
          open.add(rule.predicate);
    }
    this.#open = open;
  }

  /** Every way found to let a derived tuple hold on the day, those with fewest facts first. */
  waysTo(predicate: string, tuple: Tuple): State[] {
    const start: State = { acts: [], residuals: [], known: new Map(), count: 0 };
    const entries = tuple.map((value): Entry => ({ value }));
    return this.#derive(predicate, entries, start, []).filter((state) => state.acts.length > 0);
  }

  /** By any rule of a derived predicate. `above` holds what is being derived already. */
  #derive(predicate: string, entries: readonly Entry[], state: State, above: readonly string[]): State[] {
    const key = JSON.stringify([predicate, ...entries.map((entry) => knownValue(entry, state) ?? null)]);
    if (above.includes(key) || above.length === DEEPEST || !this.#open.has(predicate)) return [];
    const found = (this.#rules.get(predicate) ?? []).flatMap((rule) => {
      const env = new Map(rule.variables.map((name, c) => [name, entries[c]!]));
      return this.#ways(rule.body, { env, state }, [...above, key]).map((way) => way.state);
    });
    return fewest(found, (one) => one);
  }

  #ways(condition: Condition, way: Way, above: readonly string[]): Way[] {
    switch (condition.condition) {
      case "atom":
        return this.#atom(condition, way, above);
      case "all": {
        let found: Way[] = [way];
        const waiting = [...condition.parts];
        while (waiting.length > 0 && found.length > 0) {
          const bindings = bindingsOf(found[0]!.env, found[0]!.state);
          const ranks = waiting.map((part) => this.#rank(part, bindings));
          const [part] = waiting.splice(ranks.indexOf(Math.min(...ranks)), 1);
          found = fewest(
            found.flatMap((one) => this.#ways(part!, one, above)),
            (one) => one.state,
          );
        }
        return found;
      }
      case "any":
        return condition.parts.flatMap((part) => this.#ways(part, way, above));
      case "unless":
        return this.#ways(condition.body, way, above).flatMap((one) =>
          this.#without(condition.exception, one, above).map((state) => ({ env: one.env, state })),
        );
      case "compare":
      case "let":
      case "days":
        return this.#value(condition, way);
      default:
        return this.#operator(condition, way, above);
    }
  }

  /** What is known to be so or not comes before what could be brought about: dead ends are found soon. */
  #rank(part: Condition, bindings: Bindings): number {
    const plain = rank(part, bindings);
    const isSettled = !atomsOf(part).some((name) => this.#open.has(name) || this.#reach.has(name));
    if (isSettled && plain >= 1 && plain < 7) return plain === 5 ? 3.5 : plain - 1;
    // A nested condition without known variables would have to be asked of everybody.
    const isBound = variablesOf(part).some((name) => bindings.has(name));
    return plain === 5 && !isBound ? 7.5 : plain;
  }

  #entries(terms: readonly Term[], { env, state }: Way): { entries: Entry[]; way: Way } {
    let named = env as Map<string, Entry>;
    let { count } = state;
    const entries = terms.map((term): Entry => {
      if (term.term === "value") return { value: term.value };
      if (term.term === "any") return { unknown: count++ };
      const known = named.get(term.name);
      if (known !== undefined) return known;
      const entry = { unknown: count++ };
      if (named === env) named = new Map(env);
      named.set(term.name, entry);
      return entry;
    });
    const same = count === state.count;
    return { entries, way: { env: named, state: same ? state : { ...state, count } } };
  }

  /** Whether something still to be chosen for a new fact is among the entries. */
  #isChoice(entries: readonly Entry[], state: State): boolean {
    const chosen = new Set<number>();
    for (const act of state.acts)
      for (const entry of act.entries) {
        const known = resolved(entry, state);
        if ("unknown" in known) chosen.add(known.unknown);
      }
    return entries.some((entry) => {
      const known = resolved(entry, state);
      return "unknown" in known && chosen.has(known.unknown);
    });
  }

  #atom(condition: Atom, before: Way, above: readonly string[]): Way[] {
    const { predicate, terms } = condition;
    const { entries, way } = this.#entries(terms, before);
    const { env, state } = way;
    const pattern = entries.map((entry) => knownValue(entry, state));
    const found: Way[] = [];
    const isUnbound = pattern.length > 0 && pattern.every((value) => value === undefined);
    if (isUnbound || this.#isChoice(entries, state)) {
      if (this.#isPossible(condition, pattern))
        found.push({ env, state: withResidual(state, condition, env) });
      if (isUnbound && !this.#open.has(predicate) && !this.#reach.has(predicate)) return found;
    } else {
      for (const { tuple } of this.#extension.list(predicate, pattern, this.#on)) {
        let matched: State | undefined = state;
        for (const [c, entry] of entries.entries())
          matched = matched && unified(entry, { value: tuple[c]! }, matched);
        if (matched !== undefined) found.push({ env, state: matched });
        if (!pattern.includes(undefined) || found.length === MOST_MATCHES) return found;
      }
    }
    for (const act of state.acts) {
      // The new fact may serve here too.
      if (act.act !== "add" || act.record !== predicate) continue;
      let same: State | undefined = state;
      for (const [c, entry] of entries.entries()) same = same && unified(entry, act.entries[c]!, same);
      if (same !== undefined) found.push({ env, state: same });
    }
    if (this.#reach.has(predicate)) {
      const added = this.#acting(state, { act: "add", record: predicate, entries });
      if (added !== undefined) found.push({ env, state: added });
    }
    for (const derived of this.#derive(predicate, entries, state, above))
      if (isTried(derived, state)) found.push({ env, state: derived });
    return found;
  }

  /** Whether a tuple like this holds, or could: what nobody can bring about and nothing is like is a dead end. */
  #isPossible({ predicate, terms }: Atom, pattern: readonly (Value | undefined)[]): boolean {
    if (this.#open.has(predicate) || this.#reach.has(predicate)) return true;
    const key = JSON.stringify([
      predicate,
      ...pattern.map((value) => value ?? null),
      ...terms.map((term) => term.term),
    ]);
    let isPossible = this.#possible.get(key);
    if (isPossible === undefined) {
      isPossible = false;
      for (const _ of this.#extension.list(predicate, pattern, this.#on)) {
        isPossible = true;
        break;
      }
      this.#possible.set(key, isPossible);
    }
    return isPossible;
  }

  /** The same for an operator. */
  #isEver(condition: Operator, bindings: Bindings): boolean {
    if (atomsOf(condition).some((name) => this.#open.has(name) || this.#reach.has(name))) return true;
    const { line, column } = condition.place;
    const values = variablesOf(condition).map((name) => bindings.get(name) ?? null);
    const key = JSON.stringify([condition.condition, line, column, ...values]);
    let isEver = this.#possible.get(key);
    if (isEver === undefined) {
      isEver = candidates(this.#policy, this.#extension, condition, bindings).some(
        (some) => around(daysOf(this.#policy, this.#extension, condition, some), this.#on) !== undefined,
      );
      this.#possible.set(key, isEver);
    }
    return isEver;
  }

  #acting(state: State, act: Act): State | undefined {
    const key = (one: Act): string =>
      JSON.stringify([one.act, one.record, one.entries.map((e) => resolved(e, state))]);
    if (state.acts.some((one) => key(one) === key(act))) return state;
    return state.acts.length === MOST_FACTS ? undefined : { ...state, acts: [...state.acts, act] };
  }

  #value(condition: Extract<Condition, { condition: "compare" | "let" | "days" }>, way: Way): Way[] {
    const { env, state } = way;
    const bindings = bindingsOf(env, state);
    const missing = variablesOf(condition).filter((name) => !bindings.has(name));
    if (missing.length === 0) return holdsByValue(this.#policy, condition, bindings, this.#on) ? [way] : [];
    if (condition.condition === "let" && missing.length === 1 && missing[0] === condition.variable) {
      const value = valueOn(this.#policy, condition.value, bindings, this.#on);
      if (value === undefined) return [];
      const entry = { value: value as Value };
      const old = env.get(condition.variable);
      const next = old === undefined ? state : unified(old, entry, state);
      return next === undefined ? [] : [{ env: new Map(env).set(condition.variable, entry), state: next }];
    }
    return [{ env, state: withResidual(state, condition, env) }];
  }

  /** With the exception not the case: it is not anyway, something ends or is added, or it is up to what is chosen. */
  #without(exception: Condition, { env, state }: Way, above: readonly string[]): State[] {
    const bindings = bindingsOf(env, state);
    const open = variablesOf(exception).filter((name) => env.has(name) && !bindings.has(name));
    if (open.length > 0) return [withResidual(state, exception, env, true)];
    return this.#lifted(exception, bindings, state, above);
  }

  /** Ways to let a condition hold on the day for no values of its own variables. */
  #lifted(condition: Condition, bindings: Bindings, state: State, above: readonly string[]): State[] {
    let found = [state];
    for (const some of candidates(this.#policy, this.#extension, condition, bindings)) {
      const days = daysOf(this.#policy, this.#extension, condition, some);
      if (around(days, this.#on) === undefined) continue;
      found = fewest(
        found.flatMap((one) => this.#broken(condition, some, one, above)),
        (one) => one,
      );
    }
    return found;
  }

  /** Ways to let a condition that holds on the day for these values no longer do so. */
  #broken(condition: Condition, bindings: Bindings, state: State, above: readonly string[]): State[] {
    const holds = (inner: Condition): boolean =>
      around(daysOf(this.#policy, this.#extension, inner, bindings), this.#on) !== undefined;
    const each = (parts: readonly Condition[]): State[] =>
      parts.reduce<State[]>(
        (found, part) =>
          fewest(
            found.flatMap((one) => this.#broken(part, bindings, one, above)),
            (one) => one,
          ),
        [state],
      );
    switch (condition.condition) {
      case "atom":
        return this.#brokenAtom(condition, bindings, state, above);
      case "all":
        return condition.parts.flatMap((part) => this.#broken(part, bindings, state, above));
      case "any":
        return each(condition.parts.filter(holds));
      case "unless": {
        const env = new Map([...bindings].map(([name, value]): [string, Entry] => [name, { value }]));
        const again = this.#ways(condition.exception, { env, state }, above).map((way) => way.state);
        return [
          ...this.#broken(condition.body, bindings, state, above),
          ...again.filter((one) => isAct(one, state)),
        ];
      }
      case "compare":
      case "let":
      case "days":
        return [];
      default: {
        const operands = "anchor" in condition ? [condition.body, condition.anchor] : [condition.body];
        return operands.flatMap((part) => this.#broken(part, bindings, state, above));
      }
    }
  }

  #brokenAtom(
    { predicate, terms }: Atom,
    bindings: Bindings,
    state: State,
    above: readonly string[],
  ): State[] {
    const pattern = terms.map((term) =>
      term.term === "any" ? undefined : term.term === "value" ? term.value : bindings.get(term.name),
    );
    let found = [state];
    for (const { tuple } of this.#extension.list(predicate, pattern, this.#on)) {
      const entries = tuple.map((value): Entry => ({ value }));
      if (this.#reach.has(predicate)) {
        found = found.flatMap((one) => this.#acting(one, { act: "end", record: predicate, entries }) ?? []);
        continue;
      }
      const key = JSON.stringify(["not", predicate, ...tuple]);
      if (!this.#open.has(predicate) || above.includes(key) || above.length === DEEPEST) return [];
      for (const rule of this.#rules.get(predicate) ?? []) {
        const head = new Map(rule.variables.map((name, c) => [name, tuple[c]!]));
        found = fewest(
          found.flatMap((one) => this.#lifted(rule.body, head, one, [...above, key])),
          (one) => one,
        );
      }
    }
    return found;
  }

  /** As the operator's days are now; else by something new in its operands, which is then tried out. */
  #operator(condition: Operator, way: Way, above: readonly string[]): Way[] {
    const { env, state } = way;
    const bindings = bindingsOf(env, state);
    const found: Way[] = [];
    const names = variablesOf(condition);
    const isOpen = names.some((name) => env.has(name) && this.#isChoice([env.get(name)!], state));
    if (isOpen || (names.length > 0 && bindings.size === 0)) {
      const named = new Map(env);
      let { count } = state;
      for (const name of names) if (!named.has(name)) named.set(name, { unknown: count++ });
      if (this.#isEver(condition, bindings))
        found.push({ env: named, state: withResidual({ ...state, count }, condition, named) });
    } else {
      for (const some of candidates(this.#policy, this.#extension, condition, bindings)) {
        const days = daysOf(this.#policy, this.#extension, condition, some);
        if (around(days, this.#on) === undefined) continue;
        let matched: State | undefined = state;
        const named = new Map(env);
        for (const [name, value] of some) {
          const entry = named.get(name);
          if (entry !== undefined) matched = matched && unified(entry, { value }, matched);
          else named.set(name, { value });
        }
        if (matched !== undefined) found.push({ env: named, state: matched });
        if (found.length === MOST_MATCHES) break;
      }
      if (found.length > 0 && names.every((name) => bindings.has(name))) return found;
    }
    const parts = "anchor" in condition ? [condition.anchor, condition.body] : [condition.body];
    const both: Condition = { condition: "all", parts, place: condition.place };
    return [...found, ...this.#ways(both, way, above).filter((one) => isTried(one.state, state))];
  }
}

/** The first of those with fewest facts. */
function fewest<T>(found: readonly T[], stateOf: (one: T) => State): T[] {
  if (found.length <= MOST_STATES) return [...found];
  return [...found].sort((a, b) => stateOf(a).acts.length - stateOf(b).acts.length).slice(0, MOST_STATES);
}
