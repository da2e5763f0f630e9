/**
 * One engine of the store, in a process of its own: `node store/run.mjs embedded 100000`. Beside it the bare rivals: the same rows
 * put into a plain table with nothing but a key, and a line appended to a file and fsynced.
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "../../packages/calendar/dist/index.js";
import { lineOf, MasterKey, openStore } from "../../packages/store/dist/index.js";
import { median, peakMemory } from "../measure.mjs";
import { startPostgres } from "../postgres.mjs";
import { SINGLE } from "./contest.mjs";

const masterKey = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 7 * k + 1));
const header = { on: day("2024-01-01"), recorded: day("2024-01-01"), by: "users office", instrument: "form" };
const ties = [
  ["affiliation", { institute: "I1", connection: "affiliated with" }],
  ["contract", { category: "USER", institute: "I1" }],
  ["membership", { experiment: "E1" }],
  ["residence", { region: "Geneva area" }],
];

/** Acts as a users' office has them: a person, then four ties of the person. */
function* acts(count) {
  yield {
    ...header,
    act: "institute",
    id: "i",
    institute: "I1",
    title: "An institute",
    kind: "laboratory",
    seat: "CH",
    governedBy: "CH",
  };
  for (let k = 1; k < count; k++) {
    const person = `p${Math.floor(k / 5)}`;
    if (k % 5 === 1) yield { ...header, act: "person", id: `a${k}`, person, familyName: `Name ${k}` };
    else {
      const [act, own] = ties[k % 4];
      yield { ...header, act, id: `a${k}`, person, ...own };
    }
  }
}

const one = (k) => ({
  ...header,
  act: "affiliation",
  id: `one${k}`,
  person: `p${7 * k}`,
  institute: "I1",
  connection: "also at",
});

const timed = async (work) => {
  const start = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - start, result };
};

/** The 99th of a hundred, as waiting is felt. */
function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** How long this process stood still at most while something went on elsewhere. */
async function stallDuring(work) {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  const { milliseconds } = await timed(work);
  clearInterval(timer);
  return { longest, milliseconds };
}

/** The same lines in a table that has nothing but a key, in one transaction. */
async function bareLoad(sqlOf, lines) {
  await sqlOf("create table public.bare (position bigint primary key, body text not null)", []);
  const { milliseconds } = await timed(() =>
    sqlOf("insert into public.bare select p, b from unnest($1::bigint[], $2::text[]) as r(p, b)", [
      lines.map((_, k) => k + 1),
      lines,
    ]),
  );
  return milliseconds;
}

/** A line put into that table and committed, again and again. */
async function bareCommits(sqlOf, line) {
  const times = [];
  for (let k = 0; k < SINGLE; k++)
    times.push(
      (await timed(() => sqlOf("insert into public.bare values ($1, $2)", [-1 - k, line]))).milliseconds,
    );
  return times;
}

/** A line appended to a file and fsynced, as often. */
function bareAppends(folder, line) {
  const file = openSync(join(folder, "bare"), "a");
  const times = Array.from({ length: SINGLE }, () => {
    const start = performance.now();
    writeSync(file, `${line}\n`);
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  return times;
}

async function run(engine, count) {
  const folder = mkdtempSync(join(tmpdir(), "comity-bench-"));
  const server = engine === "postgres" ? await startPostgres(folder) : undefined;
  const where = server?.where ?? join(folder, "store");
  process.send?.({ progress: "making the store" });
  const making = await timed(() => openStore(where, { create: true, registry: "bench", masterKey }));
  const store = making.result;
  const all = [...acts(count)];
  process.send?.({ progress: `loading ${count} acts` });
  const load = await timed(() => store.append(all, { by: "bench", set: "load" }));
  process.send?.({ progress: "acts one by one" });
  const ones = [];
  for (let k = 0; k < SINGLE; k++)
    ones.push((await timed(() => store.append([one(k)], { by: "bench" }))).milliseconds);
  process.send?.({ progress: "a long query" });
  const stall = await stallDuring(() =>
    store.db.executeQuery({
      sql: "select count(*) from (select md5(i::text) from generate_series(1, 1500000) i offset 0) x",
      parameters: [],
      query: { kind: "RawNode", sqlFragments: [], parameters: [] },
    }),
  );
  process.send?.({ progress: "verifying" });
  const verify = await timed(() => store.verify());
  if (verify.result.broken !== undefined)
    throw new Error(`the chain is broken: ${verify.result.broken.message}`);
  process.send?.({ progress: "the bare rivals" });
  const lines = load.result.added.map(lineOf);
  const { load: bare, ones: bareOnes } = await bareRival(where, folder, lines);
  await store.close();
  const again = await timed(() => openStore(where, { masterKey, readsActs: true }));
  const reading = await timed(() => again.result.acts({ personal: "sealed" }));
  await again.result.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
  return {
    engine,
    acts: all.length,
    making: making.milliseconds,
    load: load.milliseconds,
    bareLoad: bare,
    one: { median: median(ones), p99: percentile(ones, 0.99) },
    bareOne: { median: median(bareOnes), p99: percentile(bareOnes, 0.99) },
    stall,
    verify: verify.milliseconds,
    open: again.milliseconds,
    reading: reading.milliseconds,
    memory: peakMemory(),
  };
}

/**
 * The bare table lies in the same database; the store's own role may not make tables. One line by itself is committed there, which
 * fsyncs; PGlite makes no fsync, and in its place a line is appended to a file and fsynced.
 */
async function bareRival(where, folder, lines) {
  if (where.startsWith("postgres://")) {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: where });
    await client.connect();
    try {
      const sqlOf = (text, values) => client.query(text, values);
      return { load: await bareLoad(sqlOf, lines), ones: await bareCommits(sqlOf, lines[0]) };
    } finally {
      await client.end();
    }
  }
  const { PGlite } = await import("@electric-sql/pglite");
  const database = await PGlite.create(`${where}.bare`);
  try {
    const load = await bareLoad((text, values) => database.query(text, values), lines);
    return { load, ones: bareAppends(folder, lines[0]) };
  } finally {
    await database.close();
  }
}

const [engine = "embedded", count = "100000"] = process.argv.slice(2);
run(engine, Number(count)).then(
  (result) => {
    if (process.send === undefined) console.log(result);
    process.send?.({ result });
    process.disconnect?.();
  },
  (error) => {
    process.exitCode = 1;
    if (process.send === undefined) throw error;
    process.send({ error: error.stack ?? String(error) });
    process.disconnect();
  },
);
