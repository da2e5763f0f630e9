/**
 * The proof that a list of ciphertexts is another list, shuffled and enciphered anew (specification 2.0, section 6; the CHVote
 * system specification 1.3.2). Only the check is here: our own votes add up and shuffle nothing.
 */
import { type GroupArithmetic, inverseOf, isMember } from "../group/arithmetic.ts";
import type { Ciphertext, ShuffleProof } from "../messages/group-messages.ts";
import { sha256Hex, sha256Number } from "./hashes.ts";
import { modulo } from "./numbers.ts";

const joined = (values: readonly bigint[]): string => values.map((value) => `${value},`).join("");

const joinedPairs = (values: readonly Ciphertext[]): string =>
  values.map(({ alpha, beta }) => `${alpha},${beta},`).join("");

/** A generator of which nobody knows the logarithm: a hash, raised into the subgroup. */
function generator(arithmetic: GroupArithmetic, number: number): bigint {
  const { p, q } = arithmetic.group;
  return arithmetic.power(sha256Number(`ggen|${number}`), (p - 1n) / q);
}

/** Every number that a proof holds, so that none outside of the group slips through. */
function elementsOf([[t1, t2, t3, t4, chained], , c, chain]: ShuffleProof): bigint[] {
  return [t1, t2, t3, ...t4, ...chained, ...c, ...chain];
}

/** What is claimed to be shuffled into what. */
export interface Shuffled {
  readonly fingerprint: string;
  readonly key: bigint;
  readonly before: readonly Ciphertext[];
  readonly after: readonly Ciphertext[];
}

/** Whether a shuffle's proof holds; all lists have the length of the ciphertexts, and the ciphertexts' membership is asked elsewhere. */
export function shuffleHolds(arithmetic: GroupArithmetic, claim: Shuffled, proof: ShuffleProof): boolean {
  const { p, q, g } = arithmetic.group;
  const { fingerprint, key, before, after } = claim;
  const [[t1, t2, t3, [t41, t42], chainedT], [s1, s2, s3, s4, chainedS, ownS], c, chain] = proof;
  const count = before.length;
  if ([after, chainedT, chainedS, ownS, c, chain].some((each) => each.length !== count)) return false;
  if (elementsOf(proof).some((value) => !isMember(arithmetic, value))) return false;

  const power = (base: bigint, exponent: bigint): bigint => arithmetic.power(base, modulo(exponent, q));
  const ofG = arithmetic.publicPowersOf(g);
  const product = (values: readonly bigint[]): bigint => values.reduce((all, each) => (all * each) % p, 1n);
  const powers = (bases: readonly bigint[], exponents: readonly bigint[]): bigint =>
    product(bases.map((base, at) => power(base, exponents[at]!)));

  const h = generator(arithmetic, -1);
  const generators = before.map((_, at) => generator(arithmetic, at));
  const lists = `${joinedPairs(before)}${joinedPairs(after)}${joined(c)}`;
  const seed = sha256Hex(`shuffle-challenges|${fingerprint}|${lists}`);
  const u = before.map((_, at) => sha256Number(`${seed}${sha256Hex(at.toString())}`) % q);
  const commitments = `${joined([t1, t2, t3, t41, t42])}${joined(chainedT)}`;
  const challenge =
    sha256Number(`shuffle-challenge|${fingerprint}|${commitments}${lists}${joined(chain)}${key}`) % q;

  const allU = u.reduce((all, each) => (all * each) % q, 1n);
  const sumC = (product(c) * inverseOf(arithmetic, product(generators))) % p;
  const endOfChain = ((chain.at(-1) ?? h) * power(h, -allU)) % p;
  const weighted = powers(c, u);
  const alpha = powers(
    before.map((each) => each.alpha),
    u,
  );
  const beta = powers(
    before.map((each) => each.beta),
    u,
  );
  const holds = [
    [t1, (power(sumC, -challenge) * ofG(s1)) % p],
    [t2, (power(endOfChain, -challenge) * ofG(s2)) % p],
    [t3, (((power(weighted, -challenge) * ofG(s3)) % p) * powers(generators, ownS)) % p],
    [
      t41,
      (((power(beta, -challenge) * power(key, -s4)) % p) *
        powers(
          after.map((each) => each.beta),
          ownS,
        )) %
        p,
    ],
    [
      t42,
      (((power(alpha, -challenge) * ofG(modulo(-s4, q))) % p) *
        powers(
          after.map((each) => each.alpha),
          ownS,
        )) %
        p,
    ],
    ...chainedT.map((value, at) => {
      const link = (power(chain[at]!, -challenge) * ofG(chainedS[at]!)) % p;
      return [value, (link * power(at === 0 ? h : chain[at - 1]!, ownS[at]!)) % p] as const;
    }),
  ] as const;
  return holds.every(([claimed, computed]) => claimed === computed);
}
