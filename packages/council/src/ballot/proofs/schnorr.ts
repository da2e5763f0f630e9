/** Proofs that somebody knows the secret of a key: of a trustee, of a signature (specification 2.0, sections 4.4, 4.5 and 4.12). */
import type { GroupArithmetic } from "../group/arithmetic.ts";
import type { Proof } from "../messages/group-messages.ts";
import { sha256Number } from "./hashes.ts";
import { modulo, randomBelow } from "./numbers.ts";

/** What is hashed for a proof, once its commitment is known. */
export type Challenge = (commitment: bigint) => string;

/** A trustee's proof that the secret of its key is known; the group's name is hashed along. */
export const trusteeChallenge =
  (groupName: string, key: bigint): Challenge =>
  (commitment) =>
    `pok|${groupName}|${key}|${commitment}`;

/** The signature of a trustee's message. */
export const messageChallenge =
  (message: string): Challenge =>
  (commitment) =>
    `sigmsg|${message}|${commitment}`;

/** The signature of a ballot, over its hash. */
export const ballotChallenge =
  (ballotHash: string): Challenge =>
  (commitment) =>
    `sig|${ballotHash}|${commitment}`;

/** Whether a proof holds for a key, whose membership is asked here as well. */
export function holdsFor(
  arithmetic: GroupArithmetic,
  key: bigint,
  proof: Proof,
  challenge: Challenge,
): boolean {
  const powers = arithmetic.powersOfMember(key, [proof.challenge]);
  return powers !== undefined && holdsWith(arithmetic, powers[0]!, proof, challenge);
}

/** The same for a key that is known to be a member, as those on the list are. */
export function holdsForMember(
  arithmetic: GroupArithmetic,
  key: bigint,
  proof: Proof,
  challenge: Challenge,
): boolean {
  return holdsWith(arithmetic, arithmetic.power(key, proof.challenge), proof, challenge);
}

function holdsWith(
  arithmetic: GroupArithmetic,
  keyPower: bigint,
  proof: Proof,
  challenge: Challenge,
): boolean {
  const { p, q, g } = arithmetic.group;
  const commitment = (arithmetic.publicPowersOf(g)(proof.response) * keyPower) % p;
  return sha256Number(challenge(commitment)) % q === proof.challenge;
}

/** A proof that the secret of g^secret is known. */
export function proveSecret(arithmetic: GroupArithmetic, secret: bigint, challenge: Challenge): Proof {
  const { q, g } = arithmetic.group;
  const nonce = randomBelow(q);
  const value = sha256Number(challenge(arithmetic.powersOf(g)(nonce))) % q;
  return { challenge: value, response: modulo(nonce - secret * value, q) };
}
