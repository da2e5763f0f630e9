/**
 * The OpenID AuthZEN Authorization API 1.0, sentence by sentence: each case bears the number of its line in docs/authzen.md, and every
 * line there that is this server's to keep has a case here.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accessRoom } from "../../src/authzen/access-room.ts";
import { type Client, type Ground, openGround } from "../ground/ground.ts";

const NOW = "2024-11-15T12:00:00Z";
const BASE = "https://pdp.example.com/lab";
const HOME = { type: "registry", id: "test" };
const person = (id: string) => ({ type: "person", id });
const ask = (id: string, name = "site_access", resource: object = HOME) => ({
  subject: person(id),
  action: { name },
  resource,
});

let ground: Ground;
let gate: Client;
beforeAll(async () => {
  ground = await openGround({
    rooms: [accessRoom],
    clock: () => new Date(NOW),
    env: { COMITY_PUBLIC_URL: BASE },
  });
  gate = ground.as("access-system");
});
afterAll(() => ground.stop());

type Answer = {
  decision?: boolean;
  context: Record<string, never>;
  evaluations: { decision: boolean; context: { error?: { status: number }; reason?: string } }[];
  page: { next_token: string; count: number; total: number };
  results: { type: string; id: string; name: string }[];
};

async function answer(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer> {
  const response = await gate.post(`/access/v1/${path}`, body, headers);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
  return (await response.json()) as Answer;
}
async function status(path: string, body: unknown, headers?: Record<string, string>): Promise<number> {
  return (await gate.post(`/access/v1/${path}`, body, headers)).status;
}
const decisions = ({ evaluations }: Answer): boolean[] => evaluations.map(({ decision }) => decision);
const idsOf = ({ results }: Answer): string[] => results.map(({ id }) => id);
const without = (body: object, ...path: string[]): object => {
  const copy = structuredClone(body) as Record<string, never>;
  const last = path.pop()!;
  delete (path.reduce((at: Record<string, never>, step) => at[step]!, copy) as Record<string, unknown>)[last];
  return copy;
};
const findPeople = { subject: { type: "person" }, action: { name: "site_access" }, resource: HOME };
const findExperiments = {
  subject: person("p1"),
  action: { name: "data_access" },
  resource: { type: "experiment" },
};
const findActions = { subject: person("p1"), resource: HOME };

/** By the number of the line. */
const CASES: Record<string, () => Promise<void>> = {
  "4": async () => {
    expect(await status("evaluation", ask("p1"))).toBe(200);
  },
  "5.1": async () => {
    for (const part of ["type", "id"]) {
      expect(await status("evaluation", without(ask("p1"), "subject", part))).toBe(400);
      expect(await status("evaluation", { ...ask("p1"), subject: { ...person("p1"), [part]: 5 } })).toBe(400);
    }
    expect(await status("evaluation", { ...ask("p1"), subject: "p1" })).toBe(400);
    const own = { ...person("p1"), properties: { any: [1, { of: null }], kind: "text" } };
    expect((await answer("evaluation", { ...ask("p1"), subject: own })).decision).toBe(true);
    expect(await status("evaluation", { ...ask("p1"), subject: { ...own, properties: [] } })).toBe(400);
  },
  "5.2": async () => {
    for (const part of ["type", "id"]) {
      expect(await status("evaluation", without(ask("p1"), "resource", part))).toBe(400);
      expect(await status("evaluation", { ...ask("p1"), resource: { ...HOME, [part]: {} } })).toBe(400);
    }
    expect(await status("evaluation", { ...ask("p1"), resource: { ...HOME, properties: 1 } })).toBe(400);
  },
  "5.3": async () => {
    expect(await status("evaluation", without(ask("p1"), "action", "name"))).toBe(400);
    expect(await status("evaluation", { ...ask("p1"), action: { name: true } })).toBe(400);
    expect(await status("evaluation", { ...ask("p1"), action: { name: "x", properties: "y" } })).toBe(400);
  },
  "5.4": async () => {
    const time = { time: "1985-10-26T01:22-07:00", schema: "https://schema.example.com/x", ip: [] };
    expect((await answer("evaluation", { ...ask("p1"), context: time })).decision).toBe(true);
    expect(await status("evaluation", { ...ask("p1"), context: [] })).toBe(400);
  },
  "5.5": async () => {
    const yes = await answer("evaluation", ask("p3"));
    expect(yes.decision).toBe(true);
    expect(yes.context).toMatchObject({
      day: "2024-11-15",
      knownOn: "2024-11-15",
      from: "2015-01-01",
      until: "2030-12-31",
      reason_user: {
        en: expect.stringMatching(/^p3 may enter the site, 2015-01-01 to 2030-12-31, as p3 is a member/),
      },
      reason_admin: {
        en: expect.stringMatching(/^by rule `site_access`.*it ends on 2030-12-31: ICA-B is in force/),
      },
    });
    const head = await ground.server.context.store.head();
    expect(yes.context.head).toEqual(head);
    const no = await answer("evaluation", { ...ask("p3"), context: { day: "2031-01-01" } });
    expect(no.decision).toBe(false);
    expect(no.context).toMatchObject({ day: "2031-01-01", from: "2031-01-01" });
    expect(no.context).not.toHaveProperty("until");
    expect((await answer("evaluation", ask("p999"))).decision).toBe(false);
    const before = await answer("evaluation", { ...ask("p3"), context: { knownOn: "2019-12-31" } });
    expect([before.decision, before.context.knownOn]).toEqual([false, "2019-12-31"]);
  },
  "6.1": async () => {
    for (const part of ["subject", "action", "resource"])
      expect(await status("evaluation", without(ask("p1"), part))).toBe(400);
    const experiment = { type: "Experiment", id: "X" };
    expect((await answer("evaluation", ask("p1", "data_access", experiment))).decision).toBe(true);
    const other = { type: "Experiment", id: "Y" };
    expect((await answer("evaluation", ask("p1", "data_access", other))).decision).toBe(false);
  },
  "7.1": async () => {
    const single = await answer("evaluations", ask("p1"));
    expect(single).toMatchObject({ decision: true });
    expect(await answer("evaluations", { ...ask("p1"), evaluations: [] })).toEqual(single);
    expect(await status("evaluations", { subject: person("p1"), evaluations: [] })).toBe(400);
  },
  "7.1.1": async () => {
    const many = {
      ...without(ask("p1"), "resource"),
      context: { day: "2031-01-01" },
      evaluations: [
        { resource: HOME },
        { resource: HOME, subject: person("p3") },
        { resource: HOME, subject: person("p3"), context: {} },
        { subject: person("p1") },
        "p1",
      ],
    };
    const all = await answer("evaluations", many);
    expect(decisions(all)).toEqual([true, false, true, false, false]);
    expect(all.evaluations.slice(3).map(({ context }) => context.error)).toEqual([
      { status: 400, message: "`body.evaluations[3].resource` is missing" },
      { status: 400, message: "`body.evaluations[4]` an object is expected" },
    ]);
  },
  "7.1.2.1": async () => {
    const people = (...ids: string[]) => ids.map((id) => ({ subject: person(id) }));
    const run = async (ids: string[], evaluations_semantic?: string) =>
      decisions(
        await answer("evaluations", {
          ...without(ask("p1"), "subject"),
          evaluations: people(...ids),
          ...(evaluations_semantic === undefined ? {} : { options: { evaluations_semantic, other: 1 } }),
        }),
      );
    const mixed = ["p1", "nobody", "p2"];
    expect(await run(mixed)).toEqual([true, false, true]);
    expect(await run(mixed, "execute_all")).toEqual([true, false, true]);
    expect(await run(mixed, "deny_on_first_deny")).toEqual([true, false]);
    expect(await run(mixed, "permit_on_first_permit")).toEqual([true]);
    expect(await run(["nobody", "p2", "p1"], "permit_on_first_permit")).toEqual([false, true]);
    expect(await run(["p1", "p2"], "deny_on_first_deny")).toEqual([true, true]);
    const wrong = { ...ask("p1"), evaluations: [{}], options: { evaluations_semantic: "first" } };
    expect(await status("evaluations", wrong)).toBe(400);
  },
  "7.2": async () => {
    const ids = ["p1", "nobody", "p2", "noone", "p3"];
    const all = await answer("evaluations", {
      ...ask("p1"),
      evaluations: ids.map((id) => ({ subject: person(id) })),
    });
    expect(decisions(all)).toEqual([true, false, true, false, true]);
    expect(Object.keys(all)).toEqual(["evaluations"]);
  },
  "7.2.1": async () => {
    const one = { ...ask("p1"), evaluations: [{}, { action: {} }, { action: { name: "fly" } }] };
    const all = await answer("evaluations", one);
    expect(decisions(all)).toEqual([true, false, false]);
    expect(all.evaluations.map(({ context }) => context.error?.status)).toEqual([undefined, 400, 404]);
    expect(await status("evaluations", { ...one, subject: { type: "person" } })).toBe(400);
    expect(await status("evaluations", { ...one, evaluations: {} })).toBe(400);
  },
  "8.1": async () => {
    const people = await answer("search/subject", findPeople);
    expect(idsOf(people)).toEqual(["p1", "p2", "p3", "p4"]);
    for (const { id } of people.results) expect((await answer("evaluation", ask(id))).decision).toBe(true);
    const after = await answer("search/subject", { ...findPeople, context: { day: "2031-01-01" } });
    expect(idsOf(after)).toEqual(["p1", "p2"]);
  },
  "8.2": async () => {
    const seen: string[] = [];
    let token: string | undefined;
    for (let pages = 0; token !== "" && pages < 9; pages++) {
      const page = { limit: 1, ...(token === undefined ? {} : { token }) };
      const found = await answer("search/subject", { ...findPeople, page });
      seen.push(...idsOf(found));
      token = found.page.next_token;
      expect(found.page).toMatchObject({ count: 1, total: 4 });
    }
    expect(seen).toEqual(["p1", "p2", "p3", "p4"]);
    const { page } = await answer("search/subject", { ...findPeople, page: { limit: 3 } });
    expect(
      idsOf(await answer("search/subject", { ...findPeople, page: { token: page.next_token } })),
    ).toEqual(["p4"]);
    const changed = {
      ...findPeople,
      action: { name: "computing_account" },
      page: { token: page.next_token },
    };
    expect(await status("search/subject", changed)).toBe(400);
    expect(
      await status("search/subject", { ...findPeople, page: { token: page.next_token, limit: 2 } }),
    ).toBe(400);
    expect(await status("search/resource", { ...findExperiments, page: { token: page.next_token } })).toBe(
      400,
    );
    expect(await status("search/subject", { ...findPeople, page: { token: "a3M9NDU2O3N6PTI=" } })).toBe(400);
    for (const wrong of [{ limit: -1 }, { limit: 1.5 }, { limit: "1" }, { token: 1 }, []])
      expect(await status("search/subject", { ...findPeople, page: wrong })).toBe(400);
    const none = await answer("search/subject", { ...findPeople, page: { limit: 0 } });
    expect([none.results, none.page.next_token === ""]).toEqual([[], false]);
  },
  "8.3": async () => {
    const text = await (await gate.post("/access/v1/search/subject", findPeople)).text();
    expect(text.startsWith('{"page":{"next_token":"","count":4,"total":4},"context":{')).toBe(true);
    expect(JSON.parse(text).results[0]).toEqual({ type: "person", id: "p1" });
    const unknown = { ...findPeople, subject: { type: "spaceship" } };
    expect((await answer("search/subject", unknown)).results).toEqual([]);
    expect((await answer("search/action", { ...findActions, subject: person("nobody") })).results).toEqual(
      [],
    );
    expect(
      (await answer("search/resource", { ...findExperiments, action: { name: "fly" } })).results,
    ).toEqual([]);
  },
  "8.4": async () => {
    const plain = await answer("search/subject", findPeople);
    expect(await answer("search/subject", { ...findPeople, subject: person("p1") })).toEqual(plain);
    expect(await answer("search/subject", { ...findPeople, subject: { type: "person", id: 7 } })).toEqual(
      plain,
    );
    for (const path of [["subject", "type"], ["action"], ["resource"], ["resource", "id"]])
      expect(await status("search/subject", without(findPeople, ...path))).toBe(400);
  },
  "8.5": async () => {
    const plain = await answer("search/resource", findExperiments);
    expect(plain.results).toEqual([{ type: "experiment", id: "X" }]);
    const named = { ...findExperiments, resource: { type: "experiment", id: "Y" } };
    expect(await answer("search/resource", named)).toEqual(plain);
    for (const path of [["resource", "type"], ["action"], ["subject"], ["subject", "id"]])
      expect(await status("search/resource", without(findExperiments, ...path))).toBe(400);
  },
  "8.6": async () => {
    const found = await answer("search/action", findActions);
    expect(found.results).toContainEqual({ name: "site_access" });
    const more = await answer("search/action", { ...findActions, action: { name: 5 } });
    expect(more).toEqual(found);
    for (const path of [["subject"], ["resource"], ["resource", "id"], ["subject", "id"]])
      expect(await status("search/action", without(findActions, ...path))).toBe(400);
    const first = await answer("search/action", { ...findActions, page: { limit: 1 } });
    const rest = { ...findActions, page: { token: first.page.next_token, limit: 1 } };
    expect((await answer("search/action", rest)).results).toEqual([found.results[1]]);
  },
  "9.1.1": async () => {
    const metadata = await gate.json("/.well-known/authzen-configuration/lab");
    expect(metadata).toEqual({
      policy_decision_point: BASE,
      access_evaluation_endpoint: `${BASE}/access/v1/evaluation`,
      access_evaluations_endpoint: `${BASE}/access/v1/evaluations`,
      search_subject_endpoint: `${BASE}/access/v1/search/subject`,
      search_resource_endpoint: `${BASE}/access/v1/search/resource`,
      search_action_endpoint: `${BASE}/access/v1/search/action`,
    });
  },
  "9.2": async () => {
    const response = await ground.as("public").get("/.well-known/authzen-configuration/lab");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    const text = await response.text();
    expect(text).not.toMatch(/null|\[\]/);
    expect((await ground.as("public").get("/.well-known/authzen-configuration/other")).status).toBe(404);
  },
  "10.1": async () => {
    expect((await gate.get("/access/v1/evaluation")).status).toBe(405);
    const typed = { "content-type": "application/json; charset=utf-8" };
    expect(await status("evaluation", ask("p1"), typed)).toBe(200);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
      expect(await status("evaluation", JSON.stringify(ask("p1")), { "content-type": type })).toBe(400);
    for (const body of ["[]", "5", '"x"', "null", "{", "", "{}x"])
      expect(await status("evaluation", body)).toBe(400);
  },
  "10.1.1": async () => {
    const more = { ...ask("p1"), unknown: { deep: [1] }, subject: { ...person("p1"), colour: "red" } };
    expect((await answer("evaluation", more)).decision).toBe(true);
    const turned = `{"resource":${JSON.stringify(HOME)},"action":{"name":"site_access"},"subject":{"id":"p1","type":"person"}}`;
    expect((await answer("evaluation", turned)).decision).toBe(true);
    expect((await answer("search/subject", { ...findPeople, sort: "up" })).page.total).toBe(4);
  },
  "10.1.2": async () => {
    expect((await ground.as("public").post("/access/v1/evaluation", ask("p1"))).status).toBe(401);
    expect((await ground.as("monitor").post("/access/v1/evaluation", ask("p1"))).status).toBe(403);
    const refused = await gate.post("/access/v1/evaluation", without(ask("p1"), "subject"));
    expect(await refused.json()).toMatchObject({ status: 400, detail: "`body.subject` is missing" });
    expect((await answer("evaluation", ask("nobody"))).decision).toBe(false);
  },
  "10.1.3": async () => {
    const say = async (id: string, body: unknown = ask("p1"), client = gate) =>
      (await client.post("/access/v1/evaluation", body, { "x-request-id": id })).headers.get("x-request-id");
    for (const id of [
      "bfe9eb29-ab87-4ca3-be83-a1d5d8305716",
      'any "text" at all; {really}',
      "x".repeat(300),
    ]) {
      expect(await say(id)).toBe(id);
      expect(await say(id, "{")).toBe(id);
      expect(await say(id, ask("p1"), ground.as("public"))).toBe(id);
    }
    const own = await gate.post("/access/v1/evaluation", ask("p1"));
    expect(own.headers.get("x-request-id")).toMatch(/./);
  },
  "11.2": async () => {
    for (const path of ["evaluation", "evaluations", "search/subject", "search/resource", "search/action"])
      expect((await ground.as("public").post(`/access/v1/${path}`, {})).status).toBe(401);
    const own = await ground.as("p1").post("/access/v1/evaluation", ask("p1"));
    expect(await own.json()).toMatchObject({ decision: true });
    expect((await ground.as("p1").post("/access/v1/evaluation", ask("p2"))).status).toBe(403);
    expect(
      (
        await ground
          .as("p1")
          .post("/access/v1/evaluations", { ...ask("p1"), evaluations: [{}, { subject: person("p2") }] })
      ).status,
    ).toBe(403);
    expect((await ground.as("p1").post("/access/v1/search/subject", findPeople)).status).toBe(403);
    expect((await ground.as("p1").post("/access/v1/search/action", findActions)).status).toBe(200);
  },
  "11.3": async () => {
    const response = await ground.as("public").post("/access/v1/search/action", findActions);
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="comity"',
    ]);
  },
  "11.5": async () => {
    const text = JSON.stringify(ask("p1"));
    expect(await status("evaluation", text.replace("{", '{"subject":{"type":"person","id":"p2"},'))).toBe(
      400,
    );
    expect(await status("evaluation", text.replace("{", '{"\\u0073ubject":1,'))).toBe(400);
    expect(await status("evaluation", text.replace("p1", "p\\ud83d"))).toBe(400);
    expect(await status("evaluation", text.replace("p1", "p\\ud83d\\ude00"))).toBe(200);
    expect(JSON.stringify(await answer("evaluation", ask("p1")))).not.toContain("null");
  },
  "11.7": async () => {
    expect(await status("evaluation", `${"[".repeat(50)}${"]".repeat(50)}`)).toBe(400);
    expect(await status("evaluation", " ".repeat(2_100_000))).toBe(413);
    const many = { ...ask("p1"), evaluations: Array.from({ length: 1_001 }, () => ({})) };
    expect(await status("evaluations", many)).toBe(400);
  },
  "11.9": async () => {
    const { headers } = await gate.get("/.well-known/authzen-configuration/lab");
    expect(headers.get("cache-control")).toBe("max-age=3600");
  },
};

describe("the AuthZEN Authorization API 1.0", () => {
  test.each(Object.entries(CASES))("keeps %s", (_, check) => check());

  test("has a line in docs/authzen.md for each case, and a case for each line that is its own", () => {
    const page = readFileSync(fileURLToPath(new URL("../../../../docs/authzen.md", import.meta.url)), "utf8");
    const lines = [...page.matchAll(/^\| ([\d.]+) +\|.*\| (kept|caller's|not given) +\|/gm)];
    const kept = new Set(lines.filter(([, , how]) => how === "kept").map(([, number]) => number!));
    expect([...kept].sort()).toEqual(Object.keys(CASES).sort());
  });
});
