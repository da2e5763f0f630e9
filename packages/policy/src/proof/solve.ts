/** Conditions over an extension: the values that may fit their variables, and the days on which they then hold. */
import {
  ALWAYS,
  after,
  begins,
  type CalendarWindow,
  type Day,
  difference,
  EMPTY,
  ends,
  type IntervalSet,
  intersection,
  isEmpty,
  since,
  throughout,
  unionAll,
  until,
  within,
} from "@comity/calendar";
import type { Extension, Pattern } from "../evaluation.ts";
import { byWindow, daysByValue, valuesOf, variablesIn } from "../meaning/dated.ts";
import type { Bindings } from "../meaning/expression.ts";
import type { Condition, Policy, Rule, Term, Tuple } from "../policy.ts";
import type { Stretch } from "./proof.ts";

/** Where tuples and their days are read. */
export type Source = Pick<Extension, "when" | "list">;

/** A rule with values for all its variables, and the days that it gives. */
export interface Derivation {
  readonly rule: Rule;
  readonly bindings: Bindings;
  readonly days: IntervalSet;
}

export const NOTHING_KNOWN: Bindings = new Map();

export function patternOf(terms: readonly Term[], bindings: Bindings): Pattern {
  return terms.map((term) => {
    if (term.term === "any") return undefined;
    return term.term === "value" ? term.value : bindings.get(term.name);
  });
}

/** The bindings and those that the tuple adds, or undefined where the terms do not fit it. */
export function matched(terms: readonly Term[], tuple: Tuple, bindings: Bindings): Bindings | undefined {
  const more = new Map(bindings);
  for (const [column, term] of terms.entries()) {
    if (term.term === "any") continue;
    const value = term.term === "value" ? term.value : more.get(term.name);
    if (value === undefined) more.set((term as { name: string }).name, tuple[column]!);
    else if (value !== tuple[column]) return undefined;
  }
  return more;
}

/** The days on which a condition holds; a variable without a value fits no atom. */
export function daysOf(
  policy: Policy,
  source: Source,
  condition: Condition,
  bindings: Bindings,
): IntervalSet {
  const days = (inner: Condition): IntervalSet => daysOf(policy, source, inner, bindings);
  switch (condition.condition) {
    case "atom": {
      const { predicate, terms } = condition;
      const pattern = patternOf(terms, bindings);
      if (!pattern.includes(undefined)) return source.when(predicate, pattern as Tuple);
      if (terms.some((term, c) => term.term === "variable" && pattern[c] === undefined)) return EMPTY;
      return unionAll(Array.from(source.list(predicate, pattern), (dated) => dated.days));
    }
    case "all": {
      let both: IntervalSet = ALWAYS;
      for (const part of condition.parts) {
        both = intersection(both, days(part));
        if (isEmpty(both)) break;
      }
      return both;
    }
    case "any":
      return unionAll(condition.parts.map(days));
    case "unless": {
      let left = days(condition.body);
      if (isEmpty(left)) return left;
      for (const some of candidates(policy, source, condition.exception, bindings))
        left = difference(left, daysOf(policy, source, condition.exception, some));
      return left;
    }
    case "within":
    case "throughout": {
      const body = days(condition.body);
      const operation = condition.condition === "within" ? within : throughout;
      return byWindow(policy, condition.window, (window) => operation(body, window));
    }
    case "since":
    case "until": {
      const [body, anchor] = [days(condition.body), days(condition.anchor)];
      return byWindow(policy, condition.window, (window) => anchored(body, anchor, window));
    }
    case "begins":
      return begins(days(condition.body));
    case "ends":
      return ends(days(condition.body));
    case "after":
      return after(days(condition.body));
    case "compare":
    case "let":
    case "days":
      return daysByValue(policy, condition, bindings);
  }
}

/** `since` or `until`, as the window's direction says. */
export function anchored(body: IntervalSet, anchor: IntervalSet, window: CalendarWindow): IntervalSet {
  return window.direction === "last" ? since(body, anchor, window) : until(body, anchor, window);
}

/** Tuples in an order of their own, whatever order they were found in. */
export function inOrder<T extends { readonly tuple: Tuple }>(found: Iterable<T>): T[] {
  const keyed = Array.from(found, (one) => [JSON.stringify(one.tuple), one] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** How soon a part should be looked at: the fewer tuples it can give, the sooner. */
export function rank(part: Condition, known: Bindings): number {
  const isKnown = (name: string): boolean => known.has(name);
  switch (part.condition) {
    case "compare":
      return [part.left, part.right].flatMap(variablesIn).every(isKnown) ? 0 : 8;
    case "days":
      return variablesIn(part.day).every(isKnown) ? 0 : 8;
    case "let":
      return isKnown(part.variable) || variablesIn(part.value).every(isKnown) ? 0 : 9;
    case "atom": {
      const pattern = patternOf(part.terms, known);
      const open = pattern.filter((value) => value === undefined).length;
      if (open === 0) return 1;
      return open < pattern.length ? 2 + open / pattern.length : 7;
    }
    default:
      return 5;
  }
}

/**
 * Values for a condition's variables, going on from those known: all for which it holds on some day, and maybe more.
 * Goes from part to part by what is known already, so that it asks for few tuples.
 */
export function candidates(
  policy: Policy,
  source: Source,
  condition: Condition,
  known: Bindings,
): Bindings[] {
  let found: Bindings[] = [known];
  for (;;) {
    const more = new Map<string, Bindings>();
    for (const old of found)
      for (const one of extended(policy, source, condition, old)) more.set(keyOf(one), one);
    // Once more where something was added beside a `let` that had to wait for it.
    const grew =
      found.length > 0 && [...more.values()].some((one) => !found.some((old) => old.size === one.size));
    found = [...more.values()];
    if (grew && hasLet(condition)) continue;
    // In an order of their own, so that engine and reference are explained alike.
    return [...more].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }
}

export function keyOf(bindings: Bindings): string {
  return JSON.stringify([...bindings].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function hasLet(condition: Condition): boolean {
  if (condition.condition === "let") return true;
  if ("parts" in condition) return condition.parts.some(hasLet);
  return "anchor" in condition ? hasLet(condition.anchor) : "body" in condition && hasLet(condition.body);
}

function extended(policy: Policy, source: Source, condition: Condition, known: Bindings): Bindings[] {
  switch (condition.condition) {
    case "atom": {
      const found: Bindings[] = [];
      for (const { tuple } of source.list(condition.predicate, patternOf(condition.terms, known))) {
        const bindings = matched(condition.terms, tuple, known);
        if (bindings !== undefined) found.push(bindings);
      }
      return found;
    }
    case "all": {
      let found: Bindings[] = [known];
      const waiting = [...condition.parts];
      while (waiting.length > 0 && found.length > 0) {
        const ranks = waiting.map((part) => rank(part, found[0]!));
        const [part] = waiting.splice(ranks.indexOf(Math.min(...ranks)), 1);
        found = found.flatMap((bindings) => extended(policy, source, part!, bindings));
      }
      return found;
    }
    case "any":
      return condition.parts.flatMap((part) => extended(policy, source, part, known));
    case "since":
    case "until":
      return extended(policy, source, condition.anchor, known);
    case "unless":
    case "within":
    case "throughout":
    case "begins":
    case "ends":
    case "after":
      return extended(policy, source, condition.body, known);
    case "let": {
      if (known.has(condition.variable)) return [known];
      const values = valuesOf(policy, condition.value, known);
      return values.length === 0
        ? [known]
        : values.map((value) => new Map(known).set(condition.variable, value));
    }
    case "compare":
    case "days":
      return [known];
  }
}

/** Every way in which the rules of a predicate give a tuple on some day. */
export function* derivations(
  policy: Policy,
  source: Source,
  predicate: string,
  tuple: Tuple,
): Generator<Derivation> {
  for (const rule of policy.rules) {
    if (rule.predicate !== predicate) continue;
    const terms = rule.variables.map((name): Term => ({ term: "variable", name }));
    const known = matched(terms, tuple, NOTHING_KNOWN);
    if (known === undefined) continue;
    for (const bindings of candidates(policy, source, rule.body, known)) {
      const days = daysOf(policy, source, rule.body, bindings);
      if (!isEmpty(days)) yield { rule, bindings, days };
    }
  }
}

/** The interval of a set that contains a day (or the open end itself), or undefined. */
export function around(set: IntervalSet, day: Day): Stretch | undefined {
  for (let at = 0; at < set.length; at += 2)
    if (set[at]! <= day && day < set[at + 1]!) return { from: set[at]! as Day, to: set[at + 1]! as Day };
  return undefined;
}

/** All intervals of a set. */
export function stretchesIn(set: IntervalSet): Stretch[] {
  return Array.from({ length: set.length / 2 }, (_, at) => ({
    from: set[2 * at]! as Day,
    to: set[2 * at + 1]! as Day,
  }));
}
