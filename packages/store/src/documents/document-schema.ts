/** A step of the schema: documents, and the number of their last change. */
import type { Kysely, Migration } from "kysely";
import { type Comments, makeCommented } from "../schema/commented-tables.ts";

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

const COMMENTS: Comments = {
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

const up = (db: Kysely<unknown>): Promise<void> => makeCommented(db, TABLES, COMMENTS);

/** To be run after the ledger's own step, which makes the schema. */
export const documents: Migration = { up };
