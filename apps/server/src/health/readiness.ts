/** Whether the server is ready, and why not. */
import type { Store } from "@comity/store";

/** The store must answer within this time. */
const PATIENCE_MILLISECONDS = 2_000;

export class Readiness {
  readonly #store: Store;
  #reason: string | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** From now on the server is not ready, for this reason: it stops, or entries cannot be read. */
  end(reason: string): void {
    this.#reason ??= reason;
  }

  /** Why the server is not ready; undefined where it is. */
  async fault(): Promise<string | undefined> {
    if (this.#reason !== undefined) return this.#reason;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve("the store does not answer"), PATIENCE_MILLISECONDS);
    });
    const asked = this.#store.head().then(
      () => this.#reason,
      () => "the store cannot be reached",
    );
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }
}
