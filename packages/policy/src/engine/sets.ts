/**
 * Interval sets by number. All sets of an evaluation lie one after the other in one flat array; a set's number says
 * where. Most operations on real data give back one of their operands (an affiliation inside an agreement's term
 * is the affiliation's own days), and then no days are written at all; a small table of recent sets finds most of the
 * other repetitions. So equal sets mostly, not always, have equal numbers: compare with `same`.
 */
import { type Day, type IntervalSet, intersectInto, subtractInto, uniteInto } from "@comity/calendar";

export type SetNumber = number;
export const NO_DAYS: SetNumber = 0;
export const ALL_DAYS: SetNumber = 1;

const SINCE_EVER = -2147483648;
const OPEN = 2147483647;
/** A power of two. Larger finds more repetitions, until it no longer fits the processor's cache. */
const RECENT = 1 << 14;

export class SetStore {
  /** Flat intervals of all sets. */
  days = new Int32Array(1 << 12);
  /** Set `n` is `days[start[n]] .. days[start[n + 1] - 1]`. */
  start = new Int32Array(1 << 10);
  count = 0;
  #recent = new Int32Array(RECENT);
  #scratch = new Int32Array(1 << 8);

  constructor() {
    this.#append(this.#scratch, 0, 0);
    this.interval(SINCE_EVER, OPEN);
  }

  /** Room for that many more days and sets, so that loops need not ask again. */
  #reserve(moreDays: number): void {
    const used = this.start[this.count]!;
    if (used + moreDays > this.days.length) {
      const wider = new Int32Array(Math.max(this.days.length * 2, used + moreDays));
      wider.set(this.days.subarray(0, used));
      this.days = wider;
    }
    if (this.count + 2 > this.start.length) {
      const wider = new Int32Array(this.start.length * 2);
      wider.set(this.start);
      this.start = wider;
    }
  }

  #append(source: Int32Array, s0: number, s1: number): SetNumber {
    const size = s1 - s0;
    this.#reserve(size);
    const { days, start } = this;
    const at = start[this.count]!;
    for (let k = 0; k < size; k++) days[at + k] = source[s0 + k]!;
    start[this.count + 1] = at + size;
    return this.count++;
  }

  /** The set `[from, to)`; empty where `from >= to`. */
  interval(from: number, to: number): SetNumber {
    if (from >= to) return NO_DAYS;
    const slot = (Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b) ^ (from >>> 15)) & (RECENT - 1);
    const recent = this.#recent[slot]!;
    const at = this.start[recent]!;
    if (this.start[recent + 1]! - at === 2 && this.days[at] === from && this.days[at + 1] === to)
      return recent;
    this.#reserve(2);
    const end = this.start[this.count]!;
    this.days[end] = from;
    this.days[end + 1] = to;
    this.start[this.count + 1] = end + 2;
    this.#recent[slot] = this.count;
    return this.count++;
  }

  /** The set whose flat, normalised intervals are `source[s0 .. s1)`. */
  put(source: Int32Array, s0: number, s1: number): SetNumber {
    const size = s1 - s0;
    if (size === 0) return NO_DAYS;
    if (size === 2) return this.interval(source[s0]!, source[s0 + 1]!);
    let hash = size;
    for (let k = s0; k < s1; k++) hash = Math.imul(hash ^ source[k]!, 0x9e3779b1) ^ (hash >>> 13);
    const slot = (hash ^ (hash >>> 17)) & (RECENT - 1);
    const recent = this.#recent[slot]!;
    if (this.#equals(recent, source, s0, size)) return recent;
    const number = this.#append(source, s0, s1);
    this.#recent[slot] = number;
    return number;
  }

  #equals(number: SetNumber, source: Int32Array, s0: number, size: number): boolean {
    const at = this.start[number]!;
    if (this.start[number + 1]! - at !== size) return false;
    for (let k = 0; k < size; k++) if (this.days[at + k] !== source[s0 + k]) return false;
    return true;
  }

  /** Whether two sets have the same days. */
  same(a: SetNumber, b: SetNumber): boolean {
    if (a === b) return true;
    const at = this.start[b]!;
    return this.#equals(a, this.days, at, this.start[b + 1]! - at);
  }

  #room(size: number): Int32Array {
    if (this.#scratch.length < size) this.#scratch = new Int32Array(size * 2);
    return this.#scratch;
  }

  /** The days in both. */
  intersect(a: SetNumber, b: SetNumber): SetNumber {
    if (a === b || b === ALL_DAYS) return a;
    if (a === ALL_DAYS) return b;
    if (a === NO_DAYS || b === NO_DAYS) return NO_DAYS;
    const { start, days } = this;
    const a0 = start[a]!;
    const a1 = start[a + 1]!;
    const b0 = start[b]!;
    const b1 = start[b + 1]!;
    if (a1 - a0 === 2 && b1 - b0 === 2) {
      const af = days[a0]!;
      const at = days[a0 + 1]!;
      const bf = days[b0]!;
      const bt = days[b0 + 1]!;
      if (af >= bf) {
        if (at <= bt) return a;
        return this.interval(af, bt);
      }
      if (bt <= at) return b;
      return this.interval(bf, at);
    }
    const room = this.#room(a1 - a0 + b1 - b0);
    const end = intersectInto(days, a0, a1, days, b0, b1, room, 0);
    return this.#oneOf(a, b, room, end);
  }

  /** The days in either. */
  unite(a: SetNumber, b: SetNumber): SetNumber {
    if (a === b || b === NO_DAYS || a === ALL_DAYS) return a;
    if (a === NO_DAYS || b === ALL_DAYS) return b;
    const { start, days } = this;
    const a0 = start[a]!;
    const a1 = start[a + 1]!;
    const b0 = start[b]!;
    const b1 = start[b + 1]!;
    const room = this.#room(a1 - a0 + b1 - b0);
    const end = uniteInto(days, a0, a1, days, b0, b1, room, 0);
    return this.#oneOf(a, b, room, end);
  }

  /** The days in `a` and not in `b`. */
  subtract(a: SetNumber, b: SetNumber): SetNumber {
    if (a === b || a === NO_DAYS || b === ALL_DAYS) return NO_DAYS;
    if (b === NO_DAYS) return a;
    const { start, days } = this;
    const a0 = start[a]!;
    const a1 = start[a + 1]!;
    const b0 = start[b]!;
    const b1 = start[b + 1]!;
    if (days[b1 - 1]! <= days[a0]! || days[a1 - 1]! <= days[b0]!) return a;
    const room = this.#room(a1 - a0 + b1 - b0);
    const end = subtractInto(days, a0, a1, days, b0, b1, room, 0);
    return this.#oneOf(a, a, room, end);
  }

  /** The days in exactly one of the two. */
  symmetricDifference(a: SetNumber, b: SetNumber): SetNumber {
    return this.unite(this.subtract(a, b), this.subtract(b, a));
  }

  #oneOf(a: SetNumber, b: SetNumber, room: Int32Array, end: number): SetNumber {
    if (this.#equals(a, room, 0, end)) return a;
    if (this.#equals(b, room, 0, end)) return b;
    return this.put(room, 0, end);
  }

  /** Whether the day is in the set. */
  has(number: SetNumber, day: Day): boolean {
    const { start, days } = this;
    let low = start[number]! >> 1;
    let high = start[number + 1]! >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[2 * middle + 1]! <= day) low = middle + 1;
      else high = middle;
    }
    return 2 * low < start[number + 1]! && days[2 * low]! <= day;
  }

  /** A copy as a value of its own. */
  value(number: SetNumber): IntervalSet {
    return this.days.slice(this.start[number]!, this.start[number + 1]!) as IntervalSet;
  }

  /** The number of a set given as a value. */
  of(set: IntervalSet): SetNumber {
    return this.put(set, 0, set.length);
  }
}
