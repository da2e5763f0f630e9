/** The polynomial whose values are a trustee's shares for the others. */
import { sha256Number } from "../proofs/hashes.ts";
import { modulo } from "../proofs/numbers.ts";
import type { Ceremony, TrusteeSecret } from "./ceremony.ts";

/**
 * A trustee's polynomial: a hash of its secret and of the ceremony with all certificates. So a trustee's file never changes between
 * the rounds, and whoever shows it the same ceremony with another certificate, to be written a share to, gets a share of another polynomial.
 *
 * @param context what all messages of the ceremony are tied to; it covers every certificate.
 */
export function polynomialOf(
  { group: { q }, needed }: Ceremony,
  { signing, polynomial }: TrusteeSecret,
  context: string,
): readonly bigint[] {
  if (polynomial !== undefined) return polynomial;
  const about = `comity-polynomial|${context}|${signing}`;
  // Twice as wide as the order, so that no remainder is likelier than another.
  const wide = (at: number): bigint =>
    (sha256Number(`${about}|${at}|0`) << 256n) + sha256Number(`${about}|${at}|1`);
  return Array.from({ length: needed }, (_, at) => modulo(wide(at), q));
}

/** Its value at a trustee's number. */
export const valueAt = (polynomial: readonly bigint[], at: number, q: bigint): bigint =>
  polynomial.reduceRight((value, each) => modulo(value * BigInt(at) + each, q), 0n);
