/** Numbers modulo the order of a group, and chance. */

/** The remainder, never negative. */
export const modulo = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

/** The number that times `value` is 1 modulo a prime, by Euclid's algorithm. */
export function inverseModulo(value: bigint, prime: bigint): bigint {
  let [before, rest] = [prime, modulo(value, prime)];
  let [ofBefore, ofRest] = [0n, 1n];
  while (rest !== 0n) {
    const times = before / rest;
    [before, rest] = [rest, before - times * rest];
    [ofBefore, ofRest] = [ofRest, ofBefore - times * ofRest];
  }
  return modulo(ofBefore, prime);
}

/**
 * A number from 0 to `bound` - 1, each as likely, from the surroundings' cryptographic generator. Numbers beyond the bound are
 * thrown away, not folded back, so that none is likelier than another.
 */
export function randomBelow(bound: bigint): bigint {
  const bits = bound.toString(2).length;
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  const spare = BigInt(bytes.length * 8 - bits);
  for (;;) {
    crypto.getRandomValues(bytes);
    let hex = "0x";
    for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
    const value = BigInt(hex) >> spare;
    if (value < bound) return value;
  }
}
