/**
 * Tuples in columns, each with the number of its interval set, and the indexes that joins walk.
 * A finished table is sorted by its columns, first to last, and each tuple is there once.
 */
import { columnsOf } from "../facts.ts";
import { NO_DAYS, pairOf, type SetNumber, type SetStore } from "./sets.ts";

/** Rows by the code in one column: rows of code `c` are `rows[offsets[c - base]] .. rows[offsets[c - base + 1] - 1]`. */
export interface Grouping {
  readonly base: number;
  readonly offsets: Int32Array;
  /** Row numbers; null where the table is sorted by this column, and a row's place is its number. */
  readonly rows: Int32Array | null;
  /** How many different codes there are. */
  readonly distinct: number;
}

/** Rows by the codes in several columns: `heads[hash & mask]` starts a chain through `next`; -1 ends it. */
export interface Chains {
  readonly columns: readonly number[];
  heads: Int32Array;
  next: Int32Array;
  /** Rows below this are in. */
  filled: number;
}

export function wider(old: Int32Array, room = old.length * 2): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(room);
  wide.set(old);
  return wide;
}

/** Stirs one more code into a hash. */
export function mix(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** Bits that one pass of the sort looks at: few enough that the counters stay in the processor's cache, fewer for few rows. */
const DIGIT = 11;
const SMALL_DIGIT = 6;
const FEW_ROWS = 2048;

/** The order of rows by columns, first to last; stable. Radix sorts from the last column to the first. */
export function sortedOrder(columns: readonly Int32Array[], count: number): Int32Array {
  let order = new Int32Array(count);
  for (let r = 0; r < count; r++) order[r] = r;
  let spare = new Int32Array(count);
  const digitBits = count < FEW_ROWS ? SMALL_DIGIT : DIGIT;
  const places = new Int32Array(1 << digitBits);
  for (let c = columns.length - 1; c >= 0; c--) {
    const column = columns[c]!;
    let least = 2147483647;
    let most = -2147483648;
    let sorted = true;
    let last = -2147483648;
    for (let k = 0; k < count; k++) {
      const code = column[order[k]!]!;
      if (code < last) sorted = false;
      last = code;
      if (code < least) least = code;
      if (code > most) most = code;
    }
    if (sorted) continue;
    // Codes less the least one, as unsigned numbers: an int32 holds them all.
    const bits = 32 - Math.clz32(most - least);
    for (let shift = 0; shift < bits; shift += digitBits) {
      places.fill(0);
      const mask = (1 << digitBits) - 1;
      for (let r = 0; r < count; r++) {
        const digit = ((column[r]! - least) >>> shift) & mask;
        places[digit] = places[digit]! + 1;
      }
      let before = 0;
      for (let digit = 0; digit <= mask; digit++) {
        const many = places[digit]!;
        places[digit] = before;
        before += many;
      }
      for (let k = 0; k < count; k++) {
        const row = order[k]!;
        const digit = ((column[row]! - least) >>> shift) & mask;
        const to = places[digit]!;
        places[digit] = to + 1;
        spare[to] = row;
      }
      const sortedSoFar = spare;
      spare = order;
      order = sortedSoFar;
    }
  }
  return order;
}

export class Table {
  columns: Int32Array[];
  sets: Int32Array;
  count: number;
  /** Which columns hold dense codes (identifiers, text, numbers); days are spread too far to be grouped by. */
  readonly dense: readonly boolean[];
  /** Sorted and closed; otherwise rows are still being appended, and only chains are kept. */
  readonly finished: boolean;
  readonly #groupings: (Grouping | undefined)[] = [];
  readonly #chains = new Map<number, Chains>();
  #hulls: Int32Array | null = null;
  /** The numbers of all columns. */
  readonly #all: readonly number[];

  constructor(
    columns: Int32Array[],
    sets: Int32Array,
    count: number,
    dense: readonly boolean[],
    finished = true,
  ) {
    this.columns = columns;
    this.sets = sets;
    this.count = count;
    this.dense = dense;
    this.finished = finished;
    this.#all = columns.map((_, c) => c);
  }

  /** A table without rows; where more may be appended, with room for some. */
  static empty(dense: readonly boolean[], finished = true, room = finished ? 0 : 16): Table {
    return new Table(
      columnsOf(dense.length, () => new Int32Array(room)),
      new Int32Array(room),
      0,
      dense,
      finished,
    );
  }

  /** Rows grouped by the code in a dense column; made when first asked for. */
  grouping(column: number): Grouping {
    const known = this.#groupings[column];
    if (known !== undefined) return known;
    const codes = this.columns[column]!;
    const { count } = this;
    let least = 2147483647;
    let most = -1;
    for (let r = 0; r < count; r++) {
      const code = codes[r]!;
      if (code < least) least = code;
      if (code > most) most = code;
    }
    const size = count === 0 ? 0 : most - least + 1;
    if (count === 0) least = 0;
    const offsets = new Int32Array(size + 1);
    for (let r = 0; r < count; r++) {
      const k = codes[r]! - least + 1;
      offsets[k] = offsets[k]! + 1;
    }
    let distinct = 0;
    for (let k = 1; k <= size; k++) {
      if (offsets[k]! > 0) distinct++;
      offsets[k] = offsets[k]! + offsets[k - 1]!;
    }
    let rows: Int32Array | null = null;
    if (column !== 0) {
      rows = new Int32Array(count);
      const place = offsets.slice(0, size);
      for (let r = 0; r < count; r++) {
        const k = codes[r]! - least;
        const to = place[k]!;
        place[k] = to + 1;
        rows[to] = r;
      }
    }
    const grouping = { base: least, offsets, rows, distinct };
    this.#groupings[column] = grouping;
    return grouping;
  }

  /**
   * The first day and the end of the last one of each row of a finished table, two numbers a row. A join that goes through
   * most of a table reads them in the order of the rows, and looks up a set only where it has a day to give.
   */
  hulls(store: SetStore): Int32Array {
    if (this.#hulls !== null) return this.#hulls;
    const hulls = new Int32Array(2 * this.count);
    const { days } = store;
    for (let r = 0; r < this.count; r++) {
      const pair = 2 * pairOf(this.sets[r]!);
      hulls[2 * r] = days[pair]!;
      hulls[2 * r + 1] = days[pair + 1]!;
    }
    this.#hulls = hulls;
    return hulls;
  }

  /** Chains by the codes in these columns, with every row of today in them. */
  chains(columns: readonly number[]): Chains {
    let mask = 0;
    for (const column of columns) mask |= 1 << column;
    let chains = this.#chains.get(mask);
    if (chains === undefined) {
      chains = {
        columns: [...columns].sort((a, b) => a - b),
        heads: new Int32Array(16).fill(-1),
        next: new Int32Array(16),
        filled: 0,
      };
      this.#chains.set(mask, chains);
    }
    if (chains.filled < this.count) this.#fill(chains);
    return chains;
  }

  #fill(chains: Chains): void {
    if (chains.heads.length < this.count) {
      let size = chains.heads.length;
      while (size < this.count * 2) size *= 2;
      chains.heads = new Int32Array(size).fill(-1);
      chains.next = new Int32Array(size);
      chains.filled = 0;
    }
    const { heads, next } = chains;
    for (let row = chains.filled; row < this.count; row++) {
      const at = this.#hashOfRow(chains.columns, row) & (heads.length - 1);
      next[row] = heads[at]!;
      heads[at] = row;
    }
    chains.filled = this.count;
  }

  #hashOfRow(columns: readonly number[], row: number): number {
    let hash = 0;
    for (let k = 0; k < columns.length; k++) hash = mix(hash, this.columns[columns[k]!]![row]!);
    return hash;
  }

  /** The row of a tuple, or -1. `codes[at ..]` holds one code a column. */
  find(codes: ArrayLike<number>, at = 0): number {
    const arity = this.columns.length;
    if (arity === 0) return this.count - 1;
    if (!this.finished) {
      let hash = 0;
      for (let c = 0; c < arity; c++) hash = mix(hash, codes[at + c]!);
      const chains = this.chains(this.#all);
      for (let row = chains.heads[hash & (chains.heads.length - 1)]!; row >= 0; row = chains.next[row]!)
        if (this.#isRow(row, codes, at)) return row;
      return -1;
    }
    let low = 0;
    let high = this.count;
    if (this.dense[0]) {
      const { base, offsets } = this.grouping(0);
      const k = codes[at]! - base;
      if (k < 0 || k >= offsets.length - 1) return -1;
      low = offsets[k]!;
      high = offsets[k + 1]!;
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#isBefore(middle, codes, at)) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.#isRow(low, codes, at) ? low : -1;
  }

  #isRow(row: number, codes: ArrayLike<number>, at: number): boolean {
    for (let c = 0; c < this.columns.length; c++) if (this.columns[c]![row] !== codes[at + c]) return false;
    return true;
  }

  #isBefore(row: number, codes: ArrayLike<number>, at: number): boolean {
    for (let c = 0; c < this.columns.length; c++) {
      const difference = this.columns[c]![row]! - codes[at + c]!;
      if (difference !== 0) return difference < 0;
    }
    return false;
  }

  /** Appends a row to an unfinished table; the caller knows that the tuple is not there. */
  append(codes: ArrayLike<number>, at: number, set: SetNumber): number {
    if (this.count === this.sets.length) {
      const { columns } = this;
      this.columns = columnsOf(columns.length, (c) => wider(columns[c]!));
      this.sets = wider(this.sets);
    }
    const row = this.count++;
    for (let c = 0; c < this.columns.length; c++) this.columns[c]![row] = codes[at + c]!;
    this.sets[row] = set;
    return row;
  }

  /** The same tuples, those with days, sorted and closed. */
  sorted(): Table {
    const order = sortedOrder(this.columns, this.count);
    let kept = 0;
    for (let k = 0; k < this.count; k++) if (this.sets[order[k]!] !== NO_DAYS) order[kept++] = order[k]!;
    const columns = columnsOf(this.columns.length, (c) => gathered(this.columns[c]!, order, kept));
    return new Table(columns, gathered(this.sets, order, kept), kept, this.dense);
  }
}

/** The numbers at the places `order[0 .. count)`. */
function gathered(numbers: Int32Array, order: Int32Array, count: number): Int32Array {
  const result = new Int32Array(count);
  for (let k = 0; k < count; k++) result[k] = numbers[order[k]!]!;
  return result;
}
