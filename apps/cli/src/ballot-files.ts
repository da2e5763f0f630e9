/** Files of a vote: the board, which anyone may read. */
import { constants, createDiffieHellman, createPublicKey, type KeyObject, publicEncrypt } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import {
  type ArithmeticOf,
  type BallotError,
  countingArithmetic,
  type GroupArithmetic,
  keyExchangeArithmetic,
} from "@comity/council";
import { Refusal } from "./refusal.ts";

const made = new Map<string, GroupArithmetic>();

/** OpenSSL's powers: ten times as quick as plain numbers. Made once for a group, as OpenSSL checks the prime each time. */
export const quickArithmetic: ArithmeticOf = (group) => {
  const known = made.get(group.name) ?? keyExchangeArithmetic(group, createDiffieHellman);
  made.set(group.name, known);
  return known;
};

/** Keys of exponents that come again: each stands in the proof of two numbers, and the order of the group in every question of membership. */
const keys = new Map<string, KeyObject>();
const MOST_KEYS = 64;

function rawPower(base: string, exponent: string, p: string): string {
  let key = keys.get(exponent);
  if (key === undefined) {
    const text = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");
    key = createPublicKey({ key: { kty: "RSA", n: text(p), e: text(exponent) }, format: "jwk" });
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(exponent, key);
  }
  const padding = constants.RSA_NO_PADDING;
  return publicEncrypt({ key, padding }, Buffer.from(base.padStart(p.length, "0"), "hex")).toString("hex");
}

/** Powers for counting, where there is no secret: they need no prime to be checked first. */
export const publicArithmetic: ArithmeticOf = (group) => countingArithmetic(group, rawPower);

/** The bytes of a file. */
export function readBytes(path: string, what: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "is not there" : `cannot be read: ${code}`;
    throw new Refusal(`the ${what} \`${path}\` ${why}`);
  }
}

/** A refusal of the ballot room as a line: its code, so that it can be looked up, where, and why. */
export function tellBallotError(error: BallotError): string {
  const help = error.help === undefined ? "" : `\n  help: ${error.help}`;
  return `${error.place}: ${error.message} [${error.code}]${help}`;
}

/** Adds to a board, at its end and on the disk before anything is said of it. */
export function growBoard(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "a");
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The text of a small file. */
export const readSmall = (path: string, what: string): string =>
  new TextDecoder().decode(readBytes(path, what)).trim();
