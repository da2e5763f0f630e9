/**
 * What an answer is compared by: how many pairs of person and service, how many intervals, and a sum over all
 * intervals that does not depend on their order and that SQL can compute as well (`checksumInSql`).
 */
import { SERVICES } from "./workload.mjs";

/** The largest prime below 2^26: its square still is an exact number in JavaScript. */
const PRIME = 67_108_859;
const SPREAD = 16_381;
const EARLIEST = 4096;

function mark(person, service, from, to) {
  const pair = (((person * SERVICES + service) * SPREAD + from + EARLIEST) % PRIME) * SPREAD;
  const interval = (pair + to + EARLIEST) % PRIME;
  return (interval * interval) % PRIME;
}

/** The same sum in SQL, over rows with these four integer columns. */
export function checksumInSql(person, service, from, to) {
  const pair = `(((${person}::bigint * ${SERVICES} + ${service}) * ${SPREAD} + ${from} + ${EARLIEST}) % ${PRIME}) * ${SPREAD}`;
  const interval = `((${pair} + ${to} + ${EARLIEST}) % ${PRIME})`;
  return `coalesce(sum((${interval} * ${interval}) % ${PRIME}), 0)`;
}

export class Tally {
  pairs = 0;
  intervals = 0;
  checksum = 0;

  /** Counts one pair and the days on which it holds. */
  add(person, service, days, start = 0, end = days.length) {
    this.pairs++;
    for (let k = start; k < end; k += 2) {
      this.intervals++;
      this.checksum += mark(person, service, days[k], days[k + 1]);
    }
  }

  answer() {
    return { pairs: this.pairs, intervals: this.intervals, checksum: this.checksum };
  }
}

/** Counts what a what-if changes: each changed pair with the days it lost and the days it gained. */
export class DifferenceTally {
  #pairs = 0;
  #lost = new Tally();
  #gained = new Tally();

  add(person, service, lost, gained) {
    if (lost.length === 0 && gained.length === 0) return;
    this.#pairs++;
    if (lost.length > 0) this.#lost.add(person, service, lost);
    if (gained.length > 0) this.#gained.add(person, service, gained);
  }

  answer() {
    return { changed: this.#pairs, lost: this.#lost.answer(), gained: this.#gained.answer() };
  }
}

/** Where two answers differ, in words; undefined where they do not. */
export function disagreement(expected, found, path = "") {
  for (const key of Object.keys(expected)) {
    const [wanted, got] = [expected[key], found?.[key]];
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof wanted === "object") {
      const deeper = disagreement(wanted, got, here);
      if (deeper !== undefined) return deeper;
    } else if (wanted !== got) return `${here}: expected ${wanted}, found ${got}`;
  }
  return undefined;
}
