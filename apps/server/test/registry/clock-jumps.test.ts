/** A clock that jumps there and back while acts are recorded, drafts made and the feed followed. */
import { setTimeout as after } from "node:timers/promises";
import { formatDay } from "@comity/calendar";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Follower } from "../feed/follower.ts";
import { type Ground, openGround } from "../ground/ground.ts";

const HOUR = 3_600_000;
const START = Date.parse("2026-11-10T12:00:00Z");
let now = START;
let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ clock: () => new Date(now) });
});
afterAll(() => ground?.stop());

interface Entry {
  readonly position: number;
  readonly recordedAt: string;
  readonly act: { readonly recorded: string };
}

it("dates acts and drafts in the order in which they came, and tells each once, whatever the clock says", async () => {
  const office = ground.as("users-office");
  const legal = ground.as("legal-service");
  const follower = new Follower();
  let isDone = false;
  const following = follower.follow(ground.as("access-system"), () => isDone);
  while (follower.begin === undefined) await after(5);

  const head = async () => (await office.get("/api/v1/registry/head")).headers.get("etag")!;
  const today = () => formatDay(ground.server.context.followed.today);
  const entries: Entry[] = [];
  const drafts: string[] = [];
  for (const [at, jump] of [
    0,
    HOUR,
    26 * HOUR,
    -26 * HOUR,
    -40 * 24 * HOUR,
    27 * HOUR,
    49 * HOUR,
  ].entries()) {
    now = START + jump;
    const { followed } = ground.server.context;
    await expect.poll(() => formatDay(followed.today) >= new Date(now).toISOString().slice(0, 10)).toBe(true);
    const act = {
      act: "contract",
      id: `jump-${at}`,
      on: "2024-01-01",
      by: "users office",
      person: "p1",
      category: "USER",
      lastDay: `20${30 + at}-01-01`,
    };
    const recorded = await office.post("/api/v1/acts", { acts: [act] }, { "if-match": await head() });
    expect([jump, recorded.status]).toEqual([jump, 201]);
    entries.push(await ground.as("auditor").json<Entry & Record<string, unknown>>(`/api/v1/acts/jump-${at}`));
    // Nobody records for a day that is still to come, whichever way the clock went.
    const tomorrow = formatDay((followed.today + 1) as never);
    const early = await office.post(
      "/api/v1/acts",
      { acts: [{ ...act, id: `early-${at}`, recorded: tomorrow }] },
      { "if-match": await head() },
    );
    expect([jump, early.status]).toEqual([jump, 400]);
    const made = await legal.post("/api/v1/drafts", {
      short: { what: "end", agreement: "ICA-B", day: "2028-06-30", date: today(), knownOn: today() },
    });
    expect([jump, made.status, made.status === 201 ? "" : await made.clone().text()]).toEqual([
      jump,
      201,
      "",
    ]);
    const { id } = (await made.json()) as { id: string };
    drafts.push(id);
    const impact = await legal.get(`/api/v1/drafts/${id}/impact`);
    expect([jump, impact.status]).toEqual([jump, 200]);
  }
  const days = entries.map(({ act }) => act.recorded);
  expect(days).toEqual(days.toSorted());
  const instants = entries.map(({ recordedAt }) => recordedAt);
  expect(instants).toEqual([...new Set(instants)].toSorted());
  // Every draft is still there, and every act was told by its place, once and in order.
  for (const id of drafts) expect((await legal.get(`/api/v1/drafts/${id}`)).status).toBe(200);
  const last = entries.at(-1)!.position;
  const places = () => follower.told.map(({ id }) => Number(id.split(".")[0]));
  await expect.poll(() => places().at(-1)).toBe(last);
  expect(places()).toEqual(places().toSorted((a, b) => a - b));
  const ids = follower.told.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  isDone = true;
  await ground.stop();
  await following.catch(() => undefined);
});
