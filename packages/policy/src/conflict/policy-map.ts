/** What a search for made-up cases asks of a policy again and again: rules by their heads, constants, what is cheapest. */
import { type Day, day, isOpen } from "@comity/calendar";
import type { Horizon } from "../evaluation.ts";
import { valuesOf } from "../meaning/dated.ts";
import {
  type Condition,
  declarationOf,
  type Expression,
  type KindName,
  type Policy,
  type Rule,
  type Value,
} from "../policy.ts";
import { NOTHING_KNOWN } from "../proof/solve.ts";
import { PossibleDays } from "./possible-days.ts";

/** The day of a case where nothing asks for another: in the middle of a month and of a year. */
export const USUAL_DAY = day("2024-06-15");

export class PolicyMap {
  readonly policy: Policy;
  readonly possible: PossibleDays;
  /** Days that rules and parameters name, ascending. */
  readonly days: readonly Day[];
  readonly #rules = new Map<string, Rule[]>();
  readonly #records: ReadonlySet<string>;
  readonly #parents: ReadonlyMap<KindName, KindName>;
  readonly #constants = new Map<KindName, Set<Value>>();
  readonly #costs = new Map<string, number>();

  /** `never` names derived predicates that are known to hold in no case. */
  constructor(
    policy: Policy,
    options: { readonly horizon?: Horizon; readonly never?: ReadonlySet<string> } = {},
  ) {
    this.policy = policy;
    this.possible = new PossibleDays(policy, options);
    this.#records = new Set(policy.records.map(({ name }) => name));
    this.#parents = new Map(
      policy.kinds.flatMap(({ name, parent }) => (parent === undefined ? [] : [[name, parent]])),
    );
    for (const rule of policy.rules) {
      const rules = this.#rules.get(rule.predicate);
      if (rules === undefined) this.#rules.set(rule.predicate, [rule]);
      else rules.push(rule);
    }
    for (const { name } of policy.predicates) this.#costs.set(name, Number.POSITIVE_INFINITY);
    for (let isSame = false; !isSame; ) {
      isSame = true;
      for (const { predicate, body } of policy.rules) {
        const cost = options.never?.has(predicate) ? Number.POSITIVE_INFINITY : this.costOf(body);
        if (cost >= this.#costs.get(predicate)!) continue;
        this.#costs.set(predicate, cost);
        isSame = false;
      }
    }
    for (const { body } of policy.rules) this.#collect(body);
    for (const { kind, pieces } of policy.parameters)
      for (const { from, value } of pieces) {
        this.#constant("Day", from);
        if (typeof value !== "object") this.#constant(kind, value);
      }
    const days = [...(this.#constants.get("Day") ?? [])] as Day[];
    this.days = days.filter((one) => !isOpen(one)).sort((a, b) => a - b);
  }

  rulesOf(predicate: string): readonly Rule[] {
    return this.#rules.get(predicate) ?? [];
  }

  isRecord(name: string): boolean {
    return this.#records.has(name);
  }

  /** Values of a kind that rules and parameters name; of entities those of every kind. */
  constants(kind: KindName): Value[] {
    return [...(this.#constants.get(kind) ?? [])];
  }

  isConstant(value: Value): boolean {
    return [...this.#constants.values()].some((values) => values.has(value));
  }

  /** The kind that is within the other, or the first where neither is. */
  narrower(a: KindName, b: KindName): KindName {
    for (let above: KindName | undefined = b; above !== undefined; above = this.#parents.get(above))
      if (above === a) return b;
    return a;
  }

  /** About how many facts it takes to let a condition hold; infinite where no number does. */
  costOf(condition: Condition): number {
    switch (condition.condition) {
      case "atom":
        return this.isRecord(condition.predicate) ? 1 : (this.#costs.get(condition.predicate) ?? 1) + 0.1;
      case "all":
        return condition.parts.reduce((sum, part) => sum + this.costOf(part), 0);
      case "any":
        return Math.min(...condition.parts.map((part) => this.costOf(part)));
      case "unless":
        return this.costOf(condition.body) + 0.3;
      case "since":
      case "until":
        // On the anchor's own day nothing is asked of the body.
        return this.costOf(condition.anchor) + 0.1;
      case "within":
      case "throughout":
      case "begins":
      case "ends":
      case "after":
        return this.costOf(condition.body) + 0.2;
      case "compare":
      case "let":
      case "days":
        return 0.05;
    }
  }

  #constant(kind: KindName, value: Value): void {
    const values = this.#constants.get(kind);
    if (values === undefined) this.#constants.set(kind, new Set([value]));
    else values.add(value);
  }

  #collect(condition: Condition): void {
    const look = (expression: Expression): void => {
      if (expression.expression === "value" && typeof expression.value !== "object")
        this.#constant(expression.kind, expression.value);
      if (expression.expression !== "arithmetic") return;
      [expression.left, expression.right].forEach(look);
      // What is calculated from constants alone is one: `from 2024-03-01 + 6 months`.
      for (const value of valuesOf(this.policy, expression, NOTHING_KNOWN))
        if (typeof value !== "object") this.#constant(expression.kind, value);
    };
    if (condition.condition === "atom") {
      const columns = declarationOf(this.policy, condition.predicate)?.columns ?? [];
      for (const [c, term] of condition.terms.entries())
        if (term.term === "value") this.#constant(columns[c]?.kind ?? "Text", term.value);
    }
    if (condition.condition === "compare") [condition.left, condition.right].forEach(look);
    if (condition.condition === "let") look(condition.value);
    if (condition.condition === "days") look(condition.day);
    if ("parts" in condition) for (const part of condition.parts) this.#collect(part);
    if ("body" in condition) this.#collect(condition.body);
    if ("anchor" in condition) this.#collect(condition.anchor);
    if ("exception" in condition) this.#collect(condition.exception);
  }
}
