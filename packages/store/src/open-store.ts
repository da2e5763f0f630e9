/** Opening a store: a folder, or a registry on a PostgreSQL server. */
import { join } from "node:path";
import type { RegistryMeta } from "@comity/registry";
import type { Kysely } from "kysely";
import { DOCUMENT_JOURNAL, DocumentJournal } from "./documents/document-journal.ts";
import { DocumentTable } from "./documents/document-table.ts";
import type { DocumentShelf } from "./documents/documents.ts";
import { EmbeddedEngine } from "./engine/embedded.ts";
import type { Engine } from "./engine/engine.ts";
import type { Journal } from "./engine/journal.ts";
import { PostgresEngine } from "./engine/postgres.ts";
import { readStoreFile } from "./engine/store-folder.ts";
import { documentsIn, entriesIn, readManifest, restoreKeys, restoreLooks } from "./ledger/backup.ts";
import { bodyOf, type Entry } from "./ledger/entry.ts";
import { type Hook, insertEntries } from "./ledger/insert-entries.ts";
import { headOf, pagesOfBlocks } from "./ledger/read-entries.ts";
import { VaultSealer } from "./ledger/vault-sealer.ts";
import { OpenStore } from "./opened-store.ts";
import { erasuresIn } from "./people/erasure.ts";
import { LOOK_JOURNAL, type LookBook, LookJournal, LookTable } from "./people/look-book.ts";
import {
  areProjectionsCurrent,
  rebuildProjections,
  updateProjections,
} from "./projection/update-projections.ts";
import type { Schema } from "./schema/schema.ts";
import type { Store } from "./store.ts";
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
  /**
   * Embedded: is given the entries that the journal holds, sealed, and what the registry says of itself, while the database's process
   * still starts. Whatever it derives from them counts if the store has the same head once it is open.
   */
  readonly onJournal?: (entries: readonly Entry[], meta: RegistryMeta) => void;
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
 * `store-unreachable`, `unprotected-line`, `line-refused`, `master-key-wrong`, `journal-behind`, `journal-broken`, `read-only`, `disk-full`.
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
    await restoreKeys(backup, store.shelf, manifest, (options.clock ?? (() => new Date()))());
    await restoreLooks(backup, store.book);
    await store.documents.restore(documentsIn(backup, manifest));
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
          { hooks },
        ),
      ),
  };
  let early: Promise<Entry[][]> | undefined;
  let given: Promise<void> | undefined;
  const onJournal = (journal: Journal): void => {
    const reading = allPages(pagesOfBlocks(journal.blocks(), journal.path));
    // What is wrong with a line is told where the journal is held against the database.
    reading.catch(() => undefined);
    early = reading;
    if (options.onJournal === undefined) return;
    const { onJournal } = options;
    given = Promise.all([reading, readStoreFile(where)]).then(
      ([pages, { registry, meta }]) => onJournal(pages.flat(), meta ?? { name: registry, title: registry }),
      () => undefined,
    );
  };
  const engine = isServer(where)
    ? await PostgresEngine.open(where, { create })
    : await EmbeddedEngine.open(where, {
        create,
        registry: options.registry,
        clock,
        follower,
        rebuild: options.rebuild === true,
        ...(options.readsActs === true || options.onJournal !== undefined ? { onJournal } : {}),
      });
  let keys: KeyJournal | undefined;
  let book: LookBook | undefined;
  let documents: DocumentShelf | undefined;
  try {
    const wanted = engine instanceof EmbeddedEngine ? engine.registry : options.registry;
    const registry = await registryOf(engine, wanted, create, clock());
    if (engine instanceof EmbeddedEngine) {
      keys = await KeyJournal.open(join(engine.folder, KEY_JOURNAL));
      book = await LookJournal.open(join(engine.folder, LOOK_JOURNAL));
      documents = await DocumentJournal.open(join(engine.folder, DOCUMENT_JOURNAL), clock);
    } else {
      book = new LookTable(engine.db, registry);
      documents = new DocumentTable(engine, registry, clock);
    }
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
    const letGo: Hook = { after: ({ transaction, entries }) => sealer.letGo(transaction, entries, clock()) };
    const recording = keys === undefined ? [...hooks, letGo] : hooks;
    const context = { engine, registry, clock, sealer, hooks: recording, patienceSeconds };
    const kept = { keys, book, documents, shelf: shelfIn(engine.db) };
    await given;
    return new OpenStore(context, sealer, kept, await early);
  } catch (error) {
    await keys?.close();
    await book?.close();
    await documents?.close();
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
