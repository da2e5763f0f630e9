/** The tables of the store, as Kysely knows them. All are in the schema `comity`, the registry first in every key. */
import type { RegistryMeta } from "@comity/registry";
import type { ColumnType } from "kysely";

/** An instant; given as text, read as a Date. */
type Instant = ColumnType<Date, string, never>;

/** One registry of the database. */
export interface RegistryTable {
  registry: string;
  created_at: Instant;
  /** What it says of itself, as JSON; null where that was never said. */
  meta: ColumnType<RegistryMeta | null, string | undefined, string>;
}

/** The ledger: one row for each recorded act, never changed. */
export interface ActTable {
  registry: string;
  position: number;
  id: string;
  hash: Buffer;
  previous: Buffer;
  recorded_at: Instant;
  /** The canonical text that was hashed. */
  body: string;
}

/** Every table of the store. */
export interface Schema {
  registry: RegistryTable;
  act: ActTable;
}
