/** The conformance suite on the embedded engine. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledQuery } from "kysely";
import { afterAll } from "vitest";
import { DOCUMENT_CASES } from "./documents/document-cases.ts";
import { BACKUP_CASES } from "./ground/backup-cases.ts";
import { CHAIN_CASES } from "./ground/chain-cases.ts";
import { conform } from "./ground/conformance.ts";
import { LEDGER_CASES } from "./ground/ledger-cases.ts";
import { PEOPLE_CASES } from "./ground/people-cases.ts";
import { freshFolder } from "./ground/shared.ts";
import { FOLLOWING_CASES } from "./living/following-cases.ts";
import { PROJECTION_CASES } from "./projection/projection-cases.ts";

const parent = mkdtempSync(join(tmpdir(), "comity-embedded-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

let made = 0;

conform(
  {
    name: "embedded",
    fresh: () => freshFolder(parent),
    nowhere: () => Promise.resolve(join(parent, `new-${++made}`)),
    // PGlite has one session, and its user is the superuser once it gives up the store's role.
    backDoor: async ({ db }, _where, text) => {
      const run = (line: string) => db.executeQuery(CompiledQuery.raw(line));
      await run("reset role");
      try {
        await run(text);
      } finally {
        await run("set role comity_app");
      }
    },
    skips: {
      "lets two processes record at once, each hearing of the other":
        "a folder has a lock: the second process is refused, which embedded.test.ts tests",
    },
  },
  [
    ...LEDGER_CASES,
    ...CHAIN_CASES,
    ...BACKUP_CASES,
    ...DOCUMENT_CASES,
    ...PEOPLE_CASES,
    ...PROJECTION_CASES,
    ...FOLLOWING_CASES,
  ],
);
