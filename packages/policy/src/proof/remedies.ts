/**
 * Remedies: the smallest sets of facts, all within a person's or an institute's reach, that would let something hold
 * which does not. Each is found by backward chaining and then tried out in a what-if; what does not help is not told.
 */
import { covers, type Day, difference, has, type IntervalSet, interval, OPEN } from "@comity/calendar";
import type { Evaluation } from "../evaluation.ts";
import type { FactChange, Facts } from "../facts.ts";
import { type ColumnsOf, printCondition } from "../language/print-condition.ts";
import type { Condition, Policy, Tuple, Value } from "../policy.ts";
import { Abduction } from "./abduction.ts";
import { Choices } from "./choices.ts";
import type { Stretch } from "./proof.ts";
import { around, stretchesIn } from "./solve.ts";
import { type Act, type Entry, knownValue, renamed, resolved, type State, variablesOf } from "./way.ts";

/** So many remedies are told, and so many candidates for one tried out. */
const MOST_REMEDIES = 8;
const MOST_TRIED = 24;
/** So many ways to choose what a remedy leaves open are tried out. */
const MOST_WITNESSES = 3;

/** So many evaluations of changes are kept, to be asked again. */
const MOST_REMEMBERED = 16;

/** What is wanted: that it holds on `from` (and until `to`); facts may come about from `actFrom` on, else from `from`. */
export interface Wanted {
  readonly from: Day;
  readonly to?: Day;
  readonly actFrom?: Day;
}

/** A value in a remedy: one of the tuple asked about (by its column), one that is fixed, or one to be chosen. */
export type RemedyTerm = { readonly own: number } | { readonly value: Value } | { readonly choice: string };

export interface RemedyAct {
  readonly act: "add" | "end";
  readonly record: string;
  readonly terms: readonly RemedyTerm[];
}

/** What the choices must meet (`not`: must not), with what its variables stand for. */
export interface RemedyCondition {
  readonly not: boolean;
  readonly condition: Condition;
  readonly terms: Readonly<Record<string, RemedyTerm>>;
}

export interface Remedy {
  /** The same for everybody whom the same remedy would help: the asker's own values and those found are left out. */
  readonly key: string;
  readonly acts: readonly RemedyAct[];
  readonly conditions: readonly RemedyCondition[];
  /** For each choice some values that meet the conditions today. */
  readonly choices: Readonly<Record<string, readonly Value[]>>;
  /** One way to choose, as the changes that were tried out. */
  readonly witness: readonly FactChange[];
  /** The days that these changes bring: the first stretch of them. */
  readonly restores: Stretch;
}

/**
 * The remedies for one tuple.
 *
 *     remedies(evaluation, policy, facts, "registration", ["p17", "i4"], { from: day("2024-12-01") })
 *     // [{ key: "add affiliated(#0, ?a) where open_to_newcomers(?a)", witness: [...], restores: from 2024-12-01 }]
 */
export function remedies(
  evaluation: Evaluation,
  policy: Policy,
  _facts: Facts,
  predicate: string,
  tuple: Tuple,
  wanted: Wanted | Day,
): Remedy[] {
  return new RemedySearch(evaluation, policy, wanted).find(predicate, tuple);
}

/** Searches for many tuples of one evaluation, and remembers what choices there are. */
export class RemedySearch {
  readonly #evaluation: Evaluation;
  readonly #wanted: Wanted;
  readonly #abduction: Abduction;
  readonly #choices: Choices;
  readonly #constants: ReadonlySet<Value>;
  readonly #columnsOf: ColumnsOf;
  readonly #tried = new Map<string, Evaluation>();
  readonly #texts = new WeakMap<Condition, Map<string, string>>();

  constructor(evaluation: Evaluation, policy: Policy, wanted: Wanted | Day) {
    this.#evaluation = evaluation;
    this.#wanted = typeof wanted === "number" ? { from: wanted } : wanted;
    const { from } = this.#wanted;
    this.#abduction = new Abduction(policy, evaluation, from);
    this.#choices = new Choices(policy, evaluation, from);
    this.#constants = new Set(constantsOf(policy));
    const columns = new Map([...policy.records, ...policy.predicates].map((one) => [one.name, one.columns]));
    this.#columnsOf = (name) => columns.get(name) ?? [];
  }

  /** The remedies for a tuple, the smallest first. None where it holds on the days wanted. */
  find(predicate: string, tuple: Tuple): Remedy[] {
    const before = this.#evaluation.when(predicate, tuple);
    if (covers(before, this.#days())) return [];
    const found = new Map<string, Remedy>();
    const states = this.#abduction.waysTo(predicate, tuple).sort((a, b) => a.acts.length - b.acts.length);
    const tried = new Set<string>();
    for (const state of states) {
      if (found.size === MOST_REMEDIES || tried.size === MOST_TRIED) break;
      const form = this.#form(state, tuple);
      if (tried.has(form.key)) continue;
      tried.add(form.key);
      const isWider = [...found.values()].some((smaller) => isPart(smaller.acts, form.acts));
      if (isWider) continue;
      const remedy = this.#tryOut(state, form, predicate, tuple, before);
      if (remedy !== undefined) found.set(remedy.key, remedy);
    }
    const order = (a: Remedy, b: Remedy): number =>
      a.acts.length - b.acts.length || a.restores.from - b.restores.from || (a.key < b.key ? -1 : 1);
    return [...found.values()].sort(order);
  }

  #days(): IntervalSet {
    const { from, to } = this.#wanted;
    return interval(from, to ?? ((from + 1) as Day));
  }

  #tryOut(
    state: State,
    form: Form,
    predicate: string,
    tuple: Tuple,
    before: IntervalSet,
  ): Remedy | undefined {
    const { unknowns, ways } = this.#choices.of(state);
    for (const values of ways.slice(0, MOST_WITNESSES)) {
      const chosen = new Map(state.known);
      for (const [at, unknown] of unknowns.entries()) chosen.set(unknown, { value: values[at]! });
      const witness = state.acts.map((act) => this.#change(act, { ...state, known: chosen }));
      const restores = this.#restored(witness, predicate, tuple, before);
      if (restores === undefined || !this.#isSmallest(witness, predicate, tuple, restores)) continue;
      const choices = Object.fromEntries(
        unknowns.map((unknown, at) => [form.names.get(unknown)!, [...new Set(ways.map((way) => way[at]!))]]),
      );
      return { key: form.key, acts: form.acts, conditions: form.conditions, choices, witness, restores };
    }
    return undefined;
  }

  /** The evaluation with the changes; the same changes are often tried for several things of one person. */
  #whatIf(changes: readonly FactChange[]): Evaluation {
    const key = JSON.stringify(changes);
    const known = this.#tried.get(key);
    if (known !== undefined) return known;
    if (this.#tried.size === MOST_REMEMBERED) this.#tried.clear();
    const evaluation = this.#evaluation.whatIf(changes);
    this.#tried.set(key, evaluation);
    return evaluation;
  }

  #change({ act, record, entries }: Act, state: State): FactChange {
    const { from, to, actFrom } = this.#wanted;
    const tuple = entries.map((entry) => knownValue(entry, state)!);
    return { record, tuple, from: actFrom ?? from, to: to ?? OPEN, present: act === "add" };
  }

  /** The first stretch of days gained, if it is what is wanted or, where waiting is part of it, begins later. */
  #restored(
    changes: readonly FactChange[],
    predicate: string,
    tuple: Tuple,
    before: IntervalSet,
  ): Stretch | undefined {
    const { from, to } = this.#wanted;
    const after = this.#whatIf(changes).when(predicate, tuple);
    const gained = difference(after, before);
    // What is gained may begin later only where nothing is said of how long it is wanted.
    if (!covers(after, this.#days()) && to !== undefined) return undefined;
    return around(gained, from) ?? stretchesIn(gained).find((later) => later.from > from);
  }

  /** Whether no part of the changes brings the first day by itself. */
  #isSmallest(changes: readonly FactChange[], predicate: string, tuple: Tuple, restores: Stretch): boolean {
    const day = Math.max(restores.from, this.#wanted.from) as Day;
    for (let part = 1; part < 2 ** changes.length - 1; part++) {
      const some = changes.filter((_, at) => (part >> at) & 1);
      if (has(this.#whatIf(some).when(predicate, tuple), day)) return false;
    }
    return true;
  }

  #printed(condition: Condition, texts: ReadonlyMap<string, string>): string {
    const known = this.#texts.get(condition) ?? new Map<string, string>();
    this.#texts.set(condition, known);
    const key = [...texts].join(";");
    const text = known.get(key) ?? printCondition(renamed(condition, texts), this.#columnsOf);
    known.set(key, text);
    return text;
  }

  /** A way in the terms of the tuple asked about, and the key that it shares with the same way for another. */
  #form(state: State, tuple: Tuple): Form {
    const names = new Map<number, string>();
    const others = new Map<Value, string>();
    const term = (entry: Entry): RemedyTerm => {
      const known = resolved(entry, state);
      if ("unknown" in known) {
        const name = names.get(known.unknown) ?? letter(names.size);
        names.set(known.unknown, name);
        return { choice: name };
      }
      const own = tuple.indexOf(known.value);
      return own >= 0 ? { own } : { value: known.value };
    };
    const text = (one: RemedyTerm): string => {
      if ("choice" in one) return `?${one.choice}`;
      if ("own" in one) return `#${one.own}`;
      if (typeof one.value === "number" || this.#constants.has(one.value)) return JSON.stringify(one.value);
      const name = others.get(one.value) ?? `$${others.size}`;
      others.set(one.value, name);
      return name;
    };
    const acts = state.acts.map(({ act, record, entries }) => ({ act, record, terms: entries.map(term) }));
    const conditions = state.residuals.map(({ condition, env, not }): RemedyCondition => {
      const entries = [...new Set(variablesOf(condition))].flatMap((name) => {
        const entry = env.get(name);
        return entry === undefined ? [] : [[name, term(entry)] as const];
      });
      return { not, condition, terms: Object.fromEntries(entries) };
    });
    const read = acts.map(({ act, record, terms }) => `${act} ${record}(${terms.map(text).join(", ")})`);
    const where = conditions.map(({ not, condition, terms }) => {
      const texts = new Map(Object.entries(terms).map(([name, one]) => [name, text(one)]));
      const printed = this.#printed(condition, texts);
      return not ? `not (${printed})` : printed;
    });
    const key = [read.sort().join(" and "), ...(where.length > 0 ? [where.sort().join(", ")] : [])].join(
      " where ",
    );
    return { key, acts, conditions, names };
  }
}

interface Form {
  readonly key: string;
  readonly acts: readonly RemedyAct[];
  readonly conditions: readonly RemedyCondition[];
  readonly names: ReadonlyMap<number, string>;
}

function letter(at: number): string {
  return at < 26 ? String.fromCharCode(97 + at) : `z${at}`;
}

/**
 * Whether the smaller set is among the larger one's acts, whatever is chosen in it: then the larger asks for something
 * more than is needed ("one institute" and "one institute, and another").
 */
function isPart(smaller: readonly RemedyAct[], larger: readonly RemedyAct[]): boolean {
  const place = (at: number, chosen: ReadonlyMap<string, string>): boolean => {
    const act = smaller[at];
    if (act === undefined) return true;
    return larger.some((other) => {
      if (other.act !== act.act || other.record !== act.record) return false;
      const more = new Map(chosen);
      const fits = act.terms.every((term, c) => {
        const text = JSON.stringify(other.terms[c]);
        if (!("choice" in term)) return JSON.stringify(term) === text;
        const before = more.get(term.choice) ?? text;
        more.set(term.choice, before);
        return before === text;
      });
      return fits && place(at + 1, more);
    });
  };
  return smaller.length < larger.length && place(0, new Map());
}

/** Entities and text that the policy itself names. */
function* constantsOf(policy: Policy): Generator<Value> {
  for (const { pieces } of policy.parameters)
    for (const { value } of pieces) if (typeof value === "string") yield value;
  const inside = function* (part: unknown): Generator<Value> {
    if (typeof part !== "object" || part === null) return;
    if ("value" in part && typeof part.value === "string") yield part.value;
    for (const inner of Object.values(part)) yield* inside(inner);
  };
  for (const rule of policy.rules) yield* inside(rule.body);
}
