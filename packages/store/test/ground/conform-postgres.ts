/** The conformance suite on a PostgreSQL server. */
import pg from "pg";
import { describe, it } from "vitest";
import { FOLLOWING_CASES } from "../living/following-cases.ts";
import { PROJECTION_CASES } from "../projection/projection-cases.ts";
import { BACKUP_CASES } from "./backup-cases.ts";
import { CHAIN_CASES } from "./chain-cases.ts";
import { conform } from "./conformance.ts";
import { LEDGER_CASES } from "./ledger-cases.ts";
import { PEOPLE_CASES } from "./people-cases.ts";
import type { ServerName } from "./postgres-server.ts";
import { freshDatabase, reasonToSkip } from "./shared.ts";

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
      ...PEOPLE_CASES,
      ...PROJECTION_CASES,
      ...FOLLOWING_CASES,
    ],
  );
}
