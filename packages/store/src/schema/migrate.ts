/** Brings a database to the newest form of the schema, in numbered steps, and hands out no more rights than are needed. */
import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { documents } from "../documents/document-schema.ts";
import { projections } from "../projection/projection-schema.ts";
import { StoreError } from "../store-error.ts";
import { people } from "../vault/people-tables.ts";
import { ledger } from "./0001-ledger.ts";
import { beginAppend } from "./0005-begin-append.ts";
import type { Schema } from "./schema.ts";

/** In their order; a step that was released is never changed, another one is added. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-ledger": ledger,
  "0002-people": people,
  "0003-projections": projections,
  "0004-documents": documents,
  "0005-begin-append": beginAppend,
};

/** The role that the store works as once its tables are there; it can add acts and read them, nothing else. */
export const ROLE = "comity_app";

/** Tables from which the role may neither take rows nor change them. */
const APPEND_ONLY = ["act", "look"];

/** Whether the database holds a store. */
export async function hasStore(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{
    found: boolean;
  }>`select to_regclass('comity.act') is not null as found`.execute(db);
  return rows[0]!.found;
}

/**
 * Runs the steps that were not run yet; other processes that open the store at the same time wait.
 *
 * @throws StoreError `newer-store` where a newer Comity made the database.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const known = Object.keys(MIGRATIONS);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    migrationTableSchema: "comity",
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    if (error instanceof Error && error.message.startsWith("corrupted migrations"))
      throw new StoreError(
        "conflict",
        "newer-store",
        `the store has a form that this Comity does not know: ${error.message}`,
        {
          help: `this Comity knows it up to \`${known.at(-1)}\`; use the newer one`,
          cause: error,
        },
      );
    throw error;
  }
  if (results.length > 0) await grant(db);
}

/**
 * Makes the role and gives it its rights. Where the user may not make roles, the store works with the user's own rights, and
 * the triggers alone refuse.
 */
async function grant(db: Kysely<Schema>): Promise<void> {
  await sql`do $$ begin
    if not exists (select from pg_roles where rolname = ${sql.lit(ROLE)}) then
      create role ${sql.ref(ROLE)} nologin;
      grant ${sql.ref(ROLE)} to current_user;
    end if;
  exception
    when insufficient_privilege then null;
    when duplicate_object or unique_violation then null; -- made by somebody else at the same moment
  end $$`.execute(db);
  const { rows } = await sql`select from pg_roles where rolname = ${ROLE}`.execute(db);
  if (rows.length === 0) return;
  await sql`grant usage on schema comity to ${sql.ref(ROLE)}`.execute(db);
  await sql`grant select, insert, update, delete, truncate on all tables in schema comity to ${sql.ref(ROLE)}`.execute(
    db,
  );
  await sql`grant usage, select on all sequences in schema comity to ${sql.ref(ROLE)}`.execute(db);
  for (const table of APPEND_ONLY)
    await sql`revoke update, delete, truncate on comity.${sql.ref(table)} from ${sql.ref(ROLE)}`.execute(db);
}
