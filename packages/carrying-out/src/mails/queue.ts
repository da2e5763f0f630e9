/**
 * The queue of mails: pg-boss, in a schema of its own, on the store's database. It says which mail is next and when one is tried
 * again; what is true of a mail is said by its document alone. A queue that was lost is filled again from those.
 */
import type { Store } from "@comity/store";
import { CompiledQuery } from "kysely";
import PgBoss from "pg-boss";

/** Of each mail one job waits at most, however often it is put in: a sweep would else add one a minute for each mail that waits. */
const QUEUE = "mails";
const POLICY = "short";
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

/**
 * Runs a statement of the queue on a connection of the store's, with the rights of its user: those in which the store works make
 * no schemas. Nobody else has the connection meanwhile, and it is given back as it was.
 */
function asOwner(store: Store, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  return store.db.connection().execute(async (connection) => {
    const run = async (one: string, given: unknown[] = []): Promise<unknown[]> =>
      (await connection.executeQuery(CompiledQuery.raw(one, given))).rows as unknown[];
    const [before] = (await run("select current_setting('role') as role")) as { role: string }[];
    await run("reset role");
    try {
      return { rows: await run(text, values) };
    } catch (error) {
      // Several statements in one leave their transaction open where one of them fails.
      await run("rollback");
      throw error;
    } finally {
      if (before !== undefined && before.role !== "none") await run(`set role "${before.role}"`);
    }
  });
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
    const executeSql = (text: string, values: unknown[] = []) => asOwner(store, text, values);
    const where =
      store.engine === "postgres" && url !== undefined
        ? { connectionString: url, max: 2 }
        : { db: { executeSql } };
    const boss = new PgBoss({ ...where, schema: SCHEMA, schedule: false, application_name: "comity mails" });
    boss.on("error", onFault);
    await boss.start();
    await boss.createQueue(QUEUE, {
      name: QUEUE,
      policy: POLICY,
      retryLimit: 0,
      expireInSeconds: EXPIRE_SECONDS,
    });
    return new MailQueue(boss, onFault);
  }

  /** Puts mails in, to be looked at now or from an instant on. One that is in already stays as it is. */
  async put(mails: readonly string[], from?: Date): Promise<void> {
    const jobs = mails.map((mail) => ({
      name: QUEUE,
      singletonKey: mail,
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
