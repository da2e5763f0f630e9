/** The engine: derives a policy over facts, answers about it, and derives what-ifs from it. */
import { type Day, type IntervalSet, difference as without } from "@comity/calendar";
import type { Dated, Differing, Evaluation, Horizon, Pattern } from "../evaluation.ts";
import type { FactChange, Facts, Symbols } from "../facts.ts";
import { atOnce, type InSteps } from "../in-steps.ts";
import type { Policy, Tuple, Value } from "../policy.ts";
import { stratify } from "../strata.ts";
import { carryOn } from "./change.ts";
import { ChangePlans } from "./change-plans.ts";
import { addTo, noDelta } from "./delta.ts";
import { denseColumns, deriveComponent } from "./derive.ts";
import { differing } from "./difference.ts";
import { LASTING } from "./lasting.ts";
import { tableOf } from "./load.ts";
import { compile } from "./lower.ts";
import type { CorePredicate, Program } from "./program.ts";
import { type Delta, type Relation, relationOf, setOf, setOfRow } from "./relation.ts";
import { ALL_DAYS, NO_DAYS, type SetNumber, SetStore } from "./sets.ts";
import { type Grouping, Table } from "./table.ts";

/** What an evaluation and all its what-ifs share. */
interface Family {
  readonly policy: Policy;
  readonly symbols: Symbols;
  readonly store: SetStore;
  readonly program: Program;
  readonly plans: ChangePlans;
  readonly horizon: SetNumber;
  readonly lasting: readonly unknown[];
}

export interface EvaluateOptions {
  /** Needed where a recursion passes through a duration: the days within which it is followed. */
  readonly horizon?: Horizon;
  /** What-ifs join whatever changes before they derive anything anew, also where that is not likely to pay. The answers are the same. */
  readonly joinsFirst?: boolean;
}

/**
 * Derives everything that the policy says of the facts. Pure; the facts are not changed (their symbol table may learn
 * the policy's constants).
 *
 *     const evaluation = evaluate(policy, facts);
 *     evaluation.when("site_access", ["p17"]);   // the days, as an interval set
 *
 * Throws a RangeError where the policy has a recursion without a meaning, or one through a duration and no horizon.
 */
export function evaluate(policy: Policy, facts: Facts, options: EvaluateOptions = {}): EngineEvaluation {
  return atOnce(evaluateInSteps(policy, facts, options));
}

/** The same a little at a time: the tables of the records one by one, then what depends on one another together. */
export function* evaluateInSteps(
  policy: Policy,
  facts: Facts,
  options: EvaluateOptions = {},
): InSteps<EngineEvaluation> {
  for (const problem of stratify(policy).problems) {
    if (problem.reason === "delayed" && options.horizon !== undefined) continue;
    const why = {
      negative: "a recursion through an exception has no meaning",
      computed: "a recursion that computes new values might never end",
      delayed: "a recursion through a duration might never end; give the evaluation a first and a last day",
    }[problem.reason];
    throw new RangeError(`${why}: ${problem.cycle.map((name) => `\`${name}\``).join(" needs ")}`);
  }
  const store = new SetStore();
  const { symbols } = facts;
  const program = compile(policy, symbols, store);
  const { horizon } = options;
  const family: Family = {
    policy,
    symbols,
    store,
    program,
    plans: new ChangePlans(store, options.joinsFirst),
    horizon: horizon === undefined ? ALL_DAYS : store.interval(horizon.first, horizon.last + 1),
    lasting: LASTING,
  };
  const relations: Relation[] = [];
  for (const predicate of program.predicates) {
    const dense = denseColumns(predicate);
    const table = predicate.role === "record" ? facts.tables.get(predicate.name) : undefined;
    relations[predicate.number] = relationOf(
      table === undefined ? Table.empty(dense) : tableOf(table, dense, store),
    );
    if (table !== undefined && table.count > 0) yield;
  }
  for (const component of program.components) {
    const derived = deriveComponent(program, component, (n) => relations[n]!, store, family.horizon);
    for (const [number, relation] of derived) relations[number] = relation;
    yield;
  }
  return new EngineEvaluation(family, relations);
}

export class EngineEvaluation implements Evaluation {
  readonly #family: Family;
  readonly #relations: readonly Relation[];

  constructor(family: Family, relations: readonly Relation[]) {
    this.#family = family;
    this.#relations = relations;
  }

  get policy(): Policy {
    return this.#family.policy;
  }

  #predicate(name: string): CorePredicate {
    const number = this.#family.program.byName.get(name);
    if (number === undefined) throw new RangeError(`the policy has no record or rule \`${name}\``);
    return this.#family.program.predicates[number]!;
  }

  #setOf(name: string, tuple: Tuple): SetNumber {
    const { kinds, number } = this.#predicate(name);
    if (tuple.length !== kinds.length)
      throw new RangeError(`\`${name}\` has ${kinds.length} columns, got ${tuple.length} values`);
    const codes = this.#codes;
    for (let c = 0; c < kinds.length; c++) {
      const code = this.#family.symbols.find(kinds[c]!, tuple[c]!);
      if (code < 0 && kinds[c] !== "Day") return NO_DAYS;
      codes[c] = code;
    }
    return setOf(this.#relations[number]!, codes);
  }
  readonly #codes: number[] = [];

  when(predicate: string, tuple: Tuple): IntervalSet {
    return this.#family.store.value(this.#setOf(predicate, tuple));
  }

  /** Whether a tuple holds on a day: `when` without making the set, for point checks. */
  holds(predicate: string, tuple: Tuple, on: Day): boolean {
    return this.#family.store.has(this.#setOf(predicate, tuple), on);
  }

  /** How many tuples of a record or predicate hold on some day. */
  count(predicate: string): number {
    const relation = this.#relations[this.#predicate(predicate).number]!;
    const { base, added } = relation;
    let count = 0;
    for (let row = 0; row < base.count; row++) if (setOfRow(relation, row) !== NO_DAYS) count++;
    if (added !== null) for (let row = 0; row < added.count; row++) if (added.sets[row] !== NO_DAYS) count++;
    return count;
  }

  /** Whether some tuple of a record or predicate that matches the pattern holds on a day: `list` without making any. */
  holdsSome(predicate: string, pattern: Pattern, on: Day): boolean {
    const { number } = this.#predicate(predicate);
    const { store } = this.#family;
    const asked = this.#asked(predicate, pattern);
    if (asked === undefined) return false;
    const relation = this.#relations[number]!;
    for (const table of relation.added === null ? [relation.base] : [relation.base, relation.added]) {
      const { rows, low, high } = stretchOf(table, asked.columns, asked.codes);
      for (let k = low; k < high; k++) {
        const row = rows === null ? k : rows[k]!;
        if (!isAt(table, row, asked.columns, asked.codes)) continue;
        if (store.has(table === relation.base ? setOfRow(relation, row) : table.sets[row]!, on)) return true;
      }
    }
    return false;
  }

  /** The columns that a pattern fixes and their codes; undefined where no tuple can match. */
  #asked(predicate: string, pattern: Pattern): { columns: number[]; codes: number[] } | undefined {
    const { kinds } = this.#predicate(predicate);
    const columns: number[] = [];
    const codes: number[] = [];
    for (let c = 0; c < kinds.length; c++) {
      const value = pattern[c];
      if (value === undefined) continue;
      const code = this.#family.symbols.find(kinds[c]!, value);
      if (code < 0 && kinds[c] !== "Day") return undefined;
      columns.push(c);
      codes.push(code);
    }
    return { columns, codes };
  }

  *list(predicate: string, pattern: Pattern = [], on?: Day): Generator<Dated> {
    const { kinds, number } = this.#predicate(predicate);
    const { symbols, store } = this.#family;
    const asked = this.#asked(predicate, pattern);
    if (asked === undefined) return;
    const { columns, codes } = asked;
    const relation = this.#relations[number]!;
    const { base, added } = relation;
    // One loop and no generator within another: fact sheets and searches ask for thousands of short lists.
    for (const table of added === null ? [base] : [base, added]) {
      const { rows, low, high } = stretchOf(table, columns, codes);
      for (let k = low; k < high; k++) {
        const row = rows === null ? k : rows[k]!;
        if (!isAt(table, row, columns, codes)) continue;
        const set = table === base ? setOfRow(relation, row) : table.sets[row]!;
        if (set === NO_DAYS || (on !== undefined && !store.has(set, on))) continue;
        const tuple: Value[] = [];
        for (let c = 0; c < kinds.length; c++) tuple.push(symbols.value(kinds[c]!, table.columns[c]![row]!));
        yield { tuple, days: store.value(set) };
      }
    }
  }

  whatIf(changes: readonly FactChange[]): EngineEvaluation {
    const { program, plans, store, horizon } = this.#family;
    const records = this.#recordDeltas(changes);
    const { relations } = carryOn(program, (n) => this.#relations[n]!, records, plans, store, horizon);
    const after = this.#relations.slice();
    for (const [number, relation] of relations) after[number] = relation;
    return new EngineEvaluation(this.#family, after);
  }

  #recordDeltas(changes: readonly FactChange[]): Map<number, Delta> {
    const { store, symbols } = this.#family;
    const deltas = new Map<number, Delta>();
    const codes: number[] = [];
    for (const change of changes) {
      const predicate = this.#predicate(change.record);
      if (predicate.role !== "record")
        throw new RangeError(`\`${change.record}\` is derived, a what-if changes records`);
      if (change.tuple.length !== predicate.kinds.length)
        throw new RangeError(
          `\`${change.record}\` has ${predicate.kinds.length} columns, got ${change.tuple.length} values`,
        );
      let delta = deltas.get(predicate.number);
      if (delta === undefined) {
        delta = noDelta(denseColumns(predicate));
        deltas.set(predicate.number, delta);
      }
      predicate.kinds.forEach((kind, c) => {
        codes[c] = symbols.intern(kind, change.tuple[c]!);
      });
      let row = delta.tuples.find(codes);
      if (row < 0) {
        const { base } = this.#relations[predicate.number]!;
        const old = setOf(this.#relations[predicate.number]!, codes);
        row = addTo(delta, codes, base.find(codes), old, old);
      }
      const days = store.interval(change.from, change.to);
      const now = delta.tuples.sets[row]!;
      delta.tuples.sets[row] = change.present ? store.unite(now, days) : store.subtract(now, days);
    }
    return deltas;
  }

  *difference(other: Evaluation, predicates?: readonly string[]): Generator<Differing> {
    const names =
      predicates ??
      this.policy.predicates
        .filter((predicate) => predicate.role !== "rule")
        .map((predicate) => predicate.name);
    for (const name of names) {
      if (other instanceof EngineEvaluation && other.#family === this.#family)
        yield* this.#within(other, this.#predicate(name));
      else yield* this.#across(other, name);
    }
  }

  /** Of two evaluations of one family, only what their relations do not share is looked at. */
  #within(other: EngineEvaluation, predicate: CorePredicate): Generator<Differing> {
    const mine = this.#relations[predicate.number]!;
    return differing(this.#family, predicate, mine, other.#relations[predicate.number]!);
  }

  /** Of evaluations that share nothing (two policies, two registries), every tuple is looked at. */
  *#across(other: Evaluation, name: string): Generator<Differing> {
    const mine = this.#family.program.byName.has(name);
    const theirs = other.policy.predicates.some((predicate) => predicate.name === name);
    const none = new Int32Array(0) as unknown as IntervalSet;
    const make = (tuple: Tuple, before: IntervalSet, after: IntervalSet): Differing => ({
      predicate: name,
      tuple,
      before,
      after,
      lost: without(before, after),
      gained: without(after, before),
    });
    const differs = (a: IntervalSet, b: IntervalSet): boolean =>
      a.length !== b.length || a.some((day, k) => day !== b[k]);
    if (mine)
      for (const { tuple, days } of this.list(name)) {
        const after = theirs ? other.when(name, tuple) : none;
        if (differs(days, after)) yield make(tuple, days, after);
      }
    if (theirs)
      for (const { tuple, days } of other.list(name))
        if (!mine || this.when(name, tuple).length === 0) yield make(tuple, none, days);
  }
}

/** Rows of a table among which all are that have these codes in these columns. */
interface Stretch {
  /** Row numbers; null where a place is its row's number. */
  readonly rows: Int32Array | null;
  readonly low: number;
  readonly high: number;
}

/** Of the columns by which rows are grouped, the group of the one that has most groups; failing these all rows. */
function stretchOf(table: Table, columns: readonly number[], codes: readonly number[]): Stretch {
  let best: Grouping | undefined;
  let code = 0;
  for (let k = 0; table.finished && k < columns.length; k++) {
    if (!table.dense[columns[k]!]) continue;
    const grouping = table.grouping(columns[k]!);
    if (best !== undefined && grouping.distinct <= best.distinct) continue;
    best = grouping;
    code = codes[k]!;
  }
  if (best === undefined) return { rows: null, low: 0, high: table.count };
  const { base, offsets, rows } = best;
  const at = code - base;
  if (at < 0 || at >= offsets.length - 1) return { rows, low: 0, high: 0 };
  return { rows, low: offsets[at]!, high: offsets[at + 1]! };
}

/** Whether a row has these codes in these columns. */
function isAt(table: Table, row: number, columns: readonly number[], codes: readonly number[]): boolean {
  for (let k = 0; k < columns.length; k++) if (table.columns[columns[k]!]![row] !== codes[k]) return false;
  return true;
}
