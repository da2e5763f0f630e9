/** The ledger's table, and the triggers by which the database itself refuses to change it or to break its chain. */
import { type Kysely, type Migration, sql } from "kysely";

/**
 * What was inserted must continue the chain: positions without gaps, each hash that of the text, each `previous` the hash
 * before. Checked once for all rows of a statement, so that loading in bulk stays quick. Two that insert at once meet in the
 * primary key.
 */
const CHECK_CHAIN = sql`
create function comity.check_chain() returns trigger language plpgsql set search_path = pg_catalog as $$
declare
  broken record;
begin
  select linked.registry, linked.position into broken
  from (
    select added.*,
      lag(added.position) over chain as position_before,
      case when lag(added.position) over chain is null
        then (select stored.hash from comity.act stored
              where stored.registry = added.registry and stored.position = added.position - 1)
        else lag(added.hash) over chain end as hash_before
    from added window chain as (partition by added.registry order by added.position)
  ) linked
  where linked.hash <> sha256(convert_to(linked.body, 'UTF8'))
    or linked.position <> coalesce(linked.position_before + 1, linked.position)
    or linked.position < 1
    or linked.previous is distinct from
      case when linked.position = 1 then decode(repeat('00', 32), 'hex') else linked.hash_before end
  order by linked.position limit 1;
  if found then
    raise exception 'act % of registry "%" does not continue the chain', broken.position, broken.registry
      using errcode = 'CM001';
  end if;
  return null;
end $$`;

const REFUSE_CHANGE = sql`
create function comity.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'recorded acts are never changed: % on comity.act is refused', tg_op using errcode = 'CM002';
end $$`;

async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: ReturnType<typeof sql>): Promise<unknown> => text.execute(db);
  await run(sql`create table comity.registry (
    registry text primary key,
    created_at timestamptz not null,
    meta jsonb
  )`);
  await run(
    sql`comment on column comity.registry.meta is 'What the registry says of itself: title, host, policy, declared records ...'`,
  );
  await run(sql`comment on table comity.registry is 'The registries that this database keeps.'`);
  await run(sql`create table comity.act (
    registry text not null,
    position bigint not null,
    id text not null,
    hash bytea not null,
    previous bytea not null,
    recorded_at timestamptz not null,
    body text not null,
    primary key (registry, position),
    unique (registry, id)
  )`);
  await run(
    sql`comment on table comity.act is 'The ledger: every act as it was recorded, each with the hash of the one before. Rows are never changed or deleted.'`,
  );
  const comments = {
    registry: "the registry",
    position: "1, 2, 3 ... without gaps",
    id: "the act's id, given by who wrote it",
    hash: "SHA-256 of body in UTF-8",
    previous: "the hash of the act before; noughts for the first",
    recorded_at: "when it was recorded; never before the act before",
    body: "the entry as canonical JSON (RFC 8785): position, previous, id, recordedAt, recordedBy, document, set, act",
  };
  for (const [column, says] of Object.entries(comments))
    await run(sql`comment on column comity.act.${sql.ref(column)} is ${sql.lit(says)}`);
  await run(CHECK_CHAIN);
  await run(REFUSE_CHANGE);
  await run(sql`create trigger check_chain after insert on comity.act
    referencing new table as added for each statement execute function comity.check_chain()`);
  await run(sql`create trigger refuse_change before update or delete or truncate on comity.act
    for each statement execute function comity.refuse_change()`);
  // "Always": a session that calls itself a replica, and so skips ordinary triggers, is refused as well.
  await run(sql`alter table comity.act enable always trigger check_chain`);
  await run(sql`alter table comity.act enable always trigger refuse_change`);
}

export const ledger: Migration = { up };
