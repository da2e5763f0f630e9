/** The documents on PostgreSQL: the table `comity.document`. Several processes write it, and hear of each other by `NOTIFY`. */
import { type Kysely, sql, type Transaction } from "kysely";
import { isConnectionLost } from "../engine/client-settings.ts";
import type { PostgresEngine } from "../engine/postgres.ts";
import { StoreError } from "../store-error.ts";
import type { DocumentTables } from "./document-schema.ts";
import {
  type DocumentChange,
  type DocumentListener,
  DocumentMovedError,
  type DocumentRange,
  type DocumentShelf,
  type StoredDocument,
  type WrittenChange,
  writtenChanges,
} from "./documents.ts";

/** The channel on which processes tell one another which documents changed. */
const DOCUMENT_CHANNEL = "comity_document";
/** PostgreSQL takes messages of less than 8,000 bytes. */
const LONGEST_MESSAGE = 7_000;
/** So many documents are read at once. */
const PAGE = 500;

type Row = DocumentTables["document"];

const documentOf = ({ collection, id, version, at, by, value }: Row): StoredDocument => ({
  collection,
  id,
  version: Number(version),
  at: new Date(at).toISOString(),
  by,
  value,
});

/** Documents of one registry in a database. */
export class DocumentTable implements DocumentShelf {
  readonly #engine: PostgresEngine;
  readonly #db: Kysely<DocumentTables>;
  readonly #registry: string;
  readonly #clock: () => Date;
  readonly #stops = new Set<() => void>();

  constructor(engine: PostgresEngine, registry: string, clock: () => Date) {
    this.#engine = engine;
    this.#db = engine.db as unknown as Kysely<DocumentTables>;
    this.#registry = registry;
    this.#clock = clock;
  }

  async get<Value>(collection: string, id: string): Promise<StoredDocument<Value> | undefined> {
    const row = await this.#select(this.#db, collection).where("id", "=", id).executeTakeFirst();
    return row === undefined ? undefined : (documentOf(row) as StoredDocument<Value>);
  }

  async list<Value>(collection: string, range: DocumentRange = {}): Promise<StoredDocument<Value>[]> {
    const { prefix = "", after, limit } = range;
    let asked = this.#select(this.#db, collection).orderBy("id");
    if (prefix !== "") asked = asked.where(sql<boolean>`starts_with(id, ${prefix})`);
    // Neither part alone lets the index be used: all ids that begin so come after the prefix itself.
    if (prefix !== "") asked = asked.where("id", ">=", prefix);
    if (after !== undefined) asked = asked.where("id", ">", after);
    if (limit !== undefined && Number.isFinite(limit)) asked = asked.limit(limit);
    return (await asked.execute()).map(documentOf) as StoredDocument<Value>[];
  }

  async write(
    changes: readonly DocumentChange[],
    by: string,
    at: string = this.#clock().toISOString(),
  ): Promise<StoredDocument[]> {
    const written = writtenChanges(changes);
    if (written.length === 0) return [];
    let isDone = false;
    try {
      return await this.#db.transaction().execute(async (transaction) => {
        const documents = await this.#writeIn(transaction, written, at, by);
        isDone = true;
        return documents;
      });
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      const said = error instanceof Error ? error.message : String(error);
      // Lost during the commit: whether it came through nobody can tell.
      throw isDone
        ? new StoreError(
            "fault",
            "outcome-unknown",
            `the connection was lost while documents were written: ${said}`,
            {
              help: "look at them as they are now, then change that",
              cause: error,
            },
          )
        : new StoreError("fault", "store-unreachable", `the database cannot be reached: ${said}`, {
            cause: error,
          });
    }
  }

  onChanges(listener: DocumentListener): () => void {
    const stopHearing = this.#engine.onMessage(DOCUMENT_CHANNEL, (message) => {
      if (message === undefined) {
        listener(undefined);
        return;
      }
      const { registry, changes } = JSON.parse(message) as Message;
      if (registry !== this.#registry) return;
      listener(
        changes?.map(([collection, id, version, isGone]) => ({
          collection,
          id,
          version,
          isGone: isGone === 1,
        })),
      );
    });
    const stop = (): void => {
      stopHearing();
      this.#stops.delete(stop);
    };
    this.#stops.add(stop);
    return stop;
  }

  async *all(): AsyncGenerator<StoredDocument> {
    for (let last: Row | undefined; ; ) {
      let asked = this.#db
        .selectFrom("document")
        .selectAll()
        .where("registry", "=", this.#registry)
        .orderBy("collection")
        .orderBy("id")
        .limit(PAGE);
      if (last !== undefined)
        asked = asked.where(sql<boolean>`(collection, id) > (${last.collection}, ${last.id})`);
      const rows = await asked.execute();
      yield* rows.map(documentOf);
      if (rows.length < PAGE) return;
      last = rows.at(-1);
    }
  }

  async restore(documents: AsyncIterable<StoredDocument>): Promise<void> {
    for await (const { collection, id, version, at, by, value } of documents)
      await this.#db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("document")
          .values({ registry: this.#registry, collection, id, version, at, by, value: JSON.stringify(value) })
          .execute();
        await sql`insert into comity.document_head (registry, version) values (${this.#registry}, ${version})
          on conflict (registry) do update set version = greatest(comity.document_head.version, excluded.version)`.execute(
          transaction,
        );
      });
  }

  close(): Promise<void> {
    for (const stop of this.#stops) stop();
    return Promise.resolve();
  }

  #select(db: Kysely<DocumentTables>, collection: string) {
    return db
      .selectFrom("document")
      .selectAll()
      .where("registry", "=", this.#registry)
      .where("collection", "=", collection);
  }

  async #writeIn(
    transaction: Transaction<DocumentTables>,
    changes: readonly WrittenChange[],
    at: string,
    by: string,
  ): Promise<StoredDocument[]> {
    const registry = this.#registry;
    // Writers of a registry wait for one another here, so that versions come in the order in which they count.
    const { rows: heads } = await sql<{ version: number }>`
      insert into comity.document_head (registry, version) values (${registry}, ${changes.length})
      on conflict (registry) do update set version = comity.document_head.version + excluded.version
      returning version`.execute(transaction);
    const first = Number(heads[0]!.version) - changes.length + 1;
    const [collections, ids] = [changes.map(({ collection }) => collection), changes.map(({ id }) => id)];
    if (changes.some(({ expected }) => expected !== undefined)) {
      const { rows } = await sql<Row>`select document.* from comity.document
        join unnest(${collections}::text[], ${ids}::text[]) as asked(collection, id) using (collection, id)
        where registry = ${registry}`.execute(transaction);
      const standing = new Map(rows.map((row) => [`${row.collection}\n${row.id}`, row]));
      for (const { collection, id, expected } of changes) {
        const row = standing.get(`${collection}\n${id}`);
        if (expected !== undefined && Number(row?.version ?? 0) !== expected)
          throw new DocumentMovedError(collection, id, row && documentOf(row));
      }
    }
    const versions = changes.map((_, k) => first + k);
    const texts = changes.map(({ text }) => text ?? null);
    await sql`with asked as (
        select * from unnest(${collections}::text[], ${ids}::text[], ${versions}::bigint[], ${texts}::text[])
          as asked(collection, id, version, value)
      ), gone as (
        delete from comity.document using asked where document.registry = ${registry}
          and document.collection = asked.collection and document.id = asked.id and asked.value is null
      ), told as (
        select pg_notify(${DOCUMENT_CHANNEL}, message) from unnest(${messagesOf(registry, changes, first)}::text[]) as message
      ), put as (
        insert into comity.document (registry, collection, id, version, at, by, value)
        select ${registry}, collection, id, version, ${at}::timestamptz, ${by}, value::json from asked where value is not null
        on conflict (registry, collection, id)
        do update set version = excluded.version, at = excluded.at, by = excluded.by, value = excluded.value
      ) select count(*) from told`.execute(transaction);
    return changes.flatMap(({ collection, id, text }, k) =>
      text === undefined
        ? []
        : [{ collection, id, version: first + k, at, by, value: JSON.parse(text) as unknown }],
    );
  }
}

/** What processes tell one another; without changes where they are too many to be named. */
interface Message {
  readonly registry: string;
  readonly changes?: readonly (readonly [collection: string, id: string, version: number, isGone: 0 | 1])[];
}

function messagesOf(registry: string, changes: readonly WrittenChange[], first: number): string[] {
  const named = changes.map(
    ({ collection, id, text }, k) => [collection, id, first + k, text === undefined ? 1 : 0] as const,
  );
  const whole = JSON.stringify({ registry, changes: named } satisfies Message);
  return [whole.length <= LONGEST_MESSAGE ? whole : JSON.stringify({ registry } satisfies Message)];
}
