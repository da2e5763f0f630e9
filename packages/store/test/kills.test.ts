/**
 * Processes killed in the middle of a writing storm, and the power cut: whatever was acknowledged is there, every set is whole,
 * the chain holds. A few of each here; `npm run soak` runs hundreds (COMITY_KILLS, COMITY_CUTS).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { asOfAnotherBoot, settle, surviving } from "./ground/platter.ts";
import type { ServerName } from "./ground/postgres-server.ts";
import { freshDatabase, freshFolder, reasonToSkip } from "./ground/shared.ts";
import { damageIn, databaseProcess, Storm } from "./ground/storm.ts";

const KILLS = Number(process.env.COMITY_KILLS ?? 3);
const CUTS = Number(process.env.COMITY_CUTS ?? 2);
/** Rounds on one store before another one is taken: a longer ledger makes looking at it slower. */
const ROUNDS = 10;
const LONGEST = { timeout: 3_600_000 };

const parent = mkdtempSync(join(tmpdir(), "comity-kills-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Kills writers again and again at random moments; `strike` does it. */
async function campaign(
  fresh: () => Promise<string>,
  strike: (storm: Storm, where: string, round: number) => Promise<void>,
): Promise<void> {
  let where = "";
  let acknowledged = new Map<string, number>();
  for (let round = 0; round < KILLS; round++) {
    if (round % ROUNDS === 0) {
      where = await fresh();
      acknowledged = new Map();
    }
    const storm = new Storm(where, `r${round}`);
    // Now and then while it is being opened.
    if (round % 8 !== 7) {
      await storm.opened();
      await storm.until(1);
      await after(Math.random() * 150);
    } else await after(Math.random() * 1_000);
    await strike(storm, where, round);
    for (const [set, size] of storm.acknowledged) acknowledged.set(set, size);
    const found = await damageIn(where, acknowledged);
    expect(found, `round ${round}`).toMatchObject({
      lost: [],
      partial: [],
      verification: { broken: undefined },
    });
  }
}

describe("a killed process loses nothing", () => {
  it("embedded", LONGEST, () =>
    campaign(
      () => freshFolder(parent),
      async (storm, where, round) => {
        // The database's process alone is replaced, and writing goes on; then the writer dies, or both at once.
        if (round % 3 === 1 && round % 8 !== 7) {
          process.kill(databaseProcess(where), "SIGKILL");
          if (round % 2 === 1) await storm.until(3);
        }
        await storm.kill();
      },
    ),
  );

  for (const name of ["PostgreSQL 18", "the system's PostgreSQL"] satisfies ServerName[])
    it.skipIf(reasonToSkip(name) !== undefined)(name, LONGEST, () =>
      campaign(
        () => freshDatabase(name),
        (storm) => storm.kill(),
      ),
    );
});

describe.skipIf(process.platform !== "linux")("a power cut loses nothing", () => {
  it("embedded, with nothing left but what was fsynced, and with more", LONGEST, async () => {
    for (let round = 0; round < CUTS; round++) {
      const where = await freshFolder(parent);
      const platter = join(parent, `platter-${round}`);
      settle(where, platter);
      const preload = new URL("./ground/power-cut.mjs", import.meta.url).href;
      const storm = new Storm(where, `c${round}`, ["--import", preload], {
        COMITY_PLATTER: platter,
        COMITY_WATCHED: where,
      });
      await storm.opened();
      await storm.until(1 + (round % 5));
      await after(Math.random() * 100);
      const database = databaseProcess(where);
      await storm.kill();
      const left = join(parent, `left-${round}`);
      surviving(where, platter, left, () => (round % 2 === 0 ? 0 : Math.random()));
      asOfAnotherBoot(left);
      const found = await damageIn(left, storm.acknowledged);
      expect(found, `round ${round}`).toMatchObject({
        lost: [],
        partial: [],
        verification: { broken: undefined },
      });
      expect(storm.acknowledged.size).toBeGreaterThan(0);
      expect(database).toBeGreaterThan(0);
      for (const folder of [where, platter, left]) rmSync(folder, { recursive: true, force: true });
    }
  });
});
