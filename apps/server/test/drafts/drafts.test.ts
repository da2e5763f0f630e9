import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client, Ground } from "../ground/ground.ts";
import { COLLEAGUE, makeDraft, openDrafting, type Told } from "./drafting.ts";

let ground: Ground;
let legal: Client;
beforeAll(async () => {
  ground = await openDrafting({ clock: () => new Date("2026-11-22T10:00:00Z") });
  legal = ground.as("legal-service");
});
afterAll(() => ground.stop());

const told = async (response: Response): Promise<Told> => (await response.json()) as Told;
const put = (client: Client, path: string, body: unknown, tag?: string): Promise<Response> =>
  client.request("PUT", path, body, tag === undefined ? {} : { "if-match": tag });
const short = (day: string) => ({
  short: { what: "end", agreement: "ICA-B", day, date: "2026-11-01", knownOn: "2026-11-01" },
});

describe("drafts", () => {
  it("are made from a short form, with exceptions, and written out as a decision", async () => {
    const response = await legal.post("/api/v1/drafts", {
      short: { what: "end", agreement: "ICA-B", day: "2027-06-30", exceptions: ["p3"] },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("etag")).toBe('"1"');
    const draft = (await response.json()) as { id: string };
    expect(response.headers.get("location")).toBe(`/api/v1/drafts/${draft.id}`);
    expect(draft).toMatchObject({
      revision: 1,
      title: "End ICA-B",
      author: "legal-service",
      released: null,
      decision: {
        date: "2026-11-22",
        acts: [
          { act: "termination", agreement: "ICA-B", lastDay: "2027-06-30" },
          { act: "exception", agreement: "ICA-B", on: "2027-07-01", persons: ["p3"] },
        ],
      },
    });
    expect(await legal.json(`/api/v1/drafts/${draft.id}`)).toMatchObject({ id: draft.id, revision: 1 });
  });

  it("are a look at whom they name, wherever they show it", async () => {
    const { store } = ground.server.context;
    const excepted = { exceptions: ["p3"] };
    const [id, plain] = [await makeDraft(legal, "2027-06-30", excepted), await makeDraft(legal)];
    const frozen = await legal.post(`/api/v1/drafts/${id}/frozen`, {}, { "if-match": '"1"' });
    expect(frozen.status).toBe(201);
    let before = (await store.looks()).length;
    const looksOf = async (path: string): Promise<(string | null)[]> => {
      const response = await legal.get(path);
      expect([path, response.status]).toEqual([path, 200]);
      await response.body?.cancel();
      const looks = (await store.looks()).slice(before);
      before += looks.length;
      expect(looks.every(({ by }) => by === "legal-service")).toBe(true);
      return looks.map(({ person }) => person);
    };
    const draft = `/api/v1/drafts/${id}`;
    for (const path of [
      "/api/v1/drafts",
      draft,
      `${draft}/revisions`,
      `${draft}/impact`,
      `${draft}/impact?format=pdf`,
      `${draft}/comparison/${plain}`,
      `/api/v1/drafts/${plain}/comparison/${id}`,
      `${draft}/frozen/1`,
      `${draft}/stream`,
    ])
      expect([path, await looksOf(path)]).toEqual([path, ["p3"]]);
    for (const path of [`/api/v1/drafts/${plain}`, `/api/v1/drafts/${plain}/impact`, `${draft}/frozen`])
      expect([path, await looksOf(path)]).toEqual([path, []]);
  });

  it.each([
    ["suspend", { act: "suspension", agreement: "ICA-B", on: "2027-06-30" }],
    ["let lapse", { act: "notice", agreement: "ICA-B", on: "2027-06-30" }],
    ["postpone", { act: "postponement", agreement: "ICA-B", lastDay: "2027-06-30" }],
  ])("can %s an agreement", async (what, act) => {
    const response = await legal.post("/api/v1/drafts", {
      short: { what, agreement: "ICA-B", day: "2027-06-30" },
    });
    expect(((await response.json()) as { decision: { acts: object[] } }).decision.acts).toEqual([act]);
  });

  it("say everything that is wrong with them, with the place", async () => {
    const decision = {
      title: "x",
      date: "2026-13-01",
      acts: [{ act: "termination", agreement: "ICA-C", lastDay: "2027-06-30" }],
    };
    const wrong = await told(await legal.post("/api/v1/drafts", { decision }));
    expect(wrong).toMatchObject({ status: 400, errors: [{ path: "date" }] });
    const unknown = { ...decision, date: "2026-11-01" };
    expect(await told(await legal.post("/api/v1/drafts", { decision: unknown }))).toMatchObject({
      status: 422,
      errors: [{ path: "acts[0].agreement", message: "`ICA-C` is not an agreement of this registry" }],
    });
    const both = { decision: unknown, ...short("2027-06-30") };
    expect(await told(await legal.post("/api/v1/drafts", both))).toMatchObject({ code: "wrong-body" });
    expect(await told(await legal.post("/api/v1/drafts", { shorts: {} }))).toMatchObject({ status: 400 });
    const noDay = { short: { what: "end", agreement: "ICA-B", day: "2027-02-30" } };
    expect(await told(await legal.post("/api/v1/drafts", noDay))).toMatchObject({ code: "wrong-body" });
  });

  it("tell the second of two editors who changed what", async () => {
    const id = await makeDraft(legal);
    const colleague = ground.as(COLLEAGUE);
    const path = `/api/v1/drafts/${id}`;
    // Who may see a draft may not change it for that.
    expect((await put(colleague, path, short("2027-09-30"), '"1"')).status).toBe(403);
    await put(legal, `${path}/sharing`, { bodies: [], accounts: [COLLEAGUE] }, '"1"');
    expect(await told(await put(legal, path, short("2027-07-31")))).toMatchObject({
      status: 428,
      code: "if-match-missing",
    });
    expect(await told(await put(legal, path, short("2027-07-31"), "W/3"))).toMatchObject({
      code: "wrong-if-match",
    });
    await expect.poll(async () => (await put(colleague, path, short("2027-09-30"), '"2"')).status).toBe(200);
    const second = await put(legal, path, short("2027-07-31"), '"2"');
    expect(second.headers.get("etag")).toBe('"3"');
    expect(await told(second)).toMatchObject({
      status: 412,
      code: "draft-moved",
      detail: "the draft was changed by `colleague` since you read it",
      current: 3,
      changes: [
        {
          revision: 3,
          by: COLLEAGUE,
          did: "changed",
          differences: [{ path: "acts[0].lastDay", was: "2027-06-30", is: "2027-09-30" }],
        },
      ],
    });
    const { revisions } = await legal.json<{ revisions: { did: string }[] }>(`${path}/revisions`);
    expect(revisions.map(({ did }) => did)).toEqual(["made", "shared", "changed"]);
  });

  it("let one of two editors through who change at the same moment", async () => {
    const id = await makeDraft(legal);
    const days = ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"];
    const all = await Promise.all(days.map((day) => put(legal, `/api/v1/drafts/${id}`, short(day), '"1"')));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect(await legal.json(`/api/v1/drafts/${id}`)).toMatchObject({ revision: 2 });
  });

  it("are shared with bodies that there are, and are not there for others", async () => {
    const id = await makeDraft(legal);
    const delegate = ground.as("delegate");
    const body = { bodies: ["COUNCIL"], accounts: [] };
    const absent = await told(await delegate.get(`/api/v1/drafts/${id}`));
    expect(absent.status).toBe(404);
    const nothing = await told(await delegate.get("/api/v1/drafts/nothing-there"));
    expect(absent.detail.replace(id, "ID")).toBe(nothing.detail.replace("nothing-there", "ID"));
    const path = `/api/v1/drafts/${id}/sharing`;
    const wrong = await put(legal, path, { bodies: ["SENATE"], accounts: ["ghost"] }, '"1"');
    expect(await told(wrong)).toMatchObject({
      status: 422,
      errors: [{ path: "bodies[0]" }, { path: "accounts[0]" }],
    });
    expect((await put(legal, path, body, '"1"')).status).toBe(200);
    expect((await delegate.get(`/api/v1/drafts/${id}`)).status).toBe(200);
    const { drafts } = await delegate.json<{ drafts: { id: string }[] }>("/api/v1/drafts");
    expect(drafts.map((each) => each.id)).toEqual([id]);
    expect((await put(delegate, `/api/v1/drafts/${id}`, short("2027-01-31"), '"2"')).status).toBe(403);
  });

  it("are withdrawn, and stay as they were", async () => {
    const id = await makeDraft(legal);
    const path = `/api/v1/drafts/${id}`;
    const body = { why: "the session was put off" };
    const withdrawn = await legal.request("POST", `${path}/withdraw`, body, { "if-match": '"1"' });
    expect(await withdrawn.json()).toMatchObject({ withdrawn: { by: "legal-service", ...body } });
    expect(await told(await put(legal, path, short("2027-01-31"), '"2"'))).toMatchObject({
      status: 409,
      code: "withdrawn",
    });
  });

  it("are listed a page at a time, all of them once", async () => {
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const page: { drafts: { id: string }[]; next: string | null } = await legal.json(
        `/api/v1/drafts?limit=3${next === "" ? "" : `&after=${next}`}`,
      );
      expect(page.drafts.length).toBeLessThanOrEqual(3);
      seen.push(...page.drafts.map(({ id }) => id));
      ({ next } = page);
    }
    const whole = await legal.json<{ drafts: { id: string }[] }>("/api/v1/drafts?limit=1000");
    expect(seen).toEqual(whole.drafts.map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  });
});
