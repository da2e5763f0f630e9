/**
 * Who failed, as all processes of a registry know it: else each process would give everybody as many free tries again. A first failure
 * stays with the process that saw it, so that mistyping costs no write; from the second on it is a document. So
 * whoever tries at several in turn has hardly more tries than at one.
 */
import { createHmac, randomBytes } from "node:crypto";
import { DocumentMovedError, type Store } from "@comity/store";
import { counting, type Failures, Lockouts, networkOf, together, waitOf } from "./lockout.ts";

const FAILURES = "sign-in-failures";
const SECRET = "sign-in-failures-secret";
const SECRET_ID = "current";
/** Others may write the same document at the same moment; after so many times what is known here is enough. */
const MOST_TRIES = 4;
/** Failures that stay with the process. */
const KEPT_ALONE = 1;

interface Failed {
  readonly failures: Failures;
}

export class SharedLockouts {
  readonly #own: Lockouts;
  readonly #store: Pick<Store, "documents" | "seal" | "unseal">;
  readonly #clock: () => Date;
  #secret: Promise<Buffer> | undefined;

  constructor(store: Pick<Store, "documents" | "seal" | "unseal">, clock: () => Date) {
    this.#store = store;
    this.#clock = clock;
    this.#own = new Lockouts(clock);
  }

  /** Milliseconds until a source may try that again. */
  async waitOf(source: string, what: string): Promise<number> {
    const own = this.#own.waitOf(source, what);
    // Who waits here need not be looked up: nothing that others know makes it shorter.
    if (own > 0) return own;
    const stored = await this.#store.documents.get<Failed>(FAILURES, await this.#idOf(source, what));
    return waitOf(stored?.value.failures ?? [], this.#clock());
  }

  async failed(source: string, what: string): Promise<void> {
    this.#own.failed(source, what);
    const own = this.#own.failures(source, what);
    const id = await this.#idOf(source, what);
    const { documents } = this.#store;
    for (let k = 0; k < MOST_TRIES; k++) {
      const stored = await documents.get<Failed>(FAILURES, id);
      if (stored === undefined && own.length <= KEPT_ALONE) return;
      if (stored === undefined && own.length > KEPT_ALONE + 1) {
        // What was kept is gone: the source got it right at another process, and starts anew here too.
        this.#own.succeeded(source, what);
        this.#own.failed(source, what);
        return;
      }
      const failures = together(stored?.value.failures ?? [], own, this.#clock());
      try {
        await documents.write(
          [{ collection: FAILURES, id, expected: stored?.version ?? 0, value: { failures } }],
          "sign-in",
        );
        return;
      } catch (error) {
        if (!(error instanceof DocumentMovedError)) throw error;
      }
    }
  }

  /** A source that got it right starts anew, everywhere. */
  async succeeded(source: string, what: string): Promise<void> {
    this.#own.succeeded(source, what);
    const id = await this.#idOf(source, what);
    const stored = await this.#store.documents.get<Failed>(FAILURES, id);
    if (stored !== undefined)
      await this.#store.documents.write([{ collection: FAILURES, id, value: null }], "sign-in");
  }

  /** Takes away what is forgotten; gives how many documents. */
  async sweep(): Promise<number> {
    const now = this.#clock();
    const { documents } = this.#store;
    const old = (await documents.list<Failed>(FAILURES)).filter(
      ({ value }) => counting(value.failures, now).length === 0,
    );
    if (old.length > 0)
      await documents.write(
        old.map(({ id }) => ({ collection: FAILURES, id, value: null })),
        "sign-in",
      );
    return old.length;
  }

  /**
   * The name of a source and what it tried, by which nobody finds out the source: there are only four thousand million addresses, so it
   * is keyed by a secret of the registry's, which is kept sealed.
   */
  async #idOf(source: string, what: string): Promise<string> {
    this.#secret ??= this.#readSecret();
    const secret = await this.#secret.catch((error: unknown) => {
      this.#secret = undefined;
      throw error;
    });
    return createHmac("sha256", secret)
      .update(`${networkOf(source)} ${what}`)
      .digest("hex");
  }

  async #readSecret(): Promise<Buffer> {
    const { documents } = this.#store;
    const stored = await documents.get<{ readonly sealed: string }>(SECRET, SECRET_ID);
    if (stored !== undefined)
      return Buffer.from(await this.#store.unseal(SECRET, stored.value.sealed), "base64url");
    const secret = randomBytes(32);
    const sealed = await this.#store.seal(SECRET, secret.toString("base64url"));
    try {
      await documents.write(
        [{ collection: SECRET, id: SECRET_ID, expected: 0, value: { sealed } }],
        "sign-in",
      );
      return secret;
    } catch (error) {
      // Another process was quicker: its secret is the one.
      if (error instanceof DocumentMovedError) return this.#readSecret();
      throw error;
    }
  }
}
