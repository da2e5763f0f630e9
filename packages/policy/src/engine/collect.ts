/** Gathers what the rules of a predicate give, unites the days of equal tuples, and makes the finished table. */
import type { Batch } from "./batch.ts";
import { NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { sortedOrder, Table, wider } from "./table.ts";

/** Columns and set numbers in plain rows, growing. */
export class Rows {
  columns: Int32Array[];
  sets: Int32Array = new Int32Array(256);
  count = 0;

  constructor(arity: number) {
    this.columns = Array.from({ length: arity }, () => new Int32Array(256));
  }

  #reserve(more: number): void {
    const wanted = this.count + more;
    if (wanted <= this.sets.length) return;
    const room = Math.max(wanted, this.sets.length * 2);
    this.columns = this.columns.map((column) => wider(column.subarray(0, this.count), room));
    this.sets = wider(this.sets.subarray(0, this.count), room);
  }

  /** Adds the head's columns of a batch. */
  addBatch(batch: Batch, slots: readonly number[]): void {
    const { count } = batch;
    this.#reserve(count);
    for (let c = 0; c < slots.length; c++)
      this.columns[c]!.set(batch.columns[slots[c]!]!.subarray(0, count), this.count);
    this.sets.set(batch.sets.subarray(0, count), this.count);
    this.count += count;
  }

  /** Adds all rows of another. */
  addRows(rows: Rows): void {
    this.#reserve(rows.count);
    for (let c = 0; c < this.columns.length; c++)
      this.columns[c]!.set(rows.columns[c]!.subarray(0, rows.count), this.count);
    this.sets.set(rows.sets.subarray(0, rows.count), this.count);
    this.count += rows.count;
  }

  /** Adds one row; `column(c)` gives its codes. */
  push(columns: readonly Int32Array[], row: number, set: SetNumber): void {
    this.#reserve(1);
    for (let c = 0; c < this.columns.length; c++) this.columns[c]![this.count] = columns[c]![row]!;
    this.sets[this.count++] = set;
  }

  push2(first: number, second: number, set: SetNumber): void {
    if (this.count === this.sets.length) this.#reserve(1);
    this.columns[0]![this.count] = first;
    this.columns[1]![this.count] = second;
    this.sets[this.count++] = set;
  }

  table(dense: readonly boolean[]): Table {
    return new Table(
      this.columns.map((column) => column.subarray(0, this.count)),
      this.sets.subarray(0, this.count),
      this.count,
      dense,
    );
  }
}

function equalRows(columns: readonly Int32Array[], a: number, b: number): boolean {
  for (let c = 0; c < columns.length; c++) if (columns[c]![a] !== columns[c]![b]) return false;
  return true;
}

/** Whether each row comes after the one before it: sorted, and no tuple twice. */
function ascends({ columns, count }: Rows): boolean {
  for (let r = 1; r < count; r++) {
    let c = 0;
    while (c < columns.length && columns[c]![r] === columns[c]![r - 1]) c++;
    if (c === columns.length || columns[c]![r]! < columns[c]![r - 1]!) return false;
  }
  return true;
}

/** Sorts rows by all columns and unites the days of equal tuples. May give back the same rows. */
export function mergeSorted(rows: Rows, store: SetStore): Rows {
  if (ascends(rows)) return rows;
  const order = sortedOrder(rows.columns, rows.count);
  const merged = new Rows(rows.columns.length);
  for (let k = 0; k < rows.count; ) {
    const first = order[k]!;
    let days = rows.sets[first]!;
    for (k++; k < rows.count && equalRows(rows.columns, first, order[k]!); k++)
      days = store.unite(days, rows.sets[order[k]!]!);
    if (days !== NO_DAYS) merged.push(rows.columns, first, days);
  }
  return merged;
}

/**
 * Unites the days of equal pairs among rows whose first column ascends. The codes of the second column are dense, so
 * each group keeps its pairs in a table by code: no sorting of rows, only of the few codes that a group has.
 */
export class PairMerger {
  #days = new Int32Array(0);
  #seen = new Int32Array(0);
  readonly #codes: number[] = [];

  merge(rows: Rows, into: Rows, store: SetStore): void {
    const [firsts, seconds] = rows.columns as [Int32Array, Int32Array];
    const { sets, count } = rows;
    let most = 0;
    for (let r = 0; r < count; r++) if (seconds[r]! > most) most = seconds[r]!;
    if (most >= this.#days.length) {
      this.#days = new Int32Array(most + 1);
      this.#seen = new Int32Array(most + 1);
    }
    const days = this.#days;
    const seen = this.#seen;
    const codes = this.#codes;
    for (let r = 0; r < count; ) {
      const first = firsts[r]!;
      let many = 0;
      for (; r < count && firsts[r] === first; r++) {
        const second = seconds[r]!;
        if (seen[second] === 0) {
          seen[second] = 1;
          codes[many++] = second;
          days[second] = sets[r]!;
        } else days[second] = store.unite(days[second]!, sets[r]!);
      }
      sortSome(codes, many);
      for (let k = 0; k < many; k++) {
        const second = codes[k]!;
        seen[second] = 0;
        into.push2(first, second, days[second]!);
      }
    }
  }
}

/** Sorts the first `many` numbers in place. */
function sortSome(codes: number[], many: number): void {
  if (many > 64) {
    const some = Int32Array.from(codes.slice(0, many)).sort();
    for (let k = 0; k < many; k++) codes[k] = some[k]!;
    return;
  }
  for (let k = 1; k < many; k++) {
    const code = codes[k]!;
    let at = k - 1;
    while (at >= 0 && codes[at]! > code) {
      codes[at + 1] = codes[at]!;
      at--;
    }
    codes[at + 1] = code;
  }
}
