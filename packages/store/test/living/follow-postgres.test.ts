/** Following a store on a PostgreSQL server: other processes, lost connections, a server that goes down. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { day } from "@comity/calendar";
import { evaluate } from "@comity/policy";
import { actToJson, fold } from "@comity/registry";
import fc from "fast-check";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { anyActs } from "../../../registry/test/random-registry.ts";
import { EMPTY_HEAD, followStore, openStore, type Step } from "../../src/index.ts";
import { chain } from "../../src/ledger/entry.ts";
import { insertEntries } from "../../src/ledger/insert-entries.ts";
import { updateProjections } from "../../src/projection/update-projections.ts";
import { PostgresServer } from "../ground/postgres-server.ts";
import { freshDatabase, MASTER, REGISTRY, reasonToSkip } from "../ground/shared.ts";
import { clashes, everything, fresh, policy } from "./following-cases.ts";
import { livingPolicyText } from "./living-policy.ts";

const SERVER = "PostgreSQL 18";
const missing = reasonToSkip(SERVER);
const folder = mkdtempSync(join(tmpdir(), "comity-follow-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TODAY = "2021-06-01";
const clock = () => new Date(`${TODAY}T12:00:00Z`);
const PROCESS = fileURLToPath(new URL("follow-process.mjs", import.meta.url));

describe.skipIf(missing !== undefined)(
  `following on PostgreSQL${missing === undefined ? "" : ` (skipped: ${missing})`}`,
  () => {
    test("two server processes that both record agree with each other and with a fresh evaluation", async () => {
      const url = await freshDatabase(SERVER);
      const all = fc
        .sample(anyActs(500), { seed: 11, numRuns: 8 })
        .flatMap((acts, k) =>
          acts.map((act) => JSON.parse(JSON.stringify(actToJson(act)).replaceAll(/"(a\d+)"/g, `"${k}$1"`))),
        );
      const acts = all.slice(0, 160);
      writeFileSync(join(folder, "policy.md"), livingPolicyText());
      const run = (which: number) => {
        const own = join(folder, `acts-${which}.json`);
        writeFileSync(own, JSON.stringify(acts.filter((_, k) => k % 2 === which)));
        const words = [
          PROCESS,
          url,
          join(folder, "policy.md"),
          own,
          String(acts.length),
          `server ${which}`,
          TODAY,
        ];
        return promisify(execFile)(process.execPath, words);
      };
      const [one, two] = (await Promise.all([run(0), run(1)])).map(
        ({ stdout }) => JSON.parse(stdout) as { position: number; positions: number[]; told: string },
      );
      const store = await openStore(url, { masterKey: MASTER });
      try {
        const recorded = await store.acts({ personal: "sealed" });
        expect(recorded.acts).toHaveLength(acts.length);
        const told = createHash("sha256");
        const now = evaluate(policy, fold(recorded.acts, { knownOn: day(TODAY) }).facts);
        for (const { name } of [...policy.records, ...policy.predicates]) {
          const lines = [...now.list(name)].map(({ tuple, days }) =>
            JSON.stringify([name, tuple, [...days]]),
          );
          for (const line of lines.sort()) told.update(`${line}\n`);
        }
        for (const process of [one!, two!]) {
          expect(process.position).toBe(acts.length);
          // Nothing skipped, nothing twice.
          expect(process.positions).toEqual([...new Set(process.positions)].sort((a, b) => a - b));
        }
        const digest = told.digest("hex");
        expect([one!.told, two!.told]).toEqual([digest, digest]);
      } finally {
        await store.close();
      }
    });

    test("a lost connection costs nothing but time", async () => {
      const url = await freshDatabase(SERVER);
      const [store, other] = [
        await openStore(url, { masterKey: MASTER }),
        await openStore(url, { masterKey: MASTER }),
      ];
      const followed = await followStore(store, policy, { clock });
      try {
        const steps: Step[] = [];
        followed.onStep((step) => steps.push(step));
        await other.append(clashes(1, day(TODAY), "a"), { by: "other" });
        await followed.until(2);
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        const { rowCount } = await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
        expect(rowCount).toBeGreaterThan(1);
        await client.end();
        await other.append(clashes(2, day(TODAY), "b"), { by: "other" });
        await followed.until(6);
        const { acts } = await other.acts({ personal: "sealed" });
        expect(everything(followed.evaluation)).toEqual(fresh(acts, day(TODAY)));
        expect(steps.map(({ position }) => position)).toEqual([2, 6]);
      } finally {
        followed.close();
        await store.close();
        await other.close();
      }
    });

    test("what nobody told of is found all the same", async () => {
      const store = await openStore(await freshDatabase(SERVER), { masterKey: MASTER });
      const followed = await followStore(store, policy, { clock });
      try {
        const contents = clashes(1, day(TODAY)).map((act) => ({
          id: act.id,
          recordedAt: "2021-06-01T00:00:00.000Z",
          recordedBy: "somebody",
          act: actToJson(act),
        }));
        // As `append` does it, but without a message.
        const chained = [...chain(EMPTY_HEAD, contents)];
        await store.db
          .transaction()
          .execute((transaction) =>
            insertEntries(transaction, store.registry, chained, { hooks: [updateProjections] }),
          );
        await followed.until(2);
        expect([...followed.evaluation.list("employed")]).toHaveLength(1);
      } finally {
        followed.close();
        await store.close();
      }
    });

    test("a server that goes down and comes back is followed on", async () => {
      const server = await PostgresServer.start(SERVER);
      const url = server.url("postgres");
      const store = await openStore(url, { masterKey: MASTER, create: true, registry: REGISTRY });
      const followed = await followStore(store, policy, { clock });
      try {
        const positions: number[] = [];
        followed.onStep(({ position }) => positions.push(position));
        await store.append(clashes(1, day(TODAY), "a"), { by: "anna" });
        await followed.until(2);
        await server.stop("immediate");
        expect([...followed.evaluation.list("employed")]).toHaveLength(1);
        await after(300);
        await server.start();
        const other = await openStore(url, { masterKey: MASTER });
        await other.append(clashes(1, day(TODAY), "b"), { by: "other" });
        await other.close();
        await followed.until(4);
        expect(positions).toEqual([2, 4]);
      } finally {
        followed.close();
        await store.close();
        await server.remove();
      }
    });
  },
);
