/** The stretch of days outside of which nothing changes, for a policy on given facts. */
import { type Day, type Duration, day, isOpen } from "@comity/calendar";
import type { Horizon } from "../evaluation.ts";
import { eachFact, type Facts } from "../facts.ts";
import type { Condition, Expression, Policy, Span, Value } from "../policy.ts";
import { stratify } from "../strata.ts";

const LONGEST_MONTH_DAYS = 31;
/** So that `begins` and `ends` on the very first and last day named have a day beside them. */
const MARGIN_DAYS = 3;
const LEAP_DAY_2024 = day("2024-02-29");

/**
 * The first and last day that it takes to see everything: the earliest and latest day named by the facts, the policy
 * and the horizon, and on both sides as many days as the durations along any chain of rules can carry a change.
 */
export function stretchOf(policy: Policy, facts: Facts, horizon?: Horizon): { first: number; last: number } {
  const named: number[] = horizon === undefined ? [] : [horizon.first, horizon.last];
  for (const fact of eachFact(facts)) {
    named.push(fact.from, fact.to);
    facts.tables.get(fact.record)!.shape.columns.forEach((column, c) => {
      if (column.kind === "Day") named.push(fact.tuple[c] as number);
    });
  }
  for (const parameter of policy.parameters)
    for (const { from, value } of parameter.pieces) {
      named.push(from);
      if (parameter.kind === "Day") named.push(value as number);
    }
  const durations = durationsByRule(policy, named);
  const finite = named.filter((x) => !isOpen(x as Day));
  if (finite.length === 0) finite.push(LEAP_DAY_2024);
  const reach = MARGIN_DAYS + reachOf(policy, durations);
  return {
    first: finite.reduce((a, b) => Math.min(a, b)) - reach,
    last: finite.reduce((a, b) => Math.max(a, b)) + reach,
  };
}

function longestDays(duration: Duration): number {
  return duration.months * LONGEST_MONTH_DAYS + duration.days;
}

/** For each rule the sum of its durations in days, each at its longest. Day values in the rules are added to `named`. */
function durationsByRule(policy: Policy, named: number[]): ReadonlyMap<string, number> {
  const parameters = new Map(policy.parameters.map((parameter) => [parameter.name, parameter]));
  const ofParameter = (name: string): number =>
    Math.max(...parameters.get(name)!.pieces.map(({ value }) => longestDays(value as Duration)));
  const ofSpan = (span: Span): number =>
    "duration" in span ? longestDays(span.duration) : ofParameter(span.parameter);
  const ofValue = (kind: string, value: Value | Duration): number => {
    if (kind === "Day") named.push(value as number);
    return kind === "Duration" ? longestDays(value as Duration) : 0;
  };
  const ofExpression = (expression: Expression): number => {
    switch (expression.expression) {
      case "variable":
        return 0;
      case "value":
        return ofValue(expression.kind, expression.value);
      case "parameter":
        return expression.kind === "Duration" ? ofParameter(expression.name) : 0;
      case "arithmetic":
        return ofExpression(expression.left) + ofExpression(expression.right);
    }
  };
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const ofCondition = (condition: Condition): number => {
    switch (condition.condition) {
      case "atom":
        // A day written as a term is the same as one compared with; which terms are days does not matter here.
        return 0;
      case "all":
      case "any":
        return sum(condition.parts.map(ofCondition));
      case "unless":
        return ofCondition(condition.body) + ofCondition(condition.exception);
      case "begins":
      case "ends":
      case "after":
        return 1 + ofCondition(condition.body);
      case "within":
      case "throughout":
      case "since":
      case "until": {
        const { least, most } = condition.window;
        const anchor = "anchor" in condition ? ofCondition(condition.anchor) : 0;
        const longest = Math.max(ofSpan(least), most === null ? 0 : ofSpan(most));
        return 1 + longest + ofCondition(condition.body) + anchor;
      }
      case "compare":
        return ofExpression(condition.left) + ofExpression(condition.right);
      case "let":
        return ofExpression(condition.value);
      case "days":
        return ofExpression(condition.day);
    }
  };
  return new Map(policy.rules.map((rule) => [rule.id, ofCondition(rule.body)]));
}

/** The longest sum of durations along any chain of rules; inside a recursion every rule may take part once. */
function reachOf(policy: Policy, durations: ReadonlyMap<string, number>): number {
  const reach = new Map<string, number>();
  for (const { predicates } of stratify(policy).components) {
    const rules = policy.rules.filter((rule) => predicates.includes(rule.predicate));
    const own = rules.reduce((sum, rule) => sum + durations.get(rule.id)!, 0);
    const below = Math.max(
      0,
      ...rules.flatMap((rule) => [...atomsOf(rule.body)]).map((p) => reach.get(p) ?? 0),
    );
    for (const predicate of predicates) reach.set(predicate, own + below);
  }
  return Math.max(0, ...reach.values());
}

function* atomsOf(condition: Condition): Generator<string> {
  if (condition.condition === "atom") yield condition.predicate;
  if ("parts" in condition) for (const part of condition.parts) yield* atomsOf(part);
  if ("body" in condition) yield* atomsOf(condition.body);
  if ("anchor" in condition) yield* atomsOf(condition.anchor);
  if ("exception" in condition) yield* atomsOf(condition.exception);
}
