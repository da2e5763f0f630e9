/** Reading the registry over HTTP: what is shown to whom, as known on which day, page by page, under which tag. */
import { day } from "@comity/calendar";
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ground, openGround } from "../ground/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground?.stop());

const office = () => ground.as("users-office");
const anyone = () => ground.as("public");

async function problemOf(response: Response) {
  const { title: _title, type: _type, ...rest } = (await response.json()) as Record<string, unknown>;
  return rest;
}

describe("agreements", () => {
  it("are shown with their lives and deadlines", async () => {
    expect(await anyone().json("/api/v1/agreements?on=2031-01-01&kind=ICA")).toMatchObject({
      on: "2031-01-01",
      agreements: [
        {
          id: "ICA-B",
          title: "Cooperation agreement with B",
          kind: "ICA",
          parties: ["ST-B", "LAB"],
          standing: "ended",
          inForce: [{ firstDay: "2001-01-01", lastDay: "2030-12-31" }],
        },
      ],
      next: null,
    });
    expect(await anyone().json("/api/v1/agreements/ICA-B")).toMatchObject({
      id: "ICA-B",
      standing: "in force",
      endsBecause: "term",
      noticePeriod: "6 months",
      acts: ["ica-b"],
    });
    expect(await anyone().json("/api/v1/deadlines?from=2024-01-01")).toMatchObject({
      from: "2024-01-01",
      deadlines: [{ agreement: "ICA-B", ifNobodyActs: "it ends after 2030-12-31 (term)" }],
    });
  });
});

describe("institutes, experiments and bodies", () => {
  it("are shown with what ties them", async () => {
    const open = { firstDay: "2010-01-01", lastDay: null };
    expect(await anyone().json("/api/v1/institutes/INST-B")).toMatchObject({
      id: "INST-B",
      seat: "ST-B",
      city: "Bford",
      teams: [{ id: "X", days: [open] }],
    });
    expect(await anyone().json("/api/v1/institutes?experiment=X&seat=ST-A")).toMatchObject({
      institutes: [{ id: "INST-A" }],
    });
    expect(await anyone().json("/api/v1/experiments/X")).toMatchObject({
      teams: [{ id: "INST-A" }, { id: "INST-B" }],
    });
    expect(await anyone().json("/api/v1/bodies")).toMatchObject({ bodies: [{ id: "COUNCIL" }] });
  });
});

describe("people", () => {
  it("are shown without names to those who may see them", async () => {
    const person = await office().json("/api/v1/people/p3?knownOn=2021-06-01");
    expect(person).toMatchObject({
      knownOn: "2021-06-01",
      id: "p3",
      isUnderAlias: null,
      affiliations: [{ id: "INST-B", days: [{ firstDay: "2015-01-01", lastDay: null }] }],
      contracts: [{ institute: "INST-B", category: "USER" }],
      experiments: [{ id: "X" }],
    });
    expect(person.entitlements).toContainEqual({
      entitlement: "site_access",
      tuple: ["p3"],
      days: [{ firstDay: "2015-01-01", lastDay: "2030-12-31" }],
    });
    expect(JSON.stringify(person)).not.toContain("Cliffe");
  });

  it("are nobody to those who may not see them, whether they are there or not", async () => {
    const [there, not] = await Promise.all([
      anyone().get("/api/v1/people/p3"),
      anyone().get("/api/v1/people/p99"),
    ]);
    expect([there.status, not.status]).toEqual([404, 404]);
    const swap = (text: string) => text.replaceAll("p99", "p3");
    expect(swap(await not.text())).toBe(await there.text());
    expect((await ground.as("p3").get("/api/v1/people/p3")).status).toBe(200);
    expect((await ground.as("p3").get("/api/v1/people/p1")).status).toBe(404);
  });

  it("are under an alias for whoever may know that", async () => {
    expect(await ground.as("alias-keeper").json("/api/v1/people/p4")).toMatchObject({ isUnderAlias: true });
  });

  it("are not given away by the acts that say so", async () => {
    const who = ["users-office", "auditor", "alias-keeper"];
    const status = await Promise.all(
      who.map(async (each) => (await ground.as(each).get("/api/v1/acts/alias-p4")).status),
    );
    expect(status).toEqual([404, 404, 404]);
    const page = await ground.as("users-office").json("/api/v1/acts?sort=alias");
    expect(page).toMatchObject({ entries: [], next: null });
    const extract = await ground
      .as("users-office")
      .json("/api/v1/people/p4/extract", { "comity-purpose": "registration" });
    expect(JSON.stringify(extract.acts)).not.toContain("alias-p4");
  });

  it("have names for those who say what for, and each look is on record", async () => {
    const noted = async (person: string) => {
      const { looks } = await ground
        .as("auditor")
        .json<{ looks: object[] }>(`/api/v1/people/${person}/looks`);
      return looks;
    };
    const names = (who: string, person: string, purpose: string) =>
      ground.as(who).get(`/api/v1/people/${person}/names`, { "comity-purpose": purpose });
    const [first, hidden] = await Promise.all([
      names("users-office", "p3", "registration"),
      names("users-office", "p4", "registration"),
    ]);
    expect(await first.json()).toMatchObject({ id: "p3", familyName: "Cliffe", mail: "p3@example.org" });
    expect(await hidden.json()).toMatchObject({ id: "p4", familyName: "Robin Vale", mail: null });
    const own = await names("p4", "p4", "own data");
    expect(await own.json()).toMatchObject({ familyName: "Dale" });
    const wrong = await names("users-office", "p3", "curiosity");
    expect(await problemOf(wrong)).toMatchObject({ status: 403, code: "purpose-unknown" });
    expect((await names("team-leader", "p3", "team")).status).toBe(404);
    expect((await noted("p3")).slice(-1)).toEqual([
      { at: expect.any(String), by: "users-office", purpose: "registration", person: "p3" },
    ]);
    expect((await noted("p4")).slice(-2)).toMatchObject([
      { by: "users-office" },
      { by: "p4", purpose: "own data" },
    ]);
  });

  it("are given everything that is held about them", async () => {
    const extract = await ground.as("p4").json("/api/v1/people/p4/extract?on=2024-01-01");
    expect(extract).toMatchObject({ identifiers: ["p4"] });
    const text = JSON.stringify(extract);
    expect(text).toContain("Dale");
    expect(text).not.toMatch(/Cliffe|Ashwood|Brook/);
    expect(extract.acts).toHaveLength(5);
    expect(extract.facts).toContainEqual({
      record: "affiliated",
      tuple: ["p4", "INST-B"],
      because: ["a-p4"],
      firstDay: "2015-01-01",
      lastDay: null,
    });
    expect((await ground.as("p3").get("/api/v1/people/p4/extract")).status).toBe(404);
  });

  it("come page by page, each once, whatever is recorded meanwhile", async () => {
    const first = await office().json<{ people: { id: string }[]; next: string }>(
      "/api/v1/people?limit=2&institute=INST-B&on=2020-01-01",
    );
    expect(first.people.map(({ id }) => id)).toEqual(["p3", "p4"]);
    expect(first.next).toBeNull();
    const ids: string[] = [];
    let after = "";
    for (let pages = 0; pages < 9; pages++) {
      const page = await office().json<{ people: { id: string }[]; next: string | null }>(
        `/api/v1/people?limit=1&on=2020-01-01${after}`,
      );
      ids.push(...page.people.map(({ id }) => id));
      if (page.next === null) break;
      if (pages === 0) await record("p0-behind", { person: "p0" });
      after = `&after=${page.next}`;
    }
    expect(ids).toEqual(["p1", "p2", "p3", "p4"]);
    const stray = await office().get(`/api/v1/people?limit=1&on=2020-01-02${after}`);
    expect(await problemOf(stray)).toMatchObject({ status: 400, code: "wrong-cursor" });
  });
});

async function record(id: string, own: object): Promise<void> {
  const { store, followed } = ground.server.context;
  const said = { act: "person", familyName: "Eve", on: "2015-01-01", recorded: "2020-01-01", ...own, id };
  const { head } = await store.append(actsFromJson([said]), { by: "users office" });
  await followed.until(head.position);
}

describe("answers", () => {
  it("have a tag that changes with the head and with who asks", async () => {
    const tag = (await office().get("/api/v1/agreements")).headers.get("etag")!;
    const again = await office().get("/api/v1/agreements", { "if-none-match": `"x", ${tag}` });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await anyone().get("/api/v1/agreements", { "if-none-match": tag })).status).toBe(200);
    await record("n-p5", { person: "p5" });
    expect((await office().get("/api/v1/agreements", { "if-none-match": tag })).status).toBe(200);
  });

  it("know nothing of days to come, and no wrong days", async () => {
    const to = await anyone().get("/api/v1/agreements?knownOn=2999-01-01");
    expect(await problemOf(to)).toMatchObject({ status: 400, code: "day-to-come" });
    const wrong = await anyone().get("/api/v1/deadlines?from=2023-02-29&bdy=COUNCIL");
    expect(await problemOf(wrong)).toEqual({
      status: 400,
      code: "wrong-query",
      instance: "/api/v1/deadlines",
      detail: expect.stringContaining("and 1 more"),
      errors: expect.arrayContaining([
        {
          path: "query.from",
          message: "`2023-02-29` is not a day: February 2023 has 28 days (did you mean `2023-02-28`?)",
        },
        { path: "query.bdy", message: "unknown field `bdy`", help: "did you mean `body`?" },
      ]),
    });
  });

  it("are as the head says that they take into account", async () => {
    const head = await anyone().json<{ position: number; hash: string }>("/api/v1/registry/head");
    expect(await ground.as("auditor").json(`/api/v1/registry/verification?head=${head.hash}`)).toMatchObject({
      isWhole: true,
      headAsked: { position: head.position },
    });
    expect(await anyone().json("/api/v1/registry")).toMatchObject({ position: head.position, agreements: 1 });
    expect(ground.server.context.followed.today).toBeGreaterThan(day("2026-01-01"));
  });
});
