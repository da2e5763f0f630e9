/** The feed: whichever server tells it, whenever one asks, and however it was read, it is one and the same. */
import { setTimeout as after } from "node:timers/promises";
import { type Day, eachInterval, formatDay, has, OPEN, SINCE_EVER } from "@comity/calendar";
import { type Act, actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { feedRoom, feedRoomWith } from "../../src/feed/feed-room.ts";
import { type Ground, openGround } from "../ground/ground.ts";
import { brokenLink, Follower, knownBy, type Told } from "./follower.ts";

const HOUR = 3_600_000;
let now = Date.parse("2024-11-15T12:00:00Z");
const clock = () => new Date(now);
const rooms = [feedRoom];

let one: Ground;
let two: Ground;
beforeAll(async () => {
  one = await openGround({ rooms, clock });
  two = await openGround({ rooms, clock, database: one.database });
});
afterAll(() => Promise.all([one.stop(), two.stop()]));

const gate = (ground: Ground) => ground.as("access-system");
let made = 0;

/** Somebody who comes to an institute with a contract until a day. */
function arrival(lastDay: string, recorded = "2024-11-01"): Act[] {
  const k = ++made;
  const header = { on: "2024-01-01", recorded, by: "users office", instrument: "" };
  const person = `n${k}`;
  return actsFromJson([
    { act: "person", id: `pn${k}`, ...header, person, familyName: `Name ${k}` },
    {
      act: "affiliation",
      id: `an${k}`,
      ...header,
      person,
      institute: "INST-A",
      connection: "affiliated with",
    },
    { act: "contract", id: `kn${k}`, ...header, person, category: "USER", lastDay },
    { act: "membership", id: `mn${k}`, ...header, person, experiment: "X", institute: "INST-A" },
  ]);
}

const record = (ground: Ground, acts: readonly Act[]) =>
  ground.server.context.store.append(acts, { by: "test" });

/** Waits until both servers are as far as the ledger. */
async function settle(): Promise<void> {
  const { position } = await one.server.context.store.head();
  await Promise.all([one, two].map(({ server }) => server.context.followed.until(position)));
}

/** The next day comes for both. */
async function turn(): Promise<void> {
  await settle();
  now += 24 * HOUR;
  for (const { server } of [one, two]) expect(server.context.followed.today).toBeGreaterThan(0);
}

/** Everything that a follower who heard all of it would know. */
function known({ server }: Ground): Map<string, string> {
  const { evaluation, today } = server.context.followed;
  const state = new Map<string, string>();
  for (const { name, role, columns } of evaluation.policy.predicates) {
    if (role !== "entitlement") continue;
    for (const { tuple, days } of evaluation.list(name)) {
      const key = `${name} ${tuple[0]} ${columns.length > 1 ? tuple[1] : "test"}`;
      const told = [...eachInterval(days)].map(([from, to]) => ({
        ...(from === SINCE_EVER ? {} : { from: formatDay(from) }),
        ...(to === OPEN ? {} : { until: formatDay((to - 1) as Day) }),
      }));
      state.set(key, JSON.stringify(told));
      if (has(days, today)) state.set(`now ${key}`, "");
    }
  }
  return state;
}

const sorted = (state: Map<string, string>) => [...state].sort(([a], [b]) => (a < b ? -1 : 1));

describe("the feed", () => {
  test("is the same from every server, at once, by turns, and told again after a restart", async () => {
    const start = sorted(known(one));
    const followers = [new Follower(), new Follower(), new Follower()];
    const [first, second, roaming] = followers as [Follower, Follower, Follower];
    /** Where the reading ends, once that is known. */
    let goal = Number.POSITIVE_INFINITY;
    const isEnough = (told: readonly Told[]) => Number(told.at(-1)?.id.split(".")[0] ?? 0) >= goal;
    const connections = [first.follow(gate(one), isEnough), second.follow(gate(two), isEnough)];
    const roam = (async () => {
      for (let k = 0; !isEnough(roaming.told); k++) {
        const enough = roaming.told.length + 1 + (k % 3);
        const ground = k % 2 === 0 ? one : two;
        await roaming.follow(gate(ground), (told) => isEnough(told) || told.length >= enough);
      }
    })();
    // Each is told first where the feed stands: whoever came later would not have heard what came before.
    while (followers.some(({ last }) => last === undefined)) await after(20);
    const begin = first.last!;
    for (let k = 0; k < 24; k++) {
      const ground = k % 2 === 0 ? one : two;
      if (k % 4 === 0)
        await Promise.all([record(one, arrival("2025-06-30")), record(two, arrival("2025-06-30"))]);
      else if (k % 4 === 1) await record(ground, [...arrival("2024-11-20"), ...arrival("2024-11-18")]);
      // Known on a later day only, and recorded on an earlier one.
      else if (k % 4 === 2) await record(ground, arrival("2025-01-31", "2024-11-18"));
      else for (const each of arrival("2024-12-31", "2019-01-01")) await record(ground, [each]);
      if (k % 5 === 4) await turn();
    }
    const head = await one.server.context.store.head();
    await Promise.all([one, two].map(({ server }) => server.context.followed.until(head.position)));
    goal = head.position;
    // One more set, which ends the waiting.
    await record(one, arrival("2025-06-30"));
    await Promise.all([...connections, roam]);
    await settle();

    const upTo = (told: readonly Told[]) =>
      told.filter(({ id }) => Number(id.split(".")[0]) <= head.position);
    const all = upTo(first.told);
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter(({ name }) => name === "day")).toHaveLength(4);
    expect(upTo(second.told)).toEqual(all);
    expect(upTo(roaming.told)).toEqual(all);
    expect(brokenLink(all, begin)).toBeUndefined();

    // A server that was not there tells the same, from each place on.
    const third = await openGround({ rooms, clock, database: one.database });
    try {
      for (const at of [20, 0, 41]) {
        const late = new Follower(at === 0 ? begin : all[at - 1]!.id);
        await late.follow(gate(third), (told) => told.length >= all.length - at);
        expect(late.told).toEqual(all.slice(at));
      }
      const last = await third.server.context.store.head();
      const whole = new Follower(begin);
      await whole.follow(gate(third), (told) => told.at(-1)?.id.startsWith(`${last.position}.`) === true);
      expect(sorted(knownBy(whole.told, new Map(start)))).toEqual(sorted(known(third)));
    } finally {
      await third.stop();
    }
  });

  test("tells a long event in parts, each of which one can go on from", async () => {
    await settle();
    const before = new Follower();
    await before.follow(gate(one), () => before.last !== undefined);
    const begin = before.last!;
    await record(one, Array.from({ length: 150 }, () => arrival("2025-06-30")).flat());
    const whole = new Follower(begin);
    await whole.follow(gate(one), (told) => told.length > 1 && !told.at(-1)!.id.includes("+"));
    expect(whole.told.length).toBeGreaterThan(1);
    expect(whole.told[0]!.id).toBe(`${begin}+1`);
    expect(brokenLink(whole.told, begin)).toBeUndefined();
    const rest = new Follower(whole.told[0]!.id);
    await rest.follow(gate(two), (told) => told.length >= whole.told.length - 1);
    expect(rest.told).toEqual(whole.told.slice(1));
    const third = await openGround({ rooms, clock, database: one.database });
    try {
      const again = new Follower(whole.told[0]!.id);
      await again.follow(gate(third), (told) => told.length >= whole.told.length - 1);
      expect(again.told).toEqual(whole.told.slice(1));
    } finally {
      await third.stop();
    }
  });

  test("tells a new day in parts too, where much begins and ends on it, each of which one can go on from", async () => {
    const today = formatDay(one.server.context.followed.today);
    await record(one, Array.from({ length: 520 }, () => arrival(today)).flat());
    await settle();
    const before = new Follower();
    await before.follow(gate(one), () => before.last !== undefined);
    const begin = before.last!;
    const start = sorted(known(one));
    await turn();
    const isWhole = (told: readonly Told[]) => told.length > 0 && !told.at(-1)!.id.includes("+");
    const whole = new Follower(begin);
    await whole.follow(gate(one), isWhole);
    expect(whole.told.map(({ name }) => name)).toEqual(whole.told.map(() => "day"));
    expect(whole.told.length).toBeGreaterThan(1);
    expect(brokenLink(whole.told, begin)).toBeUndefined();
    expect(sorted(knownBy(whole.told, new Map(start)))).toEqual(sorted(known(one)));
    const third = await openGround({ rooms, clock, database: one.database });
    try {
      for (const ground of [two, third])
        for (const at of whole.told.keys()) {
          if (at + 1 === whole.told.length) continue;
          const rest = new Follower(whole.told[at]!.id);
          await rest.follow(gate(ground), isWhole);
          expect(rest.told).toEqual(whole.told.slice(at + 1));
        }
    } finally {
      await third.stop();
    }
  });

  test("may tell an act of midnight before the new day or after it, and either way tells all", async () => {
    await settle();
    const roaming = new Follower();
    await roaming.follow(gate(one), () => roaming.last !== undefined);
    const [begin, start] = [roaming.last!, sorted(known(one))];
    let isOver = false;
    const roam = (async () => {
      for (let k = 0; !isOver; k++) {
        const enough = roaming.told.length + 1;
        await roaming.follow(gate(k % 2 === 0 ? one : two), (told) => isOver || told.length >= enough);
      }
    })();
    for (let k = 0; k < 6; k++) {
      const recorded = record(k % 2 === 0 ? one : two, arrival("2024-11-22"));
      // The new day comes while the act is on its way.
      now += 24 * HOUR;
      await recorded;
      await after(20);
    }
    isOver = true;
    await record(one, arrival("2025-06-30"));
    await roam;
    expect(brokenLink(roaming.told, begin)).toBeUndefined();
    await settle();
    const rest = new Follower(roaming.last!);
    const head = await one.server.context.store.head();
    if (!roaming.last!.startsWith(`${head.position}.`))
      await rest.follow(gate(two), (told) => told.at(-1)?.id.startsWith(`${head.position}.`) === true);
    expect(sorted(knownBy([...roaming.told, ...rest.told], new Map(start)))).toEqual(sorted(known(one)));
  });

  test.each([
    ["x", 400, "wrong-event-id"],
    ["1.2024-11-15", 400, "wrong-event-id"],
    ["1.2024-02-30.000000000000", 400, "wrong-event-id"],
    ["1.2024-11-15.0123456789ab", 409, "unknown-event-id"],
    ["0.2024-11-15.0123456789ab", 409, "unknown-event-id"],
    ["99999999.2024-11-15.0123456789ab", 409, "unknown-event-id"],
    ["0.2035-01-01.000000000000", 409, "unknown-event-id"],
  ])("refuses the id %s: %i %s", async (id, status, code) => {
    const response = await gate(one).get("/api/v1/feed", { "last-event-id": id });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
    expect((await gate(one).get(`/api/v1/feed?after=${id}`)).status).toBe(status);
  });

  test("is told to access systems only", async () => {
    expect((await one.as("public").get("/api/v1/feed")).status).toBe(401);
    expect((await one.as("p1").get("/api/v1/feed")).status).toBe(403);
  });

  test("says so where more came than is told again", async () => {
    const short = feedRoomWith({ keeping: { events: 3, changes: 1_000 } });
    const third = await openGround({ rooms: [short], clock, database: one.database });
    try {
      const zero = `0.2024-11-15.${"0".repeat(12)}`;
      const response = await gate(third).get("/api/v1/feed", { "last-event-id": zero });
      expect([response.status, await response.json()]).toMatchObject([410, { code: "feed-too-far-back" }]);
    } finally {
      await third.stop();
    }
  });
});
