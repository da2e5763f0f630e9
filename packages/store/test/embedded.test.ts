/** What only a store in a folder has: its lock, its journal, and a database that the journal outlives. */
import { execFile } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sql } from "kysely";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Journal } from "../src/engine/journal.ts";
import { openStore, type Store } from "../src/index.ts";
import { rejection } from "./ground/ledger-cases.ts";
import { asOfAnotherBoot } from "./ground/platter.ts";
import { freshFolder, MASTER } from "./ground/shared.ts";
import { affiliation, affiliations, person } from "./ground/some-acts.ts";
import { databaseProcess } from "./ground/storm.ts";

const parent = mkdtempSync(join(tmpdir(), "comity-folder-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const open = (where: string, more: { rebuild?: boolean } = {}): Promise<Store> =>
  openStore(where, { masterKey: MASTER, ...more });

/** A closed store with some acts, and its head. */
async function filled(count = 5): Promise<{ readonly where: string; readonly hash: string }> {
  const where = await freshFolder(parent);
  const store = await open(where);
  const { head } = await store.append([...affiliations(count - 1), person("p", "Example")], { by: "anna" });
  await store.close();
  return { where, hash: head.hash };
}

/** Opens a store, which must be whole and have that head, and closes it again. */
async function isWhole(where: string, hash: string): Promise<void> {
  const store = await open(where);
  try {
    const { head, broken } = await store.verify();
    expect([head.hash, broken]).toEqual([hash, undefined]);
    const { acts } = await store.acts({ personal: "clear", by: "test", purpose: "test" });
    expect(acts.at(-1)).toMatchObject({ familyName: "Example" });
  } finally {
    await store.close();
  }
}

describe("the lock", () => {
  it("refuses a second process in one sentence that names the first", async () => {
    const { where, hash } = await filled();
    const store = await open(where);
    const error = await rejection(open(where));
    expect(error).toMatchObject({ category: "conflict", code: "locked" });
    expect((error as Error).message).toMatch(
      new RegExp(`^\`${where}\` is in use by process ${process.pid} since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$`),
    );
    await store.close();
    expect(existsSync(join(where, "lock"))).toBe(false);
    // Of another machine one cannot tell whether it still runs.
    const other = {
      pid: 1,
      started: "",
      host: "elsewhere",
      boot: "b",
      since: "2026-01-01T00:00:00.000Z",
      key: "k",
    };
    writeFileSync(join(where, "lock"), JSON.stringify(other));
    expect(await rejection(open(where))).toMatchObject({
      message: `\`${where}\` is in use by process 1 on \`elsewhere\` since 2026-01-01T00:00:00.000Z`,
      help: `if that machine is gone for good, remove \`${join(where, "lock")}\``,
    });
    // A number that came again is another process.
    writeFileSync(
      join(where, "lock"),
      JSON.stringify({ ...other, host: hostname(), pid: process.pid, started: "1" }),
    );
    await isWhole(where, hash);
  });

  it("is passed on to one only, however many find it left behind", async () => {
    const folder = mkdtempSync(join(parent, "lock-"));
    const script = `
      import { lockFolder } from ${JSON.stringify(new URL("../dist/engine/folder-lock.js", import.meta.url).href)};
      import { appendFileSync } from "node:fs";
      for (let held = 0; held < 5; ) {
        try {
          const lock = await lockFolder(${JSON.stringify(folder)}, new Date());
          appendFileSync(${JSON.stringify(join(folder, "log"))}, "+");
          await new Promise((resolve) => setTimeout(resolve, 3));
          appendFileSync(${JSON.stringify(join(folder, "log"))}, "-");
          // Every second time it is left behind, as by a process that was killed.
          if (++held % 2 === 0) process.exit(0);
          await lock.release();
        } catch (error) {
          if (error.code !== "locked") throw error;
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }`;
    const run = promisify(execFile);
    const all = Array.from({ length: 12 }, () =>
      run(process.execPath, ["--input-type=module", "-e", script]),
    );
    await Promise.all(all);
    expect(readFileSync(join(folder, "log"), "utf8")).toBe("+-".repeat(24));
  });
});

describe("the journal", () => {
  it("loses only a line that was not written to its end", async () => {
    const { where, hash } = await filled();
    const journal = join(where, "acts.journal");
    const size = statSync(journal).size;
    appendFileSync(journal, readFileSync(journal).subarray(0, 100));
    await isWhole(where, hash);
    expect(statSync(journal).size).toBe(size);
  });

  it("brings back a database that is lost, broken, behind, or left open when the machine went down", async () => {
    const { where, hash } = await filled();
    rmSync(join(where, "db"), { recursive: true });
    await isWhole(where, hash);
    writeFileSync(join(where, "db/global/pg_control"), "nonsense");
    await isWhole(where, hash);
    // The machine goes down while the store is open.
    const store = await open(where);
    rmSync(join(where, "lock"));
    process.kill(databaseProcess(where), "SIGKILL");
    await store.close().catch(() => undefined);
    asOfAnotherBoot(where);
    writeFileSync(join(where, "db/PG_VERSION"), "torn");
    await isWhole(where, hash);
  });

  it("is followed by a database that knows less, and refuses one that knows more or other things", async () => {
    const { where } = await filled();
    const journal = join(where, "acts.journal");
    const before = readFileSync(journal);
    const store = await open(where);
    const { head } = await store.append([affiliation("b1"), affiliation("b2")], { by: "anna" });
    await store.close();
    const after = readFileSync(journal);
    writeFileSync(journal, before);
    expect(await rejection(open(where))).toMatchObject({
      category: "fault",
      code: "journal-behind",
      message: `the journal of \`${where}\` ends at entry 5, and its database at 7: acts are missing from the journal`,
    });
    // The database of the shorter journal knows less than the longer one.
    await (await open(where, { rebuild: true })).close();
    writeFileSync(journal, after);
    const again = await open(where);
    expect(await again.head()).toEqual(head);
    await again.close();
    writeFileSync(journal, before);
    const other = await open(where, { rebuild: true });
    await other.append([affiliation("c1"), affiliation("c2")], { by: "ben" });
    await other.close();
    writeFileSync(journal, after);
    expect(await rejection(open(where))).toMatchObject({ code: "journal-broken" });
  });

  it("is held against the chain by verify", async () => {
    const { where } = await filled();
    const journal = join(where, "acts.journal");
    writeFileSync(journal, readFileSync(journal, "utf8").replace("INP-BSU", "INP-BSV"));
    const store = await open(where);
    expect((await store.verify()).broken).toMatchObject({
      position: 1,
      message: "in the journal: the hash of entry 1 is not that of its text",
    });
    await store.close();
    truncateSync(journal, 0);
  });
});

describe("the database's process", () => {
  it("is replaced when it dies, and nothing is lost or recorded twice", async () => {
    const where = await freshFolder(parent);
    const store = await open(where);
    await store.append(affiliations(3), { by: "anna" });
    const calls = Array.from({ length: 30 }, (_, k) =>
      store.append(affiliations(1 + (k % 3), `s${k}-`), { by: "anna" }),
    );
    process.kill(databaseProcess(where), "SIGKILL");
    const appended = await Promise.all(calls);
    expect(appended.every(({ repeated, added }) => repeated.length === 0 && added.length > 0)).toBe(true);
    expect((await store.head()).position).toBe(3 + 60);
    expect((await store.verify()).broken).toBeUndefined();
    await store.close();
  });

  it("may die between the journal and the commit: what is in the journal is recorded, and once", async () => {
    const where = await freshFolder(parent);
    const store = await open(where);
    const { append } = Journal.prototype;
    let strikes = 2;
    const struck = vi.spyOn(Journal.prototype, "append").mockImplementation(async function (
      this: Journal,
      lines,
    ) {
      await append.call(this, lines);
      if (strikes-- > 0) process.kill(databaseProcess(where), "SIGKILL");
    });
    try {
      const [one, ...more] = affiliations(6);
      expect((await store.append([one!], { by: "anna" })).added).toHaveLength(1);
      const together = await Promise.all(more.map((act) => store.append([act], { by: "anna" })));
      expect(together.map(({ added, repeated }) => [added.length, repeated.length])).toEqual(
        more.map(() => [1, 0]),
      );
      expect(strikes).toBeLessThanOrEqual(0);
    } finally {
      struck.mockRestore();
    }
    expect(await store.verify()).toMatchObject({ entries: 6, broken: undefined });
    await store.close();
    const again = await open(where);
    expect((await again.head()).position).toBe(6);
    await again.close();
  });

  it("records nothing while it is behind the journal, and then goes on", async () => {
    const where = await freshFolder(parent);
    const store = await openStore(where, { masterKey: MASTER, patienceSeconds: 0 });
    const { append } = Journal.prototype;
    const struck = vi.spyOn(Journal.prototype, "append").mockImplementationOnce(async function (
      this: Journal,
      lines,
    ) {
      await append.call(this, lines);
      process.kill(databaseProcess(where), "SIGKILL");
    });
    const error = await rejection(store.append([affiliation("a1")], { by: "anna" }));
    expect(error).toMatchObject({ code: "outcome-unknown" });
    struck.mockRestore();
    await store.close();
    const again = await open(where);
    expect((await again.append([affiliation("a1"), affiliation("a2")], { by: "anna" })).repeated).toEqual([
      "a1",
    ]);
    expect(await again.verify()).toMatchObject({ entries: 2, broken: undefined });
    await again.close();
  });

  it("leaves the process that asked free while a long query runs", async () => {
    const where = await freshFolder(parent);
    const store = await open(where);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const started = performance.now();
    await sql`select count(*) from generate_series(1, 3000000) n where sha256(n::text::bytea) = '\\x00'`.execute(
      store.db,
    );
    const took = performance.now() - started;
    clearInterval(timer);
    await store.close();
    // In one process the stall would be as long as the query.
    expect(longest).toBeLessThan(took / 4);
  });
});
