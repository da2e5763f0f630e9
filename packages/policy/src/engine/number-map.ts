/** From numbers to numbers, by open addressing: small, quick, and its entries lie in the order in which they came. */
import { wider } from "./table.ts";

export class NumberMap {
  /** The keys, and the value of each. */
  keys: Int32Array;
  values: Int32Array;
  count = 0;
  /** Places in `keys`, one more than their number; 0 is free. Twice as many as entries at least. */
  #places: Int32Array;

  /** A copy of the other, with room for more. */
  constructor(from: NumberMap | null = null, more = 0) {
    const room = Math.max(8, (from === null ? 0 : from.count) + more);
    this.keys = new Int32Array(room);
    this.values = new Int32Array(room);
    let size = 16;
    while (size < room * 2) size *= 2;
    this.#places = new Int32Array(size);
    if (from !== null) for (let k = 0; k < from.count; k++) this.put(from.keys[k]!, from.values[k]!);
  }

  #place(key: number): number {
    const mask = this.#places.length - 1;
    let at = Math.imul(key, 0x9e3779b1) >>> Math.clz32(mask);
    for (;;) {
      const k = this.#places[at]!;
      if (k === 0 || this.keys[k - 1] === key) return at;
      at = (at + 1) & mask;
    }
  }

  #grow(): void {
    this.keys = wider(this.keys);
    this.values = wider(this.values);
    if (this.#places.length >= 2 * this.keys.length) return;
    this.#places = new Int32Array(2 * this.#places.length);
    for (let k = 0; k < this.count; k++) this.#places[this.#place(this.keys[k]!)] = k + 1;
  }

  put(key: number, value: number): void {
    let at = this.#place(key);
    let k = this.#places[at]!;
    if (k === 0) {
      if (this.count === this.keys.length) {
        this.#grow();
        at = this.#place(key);
      }
      k = ++this.count;
      this.#places[at] = k;
      this.keys[k - 1] = key;
    }
    this.values[k - 1] = value;
  }

  has(key: number): boolean {
    return this.#places[this.#place(key)] !== 0;
  }

  /** The value of a key, or `otherwise` where it has none. */
  get(key: number, otherwise: number): number {
    const k = this.#places[this.#place(key)]!;
    return k === 0 ? otherwise : this.values[k - 1]!;
  }
}
