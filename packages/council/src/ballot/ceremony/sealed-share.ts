/** A share as it travels from one trustee to another: AES-256-GCM under a key that only the two can compute. */
import { gcm } from "@noble/ciphers/aes.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { BallotError } from "../ballot-error.ts";
import type { GroupArithmetic } from "../group/arithmetic.ts";
import { randomBelow } from "../proofs/numbers.ts";

/** g to a fresh exponent, and what is sealed under the recipient's key to the same exponent, in hexadecimal. */
export interface SealedShare {
  readonly alpha: bigint;
  readonly data: string;
}

const UTF8 = new TextEncoder();
/** Each key seals one message, so that the nonce may always be the same. */
const NONCE = new Uint8Array(12);

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The key for one share: of the exchange, of both sides, of the ceremony and of the two trustees' numbers. */
const keyFor = (about: string, alpha: bigint, common: bigint): Uint8Array =>
  sha256(UTF8.encode(`comity-share|${about}|${alpha}|${common}`));

/** Seals a share for the holder of a key. */
export function sealShare(
  arithmetic: GroupArithmetic,
  recipient: bigint,
  { about, share }: { readonly about: string; readonly share: bigint },
): SealedShare {
  const { q, g } = arithmetic.group;
  const fresh = 1n + randomBelow(q - 1n);
  const alpha = arithmetic.powersOf(g)(fresh);
  const key = keyFor(about, alpha, arithmetic.power(recipient, fresh));
  // As wide for every share, so that its length tells nothing.
  const digits = share.toString().padStart(q.toString().length, "0");
  return { alpha, data: hexOf(gcm(key, NONCE).encrypt(UTF8.encode(digits))) };
}

/**
 * Opens a share.
 *
 * @throws BallotError `share-unreadable` where it was sealed for another, or changed.
 */
export function openShare(
  arithmetic: GroupArithmetic,
  secret: bigint,
  { about, sealed, place }: { readonly about: string; readonly sealed: SealedShare; readonly place: string },
): bigint {
  const { q } = arithmetic.group;
  const unreadable = (): BallotError =>
    new BallotError("share-unreadable", place, "it cannot be opened by whom it was sent to", {
      help: "begin the ceremony anew without whoever sent it",
    });
  const [common] = arithmetic.powersOfMember(sealed.alpha, [secret]) ?? [];
  if (common === undefined || !/^([0-9a-f]{2})+$/.test(sealed.data)) throw unreadable();
  const bytes = Uint8Array.from(sealed.data.match(/../g)!, (hex) => Number.parseInt(hex, 16));
  let digits: string;
  try {
    digits = new TextDecoder().decode(gcm(keyFor(about, sealed.alpha, common), NONCE).decrypt(bytes));
  } catch {
    throw unreadable();
  }
  const share = /^[0-9]+$/.test(digits) && digits.length === q.toString().length ? BigInt(digits) : q;
  if (share >= q) throw unreadable();
  return share;
}
