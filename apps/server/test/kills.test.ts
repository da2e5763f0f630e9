/**
 * Servers killed in the middle of a writing storm, with questions and feeds under way: no answer is wrong, no acknowledged act is lost,
 * every feed goes on where it was. A few kills here; `npm run soak -- server` does hundreds (COMITY_KILLS).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { readPolicy } from "@comity/policy";
import { type Entry, masterKeyFrom, openStore } from "@comity/store";
import { afterAll, describe, expect, it } from "vitest";
import {
  freshDatabase,
  freshFolder,
  MASTER_TEXT,
  REGISTRY,
  reasonToSkip,
} from "../../../packages/store/test/ground/shared.ts";
import { parseCursor } from "../src/feed/cursor.ts";
import { brokenLink, Follower, knownBy } from "./feed/follower.ts";
import { makeAccessClient, tokenOf } from "./ground/access-client.ts";
import type { Client } from "./ground/ground.ts";
import { type Answered, Reference } from "./ground/reference.ts";
import { ServedProcess } from "./ground/served-process.ts";
import { SMALL_POLICY, smallRegistry } from "./ground/small-registry.ts";

const isCampaign = process.env.COMITY_KILLS !== undefined;
const KILLS = Number(process.env.COMITY_KILLS ?? 1);
/** Rounds on one store before another one is taken: a longer ledger makes comparing slower. */
const ROUNDS = 10;
const LONGEST = { timeout: 7_200_000 };
/** Of so many answers the rest is not compared. */
const MOST_COMPARED = 400;

const masterKey = masterKeyFrom({ COMITY_MASTER_KEY: MASTER_TEXT });
const policy = readPolicy(SMALL_POLICY, "cern.policy.md").policy!;
const parent = mkdtempSync(join(tmpdir(), "comity-served-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const sorted = (state: Map<string, string>) => [...state].sort(([a], [b]) => (a < b ? -1 : 1));

/** Asks until the server is gone. */
async function askOn(
  url: string,
  header: Record<string, string>,
  answers: Answered[],
  people: readonly string[],
) {
  for (let k = 0; ; k++) {
    const person = people[k % people.length]!;
    const isSite = k % 2 === 0;
    const predicate = isSite ? "site_access" : "data_access";
    const resource = isSite ? { type: "registry", id: REGISTRY } : { type: "experiment", id: "X" };
    const body = JSON.stringify({
      subject: { type: "person", id: person },
      action: { name: predicate },
      resource,
    });
    const headers = { ...header, "content-type": "application/json" };
    let text: string;
    try {
      const response = await fetch(`${url}/access/v1/evaluation`, { method: "POST", headers, body });
      text = await response.text();
      if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
    answers.push({ predicate, tuple: isSite ? [person] : [person, "X"], answer: JSON.parse(text) });
  }
}

/** Follows until the server is gone. */
async function followOn(url: string, header: Record<string, string>, follower: Follower): Promise<void> {
  const client = {
    request: (_: string, path: string, __: unknown, headers: Record<string, string>) =>
      fetch(url + path, { headers: { ...header, ...headers } }),
  } as unknown as Client;
  await follower
    .follow(client, () => false)
    .catch((error: unknown) => {
      if (!(error instanceof TypeError)) throw error;
    });
}

async function oneStore(where: string, rounds: number, name: string): Promise<number> {
  const setUp = await openStore(where, { masterKey });
  await setUp.append(smallRegistry(), { by: "users office" });
  const secret = await makeAccessClient(setUp);
  await setUp.close();
  const acknowledged = new Map<string, number>();
  const answers: Answered[] = [];
  const followers = [new Follower(), new Follower()];
  for (let round = 0; round < rounds; round++) {
    const server = new ServedProcess(where, `${name}r${round}`, { COMITY_WRITES: "40" });
    const url = await server.url();
    const header = await tokenOf(url, secret);
    const people = ["p1", "p3", ...Array.from({ length: 6 }, (_, k) => `${name}r${round}-${k}`)];
    const busy = [
      ...[0, 1, 2].map(() => askOn(url, header, answers, people)),
      ...followers.map((follower) => followOn(url, header, follower)),
    ];
    await server.until(2);
    await after(Math.random() * 500);
    await server.kill();
    await Promise.all(busy);
    expect(server.words).toBe("");
    for (const [set, size] of server.acknowledged) acknowledged.set(set, size);
  }
  // All feeds to the end, from a server that writes nothing.
  const last = new ServedProcess(where);
  const url = await last.url();
  const header = await tokenOf(url, secret);
  const { position } = (await (await fetch(`${url}/readyz`)).json()) as { position: number };
  const client = {
    request: (_: string, path: string, __: unknown, headers: Record<string, string>) =>
      fetch(url + path, { headers: { ...header, ...headers } }),
  } as unknown as Client;
  for (const follower of followers)
    if (parseCursor(follower.last!)!.position < position)
      await follower.follow(client, (told) => told.at(-1)?.id.startsWith(`${position}.`) === true);
  await last.kill();

  const store = await openStore(where, { masterKey });
  const entries: Entry[] = [];
  for await (const entry of store.entries()) entries.push(entry);
  const verification = await store.verify();
  await store.close();
  expect(verification.broken).toBeUndefined();
  const sizes = new Map<string, number>();
  for (const { set } of entries) if (set !== undefined) sizes.set(set, (sizes.get(set) ?? 0) + 1);
  expect([...acknowledged].filter(([set, size]) => sizes.get(set) !== size)).toEqual([]);

  const reference = new Reference(entries, policy);
  const step = Math.max(1, Math.floor(answers.length / MOST_COMPARED));
  const compared = answers.filter((_, k) => k % step === 0);
  expect(compared.length).toBeGreaterThan(0);
  expect(reference.wrong(compared)).toEqual([]);
  for (const follower of followers) {
    const start = parseCursor(follower.begin!)!;
    const end = parseCursor(follower.last!)!;
    expect(brokenLink(follower.told, follower.begin!)).toBeUndefined();
    const known = knownBy(follower.told, reference.known(start.position, start.day, REGISTRY));
    expect(sorted(known)).toEqual(sorted(reference.known(end.position, end.day, REGISTRY)));
  }
  return answers.length;
}

describe("a killed server", () => {
  const grounds: [string, boolean, () => Promise<string>][] = [
    ["on PostgreSQL 18", reasonToSkip("PostgreSQL 18") !== undefined, () => freshDatabase("PostgreSQL 18")],
    // Starting takes seconds there: left to the campaign.
    ["embedded", !isCampaign, () => freshFolder(parent)],
  ];
  for (const [name, isMissing, fresh] of grounds)
    it.skipIf(isMissing)(
      `${name} gives no wrong answer, loses no act, and every feed goes on`,
      LONGEST,
      async () => {
        for (let done = 0, k = 0; done < KILLS; done += ROUNDS, k++)
          await oneStore(await fresh(), Math.min(ROUNDS, KILLS - done), `s${k}`);
      },
    );
});
