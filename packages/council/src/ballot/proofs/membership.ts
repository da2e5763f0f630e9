/**
 * Proofs about what a ciphertext holds, without opening it: one of a few numbers (specification 2.0, section 4.10), or the two
 * statements about a ballot that may be blank (section 4.11).
 */
import type { GroupArithmetic } from "../group/arithmetic.ts";
import type { Ciphertext, Proof } from "../messages/group-messages.ts";
import { sha256Number } from "./hashes.ts";
import { modulo, randomBelow } from "./numbers.ts";

/** The claim that a ciphertext holds a number, as one branch among several of which one is true. */
export interface Branch {
  readonly ciphertext: Ciphertext;
  readonly holds: bigint;
}

/** Ciphertexts multiplied together hold the sum. */
export function productOf(ciphertexts: readonly Ciphertext[], p: bigint): Ciphertext {
  return ciphertexts.reduce(
    (product, each) => ({
      alpha: (product.alpha * each.alpha) % p,
      beta: (product.beta * each.beta) % p,
    }),
    { alpha: 1n, beta: 1n },
  );
}

const sumOfChallenges = (proofs: readonly Proof[], q: bigint): bigint =>
  proofs.reduce((sum, { challenge }) => sum + challenge, 0n) % q;

/** The two commitments of a branch: A = g^response alpha^challenge, B = y^response (beta / g^holds)^challenge. */
function commitmentsOf(
  arithmetic: GroupArithmetic,
  key: bigint,
  branch: { readonly holds: bigint; readonly alphaPower: bigint; readonly betaPower: bigint },
  { challenge, response }: Proof,
): string {
  const { p, q, g } = arithmetic.group;
  const ofG = arithmetic.publicPowersOf(g);
  const first = (ofG(response) * branch.alphaPower) % p;
  let second = (arithmetic.publicPowersOf(key)(response) * branch.betaPower) % p;
  // Dividing by g^holds before the power is multiplying by g^(-holds challenge) after it.
  if (branch.holds !== 0n) second = (second * ofG(modulo(-branch.holds * challenge, q))) % p;
  return `${first},${second}`;
}

/** The hash over the commitments of all branches. */
type Hashed = (commitments: string) => string;

/** The hash of a proof that a ciphertext holds one of several numbers. */
export const intervalHash =
  (context: string, { alpha, beta }: Ciphertext): Hashed =>
  (commitments) =>
    `prove|${context}|${alpha},${beta}|${commitments}`;

/** The hash of a proof that a ballot is blank or holds nothing, or that it is not blank or holds a right number. */
export const blankHash =
  (which: "bproof0" | "bproof1", context: string): Hashed =>
  (commitments) =>
    `${which}|${context}|${commitments}`;

/** The claim that a ciphertext holds one of some numbers. */
export interface IntervalClaim {
  readonly ciphertext: Ciphertext;
  readonly numbers: readonly bigint[];
  readonly context: string;
  /** Whether it is known to be a pair of members, as a product of members is; then that is not asked again. */
  readonly isOfMembers?: boolean;
}

/**
 * Whether a proof holds that a ciphertext, whose membership is asked as well, holds one of some numbers.
 *
 * Gives none where the ciphertext is no pair of members.
 */
export function intervalHolds(
  arithmetic: GroupArithmetic,
  key: bigint,
  claim: IntervalClaim,
  proofs: readonly Proof[],
): boolean | undefined {
  const { ciphertext, numbers, context, isOfMembers = false } = claim;
  const challenges = proofs.map(({ challenge }) => challenge);
  const powers = (base: bigint): readonly bigint[] | undefined =>
    isOfMembers ? arithmetic.powers(base, challenges) : arithmetic.powersOfMember(base, challenges);
  const alphaPowers = powers(ciphertext.alpha);
  const betaPowers = powers(ciphertext.beta);
  if (alphaPowers === undefined || betaPowers === undefined) return undefined;
  const commitments = numbers.map((holds, at) =>
    commitmentsOf(
      arithmetic,
      key,
      { holds, alphaPower: alphaPowers[at]!, betaPower: betaPowers[at]! },
      proofs[at]!,
    ),
  );
  const hashed = sha256Number(intervalHash(context, ciphertext)(commitments.join(",")));
  return hashed % arithmetic.group.q === sumOfChallenges(proofs, arithmetic.group.q);
}

/** Whether a proof holds that one of several branches is true; all ciphertexts are products of members. */
export function oneBranchHolds(
  arithmetic: GroupArithmetic,
  key: bigint,
  claim: { readonly branches: readonly Branch[]; readonly hashed: Hashed },
  proofs: readonly Proof[],
): boolean {
  const commitments = claim.branches.map(({ ciphertext, holds }, at) => {
    const proof = proofs[at]!;
    const alphaPower = arithmetic.power(ciphertext.alpha, proof.challenge);
    const betaPower = arithmetic.power(ciphertext.beta, proof.challenge);
    return commitmentsOf(arithmetic, key, { holds, alphaPower, betaPower }, proof);
  });
  const { q } = arithmetic.group;
  return sha256Number(claim.hashed(commitments.join(","))) % q === sumOfChallenges(proofs, q);
}

/** What the maker of a ciphertext knows of it: the number of its randomness, and what it holds. */
export interface Known extends Branch {
  /** The exponent r of alpha = g^r. */
  readonly randomness: bigint;
  /** What it holds in truth. */
  readonly truth: bigint;
}

/**
 * Proves that one of several branches is true without saying which. The other branches are simulated: their commitments are
 * computed from challenge and response, and as the maker knows the randomness, from powers of the generator and the key alone.
 *
 * @param trueAt which branch is true.
 */
export function proveBranch(
  arithmetic: GroupArithmetic,
  key: bigint,
  claim: { readonly branches: readonly Known[]; readonly hashed: Hashed; readonly trueAt: number },
): Proof[] {
  const { p, q, g } = arithmetic.group;
  const ofG = arithmetic.powersOf(g);
  const ofKey = arithmetic.powersOf(key);
  const nonce = randomBelow(q);
  const simulated = claim.branches.map(() => ({ challenge: randomBelow(q), response: randomBelow(q) }));
  const commitments = claim.branches.map(({ holds, randomness, truth }, at) => {
    // The same work is done for the true branch as for the others: its challenge is 0, its response the nonce.
    const isTrue = at === claim.trueAt;
    const challenge = isTrue ? 0n : simulated[at]!.challenge;
    const response = isTrue ? nonce : simulated[at]!.response;
    const exponent = modulo(response + randomness * challenge, q);
    const first = ofG(exponent);
    const second = (ofKey(exponent) * ofG(modulo((truth - holds) * challenge, q))) % p;
    return `${first},${second}`;
  });
  const others = simulated.reduce(
    (sum, { challenge }, at) => (at === claim.trueAt ? sum : sum + challenge),
    0n,
  );
  const challenge = modulo(sha256Number(claim.hashed(commitments.join(","))) - others, q);
  const { randomness } = claim.branches[claim.trueAt]!;
  const response = modulo(nonce - randomness * challenge, q);
  return simulated.map((proof, at) => (at === claim.trueAt ? { challenge, response } : proof));
}
