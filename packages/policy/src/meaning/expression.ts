/** What an expression means on a day, for given values of its variables: terms, comparisons and days, one case each. */
import {
  addDuration,
  type Day,
  type Duration,
  isOpen,
  OPEN,
  SINCE_EVER,
  subtractDuration,
  sumOf,
} from "@comity/calendar";
import type { Comparison, Condition, Expression, Parameter, Policy, Span, Value } from "../policy.ts";

/** The values of a rule's variables. */
export type Bindings = ReadonlyMap<string, Value>;

/** The piece of a parameter that is in force on a day. Throws where the policy declares no such parameter. */
export function pieceOn(policy: Policy, name: string, on: Day): Parameter["pieces"][number] {
  const parameter = policy.parameters.find((candidate) => candidate.name === name);
  if (parameter === undefined) throw new RangeError(`no parameter \`${name}\` is declared`);
  return parameter.pieces.findLast((piece) => piece.from <= on) ?? parameter.pieces[0]!;
}

/** The value that a parameter has on a day. */
export function parameterOn(policy: Policy, name: string, on: Day): Value | Duration {
  return pieceOn(policy, name, on).value;
}

/** How long a span is on a day. */
export function spanOn(policy: Policy, span: Span, on: Day): Duration {
  return "duration" in span ? span.duration : (parameterOn(policy, span.parameter, on) as Duration);
}

/**
 * The value of an expression on a day, or undefined where it has none: a variable without a value, a division by
 * zero, a number that is not finite, a day beyond the calendar.
 */
export function valueOn(
  policy: Policy,
  expression: Expression,
  bindings: Bindings,
  on: Day,
): Value | Duration | undefined {
  switch (expression.expression) {
    case "variable":
      return bindings.get(expression.name);
    case "value":
      return expression.value;
    case "parameter":
      return parameterOn(policy, expression.name, on);
    case "arithmetic": {
      const left = valueOn(policy, expression.left, bindings, on);
      const right = valueOn(policy, expression.right, bindings, on);
      if (left === undefined || right === undefined) return undefined;
      return calculate(expression.operator, left, expression.left.kind, right, expression.right.kind);
    }
  }
}

/** One step of arithmetic on two values of these kinds; undefined where it has no result. */
export function calculate(
  operator: "+" | "-" | "*" | "/",
  left: Value | Duration,
  leftKind: string,
  right: Value | Duration,
  rightKind: string,
): Value | Duration | undefined {
  if (leftKind === "Duration" && rightKind === "Duration")
    return operator === "+" ? sumOf(left as Duration, right as Duration) : undefined;
  if (leftKind === "Duration" || rightKind === "Duration") {
    const [start, length] = leftKind === "Duration" ? [right, left] : [left, right];
    const move = operator === "+" ? addDuration : subtractDuration;
    const moved = move(start as Day, length as Duration);
    return isOpen(moved) ? undefined : moved;
  }
  const [a, b] = [left as number, right as number];
  const result = operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : a / b;
  return Number.isFinite(result) ? result + 0 : undefined;
}

/** Text in the order of its code points; numbers and days by size. Negative, zero or positive. */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const a = Array.from(String(left), (letter) => letter.codePointAt(0)!);
  const b = Array.from(String(right), (letter) => letter.codePointAt(0)!);
  for (let at = 0; at < a.length && at < b.length; at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return a.length - b.length;
}

/** Whether a comparison is true of two values. */
export function isTrue(operator: Comparison, left: Value, right: Value): boolean {
  const order = compareValues(left, right);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

/** Whether a comparison, a `let` or a condition on days holds on a day. */
export function holdsByValue(
  policy: Policy,
  condition: Extract<Condition, { condition: "compare" | "let" | "days" }>,
  bindings: Bindings,
  on: Day,
): boolean {
  const value = (expression: Expression) => valueOn(policy, expression, bindings, on);
  switch (condition.condition) {
    case "compare": {
      const [left, right] = [value(condition.left), value(condition.right)];
      if (left === undefined || right === undefined) return false;
      return isTrue(condition.operator, left as Value, right as Value);
    }
    case "let": {
      const [wanted, result] = [bindings.get(condition.variable), value(condition.value)];
      return wanted !== undefined && result !== undefined && compareValues(wanted, result as Value) === 0;
    }
    case "days": {
      const named = value(condition.day) as Day | undefined;
      if (named === undefined) return false;
      switch (condition.form) {
        case "on":
          return on === named;
        case "from":
          return on >= named;
        case "before":
          return on < named;
        case "through":
          return on <= named;
      }
    }
  }
}

/** The days on which some parameter of the policy changes, and since ever: between two of them all parameters stay. */
export function daysOfChange(policy: Policy): Day[] {
  const days = new Set<Day>([SINCE_EVER]);
  for (const parameter of policy.parameters) for (const piece of parameter.pieces) days.add(piece.from);
  return [...days].filter((day) => day !== OPEN).sort((a, b) => a - b);
}
