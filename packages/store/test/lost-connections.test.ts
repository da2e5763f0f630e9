/** A server that goes away: in the middle of a set, for a moment, for good. Each test has a server of its own to break. */
import { setTimeout as after } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "../src/index.ts";
import { collected, rejection } from "./ground/ledger-cases.ts";
import { PostgresServer } from "./ground/postgres-server.ts";
import { MASTER, reasonToSkip } from "./ground/shared.ts";
import { affiliation, affiliations } from "./ground/some-acts.ts";

const reason = reasonToSkip("PostgreSQL 18");

describe.skipIf(reason !== undefined)(
  `a server${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    let server: PostgresServer;
    let store: Store;
    beforeAll(async () => {
      server = await PostgresServer.start("PostgreSQL 18");
      store = await openStore(server.url("postgres"), { masterKey: MASTER, create: true });
    });
    afterAll(async () => {
      await store.close();
      await server.remove();
    });

    const cut = () =>
      server.run(
        "postgres",
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'comity'",
      );

    it("whose connections are cut in the middle of a set has all of it or nothing, and is asked again", async () => {
      const { position } = await store.head();
      const set = affiliations(20_000, "set-");
      let isDone = false;
      const recording = store.append(set, { by: "anna", set: "one" }).finally(() => {
        isDone = true;
      });
      for (let cuts = 0; cuts < 4 && !isDone; cuts++) {
        await after(60 + 40 * cuts);
        await cut();
      }
      const { added, repeated } = await recording;
      expect([added.length, repeated.length]).toEqual([20_000, 0]);
      expect((await store.head()).position).toBe(position + 20_000);
      expect((await store.verify()).broken).toBeUndefined();
    });

    it("that is restarted under load loses nothing that was acknowledged, and nothing is recorded twice", async () => {
      const heard: string[] = [];
      const stop = store.onEntries(
        (entries) => void heard.push(...entries.map(({ id }) => id)),
        (await store.head()).position + 1,
      );
      const ids = new Set<string>();
      let isOver = false;
      const writers = Array.from({ length: 6 }, async (_, w) => {
        for (let k = 0; !isOver; k++) {
          const { added } = await store.append(affiliations(1 + (k % 3), `w${w}-${k}-`), { by: "anna" });
          for (const { id } of added) {
            expect(ids.has(id)).toBe(false);
            ids.add(id);
          }
        }
      });
      for (const mode of ["immediate", "fast"] as const) {
        await after(150);
        await server.stop(mode);
        await after(100);
        await server.start();
      }
      await after(150);
      isOver = true;
      await Promise.all(writers);
      const recorded = (await collected(store.entries()))
        .map(({ id }) => id)
        .filter((id) => id.startsWith("w"));
      expect([...recorded].sort()).toEqual([...ids].sort());
      expect((await store.verify()).broken).toBeUndefined();
      for (let waited = 0; heard.length < recorded.length && waited < 200; waited++) await after(50);
      expect(heard).toEqual(recorded);
      stop();
    });

    it("that is gone is said to be gone, and the same acts can be given again", async () => {
      const impatient = await openStore(server.url("postgres"), { masterKey: MASTER, patienceSeconds: 1 });
      await server.stop("fast");
      const error = await rejection(impatient.append([affiliation("late")], { by: "anna" }));
      expect(error).toMatchObject({ category: "fault", code: "store-unreachable" });
      expect((error as Error).message).toMatch(/^the database cannot be reached: /);
      expect(await rejection(openStore(server.url("postgres"), { masterKey: MASTER }))).toMatchObject({
        code: "store-unreachable",
        help: "check the address, the user and whether the server runs",
      });
      await server.start();
      const { added } = await impatient.append([affiliation("late")], { by: "anna" });
      expect(added).toHaveLength(1);
      await impatient.close();
    });

    it("gives the store's role no more than it needs, and says where it cannot", async () => {
      await server.run("postgres", "create role clerk login; grant create on database postgres to clerk");
      await server.run("postgres", "create database other owner clerk");
      const other = await openStore(server.url("other", "clerk"), { masterKey: MASTER, create: true });
      expect(other.warnings.join()).toContain("the user may not act as `comity_app`");
      await other.append([affiliation("a1")], { by: "anna" });
      await other.close();
      expect(store.warnings).toEqual([]);
    });
  },
);
