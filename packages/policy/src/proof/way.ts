/** A half-found way to let something hold: facts to add or end, values still to be chosen, conditions on them. */
import { variablesIn } from "../meaning/dated.ts";
import type { Bindings } from "../meaning/expression.ts";
import type { Condition, Expression, Value } from "../policy.ts";

/** A value, or the number of something still to be chosen. */
export type Entry = { readonly value: Value } | { readonly unknown: number };

/** A fact to be brought about, or (`ends`) to be ended. */
export interface Act {
  readonly act: "add" | "end";
  readonly record: string;
  readonly entries: readonly Entry[];
}

/** A condition that what is still to be chosen must meet; `not`: must not. */
export interface Residual {
  readonly condition: Condition;
  readonly env: Env;
  readonly not: boolean;
}

/** The entries of a rule's variables. */
export type Env = ReadonlyMap<string, Entry>;

export interface State {
  readonly acts: readonly Act[];
  readonly residuals: readonly Residual[];
  /** What became of unknowns: a value, or another unknown that it must equal. */
  readonly known: ReadonlyMap<number, Entry>;
  /** How many unknowns there are. */
  readonly count: number;
}

export interface Way {
  readonly env: Env;
  readonly state: State;
}

/** The entry as far as it is known. */
export function resolved(entry: Entry, state: Pick<State, "known">): Entry {
  let at = entry;
  while ("unknown" in at) {
    const next = state.known.get(at.unknown);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

export function knownValue(entry: Entry | undefined, state: Pick<State, "known">): Value | undefined {
  if (entry === undefined) return undefined;
  const known = resolved(entry, state);
  return "value" in known ? known.value : undefined;
}

/** The variables that have values. */
export function bindingsOf(env: Env, state: Pick<State, "known">): Bindings {
  const bindings = new Map<string, Value>();
  for (const [name, entry] of env) {
    const value = knownValue(entry, state);
    if (value !== undefined) bindings.set(name, value);
  }
  return bindings;
}

/** The state with one more condition, where it has not got it already. */
export function withResidual(state: State, condition: Condition, env: Env, not = false): State {
  const same = (other: Residual): boolean =>
    other.condition === condition &&
    other.not === not &&
    variablesOf(condition).every((name) => {
      const [a, b] = [env.get(name), other.env.get(name)];
      if (a === undefined || b === undefined) return a === b;
      const [left, right] = [resolved(a, state), resolved(b, state)];
      return "value" in left
        ? "value" in right && left.value === right.value
        : "unknown" in right && left.unknown === right.unknown;
    });
  if (state.residuals.some(same)) return state;
  return { ...state, residuals: [...state.residuals, { condition, env, not }] };
}

/** Two entries made equal, or undefined where they differ. */
export function unified(a: Entry, b: Entry, state: State): State | undefined {
  const [left, right] = [resolved(a, state), resolved(b, state)];
  if ("value" in left && "value" in right) return left.value === right.value ? state : undefined;
  if ("unknown" in left && "unknown" in right && left.unknown === right.unknown) return state;
  const known = new Map(state.known);
  if ("unknown" in left) known.set(left.unknown, right);
  else known.set((right as { unknown: number }).unknown, left);
  return { ...state, known };
}

const atomsBefore = new WeakMap<Condition, readonly string[]>();
/** The records and predicates that a condition names, inside exceptions too. */
export function atomsOf(condition: Condition): readonly string[] {
  const known = atomsBefore.get(condition) ?? atomsIn(condition);
  atomsBefore.set(condition, known);
  return known;
}

function atomsIn(condition: Condition): string[] {
  if (condition.condition === "atom") return [condition.predicate];
  const inner: Condition[] = "parts" in condition ? [...condition.parts] : [];
  if ("body" in condition) inner.push(condition.body);
  if ("anchor" in condition) inner.push(condition.anchor);
  if ("exception" in condition) inner.push(condition.exception);
  return inner.flatMap(atomsIn);
}

const namesBefore = new WeakMap<Condition, readonly string[]>();

/** The variables that a condition names, each once. */
export function variablesOf(condition: Condition): readonly string[] {
  const known = namesBefore.get(condition) ?? [...new Set(namesIn(condition))];
  namesBefore.set(condition, known);
  return known;
}

function namesIn(condition: Condition): string[] {
  switch (condition.condition) {
    case "atom":
      return condition.terms.flatMap((term) => (term.term === "variable" ? [term.name] : []));
    case "compare":
      return [condition.left, condition.right].flatMap(variablesIn);
    case "let":
      return [condition.variable, ...variablesIn(condition.value)];
    case "days":
      return variablesIn(condition.day);
    default: {
      const inner: Condition[] = "parts" in condition ? [...condition.parts] : [condition.body];
      if ("anchor" in condition) inner.push(condition.anchor);
      if ("exception" in condition) inner.push(condition.exception);
      return inner.flatMap(namesIn);
    }
  }
}

/** The condition with its variables under other names, as text with names in their place can be printed from it. */
export function renamed(condition: Condition, names: ReadonlyMap<string, string>): Condition {
  const name = (old: string): string => names.get(old) ?? old;
  const inner = (part: Condition): Condition => renamed(part, names);
  const expression = (old: Expression): Expression => {
    if (old.expression === "variable") return { ...old, name: name(old.name) };
    if (old.expression !== "arithmetic") return old;
    return { ...old, left: expression(old.left), right: expression(old.right) };
  };
  switch (condition.condition) {
    case "atom": {
      const terms = condition.terms.map((term) =>
        term.term === "variable" ? { ...term, name: name(term.name) } : term,
      );
      return { ...condition, terms };
    }
    case "all":
    case "any":
      return { ...condition, parts: condition.parts.map(inner) };
    case "unless":
      return { ...condition, body: inner(condition.body), exception: inner(condition.exception) };
    case "since":
    case "until":
      return { ...condition, body: inner(condition.body), anchor: inner(condition.anchor) };
    case "compare":
      return { ...condition, left: expression(condition.left), right: expression(condition.right) };
    case "let":
      return { ...condition, variable: name(condition.variable), value: expression(condition.value) };
    case "days":
      return { ...condition, day: expression(condition.day) };
    default:
      return { ...condition, body: inner(condition.body) };
  }
}
