/** What came near: for every rule that does not give a tuple on a day, the conditions that held and what it lacked. */
import { type Day, intersection, interval, isOpen, SINCE_EVER } from "@comity/calendar";
import type { Extension, Pattern } from "../evaluation.ts";
import { type Bindings, holdsByValue, spanOn, valueOn } from "../meaning/expression.ts";
import type { Condition, Policy, Rule, Term, Tuple } from "../policy.ts";
import type { AbsentAtom, Claim, Lack, NearRule, Stretch } from "./proof.ts";
import { compute, daysOfPattern, type Prover, valuesOn } from "./prover.ts";
import {
  around,
  candidates,
  daysOf,
  inOrder,
  keyOf,
  matched,
  NOTHING_KNOWN,
  patternOf,
  rank,
  stretchesIn,
} from "./solve.ts";

/** How many partial matches of a rule are followed at a time, the nearest first. */
const MOST_PARTIAL = 60;
/** How many tuples that held on other days are tried for an atom that lacks one. */
const MOST_OTHER_DAYS = 4;
/** How deep the rules of a lacking derived tuple are looked into. */
export const DEEPEST = 9;
/** How many rules' nearest matches are told, where several of one rule are equally near. */
const MOST_OF_ONE_RULE = 2;

interface Partial {
  readonly bindings: Bindings;
  readonly held: readonly Claim[];
  readonly lacks: readonly Lack[];
}

type Atom = Extract<Condition, { condition: "atom" }>;

export class Nearness {
  readonly #policy: Policy;
  readonly #extension: Extension;
  readonly #prover: Prover;
  readonly #records: ReadonlySet<string>;

  constructor(policy: Policy, extension: Extension, prover: Prover) {
    this.#policy = policy;
    this.#extension = extension;
    this.#prover = prover;
    this.#records = new Set(policy.records.map(({ name }) => name));
  }

  /** For a tuple that does not hold on a day: its rules, those that lack least first. `above`: goals on the way here. */
  rules(predicate: string, tuple: Tuple, on: Day, depth: number, above: readonly string[] = []): NearRule[] {
    const key = JSON.stringify([predicate, ...tuple]);
    if (depth === 0 || above.includes(key)) return [];
    const found = this.#policy.rules
      .filter((rule) => rule.predicate === predicate)
      .flatMap((rule) => this.#rule(rule, tuple, on, depth, [...above, key]));
    return found.sort((a, b) => a.lacks.length - b.lacks.length);
  }

  #rule(rule: Rule, tuple: Tuple, on: Day, depth: number, above: readonly string[]): NearRule[] {
    const terms = rule.variables.map((name): Term => ({ term: "variable", name }));
    const bindings = matched(terms, tuple, NOTHING_KNOWN);
    if (bindings === undefined) return [];
    const found = this.#near(rule.body, { bindings, held: [], lacks: [] }, on);
    const fewest = Math.min(...found.map(({ lacks }) => lacks.length));
    const told = new Map<string, NearRule>();
    for (const { bindings: values, held, lacks } of found) {
      if (lacks.length > fewest || told.size === MOST_OF_ONE_RULE) continue;
      const deeper = lacks.map((lack) => this.#deepened(lack, on, depth, above));
      const near = { rule: rule.id, bindings: Object.fromEntries(values), held, lacks: deeper };
      told.set(JSON.stringify(lacks), near);
    }
    return [...told.values()];
  }

  /** With the reasons why a derived tuple lacks. */
  #deepened(lack: Lack, on: Day, depth: number, above: readonly string[]): Lack {
    if (lack.lack !== "atom" || this.#records.has(lack.predicate)) return lack;
    const isOpen = lack.pattern.includes(null);
    const tuple = isOpen ? this.#nearestInTime(lack, on) : (lack.pattern as Tuple);
    const rules = tuple === undefined ? [] : this.rules(lack.predicate, tuple, on, depth - 1, above);
    if (rules.length === 0) return lack;
    return { ...lack, ...(isOpen && { nearest: tuple! }), rules };
  }

  /** Of the tuples like a pattern the one that holds nearest to a day. */
  #nearestInTime({ predicate, pattern }: AbsentAtom, on: Day): Tuple | undefined {
    const like = pattern.map((value) => value ?? undefined);
    // Where nothing is known of it, any tuple would do, and none says anything.
    if (like.every((value) => value === undefined)) return undefined;
    let nearest: { readonly tuple: Tuple; readonly distance: number } | undefined;
    for (const { tuple, days } of inOrder(this.#extension.list(predicate, like))) {
      const distance = Math.min(...stretchesIn(days).map((one) => distanceOf(one, on)));
      if (nearest === undefined || distance < nearest.distance) nearest = { tuple, distance };
    }
    return nearest?.tuple;
  }

  /** Partial matches of a condition on a day, going on from one; those that lack least first. */
  #near(condition: Condition, so: Partial, on: Day): Partial[] {
    switch (condition.condition) {
      case "atom":
        return this.#atom(condition, so, on);
      case "all": {
        let found: Partial[] = [so];
        const waiting = [...condition.parts];
        while (waiting.length > 0) {
          const ranks = waiting.map((part) => rank(part, found[0]!.bindings));
          const [part] = waiting.splice(ranks.indexOf(Math.min(...ranks)), 1);
          found = nearest(found.flatMap((partial) => this.#near(part!, partial, on)));
        }
        return found;
      }
      case "any":
        return nearest(condition.parts.flatMap((part) => this.#near(part, so, on)));
      case "unless":
        return this.#near(condition.body, so, on).map((partial) => this.#unless(condition, partial, on));
      case "compare":
      case "let":
      case "days":
        return [this.#value(condition, so, on)];
      default:
        return this.#operator(condition, so, on);
    }
  }

  #atom({ predicate, terms }: Atom, so: Partial, on: Day): Partial[] {
    const pattern = patternOf(terms, so.bindings);
    const isOpen = pattern.length > 0 && pattern.every((value) => value === undefined);
    // A choice left open by something else that lacks: that some tuple holds is enough.
    if (isOpen && so.lacks.length > 0)
      for (const _ of this.#extension.list(predicate, pattern, on)) return [so];
    const now: Partial[] = [];
    const other: { readonly bindings: Bindings; readonly distance: number }[] = [];
    for (const { tuple, days } of inOrder(this.#extension.list(predicate, pattern))) {
      const bindings = matched(terms, tuple, so.bindings);
      if (bindings === undefined) continue;
      const here = around(days, on);
      if (here !== undefined) {
        now.push({ ...so, bindings, held: [...so.held, { predicate, tuple, ...here }] });
      } else
        other.push({ bindings, distance: Math.min(...stretchesIn(days).map((one) => distanceOf(one, on))) });
    }
    const isNew = terms.some((term) => term.term === "variable" && !so.bindings.has(term.name));
    if (now.length > 0 && !isNew) return now.slice(0, 1);
    const lacking = (bindings: Bindings): Partial => {
      const absent = this.#absent(predicate, patternOf(terms, bindings), dayAlone(on));
      return { bindings, held: so.held, lacks: [...so.lacks, { lack: "atom", ...absent }] };
    };
    const closest = other.sort((a, b) => a.distance - b.distance).slice(0, MOST_OTHER_DAYS);
    const others = isNew ? closest.map(({ bindings }) => lacking(bindings)) : [];
    // Without a value for its own variables only where no tuple holds: else the atom itself is no lack.
    return nearest([...now, ...others, ...(now.length === 0 ? [lacking(so.bindings)] : [])]);
  }

  #unless(condition: Extract<Condition, { condition: "unless" }>, so: Partial, on: Day): Partial {
    const { exception } = condition;
    for (const bindings of candidates(this.#policy, this.#extension, exception, so.bindings)) {
      const days = around(daysOf(this.#policy, this.#extension, exception, bindings), on);
      if (days === undefined) continue;
      const proof = this.#prover.support(exception, bindings, days);
      return { ...so, lacks: [...so.lacks, { lack: "exception", condition: exception, days, proof }] };
    }
    return so;
  }

  #value(
    condition: Extract<Condition, { condition: "compare" | "let" | "days" }>,
    so: Partial,
    on: Day,
  ): Partial {
    if (condition.condition === "let" && !so.bindings.has(condition.variable)) {
      const value = valueOn(this.#policy, condition.value, so.bindings, on);
      if (value === undefined) return lacking(so, { lack: "value", variable: condition.variable });
      return { ...so, bindings: new Map(so.bindings).set(condition.variable, value as number) };
    }
    if (holdsByValue(this.#policy, condition, so.bindings, on)) return so;
    if (condition.condition === "days") {
      if (valueOn(this.#policy, condition.day, so.bindings, on) === undefined) return so;
      const day = compute(this.#policy, condition.day, so.bindings, on);
      return lacking(so, { lack: "days", form: condition.form, day });
    }
    const values = valuesOn(this.#policy, condition, so.bindings, on);
    // Without a value only because something else lacks: that is told already.
    if (values === undefined) return so;
    const operator = condition.condition === "compare" ? condition.operator : "=";
    return lacking(so, { lack: "comparison", operator, values });
  }

  #operator(
    condition: Extract<
      Condition,
      { condition: "within" | "throughout" | "since" | "until" | "begins" | "ends" | "after" }
    >,
    so: Partial,
    on: Day,
  ): Partial[] {
    const found: Partial[] = [];
    for (const bindings of [
      ...candidates(this.#policy, this.#extension, condition, so.bindings).slice(0, MOST_PARTIAL),
      so.bindings,
    ]) {
      const days = daysOf(this.#policy, this.#extension, condition, bindings);
      if (around(days, on) !== undefined) {
        found.push({ ...so, bindings });
        continue;
      }
      const body = daysOf(this.#policy, this.#extension, condition.body, bindings);
      const held = stretchesIn(body).sort((a, b) => distanceOf(a, on) - distanceOf(b, on));
      const lack: Lack = {
        lack: "window",
        operator: condition.condition,
        ...("window" in condition && {
          direction: condition.window.direction,
          window: {
            least: spanOn(this.#policy, condition.window.least, on),
            most: condition.window.most === null ? null : spanOn(this.#policy, condition.window.most, on),
          },
        }),
        body: this.#atoms(condition.body, bindings, dayAlone(on)),
        held: held.slice(0, MOST_OTHER_DAYS),
      };
      found.push(lacking({ ...so, bindings }, lack));
    }
    return nearest(found);
  }

  /** For the reader of an absence: the atoms of what is absent, and on which of the days each holds after all. */
  absence(condition: Condition, bindings: Bindings, days: Stretch, on: Day): AbsentAtom[] {
    const inside = days.from <= on && on < days.to ? on : days.from === SINCE_EVER ? days.to - 1 : days.from;
    return this.#atoms(condition, bindings, days).map((atom) => {
      const isKnown = this.#records.has(atom.predicate) || atom.pattern.includes(null) || atom.on.length > 0;
      if (isKnown || isOpen(inside as Day)) return atom;
      const rules = this.rules(atom.predicate, atom.pattern as Tuple, inside as Day, 1);
      return rules.length === 0 ? atom : { ...atom, rules };
    });
  }

  #atoms(condition: Condition, bindings: Bindings, days: Stretch): AbsentAtom[] {
    const found = new Map<string, AbsentAtom>();
    for (const { predicate, terms } of positiveAtoms(condition)) {
      const atom = this.#absent(predicate, patternOf(terms, bindings), days);
      const covered = atom.on.length === 1 && atom.on[0]!.from === days.from && atom.on[0]!.to === days.to;
      if (!covered) found.set(JSON.stringify([predicate, ...atom.pattern]), atom);
    }
    return [...found.values()];
  }

  #absent(predicate: string, pattern: Pattern, days: Stretch): AbsentAtom {
    const set = daysOfPattern(this.#extension, predicate, pattern);
    const on = stretchesIn(intersection(set, interval(days.from, days.to)));
    const all = stretchesIn(set);
    const before = all.findLast(({ to }) => to <= days.from);
    const after = all.find(({ from }) => from >= days.to);
    return {
      predicate,
      pattern: pattern.map((value) => value ?? null),
      on,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
  }
}

/** The atoms that a condition wants to hold: all but those of its exceptions. */
function* positiveAtoms(condition: Condition): Generator<Atom> {
  if (condition.condition === "atom") yield condition;
  if ("parts" in condition) for (const part of condition.parts) yield* positiveAtoms(part);
  if ("body" in condition) yield* positiveAtoms(condition.body);
  if ("anchor" in condition) yield* positiveAtoms(condition.anchor);
}

function dayAlone(day: Day): Stretch {
  return { from: day, to: (day + 1) as Day };
}

function lacking(so: Partial, lack: Lack): Partial {
  return { ...so, lacks: [...so.lacks, lack] };
}

/** The partial matches that lack least, no two alike. */
function nearest(found: readonly Partial[]): Partial[] {
  const different = new Map<string, Partial>();
  for (const partial of found) {
    const key = JSON.stringify([keyOf(partial.bindings), partial.lacks]);
    if (!different.has(key)) different.set(key, partial);
  }
  const sorted = [...different.values()].sort((a, b) => a.lacks.length - b.lacks.length);
  return sorted.slice(0, MOST_PARTIAL);
}

/** How many days lie between a stretch and a day. */
function distanceOf({ from, to }: Stretch, on: Day): number {
  return on < from ? from - on : Math.max(0, on - to + 1);
}
