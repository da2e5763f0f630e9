/** What holds now: a finished table that many evaluations share, and what differs from it. */
import type { NumberMap } from "./number-map.ts";
import type { Operation } from "./operations.ts";
import { NO_DAYS, type SetNumber } from "./sets.ts";
import type { Table } from "./table.ts";

/** Tuples of a predicate with their days before and after. */
export interface Delta {
  /** Unfinished table of the tuples, each there once; its sets are the days after. */
  readonly tuples: Table;
  /** The days before, by row of `tuples`. */
  before: Int32Array;
  /** The row of each tuple in the relation's base table, -1 where it is not there. */
  rows: Int32Array;
  /** The days that differ under operators, by row: kept for the many rules that ask for the same, once the delta is whole. */
  readonly differing: { readonly operations: readonly Operation[]; readonly days: Int32Array }[];
}

/** A table, rows of it that changed (no days: gone), and tuples that came. */
export interface Relation {
  readonly base: Table;
  /** Rows of the table whose sets are others now. */
  readonly changed: NumberMap | null;
  readonly added: Table | null;
  /** Tells this relation from every other, without keeping it. */
  readonly mark: object;
  /** What made it of another one, where that is known: difference between the two need not be searched for. */
  readonly made: { readonly of: object; readonly by: Delta } | null;
}

export function relationOf(base: Table): Relation {
  return { base, changed: null, added: null, mark: {}, made: null };
}

/** The set of a row of the base table. */
export function setOfRow(relation: Relation, row: number): SetNumber {
  const set = relation.base.sets[row]!;
  return relation.changed === null ? set : relation.changed.get(row, set);
}

/** The set of a tuple whose row in the base table is known (-1: not there). */
export function setAt(relation: Relation, row: number, codes: ArrayLike<number>): SetNumber {
  if (row >= 0) return setOfRow(relation, row);
  if (relation.added === null) return NO_DAYS;
  const extra = relation.added.find(codes);
  return extra < 0 ? NO_DAYS : relation.added.sets[extra]!;
}

/** The set of a tuple in a relation; no days where it is not there. */
export function setOf(relation: Relation, codes: ArrayLike<number>): SetNumber {
  return setAt(relation, relation.base.find(codes), codes);
}
