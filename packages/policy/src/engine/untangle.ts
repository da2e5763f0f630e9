/**
 * Exceptions that would wait for what they are exceptions to. A condition inside an exception may compare what only the
 * rule around it binds; the predicate made for it is derived for the values that its surroundings give (its guards), and
 * where these are the recursion that the exception belongs to, the exception would be asked before its values are there.
 * Which values matter is all that a guard says, and too many do no harm. So there a guard asks another predicate instead,
 * that holds all values which the recursion could ever give: its rules without exceptions, comparisons and days.
 */
import { stronglyConnected } from "../strata.ts";
import { EVER } from "./operations.ts";
import { type Atom, atomsOf, type CorePredicate, type CoreRule, type Literal } from "./program.ts";
import { ALL_DAYS } from "./sets.ts";

function isException(literal: Literal): boolean {
  return literal.literal === "unless" || literal.literal === "unless-any";
}

/** The components of the derived predicates, each after those that it needs. */
export function componentsOf(predicates: readonly CorePredicate[]): number[][] {
  const derived = predicates.filter(({ role }) => role !== "record");
  const edges = new Map(
    derived.map(({ number, rules }) => [
      String(number),
      rules
        .flatMap(({ literals }) => literals.flatMap(atomsOf))
        .filter(({ predicate }) => predicates[predicate]!.role !== "record")
        .map(({ predicate }) => String(predicate)),
    ]),
  );
  const names = derived.map(({ number }) => String(number));
  return stronglyConnected(names, edges).map((members) => members.map(Number));
}

/** Whether an exception in a rule of the component asks the component. */
function isTangled(component: readonly number[], predicates: readonly CorePredicate[]): boolean {
  const inside = new Set(component);
  return component.some((number) =>
    predicates[number]!.rules.some(({ literals }) =>
      literals.some(
        (literal) => isException(literal) && atomsOf(literal).some(({ predicate }) => inside.has(predicate)),
      ),
    ),
  );
}

class Untangling {
  readonly #predicates: CorePredicate[];
  readonly #inside: ReadonlySet<number>;
  /** By predicate of the component: the one that holds all its values. */
  readonly #values = new Map<number, CorePredicate>();

  constructor(component: readonly number[], predicates: CorePredicate[]) {
    this.#predicates = predicates;
    this.#inside = new Set(component);
  }

  run(): void {
    for (const number of this.#inside) {
      const { rules } = this.#predicates[number]!;
      rules.splice(0, rules.length, ...rules.map((rule) => this.#withOtherGuards(rule)));
    }
  }

  #withOtherGuards(rule: CoreRule): CoreRule {
    const literals = rule.literals.map((literal): Literal => {
      if (literal.literal === "atom" && literal.isGuard === true && this.#inside.has(literal.atom.predicate))
        return { ...literal, atom: this.#valuesIn(literal.atom) };
      if (literal.literal === "unless-any")
        return { ...literal, rules: literal.rules.map((each) => this.#withOtherGuards(each)) };
      return literal;
    });
    return { ...rule, literals };
  }

  /** An atom that holds on all days for all values for which the given one could ever hold. */
  #valuesIn(atom: Atom): Atom {
    if (!this.#inside.has(atom.predicate)) return { ...atom, operations: [...atom.operations, EVER] };
    return { ...atom, predicate: this.#valuesOf(atom.predicate).number, operations: [EVER] };
  }

  #valuesOf(number: number): CorePredicate {
    const known = this.#values.get(number);
    if (known !== undefined) return known;
    const of = this.#predicates[number]!;
    const values: CorePredicate = {
      name: `(${this.#predicates.length})`,
      number: this.#predicates.length,
      kinds: of.kinds,
      role: "auxiliary",
      rules: [],
    };
    this.#predicates.push(values);
    this.#values.set(number, values);
    for (const rule of of.rules) values.rules.push(this.#anyDays(rule, values.number));
    return values;
  }

  #anyDays(rule: CoreRule, head: number): CoreRule {
    const literals = rule.literals.flatMap((literal): Literal[] => {
      switch (literal.literal) {
        case "atom":
          return [{ literal: "atom", atom: this.#valuesIn(literal.atom) }];
        case "reach":
          return [{ literal: "atom", atom: this.#valuesIn(literal.anchor) }];
        case "let": {
          const { compute } = literal;
          const anyDay: typeof compute = (row) => compute(row).map(({ code }) => ({ code, days: ALL_DAYS }));
          return [{ ...literal, compute: anyDay }];
        }
        default:
          return [];
      }
    });
    return { ...rule, head, literals };
  }
}

/**
 * Lets no exception ask its own component, adding predicates where needed. Throws a RangeError where one still would,
 * which the checks of a policy rule out.
 */
export function untangle(predicates: CorePredicate[]): void {
  for (const component of componentsOf(predicates))
    if (isTangled(component, predicates)) new Untangling(component, predicates).run();
  for (const component of componentsOf(predicates))
    if (isTangled(component, predicates))
      throw new RangeError(
        "an exception compares what only the recursion around it says; give the exception a rule of its own",
      );
}
