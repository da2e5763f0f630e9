/**
 * A board with one number or one bit changed is refused, whoever changed it: a passer-by, a keeper of the board who makes every hash
 * and link fit again, a voter who signs anew. Each case is a line: where, how, and the reason.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBoard } from "../../src/index.ts";
import { codeOf, entries, refusalOf, rewritten, signedAnew, vote } from "../ground/forged-vote.ts";
import { CHANGES, type Change, changedAt, packed } from "../ground/rewritten.ts";

const CHOICES = [0, 1, 2];
const ELEMENTS: readonly Change[] = ["timesG", "plusOne", "negated"];

/** Numbers of each document: where, how changed, and the reason. */
const NUMBERS: readonly (readonly [string, string, Change, string])[] = [
  ...CHOICES.flatMap((at) =>
    ["alpha", "beta"].flatMap((part) =>
      ELEMENTS.map(
        (change) =>
          [
            "ballot1 signed anew",
            `answers.0.choices.${at}.${part}`,
            change,
            change === "timesG" ? "choice-proof" : "not-in-group",
          ] as const,
      ),
    ),
  ),
  ...CHOICES.flatMap((at) =>
    [0, 1].flatMap((branch) =>
      ["challenge", "response"].map(
        (part) =>
          [
            "ballot1 signed anew",
            `answers.0.individual_proofs.${at}.${branch}.${part}`,
            "nextExponent",
            "choice-proof",
          ] as const,
      ),
    ),
  ),
  ...["challenge", "response"].flatMap(
    (part) =>
      [
        ["ballot1 signed anew", `answers.0.overall_proof.0.${part}`, "nextExponent", "sum-proof"],
        ["ballot1", `answers.0.overall_proof.0.${part}`, "nextExponent", "signature-hash"],
        ["ballot1", `answers.0.individual_proofs.1.0.${part}`, "plusOrder", "number-out-of-range"],
        ["ballot1", `signature.proof.${part}`, "nextExponent", "signature-proof"],
        ["ballot1", `signature.proof.${part}`, "plusOrder", "number-out-of-range"],
        ["ballot1", `signature.proof.${part}`, "leadingZero", "malformed-value"],
        ["trustees", `0.1.certs.0.signature.${part}`, "nextExponent", "certificate-signature"],
        ["trustees", `0.1.coefexps.1.signature.${part}`, "nextExponent", "coefficient-signature"],
        ["trustees", `0.1.verification_keys.2.pok.${part}`, "nextExponent", "trustee-proof"],
        ["answer1", `decryption_proofs.0.0.${part}`, "nextExponent", "decryption-proof"],
        ["answer1", `decryption_proofs.0.2.${part}`, "nextExponent", "decryption-proof"],
      ] as const,
  ),
  ...CHOICES.flatMap(
    (at) =>
      [
        ["ballot1", `answers.0.choices.${at}.alpha`, "timesG", "signature-hash"],
        ["ballot1", `answers.0.choices.${at}.beta`, "modulus", "number-out-of-range"],
        ["ballot1", `answers.0.choices.${at}.alpha`, "zero", "number-out-of-range"],
        ["ballot1", `answers.0.choices.${at}.beta`, "leadingZero", "malformed-value"],
        ["tally", `0.${at}.alpha`, "timesG", "tally-differs"],
        ["tally", `0.${at}.beta`, "negated", "tally-differs"],
        ["answer1", `decryption_factors.0.${at}`, "timesG", "decryption-proof"],
        ["answer1", `decryption_factors.0.${at}`, "plusOne", "not-in-group"],
        ["answer1", `decryption_factors.0.${at}`, "negated", "not-in-group"],
        ["trustees", `0.1.certs.${at}.message:.verification`, "timesG", "certificate-signature"],
        ["trustees", `0.1.certs.${at}.message:.encryption`, "timesG", "certificate-signature"],
        ["trustees", `0.1.certs.${at}.message:.encryption`, "negated", "not-in-group"],
        ["trustees", `0.1.coefexps.${at}.message:.coefexps.0`, "timesG", "coefficient-signature"],
        ["trustees", `0.1.coefexps.${at}.message:.coefexps.1`, "plusOne", "not-in-group"],
        ["trustees", `0.1.verification_keys.${at}.public_key`, "timesG", "trustee-proof"],
        ["trustees", `0.1.verification_keys.${at}.public_key`, "negated", "not-in-group"],
        ["keys", `${at}`, "negated", "not-in-group"],
        ["keys", `${at}`, "plusOne", "not-in-group"],
      ] as const,
  ),
  ["ballot1", "credential", "timesG", "ballot-key"],
  ["ballot1", "credential", "negated", "ballot-key"],
  ["election", "public_key", "timesG", "election-key"],
  ["election", "public_key", "plusOne", "not-in-group"],
  ["election", "public_key", "negated", "not-in-group"],
  ["election", "public_key", "modulus", "number-out-of-range"],
];

describe("a board with one number changed", () => {
  it("is taken as it was made, and as it is packed anew", () => {
    expect(packed(entries)).toEqual(vote.counted);
    expect(refusalOf(vote.counted)).toBe("taken");
    expect(NUMBERS.length).toBeGreaterThan(100);
  });

  it.each(NUMBERS)("%s %s %s: %s", (where, path, change, code) => {
    const [name, anew] = where.split(" signed ");
    const write = (text: string): string => {
      const changed = changedAt(text, path, CHANGES[change]);
      return anew === undefined ? changed : signedAnew(changed);
    };
    expect(refusalOf(rewritten(name!, write))).toBe(code);
  });

  it("is refused whichever bit is flipped, by hash or form alone", () => {
    fc.assert(
      fc.property(fc.nat(vote.counted.length * 8 - 1), (bit) => {
        const flipped = vote.counted.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        return codeOf(() => readBoard(flipped)) !== "taken";
      }),
      { numRuns: 200 },
    );
  });
});
