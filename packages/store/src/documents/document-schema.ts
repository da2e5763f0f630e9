/** A step of the schema: documents, and the number of their last change. */
import { type Kysely, type Migration, sql } from "kysely";

/** The tables, as columns. */
export interface DocumentTables {
  readonly document: {
    readonly registry: string;
    readonly collection: string;
    readonly id: string;
    readonly version: number;
    readonly at: Date | string;
    readonly by: string;
    readonly value: unknown;
  };
  readonly document_head: { readonly registry: string; readonly version: number };
}

const TABLES = [
  `create table comity.document_head (
    registry text primary key,
    version bigint not null
  )`,
  // `json` and not `jsonb`: what comes back is what was written, to the letter.
  `create table comity.document (
    registry text not null,
    collection text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    at timestamptz not null,
    by text not null,
    value json not null,
    primary key (registry, collection, id)
  )`,
];

const COMMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  document_head: {
    "": "How many changes of documents there were. Empty in a folder, where documents lie in a file.",
    registry: "The registry.",
    version: "The version of the last change.",
  },
  document: {
    "": "What has to last beside the acts, and may change: accounts, drafts, plans. Empty in a folder, where documents lie in a file.",
    registry: "The registry.",
    collection: "What sort of document it is.",
    id: "Its identifier, or the SHA-256 of a secret by which it is found.",
    version: "The number of its last change; grows over all documents of the registry.",
    at: "When it was last changed.",
    by: "By whom.",
    value: "What it says; what is personal in it is sealed.",
  },
};

async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(db);
  for (const [table, comments] of Object.entries(COMMENTS))
    for (const [column, says] of Object.entries(comments)) {
      const what =
        column === ""
          ? sql`table comity.${sql.ref(table)}`
          : sql`column comity.${sql.ref(table)}.${sql.ref(column)}`;
      await sql`comment on ${what} is ${sql.lit(says)}`.execute(db);
    }
}

/** To be run after the ledger's own step, which makes the schema. */
export const documents: Migration = { up };
