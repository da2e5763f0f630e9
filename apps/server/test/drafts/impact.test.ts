import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FrozenSheet, hashOf } from "../../src/drafts/frozen-sheet.ts";
import type { Client, Ground } from "../ground/ground.ts";
import { smallRegistry } from "../ground/small-registry.ts";
import { COLLEAGUE, eventsOf, makeDraft, openDrafting, type Told } from "./drafting.ts";

/** Of so many people at the institute of state B figures are large; p3 and p4 make seven of them. */
const MORE = ["q1", "q2", "q3", "q4", "q5"];

const header = { recorded: "2020-01-01", by: "users office", instrument: "" };
const affiliation = (person: string, recorded = "2020-01-01") => [
  { act: "person", id: `n-${person}`, on: "2015-01-01", ...header, recorded, person, familyName: person },
  {
    act: "affiliation",
    id: `a-${person}`,
    on: "2015-01-01",
    ...header,
    recorded,
    person,
    institute: "INST-B",
    connection: "affiliated with",
  },
  {
    act: "contract",
    id: `k-${person}`,
    on: "2015-01-01",
    ...header,
    recorded,
    person,
    institute: "INST-B",
    category: "USER",
    presence: 60,
  },
];

let ground: Ground;
let legal: Client;
beforeAll(async () => {
  ground = await openDrafting({
    clock: () => new Date("2026-11-22T10:00:00Z"),
    acts: [...smallRegistry(), ...actsFromJson(MORE.flatMap((each) => affiliation(each)))],
  });
  legal = ground.as("legal-service");
});
afterAll(() => ground.stop());

interface Sheet {
  readonly people: number | null;
  readonly firstDay: string;
  readonly entitlements: readonly { readonly people: number | null }[];
}
interface Impact {
  readonly head: { readonly position: number; readonly hash: string };
  readonly knownOn: string;
  readonly sheet: Sheet;
}

const post = async (path: string, tag: string, body?: unknown): Promise<Response> =>
  legal.request("POST", path, body ?? {}, { "if-match": tag });

describe("the impact of a draft", () => {
  it("is a fact sheet of the head that it says, and is known again by its tag", async () => {
    const id = await makeDraft(legal);
    const response = await legal.get(`/api/v1/drafts/${id}/impact`);
    const impact = (await response.json()) as Impact;
    expect(impact).toMatchObject({
      draft: id,
      revision: 1,
      knownOn: "2026-11-01",
      head: ground.server.context.followed.head,
      smallFigures: "shown",
      sheet: { people: 7, firstDay: "2027-07-01" },
    });
    const tag = response.headers.get("etag")!;
    expect((await legal.get(`/api/v1/drafts/${id}/impact`, { "if-none-match": tag })).status).toBe(304);
    const hidden = await legal.get(`/api/v1/drafts/${id}/impact?small=hidden`, { "if-none-match": tag });
    expect(hidden.status).toBe(200);
  });

  it("comes in the form that is asked for", async () => {
    const id = await makeDraft(legal);
    const path = `/api/v1/drafts/${id}/impact`;
    const pdf = await legal.get(path, { accept: "application/pdf;q=0.9, text/html" });
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(pdf.headers.get("content-disposition")).toBe(`attachment; filename="draft-${id}-1.pdf"`);
    expect(Buffer.from(await pdf.arrayBuffer()).toString("latin1", 0, 8)).toBe("%PDF-1.7");
    for (const format of ["xlsx", "csv"]) {
      const packed = await legal.get(`${path}?format=${format}`);
      expect(Buffer.from(await packed.arrayBuffer()).toString("latin1", 0, 2)).toBe("PK");
    }
    const refused = await legal.get(path, { accept: "image/png" });
    expect((await refused.json()) as Told).toMatchObject({ status: 406, code: "not-acceptable" });
  });

  it("is for the cleared: others are told where released sheets are, or that nothing is there", async () => {
    const id = await makeDraft(legal);
    const absent = await ground.as("delegate").get(`/api/v1/drafts/${id}/impact`);
    expect(absent.status).toBe(404);
    for (const path of ["impact", "stream", "frozen", `comparison/${id}`])
      expect((await ground.as("public").get(`/api/v1/drafts/${id}/${path}`)).status).toBe(404);
  });

  it("puts two drafts side by side", async () => {
    const [a, b] = [await makeDraft(legal), await makeDraft(legal, "2028-06-30")];
    const { comparison } = await legal.json<{ comparison: object }>(`/api/v1/drafts/${a}/comparison/${b}`);
    expect(comparison).toMatchObject({
      a: { firstDay: "2027-07-01" },
      b: { firstDay: "2028-07-01" },
      people: { a: 7, b: 7, onlyA: 0, onlyB: 0, both: 7 },
    });
    expect((await legal.get(`/api/v1/drafts/${a}/comparison/nothing`)).status).toBe(404);
  });
});

describe("a frozen fact sheet", () => {
  it("is shown again and checked after the registry has moved on", async () => {
    const id = await makeDraft(legal);
    expect((await legal.post(`/api/v1/drafts/${id}/frozen`, {})).status).toBe(428);
    const frozen = await post(`/api/v1/drafts/${id}/frozen`, '"1"');
    expect(frozen.status).toBe(201);
    const made = (await frozen.json()) as FrozenSheet;
    const { store, followed } = ground.server.context;
    // Recorded late, of a day before: today's answer is another, what was frozen is not.
    const late = actsFromJson(affiliation("late", "2026-10-01"));
    const { head } = await store.append(late, { by: "users office" });
    await followed.until(head.position);
    const path = `/api/v1/drafts/${id}`;
    expect((await legal.json<Impact>(`${path}/impact`)).sheet.people).toBe(8);
    const shown = await legal.json<{ frozen: FrozenSheet }>(`${path}/frozen/1`);
    expect(shown.frozen).toMatchObject({ ...made, sheet: { people: 7 } });
    expect(hashOf(shown.frozen)).toBe(made.hash);
    expect(await legal.json(`${path}/frozen/1/check`)).toEqual({
      hash: true,
      head: true,
      policy: true,
      sheet: true,
      differences: [],
    });
    const pdf = await legal.get(`${path}/frozen/1?format=pdf`);
    expect(pdf.headers.get("content-disposition")).toContain(`draft-${id}-frozen-1.pdf`);
    const { documents } = ground.server.context;
    const stored = (await documents.list<FrozenSheet>("draft-frozen", { prefix: id }))[0]!;
    const value = { ...stored.value, sheet: { ...stored.value.sheet, people: 6 } };
    await documents.write([{ collection: "draft-frozen", id: stored.id, value }], "somebody");
    expect(await legal.json(`${path}/frozen/1/check`)).toMatchObject({
      hash: false,
      sheet: false,
      differences: [{ path: "people", was: 6, is: 7 }],
    });
  });

  it("is released once, without what would show single people, also beside another", async () => {
    const everybody = ground.as("public");
    const [a, b] = [await makeDraft(legal, "2027-06-30", { exceptions: ["p3"] }), await makeDraft(legal)];
    for (const id of [a, b]) {
      expect((await post(`/api/v1/drafts/${id}/frozen`, '"1"')).status).toBe(201);
      expect((await everybody.get(`/api/v1/fact-sheets/${id}`)).status).toBe(404);
      const body = { frozen: 1, to: "public" };
      expect((await post(`/api/v1/drafts/${id}/release`, '"2"', body)).status).toBe(201);
    }
    const sheetOf = async (id: string): Promise<Impact & { readonly sheet: object }> =>
      everybody.json(`/api/v1/fact-sheets/${id}`);
    const [first, second] = [await sheetOf(a), await sheetOf(b)];
    // The exception spares one person of eight: side by side, 7 and 8 would say so.
    expect([first.sheet.people, second.sheet.people]).toEqual([5, 10]);
    expect(JSON.stringify(first)).not.toContain("p3");
    // Who may see what was released sees nothing of the draft as it changes.
    for (const path of ["impact", "stream", "frozen", "frozen/1", "frozen/1/check", `comparison/${b}`]) {
      expect((await everybody.get(`/api/v1/drafts/${a}/${path}`)).status, path).toBe(401);
      const refused = await ground.as("p1").get(`/api/v1/drafts/${a}/${path}`);
      expect((await refused.json()) as Told, path).toMatchObject({ status: 403, code: "not-cleared" });
    }
    const { sheets } = await everybody.json<{ sheets: { draft: string }[] }>("/api/v1/fact-sheets");
    expect(sheets.map(({ draft }) => draft).sort()).toEqual([a, b].sort());
    expect((await everybody.get(`/api/v1/fact-sheets/${b}?format=pdf`)).status).toBe(200);
  });
});

describe("a live stream", () => {
  it("answers the newest day, says what it skipped, and follows draft and registry", async () => {
    const id = await makeDraft(legal);
    const path = `/api/v1/drafts/${id}/stream`;
    const leave = new AbortController();
    const response = await fetch(`${ground.server.url}${path}`, {
      headers: { "x-ground-account": "legal-service" },
      signal: leave.signal,
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = eventsOf(response);
    const next = async () => (await events.next()).value!;
    const opened = await next();
    expect(opened.event).toBe("open");
    const into = String(opened.data.post);
    expect(await next()).toMatchObject({
      event: "sheet",
      data: { number: 0, sheet: { firstDay: "2027-07-01" } },
    });

    const days = Array.from({ length: 12 }, (_, k) => `2028-${String(k + 1).padStart(2, "0")}-10`);
    const posted = await Promise.all(days.map((day) => legal.post(into, { day })));
    expect(posted.map(({ status }) => status)).toEqual(days.map(() => 202));
    let shown = 0;
    let skipped = 0;
    for (let last = false; !last; ) {
      const { event, data } = await next();
      expect(event).toBe("sheet");
      shown++;
      skipped += Number(data.skipped);
      last = data.number === 12;
      if (last) expect((data.sheet as Sheet).firstDay).toBe(`${String(data.day).slice(0, 8)}11`);
    }
    expect(shown + skipped).toBe(12);

    // A day that cannot be, and what is wrong with it.
    expect((await legal.post(into, { day: "2028-02-31" })).status).toBe(400);
    await legal.post(into, { day: "2031-06-30" });
    expect(await next()).toMatchObject({ event: "sheet", data: { number: 13, sheet: { people: 0 } } });
    await legal.post(into, {});
    const { data: before } = await next();

    const { store } = ground.server.context;
    const { head } = await store.append(actsFromJson(affiliation("later", "2026-10-02")), { by: "office" });
    const { data: after } = await next();
    expect(after).toMatchObject({ number: 14, head });
    expect((after.sheet as Sheet).people).toBe((before.sheet as Sheet).people! + 1);

    const decision = { short: { what: "end", agreement: "ICA-B", day: "2029-01-31", knownOn: "2026-11-01" } };
    await legal.request("PUT", `/api/v1/drafts/${id}`, decision, { "if-match": '"1"' });
    expect(await next()).toMatchObject({ data: { revision: 2, sheet: { firstDay: "2029-02-01" } } });

    expect((await ground.as(COLLEAGUE).post(into, {})).status).toBe(404);
    leave.abort();
    await expect.poll(async () => (await legal.post(into, {})).status).toBe(404);
  });
});

it("says the same after a desk was prepared ahead, which nobody has to wait for", async () => {
  const id = await makeDraft(legal);
  const before = await legal.json<Impact>(`/api/v1/drafts/${id}/impact`);
  await Promise.all([ground.server.app.prepare(), ground.server.app.prepare()]);
  expect(await legal.json<Impact>(`/api/v1/drafts/${id}/impact`)).toEqual(before);
});
