/**
 * The queue of mails: pg-boss, in a schema of its own, on the store's database. It says which mail is next and when one is tried
 * again; what is true of a mail is said by its document alone. A queue that was lost is filled again from those.
 */
import type { Store } from "@comity/store";
import { CompiledQuery } from "kysely";
import PgBoss from "pg-boss";

const QUEUE = "mail";
const SCHEMA = "comity_queue";
const POLL_SECONDS = 0.5;
/** A job that is not heard of for so long is given to another process; the mail's own lease keeps it from being sent twice. */
const EXPIRE_SECONDS = 600;

/** What handles one mail; gives when it is to be looked at again, or undefined where nothing is left to do. */
export type MailHandler = (mail: string) => Promise<Date | undefined>;

export interface QueueOptions {
  /** The store's address, where it lies on a server: the queue needs rights there that the store itself does without. */
  readonly url?: string;
  readonly onFault: (error: unknown) => void;
}

export class MailQueue {
  readonly #boss: PgBoss;
  readonly #onFault: (error: unknown) => void;

  private constructor(boss: PgBoss, onFault: (error: unknown) => void) {
    this.#boss = boss;
    this.#onFault = onFault;
  }

  /** Makes the schema where it is not there. */
  static async open(store: Store, { url, onFault }: QueueOptions): Promise<MailQueue> {
    const executeSql = async (text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> => {
      const { rows } = await store.db.executeQuery(CompiledQuery.raw(text, values));
      return { rows: rows as unknown[] };
    };
    const where =
      store.engine === "postgres" && url !== undefined
        ? { connectionString: url, max: 2 }
        : { db: { executeSql } };
    const boss = new PgBoss({ ...where, schema: SCHEMA, schedule: false, application_name: "comity mails" });
    boss.on("error", onFault);
    await boss.start();
    await boss.createQueue(QUEUE, {
      name: QUEUE,
      policy: "standard",
      retryLimit: 0,
      expireInSeconds: EXPIRE_SECONDS,
    });
    return new MailQueue(boss, onFault);
  }

  /** Puts mails in, to be looked at now or from an instant on. Twice the same does no harm. */
  async put(mails: readonly string[], from?: Date): Promise<void> {
    const jobs = mails.map((mail) => ({
      name: QUEUE,
      data: { mail },
      ...(from === undefined ? {} : { startAfter: from }),
    }));
    for (let k = 0; k < jobs.length; k += 500) await this.#boss.insert(jobs.slice(k, k + 500));
  }

  /** Hands mails to a handler, one after the other. */
  async work(handle: MailHandler): Promise<void> {
    await this.#boss.work<{ mail: string }>(
      QUEUE,
      { pollingIntervalSeconds: POLL_SECONDS, batchSize: 20 },
      async (jobs) => {
        for (const { data } of jobs) {
          try {
            const again = await handle(data.mail);
            if (again !== undefined) await this.put([data.mail], again);
          } catch (error) {
            // The mail's document says how it stands; the next look at all of them finds it.
            this.#onFault(error);
          }
        }
      },
    );
  }

  /** Waits for what is under way, for a while, and ends. */
  async stop(seconds = 10): Promise<void> {
    await this.#boss.stop({ graceful: true, wait: true, timeout: seconds * 1000, close: true });
  }
}
