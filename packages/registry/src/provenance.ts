/** Which acts made each fact: one int32 a fact. */
import type { Day } from "@comity/calendar";
import type { Facts, Tuple } from "@comity/policy";
import type { Act } from "./acts.ts";
import { byOccurrence, type Ledger } from "./ledger.ts";

/** Collects, beside a `FactsBuilder`, what made each fact, in the same order. */
export class ProvenanceBuilder {
  readonly #rows = new Map<string, number[]>();
  readonly #sets: (readonly number[])[] = [];
  readonly #known = new Map<readonly number[], number>();

  /** Notes what made the next fact of a record. */
  add(record: string, because: number | readonly number[]): void {
    let rows = this.#rows.get(record);
    if (rows === undefined) {
      rows = [];
      this.#rows.set(record, rows);
    }
    if (typeof because === "number") rows.push(because);
    else if (because.length === 1) rows.push(because[0]!);
    else {
      let set = this.#known.get(because);
      if (set === undefined) {
        set = this.#sets.push(because) - 1;
        this.#known.set(because, set);
      }
      rows.push(-1 - set);
    }
  }

  build(ledger: Ledger, facts: Facts): Provenance {
    const rows = new Map<string, Int32Array>();
    for (const [record, numbers] of this.#rows) rows.set(record, Int32Array.from(numbers));
    return new Provenance(ledger, facts, rows, this.#sets);
  }
}

/** Row `r` of a record's table was made by the act `rows[r]`, or where that is negative by the acts `sets[-1 - rows[r]]`. */
export class Provenance {
  readonly #ledger: Ledger;
  readonly #facts: Facts;
  readonly #rows: ReadonlyMap<string, Int32Array>;
  readonly #sets: readonly (readonly number[])[];
  /** For each record asked about: its rows, sorted by the first column's code. */
  readonly #byFirst = new Map<string, Int32Array>();

  constructor(
    ledger: Ledger,
    facts: Facts,
    rows: ReadonlyMap<string, Int32Array>,
    sets: readonly (readonly number[])[],
  ) {
    this.#ledger = ledger;
    this.#facts = facts;
    this.#rows = rows;
    this.#sets = sets;
  }

  /**
   * The acts because of which a fact is true on a day, in the order in which they happened; none where it is not true.
   *
   *     folded.provenance.of("in_force", ["ICA-BY"], day("2024-06-27"))    // the signature, the termination
   */
  of(record: string, tuple: Tuple, on: Day): Act[] {
    const table = this.#facts.tables.get(record);
    const made = this.#rows.get(record);
    if (table === undefined || made === undefined) return [];
    const codes = table.shape.columns.map((column, c) => this.#facts.symbols.find(column.kind, tuple[c]!));
    const acts = new Set<number>();
    for (const row of this.#candidates(record, codes[0])) {
      if (on < table.from[row]! || on >= table.to[row]!) continue;
      if (!codes.every((code, c) => table.columns[c]![row] === code)) continue;
      const because = made[row]!;
      for (const act of because >= 0 ? [because] : this.#sets[-1 - because]!) acts.add(act);
    }
    return [...acts].map((index) => this.#ledger.act(index)).sort(byOccurrence);
  }

  /** The rows of a record whose first column has that code; all of them where the record has no columns. */
  #candidates(record: string, code: number | undefined): Int32Array {
    const { columns, count } = this.#facts.tables.get(record)!;
    const [first] = columns;
    if (first === undefined || code === undefined) return Int32Array.from({ length: count }, (_, row) => row);
    let sorted = this.#byFirst.get(record);
    if (sorted === undefined) {
      sorted = Int32Array.from(first, (_, row) => row).sort((a, b) => first[a]! - first[b]!);
      this.#byFirst.set(record, sorted);
    }
    const below = (limit: number): number => {
      let low = 0;
      let high = sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (first[sorted[middle]!]! < limit) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return sorted.subarray(below(code), below(code + 1));
  }
}
