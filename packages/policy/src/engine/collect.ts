/** Gathers what the rules of a predicate give, unites the days of equal tuples, and makes the finished table. */
import { columnsOf } from "../facts.ts";
import type { Batch } from "./batch.ts";
import { NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { sortedOrder, Table, wider } from "./table.ts";

/** Columns and set numbers in plain rows, growing. */
export class Rows {
  columns: Int32Array[];
  sets: Int32Array = new Int32Array(256);
  count = 0;

  constructor(arity: number) {
    this.columns = columnsOf(arity, () => new Int32Array(256));
  }

  /** Makes room for that many more rows. */
  reserve(more: number): void {
    const wanted = this.count + more;
    if (wanted <= this.sets.length) return;
    const room = Math.max(wanted, this.sets.length * 2);
    const { columns, count } = this;
    this.columns = columnsOf(columns.length, (c) => wider(columns[c]!.subarray(0, count), room));
    this.sets = wider(this.sets.subarray(0, this.count), room);
  }

  /** Adds the head's columns of a batch. */
  addBatch(batch: Batch, slots: readonly number[]): void {
    const { count } = batch;
    this.reserve(count);
    for (let c = 0; c < slots.length; c++)
      this.columns[c]!.set(batch.columns[slots[c]!]!.subarray(0, count), this.count);
    this.sets.set(batch.sets.subarray(0, count), this.count);
    this.count += count;
  }

  /** Adds all rows of another. */
  addRows(rows: Rows): void {
    this.reserve(rows.count);
    for (let c = 0; c < this.columns.length; c++)
      this.columns[c]!.set(rows.columns[c]!.subarray(0, rows.count), this.count);
    this.sets.set(rows.sets.subarray(0, rows.count), this.count);
    this.count += rows.count;
  }

  /** Adds one row; `column(c)` gives its codes. */
  push(columns: readonly Int32Array[], row: number, set: SetNumber): void {
    this.reserve(1);
    for (let c = 0; c < this.columns.length; c++) this.columns[c]![this.count] = columns[c]![row]!;
    this.sets[this.count++] = set;
  }

  table(dense: readonly boolean[]): Table {
    return new Table(
      columnsOf(this.columns.length, (c) => this.columns[c]!.subarray(0, this.count)),
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

/** The tuples of the rows in order, each once; their sets are left behind. May give back the same rows. */
export function distinctRows(rows: Rows): Rows {
  if (ascends(rows)) return rows;
  const { columns, count } = rows;
  const order = sortedOrder(columns, count);
  const distinct = new Rows(columns.length);
  distinct.reserve(count);
  let end = 0;
  for (let k = 0; k < count; k++) {
    if (k > 0 && equalRows(columns, order[k - 1]!, order[k]!)) continue;
    for (let c = 0; c < columns.length; c++) distinct.columns[c]![end] = columns[c]![order[k]!]!;
    end++;
  }
  distinct.count = end;
  return distinct;
}
