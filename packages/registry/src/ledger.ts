/**
 * The ledger as known on a day: which acts count once corrections and withdrawals are applied, and when what an act
 * states came to an end. A draft is a ledger laid over another: hypothetical acts, without copying those below.
 */
import { type Day, OPEN } from "@comity/calendar";
import { ActIndex } from "./act-index.ts";
import type { Act } from "./acts.ts";

/** The order of two acts of which the later one counts: by the day of effect, then of record, then by id. */
export function byOccurrence(a: Act, b: Act): number {
  return a.on - b.on || a.recorded - b.recorded || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether `a` was recorded after `b`: of two corrections of one act the later recorded counts. */
function isLaterRecorded(a: Act, b: Act): boolean {
  return a.recorded !== b.recorded ? a.recorded > b.recorded : a.id > b.id;
}

/** The ids of the acts that an act is about: what it corrects, withdraws or ends. */
export function targetsOf(act: Act): string[] {
  const targets: string[] = [];
  if (act.corrects !== undefined) targets.push(act.corrects);
  if (act.act === "withdrawal") targets.push(act.withdraws);
  else if (act.act === "end") targets.push(act.ends);
  return targets;
}

const NONE: readonly number[] = [];

/** How an act stands in a ledger: nothing refers to it and it corrects nothing; or something does; or it is not known. */
const PLAIN = 0;
const ENTANGLED = 1;
const UNKNOWN = 2;

/**
 * Which acts count, as known on a day. Every act counts unless it was recorded later, or was withdrawn, by a withdrawal
 * that was not withdrawn itself, or was replaced by a correction that was not withdrawn.
 */
export class Ledger {
  readonly index: ActIndex;
  readonly #below: Ledger | undefined;
  readonly #offset: number;
  readonly #acts: readonly Act[];
  /** By index: the acts that correct, withdraw or end it, those of the ledger below not among them. */
  readonly #referrers = new Map<number, number[]>();
  /** By place among the acts: `PLAIN`, as most are, `ENTANGLED` or `UNKNOWN`. */
  readonly #standing: Uint8Array;
  /** Whether an act was withdrawn, where something refers to it; upper ledgers answer for all they can reach. */
  readonly #withdrawn = new Map<number, boolean>();
  /** In a ledger laid over another: the upper acts and all acts whose standing or end they may change. */
  readonly reached: readonly number[];

  constructor(index: ActIndex, knownOn: Day = OPEN, below?: Ledger) {
    this.index = index;
    this.#below = below;
    this.#offset = index.offset;
    this.#acts = index.acts;
    this.#standing = new Uint8Array(this.#acts.length);
    for (let k = 0; k < this.#standing.length; k++)
      if (index.recorded[k]! > knownOn) this.#standing[k] = UNKNOWN;
    const referring = index.referring.filter((each) => this.isKnown(each));
    for (const referrer of referring) this.#refer(referrer);
    this.reached = below === undefined ? NONE : this.#related(this.#acts.map((_, k) => this.#offset + k));
    this.#settleWithdrawals(
      (below === undefined ? referring : this.reached).filter((each) => this.act(each).act === "withdrawal"),
    );
  }

  /** A ledger laid over another, all of whose own acts count as known. */
  static over(below: Ledger, acts: Iterable<Act>): Ledger {
    return new Ledger(new ActIndex(acts, below), OPEN, below);
  }

  /** Notes an act with those that it corrects, withdraws or ends. */
  #refer(referrer: number): void {
    const act = this.act(referrer);
    if (act.corrects !== undefined) this.#standing[referrer - this.#offset] = ENTANGLED;
    for (const id of targetsOf(act)) {
      const target = this.find(id);
      if (target < 0) continue;
      if (target >= this.#offset) this.#standing[target - this.#offset] = ENTANGLED;
      const others = this.#referrers.get(target);
      if (others === undefined) this.#referrers.set(target, [referrer]);
      else others.push(referrer);
    }
  }

  /** Whether the act was recorded by the day as known on which this ledger is. */
  isKnown(index: number): boolean {
    if (index < this.#offset) return this.#below!.isKnown(index);
    return this.#standing[index - this.#offset] !== UNKNOWN;
  }

  /** Whether it is known, nothing refers to it and it corrects nothing: then it counts, and ends as it says itself. */
  isPlain(index: number): boolean {
    if (index >= this.#offset) return this.#standing[index - this.#offset] === PLAIN;
    return !this.#referrers.has(index) && this.#below!.isPlain(index);
  }

  get count(): number {
    return this.#offset + this.#acts.length;
  }

  act(index: number): Act {
    return index < this.#offset ? this.#below!.act(index) : this.#acts[index - this.#offset]!;
  }

  /** The index of the act with that id, or -1 where none is known. */
  find(id: string): number {
    const index = this.index.find(id);
    if (index < 0) return this.#below?.find(id) ?? -1;
    return this.#standing[index - this.#offset] === UNKNOWN ? -1 : index;
  }

  /** The indices of the acts of a sort, of the ledger below too, known or not. */
  allOfSort(sort: Act["act"]): number[] {
    const own = this.index.ofSort(sort);
    return this.#below === undefined ? own : [...this.#below.allOfSort(sort), ...own];
  }

  /** The acts that correct, withdraw or end an act. */
  referrersOf(index: number): readonly number[] {
    const own = this.#referrers.get(index);
    const below = this.#below?.referrersOf(index) ?? NONE;
    return own === undefined ? below : below.length === 0 ? own : [...below, ...own];
  }

  isWithdrawn(index: number): boolean {
    return this.#withdrawn.get(index) ?? this.#below?.isWithdrawn(index) ?? false;
  }

  /** Whether the act counts: known, neither withdrawn, nor replaced by a correction, nor a correction that came too early. */
  isOperative(index: number): boolean {
    return this.isPlain(index) || this.#prevails(index);
  }

  #prevails(index: number): boolean {
    if (!this.isKnown(index) || this.isWithdrawn(index)) return false;
    const act = this.act(index);
    if (act.act === "withdrawal") return true;
    if (this.correctionOf(index) >= 0) return false;
    const corrected = act.corrects === undefined ? -1 : this.find(act.corrects);
    return corrected < 0 || this.correctionOf(corrected) === index;
  }

  /** The act that replaces another: the last recorded of its corrections that were not withdrawn, or -1. */
  correctionOf(index: number): number {
    const { id } = this.act(index);
    let last = -1;
    for (const referrer of this.referrersOf(index)) {
      const act = this.act(referrer);
      if (act.corrects !== id || this.isWithdrawn(referrer)) continue;
      if (last < 0 || isLaterRecorded(act, this.act(last))) last = referrer;
    }
    return last;
  }

  /** The acts that end what this one states: ends of it, and of what it corrects, that count themselves. */
  endsOf(index: number): readonly number[] {
    if (this.isPlain(index)) return NONE;
    let ends: number[] | undefined;
    const seen = new Set<number>();
    for (let at = index; at >= 0 && !seen.has(at); ) {
      seen.add(at);
      const act = this.act(at);
      for (const referrer of this.referrersOf(at)) {
        const end = this.act(referrer);
        if (end.act !== "end" || end.ends !== act.id || !this.isOperative(referrer)) continue;
        ends ??= [];
        ends.push(referrer);
      }
      if (act.corrects === undefined) break;
      at = this.find(act.corrects);
      // A withdrawn act takes over nothing from what it once corrected: that counts again for itself.
      if (at >= 0 && this.isWithdrawn(at)) break;
    }
    return ends ?? NONE;
  }

  /** The last day that the act itself gives; `OPEN` where it gives none. */
  #ownLastDay(index: number): number {
    if (index < this.#offset) return this.#below!.#ownLastDay(index);
    return this.index.lastDay[index - this.#offset]!;
  }

  /** The day after the last on which what the act states holds; `OPEN` where nothing ends it. */
  endOf(index: number): Day {
    const own = this.#ownLastDay(index);
    const end = (own === OPEN ? OPEN : own + 1) as Day;
    return this.isPlain(index) ? end : this.#endedOn(index, end);
  }

  /** The earliest of a day and those after the ends of an act. */
  #endedOn(index: number, own: Day): Day {
    let end = own;
    for (const by of this.endsOf(index)) {
      const { lastDay } = this.act(by) as Act & { readonly act: "end" };
      if (lastDay + 1 < end) end = (lastDay + 1) as Day;
    }
    return end;
  }

  /** The acts joined to these by references in either direction, themselves included. */
  #related(start: readonly number[]): number[] {
    const seen = new Set(start);
    const queue = [...start];
    for (let k = 0; k < queue.length; k++) {
      const act = this.act(queue[k]!);
      const neighbours = [...this.referrersOf(queue[k]!), ...targetsOf(act).map((id) => this.find(id))];
      for (const neighbour of neighbours) {
        if (neighbour < 0 || seen.has(neighbour)) continue;
        seen.add(neighbour);
        queue.push(neighbour);
      }
    }
    return queue;
  }

  /**
   * Settles which acts were withdrawn, from the withdrawals that nothing withdraws onwards. Withdrawals in a circle,
   * an error that `check` reports, withdraw nothing.
   */
  #settleWithdrawals(withdrawals: readonly number[]): void {
    const waiting = new Map<number, number>();
    const target = (index: number): number =>
      this.find((this.act(index) as Act & { readonly act: "withdrawal" }).withdraws);
    for (const index of withdrawals) waiting.set(index, 0);
    for (const index of withdrawals) {
      const withdrawn = target(index);
      if (withdrawn < 0) continue;
      this.#withdrawn.set(withdrawn, false);
      waiting.set(withdrawn, (waiting.get(withdrawn) ?? 0) + 1);
    }
    const ready = withdrawals.filter((index) => waiting.get(index) === 0);
    for (let k = 0; k < ready.length; k++) {
      const index = ready[k]!;
      const withdrawn = target(index);
      if (withdrawn < 0) continue;
      if (this.#withdrawn.get(index) !== true) this.#withdrawn.set(withdrawn, true);
      const left = waiting.get(withdrawn)! - 1;
      waiting.set(withdrawn, left);
      if (left === 0 && this.act(withdrawn).act === "withdrawal") ready.push(withdrawn);
    }
  }
}
