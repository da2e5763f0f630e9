/** Every answer that shows people is in the book of looks before it is sent, and no other. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ground, openGround } from "./ground/ground.ts";

describe("looks at people over HTTP", () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await openGround();
  });
  afterAll(() => ground?.stop());

  let seen = 0;
  const newLooks = async () => {
    const all = await ground.server.context.store.looks();
    const fresh = all.slice(seen).map(({ by, purpose, person }) => [by, purpose, person]);
    seen = all.length;
    return fresh;
  };
  const office = () => ground.as("users-office");

  test("a person who is read is one look, for the purpose that the request says", async () => {
    expect((await office().get("/api/v1/people/p1", { "comity-purpose": "registration" })).status).toBe(200);
    expect(await newLooks()).toEqual([["users-office", "registration", "p1"]]);
    expect((await ground.as("p1").get("/api/v1/people/p1")).status).toBe(200);
    expect(await newLooks()).toEqual([["p1", "own data", "p1"]]);
  });

  test("who says no purpose is noted all the same", async () => {
    await office().get("/api/v1/people/p2");
    expect(await newLooks()).toEqual([["users-office", "not said (get /api/v1/people/{id})", "p2"]]);
  });

  test("a list is a look at each of those it shows", async () => {
    const { people } = await ground
      .as("team-leader")
      .json<{ people: { id: string }[] }>("/api/v1/people?limit=2");
    expect(people.length).toBe(2);
    expect(await newLooks()).toEqual(people.map(({ id }) => ["team-leader", "leading a team", id]));
  });

  test.each([
    ["nobody there", "users-office", "/api/v1/people/nobody", 404],
    ["somebody of another institute", "p1", "/api/v1/people/p2", 404],
    ["the public", "public", "/api/v1/people/p1", 404],
    ["an institute", "public", "/api/v1/institutes", 200],
  ])("%s is none", async (_, account, path, status) => {
    expect((await ground.as(account).get(path)).status).toBe(status);
    expect(await newLooks()).toEqual([]);
  });

  test("acts are a look at whom they name, and the feed one at everybody", async () => {
    const { entries } = await office().json<{ entries: { act: { person?: string } }[] }>(
      "/api/v1/acts?limit=50",
    );
    const named = new Set(entries.flatMap(({ act }) => act.person ?? []));
    expect(named.size).toBeGreaterThan(0);
    const looks = await newLooks();
    expect(new Set(looks.map(([, , person]) => person))).toEqual(named);
    expect(looks[0]).toEqual(["users-office", "not said (get /api/v1/acts)", expect.any(String)]);
    const feed = await ground.as("access-system").request("GET", "/api/v1/feed");
    expect(feed.status).toBe(200);
    await feed.body?.cancel();
    expect(await newLooks()).toEqual([["access-system", expect.any(String), null]]);
  });

  test("nor is what did not change since it was read", async () => {
    const first = await office().get("/api/v1/people/p1");
    await newLooks();
    const again = await office().get("/api/v1/people/p1", { "if-none-match": first.headers.get("etag")! });
    expect([again.status, await newLooks()]).toEqual([304, []]);
  });

  test("a purpose of somebody else's is refused, and nothing read", async () => {
    const refused = await office().get("/api/v1/people/p1", { "comity-purpose": "audit" });
    expect([refused.status, await refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: "purpose-unknown" }),
    ]);
    expect(await newLooks()).toEqual([]);
  });

  test("a machine that asks whether somebody may enter is noted once a day, and about whom", async () => {
    const question = {
      subject: { type: "person", id: "p1" },
      action: { name: "site_access" },
      resource: { type: "registry", id: ground.server.context.store.registry },
    };
    const ask = () => ground.as("access-system").post("/access/v1/evaluation", question);
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(200);
    expect(await newLooks()).toEqual([["access-system", "access control", "p1"]]);
    const other = { ...question, subject: { type: "person", id: "p2" } };
    expect((await ground.as("p1").post("/access/v1/evaluation", other)).status).toBe(403);
    expect(await newLooks()).toEqual([]);
  });
});
