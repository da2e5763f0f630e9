/** What changes with dated parameters, stretch by stretch: durations of windows, values, days named. */
import {
  type CalendarWindow,
  type Day,
  EMPTY,
  type IntervalSet,
  intersection,
  interval,
  OPEN,
  SINCE_EVER,
  unionAll,
} from "@comity/calendar";
import type { Condition, Expression, Policy, Span, Value, Window } from "../policy.ts";
import { type Bindings, holdsByValue, spanOn, valueOn } from "./expression.ts";

/** The days `[from, to)`. */
interface Stretch {
  readonly from: Day;
  readonly to: Day;
}

/** The stretches of all days on which none of the parameters named changes. */
export function stretchesBetween(policy: Policy, names: ReadonlySet<string>): Stretch[] {
  const starts = new Set<Day>([SINCE_EVER]);
  for (const { name, pieces } of policy.parameters)
    if (names.has(name)) for (const { from } of pieces) starts.add(from);
  const ascending = [...starts].sort((a, b) => a - b);
  return ascending.map((from, at) => ({ from, to: ascending[at + 1] ?? OPEN }));
}

/** The parameters that expressions and spans name. */
export function parametersIn(...read: readonly (Expression | Span | null)[]): Set<string> {
  const names = new Set<string>();
  const look = (expression: Expression): void => {
    if (expression.expression === "parameter") names.add(expression.name);
    if (expression.expression === "arithmetic") [expression.left, expression.right].forEach(look);
  };
  for (const one of read) {
    if (one === null) continue;
    if ("expression" in one) look(one);
    else if ("parameter" in one) names.add(one.parameter);
  }
  return names;
}

/** The variables that an expression names. */
export function variablesIn(expression: Expression): string[] {
  if (expression.expression === "variable") return [expression.name];
  if (expression.expression !== "arithmetic") return [];
  return [...variablesIn(expression.left), ...variablesIn(expression.right)];
}

/** The stretches on which a window's durations stay, each with them. */
export function windowsOf(policy: Policy, window: Window): (Stretch & { readonly window: CalendarWindow })[] {
  return stretchesBetween(policy, parametersIn(window.least, window.most)).map(({ from, to }) => ({
    from,
    to,
    window: {
      direction: window.direction,
      least: spanOn(policy, window.least, from),
      most: window.most === null ? null : spanOn(policy, window.most, from),
    },
  }));
}

/** An operator's days, put together from the stretches on which its window's durations stay. */
export function byWindow(
  policy: Policy,
  window: Window,
  days: (window: CalendarWindow) => IntervalSet,
): IntervalSet {
  const pieces = windowsOf(policy, window);
  if (pieces.length === 1) return days(pieces[0]!.window);
  return unionAll(pieces.map(({ from, to, window: here }) => intersection(days(here), interval(from, to))));
}

/** The days on which a comparison or `let` holds, or that a condition on days names. */
export function daysByValue(
  policy: Policy,
  condition: Extract<Condition, { condition: "compare" | "let" | "days" }>,
  bindings: Bindings,
): IntervalSet {
  const named =
    condition.condition === "compare"
      ? parametersIn(condition.left, condition.right)
      : parametersIn(condition.condition === "let" ? condition.value : condition.day);
  return unionAll(
    stretchesBetween(policy, named).map(({ from, to }) => {
      if (condition.condition !== "days")
        return holdsByValue(policy, condition, bindings, from) ? interval(from, to) : EMPTY;
      const day = valueOn(policy, condition.day, bindings, from) as Day | undefined;
      if (day === undefined) return EMPTY;
      const next = (day + 1) as Day;
      const days = {
        on: () => interval(day, next),
        from: () => interval(day, OPEN),
        before: () => interval(SINCE_EVER, day),
        through: () => interval(SINCE_EVER, next),
      }[condition.form]();
      return intersection(days, interval(from, to));
    }),
  );
}

/** Every value that an expression has on some day. */
export function valuesOf(policy: Policy, expression: Expression, bindings: Bindings): Value[] {
  const values = new Set<Value>();
  for (const { from } of stretchesBetween(policy, parametersIn(expression))) {
    const value = valueOn(policy, expression, bindings, from);
    if (value !== undefined) values.add(value as Value);
  }
  return [...values];
}
