/** Putting chained entries into the database, with what follows from them in the same transaction. */
import { sql, type Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";
import type { Chained, Entry } from "./entry.ts";

/** Called in the transaction that records entries: what it writes is there exactly when they are. */
export type Hook = (
  transaction: Transaction<Schema>,
  registry: string,
  entries: readonly Entry[],
) => Promise<void>;

/** So many rows go in one statement. */
const ROWS = 2_000;

/** Inserts entries and calls the hooks. */
export async function insertEntries(
  transaction: Transaction<Schema>,
  registry: string,
  chained: readonly Pick<Chained, "entry" | "body">[],
  hooks: readonly Hook[],
): Promise<void> {
  for (let k = 0; k < chained.length; k += ROWS) {
    const rows = chained.slice(k, k + ROWS);
    await sql`insert into comity.act (registry, position, id, hash, previous, recorded_at, body)
      select ${registry}, position, id, decode(hash, 'hex'), decode(previous, 'hex'), recorded_at, body
      from unnest(
        ${rows.map(({ entry }) => entry.position)}::bigint[],
        ${rows.map(({ entry }) => entry.id)}::text[],
        ${rows.map(({ entry }) => entry.hash)}::text[],
        ${rows.map(({ entry }) => entry.previous)}::text[],
        ${rows.map(({ entry }) => entry.recordedAt)}::timestamptz[],
        ${rows.map(({ body }) => body)}::text[]
      ) as row(position, id, hash, previous, recorded_at, body)
      order by position`.execute(transaction);
  }
  const entries = chained.map(({ entry }) => entry);
  for (const hook of hooks) await hook(transaction, registry, entries);
}
