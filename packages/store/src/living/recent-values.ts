/** The values asked for most recently, a bounded number of them. */
export class RecentValues<Key, Value> {
  readonly #values = new Map<Key, Value>();
  readonly #most: number;

  /** Keeps at most so many; at least one. */
  constructor(most: number) {
    this.#most = Math.max(1, most);
  }

  get size(): number {
    return this.#values.size;
  }

  /** The value of a key, made where it is not kept; it counts as the one asked for last. */
  get(key: Key, make: () => Value): Value {
    const kept = this.#values.has(key);
    const value = kept ? this.#values.get(key)! : make();
    if (kept) this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#most) break;
      this.#values.delete(oldest);
    }
    return value;
  }

  has(key: Key): boolean {
    return this.#values.has(key);
  }

  /** Lets go of the values whose keys are no longer good. */
  forget(isStale: (key: Key) => boolean): void {
    for (const key of [...this.#values.keys()]) if (isStale(key)) this.#values.delete(key);
  }
}
