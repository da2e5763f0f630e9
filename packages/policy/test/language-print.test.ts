/** Parse of print is the same policy. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Duration, sumOf } from "@comity/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Condition,
  type Expression,
  type Policy,
  printDiagnostic,
  printPolicy,
  type Rule,
  readPolicy,
} from "../src/index.ts";
import { policies } from "./random.ts";

const GOOD = fileURLToPath(new URL("./golden/good/", import.meta.url));
const good = readdirSync(GOOD)
  .filter((name) => name.endsWith(".policy.md"))
  .map((name) => [name, readFileSync(GOOD + name, "utf8")] as const);

/** Kinds that the language does not write but infers are the narrowest it finds; the generator's may be wider. */
const WIDER: Readonly<Record<string, string>> = { State: "Party", Institute: "Party" };
const wide = (kind: string): string => WIDER[kind] ?? kind;

/** An expression as the language reads it: durations that are written out are added up. */
function normalExpression(expression: Expression): Expression {
  if (expression.expression !== "arithmetic") return { ...expression, kind: wide(expression.kind) };
  const left = normalExpression(expression.left);
  const right = normalExpression(expression.right);
  if (expression.kind === "Duration" && left.expression === "value" && right.expression === "value")
    return {
      expression: "value",
      value: sumOf(left.value as Duration, right.value as Duration),
      kind: "Duration",
    };
  return { ...expression, left, right };
}

/** Which side of an `=` is computed is a matter of order, too. */
function equation(left: Expression, right: Expression): object {
  return { condition: "equation", sides: [left, right].map((side) => JSON.stringify(side)).sort() };
}

/** A condition as the language reads it. `x = ...` is one form: which of several computes `x` is a matter of order. */
function normal(condition: Condition): object {
  const { place: _, ...rest } = condition;
  switch (rest.condition) {
    case "atom":
      return rest;
    case "all":
    case "any":
      return { ...rest, parts: rest.parts.map(normal) };
    case "unless":
      return { ...rest, body: normal(rest.body), exception: normal(rest.exception) };
    case "since":
    case "until":
      return { ...rest, body: normal(rest.body), anchor: normal(rest.anchor) };
    case "let": {
      const left: Expression = { expression: "variable", name: rest.variable, kind: wide(rest.kind) };
      return equation(left, normalExpression(rest.value));
    }
    case "compare": {
      const [left, right] = [normalExpression(rest.left), normalExpression(rest.right)];
      return rest.operator === "=" ? equation(left, right) : { ...rest, left, right };
    }
    case "days":
      return { ...rest, day: normalExpression(rest.day) };
    default:
      return { ...rest, body: normal(rest.body) };
  }
}

/** The rule with `_` for each variable that stands once, in an exception: the language refuses a name there. */
function withoutStrays(rule: Rule): Rule {
  const counts = countsOf(rule);
  const visit = (condition: Condition, inException: boolean): Condition => {
    switch (condition.condition) {
      case "atom": {
        const isStray = (name: string): boolean => inException && counts.get(name) === 1;
        const terms = condition.terms.map((term) =>
          term.term === "variable" && isStray(term.name) ? ({ term: "any" } as const) : term,
        );
        return { ...condition, terms };
      }
      case "all":
      case "any":
        return { ...condition, parts: condition.parts.map((part) => visit(part, inException)) };
      case "unless":
        return {
          ...condition,
          body: visit(condition.body, inException),
          exception: visit(condition.exception, true),
        };
      case "since":
      case "until":
        return {
          ...condition,
          body: visit(condition.body, inException),
          anchor: visit(condition.anchor, inException),
        };
      case "compare":
      case "let":
      case "days":
        return condition;
      default:
        return { ...condition, body: visit(condition.body, inException) };
    }
  };
  return { ...rule, body: visit(rule.body, false) };
}

function countsOf(rule: Rule): Map<string, number> {
  const counts = new Map<string, number>();
  const names = JSON.stringify(rule.body).matchAll(
    /"(?:term|expression)":"variable","name":"(\w+)"|"variable":"(\w+)"/g,
  );
  for (const [, name, computed] of names)
    counts.set((name ?? computed)!, (counts.get((name ?? computed)!) ?? 0) + 1);
  for (const name of rule.variables) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function withoutPlaces(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === "place" ? undefined : inner)));
}

function same(policy: Policy): object {
  const rules = policy.rules.map((rule) => ({ ...rule, body: normal(rule.body) }));
  const predicates = policy.predicates.map(({ name, role, columns }) => ({ name, role, columns }));
  return withoutPlaces({ ...policy, file: "", rules, predicates }) as object;
}

describe("parse of print is the same policy", () => {
  const read = (policy: Policy) => {
    const text = printPolicy(policy);
    const { policy: again, diagnostics } = readPolicy(text, "printed.policy.md", { horizon: true });
    return { text, again, errors: diagnostics.filter(({ severity }) => severity === "error") };
  };

  /** What the generator writes and the language refuses, rightly. */
  const REFUSED = new Set(["unknown-kind-of-entity", "kinds-differ", "kind-not-guaranteed"]);

  test.each([false, true])("for random policies (recursion through durations: %s)", (throughDurations) => {
    let compared = 0;
    let refused = 0;
    fc.assert(
      fc.property(policies({ throughDurations }), (random) => {
        const policy = { ...random, rules: random.rules.map(withoutStrays) };
        const { text, again, errors } = read(policy);
        if (errors.length > 0 && errors.every(({ code }) => REFUSED.has(code))) {
          refused++;
          return;
        }
        compared++;
        const printed = errors.map((error) => printDiagnostic(error, text)).join("\n");
        expect(printed, text).toBe("");
        expect(same(again!), text).toEqual(same(policy));
      }),
      { numRuns: Number(process.env.COMITY_RUNS ?? 100) },
    );
    expect(compared).toBeGreaterThan(refused);
  });

  test.each(good)("for %s", (name, text) => {
    const { policy } = readPolicy(text, name, { horizon: true });
    const { again, errors } = read(policy!);
    expect(errors).toEqual([]);
    expect(same(again!)).toEqual(same(policy!));
  });
});
