/** Facts, column by column: strings and numbers interned to int32, days as they are. The engine reads these as they lie. */
import type { Day } from "@comity/calendar";
import type { Column, Tuple, Value } from "./policy.ts";

/** A record as far as facts go: its name and columns. A policy's `RecordDeclaration` is one. */
export interface RecordShape {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Interns strings (identifiers and text alike) and numbers, each to a dense int32. */
export class Symbols {
  readonly #ofString = new Map<string, number>();
  readonly #strings: string[] = [];
  readonly #ofNumber = new Map<number, number>();
  readonly #numbers: number[] = [];

  /** The code of a value in a column of that kind; new values get the next code. */
  intern(kind: string, value: Value): number {
    if (kind === "Day") return value as number;
    if (kind === "Number") {
      const known = this.#ofNumber.get(value as number);
      if (known !== undefined) return known;
      this.#ofNumber.set(value as number, this.#numbers.length);
      return this.#numbers.push(value as number) - 1;
    }
    const known = this.#ofString.get(value as string);
    if (known !== undefined) return known;
    this.#ofString.set(value as string, this.#strings.length);
    return this.#strings.push(value as string) - 1;
  }

  /** The code of a value, or -1 where it was never interned (a Day is always its own code). */
  find(kind: string, value: Value): number {
    if (kind === "Day") return value as number;
    if (kind === "Number") return this.#ofNumber.get(value as number) ?? -1;
    return this.#ofString.get(value as string) ?? -1;
  }

  /** The value behind a code. */
  value(kind: string, code: number): Value {
    if (kind === "Day") return code;
    const value = kind === "Number" ? this.#numbers[code] : this.#strings[code];
    if (value === undefined) throw new RangeError(`no ${kind} has the code ${code}`);
    return value;
  }

  get stringCount(): number {
    return this.#strings.length;
  }
}

/** The facts of one record: row `r` is the tuple `columns[0][r], columns[1][r], ...`, true on `[from[r], to[r])`. */
export interface FactTable {
  readonly shape: RecordShape;
  readonly columns: readonly Int32Array[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly count: number;
}

export interface Facts {
  readonly symbols: Symbols;
  readonly tables: ReadonlyMap<string, FactTable>;
}

/** A change for a what-if: on the days `[from, to)` the tuple is true (`present`) or not, whatever it was before. */
export interface FactChange {
  readonly record: string;
  readonly tuple: Tuple;
  readonly from: Day;
  readonly to: Day;
  readonly present: boolean;
}

/**
 * An array of columns. Arrays made by `map` or `new Array` have another layout inside V8 than those that grew by `push`;
 * were there both, every loop over columns would be compiled for one, thrown away at the sight of the other and compiled again.
 */
export function columnsOf(count: number, make: (column: number) => Int32Array): Int32Array[] {
  const columns: Int32Array[] = [];
  for (let c = 0; c < count; c++) columns.push(make(c));
  return columns;
}

class GrowingTable {
  readonly shape: RecordShape;
  columns: Int32Array[];
  from = new Int32Array(16);
  to = new Int32Array(16);
  count = 0;

  constructor(shape: RecordShape) {
    this.shape = shape;
    this.columns = columnsOf(shape.columns.length, () => new Int32Array(16));
  }

  grow(): void {
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const wide = new Int32Array(old.length * 2);
      wide.set(old);
      return wide;
    };
    const { columns } = this;
    this.columns = columnsOf(columns.length, (c) => wider(columns[c]!));
    this.from = wider(this.from);
    this.to = wider(this.to);
  }
}

/**
 * Collects facts. The same tuple may come several times, with days that touch or overlap; they are united later.
 *
 *     const facts = new FactsBuilder(policy.records);
 *     facts.add("affiliated", ["p1", "i1"], day("2020-01-01"), OPEN);
 *     evaluate(policy, facts.build());
 */
export class FactsBuilder {
  readonly symbols: Symbols;
  readonly #tables = new Map<string, GrowingTable>();

  constructor(shapes: readonly RecordShape[], symbols: Symbols = new Symbols()) {
    this.symbols = symbols;
    for (const shape of shapes) this.#tables.set(shape.name, new GrowingTable(shape));
  }

  /** Adds one fact, true on `[from, to)`. Throws where the record is not declared or the number of values differs. */
  add(record: string, tuple: Tuple, from: Day, to: Day): void {
    const table = this.#tables.get(record);
    if (table === undefined) throw new RangeError(`no record \`${record}\` is declared`);
    const { columns } = table.shape;
    if (tuple.length !== columns.length)
      throw new RangeError(`\`${record}\` has ${columns.length} columns, got ${tuple.length} values`);
    if (table.count === table.from.length) table.grow();
    const row = table.count++;
    for (let c = 0; c < columns.length; c++)
      table.columns[c]![row] = this.symbols.intern(columns[c]!.kind, tuple[c]!);
    table.from[row] = from;
    table.to[row] = to;
  }

  /** The facts so far. Later additions do not reach what was built. */
  build(): Facts {
    const tables = new Map<string, FactTable>();
    for (const [name, table] of this.#tables) {
      tables.set(name, {
        shape: table.shape,
        columns: columnsOf(table.columns.length, (c) => table.columns[c]!.slice(0, table.count)),
        from: table.from.slice(0, table.count),
        to: table.to.slice(0, table.count),
        count: table.count,
      });
    }
    return { symbols: this.symbols, tables };
  }
}

/** One fact in the values a person reads. */
export interface Fact {
  readonly record: string;
  readonly tuple: Tuple;
  readonly from: Day;
  readonly to: Day;
}

/** Every fact as a value, in the order it was added. For tests and tools: the engine never does this. */
export function* eachFact(facts: Facts): Generator<Fact> {
  for (const [record, table] of facts.tables) {
    for (let row = 0; row < table.count; row++) {
      yield {
        record,
        tuple: table.shape.columns.map((column, c) =>
          facts.symbols.value(column.kind, table.columns[c]![row]!),
        ),
        from: table.from[row]! as Day,
        to: table.to[row]! as Day,
      };
    }
  }
}
