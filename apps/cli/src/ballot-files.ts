/** Files of a vote: the board, which anyone may read. */
import { createDiffieHellman } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ArithmeticOf, type BallotError, keyExchangeArithmetic } from "@comity/council";
import { Refusal } from "./refusal.ts";

/** OpenSSL's powers: ten times as quick as plain numbers. */
export const quickArithmetic: ArithmeticOf = (group) => keyExchangeArithmetic(group, createDiffieHellman);

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
