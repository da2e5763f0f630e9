/**
 * The keys on PostgreSQL: the tables `comity.person_key` (a row without a key was destroyed) and `comity.key_check`. Given a
 * transaction, keys are added, and destroyed, with whatever else it does, or not at all.
 */
import { type Kysely, sql } from "kysely";
import { arrayText } from "../engine/array-text.ts";
import { type KeyShelf, rotatedMeanwhile, type Shelved } from "./key-shelf.ts";

/** The tables of keys, as columns. */
export interface KeyTables {
  readonly person_key: {
    readonly registry: string;
    readonly person: string;
    /** Absent where it was destroyed. */
    readonly wrapped: Uint8Array | null;
    readonly destroyed_at: Date | string | null;
  };
  readonly key_check: { readonly registry: string; readonly master_key: string };
}

type Row = { readonly person: string; readonly wrapped: Uint8Array | null };

const shelved = (rows: readonly Row[]): Map<string, Shelved> =>
  new Map(rows.map(({ person, wrapped }) => [person, wrapped ?? "destroyed"]));

/** The keys of one registry in a database. */
export class KeyTable implements KeyShelf {
  readonly #db: Kysely<KeyTables>;
  readonly #registry: string;

  /** `db` may be a transaction. */
  constructor(db: unknown, registry: string) {
    this.#db = (db as Kysely<KeyTables>).withSchema("comity");
    this.#registry = registry;
  }

  async check(): Promise<string | undefined> {
    return (await this.#checkRow().executeTakeFirst())?.master_key;
  }

  #checkRow(db: Kysely<KeyTables> = this.#db) {
    return db.selectFrom("key_check").select("master_key").where("registry", "=", this.#registry);
  }

  async begin(check: string): Promise<void> {
    await this.#db.insertInto("key_check").values({ registry: this.#registry, master_key: check }).execute();
  }

  async keys(people?: Iterable<string>): Promise<ReadonlyMap<string, Shelved>> {
    const all = this.#db
      .selectFrom("person_key")
      .select(["person", "wrapped"])
      .where("registry", "=", this.#registry);
    if (people === undefined) return shelved(await all.execute());
    return shelved(
      await all.where("person", "=", sql<string>`any(${arrayText([...people])}::text[])`).execute(),
    );
  }

  async add(keys: ReadonlyMap<string, Uint8Array>, check: string): Promise<ReadonlyMap<string, Shelved>> {
    if (keys.size === 0) return new Map();
    // Held until the transaction ends: whoever rotates the master key waits, and then finds these keys.
    const row = await this.#checkRow().forShare().executeTakeFirst();
    if (row?.master_key !== check) throw rotatedMeanwhile();
    const people = arrayText([...keys.keys()]);
    const wrapped = arrayText([...keys.values()].map((key) => Buffer.from(key).toString("base64")));
    const { rows } = await sql<{ person: string }>`insert into comity.person_key (registry, person, wrapped)
      select ${this.#registry}, fresh.person, decode(fresh.wrapped, 'base64')
      from unnest(${people}::text[], ${wrapped}::text[]) as fresh(person, wrapped)
      on conflict (registry, person) do nothing returning person`.execute(this.#db);
    if (rows.length === keys.size) return keys;
    const added = new Set(rows.map(({ person }) => person));
    const others = await this.keys([...keys.keys()].filter((person) => !added.has(person)));
    return new Map([...keys, ...others]);
  }

  async destroy(people: readonly string[], at: Date): Promise<void> {
    // Deleted first: an update would leave the old key in the same page for longer than it need be.
    await this.#db
      .deleteFrom("person_key")
      .where("registry", "=", this.#registry)
      .where("person", "=", sql<string>`any(${[...people]}::text[])`)
      .where("destroyed_at", "is", null)
      .execute();
    await sql`insert into comity.person_key (registry, person, destroyed_at)
      select ${this.#registry}, person, ${at.toISOString()}::timestamptz from unnest(${[...people]}::text[]) as gone(person)
      on conflict (registry, person) do nothing`.execute(this.#db);
  }

  async exchange(keys: ReadonlyMap<string, Uint8Array>, check: string): Promise<boolean> {
    const people = arrayText([...keys.keys()]);
    const wrapped = arrayText([...keys.values()].map((key) => Buffer.from(key).toString("hex")));
    return this.#db.transaction().execute(async (transaction) => {
      // Nobody adds a key under the old master key while all are exchanged. In the order in which whoever adds one takes them.
      await this.#checkRow(transaction).forUpdate().execute();
      await sql`lock table comity.person_key in share row exclusive mode`.execute(transaction);
      const { rows } = await sql<{ left: string }>`select count(*) as left from comity.person_key
        where registry = ${this.#registry} and wrapped is not null and not person = any(${people}::text[])`.execute(
        transaction,
      );
      if (Number(rows[0]?.left) > 0) return false;
      await sql`update comity.person_key as own set wrapped = decode(fresh.wrapped, 'hex')
        from unnest(${people}::text[], ${wrapped}::text[]) as fresh(person, wrapped)
        where own.registry = ${this.#registry} and own.person = fresh.person and own.wrapped is not null`.execute(
        transaction,
      );
      await sql`update comity.key_check set master_key = ${check} where registry = ${this.#registry}`.execute(
        transaction,
      );
      return true;
    });
  }
}
