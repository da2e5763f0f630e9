/** Letters on paper, set apart from the thread that answers requests. */
import { Worker } from "node:worker_threads";
import type { PrintedLetter } from "@comity/print";
import { problem } from "../../problems/problem.ts";
import type { LetterSet, LetterTask } from "./letter-thread.ts";

/** A source that is not compiled has its thread among what was. */
const THREAD = new URL(
  import.meta.url.endsWith(".ts")
    ? "../../../dist/carrying-out/press/letter-thread.js"
    : "./letter-thread.js",
  import.meta.url,
);

/** So many letters wait at most: one takes 20 ms, the first half a second. */
const MOST_WAITING = 100;

interface Waiting {
  readonly resolve: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (error: Error) => void;
}

/** One press, opened when the first letter is asked for, and again where its thread has ended. */
export class LetterPress {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 1;

  /** A letter as PDF. @throws Problem `press-busy` (503). */
  async print(letter: PrintedLetter): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#waiting.size >= MOST_WAITING)
      throw problem(503, "press-busy", "too many letters are being printed at once", {
        headers: { "Retry-After": "2" },
      });
    this.#worker ??= this.#opened();
    const task: LetterTask = { number: this.#next++, letter };
    return new Promise((resolve, reject) => {
      this.#waiting.set(task.number, { resolve, reject });
      this.#worker!.postMessage(task);
    });
  }

  #opened(): Worker {
    const worker = new Worker(THREAD, { workerData: { press: true } });
    // A server that stops does not wait for a thread that has nothing to do.
    worker.unref();
    worker.on("message", (set: LetterSet) => {
      const waiting = this.#waiting.get(set.number);
      this.#waiting.delete(set.number);
      if ("bytes" in set) waiting?.resolve(set.bytes);
      else waiting?.reject(new Error(set.error));
    });
    const ended = (why: string): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error(`the press has ended: ${why}`));
      this.#waiting.clear();
    };
    worker.on("error", (error) => ended(error.message));
    worker.on("exit", () => ended("its thread is over"));
    return worker;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}
