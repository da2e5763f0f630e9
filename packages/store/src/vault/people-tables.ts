/**
 * A step of the schema: the tables about people that are no projection of acts. Wrapped keys, which master key wrapped them, and
 * who looked. A role that works with them takes and exchanges keys; looks it can only add and read.
 */
import type { Kysely, Migration } from "kysely";
import { type Comments, makeCommented } from "../schema/commented-tables.ts";

const TABLES = [
  `create table comity.key_check (
    registry text primary key,
    master_key text not null
  )`,
  `create table comity.person_key (
    registry text not null,
    person text not null,
    wrapped bytea,
    destroyed_at timestamptz,
    primary key (registry, person),
    check ((wrapped is null) = (destroyed_at is not null))
  )`,
  `create table comity.look (
    registry text not null,
    number bigint generated always as identity,
    at timestamptz not null,
    by text not null,
    purpose text not null,
    person text,
    primary key (registry, number)
  )`,
  "create index look_person on comity.look (registry, person)",
  `create function comity.refuse_change_of_looks() returns trigger language plpgsql set search_path = pg_catalog as $$
  begin
    raise exception 'who looked stays on record: % on comity.look is refused', tg_op using errcode = 'CM002';
  end $$`,
  `create trigger refuse_change before update or delete or truncate on comity.look
    for each statement execute function comity.refuse_change_of_looks()`,
  "alter table comity.look enable always trigger refuse_change",
];

const COMMENTS: Comments = {
  key_check: {
    "": "Which master key wraps the keys of people.",
    registry: "The registry.",
    master_key: "Derived from the master key, one way: tells whether two are the same, and nothing else.",
  },
  person_key: {
    "": "The key under which each person's names are sealed, wrapped by the master key.",
    registry: "The registry.",
    person: "Identifier of the person.",
    wrapped: "The key, encrypted under the master key; absent where it was destroyed.",
    destroyed_at: "When it was destroyed: the person was erased.",
  },
  look: {
    "": "Every read of personal data. Rows are never changed or deleted.",
    registry: "The registry.",
    number: "In the order in which they happened.",
    at: "When.",
    by: "Who looked.",
    purpose: "What for.",
    person: "Whose data; absent where it was everybody's.",
  },
};

const up = (db: Kysely<unknown>): Promise<void> => makeCommented(db, TABLES, COMMENTS);

/** To be run after the ledger's own step, which makes the schema. */
export const people: Migration = { up };
