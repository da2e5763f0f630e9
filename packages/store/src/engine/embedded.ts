/**
 * The embedded engine: PGlite in a folder, behind a lock, with a journal of acts that is fsynced before an act is
 * acknowledged. The journal is what counts: a database that is behind it, lost or broken is made to follow.
 */
import { rm } from "node:fs/promises";
import { CompiledQuery, Kysely, PostgresDialect, sql } from "kysely";
import { EMPTY_HEAD, type Entry, type Head } from "../ledger/entry.ts";
import { hasStore, migrate, ROLE } from "../schema/migrate.ts";
import type { Schema } from "../schema/schema.ts";
import { StoreError } from "../store-error.ts";
import type { Engine } from "./engine.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { Journal } from "./journal.ts";
import { endOrphan, SessionPool } from "./pglite-session.ts";
import {
  isDatabaseTrusted,
  makeFolder,
  noteWriting,
  pathsIn,
  readStoreFile,
  syncDatabase,
} from "./store-folder.ts";

/** How the ledger reads a database and brings entries into it that the journal has already. */
export interface Follower {
  /** Called with a database that may be new, before entries are brought into it. */
  prepare(db: Kysely<Schema>): Promise<void>;
  head(db: Kysely<Schema>, registry: string): Promise<Head>;
  follow(db: Kysely<Schema>, registry: string, entries: readonly Entry[]): Promise<void>;
}

/** How to open a folder. */
export interface EmbeddedOptions {
  readonly create: boolean;
  /** The registry's id, where one is made; else it has to be the one that is there. */
  readonly registry: string | undefined;
  readonly clock: () => Date;
  readonly follower: Follower;
  /** Makes the database anew from the journal, whatever state it is in. */
  readonly rebuild?: boolean;
  /** Is told of the journal once that is open, while the database's process still starts. */
  readonly onJournal?: (journal: Journal) => void;
}

/** So many entries are brought into the database at once. */
const FOLLOWED_AT_ONCE = 2_000;

/** PGlite in a folder. */
export class EmbeddedEngine implements Engine {
  readonly kind = "embedded";
  readonly folder: string;
  readonly registry: string;
  readonly warnings: readonly string[] = [];
  db!: Kysely<Schema>;
  readonly journal: Journal;
  readonly #lock: FolderLock;
  readonly #follower: Follower;
  readonly #listeners = new Set<() => void>();
  #pool!: SessionPool;
  /** The hash of the journal's last entry. */
  #written = EMPTY_HEAD.hash;
  #isClosed = false;

  private constructor(
    folder: string,
    registry: string,
    journal: Journal,
    lock: FolderLock,
    follower: Follower,
  ) {
    this.folder = folder;
    this.registry = registry;
    this.journal = journal;
    this.#lock = lock;
    this.#follower = follower;
  }

  static async open(folder: string, options: EmbeddedOptions): Promise<EmbeddedEngine> {
    const { create, registry, clock, follower } = options;
    const file = create ? await makeFolder(folder, registry ?? "main") : await readStoreFile(folder);
    if (registry !== undefined && registry !== file.registry)
      throw new StoreError(
        "not found",
        "no-registry",
        `\`${folder}\` holds the registry \`${file.registry}\`, not \`${registry}\``,
      );
    const lock = await lockFolder(folder, clock());
    try {
      await endOrphan(pathsIn(folder).session);
      const journal = await Journal.open(pathsIn(folder).acts);
      options.onJournal?.(journal);
      const engine = new EmbeddedEngine(folder, file.registry, journal, lock, follower);
      try {
        await engine.#start(options.rebuild === true);
      } catch (error) {
        await engine.#pool?.end();
        await journal.close();
        throw error;
      }
      return engine;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** The number of the database's process; for tests that kill it. */
  get pid(): number | undefined {
    return this.#pool.pid;
  }

  async #start(rebuild: boolean): Promise<void> {
    const isNew = rebuild || !(await isDatabaseTrusted(this.folder));
    if (isNew) await this.#forget();
    await noteWriting(this.folder, isNew);
    try {
      await this.#connect();
    } catch (error) {
      if (error instanceof StoreError && error.code !== "store-lost") throw error;
      // Broken in a way that we did not foresee. The journal has everything.
      await this.#pool.end();
      await this.#forget();
      await this.#connect();
    }
    await this.#followJournal();
  }

  async #forget(): Promise<void> {
    await rm(pathsIn(this.folder).database, { recursive: true, force: true });
  }

  async #connect(): Promise<void> {
    const { database, session } = pathsIn(this.folder);
    let hasRole = false;
    this.#pool = new SessionPool({ database }, session);
    this.db = new Kysely<Schema>({
      dialect: new PostgresDialect({
        pool: this.#pool,
        // The first session makes the role; one that is started later, in place of one that was lost, takes it at once.
        onCreateConnection: async (connection) => {
          if (hasRole) await connection.executeQuery(CompiledQuery.raw(`set role ${ROLE}`));
        },
      }),
    }).withSchema("comity");
    if (!(await hasStore(this.db))) await sql`create schema if not exists comity`.execute(this.db);
    await migrate(this.db);
    await sql`set role ${sql.ref(ROLE)}`.execute(this.db);
    hasRole = true;
  }

  /** Brings into the database what the journal has and it has not. */
  async #followJournal(): Promise<void> {
    await this.#follower.prepare(this.db);
    const head = await this.#follower.head(this.db, this.registry);
    const line = await this.journal.lastLine();
    const last = line === undefined ? EMPTY_HEAD : entryIn(line, this.journal.path);
    this.#written = last.hash;
    if (head.position === last.position && head.hash === last.hash) return;
    if (head.position >= last.position) throw this.#disagreement(head, last);
    let waiting: Entry[] = [];
    for await (const text of this.journal.lines()) {
      const entry = entryIn(text, this.journal.path);
      if (entry.position === head.position && entry.hash !== head.hash) throw this.#disagreement(head, entry);
      if (entry.position <= head.position) continue;
      if (waiting.push(entry) < FOLLOWED_AT_ONCE) continue;
      await this.#follower.follow(this.db, this.registry, waiting);
      waiting = [];
    }
    if (waiting.length > 0) await this.#follower.follow(this.db, this.registry, waiting);
  }

  #disagreement(head: Head, entry: Head): StoreError {
    const isBehind = head.position > entry.position;
    return new StoreError(
      "fault",
      isBehind ? "journal-behind" : "journal-broken",
      isBehind
        ? `the journal of \`${this.folder}\` ends at entry ${entry.position}, and its database at ${head.position}: acts are missing from the journal`
        : `the journal of \`${this.folder}\` and its database have different entries ${entry.position}`,
      { help: "restore a backup; both files are left as they are" },
    );
  }

  async persist(lines: readonly string[]): Promise<void> {
    const [first, last] = [lines[0], lines.at(-1)].map((line) => entryIn(line!, this.journal.path));
    // A commit may have failed after its lines were written: the database has to follow before anything else is recorded.
    if (first!.previous !== this.#written)
      throw new StoreError("fault", "store-lost", "the database is behind its journal", {
        help: "open the store again",
      });
    await this.journal.append(lines);
    this.#written = last!.hash;
  }

  async recover(): Promise<void> {
    if (!this.#isClosed) await this.#followJournal();
  }

  onRecorded(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  recorded(): void {
    for (const listener of this.#listeners) setImmediate(listener);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#pool.end();
    await this.journal.close();
    await syncDatabase(this.folder);
    await this.#lock.release();
  }
}

/** The entry of a journal's line. */
function entryIn(line: string, path: string): Entry {
  try {
    return JSON.parse(line) as Entry;
  } catch (error) {
    throw new StoreError("fault", "journal-broken", `\`${path}\` holds a line that is no entry`, {
      cause: error,
    });
  }
}
