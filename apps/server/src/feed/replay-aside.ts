/** Asks a thread of its own for a stretch of the feed's way; a few at a time. */
import { Worker } from "node:worker_threads";
import type { Policy } from "@comity/policy";
import type { Entry, Store } from "@comity/store";
import type { Cursor } from "./cursor.ts";
import type { FeedEvent } from "./feed-event.ts";
import { KEPT, type Keeping } from "./feed-path.ts";
import type { ReplayMessage, ReplayTask } from "./replay-thread.ts";

/** Each derives a whole registry, in memory of its own. */
const AT_ONCE = 2;
const PAGE = 1_000;

/** A source that is not compiled has its thread among what was. */
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/feed/replay-thread.js" : "./replay-thread.js",
  import.meta.url,
);

/** Goes ways again. */
export class Replays {
  readonly #store: Store;
  readonly #policy: Policy;
  readonly #most: Keeping;
  readonly #waiting: (() => void)[] = [];
  readonly #workers = new Set<Worker>();
  #running = 0;

  constructor(store: Store, policy: Policy, most: Keeping = KEPT) {
    this.#store = store;
    this.#policy = policy;
    this.#most = most;
  }

  /** The events from one place to another; undefined where they are more than may be. */
  async events(from: Cursor, to: Cursor): Promise<FeedEvent[] | undefined> {
    if (this.#running >= AT_ONCE) await new Promise<void>((next) => this.#waiting.push(next));
    this.#running++;
    try {
      return await this.#aside({
        policy: this.#policy,
        registry: this.#store.registry,
        from,
        to,
        most: this.#most,
      });
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #aside(replay: ReplayTask): Promise<FeedEvent[] | undefined> {
    const worker = new Worker(THREAD, { workerData: { replay } });
    this.#workers.add(worker);
    let next = (): void => undefined;
    const message = new Promise<ReplayMessage>((resolve, reject) => {
      worker.on("message", (said: ReplayMessage | "next") => {
        if (said === "next") next();
        else resolve(said);
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("the thread of a replay ended early")));
    });
    message.catch(() => undefined);
    try {
      const fed = this.#feed(worker, replay.to.position, (wake) => {
        next = wake;
      });
      const said = await Promise.race([message, fed.then(() => message)]);
      if ("isTooLong" in said) return undefined;
      return said.events.map(({ all, ...event }) => ({ ...event, parts: () => Promise.resolve(all) }));
    } finally {
      this.#workers.delete(worker);
      await worker.terminate();
    }
  }

  /** Hands over all entries up to a position, a page at a time, so that nothing is heaped up in between. */
  async #feed(worker: Worker, through: number, onNext: (wake: () => void) => void): Promise<void> {
    let page: Entry[] = [];
    const hand = async (): Promise<void> => {
      const taken = new Promise<void>(onNext);
      worker.postMessage(page);
      const isLast = page.length === 0;
      page = [];
      if (!isLast) await taken;
    };
    for await (const entry of this.#store.entries()) {
      if (entry.position > through || !this.#workers.has(worker)) break;
      if (page.push(entry) === PAGE) await hand();
    }
    if (page.length > 0) await hand();
    await hand();
  }

  close(): void {
    for (const worker of this.#workers) void worker.terminate();
    for (const next of this.#waiting.splice(0)) next();
  }
}
