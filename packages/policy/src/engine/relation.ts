/** What holds now: a finished table that many evaluations share, and what differs from it. */
import { NO_DAYS, type SetNumber } from "./sets.ts";
import type { Table } from "./table.ts";

/** The sets of some rows of a table, in place of those that the table has. Open addressing: rows are dense small numbers. */
export class RowSets {
  /** The rows, in the order in which they came, and the set of each. */
  rows: Int32Array;
  sets: Int32Array;
  count = 0;
  /** Places in `rows`, one more than their number; 0 is free. */
  #places: Int32Array;

  /** A copy of the other, with room for more. */
  constructor(from: RowSets | null, more: number) {
    const room = (from === null ? 0 : from.count) + more;
    this.rows = new Int32Array(room);
    this.sets = new Int32Array(room);
    let size = 16;
    while (size < room * 2) size *= 2;
    this.#places = new Int32Array(size);
    if (from !== null) for (let k = 0; k < from.count; k++) this.put(from.rows[k]!, from.sets[k]!);
  }

  #place(row: number): number {
    const mask = this.#places.length - 1;
    let at = Math.imul(row, 0x9e3779b1) >>> Math.clz32(mask);
    for (;;) {
      const k = this.#places[at]!;
      if (k === 0 || this.rows[k - 1] === row) return at;
      at = (at + 1) & mask;
    }
  }

  put(row: number, set: SetNumber): void {
    const at = this.#place(row);
    let k = this.#places[at]!;
    if (k === 0) {
      k = ++this.count;
      this.#places[at] = k;
      this.rows[k - 1] = row;
    }
    this.sets[k - 1] = set;
  }

  has(row: number): boolean {
    return this.#places[this.#place(row)] !== 0;
  }

  /** The set of a row, or `otherwise` where the row is not among these. */
  get(row: number, otherwise: SetNumber): SetNumber {
    const k = this.#places[this.#place(row)]!;
    return k === 0 ? otherwise : this.sets[k - 1]!;
  }
}

/** Tuples of a predicate with their days before and after. */
export interface Delta {
  /** Unfinished table of the tuples, each there once; its sets are the days after. */
  readonly tuples: Table;
  /** The days before, by row of `tuples`. */
  before: Int32Array;
  /** The row of each tuple in the relation's base table, -1 where it is not there. */
  rows: Int32Array;
}

/** A table, rows of it that changed (no days: gone), and tuples that came. */
export interface Relation {
  readonly base: Table;
  readonly changed: RowSets | null;
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
