/** The conformance suite on a PostgreSQL server. */
import { sql } from "kysely";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { MasterKey, type Store } from "../../src/index.ts";
import { DOCUMENT_CASES } from "../documents/document-cases.ts";
import { FOLLOWING_CASES } from "../living/following-cases.ts";
import { PROJECTION_CASES } from "../projection/projection-cases.ts";
import { BACKUP_CASES } from "./backup-cases.ts";
import { CHAIN_CASES } from "./chain-cases.ts";
import { type Case, conform } from "./conformance.ts";
import { LEDGER_CASES, rejection } from "./ledger-cases.ts";
import { PEOPLE_CASES } from "./people-cases.ts";
import type { ServerName } from "./postgres-server.ts";
import { freshDatabase, reasonToSkip } from "./shared.ts";
import { affiliations, person } from "./some-acts.ts";

/** What only a server does: in a folder the whole database is made anew, which `embedded.test.ts` tests. */
const SERVER_CASES: readonly Case[] = [
  [
    "makes its derived tables anew when it is asked to",
    async ({ open, backDoor }) => {
      const count = async (store: Store): Promise<number> =>
        (await sql<{ n: number }>`select count(*) as n from comity.affiliation`.execute(store.db)).rows[0]!.n;
      const store = await open();
      await store.append([person("p", "Example"), ...affiliations(3)], { by: "anna" });
      expect(await count(store)).toBe(3);
      await backDoor(store, "delete from comity.affiliation");
      await store.close();
      const asBefore = await open();
      expect(await count(asBefore)).toBe(0);
      await asBefore.close();
      expect(await count(await open({ rebuild: true }))).toBe(3);
    },
  ],
  [
    "seals nobody under a master key that another process rotated away, and says so",
    async ({ open }) => {
      const next = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 5 * k + 3));
      const [store, other] = [await open(), await open()];
      const by = { by: "anna" };
      await store.append([person("n1", "Example", "p1")], by);
      // Whoever is registered while the keys are exchanged is opened by the new key as well, or is refused.
      const people = Array.from({ length: 40 }, (_, k) => person(`m${k}`, `Name ${k}`, `q${k}`));
      const registering = people.map((act) => other.append([act], by));
      await registering[0];
      await store.rotateKeys(next);
      const outcomes = await Promise.allSettled(registering);
      const isRotated = {
        code: "master-key-wrong",
        message: "the master key of this store was rotated while this process had it open",
      };
      for (const outcome of outcomes)
        if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(isRotated);
      expect(await rejection(other.append([person("n2", "Later", "p2")], by))).toMatchObject(isRotated);
      const reading = { personal: "clear", by: "anna", purpose: "test" } as const;
      expect(await rejection(other.acts(reading))).toMatchObject(isRotated);
      // What needs no key goes on.
      await other.append(affiliations(2), by);
      const recorded = outcomes.filter(({ status }) => status === "fulfilled").length;
      const { acts } = await store.acts(reading);
      expect(acts.filter(({ act }) => act === "person")).toHaveLength(1 + recorded);
    },
  ],
];

/** Runs it, or says why the server cannot be had here. */
export function conformPostgres(name: ServerName): void {
  const reason = reasonToSkip(name);
  if (reason !== undefined) {
    describe.skipIf(true)(`${name} (skipped: ${reason})`, () => it("conforms", () => undefined));
    return;
  }
  conform(
    {
      name,
      fresh: () => freshDatabase(name),
      nowhere: () => freshDatabase(name, "template0"),
      backDoor: async (_store, where, text) => {
        const client = new pg.Client({ connectionString: where });
        await client.connect();
        try {
          await client.query(text);
        } finally {
          await client.end();
        }
      },
      skips: {},
    },
    [
      ...LEDGER_CASES,
      ...CHAIN_CASES,
      ...BACKUP_CASES,
      ...DOCUMENT_CASES,
      ...SERVER_CASES,
      ...PEOPLE_CASES,
      ...PROJECTION_CASES,
      ...FOLLOWING_CASES,
    ],
  );
}
