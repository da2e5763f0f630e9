/**
 * Days on which a condition could hold at all, whatever the facts: what the days and parameters that a policy writes
 * out leave over. Never too few, so that where none is left the condition can never hold.
 */
import {
  ALWAYS,
  type Day,
  duration,
  EMPTY,
  equal,
  type IntervalSet,
  intersection,
  interval,
  isOpen,
  OPEN,
  throughout,
  union,
  unionAll,
  within,
} from "@comity/calendar";
import type { Horizon } from "../evaluation.ts";
import { byWindow, daysByValue } from "../meaning/dated.ts";
import type { Condition, Policy } from "../policy.ts";
import { anchored, NOTHING_KNOWN } from "../proof/solve.ts";
import { variablesOf } from "../proof/way.ts";

/** A recursion through a duration moves days on and on: after so many rounds it is taken to reach every day. */
const MOST_ROUNDS = 40;
const ONE_DAY = duration({ days: 1 });

export class PossibleDays {
  readonly #policy: Policy;
  readonly #ofPredicate = new Map<string, IntervalSet>();
  readonly #ofCondition = new Map<Condition, IntervalSet>();

  /** `never` names derived predicates that are known to hold in no case. */
  constructor(policy: Policy, options: { readonly horizon?: Horizon; readonly never?: ReadonlySet<string> }) {
    this.#policy = policy;
    const { horizon, never } = options;
    const limit = horizon === undefined ? ALWAYS : interval(horizon.first, (horizon.last + 1) as Day);
    for (const { name } of policy.predicates) this.#ofPredicate.set(name, EMPTY);
    for (let round = 0; ; round++) {
      let isSame = true;
      for (const { predicate, body } of policy.rules) {
        if (never?.has(predicate)) continue;
        const before = this.#ofPredicate.get(predicate) ?? EMPTY;
        const more = union(before, round < MOST_ROUNDS ? intersection(this.#days(body), limit) : limit);
        if (equal(before, more)) continue;
        this.#ofPredicate.set(predicate, more);
        isSame = false;
      }
      if (isSame) return;
    }
  }

  /** Of a record or derived predicate. */
  ofPredicate(name: string): IntervalSet {
    return this.#ofPredicate.get(name) ?? ALWAYS;
  }

  of(condition: Condition): IntervalSet {
    const known = this.#ofCondition.get(condition) ?? this.#days(condition);
    this.#ofCondition.set(condition, known);
    return known;
  }

  #days(condition: Condition): IntervalSet {
    switch (condition.condition) {
      case "atom":
        return this.ofPredicate(condition.predicate);
      case "all":
        return condition.parts.map((part) => this.#days(part)).reduce(intersection, ALWAYS);
      case "any":
        return unionAll(condition.parts.map((part) => this.#days(part)));
      case "unless":
      case "begins":
        return this.#days(condition.body);
      case "ends": {
        const [body, next] = [this.#days(condition.body), { least: ONE_DAY, most: ONE_DAY }];
        return within(body, { direction: "last", ...next });
      }
      case "after": {
        const [first] = this.#days(condition.body);
        if (first === undefined) return EMPTY;
        // Over at the earliest on the day after the first.
        return interval(isOpen(first as Day) ? (first as Day) : ((first + 1) as Day), OPEN);
      }
      case "within":
      case "throughout": {
        const body = this.#days(condition.body);
        const operation = condition.condition === "within" ? within : throughout;
        return byWindow(this.#policy, condition.window, (window) => operation(body, window));
      }
      case "since":
      case "until": {
        const [body, anchor] = [this.#days(condition.body), this.#days(condition.anchor)];
        return byWindow(this.#policy, condition.window, (window) => anchored(body, anchor, window));
      }
      case "compare":
      case "let":
      case "days":
        return variablesOf(condition).length > 0
          ? ALWAYS
          : daysByValue(this.#policy, condition, NOTHING_KNOWN);
    }
  }
}
