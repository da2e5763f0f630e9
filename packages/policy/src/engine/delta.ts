/** The tuples of a predicate that differ between two derivations, and the relation that comes of them. */
import { columnsOf } from "../facts.ts";
import { NumberMap } from "./number-map.ts";
import { type Delta, type Relation, setOf } from "./relation.ts";
import type { SetNumber, SetStore } from "./sets.ts";
import { Table, wider } from "./table.ts";

/** A delta without tuples, with room for some. */
export function noDelta(dense: readonly boolean[], room = 16): Delta {
  return {
    tuples: Table.empty(dense, false, room),
    before: new Int32Array(room),
    rows: new Int32Array(room),
    differing: [],
  };
}

/** Adds a tuple that is not there yet; gives its row. */
export function addTo(
  delta: Delta,
  codes: ArrayLike<number>,
  row: number,
  before: SetNumber,
  after: SetNumber,
): number {
  const at = delta.tuples.append(codes, 0, after);
  if (at === delta.rows.length) {
    delta.rows = wider(delta.rows);
    delta.before = wider(delta.before);
  }
  delta.rows[at] = row;
  delta.before[at] = before;
  return at;
}

/** The relation after a delta, sharing the base table. */
export function patched(relation: Relation, delta: Delta, dense: readonly boolean[]): Relation {
  const { tuples, rows } = delta;
  const changed = new NumberMap(relation.changed, tuples.count);
  let added = relation.added;
  let own = false;
  const codes: number[] = [];
  for (let r = 0; r < tuples.count; r++) {
    const row = rows[r]!;
    if (row >= 0) {
      changed.put(row, tuples.sets[r]!);
      continue;
    }
    for (let c = 0; c < tuples.columns.length; c++) codes[c] = tuples.columns[c]![r]!;
    if (!own) {
      added = copyOf(added, dense);
      own = true;
    }
    const extra = added!.find(codes);
    if (extra < 0) added!.append(codes, 0, tuples.sets[r]!);
    else added!.sets[extra] = tuples.sets[r]!;
  }
  return {
    base: relation.base,
    changed: changed.count === 0 ? null : changed,
    added,
    mark: {},
    made: { of: relation.mark, by: delta },
  };
}

/** A copy of the tuples that came, to be added to. */
export function copyOf(table: Table | null, dense: readonly boolean[]): Table {
  if (table === null) return Table.empty(dense, false);
  const columns = columnsOf(table.columns.length, (c) => table.columns[c]!.slice());
  return new Table(columns, table.sets.slice(), table.count, dense, false);
}

/** What differs between two relations, tuple by tuple. For components that were derived again whole. */
export function deltaBetween(
  before: Relation,
  after: Relation,
  dense: readonly boolean[],
  store: SetStore,
): Delta {
  const delta = noDelta(dense);
  const codes: number[] = [];
  const look = (table: Table): void => {
    for (let r = 0; r < table.count; r++) {
      for (let c = 0; c < table.columns.length; c++) codes[c] = table.columns[c]![r]!;
      const old = setOf(before, codes);
      const now = setOf(after, codes);
      if (store.same(old, now) || delta.tuples.find(codes) >= 0) continue;
      addTo(delta, codes, before.base.find(codes), old, now);
    }
  };
  for (const relation of [before, after]) {
    look(relation.base);
    if (relation.added !== null) look(relation.added);
  }
  return delta;
}
