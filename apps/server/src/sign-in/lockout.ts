/**
 * How long whoever failed must wait: arithmetic over when they failed. What is counted is a source (an address, or a network of
 * IPv6) together with what it tried, never an account alone: so nobody can keep somebody else out by failing in their name
 * (ASVS 5.0 V6.1.1). What stops guessing is that every secret has 256 bits; this stops the noise, and says who makes it.
 */
import { ageOf, MINUTE_MS } from "./instants.ts";

/** So many failures cost nothing: people mistype, deployments overlap. */
export const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 1000;
export const LONGEST_WAIT_MS = MINUTE_MS;
/** Failures are forgotten after this. */
export const FORGOTTEN_AFTER_MS = 15 * MINUTE_MS;
/** More than this are not remembered; the wait does not grow any more by then. */
const MOST_FAILURES = FREE_FAILURES + 8;
/** So many sources are remembered by a process; who failed longest ago is forgotten first. */
const MOST_SOURCES = 20_000;

/** When a source failed, oldest first. */
export type Failures = readonly string[];

/** The failures that count at an instant. Those from the future were noted under another clock and do not. */
export function counting(failures: Failures, now: Date): Failures {
  return failures.filter((at) => {
    const age = ageOf(at, now);
    return age !== undefined && age < FORGOTTEN_AFTER_MS;
  });
}

/** How many milliseconds to wait until the next try is looked at: nothing, then 1 s, 2 s, 4 s ... up to a minute. */
export function waitOf(failures: Failures, now: Date): number {
  const counted = counting(failures, now);
  const over = counted.length - FREE_FAILURES;
  if (over < 0) return 0;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** over);
  const since = ageOf(counted.at(-1)!, now) ?? 0;
  return Math.max(0, wait - since);
}

/** The failures with another one. */
export function failedAgain(failures: Failures, now: Date): Failures {
  return [...counting(failures, now), now.toISOString()].slice(-MOST_FAILURES);
}

/** The failures that two have noted of the same source, each once. */
export function together(some: Failures, others: Failures, now: Date): Failures {
  return counting([...new Set([...some, ...others])].sort(), now).slice(-MOST_FAILURES);
}

/** What this process remembers of failures by itself. */
export class Lockouts {
  readonly #clock: () => Date;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Milliseconds until a source may try that again. */
  waitOf(source: string, what: string): number {
    return waitOf(this.#failures.get(keyOf(source, what)) ?? [], this.#clock());
  }

  failed(source: string, what: string): void {
    const key = keyOf(source, what);
    const failures = failedAgain(this.#failures.get(key) ?? [], this.#clock());
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    if (this.#failures.size > MOST_SOURCES) this.#failures.delete(this.#failures.keys().next().value!);
  }

  /** When a source failed with that. */
  failures(source: string, what: string): Failures {
    return this.#failures.get(keyOf(source, what)) ?? [];
  }

  /** A source that got it right starts anew. */
  succeeded(source: string, what: string): void {
    this.#failures.delete(keyOf(source, what));
  }
}

const keyOf = (source: string, what: string): string => `${networkOf(source)} ${what}`;

/**
 * What an address is counted as: an IPv4 address itself; of IPv6 the /64, all of which one subscriber has.
 *
 *     networkOf("2001:db8:1:2:3:4:5:6")   // "2001:db8:1:2::/64"
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped !== null) return mapped[1]!;
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().replace(/%.*$/, "").split("::") as [
    string,
    string | undefined,
  ];
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
