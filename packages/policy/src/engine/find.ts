/** How an atom meets what is bound: which rows of its relation agree with a binding, and on which days. */
import { type Argument, type Atom, isAny } from "./program.ts";
import type { Relation } from "./relation.ts";
import { NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { type Grouping, mix, type Table, wider } from "./table.ts";

/** The relation of each predicate, by number. */
export type World = (predicate: number) => Relation;

/** A column whose code is known before the join: from a slot, or constant. */
interface Key {
  readonly column: number;
  readonly slot: number;
  readonly code: number;
}

/** How an atom meets what is bound: known columns, columns that bind a slot, columns that must equal an earlier one. */
export interface Shape {
  readonly keys: readonly Key[];
  readonly fresh: readonly { readonly column: number; readonly slot: number }[];
  readonly repeats: readonly { readonly column: number; readonly as: number }[];
}

export function shapeOf(args: readonly Argument[], bound: ReadonlySet<number>): Shape {
  const keys: Key[] = [];
  const fresh: { column: number; slot: number }[] = [];
  const repeats: { column: number; as: number }[] = [];
  args.forEach((argument, column) => {
    if (isAny(argument)) return;
    const { slot, code } = argument;
    const earlier = fresh.find((candidate) => slot >= 0 && candidate.slot === slot);
    if (slot < 0 || bound.has(slot)) keys.push({ column, slot, code });
    else if (earlier !== undefined) repeats.push({ column, as: earlier.column });
    else fresh.push({ column, slot });
  });
  return { keys, fresh, repeats };
}

/** Whether a row has the constants and the repeated values that an atom wants; nothing is bound yet. */
export function fits(table: Table, row: number, keys: Shape["keys"], repeats: Shape["repeats"]): boolean {
  for (let k = 0; k < keys.length; k++)
    if (table.columns[keys[k]!.column]![row] !== keys[k]!.code) return false;
  for (let k = 0; k < repeats.length; k++)
    if (table.columns[repeats[k]!.column]![row] !== table.columns[repeats[k]!.as]![row]) return false;
  return true;
}

/** The first place in `codes[low .. high)`, which ascend, with a code of at least `wanted`; `high` where there is none. */
function firstNotBelow(codes: Int32Array, wanted: number, low: number, high: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (codes[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Groups larger than this are not worth scanning where chains over all known columns would find the rows at once. */
const LONG_GROUP = 48;

/**
 * Finds the rows of a table that agree with the known columns of one binding after another.
 * `seek` leaves them as `rows[low .. high)`, or where `rows` is null as the row numbers `low .. high` themselves.
 */
export class Finder {
  rows: Int32Array | null = null;
  low = 0;
  high = 0;
  #found = new Int32Array(64);
  readonly #table: Table;
  readonly #keys: readonly Key[];
  readonly #repeats: Shape["repeats"];
  readonly #primary: number;
  readonly #grouping: Grouping | null;
  readonly #chained: boolean;
  /** The rows of a group need no further look. */
  readonly #whole: boolean;
  /** The key of the second column, where the first two are known: the table is sorted, so a group is searched by halves. */
  readonly #second: Key | undefined;

  constructor(table: Table, shape: Shape) {
    this.#table = table;
    this.#keys = [...shape.keys].sort((a, b) => a.column - b.column);
    this.#repeats = shape.repeats;
    let primary = -1;
    let distinct = 0;
    if (table.finished) {
      this.#keys.forEach((key, k) => {
        if (!table.dense[key.column]) return;
        const grouping = table.grouping(key.column);
        if (grouping.distinct > distinct) {
          distinct = grouping.distinct;
          primary = k;
        }
      });
    }
    const first = this.#keys.findIndex((key) => key.column === 0);
    this.#second =
      table.finished && table.dense[0] && first >= 0 ? this.#keys.find((key) => key.column === 1) : undefined;
    if (this.#second !== undefined) primary = first;
    this.#primary = primary;
    this.#grouping = primary < 0 ? null : table.grouping(this.#keys[primary]!.column);
    const worthScanning =
      primary >= 0 &&
      (this.#second !== undefined || this.#keys.length === 1 || table.count <= distinct * LONG_GROUP);
    this.#chained = this.#keys.length > 0 && !worthScanning;
    const sought = this.#second === undefined ? 1 : 2;
    this.#whole = this.#keys.length <= sought && this.#repeats.length === 0;
  }

  /** Whether the row has every known code (the key `skip` is known to agree), and equal codes where they must be equal. */
  #agrees(row: number, columns: readonly Int32Array[], at: number, skip: number): boolean {
    const keys = this.#keys;
    for (let k = 0; k < keys.length; k++) {
      if (k === skip) continue;
      const key = keys[k]!;
      const code = key.slot < 0 ? key.code : columns[key.slot]![at]!;
      if (this.#table.columns[key.column]![row] !== code) return false;
    }
    for (let k = 0; k < this.#repeats.length; k++) {
      const { column, as } = this.#repeats[k]!;
      if (this.#table.columns[column]![row] !== this.#table.columns[as]![row]) return false;
    }
    return true;
  }

  /** Looks for the rows that agree with row `at` of the bindings. */
  seek(columns: readonly Int32Array[], at: number): void {
    if (this.#chained) {
      this.#follow(columns, at);
      return;
    }
    this.low = 0;
    this.high = this.#table.count;
    this.rows = null;
    const grouping = this.#grouping;
    if (grouping !== null) {
      const { slot, code } = this.#keys[this.#primary]!;
      const k = (slot < 0 ? code : columns[slot]![at]!) - grouping.base;
      if (k < 0 || k >= grouping.offsets.length - 1) {
        this.high = 0;
        return;
      }
      this.low = grouping.offsets[k]!;
      this.high = grouping.offsets[k + 1]!;
      this.rows = grouping.rows;
      if (this.#second !== undefined) this.#narrow(this.#second, columns, at);
    }
    if (!this.#whole && this.low < this.high) this.#filter(columns, at);
  }

  /** Of a group, the rows whose second column has the wanted code. */
  #narrow({ column, slot, code }: Key, columns: readonly Int32Array[], at: number): void {
    const wanted = slot < 0 ? code : columns[slot]![at]!;
    const codes = this.#table.columns[column]!;
    this.low = firstNotBelow(codes, wanted, this.low, this.high);
    this.high = firstNotBelow(codes, wanted + 1, this.low, this.high);
  }

  #filter(columns: readonly Int32Array[], at: number): void {
    const { rows, low, high } = this;
    if (this.#found.length < high - low) this.#found = new Int32Array(2 * (high - low));
    const found = this.#found;
    let count = 0;
    for (let k = low; k < high; k++) {
      const row = rows === null ? k : rows[k]!;
      if (this.#agrees(row, columns, at, this.#primary)) found[count++] = row;
    }
    this.rows = found;
    this.low = 0;
    this.high = count;
  }

  #follow(columns: readonly Int32Array[], at: number): void {
    const chains = this.#table.chains(this.#keys.map((key) => key.column));
    let hash = 0;
    for (const key of this.#keys) hash = mix(hash, key.slot < 0 ? key.code : columns[key.slot]![at]!);
    let count = 0;
    for (let row = chains.heads[hash & (chains.heads.length - 1)]!; row >= 0; row = chains.next[row]!) {
      if (!this.#agrees(row, columns, at, -1)) continue;
      if (count === this.#found.length) this.#found = wider(this.#found);
      this.#found[count++] = row;
    }
    this.rows = this.#found;
    this.low = 0;
    this.high = count;
  }
}

export function operate(atom: Atom, set: SetNumber): SetNumber {
  let days = set;
  for (let k = 0; k < atom.operations.length; k++) days = atom.operations[k]!.apply(days);
  return days;
}

/** The days that all rows of an atom which agree with the bindings have together, before and after its operators. */
export class Asking {
  readonly #atom: Atom;
  readonly #shape: Shape;
  readonly #store: SetStore;
  /** Slots that the answer depends on. Bindings come in order, so the same question is often asked again at once. */
  readonly #slots: readonly number[];
  readonly #asked: number[] = [];
  #answer: SetNumber | null = null;
  #base: Finder | null = null;
  #added: Finder | null = null;
  #relation: Relation | null = null;

  constructor(atom: Atom, bound: ReadonlySet<number>, store: SetStore) {
    this.#atom = atom;
    this.#shape = shapeOf(atom.args, bound);
    this.#store = store;
    this.#slots = this.#shape.keys.flatMap(({ slot }) => (slot < 0 ? [] : [slot]));
  }

  at(world: World): void {
    const relation = world(this.#atom.predicate);
    this.#answer = null;
    this.#relation = relation;
    this.#base = new Finder(relation.base, this.#shape);
    this.#added = relation.added === null ? null : new Finder(relation.added, this.#shape);
  }

  days(columns: readonly Int32Array[], row: number): SetNumber {
    const slots = this.#slots;
    let same = this.#answer !== null;
    for (let k = 0; k < slots.length; k++) {
      const code = columns[slots[k]!]![row]!;
      if (this.#asked[k] !== code) {
        same = false;
        this.#asked[k] = code;
      }
    }
    if (!same) this.#answer = this.#seek(columns, row);
    return this.#answer!;
  }

  #seek(columns: readonly Int32Array[], row: number): SetNumber {
    const { base, changed, added } = this.#relation!;
    let days = this.#unite(this.#base!, base.sets, changed, columns, row);
    if (this.#added !== null)
      days = this.#store.unite(days, this.#unite(this.#added, added!.sets, null, columns, row));
    return operate(this.#atom, days);
  }

  #unite(
    finder: Finder,
    sets: Int32Array,
    changed: Relation["changed"],
    columns: readonly Int32Array[],
    at: number,
  ): SetNumber {
    finder.seek(columns, at);
    const { rows, low, high } = finder;
    let days = NO_DAYS;
    for (let k = low; k < high; k++) {
      const row = rows === null ? k : rows[k]!;
      const set = sets[row]!;
      days = this.#store.unite(days, changed === null ? set : changed.get(row, set));
    }
    return days;
  }
}
