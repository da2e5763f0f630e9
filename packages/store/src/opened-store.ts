/** An open store: the ledger, its keys, looks and documents, over whichever engine. */
import type { ActJson, RegistryMeta } from "@comity/registry";
import type { Kysely } from "kysely";
import type { DocumentShelf } from "./documents/documents.ts";
import { SealBox } from "./documents/seal-box.ts";
import { EmbeddedEngine } from "./engine/embedded.ts";
import type { Engine } from "./engine/engine.ts";
import { writeMeta } from "./engine/store-folder.ts";
import { Appender, type LedgerContext } from "./ledger/append.ts";
import { writeBackup } from "./ledger/backup.ts";
import type { Entry, Head } from "./ledger/entry.ts";
import { followEntries } from "./ledger/follow-entries.ts";
import { askedAhead, headOf, pagesOf, pagesOfLines, positionOfHash } from "./ledger/read-entries.ts";
import { receiveEntries } from "./ledger/receive.ts";
import type { VaultSealer } from "./ledger/vault-sealer.ts";
import { verifyDatabase, verifyLines } from "./ledger/verify.ts";
import type { Look, LookBook } from "./people/look-book.ts";
import { readActs } from "./people/read-acts.ts";
import { readPeople } from "./people/read-people.ts";
import type { Schema } from "./schema/schema.ts";
import type { ActsReading, Store } from "./store.ts";
import type { KeyJournal } from "./vault/key-journal.ts";
import { DOCUMENT_KEY, type KeyShelf } from "./vault/key-shelf.ts";
import type { MasterKey } from "./vault/master-key.ts";

/** What is kept beside the ledger. */
export interface Kept {
  /** The file of keys of an embedded store. */
  readonly keys: KeyJournal | undefined;
  readonly shelf: KeyShelf;
  readonly book: LookBook;
  readonly documents: DocumentShelf;
}

/** A store over an engine. */
export class OpenStore implements Store {
  readonly registry: string;
  readonly #engine: Engine;
  readonly #context: LedgerContext;
  readonly #appender: Appender;
  readonly #keys: KeyJournal | undefined;
  readonly #sealer: VaultSealer;
  readonly #box: SealBox;
  readonly shelf: KeyShelf;
  readonly book: LookBook;
  readonly documents: DocumentShelf;
  readonly #stops = new Set<() => void>();
  /** The entries that were read while the store was opened, until somebody asks for acts. */
  #early: Entry[][] | undefined;

  constructor(
    context: LedgerContext,
    sealer: VaultSealer,
    { keys, book, documents, shelf }: Kept,
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
    this.documents = documents;
    this.#box = new SealBox(() => sealer.master, shelf);
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

  seal(purpose: string, text: string) {
    return this.#box.seal(purpose, text);
  }

  unseal(purpose: string, sealed: string) {
    return this.#box.unseal(purpose, sealed);
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

  people(...[people, reading]: Parameters<Store["people"]>) {
    const { book } = this;
    const open = (acts: readonly ActJson[]) => this.#sealer.open(this.db, acts);
    const room = { book, clock: this.#context.clock, open };
    return readPeople(room, this.#engine, this.registry, people, reading);
  }

  async noteLooks(looks: readonly Omit<Look, "at">[]) {
    if (looks.length === 0) return;
    const at = this.#context.clock().toISOString();
    await this.book.note(looks.map((look) => ({ at, ...look })));
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

  async keyState() {
    const keys = await this.shelf.keys();
    let [people, destroyed] = [0, 0];
    for (const [name, key] of keys) {
      if (name === DOCUMENT_KEY) continue;
      if (key === "destroyed") destroyed += 1;
      else people += 1;
    }
    const check = await this.shelf.check();
    return { people, destroyed, isCurrent: check === undefined || check === this.#sealer.master.check };
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
    const { db, registry, shelf, book, documents } = this;
    const [head, meta, takenAt] = [await this.head(), await this.meta(), this.#context.clock()];
    return writeBackup(folder, { db, registry, head, meta, shelf, book, documents, takenAt });
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
    await this.documents.close();
    await this.book.close();
    await this.#engine.close();
  }
}
