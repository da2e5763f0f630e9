/**
 * `comity serve` killed while ballots come in: whoever got an answer is on the board, the board only grew, and anybody can count it. In
 * `npm run soak -- server` alone, a tenth of its kills on each engine.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { recount } from "../../../../packages/council/src/index.ts";
import { quickOf } from "../../../../packages/council/test/ground/made-vote.ts";
import { freshFolder } from "../../../../packages/store/test/ground/shared.ts";
import {
  ABSTAIN,
  AGAINST,
  announced,
  BALLOTS,
  begun,
  boardOf,
  ceremonyHeld,
  does,
  IN_FAVOUR,
  openCouncil,
  sealed,
  tabled,
} from "../council/ballot-ground.ts";
import { freePort } from "../sign-in/ground/sign-in-ground.ts";
import { ComityProcess } from "./comity-process.ts";

const { COMITY_KILLS } = process.env;
const KILLS = Math.ceil(Number(COMITY_KILLS ?? 10) / 10);
const LONGEST_MILLISECONDS = 1_500;
const parent = mkdtempSync(join(tmpdir(), "comity-ballots-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe.skipIf(COMITY_KILLS === undefined)("a server that is killed while ballots come in", () => {
  it.each(["PostgreSQL 18", "embedded"] as const)(
    "keeps whatever it answered for, on %s",
    { timeout: 14_400_000 },
    async (engine) => {
      const isEmbedded = engine === "embedded";
      let council = await openCouncil(4, isEmbedded ? { folder: await freshFolder(parent) } : {});
      const where = council.ground.database;
      Object.assign(council, { trustees: ["t-1"] });
      const ballot = await begun(council, await tabled(council), 1);
      await ceremonyHeld(council, ballot);
      const keys = await Promise.all(
        council.members.slice(0, 3).map((member) => announced(council, ballot, member)),
      );
      await does(council, ballot, "list");
      await does(council, ballot, "open");
      const opened = await boardOf(council, ballot);
      await council.stop();
      let before = opened;
      const acknowledged: string[] = [];
      let cutShort = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const served = { where, port: await freePort(), smtpPort: await freePort(), patienceSeconds: 1 };
        const server = new ComityProcess(served);
        await server.ready();
        const voting = keys.map(async (key, at) => {
          for (let turn = 0; ; turn++) {
            const choice = [IN_FAVOUR, AGAINST, ABSTAIN][(at + turn) % 3]!;
            try {
              const response = await fetch(`${server.url}${BALLOTS}/${ballot}/ballots`, {
                method: "POST",
                headers: { "content-type": "application/json" },
                body: sealed(opened, key, choice).json,
              });
              const { tracker } = (await response.json()) as { tracker: string };
              expect(response.status).toBe(201);
              acknowledged.push(tracker);
            } catch (error) {
              if (!server.isKilled) throw error;
              cutShort++;
              return;
            }
          }
        });
        await after(Math.random() * LONGEST_MILLISECONDS);
        await server.kill();
        await Promise.all(voting);
        council = await openCouncil(4, { database: where });
        const board = await boardOf(council, ballot);
        await council.stop();
        expect(Buffer.from(board).subarray(0, before.length).equals(before)).toBe(true);
        const on = new Set(recount(board, quickOf).ballots.map(({ tracker }) => tracker));
        expect(acknowledged.filter((tracker) => !on.has(tracker))).toEqual([]);
        before = board;
      }
      expect(cutShort).toBeGreaterThan(0);
    },
  );
});
