/** SHA-256 in the forms that a board uses. */
import { sha256 } from "@noble/hashes/sha2.js";

const UTF8 = new TextEncoder();

/** SHA-256 of bytes, or of a text in UTF-8, in hexadecimal: the name of a file on a board. */
export function sha256Hex(content: string | Uint8Array): string {
  let hex = "";
  for (const byte of sha256(typeof content === "string" ? UTF8.encode(content) : content))
    hex += byte.toString(16).padStart(2, "0");
  return hex;
}

/** SHA-256 as a number, the highest byte first. */
export const sha256Number = (content: string): bigint => BigInt(`0x${sha256Hex(content)}`);

/** SHA-256 in base 64 without padding: the fingerprint of an election, the tracker of a ballot. */
export function fingerprintOf(content: string): string {
  return btoa(String.fromCharCode(...sha256(UTF8.encode(content)))).replace(/=+$/, "");
}
