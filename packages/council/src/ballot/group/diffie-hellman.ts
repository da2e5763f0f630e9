/** Powers by OpenSSL, through the one door that Node has to them: the shared secret of a Diffie-Hellman key exchange. */
import { bigIntArithmetic, type GroupArithmetic } from "./arithmetic.ts";
import type { CyclicGroup } from "./groups.ts";

/** What of `node:crypto`'s key exchange is used. */
interface KeyExchange {
  setPrivateKey(key: Uint8Array): void;
  computeSecret(other: Uint8Array): Uint8Array;
}

/** `createDiffieHellman` of `node:crypto`; handed in, for this room imports nothing that a browser does not have. */
export type MakeKeyExchange = (prime: Uint8Array, generator: Uint8Array) => KeyExchange;

function bytesOf(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from({ length: even.length / 2 }, (_, at) =>
    Number.parseInt(even.slice(at * 2, at * 2 + 2), 16),
  );
}

function numberOf(bytes: Uint8Array): bigint {
  let hex = "0x0";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return BigInt(hex);
}

/**
 * Arithmetic whose powers OpenSSL computes: some ten times as quick as big integers, and its modular power is written to take
 * the same time for every exponent of a length. OpenSSL checks the prime once, which takes a few tenths of a second.
 *
 *     import { createDiffieHellman } from "node:crypto";
 *     const arithmetic = keyExchangeArithmetic(BELENIOS_2048, createDiffieHellman);
 */
export function keyExchangeArithmetic(group: CyclicGroup, makeKeyExchange: MakeKeyExchange): GroupArithmetic {
  const { p, q, g } = group;
  const plain = bigIntArithmetic(group);
  const exchange = makeKeyExchange(bytesOf(p), bytesOf(g));
  function power(base: bigint, exponent: bigint): bigint {
    // No key exchange has such a key, and OpenSSL says so.
    if (exponent < 2n || base < 2n || base >= p - 1n) return plain.power(base, exponent);
    try {
      exchange.setPrivateKey(bytesOf(exponent));
      return numberOf(exchange.computeSecret(bytesOf(base)));
    } catch {
      // It refuses to give a secret that is 1 or -1; as a power it is like every other.
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
  };
}
