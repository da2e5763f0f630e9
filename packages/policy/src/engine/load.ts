/** Facts as tables: equal tuples united, sorted, their days numbered. */
import { columnsOf, type FactTable } from "../facts.ts";
import { NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { sortedOrder, Table } from "./table.ts";

/** Sorts the intervals `pairs[0 .. size)` by their begin and unites those that touch; gives the new size. */
function coalesce(pairs: Int32Array, size: number): number {
  for (let k = 2; k < size; k += 2) {
    const from = pairs[k]!;
    const to = pairs[k + 1]!;
    let at = k - 2;
    while (at >= 0 && pairs[at]! > from) {
      pairs[at + 2] = pairs[at]!;
      pairs[at + 3] = pairs[at + 1]!;
      at -= 2;
    }
    pairs[at + 2] = from;
    pairs[at + 3] = to;
  }
  let end = 0;
  for (let k = 0; k < size; k += 2) {
    if (pairs[k]! >= pairs[k + 1]!) continue;
    if (end > 0 && pairs[k]! <= pairs[end - 1]!) {
      if (pairs[k + 1]! > pairs[end - 1]!) pairs[end - 1] = pairs[k + 1]!;
    } else {
      pairs[end] = pairs[k]!;
      pairs[end + 1] = pairs[k + 1]!;
      end += 2;
    }
  }
  return end;
}

/** The table of a record's facts. Intervals without a day are left out. */
export function tableOf(facts: FactTable, dense: readonly boolean[], store: SetStore): Table {
  const { columns, from, to, count } = facts;
  const order = sortedOrder(columns, count);
  const result = columnsOf(columns.length, () => new Int32Array(count));
  const sets = new Int32Array(count);
  let tuples = 0;
  let pairs = new Int32Array(64);
  for (let k = 0; k < count; ) {
    const first = order[k]!;
    let size = 0;
    let same = true;
    while (same) {
      const row = order[k]!;
      if (size + 2 > pairs.length) {
        const wide = new Int32Array(pairs.length * 2);
        wide.set(pairs);
        pairs = wide;
      }
      pairs[size++] = from[row]!;
      pairs[size++] = to[row]!;
      k++;
      same = k < count;
      for (let c = 0; same && c < columns.length; c++) same = columns[c]![order[k]!] === columns[c]![first];
    }
    const days: SetNumber =
      size === 2 ? store.interval(pairs[0]!, pairs[1]!) : store.put(pairs, 0, coalesce(pairs, size));
    if (days === NO_DAYS) continue;
    for (let c = 0; c < columns.length; c++) result[c]![tuples] = columns[c]![first]!;
    sets[tuples++] = days;
  }
  return new Table(
    columnsOf(result.length, (c) => result[c]!.subarray(0, tuples)),
    sets.subarray(0, tuples),
    tuples,
    dense,
  );
}
