/** What a signed-in browser or a machine client holds: a name of what it belongs to, and a secret of which only the hash is kept. */
import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 bits: nothing that is guessed, whatever the rate. */
const SECRET_BYTES = 32;
const SECRET = /^[A-Za-z0-9_-]{43}$/;
/** The name of a session within its account: 128 bits, and no secret. */
const NAME_BYTES = 16;
const NAME = /^[A-Za-z0-9_-]{22}$/;

/** A secret that was never used before, in base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** A name that no other has, in base64url. */
export function newName(): string {
  return randomBytes(NAME_BYTES).toString("base64url");
}

/**
 * The SHA-256 of a secret, in hex: what is stored. A secret of 256 random bits needs neither salt nor stretching (ASVS 5.0
 * V6.5.2 asks for those under 112 bits).
 */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "hex");
}

/** Whether two hashes are equal; the time taken does not tell how much of them is. */
export function areEqualHashes(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one, "utf8"), Buffer.from(other, "utf8")];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A token, taken apart. `document` is the id of what it belongs to: `ACCOUNT/NAME`. */
export interface Token {
  readonly account: string;
  readonly document: string;
  readonly secret: string;
}

/** The text of a token: `ACCOUNT.NAME.SECRET`. */
export function tokenText(account: string, name: string, secret: string): string {
  return `${account}.${name}.${secret}`;
}

/** An account's id: what stands before the name in a token, so without a full stop. */
export const ACCOUNT_ID = /^[a-z][a-z0-9-]{0,63}$/;

/** A token taken apart; undefined where the text is none. */
export function readToken(text: string): Token | undefined {
  const parts = text.split(".");
  if (parts.length !== 3) return undefined;
  const [account, name, secret] = parts as [string, string, string];
  if (!ACCOUNT_ID.test(account) || !NAME.test(name) || !SECRET.test(secret)) return undefined;
  return { account, document: `${account}/${name}`, secret };
}

/** Whether a text can be a secret that `newSecret` made. */
export function isSecret(text: string): boolean {
  return SECRET.test(text);
}
