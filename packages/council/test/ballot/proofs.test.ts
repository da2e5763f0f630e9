/** What is proven holds, and what is not true cannot be proven by changing anything. */
import { constants, createDiffieHellman, createPublicKey, publicEncrypt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { archived, readArchive } from "../../src/ballot/board/archive.ts";
import { readElection, writeElection } from "../../src/ballot/messages/election.ts";
import type { Proof } from "../../src/ballot/messages/group-messages.ts";
import { factorHolds, factorOf } from "../../src/ballot/proofs/decryption-proofs.ts";
import { intervalHash, intervalHolds, proveBranch } from "../../src/ballot/proofs/membership.ts";
import { inverseModulo, randomBelow } from "../../src/ballot/proofs/numbers.ts";
import { holdsFor, proveSecret, trusteeChallenge } from "../../src/ballot/proofs/schnorr.ts";
import { exponentOf } from "../../src/ballot/recount/result.ts";
import { lagrange } from "../../src/ballot/recount/trustees.ts";
import {
  BELENIOS_2048,
  bigIntArithmetic,
  countingArithmetic,
  keyExchangeArithmetic,
  RFC_3526_2048,
} from "../../src/index.ts";

const { p, q, g } = BELENIOS_2048;
const quick = keyExchangeArithmetic(BELENIOS_2048, createDiffieHellman);
const plain = bigIntArithmetic(BELENIOS_2048);
/** Powers by RSA without padding, as the command counts. */
const counting = countingArithmetic(BELENIOS_2048, (base, exponent, modulus) => {
  const text = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "RSA", n: text(modulus), e: text(exponent) }, format: "jwk" });
  const message = Buffer.from(base.padStart(modulus.length, "0"), "hex");
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message).toString("hex");
});
const exponents = fc.bigInt({ min: 0n, max: q - 1n });
const secret = randomBelow(q);
const key = quick.powersOf(g)(secret);

const reached = ({ challenge, response }: Proof): Proof[] => [
  { challenge: (challenge + 1n) % q, response },
  { challenge, response: (response + 1n) % q },
];

describe("the groups", () => {
  it.each([BELENIOS_2048, RFC_3526_2048])("$name: g has the order q, and q divides p - 1", (group) => {
    expect((group.p - 1n) % group.q).toBe(0n);
    expect(bigIntArithmetic(group).power(group.g, group.q)).toBe(1n);
    expect(group.g).not.toBe(1n);
  });

  it("are the same by OpenSSL, by plain numbers and by tables", () => {
    fc.assert(
      fc.property(fc.array(exponents, { minLength: 1, maxLength: 3 }), exponents, (several, of) => {
        const base = quick.powersOf(g)(of);
        const expected = several.map((exponent) => quick.power(base, exponent));
        expect(plain.powers(base, several)).toEqual(expected);
        for (const each of [plain, counting, quick])
          expect(each.powersOfMember(base, several)).toEqual(expected);
        expect(several.map(quick.powersOf(g))).toEqual(several.map(plain.powersOf(g)));
      }),
      { numRuns: 10 },
    );
    for (const arithmetic of [quick, plain, counting])
      for (const [base, exponent] of [
        [0n, 5n],
        [1n, 5n],
        [p - 1n, 5n],
        [p - 1n, 2n],
        [g, 0n],
        [g, 1n],
        [g, q],
      ] as const) {
        let expected = 1n;
        if (exponent !== q) for (let at = 0n; at < exponent; at++) expected = (expected * base) % p;
        expect(arithmetic.power(base, exponent)).toBe(expected);
      }
  });

  it("are the same by a table as before there was one, at every number of a base's powers", () => {
    const [ofG, expected] = [counting.publicPowersOf(g), plain.powersOf(g)];
    // The table is made at the thousandth power.
    for (let at = 0; at < 998; at++) ofG(2n);
    for (let at = 0; at < 5; at++) {
      const exponent = randomBelow(q);
      expect(ofG(exponent)).toBe(expected(exponent));
    }
    for (const exponent of [0n, 1n, 1023n, 1024n, q - 1n]) expect(ofG(exponent)).toBe(expected(exponent));
  });

  it("know who is no member: of small order, of order two, outside", () => {
    const cofactor = (p - 1n) / q;
    const ofSmallOrder = [2n, 3n, 5n, 7n].map((base) => quick.power(base, q)).filter((value) => value !== 1n);
    expect(cofactor % 2n).toBe(0n);
    for (const arithmetic of [quick, plain, counting])
      for (const value of [0n, p - 1n, p, p + g, 2n, (p - g) % p, ...ofSmallOrder])
        expect(arithmetic.powersOfMember(value, [3n])).toBeUndefined();
  });
});

describe("a proof", () => {
  it("of a key's secret holds for this key and this text alone", () => {
    const challenge = trusteeChallenge("BELENIOS-2048", key);
    const proof = proveSecret(quick, secret, challenge);
    expect(holdsFor(quick, key, proof, challenge)).toBe(true);
    expect(holdsFor(plain, key, proof, challenge)).toBe(true);
    expect(holdsFor(quick, (key * g) % p, proof, challenge)).toBe(false);
    expect(holdsFor(quick, key, proof, trusteeChallenge("RFC-3526-2048", key))).toBe(false);
    for (const other of reached(proof)) expect(holdsFor(quick, key, other, challenge)).toBe(false);
  });

  it("that a ciphertext holds one of some numbers holds for every one of them, and for no other", () => {
    const numbers = [1n, 2n, 3n];
    for (const truth of [0n, 1n, 2n, 3n, 4n]) {
      const randomness = randomBelow(q);
      const alpha = quick.powersOf(g)(randomness);
      const ciphertext = { alpha, beta: (quick.power(key, randomness) * quick.power(g, truth)) % p };
      const isOneOf = numbers.includes(truth);
      const proofs = proveBranch(quick, key, {
        branches: numbers.map((holds) => ({ ciphertext, holds, randomness, truth })),
        hashed: intervalHash("context", ciphertext),
        trueAt: isOneOf ? numbers.indexOf(truth) : 0,
      });
      const claim = { ciphertext, numbers, context: "context" };
      expect(intervalHolds(quick, key, claim, proofs)).toBe(isOneOf);
      expect(intervalHolds(quick, key, { ...claim, context: "another" }, proofs)).toBe(false);
    }
  });

  it("of a factor holds for this tally and this trustee alone", () => {
    const alpha = quick.power(g, 77n);
    const about = { fingerprint: "f", key, alpha };
    const { factor, proof } = factorOf(quick, secret, about);
    expect(factor).toBe(quick.power(key, 77n));
    expect(factorHolds(quick, { ...about, factor }, proof)).toBe(true);
    expect(factorHolds(quick, { ...about, factor: (factor * g) % p }, proof)).toBe(false);
    expect(factorHolds(quick, { ...about, factor, alpha: (alpha * g) % p }, proof)).toBe(false);
    expect(factorHolds(quick, { ...about, factor, fingerprint: "e" }, proof)).toBe(false);
    expect(factorHolds(quick, { ...about, factor: p - factor }, proof)).toBeUndefined();
  });
});

describe("numbers", () => {
  it("are opened from their powers, up to the total and no further", () => {
    for (const most of [0, 1, 23, 1000])
      for (const count of new Set([0, 1, Math.floor(most / 2), most]))
        if (count <= most) expect(exponentOf(plain, plain.power(g, BigInt(count)), most)).toBe(count);
    expect(() => exponentOf(plain, plain.power(g, 24n), 23)).toThrow("no count of ballots");
    expect(() => exponentOf(plain, plain.power(g, q - 1n), 23)).toThrow("no count of ballots");
  });

  it("of a polynomial at zero come back from any few of its values", () => {
    fc.assert(
      fc.property(
        fc.array(exponents, { minLength: 1, maxLength: 5 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
        (coefficients, all) => {
          const points = all.slice(0, coefficients.length);
          const at = (x: bigint): bigint =>
            coefficients.reduceRight((value, each) => (value * x + each) % q, 0n);
          const factors = lagrange(points, q);
          const value = points.reduce((sum, x, each) => (sum + at(BigInt(x)) * factors[each]!) % q, 0n);
          expect(value).toBe(coefficients[0]);
        },
      ),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: q - 1n }), (each) => (each * inverseModulo(each, q)) % q === 1n),
    );
  });

  it("by chance stay below their bound, and reach every number", () => {
    const seen = new Set(Array.from({ length: 400 }, () => randomBelow(5n)));
    expect([...seen].sort()).toEqual([0n, 1n, 2n, 3n, 4n]);
  });
});

describe("what is written", () => {
  it("as an archive is read again, byte for byte", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 1200 }), { minLength: 1, maxLength: 4 }),
        (contents) => {
          const files = contents.map((bytes, at) => ({ name: `file-${at}`, bytes }));
          const whole = Buffer.concat(files.map((file) => archived(file, 1_795_308_317)));
          const read = readArchive(whole);
          expect(read.seconds).toBe(1_795_308_317);
          expect(read.files.map(({ name, bytes }) => [name, [...bytes]])).toEqual(
            files.map(({ name, bytes }) => [name, [...bytes]]),
          );
        },
      ),
    );
  });

  it("as an election is read again", () => {
    const election = {
      uuid: "gwez2Da9GkynKK",
      name: "Été",
      description: "",
      group: BELENIOS_2048,
      key,
      questions: [
        { kind: "summed", question: "Go on?", answers: ["Yes", "No"], hasBlank: true, min: 1, max: 1 },
      ],
      administrator: undefined,
      credentialAuthority: "each its own",
    } as const;
    expect(readElection(writeElection(election))).toEqual(election);
  });
});
