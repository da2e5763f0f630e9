/** Asks a thread of its own for the plan of an import; one at a time, since each holds a registry in memory of its own. */
import { Worker } from "node:worker_threads";
import { ExchangeError } from "@comity/exchange";
import type { Act } from "@comity/registry";
import { problem } from "../problems/problem.ts";
import {
  ACTS_AT_ONCE,
  type ImportMessage,
  type ImportOrder,
  type ImportTask,
  type PlanInShort,
} from "./import-thread.ts";

/** So many more wait; whoever comes then is told to come again. */
const MOST_WAITING = 8;
const SECONDS_TO_WAIT = "10";
/** A thread stays for so long, for the next of the dry runs that follow each other. */
const IDLE_MILLISECONDS = 60_000;

/** A source that is not compiled has its thread among what was. */
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "../../dist/imports/import-thread.js" : "./import-thread.js",
  import.meta.url,
);

/** A plan as the thread made it. */
export interface Planned {
  readonly plan: PlanInShort;
  /** The text of `planAsJson`, in UTF-8. */
  readonly json: Uint8Array;
  /** Where they were wanted. */
  readonly acts: readonly Act[];
}

/** Makes plans of imports. */
export class Imports {
  readonly #waiting: (() => void)[] = [];
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** The task under way. */
  #under: { readonly hear: (said: ImportMessage) => void; readonly fail: (error: Error) => void } | undefined;
  #isBusy = false;
  #isClosed = false;

  /**
   * The plan of a task. `readActs` is asked once it is this task's turn.
   *
   * @throws ExchangeError where a file as a whole cannot be brought in; Problem `busy` where too many wait.
   */
  async plan(task: ImportTask, readActs: () => Promise<readonly Act[]>): Promise<Planned> {
    if (this.#isBusy) {
      if (this.#waiting.length >= MOST_WAITING)
        throw problem(503, "busy", "others are bringing in lists", {
          help: "try again in a moment",
          headers: { "Retry-After": SECONDS_TO_WAIT },
        });
      await new Promise<void>((next) => this.#waiting.push(next));
    }
    this.#isBusy = true;
    try {
      return await this.#aside(task, await readActs());
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#isBusy = false;
      else next();
    }
  }

  async #aside(task: ImportTask, acts: readonly Act[]): Promise<Planned> {
    if (this.#isClosed) throw problem(503, "not-ready", "the server is stopping");
    clearTimeout(this.#idle);
    const worker = this.#worker ?? this.#begin();
    try {
      return await new Promise<Planned>((resolve, reject) => {
        let at = 0;
        const say = (order: ImportOrder): void => worker.postMessage(order);
        const hand = (): void => {
          say({ acts: acts.slice(at, at + ACTS_AT_ONCE) });
          at += ACTS_AT_ONCE;
        };
        let made: Omit<Planned, "acts"> | undefined;
        const found: Act[] = [];
        const hear = (said: ImportMessage): void => {
          if ("wants" in said) hand();
          else if ("plan" in said) made = said;
          else if ("page" in said) for (const act of said.page) found.push(act);
          else if ("problems" in said) reject(new ExchangeError(said.problems));
          else if (made !== undefined) resolve({ ...made, acts: found });
        };
        this.#under = { hear, fail: reject };
        say({ task });
        hand();
      });
    } finally {
      this.#under = undefined;
      this.#idle = setTimeout(() => void this.#end(), IDLE_MILLISECONDS).unref();
    }
  }

  /** Starts the thread. It goes on to the next task; where it ends, the task under way fails. */
  #begin(): Worker {
    const worker = new Worker(THREAD, { workerData: { imports: true } });
    const ended = (error: Error): void => {
      if (this.#worker === worker) this.#worker = undefined;
      this.#under?.fail(error);
    };
    worker.on("message", (said: ImportMessage) => this.#under?.hear(said));
    worker.on("error", ended);
    worker.on("exit", () => ended(new Error("the thread of an import ended early")));
    this.#worker = worker;
    return worker;
  }

  /** Ends the thread: nothing of what it read is kept for longer. */
  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idle);
    for (const next of this.#waiting.splice(0)) next();
    await this.#end();
  }
}
