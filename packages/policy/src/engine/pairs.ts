/**
 * Pairs that come in the order of their first code, their days united where a pair comes again. The second codes are
 * dense, so each group keeps its days in a table by code: no rows are sorted, only the few codes that a group has. The
 * last join of a rule feeds that table directly, so that what it finds is never written down as rows first.
 */
import type { Batch } from "./batch.ts";
import type { Rows } from "./collect.ts";
import { Finder, operate, type Shape, shapeOf } from "./find.ts";
import type { Atom } from "./program.ts";
import { NO_DAYS, pairOf, type SetNumber, type SetStore } from "./sets.ts";
import type { Table } from "./table.ts";

/** The days of the group's pairs so far, by second code. */
class Group {
  days = new Int32Array(0);
  codes = new Int32Array(64);
  count = 0;

  /** Makes room for second codes up to `most`; only between groups. */
  reserve(most: number): void {
    if (most >= this.days.length) this.days = new Int32Array(most + 1);
  }

  add(second: number, set: SetNumber, store: SetStore): void {
    const known = this.days[second]!;
    if (known !== NO_DAYS) {
      if (known !== set) this.days[second] = store.unite(known, set);
      return;
    }
    if (this.count === this.codes.length) {
      const wide = new Int32Array(2 * this.count);
      wide.set(this.codes);
      this.codes = wide;
    }
    this.codes[this.count++] = second;
    this.days[second] = set;
  }

  /** Gives the pairs away in order and begins anew. */
  flush(first: number, into: Rows): void {
    const { codes, count, days } = this;
    if (count > 64) codes.subarray(0, count).sort();
    else
      for (let k = 1; k < count; k++) {
        const code = codes[k]!;
        let at = k - 1;
        while (at >= 0 && codes[at]! > code) {
          codes[at + 1] = codes[at]!;
          at--;
        }
        codes[at + 1] = code;
      }
    into.reserve(count);
    const [firsts, seconds] = into.columns as [Int32Array, Int32Array];
    const { sets } = into;
    let end = into.count;
    for (let k = 0; k < count; k++) {
      const second = codes[k]!;
      firsts[end] = first;
      seconds[end] = second;
      sets[end++] = days[second]!;
      days[second] = NO_DAYS;
    }
    into.count = end;
    this.count = 0;
  }
}

function most(codes: Int32Array, count: number): number {
  let found = -1;
  for (let r = 0; r < count; r++) if (codes[r]! > found) found = codes[r]!;
  return found;
}

/** Unites the days of equal pairs among rows whose first column ascends. */
export class PairMerger {
  readonly #group = new Group();

  merge(rows: Rows, into: Rows, store: SetStore): void {
    const [firsts, seconds] = rows.columns as [Int32Array, Int32Array];
    const { sets, count } = rows;
    const group = this.#group;
    group.reserve(most(seconds, count));
    for (let r = 0; r < count; ) {
      const first = firsts[r]!;
      for (; r < count && firsts[r] === first; r++) group.add(seconds[r]!, sets[r]!, store);
      group.flush(first, into);
    }
  }
}

/** The last join of a rule whose head is a pair: bindings that hold the first code in order, rows that give the second. */
export class PairJoin {
  readonly #group = new Group();
  readonly #atom: Atom;
  readonly #shape: Shape;
  readonly #first: number;
  readonly #second: number;
  readonly #store: SetStore;

  /** Null where the atom does not give the second code of the head. */
  static of(
    atom: Atom,
    bound: ReadonlySet<number>,
    headSlots: readonly number[],
    store: SetStore,
  ): PairJoin | null {
    const [first, second] = headSlots as [number, number];
    const shape = shapeOf(atom.args, bound);
    const fresh = shape.fresh.find(({ slot }) => slot === second);
    return fresh === undefined || !bound.has(first)
      ? null
      : new PairJoin(atom, shape, first, fresh.column, store);
  }

  private constructor(atom: Atom, shape: Shape, first: number, second: number, store: SetStore) {
    this.#atom = atom;
    this.#shape = shape;
    this.#first = first;
    this.#second = second;
    this.#store = store;
  }

  run(input: Batch, table: Table, into: Rows): void {
    const store = this.#store;
    const group = this.#group;
    const { sets } = table;
    const seconds = table.columns[this.#second]!;
    const firsts = input.columns[this.#first]!;
    const plain = this.#atom.operations.length === 0;
    const hulls = table.hulls(store);
    const finder = new Finder(table, this.#shape);
    group.reserve(most(seconds, table.count));
    for (let r = 0; r < input.count; ) {
      const first = firsts[r]!;
      for (; r < input.count && firsts[r] === first; r++) {
        finder.seek(input.columns, r);
        const { rows, high } = finder;
        const mine = input.sets[r]!;
        const hull = 2 * pairOf(mine);
        const from = store.days[hull]!;
        const to = store.days[hull + 1]!;
        for (let k = finder.low; k < high; k++) {
          const row = rows === null ? k : rows[k]!;
          let both: SetNumber;
          if (plain) {
            const theirFrom = hulls[2 * row]!;
            const theirTo = hulls[2 * row + 1]!;
            if (theirFrom >= to || from >= theirTo) continue;
            const theirs = sets[row]!;
            if (theirs >= 0 && theirFrom <= from && to <= theirTo) both = mine;
            else if (mine >= 0 && from <= theirFrom && theirTo <= to) both = theirs;
            else both = store.intersect(mine, theirs);
          } else both = store.intersect(mine, operate(this.#atom, sets[row]!));
          if (both !== NO_DAYS) group.add(seconds[row]!, both, store);
        }
      }
      group.flush(first, into);
    }
  }
}
