/** The parent's end of PGlite: starts the process, keeps its one session, and hands that out to one after the other. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";
import { StoreError } from "../store-error.ts";
import { TYPES } from "./client-settings.ts";
import { replaceFile } from "./durable-files.ts";
import type { SessionArguments } from "./pglite-process.ts";
import { isRunning, markOf, type ProcessMark } from "./process-mark.ts";

/** A process cannot run from the sources where these are run by a tool that reads TypeScript: then what was built is run. */
const SCRIPT = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../dist/engine/pglite-process.js" : "./pglite-process.js",
    import.meta.url,
  ),
);

/**
 * How much WebAssembly runs before V8 compiles a function again, optimised. With its own budget a command that opens a
 * store, asks once and closes it spends a quarter of its processor time on code that it never runs; one that stays open
 * comes to the same code a moment later.
 */
const LATE_TIERING = "--wasm-tiering-budget=200000000";

/** Nobody waits longer for the one session: whoever holds it then waits for itself. */
const LONGEST_WAIT_SECONDS = 120;
const LONGEST_LAST_WORDS = 2_000;

/** Ends the process that a killed parent left behind with the database open, if it still runs. */
export async function endOrphan(path: string): Promise<void> {
  let mark: ProcessMark;
  try {
    mark = JSON.parse(await readFile(path, "utf8")) as ProcessMark;
  } catch {
    return;
  }
  while (isRunning(mark)) {
    try {
      process.kill(mark.pid, "SIGKILL");
    } catch {
      break;
    }
    await after(5);
  }
  await rm(path, { force: true });
}

/** The process of PGlite and the one client that talks to it. */
class Session {
  readonly #child: ChildProcess;
  readonly client: pg.Client;
  readonly #ended: Promise<string>;
  #lent: PostgresPoolClient | undefined;
  isLost = false;

  private constructor(child: ChildProcess, client: pg.Client) {
    this.#child = child;
    this.client = client;
    let words = "";
    child.stderr!.on("data", (part: Buffer) => {
      words = (words + part.toString()).slice(-LONGEST_LAST_WORDS);
    });
    this.#ended = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        this.isLost = true;
        resolve(words.trim() || `it ended with ${signal ?? `exit code ${code}`}`);
      });
    });
    client.on("error", () => {
      this.isLost = true;
    });
  }

  static async start(folder: SessionArguments, pidFile: string): Promise<Session> {
    const child = spawn(process.execPath, [LATE_TIERING, SCRIPT, folder.database], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    const socket = child.stdio[3] as Socket;
    // It is connected from the start; the driver wants to do that itself.
    const connected = Object.assign(socket, { connect: () => setImmediate(() => socket.emit("connect")) });
    const client = new pg.Client({
      stream: () => connected,
      user: "postgres",
      database: "postgres",
      ssl: false,
      types: TYPES,
    });
    const session = new Session(child, client);
    try {
      if (child.pid !== undefined) await replaceFile(pidFile, JSON.stringify(markOf(child.pid)));
      await client.connect();
      await client.query("set timezone to 'UTC'");
    } catch (error) {
      child.kill("SIGKILL");
      throw new StoreError("fault", "store-lost", `the database did not start: ${await session.#ended}`, {
        cause: error,
      });
    }
    return session;
  }

  /** The client as Kysely wants it: the same object for the same session. */
  lent(release: () => void): PostgresPoolClient {
    this.#lent ??= { query: this.client.query.bind(this.client) as PostgresPoolClient["query"], release };
    return this.#lent;
  }

  /** Ends it; a process that does not answer is killed: PGlite's files survive that. */
  async end(): Promise<void> {
    if (!this.isLost)
      await Promise.race([this.client.end(), after(10_000, undefined, { ref: false })]).catch(
        () => undefined,
      );
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await this.#ended;
    clearTimeout(timer);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }
}

/** PGlite has one session: a pool of one, in the form that Kysely asks for. Where the process was lost, another is started. */
export class SessionPool implements PostgresPool {
  readonly #arguments: SessionArguments;
  readonly #pidFile: string;
  #session: Session | undefined;
  #isTaken = false;
  #isEnded = false;
  readonly #waiting: (() => void)[] = [];

  constructor(folder: SessionArguments, pidFile: string) {
    this.#arguments = folder;
    this.#pidFile = pidFile;
  }

  /** The number of the process; for tests that kill it. */
  get pid(): number | undefined {
    return this.#session?.pid;
  }

  async connect(): Promise<PostgresPoolClient> {
    await this.#turn();
    try {
      if (this.#isEnded) throw new StoreError("fault", "store-closed", "the store is closed");
      if (this.#session?.isLost === true) {
        await this.#session.end();
        this.#session = undefined;
      }
      this.#session ??= await Session.start(this.#arguments, this.#pidFile);
    } catch (error) {
      this.#release();
      throw error;
    }
    return this.#session.lent(() => this.#release());
  }

  async #turn(): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return;
    }
    const { promise, resolve, reject } = withResolvers();
    this.#waiting.push(resolve);
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
      reject(
        new StoreError(
          "fault",
          "store-lost",
          `the database has been busy for ${LONGEST_WAIT_SECONDS} seconds`,
          {
            help: "a query inside a transaction has to use that transaction: there is one session",
          },
        ),
      );
    }, LONGEST_WAIT_SECONDS * 1000);
    await promise.finally(() => clearTimeout(timer));
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#isTaken = false;
    else next();
  }

  async end(): Promise<void> {
    if (this.#isEnded) return;
    await this.#turn();
    this.#isEnded = true;
    await this.#session?.end();
    this.#session = undefined;
    await rm(this.#pidFile, { force: true });
    this.#release();
  }
}

function withResolvers(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
} {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
