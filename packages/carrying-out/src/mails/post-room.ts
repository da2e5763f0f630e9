/** The post room of a process: its queue, filled from what documents say, and the hands that work on it. */

import type { PostOffice } from "./post-office.ts";
import { MailQueue, type QueueOptions } from "./queue.ts";

/** So often all mails are looked at: for those that a lost queue, or a process that ended, left behind. */
const SWEEP_MILLISECONDS = 60_000;

export class PostRoom {
  readonly #office: PostOffice;
  readonly #queue: MailQueue;
  readonly #onFault: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #sweeping: Promise<void> | undefined;
  #isStopped = false;

  private constructor(
    office: PostOffice,
    queue: MailQueue,
    onFault: (error: unknown) => void,
    sweep: number,
  ) {
    this.#office = office;
    this.#queue = queue;
    this.#onFault = onFault;
    this.#timer = setInterval(() => this.sweep(), sweep);
    this.#timer.unref();
  }

  /** Opens the queue, fills it, and begins to work on it. */
  static async open(
    office: PostOffice,
    options: QueueOptions & { readonly sweepMilliseconds?: number },
  ): Promise<PostRoom> {
    const queue = await MailQueue.open(office.desk.store, options);
    const room = new PostRoom(
      office,
      queue,
      options.onFault,
      options.sweepMilliseconds ?? SWEEP_MILLISECONDS,
    );
    await room.#fill();
    await queue.work((mail) => (room.#isStopped ? Promise.resolve(undefined) : office.handle(mail)));
    return room;
  }

  /** Puts every mail in that something may still happen to. */
  async #fill(): Promise<void> {
    await this.#queue.put(await this.#office.underWay());
  }

  /** Looks at all mails, unless somebody is at it. */
  sweep(): void {
    if (this.#isStopped) return;
    this.#sweeping ??= this.#fill()
      .catch(this.#onFault)
      .finally(() => {
        this.#sweeping = undefined;
      });
  }

  /** Puts mails in that were released just now. */
  async put(mails: readonly string[]): Promise<void> {
    await this.#queue.put(mails);
  }

  /** Lets the mail that is being handed over be handed over, and ends. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#sweeping;
    await this.#queue.stop();
  }
}
