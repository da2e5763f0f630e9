/**
 * Sealing what is personal or secret in documents, under a key of the store's own. That key lies on the shelf with the keys of
 * people, wrapped by the master key, so that rotating the master key leaves what was sealed as it is.
 */
import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { StoreError } from "../store-error.ts";
import { decrypt, encrypt, KEY_BYTES } from "../vault/aes-gcm.ts";
import { DOCUMENT_KEY, type KeyShelf } from "../vault/key-shelf.ts";
import type { MasterKey } from "../vault/master-key.ts";

/** Seals and opens texts; a text opens for the purpose only for which it was sealed. */
export class SealBox {
  readonly #master: () => MasterKey;
  readonly #shelf: KeyShelf;
  readonly #keys = new Map<string, KeyObject>();
  #own: Promise<Buffer> | undefined;

  /** `shelf` is not one of a transaction. */
  constructor(master: () => MasterKey, shelf: KeyShelf) {
    this.#master = master;
    this.#shelf = shelf;
  }

  async seal(purpose: string, text: string): Promise<string> {
    return encrypt(await this.#keyFor(purpose), Buffer.from(text, "utf8"), purpose).toString("base64url");
  }

  async unseal(purpose: string, sealed: string): Promise<string> {
    const plain = decrypt(await this.#keyFor(purpose), Buffer.from(sealed, "base64url"), purpose);
    if (plain === undefined)
      throw new StoreError("fault", "damaged-seal", `what was sealed as \`${purpose}\` cannot be opened`, {
        help: "it was damaged, sealed for another purpose, or by another store",
      });
    return plain.toString("utf8");
  }

  async #keyFor(purpose: string): Promise<KeyObject> {
    let key = this.#keys.get(purpose);
    if (key === undefined) {
      this.#own ??= this.#read().catch((error: unknown) => {
        this.#own = undefined;
        throw error;
      });
      const derived = hkdfSync(
        "sha256",
        await this.#own,
        Buffer.alloc(0),
        `comity: documents 1\n${purpose}`,
        KEY_BYTES,
      );
      key = createSecretKey(Buffer.from(derived));
      this.#keys.set(purpose, key);
    }
    return key;
  }

  async #read(): Promise<Buffer> {
    const there = (await this.#shelf.keys([DOCUMENT_KEY])).get(DOCUMENT_KEY);
    const wrapped = there ?? (await this.#make());
    // No erasure names it, so that nothing destroys it.
    if (!(wrapped instanceof Uint8Array)) throw new RangeError("the key of documents was destroyed");
    return this.#master().unwrap(DOCUMENT_KEY, wrapped).export();
  }

  /** Where another process is quicker, its key counts. */
  async #make() {
    const fresh = this.#master().wrap(DOCUMENT_KEY, randomBytes(KEY_BYTES));
    return (await this.#shelf.add(new Map([[DOCUMENT_KEY, fresh]]), this.#master().check)).get(DOCUMENT_KEY)!;
  }
}
