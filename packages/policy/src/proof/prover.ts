/** Builds proofs out of an extension: for every condition the premise that it holds on the days needed. */
import { type Day, EMPTY, ends, type IntervalSet, intersection, isEmpty, unionAll } from "@comity/calendar";
import type { Extension } from "../evaluation.ts";
import { parametersIn, stretchesBetween } from "../meaning/dated.ts";
import { type Bindings, calculate, parameterOn, pieceOn, valueOn } from "../meaning/expression.ts";
import type { Condition, Expression, Policy, Tuple, Value } from "../policy.ts";
import { stratify } from "../strata.ts";
import { cover, cut, farthest, windowPieces } from "./pieces.ts";
import type {
  Absence,
  Claim,
  Computed,
  Premise,
  Proof,
  Shown,
  Stretch,
  Support,
  WindowPiece,
} from "./proof.ts";
import { type Rounds, roundsFor } from "./rounds.ts";
import {
  around,
  type Derivation,
  daysOf,
  derivations,
  inOrder,
  keyOf,
  patternOf,
  type Source,
} from "./solve.ts";

/** What the premises of a proof may rest on: everything, or in a recursion what there was in the round before. */
export interface Level {
  readonly source: Source;
  readonly rounds?: Rounds;
  readonly own?: ReadonlySet<string>;
}

/** What the premises of one body name by their positions. */
interface Collected {
  readonly facts: Claim[];
  readonly proofs: Proof[];
}

/** Says for the reader what is near an absence. */
export type Describe = (condition: Condition, bindings: Bindings, days: Stretch) => Absence;

type Valued = Extract<Condition, { condition: "compare" | "let" | "days" }>;

type Chosen = Derivation & { readonly days: IntervalSet; readonly here: Stretch };

/** Of the ways that hold on a day, the one that comes first by `better`, then by the order of the rules. */
function choose(
  ways: Iterable<Derivation>,
  day: Day,
  better: (a: Stretch, b: Stretch) => number,
): Chosen | undefined {
  const chosen: Chosen[] = [];
  for (const way of ways) {
    const here = around(way.days, day);
    if (here !== undefined) chosen.push({ ...way, here });
  }
  const order = (a: Chosen, b: Chosen): number =>
    better(a.here, b.here) || (a.rule === b.rule ? (keyOf(a.bindings) < keyOf(b.bindings) ? -1 : 1) : 0);
  // The sort is stable and rules come in their order.
  return chosen.sort(order)[0];
}

const longest = (a: Stretch, b: Stretch): number => b.to - b.from - (a.to - a.from);

/** How an expression's value came about on a day. Throws where it has none: nothing false is proved. */
export function compute(policy: Policy, expression: Expression, bindings: Bindings, on: Day): Computed {
  const { kind } = expression;
  switch (expression.expression) {
    case "variable":
      return { value: bindings.get(expression.name)!, kind };
    case "value":
      return { value: expression.value, kind };
    case "parameter": {
      const { name } = expression;
      const since = pieceOn(policy, name, on).from;
      return { value: parameterOn(policy, name, on), kind, parameter: name, since };
    }
    case "arithmetic": {
      const left = compute(policy, expression.left, bindings, on);
      const right = compute(policy, expression.right, bindings, on);
      const { operator } = expression;
      const value = calculate(operator, left.value, left.kind, right.value, right.kind);
      return { value: value!, kind, operator, sides: [left, right] };
    }
  }
}

/** The expressions of a comparison (both sides), a `let` (its variable, its value) or a condition on days (the day). */
export function expressionsOf(condition: Valued): Expression[] {
  if (condition.condition === "compare") return [condition.left, condition.right];
  if (condition.condition === "days") return [condition.day];
  const { variable, kind, value } = condition;
  return [{ expression: "variable", name: variable, kind }, value];
}

/** The values of such a condition on a day; undefined where one has none. */
export function valuesOn(
  policy: Policy,
  condition: Valued,
  bindings: Bindings,
  on: Day,
): Computed[] | undefined {
  const expressions = expressionsOf(condition);
  if (expressions.some((one) => valueOn(policy, one, bindings, on) === undefined)) return undefined;
  return expressions.map((one) => compute(policy, one, bindings, on));
}

/** By predicate, the others with which it needs itself; a policy is a value, so that this is worked out for its first proof only. */
const recursions = new WeakMap<Policy, ReadonlyMap<string, ReadonlySet<string>>>();

function recursionsOf(policy: Policy): ReadonlyMap<string, ReadonlySet<string>> {
  const known = recursions.get(policy);
  if (known !== undefined) return known;
  const found = new Map<string, ReadonlySet<string>>();
  for (const { predicates, recursive } of stratify(policy).components)
    if (recursive) for (const name of predicates) found.set(name, new Set(predicates));
  recursions.set(policy, found);
  return found;
}

export class Prover {
  readonly #extension: Extension;
  readonly #policy: Policy;
  readonly #recursions: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #rounds = new Map<string, Rounds>();
  readonly #known = new Map<string, Proof>();
  readonly #records: ReadonlySet<string>;
  readonly #describe: Describe;
  readonly #base: Level;

  constructor(policy: Policy, extension: Extension, describe: Describe) {
    this.#extension = extension;
    this.#policy = policy;
    this.#describe = describe;
    this.#records = new Set(policy.records.map(({ name }) => name));
    this.#recursions = recursionsOf(policy);
    this.#base = { source: extension };
  }

  /** The proof of a derived tuple whose days around `on` are the most. */
  proof(predicate: string, tuple: Tuple, on: Day): Proof {
    const whole = around(this.#extension.when(predicate, tuple), on);
    if (whole === undefined) throw new RangeError(`\`${predicate}\` does not hold on the day asked about`);
    return this.#proofAround(predicate, tuple, on, whole, this.#base, longest);
  }

  /** Every way in which the rules give a tuple, cut to what the evaluation answers. */
  ways(predicate: string, tuple: Tuple): Derivation[] {
    const answered = this.#extension.when(predicate, tuple);
    return Array.from(derivations(this.#policy, this.#extension, predicate, tuple), (way) => ({
      ...way,
      days: intersection(way.days, answered),
    }));
  }

  /** The level on which a predicate's derivations are found, where all of `needed` is to be shown. */
  #below(predicate: string, tuple: Tuple, needed: Stretch, level: Level): Level & { ways: Derivation[] } {
    const own = this.#recursions.get(predicate);
    if (own === undefined) return { ...this.#base, ways: this.ways(predicate, tuple) };
    let rounds = level.own === own ? level.rounds : undefined;
    if (rounds === undefined) {
      const key = JSON.stringify([predicate, ...tuple]);
      rounds = this.#rounds.get(key) ?? roundsFor(this.#policy, this.#extension, own, { predicate, tuple });
      this.#rounds.set(key, rounds);
    }
    const round = rounds.firstRound(predicate, tuple, needed);
    return {
      source: rounds.source(round - 1),
      rounds,
      own,
      ways: rounds.derivations(predicate, tuple, round),
    };
  }

  #proofAround(
    predicate: string,
    tuple: Tuple,
    on: Day,
    needed: Stretch,
    level: Level,
    better: (a: Stretch, b: Stretch) => number,
  ): Proof {
    const { ways, ...below } = this.#below(predicate, tuple, needed, level);
    const way = choose(ways, on, better);
    if (way === undefined) throw new RangeError(`no rule gives \`${predicate}\` on a day on which it holds`);
    const claim: Claim = { predicate, tuple, ...way.here };
    const key = JSON.stringify([claim, way.rule.id, keyOf(way.bindings)]);
    // Within a recursion the same claim may rest on other rounds.
    const known = below.rounds === undefined ? this.#known.get(key) : undefined;
    if (known !== undefined) return known;
    const support = this.#support(way.rule.body, way.bindings, way.here, below);
    const proof = { claim, rule: way.rule.id, bindings: Object.fromEntries(way.bindings), ...support };
    if (below.rounds === undefined) this.#known.set(key, proof);
    return proof;
  }

  /** What a condition rests on, on all of `days`. It must hold there. */
  support(condition: Condition, bindings: Bindings, days: Stretch): Support {
    return this.#support(condition, bindings, days, this.#base);
  }

  #support(condition: Condition, bindings: Bindings, days: Stretch, level: Level): Support {
    const collected: Collected = { facts: [], proofs: [] };
    const steps = this.#premise(condition, bindings, days, level, collected);
    return { ...collected, steps };
  }

  #premise(condition: Condition, bindings: Bindings, days: Stretch, level: Level, into: Collected): Premise {
    const part = (inner: Condition, on: Stretch = days): Premise =>
      this.#premise(inner, bindings, on, level, into);
    const set = (inner: Condition): IntervalSet => daysOf(this.#policy, level.source, inner, bindings);
    const absence = (inner: Condition, on: Stretch): Absence => this.#describe(inner, bindings, on);
    switch (condition.condition) {
      case "atom":
        return this.#atom(condition, bindings, days, level, into);
      case "all":
        return { premise: "all", parts: condition.parts.map((inner) => part(inner)) };
      case "any": {
        const branches = condition.parts.map(set);
        const pieces = cover(days, (day) => {
          const here = branches.flatMap((branch, index) => {
            const found = around(branch, day);
            return found === undefined ? [] : [{ ...found, index }];
          });
          return here.sort(farthest)[0];
        });
        return {
          premise: "any",
          pieces: pieces.map(({ from, to, found }) => {
            const steps = part(condition.parts[found.index]!, { from, to });
            return { from, to, branch: found.index, steps };
          }),
        };
      }
      case "unless":
        return { premise: "unless", body: part(condition.body), absence: absence(condition.exception, days) };
      case "within":
      case "throughout":
      case "since":
      case "until": {
        const anchor = "anchor" in condition ? condition.anchor : undefined;
        const shown = (inner: Condition | undefined, on: Stretch | undefined): Shown | undefined =>
          inner && on && { days: on, steps: part(inner, on) };
        const sets = [set(condition.body), anchor && set(anchor)] as const;
        const pieces = windowPieces(this.#policy, condition, ...sets, days).map((piece): WindowPiece => {
          const { body, anchor: anchorDays, ...rest } = piece;
          const [shownBody, shownAnchor] = [shown(condition.body, body), shown(anchor, anchorDays)];
          return {
            ...rest,
            ...(shownBody && { body: shownBody }),
            ...(shownAnchor && { anchor: shownAnchor }),
          };
        });
        return { premise: "window", pieces };
      }
      case "begins":
      case "ends":
      case "after": {
        const isBegin = condition.condition === "begins";
        const day = condition.condition === "after" ? ends(set(condition.body))[0]! : days.from;
        const withBody = (isBegin ? day : day - 1) as Day;
        const without = (isBegin ? day - 1 : day) as Day;
        return {
          premise: "change",
          day: day as Day,
          body: part(condition.body, oneDay(withBody)),
          absence: absence(condition.body, oneDay(without)),
        };
      }
      case "compare":
      case "let":
      case "days": {
        const named = parametersIn(...expressionsOf(condition));
        const pieces = stretchesBetween(this.#policy, named).flatMap((stretch) => cut(stretch, days) ?? []);
        return {
          premise: "values",
          pieces: pieces.map((piece) => ({
            ...piece,
            values: valuesOn(this.#policy, condition, bindings, piece.from)!,
          })),
        };
      }
    }
  }

  #atom(
    { predicate, terms }: Extract<Condition, { condition: "atom" }>,
    bindings: Bindings,
    days: Stretch,
    level: Level,
    into: Collected,
  ): Premise {
    const found = inOrder(level.source.list(predicate, patternOf(terms, bindings)));
    const claimAt = (day: Day): Claim | undefined =>
      found
        .flatMap(({ tuple, days: all }): Claim[] => {
          const here = around(all, day);
          return here === undefined ? [] : [{ predicate, tuple, ...here }];
        })
        .sort(farthest)[0];
    if (this.#records.has(predicate))
      return { premise: "facts", facts: cover(days, claimAt).map((piece) => place(into.facts, piece.found)) };
    const proofs = cover(days, (day) => {
      const here = claimAt(day);
      if (here === undefined) return undefined;
      const needed = { from: day, to: Math.min(here.to, days.to) as Day };
      const proof = this.#proofAround(predicate, here.tuple, day, needed, level, farthest);
      return { ...proof.claim, proof };
    });
    return { premise: "proofs", proofs: proofs.map((piece) => place(into.proofs, piece.found.proof)) };
  }
}

/** The position of something in a list, where it is added if it is new. */
function place<T>(list: T[], one: T): number {
  const known = list.findIndex((other) => other === one || JSON.stringify(other) === JSON.stringify(one));
  return known >= 0 ? known : list.push(one) - 1;
}

function oneDay(day: Day): Stretch {
  return { from: day, to: (day + 1) as Day };
}

/** The days of all tuples that fit a pattern. */
export function daysOfPattern(
  source: Source,
  predicate: string,
  pattern: readonly (Value | undefined)[],
): IntervalSet {
  if (!pattern.includes(undefined)) return source.when(predicate, pattern as Tuple);
  const sets = Array.from(source.list(predicate, pattern), ({ days }) => days);
  return sets.every(isEmpty) ? EMPTY : unionAll(sets);
}
