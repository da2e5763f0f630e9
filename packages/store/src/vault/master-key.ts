/**
 * The master key: it wraps the keys of people, and is itself never stored. It comes from the environment or from a file that
 * nobody else can read; without it no store opens.
 */
import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { inspect } from "node:util";
import { StoreError, type StoreErrorCode } from "../store-error.ts";
import { decrypt, encrypt, KEY_BYTES } from "./aes-gcm.ts";

export const MASTER_KEY = "COMITY_MASTER_KEY";
export const MASTER_KEY_FILE = "COMITY_MASTER_KEY_FILE";

/** Of 32 random bytes fewer than 16 different ones come about once in 10^13 keys: whoever has them typed them. */
const FEWEST_DIFFERENT_BYTES = 16;
/** A key in base64 has 44 characters; a file far larger holds something else. */
const LARGEST_KEY_FILE_BYTES = 1_024;

/** What a wrapped key is bound to: the person alone, so that keys move with their acts to another registry. */
const boundTo = (person: string): string => `comity person key 1\n${person}`;

/**
 * A master key. It never shows itself: neither printed, nor logged, nor in JSON.
 *
 *     const master = masterKeyFrom(process.env);
 *     master.unwrap("p17", master.wrap("p17", key))    // the key again
 */
export class MasterKey {
  readonly #wrapping: KeyObject;
  /** Tells whether two master keys are the same, and nothing else: derived from it one way (HKDF, RFC 5869). */
  readonly check: string;

  /** @throws StoreError where it is not 32 random bytes. */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES)
      throw malformed("the master key", `has ${bytes.length} bytes, 32 are needed`);
    if (new Set(bytes).size < FEWEST_DIFFERENT_BYTES)
      throw malformed("the master key", "is not random: too many of its bytes are the same");
    const derived = (info: string): Buffer =>
      Buffer.from(hkdfSync("sha256", bytes, Buffer.alloc(0), info, KEY_BYTES));
    this.#wrapping = createSecretKey(derived("comity: wrap person keys 1"));
    this.check = derived("comity: check master key 1").toString("hex");
  }

  /** A person's key, to be stored. */
  wrap(person: string, key: Uint8Array): Buffer {
    return encrypt(this.#wrapping, key, boundTo(person));
  }

  /** @throws StoreError where the wrapped key was damaged, or is another person's. */
  unwrap(person: string, wrapped: Uint8Array): KeyObject {
    const key = decrypt(this.#wrapping, wrapped, boundTo(person));
    if (key?.length !== KEY_BYTES)
      throw new StoreError(
        "fault",
        "damaged-key",
        `the key of \`${person}\` cannot be opened: what is stored was damaged or exchanged`,
        { help: "restore the keys from a backup" },
      );
    return createSecretKey(key);
  }

  toString(): string {
    return "[master key]";
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

const howToMake = `make one with \`comity registry keys new\`, and keep it apart from the store and its backups`;

function malformed(where: string, why: string): StoreError {
  return new StoreError("incorrect", "master-key-malformed", `${where} ${why}`, { help: howToMake });
}

/** A fresh master key as text: 32 random bytes in base64. */
export function newMasterKeyText(): string {
  return randomBytes(KEY_BYTES).toString("base64");
}

/** The key in a text: 32 bytes in base64. `where` is what to call its place; the text itself is never shown. */
function keyIn(text: string, where: string): MasterKey {
  const trimmed = text.trim();
  if (trimmed === "") throw malformed(where, "is empty");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(trimmed)) throw malformed(where, "is not written in base64");
  const bytes = Buffer.from(trimmed, "base64");
  // What base64 decodes loosely it must give back strictly: no stray bits, the right padding.
  const again = bytes.toString("base64");
  if (again !== trimmed && again.replace(/=+$/, "") !== trimmed)
    throw malformed(where, "is not written in base64");
  if (bytes.length !== KEY_BYTES) throw malformed(where, `has ${bytes.length} bytes, 32 are needed`);
  if (new Set(bytes).size < FEWEST_DIFFERENT_BYTES)
    throw malformed(where, "is not random: too many of its bytes are the same");
  return new MasterKey(bytes);
}

/** Reads a file of which nobody but its owner, who is us or root, has any right. */
function readKeyFile(path: string, variable: string): string {
  const refused = (code: StoreErrorCode, why: string, help: string): StoreError =>
    new StoreError("refused", code, `the file of the master key \`${path}\` ${why}`, { help });
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read: ${code}`;
    throw refused("master-key-unreadable", why, `\`${variable}\` names it`);
  }
  try {
    // Of the file that is open, not of what stands at that path a moment later.
    const { mode, uid, size } = fstatSync(file);
    if ((mode & 0o170000) !== 0o100000)
      throw refused("master-key-unreadable", "is not a file", `\`${variable}\` names it`);
    if ((mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8).padStart(4, "0");
      throw refused(
        "master-key-too-open",
        `can be read or changed by others: its mode is ${shown}, 0600 or tighter is needed`,
        `take the rights away with \`chmod 600 ${path}\`; if others may have read it, rotate the key`,
      );
    }
    const own = process.getuid?.();
    if (own !== undefined && uid !== own && uid !== 0)
      throw refused(
        "master-key-too-open",
        `belongs to another user (${uid}), who can read and change it`,
        "it must belong to root or to the user who runs Comity",
      );
    if (size > LARGEST_KEY_FILE_BYTES)
      throw malformed(`the file of the master key \`${path}\``, `has ${size} bytes: that is no key`);
    const bytes = Buffer.alloc(LARGEST_KEY_FILE_BYTES);
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

/**
 * The master key that the environment names: `COMITY_MASTER_KEY` holds it (32 bytes in base64), or `COMITY_MASTER_KEY_FILE`
 * names a file that holds it, of mode 0600 or tighter, which belongs to us or to root. `prefix` is for another
 * key beside it, such as the next one.
 *
 * @throws StoreError where there is none, where there are two, or where it cannot be used.
 */
export function masterKeyFrom(
  env: Readonly<Record<string, string | undefined>>,
  prefix = MASTER_KEY,
): MasterKey {
  const fileVariable = `${prefix}_FILE`;
  const text = env[prefix];
  const path = env[fileVariable];
  const hasText = text !== undefined && text !== "";
  const hasPath = path !== undefined && path !== "";
  if (hasText && hasPath)
    throw new StoreError(
      "incorrect",
      "master-key-twice",
      `both \`${prefix}\` and \`${fileVariable}\` are set`,
      { help: "leave one of them out" },
    );
  if (hasText) return keyIn(text, `the master key in \`${prefix}\``);
  if (hasPath) return keyIn(readKeyFile(path, fileVariable), `the master key in \`${path}\``);
  throw new StoreError(
    "refused",
    "master-key-missing",
    "there is no master key, and names of people are sealed with one",
    { help: `set \`${fileVariable}\` to a file of mode 0600 that holds it, or \`${prefix}\`; ${howToMake}` },
  );
}
