/** A desk that is open: the ledger is handed over to it as it grows, and whoever asked waits for its answer or hears of its end. */
import type { Store } from "@comity/store";
import type { DeskLine } from "./desk-client.ts";
import type { AnswerTo, Question, ToldError } from "./questions.ts";

/** An error that a desk threw; the server tells it as what it was. */
class DeskError extends Error {
  constructor({ name, stack, ...told }: ToldError) {
    super(told.message);
    Object.assign(this, told);
    this.name = name;
    if (stack !== undefined) this.stack = stack;
  }
}

/** The desk has ended before it answered. What is asked of one changes nothing: it can be asked of another. */
export class DeskEndedError extends Error {}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

export class OpenedDesk {
  readonly #line: DeskLine;
  readonly #waiting = new Map<number, Waiting>();
  readonly #stopEntries: () => void;
  /** As far as which the ledger was handed over, and who waits until it was. */
  #handed = 0;
  #handing: { readonly position: number; readonly done: () => void }[] = [];
  #next = 1;
  #end: Error | undefined;

  /** `onEnd` is called once, where the desk ends by itself. */
  constructor(line: DeskLine, store: Pick<Store, "onEntries">, onEnd: () => void) {
    this.#line = line;
    line.onMessage((message) => {
      const waiting = this.#waiting.get(message.number);
      if ("error" in message) waiting?.reject(new DeskError(message.error));
      else waiting?.resolve(message.answer as never);
    });
    line.onEnd((why) => {
      if (this.#end !== undefined) return;
      this.#over(new DeskEndedError(`the desk has ended: ${why}`));
      onEnd();
    });
    this.#stopEntries = store.onEntries((entries) => {
      if (this.#end !== undefined) return;
      line.post({ sort: "entries", entries });
      this.#handed = entries.at(-1)?.position ?? this.#handed;
      const still = this.#handing.filter(({ position }) => position > this.#handed);
      const ready = this.#handing.filter(({ position }) => position <= this.#handed);
      this.#handing = still;
      for (const { done } of ready) done();
    }, 1);
  }

  /** @throws what is wrong with the question; DeskEndedError; the signal's reason. */
  async ask<Asked extends Question>(question: Asked, signal?: AbortSignal): Promise<AnswerTo[Asked["sort"]]> {
    if ("moment" in question) await this.#handedOver(question.moment.position);
    signal?.throwIfAborted();
    if (this.#end !== undefined) throw this.#end;
    const number = this.#next++;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.delete(number);
        this.#line.post({ sort: "cancel", number });
        reject(signal!.reason);
      };
      const leave = (): void => {
        this.#waiting.delete(number);
        signal?.removeEventListener("abort", abort);
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiting.set(number, {
        resolve: (answer) => {
          leave();
          resolve(answer);
        },
        reject: (error) => {
          leave();
          reject(error);
        },
      });
      this.#line.post({ sort: "ask", number, question });
    });
  }

  #handedOver(position: number): Promise<void> {
    if (position <= this.#handed || this.#end !== undefined) return Promise.resolve();
    return new Promise((done) => this.#handing.push({ position, done }));
  }

  /** Ends it; whoever waits is told this error. */
  async close(error: Error): Promise<void> {
    this.#over(error);
    await this.#line.end();
  }

  #over(error: Error): void {
    this.#end ??= error;
    this.#stopEntries();
    for (const { reject } of [...this.#waiting.values()]) reject(error);
    for (const { done } of this.#handing.splice(0)) done();
  }
}
