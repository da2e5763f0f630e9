/** What differs between two relations of one family: of the rows that they share, nothing is looked at. */
import { EMPTY, type IntervalSet } from "@comity/calendar";
import type { Differing } from "../evaluation.ts";
import type { Symbols } from "../facts.ts";
import type { Tuple } from "../policy.ts";
import { deltaBetween } from "./delta.ts";
import { denseColumns } from "./derive.ts";
import type { CorePredicate } from "./program.ts";
import { type Relation, setOf, setOfRow } from "./relation.ts";
import { NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import type { Table } from "./table.ts";

interface Surroundings {
  readonly symbols: Symbols;
  readonly store: SetStore;
}

/** A tuple that differs, its parts worked out only when they are asked for. */
class Difference implements Differing {
  readonly #of: Surroundings;
  readonly #predicate: CorePredicate;
  readonly #table: Table;
  readonly #row: number;
  readonly #before: SetNumber;
  readonly #after: SetNumber;

  constructor(
    of: Surroundings,
    predicate: CorePredicate,
    table: Table,
    row: number,
    before: SetNumber,
    after: SetNumber,
  ) {
    this.#of = of;
    this.#predicate = predicate;
    this.#table = table;
    this.#row = row;
    this.#before = before;
    this.#after = after;
  }

  get predicate(): string {
    return this.#predicate.name;
  }
  get tuple(): Tuple {
    this.#tuple ??= this.#read();
    return this.#tuple;
  }
  #tuple: Tuple | undefined;

  #read(): Tuple {
    const { symbols } = this.#of;
    const { kinds } = this.#predicate;
    const { columns } = this.#table;
    const tuple = new Array(kinds.length);
    for (let c = 0; c < kinds.length; c++) tuple[c] = symbols.value(kinds[c]!, columns[c]![this.#row]!);
    return tuple;
  }
  get before(): IntervalSet {
    return this.#value(this.#before);
  }
  get after(): IntervalSet {
    return this.#value(this.#after);
  }
  get lost(): IntervalSet {
    return this.#value(this.#of.store.subtract(this.#before, this.#after));
  }
  get gained(): IntervalSet {
    return this.#value(this.#of.store.subtract(this.#after, this.#before));
  }

  #value(set: SetNumber): IntervalSet {
    return set === NO_DAYS ? EMPTY : this.#of.store.value(set);
  }
}

/** Every tuple that differs between two relations of a predicate. */
export function* differing(
  of: Surroundings,
  predicate: CorePredicate,
  before: Relation,
  after: Relation,
): Generator<Differing> {
  if (before === after) return;
  const { store } = of;
  // A draft and what it was laid over: the draft knows what it changed, on either side of the question.
  const onward = after.made !== null && after.made.of === before.mark;
  const back = before.made !== null && before.made.of === after.mark;
  if (onward || back || before.base !== after.base) {
    const delta = onward
      ? after.made!.by
      : back
        ? before.made!.by
        : deltaBetween(before, after, denseColumns(predicate), store);
    const { tuples } = delta;
    for (let r = 0; r < tuples.count; r++) {
      const old = back ? tuples.sets[r]! : delta.before[r]!;
      const now = back ? delta.before[r]! : tuples.sets[r]!;
      if (!store.same(old, now)) yield new Difference(of, predicate, tuples, r, old, now);
    }
    return;
  }
  const { base } = before;
  for (const relation of [after, before]) {
    const { changed } = relation;
    for (let k = 0; changed !== null && k < changed.count; k++) {
      const row = changed.keys[k]!;
      if (relation === before && after.changed?.has(row)) continue;
      const old = setOfRow(before, row);
      const now = setOfRow(after, row);
      if (!store.same(old, now)) yield new Difference(of, predicate, base, row, old, now);
    }
  }
  if (before.added === after.added) return;
  for (const relation of [after, before]) {
    const { added } = relation;
    for (let r = 0; added !== null && r < added.count; r++) {
      const codes = added.columns.map((column) => column[r]!);
      if (relation === before && after.added !== null && after.added.find(codes) >= 0) continue;
      const old = setOf(before, codes);
      const now = setOf(after, codes);
      if (!store.same(old, now)) yield new Difference(of, predicate, added, r, old, now);
    }
  }
}
