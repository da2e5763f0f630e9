/**
 * DuckDB, in this process: joins on overlapping intervals, and window functions to make one interval of those
 * that touch. It is given 32-bit columns, no indexes (its joins hash), and as many threads as there are cores.
 */
import { DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import { less } from "../spans.mjs";
import { checksumInSql, DifferenceTally } from "../tally.mjs";

const CHUNK_ROWS = 2048;

async function load(connection, name, table) {
  const columns = Object.keys(table).filter((column) => column !== "count");
  // `from` and `to` are words of SQL.
  const declared = columns.map((column) => `"${column}" integer`).join(", ");
  await connection.run(`create table ${name} (${declared})`);
  const appender = await connection.createAppender(name);
  for (let row = 0; row < table.count; row += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, table.count - row);
    const chunk = DuckDBDataChunk.create(
      columns.map(() => INTEGER),
      rows,
    );
    chunk.setColumns(columns.map((column) => Array.from(table[column].subarray(row, row + rows))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Makes one interval of those that touch or overlap, within each value of the keys. */
const united = (keys, rows) => `
  select ${keys}, min("from") as "from", max("to") as "to"
  from (
    select *, sum(starts) over (partition by ${keys} order by "from", "to" rows unbounded preceding) as island
    from (
      select *, case when "from" <= max("to") over (
          partition by ${keys} order by "from", "to" rows between unbounded preceding and 1 preceding)
        then 0 else 1 end as starts
      from ${rows}
    )
  )
  group by ${keys}, island`;

/** The days outside of `rows`, for each value of the key that occurs in it. `rows` is united already. */
const outside = (key, rows) => `
  select ${key}, coalesce(lag("to") over later, -1000000) as "from", "from" as "to" from ${rows}
    window later as (partition by ${key} order by "from")
  union all
  select ${key}, max("to"), 1000000 from ${rows} group by ${key}`;

/** The whole derivation; only of one service where `service` is given, and after a cut where one is given. */
function derivation({ service, cut } = {}) {
  const ended =
    cut === undefined
      ? "agreements"
      : `(select service, institute, "from",
            case when service = ${cut.service} and (${cut.institute} = -1 or institute = ${cut.institute})
              then least("to", ${cut.day}) else "to" end as "to" from agreements)`;
  const only = service === undefined ? "" : `and service = ${service}`;
  return `
    with member as (${united("institute", "memberships")}),
    agreed as (${united("service, institute", `(select * from ${ended} where "from" < "to" ${only})`)}),
    reach as (
      select service, institute, greatest(a."from", m."from") as "from", least(a."to", m."to") as "to"
      from agreed a join member m using (institute) where a."from" < m."to" and m."from" < a."to"),
    held as (
      select person, service, greatest(a."from", r."from") as "from", least(a."to", r."to") as "to"
      from affiliations a join reach r using (institute) where a."from" < r."to" and r."from" < a."to"),
    access as (${united("person, service", "held")}),
    blocked as (${united("person", "blocks")}),
    free as (${outside("person", "blocked")})
    select person, service, "from", "to" from access where person not in (select person from blocks)
    union all
    select person, service, greatest(a."from", f."from"), least(a."to", f."to")
    from access a join free f using (person) where a."from" < f."to" and f."from" < a."to"`;
}

/** Both sides of every pair of which some interval is only in one of the two. */
function differing(before, after) {
  return `
    with was as materialized (${before}), is_ as materialized (${after}),
    changed as (
      (select * from (from was except from is_)) union (select * from (from is_ except from was))),
    pairs as (select distinct person, service from changed)
    select 0 as side, person, service, "from", "to" from was semi join pairs using (person, service)
    union all
    select 1, person, service, "from", "to" from is_ semi join pairs using (person, service)
    order by person, service, side, "from"`;
}

/** Fetches both sides and takes them apart into days lost and gained. */
async function fetchDifference(connection, sql) {
  const rows = (await connection.runAndReadAll(sql)).getRows();
  const difference = new Map();
  for (const [side, person, service, from, to] of rows) {
    const key = `${person}/${service}`;
    let pair = difference.get(key);
    if (pair === undefined) {
      pair = { person, service, sides: [[], []] };
      difference.set(key, pair);
    }
    pair.sides[side].push(from, to);
  }
  return Array.from(difference.values(), ({ person, service, sides: [was, is] }) => ({
    person,
    service,
    lost: less(was, is),
    gained: less(is, was),
  }));
}

/** @type {import("../contest.mjs").Contestant} */
export const duckdb = {
  async prepare(workload) {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    for (const name of ["affiliations", "memberships", "agreements", "blocks"])
      await load(connection, name, workload[name]);
    return connection;
  },

  async derive(connection) {
    await connection.run(`create or replace table access as ${derivation()}`);
  },

  async answer(connection) {
    const checksum = checksumInSql("person", "service", `"from"`, `"to"`);
    const [[intervals, sum, pairs]] = (
      await connection.runAndReadAll(
        `select count(*), ${checksum}, (select count(*) from (select distinct person, service from access)) from access`,
      )
    ).getRows();
    return { pairs: Number(pairs), intervals: Number(intervals), checksum: Number(sum) };
  },

  whatIfs: {
    "aimed by hand": async (connection, _derived, cut) =>
      fetchDifference(
        connection,
        differing(
          `select * from access where service = ${cut.service}`,
          derivation({ service: cut.service, cut }),
        ),
      ),
    "in full": async (connection, _derived, cut) =>
      fetchDifference(connection, differing("from access", derivation({ cut }))),
  },

  async answerDifference(_connection, difference) {
    const tally = new DifferenceTally();
    for (const { person, service, lost, gained } of difference) tally.add(person, service, lost, gained);
    return tally.answer();
  },

  async close(connection) {
    connection.closeSync();
  },
};
