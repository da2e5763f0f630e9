/** Files of a vote: the board, which anyone may read. */
import { createDiffieHellman } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import {
  type ArithmeticOf,
  type BallotError,
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
