/** A desk as the server's thread sees it: questions out, answers in, the ledger handed over as it grows. */
import { Worker } from "node:worker_threads";
import type { Policy } from "@comity/policy";
import type { RegistryMeta } from "@comity/registry";
import type { FollowedStore, Store } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import type { DeskData } from "./desk-thread.ts";
import { DeskEndedError, OpenedDesk } from "./opened-desk.ts";
import { PRACTICE } from "./practice.ts";
import type { AnswerTo, FromDesk, Moment, Question, ToDesk } from "./questions.ts";

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

/** So many questions wait at most. */
const MOST_WAITING = 200;
/** A question whose desk ends is asked of another one, once: it may be what ends them. */
const MOST_DESKS = 2;

export interface DeskParts {
  readonly store: Store;
  readonly followed: FollowedStore;
  readonly policy: Policy;
}

/** One desk, opened when first asked, and again where it ended. */
export class DeskClient {
  readonly #parts: DeskParts;
  readonly #open: OpenDesk;
  #desk: Promise<OpenedDesk> | undefined;
  #asking = 0;
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

  /** Opens the desk and lets it derive what is likely to be asked first; whatever goes wrong is told whoever asks it something. */
  async prepare(): Promise<void> {
    try {
      for (let turn = 0; turn <= PRACTICE && !this.#isClosed; turn++)
        await this.ask({ sort: "prepare", moment: this.moment, turn });
    } catch {
      // A draft for practice may not fit the registry; nobody waits for it.
    }
  }

  /** How many questions wait. */
  get waiting(): number {
    return this.#asking;
  }

  /**
   * Asks. Whoever goes away meanwhile aborts, and what was not begun is not done.
   *
   * @throws whatever is wrong with the question (DraftError), `desk-busy` and `desk-ended` (503).
   */
  async ask<Asked extends Question>(question: Asked, signal?: AbortSignal): Promise<AnswerTo[Asked["sort"]]> {
    if (this.#asking >= MOST_WAITING)
      throw problem(503, "desk-busy", "too many drafts are being worked out at once", {
        headers: { "Retry-After": "2" },
      });
    this.#asking++;
    try {
      for (let desks = 1; ; desks++)
        try {
          return await (await this.#opened()).ask(question, signal);
        } catch (error) {
          if (!(error instanceof DeskEndedError)) throw error;
          if (desks === MOST_DESKS)
            throw problem(503, "desk-ended", "what works drafts out has ended before it answered", {
              headers: { "Retry-After": "10" },
              cause: error,
            });
        }
    } finally {
      this.#asking--;
    }
  }

  #opened(): Promise<OpenedDesk> {
    if (this.#isClosed) return Promise.reject(stopping());
    if (this.#desk !== undefined) return this.#desk;
    const { store, policy } = this.#parts;
    const opening = store
      .meta()
      .then((meta) => new OpenedDesk(this.#open(policy, meta), store, () => this.#forget(opening)));
    // Where it could not be opened, the next question tries again.
    opening.catch(() => this.#forget(opening));
    this.#desk = opening;
    return opening;
  }

  #forget(desk: Promise<OpenedDesk>): void {
    if (this.#desk === desk) this.#desk = undefined;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const desk = await this.#desk?.catch(() => undefined);
    await desk?.close(stopping());
  }
}

const stopping = () => problem(503, "stopping", "the server is stopping");
