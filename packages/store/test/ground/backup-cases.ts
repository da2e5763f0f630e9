/** Backups, and what comes back from them. */
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { MasterKey, restoreStore } from "../../src/index.ts";
import type { Case } from "./conformance.ts";
import { collected, rejection } from "./ledger-cases.ts";
import { MASTER } from "./shared.ts";
import { affiliations, person } from "./some-acts.ts";

const reading = { personal: "clear", by: "test", purpose: "test" } as const;

export const BACKUP_CASES: readonly Case[] = [
  [
    "comes back from a backup as it was",
    async ({ open, nowhere }) => {
      const parent = mkdtempSync(join(tmpdir(), "comity-backup-"));
      try {
        const store = await open();
        const meta = { name: "test", title: "The lakes", host: "LAKES" };
        await store.describe(meta);
        await store.append([person("p", "Example"), ...affiliations(12)], { by: "anna", set: "s" });
        const before = await store.acts(reading);
        const backup = join(parent, "backup");
        const manifest = await store.backup(backup);
        expect(manifest).toMatchObject({ head: before.head, meta, files: { "acts.jsonl": { lines: 13 } } });
        // Of names and keys nothing can be read in it, and by nobody else.
        for (const name of readdirSync(backup)) expect(statSync(join(backup, name)).mode & 0o077).toBe(0);
        expect(await rejection(store.backup(backup))).toMatchObject({ code: "not-empty" });
        await store.append(affiliations(1, "later"), { by: "anna" });

        const other = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 5 * k + 2));
        const place = await nowhere();
        expect(await rejection(restoreStore(backup, place, { masterKey: other }))).toMatchObject({
          code: "master-key-wrong",
        });
        const restored = await restoreStore(backup, place, { masterKey: MASTER });
        try {
          expect(await restored.acts(reading)).toEqual(before);
          expect(await restored.meta()).toEqual(meta);
          expect((await collected(restored.entries())).at(-1)!.hash).toBe(before.head.hash);
          expect(await restored.verify()).toMatchObject({ entries: 13, broken: undefined });
          await restored.append([person("q", "Other", "p2")], { by: "anna" });
        } finally {
          await restored.close();
        }
        expect(await rejection(restoreStore(backup, place, { masterKey: MASTER }))).toMatchObject({
          code: "store-exists",
        });

        const elsewhere = await nowhere();
        const acts = join(backup, "acts.jsonl");
        truncateSync(acts, statSync(acts).size - 1);
        expect(await rejection(restoreStore(backup, elsewhere, { masterKey: MASTER }))).toMatchObject({
          code: "broken-chain",
          message: `\`acts.jsonl\` of the backup \`${backup}\` is not what was written`,
        });
        appendFileSync(acts, "\n");
        await (await restoreStore(backup, elsewhere, { masterKey: MASTER })).close();
        rmSync(join(backup, "comity-backup.json"));
        expect(await rejection(restoreStore(backup, await nowhere(), { masterKey: MASTER }))).toMatchObject({
          code: "no-store",
        });
      } finally {
        rmSync(parent, { recursive: true, force: true });
      }
    },
  ],
];
