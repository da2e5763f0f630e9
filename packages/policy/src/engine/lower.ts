/**
 * From a policy to the engine's program. What an operator says of several conditions together becomes a predicate of
 * its own, derived like any other; the reader of the policy never sees it.
 */
import type { Symbols } from "../facts.ts";
import type { Condition, Policy, Rule } from "../policy.ts";
import { stratify } from "../strata.ts";
import { alternatives, guardsFor } from "./alternatives.ts";
import { type Lowering, RuleLowering } from "./lower-rule.ts";
import { atomsOf, type CoreComponent, type CorePredicate, type Program } from "./program.ts";
import type { SetStore } from "./sets.ts";
import { componentsOf, untangle } from "./untangle.ts";

class PolicyLowering implements Lowering {
  readonly predicates: CorePredicate[] = [];
  readonly byName = new Map<string, number>();
  readonly policy: Policy;
  readonly symbols: Symbols;
  readonly store: SetStore;

  constructor(policy: Policy, symbols: Symbols, store: SetStore) {
    this.policy = policy;
    this.symbols = symbols;
    this.store = store;
    for (const record of policy.records)
      this.#declare(
        record.name,
        record.columns.map((c) => c.kind),
        "record",
      );
    for (const predicate of policy.predicates)
      this.#declare(
        predicate.name,
        predicate.columns.map((c) => c.kind),
        "derived",
      );
  }

  #declare(name: string, kinds: readonly string[], role: CorePredicate["role"]): CorePredicate {
    const predicate = { name, number: this.predicates.length, kinds, role, rules: [] };
    this.predicates.push(predicate);
    this.byName.set(name, predicate.number);
    return predicate;
  }

  rule(rule: Rule): void {
    const head = this.predicates[this.byName.get(rule.predicate)!]!;
    this.#rules(head, rule.variables, rule.body, []);
  }

  /** Adds an alternative of `head(variables)` for each alternative of the condition. */
  #rules(
    head: CorePredicate,
    variables: readonly string[],
    body: Condition,
    context: readonly Condition[],
  ): void {
    for (const conjunction of alternatives(body))
      for (const guards of guardsFor(conjunction, variables, context, body, head.role))
        head.rules.push(new RuleLowering(this, head, variables, conjunction, context, guards).lower());
  }

  auxiliary(
    condition: Condition,
    variables: readonly string[],
    kinds: readonly string[],
    context: readonly Condition[],
  ): CorePredicate {
    const predicate = this.#declare(`(${this.predicates.length})`, kinds, "auxiliary");
    this.#rules(predicate, variables, condition, context);
    return predicate;
  }
}

/** Compiles a checked policy for the facts whose symbols are given. */
export function compile(policy: Policy, symbols: Symbols, store: SetStore): Program {
  const lowering = new PolicyLowering(policy, symbols, store);
  for (const rule of policy.rules) lowering.rule(rule);
  const { predicates, byName } = lowering;
  untangle(predicates);
  const delayed = new Set(
    stratify(policy)
      .components.filter((component) => component.delayed)
      .flatMap((component) => component.predicates),
  );
  const components = componentsOf(predicates).map((numbers): CoreComponent => {
    const recursive = numbers.some((number) =>
      predicates[number]!.rules.some(({ literals }) =>
        literals.flatMap(atomsOf).some(({ predicate }) => numbers.includes(predicate)),
      ),
    );
    return {
      predicates: numbers,
      recursive,
      cut: new Set(numbers.filter((number) => delayed.has(predicates[number]!.name))),
    };
  });
  return { policy, predicates, byName, components };
}
