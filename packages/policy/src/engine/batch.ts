/** Rows of bindings on their way through a rule: one column of codes for each bound variable, one set number each. */
import { columnsOf } from "../facts.ts";
import { wider } from "./table.ts";

export class Batch {
  count = 0;
  /** By slot; columns of unbound slots stay empty. */
  readonly columns: Int32Array[];
  sets = new Int32Array(64);
  readonly bound: readonly number[];

  constructor(slotCount: number, bound: readonly number[]) {
    this.bound = bound;
    const none = new Int32Array(0);
    this.columns = columnsOf(slotCount, (slot) => (bound.includes(slot) ? new Int32Array(64) : none));
  }

  /** Makes room for `count` rows, keeping the first `this.count`. */
  reserve(count: number): void {
    if (count <= this.sets.length) return;
    const room = Math.max(count, this.sets.length * 2);
    this.sets = wider(this.sets, room);
    for (const slot of this.bound) this.columns[slot] = wider(this.columns[slot]!, room);
  }
}
