/**
 * Comparisons, computed values and days named by expressions, compiled to small functions over a row of a batch.
 * A dated parameter splits time into pieces, in each of which everything is constant.
 */
import { addDuration, type Day, type Duration, subtractDuration, sumOf } from "@comity/calendar";
import type { Symbols } from "../facts.ts";
import type { Comparison, Condition, Expression, Policy, Span, Value } from "../policy.ts";
import { NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";

const SINCE_EVER = -2147483648;
const OPEN = 2147483647;

/** Codes of the variables at one row. */
export interface Row {
  readonly columns: readonly Int32Array[];
  row: number;
}

/** What a variable holds where an alternative leaves it without a value; no registry has such a name. */
const NOTHING = "\u0000nothing";

/** The code that stands for no value in a column of that kind: it equals itself and is in no comparison. */
export function codeOfNothing(symbols: Symbols, kind: string): number {
  if (kind === "Day") return SINCE_EVER;
  return symbols.intern(kind, kind === "Number" ? Number.NaN : NOTHING);
}

type Computed = Value | Duration | undefined;
type Compute = (row: Row) => Computed;

/** What a compiled condition needs to know of its surroundings. */
export interface Scope {
  readonly policy: Policy;
  readonly symbols: Symbols;
  readonly store: SetStore;
  readonly slotOf: (variable: string) => number;
}

/** The days on which each dated parameter of the expressions takes a new value, as pieces `[from, to)` of all time. */
export function piecesOf(policy: Policy, names: ReadonlySet<string>): { from: number; to: number }[] {
  const starts = new Set<number>([SINCE_EVER]);
  for (const name of names)
    for (const piece of policy.parameters.find((parameter) => parameter.name === name)?.pieces ?? [])
      starts.add(piece.from);
  const sorted = [...starts].sort((a, b) => a - b);
  return sorted.map((from, k) => ({ from, to: sorted[k + 1] ?? OPEN }));
}

/** The value of a parameter in the piece that begins on `from`. */
export function valueIn(policy: Policy, name: string, from: number): Value | Duration {
  const parameter = policy.parameters.find((candidate) => candidate.name === name);
  const piece = parameter?.pieces.findLast((candidate) => candidate.from <= from);
  if (piece === undefined) throw new RangeError(`the parameter \`${name}\` has no value`);
  return piece.value;
}

/** The duration that a span stands for in the piece that begins on `from`. */
export function durationIn(policy: Policy, span: Span, from: number): Duration {
  return "duration" in span ? span.duration : (valueIn(policy, span.parameter, from) as Duration);
}

export function parametersOf(expression: Expression, found: Set<string> = new Set()): Set<string> {
  if (expression.expression === "parameter") found.add(expression.name);
  if (expression.expression === "arithmetic") {
    parametersOf(expression.left, found);
    parametersOf(expression.right, found);
  }
  return found;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function dayOrNothing(day: number): number | undefined {
  return day > SINCE_EVER && day < OPEN ? day : undefined;
}

/** Arithmetic of the language; undefined where it has no value (a division by zero, a day out of range). */
export function calculate(
  operator: "+" | "-" | "*" | "/",
  kinds: readonly [string, string],
  a: Computed,
  b: Computed,
): Computed {
  if (a === undefined || b === undefined) return undefined;
  if (kinds[0] === "Day" && kinds[1] === "Duration") {
    const shifted =
      operator === "+" ? addDuration(a as Day, b as Duration) : subtractDuration(a as Day, b as Duration);
    return dayOrNothing(shifted);
  }
  if (kinds[0] === "Duration" && kinds[1] === "Day")
    return dayOrNothing(addDuration(b as Day, a as Duration));
  if (kinds[0] === "Duration" && kinds[1] === "Duration") return sumOf(a as Duration, b as Duration);
  const x = a as number;
  const y = b as number;
  switch (operator) {
    case "+":
      return finite(x + y);
    case "-":
      return finite(x - y);
    case "*":
      return finite(x * y);
    case "/":
      return finite(x / y);
  }
}

function compile(expression: Expression, scope: Scope, from: number): Compute {
  switch (expression.expression) {
    case "value": {
      const { value } = expression;
      return () => value;
    }
    case "parameter": {
      const value = valueIn(scope.policy, expression.name, from);
      return () => value;
    }
    case "variable": {
      const slot = scope.slotOf(expression.name);
      const { kind } = expression;
      if (kind === "Day") return (row) => dayOrNothing(row.columns[slot]![row.row]!);
      return (row) => {
        const value = scope.symbols.value(kind, row.columns[slot]![row.row]!);
        return value === NOTHING || Number.isNaN(value) ? undefined : value;
      };
    }
    case "arithmetic": {
      const left = compile(expression.left, scope, from);
      const right = compile(expression.right, scope, from);
      const kinds = [expression.left.kind, expression.right.kind] as const;
      const { operator } = expression;
      return (row) => calculate(operator, kinds, left(row), right(row));
    }
  }
}

/** Order of values; text by code points, which differs from JavaScript's own order above U+FFFF. */
export function order(a: Value, b: Value): number {
  if (typeof a === "number") return a - (b as number);
  if (a === b) return 0;
  const x = [...a];
  const y = [...(b as string)];
  for (let k = 0; k < x.length && k < y.length; k++)
    if (x[k] !== y[k]) return x[k]!.codePointAt(0)! - y[k]!.codePointAt(0)!;
  return x.length - y.length;
}

export function compares(operator: Comparison, a: Value, b: Value): boolean {
  if (operator === "=") return a === b;
  if (operator === "!=") return a !== b;
  const by = order(a, b);
  if (operator === "<") return by < 0;
  if (operator === "<=") return by <= 0;
  return operator === ">" ? by > 0 : by >= 0;
}

/** The days of `form day`, as `[from, to)`. */
export function daysOf(form: "on" | "from" | "before" | "through", day: number): readonly [number, number] {
  if (form === "on") return [day, day + 1];
  if (form === "from") return [day, OPEN];
  return [SINCE_EVER, form === "before" ? day : day + 1];
}

/** The set of days on which a comparison or a naming of days holds, at a row. */
export type Test = (row: Row) => SetNumber;

export function compileTest(
  condition: Extract<Condition, { condition: "compare" | "days" }>,
  scope: Scope,
): Test {
  const { store } = scope;
  const expressions = condition.condition === "days" ? [condition.day] : [condition.left, condition.right];
  const names = new Set<string>();
  for (const expression of expressions) parametersOf(expression, names);
  const tests = piecesOf(scope.policy, names).map((piece) => {
    const [left, right] = expressions.map((expression) => compile(expression, scope, piece.from));
    const all = store.interval(piece.from, piece.to);
    const test: Test = (row) => {
      const a = left!(row);
      if (a === undefined) return NO_DAYS;
      if (condition.condition === "days") {
        const [from, to] = daysOf(condition.form, a as number);
        return store.interval(Math.max(from, piece.from), Math.min(to, piece.to));
      }
      const b = right!(row);
      return b !== undefined && compares(condition.operator, a as Value, b as Value) ? all : NO_DAYS;
    };
    return test;
  });
  if (tests.length === 1) return tests[0]!;
  return (row) => tests.reduce((days, test) => store.unite(days, test(row)), NO_DAYS);
}

/** The values that a `let` gives at a row, each with its days; mostly one, always. */
export type Values = (row: Row) => readonly { readonly code: number; readonly days: SetNumber }[];

export function compileLet(condition: Extract<Condition, { condition: "let" }>, scope: Scope): Values {
  const pieces = piecesOf(scope.policy, parametersOf(condition.value)).map((piece) => ({
    days: scope.store.interval(piece.from, piece.to),
    compute: compile(condition.value, scope, piece.from),
  }));
  return (row) => {
    const values: { code: number; days: SetNumber }[] = [];
    for (const { days, compute } of pieces) {
      const value = compute(row);
      if (value === undefined) continue;
      values.push({ code: scope.symbols.intern(condition.kind, value as Value), days });
    }
    return values;
  };
}
