/** Proofs about opening: that a trustee's factor is right (specification 2.0, section 4.16), that an answer's randomness is known. */
import type { GroupArithmetic } from "../group/arithmetic.ts";
import type { Ciphertext, Proof } from "../messages/group-messages.ts";
import { sha256Number } from "./hashes.ts";
import { modulo, randomBelow } from "./numbers.ts";

const decryptionHash = (fingerprint: string, key: bigint, first: bigint, second: bigint): string =>
  `decrypt|${fingerprint}|${key}|${first},${second}`;

/** What a factor is about: alpha of a ciphertext, raised to the secret of the key. */
export interface Factor {
  readonly fingerprint: string;
  readonly key: bigint;
  readonly alpha: bigint;
  readonly factor: bigint;
}

/** Whether a factor, whose membership is asked as well, is alpha to the power of the key's secret; none where it is no member. */
export function factorHolds(arithmetic: GroupArithmetic, claim: Factor, proof: Proof): boolean | undefined {
  const { p, q, g } = arithmetic.group;
  const { fingerprint, key, alpha, factor } = claim;
  const factorPowers = arithmetic.powersOfMember(factor, [proof.challenge]);
  if (factorPowers === undefined) return undefined;
  const first = (arithmetic.publicPowersOf(g)(proof.response) * arithmetic.power(key, proof.challenge)) % p;
  const second = (arithmetic.power(alpha, proof.response) * factorPowers[0]!) % p;
  return sha256Number(decryptionHash(fingerprint, key, first, second)) % q === proof.challenge;
}

/** Raises alpha to a secret and proves that it was this secret, the one of g^secret. */
export function factorOf(
  arithmetic: GroupArithmetic,
  secret: bigint,
  { fingerprint, key, alpha }: Omit<Factor, "factor">,
): { readonly factor: bigint; readonly proof: Proof } {
  const { q, g } = arithmetic.group;
  const nonce = randomBelow(q);
  const first = arithmetic.powersOf(g)(nonce);
  const second = arithmetic.power(alpha, nonce);
  const challenge = sha256Number(decryptionHash(fingerprint, key, first, second)) % q;
  return {
    factor: arithmetic.power(alpha, secret),
    proof: { challenge, response: modulo(nonce - secret * challenge, q) },
  };
}

/** Whether the maker of a ciphertext knows its randomness (section 4.9.2); none where it is no pair of members. */
export function randomnessKnown(
  arithmetic: GroupArithmetic,
  claim: { readonly key: bigint; readonly ciphertext: Ciphertext; readonly context: string },
  proof: Proof,
): boolean | undefined {
  const { p, q, g } = arithmetic.group;
  const { key, ciphertext, context } = claim;
  const { alpha, beta } = ciphertext;
  const alphaPowers = arithmetic.powersOfMember(alpha, [proof.challenge]);
  if (alphaPowers === undefined || arithmetic.powersOfMember(beta, []) === undefined) return undefined;
  const commitment = (arithmetic.publicPowersOf(g)(proof.response) * alphaPowers[0]!) % p;
  return sha256Number(`raweg|${context}|${key},${alpha},${beta}|${commitment}`) % q === proof.challenge;
}
