/** Questions about entitlements over HTTP: on which days, who, why, what would help, and whom one may ask about. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, openGround } from "./ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

const ACCESS = "/api/v1/entitlements/site_access";
const untilTheEnd = [{ firstDay: "2015-01-01", lastDay: "2030-12-31" }];

describe("questions", () => {
  it("are answered with days", async () => {
    const when = (question: string) => ground.as("users-office").json(`${ACCESS}/when?${question}`);
    expect(await when("value=p3&on=2030-12-31")).toMatchObject({ holds: true, days: untilTheEnd });
    expect(await when("value=p3&on=2031-01-01")).toMatchObject({ holds: false });
    expect(await when("value=p3")).toMatchObject({ entitlement: "site_access", tuple: ["p3"], holds: null });
  });

  it("are answered with reasons, down to the acts that one may read", async () => {
    const why = (who: string) => ground.as(who).json(`${ACCESS}/explain?value=p3&on=2024-01-01`);
    const office = await why("users-office");
    expect(office).toMatchObject({ answer: "yes", days: untilTheEnd[0], on: "2024-01-01" });
    expect(office.text).toMatch(/^yes: p3 .*Institute of B/s);
    expect(office.facts).toContainEqual({
      record: "in_force",
      tuple: ["ICA-B"],
      firstDay: "2001-01-01",
      lastDay: "2030-12-31",
      acts: [
        {
          id: "ica-b",
          act: "signature",
          on: "2001-01-01",
          recorded: "2020-01-01",
          by: "users office",
          instrument: "",
        },
      ],
    });
    const own = (await why("p3")) as { facts: { record: string; acts: object[] }[] };
    const inForce = own.facts.find(({ record }) => record === "in_force");
    expect(inForce?.acts).toMatchObject([{ id: "ica-b", by: null, instrument: null }]);
    const no = await ground.as("users-office").json(`${ACCESS}/explain?value=p3&on=2031-01-01`);
    expect(no).toMatchObject({ answer: "no", days: null });
  });

  it("are answered with what would help", async () => {
    const found = await ground.as("p3").json(`${ACCESS}/remedies?value=p3&on=2031-06-01`);
    expect(found).toMatchObject({ holds: false, tuple: ["p3"] });
    expect(found.remedies).toContainEqual(
      expect.objectContaining({
        acts: expect.arrayContaining([
          expect.objectContaining({ act: "add", record: "affiliated", tuple: ["p3", "INST-A"] }),
        ]),
      }),
    );
  });

  it("list whom the asker may know of, a page at a time", async () => {
    const all = async (who: string, query = "") => {
      const { rows } = await ground
        .as(who)
        .json<{ rows: { tuple: unknown[] }[] }>(`${ACCESS}/list?on=2024-01-01${query}`);
      return rows.map(({ tuple }) => tuple[0]);
    };
    expect(await all("users-office")).toEqual(["p1", "p2", "p3", "p4"]);
    expect(await all("team-leader")).toEqual(["p1", "p2"]);
    expect(await all("p3")).toEqual(["p3"]);
    expect(await all("public")).toEqual([]);
    const first = await ground.as("users-office").json(`${ACCESS}/list?limit=3`);
    expect(first.rows).toHaveLength(3);
    expect(await all("users-office", "&limit=3")).toEqual(["p1", "p2", "p3"]);
    const rest = await ground.as("users-office").json(`${ACCESS}/list?limit=3&after=${first.next}`);
    expect(rest).toMatchObject({ rows: [{ tuple: ["p4"] }], next: null });
  });

  it("are a look at each person that they show", async () => {
    const before = (await ground.server.context.store.looks()).length;
    await ground.as("team-leader").get(`${ACCESS}/list?on=2024-02-02`);
    await ground.as("public").get(`${ACCESS}/list?on=2024-02-02`);
    const since = (await ground.server.context.store.looks()).slice(before);
    expect(since.map(({ by, person }) => [by, person])).toEqual([
      ["team-leader", "p1"],
      ["team-leader", "p2"],
    ]);
  });

  const WRONG: readonly (readonly [string, string, string, number, string])[] = [
    [
      "an entitlement that is misspelt",
      "public",
      "/api/v1/entitlements/site_acess/when?value=p1",
      404,
      "no-entitlement",
    ],
    ["somebody who is not there", "users-office", `${ACCESS}/when?value=p99`, 404, "not-found"],
    ["somebody whom one may not see", "p1", `${ACCESS}/when?value=p3`, 404, "not-found"],
    ["a value too few", "users-office", `${ACCESS}/when`, 400, "wrong-values"],
    ["a value too many", "users-office", `${ACCESS}/list?value=p1&value=X`, 400, "wrong-values"],
    ["no day", "users-office", `${ACCESS}/explain?value=p1`, 400, "wrong-query"],
  ];
  it.each(WRONG)("say what is wrong: %s", async (_what, who, path, status, code) => {
    const response = await ground.as(who).get(path);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });
});
