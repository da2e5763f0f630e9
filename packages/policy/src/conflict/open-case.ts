/**
 * A made-up case as far as it has been thought out: facts that it needs, values still to be chosen and what they must meet,
 * and what must not hold.
 */
import { parameterOn } from "../meaning/expression.ts";
import {
  type Column,
  type Comparison,
  type Condition,
  declarationOf,
  type Expression,
  type KindName,
  type Term,
} from "../policy.ts";
import type { Stretch } from "../proof/proof.ts";
import { type Entry, resolved, variablesOf } from "../proof/way.ts";
import type { Choosing } from "./branching.ts";
import type { PolicyMap } from "./policy-map.ts";
import { isWorldly } from "./telling-days.ts";

/** A case that needs so many facts, counted before equal ones become one, is followed no further. */
const MOST_NEEDED = 40;

export type Env = Map<string, Entry>;
export type Of<C extends Condition["condition"]> = Extract<Condition, { condition: C }>;
export type ValueCondition = Of<"compare" | "let" | "days">;

/** A fact that the case needs on all these days. */
export interface Needed {
  readonly record: string;
  readonly entries: readonly Entry[];
  readonly days: Stretch;
}

/** A condition on values, to be met on all these days. */
export interface ValueNeed {
  readonly condition: ValueCondition;
  readonly env: ReadonlyMap<string, Entry>;
  readonly days: Stretch;
}

/** A condition that must hold on none of these days, whatever the values of variables that are not in `env`. */
export interface Unwanted {
  readonly condition: Condition;
  readonly env: ReadonlyMap<string, Entry>;
  readonly days: Stretch;
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
};

export class OpenCase {
  readonly needed: Needed[] = [];
  readonly values: ValueNeed[] = [];
  readonly unwanted: Unwanted[] = [];
  /** What became of unknowns, and the kind of each. */
  readonly known = new Map<number, Entry>();
  readonly kinds: KindName[] = [];
  readonly map: PolicyMap;
  readonly choosing: Choosing;

  constructor(map: PolicyMap, choosing: Choosing) {
    this.map = map;
    this.choosing = choosing;
  }

  /** Something still to be chosen. */
  unknown(kind: KindName): Entry {
    return { unknown: this.kinds.push(kind) - 1 };
  }

  /** The entry as far as it is known. */
  resolved(entry: Entry): Entry {
    return resolved(entry, this);
  }

  /** The columns of a record or derived predicate. */
  columns(name: string): readonly Column[] {
    return declarationOf(this.map.policy, name)?.columns ?? [];
  }

  /** Makes two entries one; false where they are known to differ. */
  unified(a: Entry, b: Entry): boolean {
    const [left, right] = [this.resolved(a), this.resolved(b)];
    if ("value" in left && "value" in right) return left.value === right.value;
    if ("unknown" in left && "unknown" in right) {
      if (left.unknown === right.unknown) return true;
      const [one, other] = [this.kinds[left.unknown]!, this.kinds[right.unknown]!];
      this.kinds[left.unknown] = this.map.narrower(one, other);
      this.known.set(right.unknown, left);
    } else if ("unknown" in left) this.known.set(left.unknown, right);
    else this.known.set((right as { unknown: number }).unknown, left);
    return true;
  }

  /** What stands in the columns of an atom. */
  entries(terms: readonly Term[], predicate: string, env: Env): Entry[] {
    const columns = this.columns(predicate);
    return terms.map((term, c): Entry => {
      const kind = columns[c]?.kind ?? "Text";
      if (term.term === "value") return { value: term.value };
      if (term.term === "any") return this.unknown(kind);
      return this.variable(term.name, kind, env);
    });
  }

  /** What a variable stands for, of the narrowest kind that it has been seen in. */
  variable(name: string, kind: KindName, env: Env): Entry {
    const known = env.get(name) ?? this.unknown(kind);
    env.set(name, known);
    if ("unknown" in known) {
      const open = this.resolved(known);
      if ("unknown" in open) this.kinds[open.unknown] = this.map.narrower(this.kinds[open.unknown]!, kind);
    }
    return known;
  }

  /** Gives every variable that is not an exception's own an entry, so that exceptions know which are. */
  declare(condition: Condition, env: Env): void {
    if (condition.condition === "atom") this.entries(condition.terms, condition.predicate, env);
    if (condition.condition === "let") this.variable(condition.variable, condition.kind, env);
    if ("parts" in condition) for (const part of condition.parts) this.declare(part, env);
    if ("body" in condition) this.declare(condition.body, env);
    if ("anchor" in condition) this.declare(condition.anchor, env);
  }

  /** A fact of its own, or one that the case needs anyway. */
  fact(record: string, entries: readonly Entry[], days: Stretch): boolean {
    if (!isWorldly(days.from) || !isWorldly(days.to)) return false;
    const same = (a: Entry, b: Entry): boolean => {
      const [left, right] = [this.resolved(a), this.resolved(b)];
      return "value" in left
        ? "value" in right && left.value === right.value
        : "unknown" in right && left.unknown === right.unknown;
    };
    const others: (readonly Entry[])[] = [];
    for (const other of this.needed) {
      if (other.record !== record) continue;
      if (other.entries.every((entry, c) => same(entry, entries[c]!))) {
        others.length = 0;
        break;
      }
      const isKnown = others.some((one) => one.every((entry, c) => same(entry, other.entries[c]!)));
      if (!isKnown) others.push(other.entries);
    }
    if (this.needed.push({ record, entries, days }) > MOST_NEEDED) return false;
    const chosen = this.choosing.among(others.length + 1);
    return chosen === 0 || others[chosen - 1]!.every((entry, c) => this.unified(entry, entries[c]!));
  }

  /** A condition on values: two entries become one, or it is kept until values are chosen. */
  valued(condition: ValueCondition, env: Env, days: Stretch): boolean {
    const sides: readonly (Expression | undefined)[] =
      condition.condition === "compare" && condition.operator === "="
        ? [condition.left, condition.right]
        : condition.condition === "let"
          ? [{ expression: "variable", name: condition.variable, kind: condition.kind }, condition.value]
          : [];
    const [left, right] = sides.map((side) => side && this.#plain(side, env));
    if (left !== undefined && right !== undefined) return this.unified(left, right);
    for (const name of variablesOf(condition)) if (!env.has(name)) return false;
    this.values.push({ condition, env, days });
    return true;
  }

  /** The entry of an expression that calculates nothing and is the same on all days. */
  #plain(expression: Expression, env: Env): Entry | undefined {
    switch (expression.expression) {
      case "variable":
        return this.variable(expression.name, expression.kind, env);
      case "value":
        return typeof expression.value === "object" ? undefined : { value: expression.value };
      case "parameter": {
        const { policy } = this.map;
        const parameter = policy.parameters.find(({ name }) => name === expression.name);
        if (parameter === undefined || parameter.pieces.length > 1) return undefined;
        const value = parameterOn(policy, expression.name, parameter.pieces[0]!.from);
        return typeof value === "object" ? undefined : { value };
      }
      case "arithmetic":
        return undefined;
    }
  }

  /** The opposite of a condition on values, on each of the days. */
  opposed(condition: ValueCondition, env: Env, days: Stretch): boolean {
    const { place } = condition;
    if (condition.condition === "compare")
      return this.valued({ ...condition, operator: OPPOSITE[condition.operator] }, env, days);
    if (condition.condition === "let") {
      const left: Expression = { expression: "variable", name: condition.variable, kind: condition.kind };
      const opposite: Condition = {
        condition: "compare",
        operator: "!=",
        left,
        right: condition.value,
        place,
      };
      return this.valued(opposite, env, days);
    }
    const form = ({ from: "before", before: "from" } as const)[condition.form as "from" | "before"];
    if (form !== undefined) return this.valued({ ...condition, form }, env, days);
    this.unwanted.push({ condition, env, days });
    return true;
  }
}
