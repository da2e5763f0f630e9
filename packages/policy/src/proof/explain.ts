/** Explanations: why a tuple holds on a day and until when, or what every rule lacked. */
import { type Day, has, type IntervalSet, OPEN } from "@comity/calendar";
import type { Extension } from "../evaluation.ts";
import type { Facts } from "../facts.ts";
import { type Bindings, holdsByValue } from "../meaning/expression.ts";
import type { Condition, Policy, Rule, Tuple } from "../policy.ts";
import { DEEPEST, Nearness } from "./near.ts";
import { windowPieces } from "./pieces.ts";
import type { Ending, Explanation, No, Proof, Stretch } from "./proof.ts";
import { compute, Prover, valuesOn } from "./prover.ts";
import { around, candidates, daysOf, inOrder, patternOf, stretchesIn } from "./solve.ts";

/** A yes in one step: the way that holds longest around the day. */
export interface BriefYes extends Stretch {
  readonly answer: "yes";
  readonly rule: Rule;
  readonly bindings: Bindings;
  readonly ends: readonly Ending[];
}

/** A no in one step: what the rules lacked, and not why. */
export type BriefNo = Pick<No, "answer" | "before" | "after" | "rules">;

/**
 * Explains a day of a derived tuple. A yes comes with the proof that reaches furthest around the day and with what ends
 * the stretch of days; a no with every rule, the nearest first.
 *
 *     explain(evaluation, policy, facts, "covered", ["jinr"], day("2024-11-30"))
 *     // { answer: "yes", from: 2019-12-01, to: 2024-12-01, proof: ..., ends: [{ ending: "fact", predicate: "in_force", ... }] }
 *
 * Asks the extension only, so engine and reference explain alike. Throws a RangeError where the predicate is not derived.
 */
export function explain(
  extension: Extension,
  policy: Policy,
  _facts: Facts,
  predicate: string,
  tuple: Tuple,
  on: Day,
): Explanation {
  if (!policy.predicates.some(({ name }) => name === predicate))
    throw new RangeError(`no rule derives \`${predicate}\``);
  return new Explainer(extension, policy, on).explain(predicate, tuple);
}

/**
 * The proof that reaches furthest around a day, as `explain` gives it, but for what is near an absence: for whoever only reads what it
 * rests on. Undefined where the tuple does not hold on the day.
 */
export function proofOf(
  extension: Extension,
  policy: Policy,
  predicate: string,
  tuple: Tuple,
  on: Day,
): Proof | undefined {
  if (!has(extension.when(predicate, tuple), on)) return undefined;
  return new Prover(policy, extension, () => ({ near: [] })).proof(predicate, tuple, on);
}

/** Makes explanations; brief ones leave out what is near an absence. */
export class Explainer {
  readonly #extension: Extension;
  readonly #policy: Policy;
  readonly #on: Day;
  readonly #prover: Prover;
  readonly #nearness: Nearness;
  readonly #records: ReadonlySet<string>;

  constructor(extension: Extension, policy: Policy, on: Day, { isBrief = false } = {}) {
    this.#extension = extension;
    this.#policy = policy;
    this.#on = on;
    this.#prover = new Prover(policy, extension, (condition, bindings, days) => ({
      near: isBrief ? [] : this.#nearness.absence(condition, bindings, days, on),
    }));
    this.#nearness = new Nearness(policy, extension, this.#prover);
    this.#records = new Set(policy.records.map(({ name }) => name));
  }

  explain(predicate: string, tuple: Tuple): Explanation {
    const on = this.#on;
    const days = this.#extension.when(predicate, tuple);
    const asked = { predicate, tuple, on };
    if (has(days, on)) {
      const whole = around(days, on)!;
      const proof = this.#prover.proof(predicate, tuple, on);
      const ends = whole.to === OPEN ? [] : this.#endings(predicate, tuple, whole.to, new Set());
      return { answer: "yes", ...asked, ...whole, proof, ends: different(ends) };
    }
    return {
      answer: "no",
      ...asked,
      ...this.#beside(days),
      rules: this.#nearness.rules(predicate, tuple, on, DEEPEST),
    };
  }

  /** One step: a way in which the tuple holds, and what ends it; or what its rules lacked themselves. */
  brief(predicate: string, tuple: Tuple): BriefYes | BriefNo {
    const on = this.#on;
    const days = this.#extension.when(predicate, tuple);
    if (!has(days, on)) {
      const rules = this.#nearness.rules(predicate, tuple, on, 1);
      return { answer: "no", ...this.#beside(days), rules };
    }
    const whole = around(days, on)!;
    const ways = this.#prover.ways(predicate, tuple).flatMap((way) => {
      const here = around(way.days, on);
      return here === undefined ? [] : [{ ...way, here }];
    });
    const [way] = ways.sort((a, b) => b.here.to - b.here.from - (a.here.to - a.here.from));
    const ends = whole.to === OPEN ? [] : this.#endings(predicate, tuple, whole.to, new Set());
    return { answer: "yes", ...whole, rule: way!.rule, bindings: way!.bindings, ends: different(ends) };
  }

  /** When it was last the case, and when it next is. */
  #beside(days: IntervalSet): Pick<No, "before" | "after"> {
    const all = stretchesIn(days);
    const before = all.findLast(({ to }) => to <= this.#on);
    const after = all.find(({ from }) => from > this.#on);
    return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  }

  /** What ends, of all ways in which a tuple holds on the day before `end`. */
  #endings(predicate: string, tuple: Tuple, end: Day, above: ReadonlySet<string>): Ending[] {
    const key = JSON.stringify([predicate, ...tuple]);
    if (above.has(key)) return [];
    const seen = new Set(above).add(key);
    return this.#prover.ways(predicate, tuple).flatMap(({ rule, bindings, days }) => {
      if (around(days, (end - 1) as Day) === undefined) return [];
      return this.#ending(rule.body, bindings, end, seen);
    });
  }

  /** Why a condition that held on the day before `end` does not hold on it. */
  #ending(condition: Condition, bindings: Bindings, end: Day, above: ReadonlySet<string>): Ending[] {
    const last = (end - 1) as Day;
    const set = (inner: Condition) => daysOf(this.#policy, this.#extension, inner, bindings);
    const ends = (inner: Condition): boolean => around(set(inner), end) === undefined;
    const ending = (inner: Condition): Ending[] => this.#ending(inner, bindings, end, above);
    switch (condition.condition) {
      case "atom": {
        const pattern = patternOf(condition.terms, bindings);
        const found = inOrder(this.#extension.list(condition.predicate, pattern, last));
        return found.flatMap(({ tuple, days }): Ending[] => {
          const { predicate } = condition;
          if (!this.#records.has(predicate)) return this.#endings(predicate, tuple, end, above);
          return [{ ending: "fact", predicate, tuple, ...around(days, last)! }];
        });
      }
      case "all": {
        const ended = condition.parts.filter(ends);
        return ended.length === 0 ? [{ ending: "horizon" }] : ended.flatMap(ending);
      }
      case "any":
        return condition.parts.filter((part) => around(set(part), last) !== undefined).flatMap(ending);
      case "unless": {
        if (ends(condition.body)) return ending(condition.body);
        const { exception } = condition;
        for (const some of candidates(this.#policy, this.#extension, exception, bindings)) {
          const days = around(daysOf(this.#policy, this.#extension, exception, some), end);
          if (days === undefined) continue;
          const proof = this.#prover.support(exception, some, days);
          return [{ ending: "exception", condition: exception, days, proof }];
        }
        return [{ ending: "horizon" }];
      }
      case "within":
      case "throughout": {
        const day = { from: last, to: end };
        const [piece] = windowPieces(this.#policy, condition, set(condition.body), undefined, day);
        const { window, reach } = piece!;
        const body = piece!.body!;
        const because = body.to === OPEN ? [] : this.#ending(condition.body, bindings, body.to, above);
        return [{ ending: "window", operator: condition.condition, body, window, reach, because }];
      }
      case "since":
      case "until":
        return ends(condition.body) && around(set(condition.body), last) !== undefined
          ? ending(condition.body)
          : [{ ending: "operator", operator: condition.condition }];
      case "begins":
      case "ends":
      case "after":
        return [{ ending: "operator", operator: condition.condition }];
      case "compare":
      case "let": {
        if (holdsByValue(this.#policy, condition, bindings, end)) return [{ ending: "horizon" }];
        const values = valuesOn(this.#policy, condition, bindings, end);
        const operator = condition.condition === "compare" ? condition.operator : "=";
        return values === undefined
          ? [{ ending: "operator", operator }]
          : [{ ending: "comparison", operator, values }];
      }
      case "days":
        return [
          { ending: "days", form: condition.form, day: compute(this.#policy, condition.day, bindings, last) },
        ];
    }
  }
}

function different(endings: readonly Ending[]): Ending[] {
  return [...new Map(endings.map((ending) => [JSON.stringify(ending), ending])).values()];
}
