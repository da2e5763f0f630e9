/**
 * Interval sets by number. All sets of an evaluation lie one after the other in one flat array of pairs, and a number
 * says where: `n >= 0` is the single interval in pair `n`, `n < 0` stands for several, whose header is pair `~n`. Header
 * or interval, the pair there holds the first day and the end of the last one, so that most questions are answered by
 * one look: two sets whose hulls do not meet have no day in common.
 *
 * Most operations on real data give back one of their operands (an affiliation inside an agreement's term is the
 * affiliation's own days), and then nothing is written at all; a small table of recent sets finds most of the other
 * repetitions. So equal sets mostly, not always, have equal numbers: compare with `same`.
 */
import { type Day, type IntervalSet, intersectInto, subtractInto, uniteInto } from "@comity/calendar";

export type SetNumber = number;
export const NO_DAYS: SetNumber = 0;
export const ALL_DAYS: SetNumber = 1;

const SINCE_EVER = -2147483648;
const OPEN = 2147483647;
/** A power of two. Larger finds more repetitions, until it no longer fits the processor's cache. */
const RECENT = 1 << 14;
/** The header of several intervals: hull, how many numbers follow, their hash. */
const HEADER = 4;

/** The pair that holds the hull of a set. */
export function pairOf(set: SetNumber): number {
  return set < 0 ? ~set : set;
}

export class SetStore {
  /** Pairs: intervals, and the headers of sets of several with their intervals after them. */
  days = new Int32Array(1 << 12);
  /** How many numbers of `days` are in use. */
  #used = 0;
  readonly #recent = new Int32Array(RECENT);
  #scratch = new Int32Array(1 << 8);

  constructor() {
    // The hull of no days meets no other: it begins after everything and ends before.
    this.#append(OPEN, SINCE_EVER);
    this.interval(SINCE_EVER, OPEN);
  }

  /** How many pairs are in use: every set lies below. */
  get pairs(): number {
    return this.#used >> 1;
  }

  #reserve(more: number): void {
    const wanted = this.#used + more;
    if (wanted <= this.days.length) return;
    const wider = new Int32Array(Math.max(this.days.length * 2, wanted));
    wider.set(this.days.subarray(0, this.#used));
    this.days = wider;
  }

  #append(from: number, to: number): SetNumber {
    if (this.#used + 2 > this.days.length) this.#reserve(2);
    const at = this.#used;
    this.days[at] = from;
    this.days[at + 1] = to;
    this.#used = at + 2;
    return at >> 1;
  }

  /** Where the intervals of a set begin in `days`. */
  start(set: SetNumber): number {
    return set < 0 ? 2 * ~set + HEADER : 2 * set;
  }

  /** Where they end. */
  end(set: SetNumber): number {
    if (set > 0) return 2 * set + 2;
    return set === NO_DAYS ? 0 : 2 * ~set + HEADER + this.days[2 * ~set + 2]!;
  }

  /** The set `[from, to)`; empty where `from >= to`. */
  interval(from: number, to: number): SetNumber {
    if (from >= to) return NO_DAYS;
    const slot = (Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b) ^ (from >>> 15)) & (RECENT - 1);
    const recent = this.#recent[slot]!;
    if (recent > 0 && this.days[2 * recent] === from && this.days[2 * recent + 1] === to) return recent;
    const set = this.#append(from, to);
    this.#recent[slot] = set;
    return set;
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
    if (recent < 0 && this.days[2 * ~recent + 3] === hash && this.#equals(recent, source, s0, s1))
      return recent;
    this.#reserve(HEADER + size);
    const at = this.#used;
    const { days } = this;
    days[at] = source[s0]!;
    days[at + 1] = source[s1 - 1]!;
    days[at + 2] = size;
    days[at + 3] = hash;
    for (let k = 0; k < size; k++) days[at + HEADER + k] = source[s0 + k]!;
    this.#used = at + HEADER + size;
    const set = ~(at >> 1);
    this.#recent[slot] = set;
    return set;
  }

  #equals(set: SetNumber, source: Int32Array, s0: number, s1: number): boolean {
    const at = this.start(set);
    if (this.end(set) - at !== s1 - s0) return false;
    for (let k = s0; k < s1; k++) if (this.days[at + k - s0] !== source[k]) return false;
    return true;
  }

  /** Whether two sets have the same days. */
  same(a: SetNumber, b: SetNumber): boolean {
    if (a === b) return true;
    return a < 0 === b < 0 && this.#equals(a, this.days, this.start(b), this.end(b));
  }

  #room(size: number): Int32Array {
    if (this.#scratch.length < size) this.#scratch = new Int32Array(size * 2);
    return this.#scratch;
  }

  /** The days in both. */
  intersect(a: SetNumber, b: SetNumber): SetNumber {
    const { days } = this;
    const i = a < 0 ? ~a : a;
    const j = b < 0 ? ~b : b;
    const aFrom = days[2 * i]!;
    const aTo = days[2 * i + 1]!;
    const bFrom = days[2 * j]!;
    const bTo = days[2 * j + 1]!;
    if (aFrom >= bTo || bFrom >= aTo) return NO_DAYS;
    if (b >= 0 && bFrom <= aFrom && aTo <= bTo) return a;
    if (a >= 0 && aFrom <= bFrom && bTo <= aTo) return b;
    if (a >= 0 && b >= 0) return this.interval(Math.max(aFrom, bFrom), Math.min(aTo, bTo));
    return a === b ? a : this.#intersectMany(a, b);
  }

  #intersectMany(a: SetNumber, b: SetNumber): SetNumber {
    const { days } = this;
    const a0 = this.start(a);
    const a1 = this.end(a);
    const b0 = this.start(b);
    const b1 = this.end(b);
    const room = this.#room(a1 - a0 + b1 - b0);
    return this.#oneOf(a, b, room, intersectInto(days, a0, a1, days, b0, b1, room, 0));
  }

  /** The days in either. */
  unite(a: SetNumber, b: SetNumber): SetNumber {
    if (a === b || b === NO_DAYS) return a;
    if (a === NO_DAYS) return b;
    const { days } = this;
    if (a > 0 && b > 0) {
      const aFrom = days[2 * a]!;
      const aTo = days[2 * a + 1]!;
      const bFrom = days[2 * b]!;
      const bTo = days[2 * b + 1]!;
      if (aFrom <= bFrom && bTo <= aTo) return a;
      if (bFrom <= aFrom && aTo <= bTo) return b;
      if (aFrom <= bTo && bFrom <= aTo) return this.interval(Math.min(aFrom, bFrom), Math.max(aTo, bTo));
    }
    const a0 = this.start(a);
    const a1 = this.end(a);
    const b0 = this.start(b);
    const b1 = this.end(b);
    const room = this.#room(a1 - a0 + b1 - b0);
    return this.#oneOf(a, b, room, uniteInto(days, a0, a1, days, b0, b1, room, 0));
  }

  /** The days in `a` and not in `b`. */
  subtract(a: SetNumber, b: SetNumber): SetNumber {
    if (b === NO_DAYS) return a;
    if (a === b) return NO_DAYS;
    const { days } = this;
    const i = 2 * pairOf(a);
    const j = 2 * pairOf(b);
    if (days[j + 1]! <= days[i]! || days[i + 1]! <= days[j]!) return a;
    if (b > 0 && days[j]! <= days[i]! && days[i + 1]! <= days[j + 1]!) return NO_DAYS;
    const a0 = this.start(a);
    const a1 = this.end(a);
    const b0 = this.start(b);
    const b1 = this.end(b);
    const room = this.#room(a1 - a0 + b1 - b0);
    return this.#oneOf(a, a, room, subtractInto(days, a0, a1, days, b0, b1, room, 0));
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
  has(set: SetNumber, day: Day): boolean {
    const { days } = this;
    const hull = 2 * pairOf(set);
    if (day < days[hull]! || day >= days[hull + 1]!) return false;
    if (set >= 0) return true;
    const end = this.end(set) >> 1;
    let low = this.start(set) >> 1;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[2 * middle + 1]! <= day) low = middle + 1;
      else high = middle;
    }
    return low < end && days[2 * low]! <= day;
  }

  /** A copy as a value of its own. */
  value(set: SetNumber): IntervalSet {
    return this.days.slice(this.start(set), this.end(set)) as IntervalSet;
  }

  /** The number of a set given as a value. */
  of(set: IntervalSet): SetNumber {
    return this.put(set, 0, set.length);
  }
}
