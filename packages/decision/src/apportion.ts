/** Sharing whole units pro rata, so that the shares sum exactly. */
import { byText } from "./wording.ts";

/**
 * Shares units among weights pro rata by largest remainder: each gets the whole part of its quota, and the units left
 * over go to the largest remainders. Of equal remainders the larger weight comes first, then the name that sorts first.
 * All arithmetic is exact (BigInt), so the result is the same everywhere.
 *
 *     apportion(10, new Map([["a", 1], ["b", 1], ["c", 1]]))    // a: 4, b: 3, c: 3
 *
 * The shares sum to `units`; each is within one of its quota; one who weighs more never gets less. Where all weights are
 * zero nobody gets anything. Throws a RangeError for numbers that are not whole or are negative.
 */
export function apportion(units: number, weights: ReadonlyMap<string, number>): Map<string, number> {
  for (const number of [units, ...weights.values()])
    if (!Number.isSafeInteger(number) || number < 0)
      throw new RangeError(`shares and weights are whole numbers from 0 on, got ${number}`);
  let total = 0n;
  for (const weight of weights.values()) total += BigInt(weight);
  if (total === 0n) return new Map([...weights.keys()].map((name) => [name, 0]));
  const parts = [...weights].map(([name, weight]) => {
    const quota = BigInt(units) * BigInt(weight);
    return { name, weight, whole: Number(quota / total), rest: quota % total };
  });
  const left = units - parts.reduce((sum, { whole }) => sum + whole, 0);
  const order = [...parts].sort((a, b) =>
    a.rest !== b.rest ? (a.rest > b.rest ? -1 : 1) : b.weight - a.weight || byText(a.name, b.name),
  );
  const more = new Set(order.slice(0, left).map(({ name }) => name));
  return new Map(parts.map(({ name, whole }) => [name, whole + (more.has(name) ? 1 : 0)]));
}

/** `part` of `whole` in percent, rounded to two decimals; `null` where there is no whole. */
export function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}
