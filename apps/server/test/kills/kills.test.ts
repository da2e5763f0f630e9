/**
 * `comity serve` killed in the middle of everything: acts, drafts and decisions under way, mails at a mail server that sometimes stalls,
 * questions and feeds. No answer is wrong, no act is lost, no set is half there, no mail is twice or never, every feed goes on.
 * One kill here; `npm run soak -- server` does hundreds (COMITY_KILLS).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { readPolicy } from "@comity/policy";
import { masterKeyFrom, openStore } from "@comity/store";
import { afterAll, describe, expect, it } from "vitest";
import { MailServer } from "../../../../packages/carrying-out/test/mail-server.ts";
import {
  freshDatabase,
  freshFolder,
  MASTER_TEXT,
  REGISTRY,
  reasonToSkip,
} from "../../../../packages/store/test/ground/shared.ts";
import { parseCursor } from "../../src/feed/cursor.ts";
import { makeAccessClient } from "../ground/access-client.ts";
import { SMALL_POLICY } from "../ground/small-registry.ts";
import { freePort } from "../sign-in/ground/sign-in-ground.ts";
import { LETTERS, PEOPLE_EACH, registryOf } from "./agreements.ts";
import { ComityProcess, type Serving } from "./comity-process.ts";
import { judge, judgeAnswers } from "./judge.ts";
import { Load, pick } from "./load.ts";

const isCampaign = process.env.COMITY_KILLS !== undefined;
const KILLS = Number(process.env.COMITY_KILLS ?? 1);
/** Kills on one store before another one is taken: a longer ledger makes comparing slower. */
const ROUNDS = 10;
const LONGEST = { timeout: 14_400_000 };
/** Of so many starts one is killed while it starts. */
const EARLY_KILLS = 8;
/** So long at most a kill waits for mails and drafts. */
const LONGEST_ROUND_MS = 10_000;
const PATIENCE_SECONDS = isCampaign ? 4 : 1;

const masterKey = masterKeyFrom({ COMITY_MASTER_KEY: MASTER_TEXT });
const policy = readPolicy(SMALL_POLICY, "cern.policy.md").policy!;
const parent = mkdtempSync(join(tmpdir(), "comity-killed-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** A mail server on a bad day: it mostly takes, now and then slowly, refuses for now, drops the line, or never answers. */
function onABadDay(smtp: MailServer): void {
  smtp.choose = () => {
    const dice = Math.random();
    if (dice < 0.5) return "take";
    if (dice < 0.86) return "take slowly";
    if (dice < 0.91) return "refuse text for now";
    if (dice < 0.94) return "drop in the text";
    if (dice < 0.96) return "stall in the text";
    if (dice < 0.98) return "take and say nothing";
    return "take and drop";
  };
}

/** Waits for a moment worth a kill: some sets were acknowledged, and maybe so many mails taken, or drafts changed. */
async function untilWorthIt(load: Load, smtp: MailServer): Promise<void> {
  const of = [() => load.acknowledged.size, () => smtp.mails.length, () => load.changes];
  const goals = [
    2,
    ...(Math.random() < 0.6 ? [pick(1, 8)] : [0]),
    ...(Math.random() < 0.4 ? [pick(1, 5)] : [0]),
  ];
  const ends = of.map((count, k) => count() + goals[k]!);
  const latest = performance.now() + LONGEST_ROUND_MS;
  while (of.some((count, k) => count() < ends[k]!) && (performance.now() < latest || of[0]!() < ends[0]!))
    await after(5);
  await after(Math.random() * 600);
}

async function oneKill(
  serving: Serving,
  load: Load,
  smtp: MailServer,
  round: number,
  mayBeEarly: boolean,
): Promise<void> {
  const server = new ComityProcess(serving);
  if (mayBeEarly && Math.random() < 1 / EARLY_KILLS) {
    await after(Math.random() * 2_500);
    await server.kill();
    return;
  }
  await server.ready();
  await load.signIn();
  const busy = load.run(round);
  // What fails before the kill fails the test; what ends by it is expected.
  const failed = busy.then(() => {
    if (!server.isKilled) throw new Error(`the server let go of everybody: ${server.faults}`);
  });
  try {
    await Promise.race([untilWorthIt(load, smtp), failed]);
  } finally {
    await server.kill();
  }
  await failed;
  expect(server.faults).toBe("");
}

/** Lets a last server bring everything to its end, and does what the office has to. Gives how many mails were in doubt. */
async function settle(serving: Serving, load: Load, smtp: MailServer, rounds: number): Promise<number> {
  smtp.choose = undefined;
  const server = new ComityProcess(serving);
  try {
    return await broughtToAnEnd(server, load, smtp, rounds);
  } finally {
    await server.kill();
    expect(server.faults).toBe("");
  }
}

async function broughtToAnEnd(
  server: ComityProcess,
  load: Load,
  smtp: MailServer,
  rounds: number,
): Promise<number> {
  await server.ready();
  await load.signIn();
  for (let k = 0; k < rounds; k++) {
    await load.enter(k);
    expect((await load.release(k)).length).toBe(PEOPLE_EACH * LETTERS.length);
  }
  const doubted = new Set<string>();
  for (let isOver = false; !isOver; await after(200)) {
    isOver = true;
    for (let k = 0; k < rounds; k++)
      for (const { id, state, messageId } of await load.mails(k)) {
        if (state === "in doubt") {
          doubted.add(id);
          await load.note(k, id, smtp.taken().has(messageId) ? "sent" : "waiting");
        } else if (!["waiting", "handing over", "at the dot", "sent"].includes(state))
          throw new Error(`${id} is ${state}`);
        if (state !== "sent") isOver = false;
      }
  }
  const mails = await Promise.all(Array.from({ length: rounds }, (_, k) => load.mails(k)));
  const expected = mails.flat().map(({ messageId }) => [messageId, 1] as const);
  expect(new Map(smtp.taken())).toEqual(new Map(expected));
  // All feeds to the end.
  const { position } = (await (await fetch(`${server.url}/readyz`)).json()) as { position: number };
  for (const follower of load.followers)
    if (parseCursor(follower.last!)!.position < position)
      await follower.follow(load.client(), (told) => told.at(-1)?.id.startsWith(`${position}.`) === true);
  return doubted.size;
}

async function oneStore(where: string, rounds: number): Promise<void> {
  const setUp = await openStore(where, { masterKey });
  await setUp.append(registryOf(rounds), { by: "users office" });
  const secret = await makeAccessClient(setUp);
  await setUp.close();
  const smtp = new MailServer();
  await smtp.listen();
  onABadDay(smtp);
  const serving = {
    where,
    port: await freePort(),
    smtpPort: smtp.port,
    patienceSeconds: PATIENCE_SECONDS,
  };
  const load = new Load(`http://localhost:${serving.port}`, secret);
  for (let round = 0; round < rounds; round++) {
    await oneKill(serving, load, smtp, round, isCampaign && round > 0);
    const store = await openStore(where, { masterKey });
    await judge(store, load, smtp);
    await store.close();
  }
  const doubted = await settle(serving, load, smtp, rounds);
  const store = await openStore(where, { masterKey });
  const entries = await judge(store, load, smtp);
  await store.close();
  const compared = judgeAnswers(entries, policy, REGISTRY, load);
  expect(compared).toBeGreaterThan(0);
  await smtp.close();
  if (isCampaign)
    console.log(
      JSON.stringify({
        rounds,
        entries: entries.length,
        sets: load.acknowledged.size,
        answers: load.answers.length,
        compared,
        told: load.followers.map(({ told }) => told.length),
        mails: smtp.mails.length,
        doubted,
        changes: load.changes,
      }),
    );
}

describe("`comity serve`, killed", () => {
  const grounds: [string, boolean, () => Promise<string>][] = [
    ["on PostgreSQL 18", reasonToSkip("PostgreSQL 18") !== undefined, () => freshDatabase("PostgreSQL 18")],
    // Starting takes seconds there: left to the campaign.
    ["embedded", !isCampaign, () => freshFolder(parent)],
  ];
  for (const [name, isMissing, fresh] of grounds)
    it.skipIf(isMissing)(
      `${name}, gives no wrong answer, loses nothing that it acknowledged, and sends each mail once`,
      LONGEST,
      async () => {
        for (let done = 0; done < KILLS; done += ROUNDS)
          await oneStore(await fresh(), Math.min(ROUNDS, KILLS - done));
      },
    );
});
