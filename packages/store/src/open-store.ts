/** Opening a store: a folder, or a registry on a PostgreSQL server. */
import { join } from "node:path";
import type { ActJson, RegistryMeta } from "@comity/registry";
import type { Kysely } from "kysely";
import { EmbeddedEngine } from "./engine/embedded.ts";
import type { Engine } from "./engine/engine.ts";
import type { Journal } from "./engine/journal.ts";
import { PostgresEngine } from "./engine/postgres.ts";
import { readStoreFile, writeMeta } from "./engine/store-folder.ts";
import { Appender, type LedgerContext } from "./ledger/append.ts";
import { entriesIn, readManifest, restoreKeys, restoreLooks, writeBackup } from "./ledger/backup.ts";
import { bodyOf, type Entry, type Head } from "./ledger/entry.ts";
import { followEntries } from "./ledger/follow-entries.ts";
import { type Hook, insertEntries } from "./ledger/insert-entries.ts";
import { askedAhead, headOf, pagesOf, pagesOfLines, positionOfHash } from "./ledger/read-entries.ts";
import { receiveEntries } from "./ledger/receive.ts";
import { VaultSealer } from "./ledger/vault-sealer.ts";
import { verifyDatabase, verifyLines } from "./ledger/verify.ts";
import { erasuresIn } from "./people/erasure.ts";
import { LOOK_JOURNAL, type Look, type LookBook, LookJournal, LookTable } from "./people/look-book.ts";
import { readActs } from "./people/read-acts.ts";
import {
  areProjectionsCurrent,
  rebuildProjections,
  updateProjections,
} from "./projection/update-projections.ts";
import type { Schema } from "./schema/schema.ts";
import type { ActsReading, Store } from "./store.ts";
import { StoreError } from "./store-error.ts";
import { KEY_JOURNAL, KeyJournal } from "./vault/key-journal.ts";
import type { KeyShelf } from "./vault/key-shelf.ts";
import { KeyTable } from "./vault/key-table.ts";
import type { MasterKey } from "./vault/master-key.ts";

/** How to open a store. */
export interface OpenOptions {
  /** Which registry; may be left out where there is one. */
  readonly registry?: string;
  /** What wraps the keys of people. */
  readonly masterKey: MasterKey;
  /** The clock; the machine's where none is given. */
  readonly clock?: () => Date;
  /** Makes the store, or the registry in a database that has others; otherwise it has to be there. */
  readonly create?: boolean;
  /** Makes anew what is derived from the acts; embedded, the whole database from the journal. */
  readonly rebuild?: boolean;
  /** All acts will be read at once. Embedded, the journal is then read while the database's process starts. */
  readonly readsActs?: boolean;
  /** For so long recording is tried again where the connection is lost; 30 seconds where it is not said. */
  readonly patienceSeconds?: number;
}

const USUAL_PATIENCE_SECONDS = 30;

const isServer = (where: string): boolean => /^postgres(ql)?:\/\//.test(where);

/**
 * Opens a store.
 *
 *     const store = await openStore("cern.store", { create: true, registry: "cern", masterKey: masterKeyFrom(process.env) })
 *
 * @throws StoreError `no-store`, `store-exists`, `locked`, `no-registry`, `several-registries`, `newer-store`, `old-server`,
 * `store-unreachable`, `master-key-wrong`, `journal-behind`, `journal-broken`, `read-only`, `disk-full`.
 */
export function openStore(where: string, options: OpenOptions): Promise<Store> {
  return openAs(where, options);
}

/**
 * Makes a store of a backup, in a new folder or on a server, and opens it. It has the same head, and nothing of it is taken on
 * trust: every file is held against its hash and every act against the chain.
 *
 *     const store = await restoreStore("backup-2026-11-22", "postgres://db.example/comity", { masterKey })
 *
 * @throws StoreError as `openStore` and `Store.receive` do; `master-key-wrong` before anything is written.
 */
export async function restoreStore(
  backup: string,
  where: string,
  options: Omit<OpenOptions, "create" | "rebuild">,
): Promise<Store> {
  const manifest = await readManifest(backup);
  if (manifest.masterKey !== options.masterKey.check)
    throw new StoreError("refused", "master-key-wrong", "the master key is not the one of this backup", {
      help: "give the key that the store had when the backup was made",
    });
  const store = await openAs(where, { registry: manifest.registry, ...options, create: true });
  try {
    await restoreKeys(backup, store.shelf, (options.clock ?? (() => new Date()))());
    await restoreLooks(backup, store.book);
    const head = await store.receive(entriesIn(backup));
    if (head.hash !== manifest.head.hash)
      throw new StoreError(
        "fault",
        "broken-chain",
        `the backup ends at entry ${head.position}, not at ${manifest.head.position}`,
      );
    await store.describe(manifest.meta);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openAs(where: string, options: OpenOptions): Promise<OpenStore> {
  const { clock = () => new Date(), create = false, patienceSeconds = USUAL_PATIENCE_SECONDS } = options;
  const hooks: readonly Hook[] = [updateProjections];
  const follower = {
    prepare: () => Promise.resolve(),
    head: headOf,
    follow: (db: Kysely<Schema>, registry: string, entries: readonly Entry[]) =>
      db.transaction().execute((transaction) =>
        insertEntries(
          transaction,
          registry,
          entries.map((entry) => ({ entry, body: bodyOf(entry) })),
          hooks,
        ),
      ),
  };
  let early: Promise<Entry[][]> | undefined;
  const onJournal = (journal: Journal): void => {
    const reading = allPages(pagesOfLines(journal.lines(), Number.MAX_SAFE_INTEGER));
    // What is wrong with a line is told where the journal is held against the database.
    reading.catch(() => undefined);
    early = reading;
  };
  const engine = isServer(where)
    ? await PostgresEngine.open(where, { create })
    : await EmbeddedEngine.open(where, {
        create,
        registry: options.registry,
        clock,
        follower,
        rebuild: options.rebuild === true,
        ...(options.readsActs === true ? { onJournal } : {}),
      });
  let keys: KeyJournal | undefined;
  let book: LookBook | undefined;
  try {
    const wanted = engine instanceof EmbeddedEngine ? engine.registry : options.registry;
    const registry = await registryOf(engine, wanted, create, clock());
    if (engine instanceof EmbeddedEngine) {
      keys = await KeyJournal.open(join(engine.folder, KEY_JOURNAL));
      book = await LookJournal.open(join(engine.folder, LOOK_JOURNAL));
    } else book = new LookTable(engine.db, registry);
    const shelf = keys;
    const shelfIn = (db: Kysely<Schema>): KeyShelf => shelf ?? new KeyTable(db, registry);
    const sealer = new VaultSealer(options.masterKey, shelfIn);
    await sealer.vaultIn(engine.db).unlock();
    // Embedded, a database that is made anew from the journal has derived them with every act.
    const isAsked = options.rebuild === true && engine.kind === "postgres";
    if (isAsked || !(await areProjectionsCurrent(engine.db, registry)))
      await rebuildProjections(engine.db, registry);
    // A crash came between an erasure and its key, or an older backup of the keys was put back.
    await sealer.letGo(engine.db, await erasuresIn(engine.db, registry), clock());
    // On a server a key goes with the transaction that records the erasure; a file of keys is no part of one.
    const letGo: Hook = (transaction, _registry, entries) => sealer.letGo(transaction, entries, clock());
    const recording = keys === undefined ? [...hooks, letGo] : hooks;
    const context = { engine, registry, clock, sealer, hooks: recording, patienceSeconds };
    return new OpenStore(context, sealer, book, keys, shelfIn(engine.db), await early);
  } catch (error) {
    await keys?.close();
    await book?.close();
    await engine.close();
    throw error;
  }
}

/** The registry to work on; made where that is asked for. */
async function registryOf(
  engine: Engine,
  wanted: string | undefined,
  create: boolean,
  now: Date,
): Promise<string> {
  const { db } = engine;
  const rows = await db.selectFrom("registry").select("registry").orderBy("registry").execute();
  const there = rows.map(({ registry }) => registry);
  const listed = there.map((registry) => `\`${registry}\``).join(", ");
  // In a folder the registry's name stands in its file; a database made anew does not know it yet.
  if (create || (engine.kind === "embedded" && wanted !== undefined && there.length === 0)) {
    const registry = wanted ?? "main";
    if (there.includes(registry))
      throw new StoreError("conflict", "store-exists", `the store holds a registry \`${registry}\` already`);
    const meta = engine instanceof EmbeddedEngine ? (await readStoreFile(engine.folder)).meta : undefined;
    await db
      .insertInto("registry")
      .values({
        registry,
        created_at: now.toISOString(),
        ...(meta === undefined ? {} : { meta: JSON.stringify(meta) }),
      })
      .execute();
    return registry;
  }
  if (wanted !== undefined && !there.includes(wanted))
    throw new StoreError("not found", "no-registry", `the store holds no registry \`${wanted}\``, {
      help: there.length === 0 ? "`comity registry init` makes one" : `it holds ${listed}`,
    });
  if (wanted === undefined && there.length > 1)
    throw new StoreError("incorrect", "several-registries", `the store holds several registries: ${listed}`, {
      help: "say which one",
    });
  const registry = wanted ?? there[0];
  if (registry === undefined)
    throw new StoreError("not found", "no-registry", "the store holds no registry", {
      help: "`comity registry init` makes one",
    });
  return registry;
}

async function allPages(pages: AsyncIterable<Entry[]>): Promise<Entry[][]> {
  const all: Entry[][] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** A store over an engine. */
class OpenStore implements Store {
  readonly registry: string;
  readonly #engine: Engine;
  readonly #context: LedgerContext;
  readonly #appender: Appender;
  readonly #keys: KeyJournal | undefined;
  readonly #sealer: VaultSealer;
  readonly shelf: KeyShelf;
  readonly book: LookBook;
  readonly #stops = new Set<() => void>();
  /** The entries that were read while the store was opened, until somebody asks for acts. */
  #early: Entry[][] | undefined;

  constructor(
    context: LedgerContext,
    sealer: VaultSealer,
    book: LookBook,
    keys: KeyJournal | undefined,
    shelf: KeyShelf,
    early: Entry[][] | undefined,
  ) {
    this.#early = early;
    this.registry = context.registry;
    this.#engine = context.engine;
    this.#context = context;
    this.#keys = keys;
    this.shelf = shelf;
    this.#sealer = sealer;
    this.book = book;
    this.#appender = new Appender(context);
  }

  get engine(): "embedded" | "postgres" {
    return this.#engine.kind;
  }

  get db(): Kysely<Schema> {
    return this.#engine.db;
  }

  get warnings(): readonly string[] {
    return this.#engine.warnings;
  }

  async meta() {
    const row = await this.db
      .selectFrom("registry")
      .select("meta")
      .where("registry", "=", this.registry)
      .executeTakeFirst();
    return row?.meta ?? { name: this.registry, title: this.registry };
  }

  async describe(meta: RegistryMeta) {
    const { registry } = this;
    const written = { ...meta, name: registry };
    // The file first: from it a database that was lost learns it again.
    if (this.#engine instanceof EmbeddedEngine) await writeMeta(this.#engine.folder, written);
    await this.db
      .updateTable("registry")
      .set({ meta: JSON.stringify(written) })
      .where("registry", "=", registry)
      .execute();
  }

  async head() {
    const { position, hash } = await headOf(this.db, this.registry);
    return { position, hash };
  }

  async append(...[acts, options]: Parameters<Store["append"]>) {
    const appended = await this.#appender.append(acts, options);
    await this.#sealer.letGo(this.db, appended.added, this.#context.clock());
    return appended;
  }

  receive(entries: AsyncIterable<Entry>) {
    return receiveEntries(this.#context, entries);
  }

  async *entries(from = 1): AsyncGenerator<Entry> {
    for await (const page of pagesOf(this.db, this.registry, from)) yield* page;
  }

  async acts(reading: ActsReading) {
    const head = await this.head();
    const { book } = this;
    const open = (acts: readonly ActJson[]) => this.#sealer.open(this.db, acts);
    const room = { book, clock: this.#context.clock, open };
    return { acts: await readActs(room, this.#pagesThrough(head), reading), head };
  }

  async looks(people?: Iterable<string>) {
    const found: Look[] = [];
    const asked = people === undefined ? undefined : new Set(people);
    for await (const look of this.book.looks(asked)) found.push(look);
    return found;
  }

  rotateKeys(masterKey: MasterKey) {
    return this.#sealer.rotate(this.db, masterKey);
  }

  /** All entries through a head, page by page. */
  #pagesThrough({ position, hash }: Head): Iterable<Entry[]> | AsyncIterable<Entry[]> {
    const early = this.#early;
    this.#early = undefined;
    const newest = early?.at(-1)?.at(-1);
    if (early !== undefined && newest?.position === position && newest.hash === hash) return early;
    // In a folder the journal has the same entries, and no other process has to be asked for them.
    return this.#engine instanceof EmbeddedEngine
      ? pagesOfLines(this.#engine.journal.lines(), position)
      : askedAhead(pagesOf(this.db, this.registry, 1, position));
  }

  async verify() {
    const found = await verifyDatabase(this.db, this.registry);
    if (found.broken !== undefined || !(this.#engine instanceof EmbeddedEngine)) return found;
    const journal = await verifyLines(this.#engine.journal.lines());
    if (journal.broken !== undefined || journal.head.hash === found.head.hash)
      return { ...found, broken: journal.broken };
    const position = Math.min(journal.head.position, found.head.position) + 1;
    const message = `the journal ends at entry ${journal.head.position}, the database at ${found.head.position}`;
    return { ...found, broken: { position, message } };
  }

  positionOf(hash: string) {
    return positionOfHash(this.db, this.registry, hash);
  }

  async backup(folder: string) {
    const { db, registry, shelf, book } = this;
    const [head, meta, takenAt] = [await this.head(), await this.meta(), this.#context.clock()];
    return writeBackup(folder, { db, registry, head, meta, shelf, book, takenAt });
  }

  onEntries(...[listener, fromPosition]: Parameters<Store["onEntries"]>) {
    const stop = followEntries(this.#engine, this.db, this.registry, listener, fromPosition);
    const end = (): void => {
      stop();
      this.#stops.delete(end);
    };
    this.#stops.add(end);
    return end;
  }

  async close() {
    for (const stop of this.#stops) stop();
    await this.#appender.close();
    await this.#keys?.close();
    await this.book.close();
    await this.#engine.close();
  }
}
