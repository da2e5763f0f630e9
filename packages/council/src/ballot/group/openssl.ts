/** Powers by OpenSSL, through the doors that Node has to them: the shared secret of a key exchange, and RSA without its padding. */
import { bigIntArithmetic, type GroupArithmetic, tabulated } from "./arithmetic.ts";
import type { CyclicGroup } from "./groups.ts";

/** What of `node:crypto` is used; handed in, for this room imports nothing that a browser does not have. Numbers are hexadecimal. */
export type MakeKeyExchange = (
  prime: string,
  given: "hex",
  generator: string,
  generatorGiven: "hex",
) => {
  setPrivateKey(key: string, encoding: "hex"): void;
  computeSecret(other: string, given: "hex", wanted: "hex"): string;
};

/**
 * `base` to the `exponent` modulo `p`, all in hexadecimal with an even number of digits: what a public key does to a message without
 * padding. It may take longer for some exponents than for others.
 */
export type RawPublicPower = (base: string, exponent: string, p: string) => string;

function hexOf(value: bigint): string {
  const hex = value.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/**
 * From so many powers of one base on, as a board of a hundred ballots asks for, a table in plain numbers is quicker than OpenSSL:
 * it costs as much as some five hundred powers, and each of them then takes six tenths of the time.
 */
const WORTH_A_TABLE = 1000;
const TABLE_WINDOW = 10;

/** Arithmetic whose powers somebody else computes, of bases from 2 to p - 2 to exponents from 2 on. */
function arithmeticBy(group: CyclicGroup, ask: (base: bigint, exponent: bigint) => bigint): GroupArithmetic {
  const { p, q } = group;
  const plain = bigIntArithmetic(group);
  const uses = new Map<bigint, { count: number; quick: ((exponent: bigint) => bigint) | undefined }>();
  function power(base: bigint, exponent: bigint): bigint {
    if (exponent < 2n || base < 2n || base >= p - 1n) return plain.power(base, exponent);
    try {
      return ask(base, exponent);
    } catch {
      // A key exchange refuses to give a secret that is 1 or -1; as a power it is like every other.
      return plain.power(base, exponent);
    }
  }
  const powers = (base: bigint, exponents: readonly bigint[]): bigint[] =>
    exponents.map((exponent) => power(base, exponent));
  return {
    group,
    power,
    powers,
    powersOfMember(base, exponents) {
      if (base <= 0n || base >= p) return undefined;
      // One more than the order: a member comes out as it was, so that OpenSSL never meets the secret 1.
      return power(base, q + 1n) === base ? powers(base, exponents) : undefined;
    },
    powersOf: (base) => (exponent) => power(base, exponent % q),
    publicPowersOf(base) {
      const used = uses.get(base) ?? { count: 0, quick: undefined };
      uses.set(base, used);
      return (exponent) => {
        used.count += 1;
        if (used.count < WORTH_A_TABLE) return power(base, exponent % q);
        used.quick ??= tabulated(base, group, TABLE_WINDOW);
        return used.quick(exponent);
      };
    },
  };
}

/**
 * Arithmetic whose powers OpenSSL computes: some ten times as quick as big integers, and its modular power is written to take
 * the same time for every exponent of a length. OpenSSL checks the prime once, which takes a few tenths of a second.
 *
 *     import { createDiffieHellman } from "node:crypto";
 *     const arithmetic = keyExchangeArithmetic(BELENIOS_2048, createDiffieHellman);
 */
export function keyExchangeArithmetic(group: CyclicGroup, makeKeyExchange: MakeKeyExchange): GroupArithmetic {
  const exchange = makeKeyExchange(hexOf(group.p), "hex", hexOf(group.g), "hex");
  return arithmeticBy(group, (base, exponent) => {
    exchange.setPrivateKey(hexOf(exponent), "hex");
    return BigInt(`0x${exchange.computeSecret(hexOf(base), "hex", "hex")}`);
  });
}

/**
 * The same by public keys, for counting alone: nothing is checked beforehand, and a power may take the time that its exponent asks for. No
 * secret may come near it.
 */
export function countingArithmetic(group: CyclicGroup, rawPower: RawPublicPower): GroupArithmetic {
  const p = hexOf(group.p);
  return arithmeticBy(group, (base, exponent) => BigInt(`0x${rawPower(hexOf(base), hexOf(exponent), p)}`));
}
