/** The conformance suite on a PostgreSQL server. */
import { sql } from "kysely";
import pg from "pg";
import { describe, expect, it } from "vitest";
import type { Store } from "../../src/index.ts";
import { DOCUMENT_CASES } from "../documents/document-cases.ts";
import { FOLLOWING_CASES } from "../living/following-cases.ts";
import { PROJECTION_CASES } from "../projection/projection-cases.ts";
import { BACKUP_CASES } from "./backup-cases.ts";
import { CHAIN_CASES } from "./chain-cases.ts";
import { type Case, conform } from "./conformance.ts";
import { LEDGER_CASES } from "./ledger-cases.ts";
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
