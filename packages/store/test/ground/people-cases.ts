/** What a store does with what is personal: sealed before, gone after, and nobody reads it unnoticed. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { sql } from "kysely";
import { expect } from "vitest";
import { erasuresOf, MasterKey, openStore, restoreStore, type Store } from "../../src/index.ts";
import type { Bench, Case } from "./conformance.ts";
import { collected, rejection } from "./ledger-cases.ts";
import { MASTER, REGISTRY } from "./shared.ts";
import { affiliation, person } from "./some-acts.ts";

const NAME = "Musterfrau-Quendel";
const anna: Act = { ...(person("n1", NAME) as Act & { act: "person" }), mail: "quendel@example.org" };
const again = person("n2", NAME, "p2");
const ben = person("n3", "Beispiel", "p3");
const on = day("2024-05-03");
const header = { on, recorded: on, by: "office", instrument: "" };
const merge: Act = { act: "merge", id: "m", ...header, person: "p2", into: "p1" };
const alias: Act = { act: "alias", id: "l", ...header, person: "p1", alias: "Q" };
const by = { by: "anna" };
const clear = { personal: "clear", by: "ben", purpose: "a test" } as const;

const namesIn = (acts: readonly Act[]): string[] =>
  acts.flatMap((act) => (act.act === "person" ? [act.familyName] : []));
const names = async (store: Store): Promise<string[]> => namesIn((await store.acts(clear)).acts);

async function erase(store: Store, whom: string): Promise<void> {
  const { acts } = await store.acts({ personal: "sealed" });
  await store.append(erasuresOf(acts, whom, { on, by: "office", instrument: "request of 3 May" }), by);
}

/** Everything that a folder or a database holds: files, or rows as text and the write-ahead log as it is. */
async function everything({ where }: Bench, store: Store): Promise<string> {
  if (existsSync(where))
    return readdirSync(where, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
      .join("\n");
  const tables = await sql<{ name: string }>`select quote_ident(tablename) as name from pg_tables
    where schemaname = 'comity'`.execute(store.db);
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select t::text as row
      from ${sql.raw(`comity.${name}`)} t`.execute(store.db);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join("\n");
}

/** A text as it stands in a row of `bytea`. */
const inHex = (text: string): string => Buffer.from(text, "utf8").toString("hex");

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "comity-people-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const PEOPLE_CASES: readonly Case[] = [
  [
    "holds no name in clear, anywhere, before or after an erasure",
    async (bench) => {
      const store = await bench.open();
      await store.append([anna, again, ben], by);
      expect(await rejection(store.append([person("n1", "Other")], by))).not.toMatchObject({
        message: expect.stringContaining("Other"),
      });
      const bytes = async (): Promise<string> => {
        // What waits in memory is written out, so that it is seen.
        if (bench.ground.name === "embedded") await bench.backDoor(store, "checkpoint");
        return everything(bench, store);
      };
      for (const erased of [false, true]) {
        if (erased) await erase(store, "p1");
        const all = await bytes();
        expect(all).toContain("users office");
        for (const secret of [NAME, "quendel@", "0000-0002-1825-0097", "Beispiel"]) {
          expect(all).not.toContain(secret);
          expect(all).not.toContain(inHex(secret));
        }
      }
    },
  ],
  [
    "erases a person under all identifiers: the acts stand, the chain verifies, and no retry brings the name back",
    async ({ open }) => {
      let store = await open();
      await store.append([anna, again, ben, affiliation("a"), merge], by);
      expect(await names(store)).toEqual([NAME, NAME, "Beispiel"]);
      await erase(store, "p2");
      for (let opened = 0; opened < 2; opened++) {
        const { acts, head } = await store.acts(clear);
        expect(namesIn(acts)).toEqual(["erased", "erased", "Beispiel"]);
        expect(JSON.stringify(acts.slice(0, 2))).not.toMatch(/quendel|1825/);
        expect(acts.flatMap((act) => (act.act === "erasure" ? [act.person] : []))).toEqual(["p2", "p1"]);
        expect(await store.verify()).toMatchObject({ broken: undefined, entries: 7 });
        // The same acts again, in whatever words of what is gone: what is left of them is the same.
        expect(await store.append([anna, again], by)).toMatchObject({ head, repeated: ["n1", "n2"] });
        expect(await rejection(store.append([person("n9", NAME)], by))).toMatchObject({
          code: "person-erased",
          message: "`p1` was erased: nothing personal can be recorded under that identifier again",
        });
        await store.close();
        store = await open();
      }
      const { acts } = await store.acts({ personal: "sealed" });
      expect(erasuresOf(acts, "p1", { on, by: "", instrument: "" })).toEqual([]);
      await store.close();
    },
  ],
  [
    "brings nobody back who was erased: neither from a backup made after, nor with a key from one made before",
    async ({ open, nowhere }) =>
      inFolder(async (folder) => {
        const store = await open();
        await store.append([anna, ben], by);
        const before = await store.backup(join(folder, "before"));
        expect(before.head.position).toBe(2);
        const [key] = readFileSync(join(folder, "before", "keys.jsonl"), "utf8").split("\n");
        await erase(store, "p1");
        await store.backup(join(folder, "after"));
        expect(readFileSync(join(folder, "after", "keys.jsonl"), "utf8")).not.toContain(key);
        const restored = await restoreStore(join(folder, "after"), await nowhere(), { masterKey: MASTER });
        expect(await names(restored)).toEqual(["erased", "Beispiel"]);
        await restored.close();
        // The older backup knows of no erasure; the newer acts, taken over into it, destroy the key again.
        const older = await restoreStore(join(folder, "before"), await nowhere(), { masterKey: MASTER });
        expect(await names(older)).toEqual([NAME, "Beispiel"]);
        await older.receive(store.entries());
        expect(await names(older)).toEqual(["erased", "Beispiel"]);
        await older.close();
      }),
  ],
  [
    "shows an alias to whoever is not cleared, and the name to whoever is",
    async ({ open }) => {
      const store = await open();
      await store.append([anna, again, ben, merge, alias], by);
      const seen = await store.acts({ ...clear, personal: "alias" });
      expect(namesIn(seen.acts)).toEqual(["Q", "Q", "Beispiel"]);
      expect(JSON.stringify(seen.acts)).not.toMatch(/Musterfrau|quendel/);
      expect(await names(store)).toEqual([NAME, NAME, "Beispiel"]);
      expect(namesIn((await store.acts({ personal: "sealed" })).acts)).toEqual([
        "sealed",
        "sealed",
        "sealed",
      ]);
    },
  ],
  [
    "notes every look before anything is shown, at everybody or at one person",
    async ({ open }) => {
      let now = 0;
      const clock = (): Date => new Date(Date.UTC(2026, 0, 1, 12, 0, now++));
      const store = await open({ clock });
      await store.append([anna, again, ben, merge], by);
      await store.acts({ personal: "sealed" });
      expect(await store.looks()).toEqual([]);
      await store.acts(clear);
      const one = await store.acts({ ...clear, person: "p2" });
      expect(namesIn(one.acts)).toEqual([NAME, NAME, "sealed"]);
      expect(await rejection(store.acts({ ...clear, person: "p9" }))).toMatchObject({ code: "no-person" });
      const said = (await store.looks()).map(({ person: whose, by: who, purpose }) => [who, purpose, whose]);
      expect(said).toEqual([
        ["ben", "a test", null],
        ["ben", "a test", "p2"],
        ["ben", "a test", "p1"],
      ]);
      expect((await store.looks(["p3"])).map(({ person: whose }) => whose)).toEqual([null]);
      expect((await store.looks(["p1"])).map(({ at }) => at)).toEqual([
        expect.stringMatching(/^2026-01-01T12:00:\d\d\.000Z$/),
        expect.stringMatching(/^2026-01-01T12:00:\d\d\.000Z$/),
      ]);
    },
  ],
  [
    "opens by the next master key alone once the keys are rotated",
    async ({ open, where }) => {
      const next = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 5 * k + 3));
      const store = await open();
      await store.append([anna, ben], by);
      await erase(store, "p3");
      expect(await store.rotateKeys(next)).toBe(1);
      expect(await names(store)).toEqual([NAME, "erased"]);
      await store.append([person("n7", "Later", "p7")], by);
      await store.close();
      expect(await rejection(openStore(where, { masterKey: MASTER, registry: REGISTRY }))).toMatchObject({
        code: "master-key-wrong",
        message: "the master key is not the one of this store",
      });
      const again = await open({ masterKey: next });
      expect(await names(again)).toEqual([NAME, "erased", "Later"]);
      expect((await collected(again.entries())).length).toBe(4);
    },
  ],
];
