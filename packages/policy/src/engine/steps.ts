/**
 * The steps of a plan. Each takes a batch of bindings and makes the next one: joins find rows of a relation that agree
 * with what is bound and meet the days of both; exceptions take days away; tests and computed values go row by row.
 */
import { Batch } from "./batch.ts";
import { Asking, Finder, operate, type Shape, shapeOf, type World } from "./find.ts";
import type { NumberMap } from "./number-map.ts";
import type { Atom, Literal } from "./program.ts";
import { ALL_DAYS, NO_DAYS, type SetNumber, type SetStore } from "./sets.ts";
import { type Table, wider } from "./table.ts";
import type { Row } from "./values.ts";

export interface Step {
  run(input: Batch, world: World): Batch;
}

/** Copies the bound columns of the rows `source[0 .. count)` of one batch into another. */
function gather(from: Batch, to: Batch, slots: readonly number[], source: Int32Array, count: number): void {
  for (let k = 0; k < slots.length; k++) {
    const old = from.columns[slots[k]!]!;
    const fresh = to.columns[slots[k]!]!;
    for (let r = 0; r < count; r++) fresh[r] = old[source[r]!]!;
  }
}

/** Joins the bindings with the rows of an atom. `combine` gives the days; the plain join meets both. */
export class Join implements Step {
  readonly #atom: Atom;
  readonly #shape: Shape;
  readonly #store: SetStore;
  readonly #output: Batch;
  readonly #carried: readonly number[];
  #source = new Int32Array(256);
  #match = new Int32Array(256);
  #sets = new Int32Array(256);
  readonly #body: {
    readonly asking: Asking;
    readonly combine: (body: SetNumber, anchor: SetNumber) => SetNumber;
  } | null;

  constructor(
    literal: Extract<Literal, { literal: "atom" | "reach" }>,
    bound: ReadonlySet<number>,
    live: ReadonlySet<number>,
    slotCount: number,
    store: SetStore,
  ) {
    this.#atom = literal.literal === "atom" ? literal.atom : literal.anchor;
    this.#shape = shapeOf(this.#atom.args, bound);
    this.#store = store;
    const fresh = this.#shape.fresh.map((each) => each.slot);
    this.#carried = [...bound].filter((slot) => live.has(slot));
    this.#output = new Batch(slotCount, [...this.#carried, ...fresh]);
    this.#body =
      literal.literal === "atom"
        ? null
        : {
            asking: new Asking(literal.body, new Set([...bound, ...fresh]), store),
            combine: literal.combine,
          };
  }

  run(input: Batch, world: World): Batch {
    const relation = world(this.#atom.predicate);
    const output = this.#output;
    output.count = 0;
    this.#join(input, relation.base, relation.changed);
    if (relation.added !== null && relation.added.count > 0) this.#join(input, relation.added, null);
    return this.#body === null ? output : this.#reach(output, world);
  }

  #join(input: Batch, table: Table, changed: NumberMap | null): void {
    const plain = this.#atom.operations.length === 0;
    const store = this.#store;
    const finder = new Finder(table, this.#shape);
    const sets = table.sets;
    let count = 0;
    let room = this.#source.length;
    for (let r = 0; r < input.count; r++) {
      finder.seek(input.columns, r);
      const { rows, low, high } = finder;
      if (low >= high) continue;
      if (count + high - low > room) {
        room = Math.max(room * 2, count + high - low);
        this.#source = wider(this.#source, room);
        this.#match = wider(this.#match, room);
        this.#sets = wider(this.#sets, room);
      }
      const source = this.#source;
      const match = this.#match;
      const days = this.#sets;
      const mine = input.sets[r]!;
      for (let k = low; k < high; k++) {
        const row = rows === null ? k : rows[k]!;
        let theirs = sets[row]!;
        if (changed !== null) theirs = changed.get(row, theirs);
        if (!plain) theirs = operate(this.#atom, theirs);
        // The anchor of a `since` is kept as it is; its days are combined once the body is known.
        const both = this.#body === null ? store.intersect(mine, theirs) : theirs;
        if (both === NO_DAYS) continue;
        source[count] = r;
        match[count] = row;
        days[count++] = both;
      }
    }
    this.#emit(input, table, count);
  }

  #emit(input: Batch, table: Table, count: number): void {
    const output = this.#output;
    const at = output.count;
    output.reserve(at + count);
    const put = (slot: number, code: (k: number) => number): void => {
      const column = output.columns[slot]!;
      for (let k = 0; k < count; k++) column[at + k] = code(k);
    };
    if (at === 0) gather(input, output, this.#carried, this.#source, count);
    else for (const slot of this.#carried) put(slot, (k) => input.columns[slot]![this.#source[k]!]!);
    for (const { column, slot } of this.#shape.fresh) {
      const codes = table.columns[column]!;
      const match = this.#match;
      const fresh = output.columns[slot]!;
      for (let k = 0; k < count; k++) fresh[at + k] = codes[match[k]!]!;
    }
    for (let k = 0; k < count; k++) output.sets[at + k] = this.#sets[k]!;
    if (this.#body !== null) {
      // Until the body is known, the days that the binding had so far wait beside the anchor's.
      this.#waiting =
        this.#waiting.length < at + count ? wider(this.#waiting, (at + count) * 2) : this.#waiting;
      for (let k = 0; k < count; k++) this.#waiting[at + k] = input.sets[this.#source[k]!]!;
    }
    output.count = at + count;
  }
  #waiting = new Int32Array(64);

  #reach(output: Batch, world: World): Batch {
    const { asking, combine } = this.#body!;
    asking.at(world);
    let kept = 0;
    for (let r = 0; r < output.count; r++) {
      const days = this.#store.intersect(
        this.#waiting[r]!,
        combine(asking.days(output.columns, r), output.sets[r]!),
      );
      if (days === NO_DAYS) continue;
      for (const slot of output.bound) output.columns[slot]![kept] = output.columns[slot]![r]!;
      output.sets[kept++] = days;
    }
    output.count = kept;
    return output;
  }
}

/** Keeps the rows for which `days` leaves any, with those days. Works on the batch it is given. */
export function narrow(batch: Batch, days: (row: number) => SetNumber): Batch {
  let kept = 0;
  for (let r = 0; r < batch.count; r++) {
    const left = days(r);
    if (left === NO_DAYS) continue;
    if (kept !== r) for (const slot of batch.bound) batch.columns[slot]![kept] = batch.columns[slot]![r]!;
    batch.sets[kept++] = left;
  }
  batch.count = kept;
  return batch;
}

/** Takes the days of an exception away. */
export class Except implements Step {
  readonly #asking: Asking;
  readonly #store: SetStore;

  constructor(atom: Atom, bound: ReadonlySet<number>, store: SetStore) {
    this.#asking = new Asking(atom, bound, store);
    this.#store = store;
  }

  run(input: Batch, world: World): Batch {
    const asking = this.#asking;
    const store = this.#store;
    const { columns, sets, count, bound } = input;
    asking.at(world);
    let kept = 0;
    for (let r = 0; r < count; r++) {
      const taken = asking.days(columns, r);
      const left = taken === NO_DAYS ? sets[r]! : store.subtract(sets[r]!, taken);
      if (left === NO_DAYS) continue;
      if (kept !== r)
        for (let k = 0; k < bound.length; k++) {
          const column = columns[bound[k]!]!;
          column[kept] = column[r]!;
        }
      sets[kept++] = left;
    }
    input.count = kept;
    return input;
  }
}

/** Tests each row; the test gives days. */
export class Check implements Step {
  readonly #literal: Extract<Literal, { literal: "test" | "unless-test" }>;
  readonly #store: SetStore;

  constructor(literal: Extract<Literal, { literal: "test" | "unless-test" }>, store: SetStore) {
    this.#literal = literal;
    this.#store = store;
  }

  run(input: Batch): Batch {
    const { test, literal } = this.#literal;
    const row: Row = { columns: input.columns, row: 0 };
    return narrow(input, (r) => {
      row.row = r;
      const days = test(row);
      const mine = input.sets[r]!;
      if (literal === "test") return days === ALL_DAYS ? mine : this.#store.intersect(mine, days);
      return this.#store.subtract(mine, days);
    });
  }
}

/** Binds a computed value, or where the slot is bound already keeps the rows that agree with it. */
export class Compute implements Step {
  readonly #literal: Extract<Literal, { literal: "let" }>;
  readonly #store: SetStore;
  readonly #output: Batch;
  readonly #known: boolean;

  constructor(
    literal: Extract<Literal, { literal: "let" }>,
    bound: ReadonlySet<number>,
    slotCount: number,
    store: SetStore,
  ) {
    this.#literal = literal;
    this.#store = store;
    this.#known = bound.has(literal.slot);
    this.#output = new Batch(slotCount, [...new Set([...bound, literal.slot])]);
  }

  run(input: Batch): Batch {
    const output = this.#output;
    output.count = 0;
    const row: Row = { columns: input.columns, row: 0 };
    const { slot, compute } = this.#literal;
    for (let r = 0; r < input.count; r++) {
      row.row = r;
      for (const { code, days } of compute(row)) {
        if (this.#known && input.columns[slot]![r] !== code) continue;
        const both = this.#store.intersect(input.sets[r]!, days);
        if (both === NO_DAYS) continue;
        output.reserve(output.count + 1);
        for (const each of input.bound) output.columns[each]![output.count] = input.columns[each]![r]!;
        output.columns[slot]![output.count] = code;
        output.sets[output.count++] = both;
      }
    }
    return output;
  }
}
