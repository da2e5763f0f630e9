/** A desk as the server's thread sees it: questions out, answers in, the ledger handed over as it grows. */
import { Worker } from "node:worker_threads";
import type { Policy } from "@comity/policy";
import type { RegistryMeta } from "@comity/registry";
import type { FollowedStore, Store } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import type { DeskData } from "./desk-thread.ts";
import type { AnswerTo, FromDesk, Moment, Question, ToDesk, ToldError } from "./questions.ts";

/** The other side of a desk's port. */
export interface DeskLine {
  post(message: ToDesk): void;
  onMessage(listener: (message: FromDesk) => void): void;
  /** It has ended, and will say nothing more. */
  onEnd(listener: (why: string) => void): void;
  end(): Promise<void> | void;
}

/** Opens a desk: in a thread of its own, or where a test wants it. */
export type OpenDesk = (policy: Policy, meta: RegistryMeta) => DeskLine;

/** The built thread: beside this module, or where tests run the sources, in the folder of what was built of them. */
const THREAD = import.meta.url.endsWith(".ts")
  ? new URL("../../../dist/drafts/desk/desk-thread.js", import.meta.url)
  : new URL("./desk-thread.js", import.meta.url);

/** A desk in a thread of its own. */
export const deskThread: OpenDesk = (policy, meta) => {
  const data: DeskData = { policy, meta };
  const worker = new Worker(THREAD, { workerData: data });
  // A server that stops does not wait for a thread that has nothing to do.
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on("message", listener),
    onEnd: (listener) => {
      worker.on("error", (error) => listener(error.message));
      worker.on("exit", () => listener("its thread has ended"));
    },
    end: async () => {
      await worker.terminate();
    },
  };
};

/** An error that a desk threw; the server tells it as what it was. */
class DeskError extends Error {
  constructor({ name, stack, ...told }: ToldError) {
    super(told.message);
    Object.assign(this, told);
    this.name = name;
    if (stack !== undefined) this.stack = stack;
  }
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/** So many questions wait at most. */
const MOST_WAITING = 200;

export interface DeskParts {
  readonly store: Store;
  readonly followed: FollowedStore;
  readonly policy: Policy;
}

/** One desk, opened when first asked, and again where it ended. */
export class DeskClient {
  readonly #parts: DeskParts;
  readonly #open: OpenDesk;
  readonly #waiting = new Map<number, Waiting>();
  #line: Promise<DeskLine> | undefined;
  #stopEntries: (() => void) | undefined;
  #handed = 0;
  readonly #handedUntil: { readonly position: number; readonly done: () => void }[] = [];
  #next = 1;
  #isClosed = false;

  constructor(parts: DeskParts, open: OpenDesk) {
    this.#parts = parts;
    this.#open = open;
  }

  /** The ledger as far as the living evaluation has it, on its day. */
  get moment(): Moment {
    const { followed } = this.#parts;
    return { position: followed.head.position, today: followed.today };
  }

  /** How many questions wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Asks. Whoever goes away meanwhile aborts, and what was not begun is not done.
   *
   * @throws whatever is wrong with the question (DraftError), and `desk-busy` (503).
   */
  async ask<Asked extends Question>(question: Asked, signal?: AbortSignal): Promise<AnswerTo[Asked["sort"]]> {
    if (this.#isClosed) throw problem(503, "stopping", "the server is stopping");
    if (this.#waiting.size >= MOST_WAITING)
      throw problem(503, "desk-busy", "too many drafts are being worked out at once", {
        headers: { "Retry-After": "2" },
      });
    this.#line ??= this.#opened();
    const line = await this.#line;
    if ("moment" in question) await this.#handedOver(question.moment.position);
    signal?.throwIfAborted();
    const number = this.#next++;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        line.post({ sort: "cancel", number });
        this.#waiting.delete(number);
        reject(signal!.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      const done = (): void => signal?.removeEventListener("abort", abort);
      this.#waiting.set(number, {
        resolve: (answer) => {
          done();
          resolve(answer);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      line.post({ sort: "ask", number, question });
    });
  }

  async #opened(): Promise<DeskLine> {
    const { store, policy } = this.#parts;
    const line = this.#open(policy, await store.meta());
    this.#handed = 0;
    line.onMessage((message) => {
      const waiting = this.#waiting.get(message.number);
      this.#waiting.delete(message.number);
      if ("error" in message) waiting?.reject(new DeskError(message.error));
      else waiting?.resolve(message.answer as never);
    });
    line.onEnd((why) => this.#ended(line, why));
    this.#stopEntries = store.onEntries((entries) => {
      line.post({ sort: "entries", entries });
      this.#handed = entries.at(-1)?.position ?? this.#handed;
      for (const [at, { position, done }] of [...this.#handedUntil.entries()].reverse())
        if (position <= this.#handed) {
          this.#handedUntil.splice(at, 1);
          done();
        }
    }, 1);
    return line;
  }

  #handedOver(position: number): Promise<void> {
    if (position <= this.#handed) return Promise.resolve();
    return new Promise((done) => this.#handedUntil.push({ position, done }));
  }

  /** The thread has died: whoever waits is told, and the next question opens another. */
  #ended(line: DeskLine, why: string): void {
    void this.#line?.then((now) => {
      if (now !== line) return;
      this.#line = undefined;
      this.#stopEntries?.();
      const error = new Error(`the desk has ended: ${why}`);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopEntries?.();
    const line = await this.#line;
    await line?.end();
    const stopping = problem(503, "stopping", "the server is stopping");
    for (const { reject } of this.#waiting.values()) reject(stopping);
    this.#waiting.clear();
    for (const { done } of this.#handedUntil.splice(0)) done();
  }
}
