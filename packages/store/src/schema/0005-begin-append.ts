/** One way to the server instead of four before entries are recorded. */
import { type Kysely, type Migration, sql } from "kysely";

/**
 * Waits for whoever records acts of the registry, keeps others from it until the transaction ends, and says what the writer has to
 * know. Each statement within sees what was committed while the lock was waited for, which one statement that did it all would
 * not. No plan is made that reads the whole ledger: plans are kept, and the first may be made while it is empty.
 */
const BEGIN_APPEND = sql`
create function comity.begin_append(of_registry text, of_ids text[])
returns table (head_position bigint, head_hash text, head_recorded_at timestamptz, known json, referred text[])
language plpgsql volatile set search_path = pg_catalog set enable_seqscan = off as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('comity ' || of_registry, 0));
  select newest.position, encode(newest.hash, 'hex'), newest.recorded_at into head_position, head_hash, head_recorded_at
    from comity.act newest where newest.registry = of_registry order by newest.position desc limit 1;
  select json_agg(json_build_object('hash', encode(there.hash, 'hex'), 'body', there.body)) into known
    from comity.act there where there.registry = of_registry and there.id = any(of_ids);
  select array_agg(distinct noted.about) into referred
    from comity.act_about noted where noted.registry = of_registry
      and noted.about = any(array(select 'act ' || id from unnest(of_ids) as id));
  return next;
end $$`;

async function up(db: Kysely<unknown>): Promise<void> {
  await BEGIN_APPEND.execute(db);
  await sql`comment on function comity.begin_append(text, text[]) is 'Called first in a transaction that records acts: others wait until it ends.'`.execute(
    db,
  );
}

export const beginAppend: Migration = { up };
