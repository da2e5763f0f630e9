/**
 * Chance that is the same on every machine and in every run: one seed, integer arithmetic only.
 */

/** A source of chance; the same seed gives the same sequence for ever (sfc32 by C. Doty-Humphrey, public domain). */
export class Chance {
  #a;
  #b;
  #c;
  #count = 1;

  constructor(seed) {
    this.#a = seed | 0;
    this.#b = (seed ^ 0x9e3779b9) | 0;
    this.#c = Math.imul(seed | 1, 0x85ebca6b);
    for (let round = 0; round < 15; round++) this.next();
  }

  /** A whole number from 0 to 2^32 - 1. */
  next() {
    const sum = (((this.#a + this.#b) | 0) + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least, most) {
    return least + (this.next() % (most - least + 1));
  }

  /** True in `percent` of a hundred cases. */
  percent(percent) {
    return this.next() % 10_000 < percent * 100;
  }

  /** One of a list. */
  pick(list) {
    return list[this.next() % list.length];
  }

  /** One of a list, in proportion to whole-numbered weights. */
  weighted(list, weightOf) {
    let total = 0;
    for (const item of list) total += weightOf(item);
    let rest = this.next() % total;
    for (const item of list) {
      rest -= weightOf(item);
      if (rest < 0) return item;
    }
    throw new RangeError("weights must not be negative");
  }

  /** The list in another order (Fisher and Yates). */
  shuffled(list) {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.next() % (last + 1);
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }
}

/**
 * Whole numbers in proportion to `weights` that sum to `total` exactly, none below `least` where its weight is
 * positive (largest remainder; ties go to the earlier).
 *
 *     apportion([1, 1, 1], 10)  // [4, 3, 3]
 */
export function apportion(weights, total, least = 0) {
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => Math.floor((weight * total) / sum));
  const order = weights
    .map((weight, index) => ({ index, rest: (weight * total) % sum }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let missing = total - parts.reduce((a, b) => a + b, 0);
  for (const { index } of order) {
    if (missing-- <= 0) break;
    parts[index]++;
  }
  for (let index = 0; index < parts.length; index++) {
    while (weights[index] > 0 && parts[index] < least) {
      parts[index]++;
      parts[parts.indexOf(Math.max(...parts))]--;
    }
  }
  return parts;
}
