/** Carrying a decision out over HTTP: entered, planned, told, ticked off, excepted, put in a calendar, reversed. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MailServer } from "../../../../packages/carrying-out/test/mail-server.ts";
import { freshDatabase } from "../../../../packages/store/test/ground/shared.ts";
import { type Client, type Ground, openGround } from "../ground/ground.ts";

const GUIDE = fileURLToPath(new URL("../../../../policies/cern.guide.md", import.meta.url));
const mails = new MailServer();
let ground: Ground;
let legal: Client;
let office: Client;
let decision: string;
const log: string[] = [];

const draft = {
  title: "End the agreement with B",
  body: "COUNCIL",
  date: "2024-01-15",
  acts: [{ act: "termination", agreement: "ICA-B", lastDay: "2024-12-31" }],
};
const instrument = { reference: "C/7", date: "2024-01-15", sha256: "cd".repeat(32), location: "shelf 7" };
/** What answers are, as far as this file reads them. */
interface Answer {
  id: string;
  code: string;
  changedBy: string;
  reversal: { cannotBeUndone: { what: string }[] };
}
const answerOf = (response: Response): Promise<Answer> => response.json() as Promise<Answer>;
interface Part {
  id: string;
  version: number;
  ends: { entitlement: string; lastDay: string }[];
  items: { item: string; state: string; isLate: boolean; what: string }[];
  letters: { letter: string }[];
}

beforeAll(async () => {
  await mails.listen();
  ground = await openGround({
    env: {
      COMITY_GUIDE: GUIDE,
      COMITY_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
      COMITY_MAIL_FROM: "office@lab.example",
      // The queue may lie in another database than the store: it holds nothing that counts.
      DATABASE_URL: await freshDatabase("PostgreSQL 18"),
      COMITY_PUBLIC_URL: "https://comity.example",
    },
    clock: () => new Date("2024-01-18T08:00:00.000Z"),
    onLog: (line) => log.push(line),
  });
  const { store } = ground.server.context;
  await store.describe({ ...(await store.meta()), host: "LAB" });
  legal = ground.as("legal-service");
  office = ground.as("users-office");
});

afterAll(async () => {
  await ground.stop();
  await mails.close();
});

const personPath = (person: string): string => `/api/v1/decisions/${decision}/people/${person}`;

test("a decision is previewed, entered by the legal service alone, and is the same when entered again", async () => {
  const preview = await legal.post("/api/v1/decisions/preview", { draft });
  expect(await preview.json()).toMatchObject({
    parts: { whole: 1, party: 1, institute: 1, experiment: 1, person: 2 },
  });
  expect((await office.post("/api/v1/decisions", { draft, instrument })).status).toBe(403);
  expect((await ground.as("public").post("/api/v1/decisions", { draft, instrument })).status).toBe(401);
  const wrong = await legal.post("/api/v1/decisions", { draft, instrument: { ...instrument, sha256: "12" } });
  expect([wrong.status, (await answerOf(wrong)).code]).toEqual([400, "instrument-malformed"]);
  const first = await legal.post("/api/v1/decisions", { draft, instrument });
  expect(first.status).toBe(201);
  const entered = await answerOf(first);
  decision = entered.id;
  expect(entered).toMatchObject({ state: "entered", agreements: [{ id: "ICA-B", lastDay: "2024-12-31" }] });
  const again = await legal.post("/api/v1/decisions", { draft, instrument });
  expect([again.status, (await answerOf(again)).id]).toEqual([200, decision]);
  const other = { ...draft, acts: [{ act: "suspension", agreement: "ICA-B", on: "2024-02-01" }] };
  const conflict = await legal.post("/api/v1/decisions", { draft: other, instrument });
  expect([conflict.status, (await answerOf(conflict)).code]).toEqual([409, "instrument-entered"]);
});

test("whoever is not cleared is told no figure", async () => {
  const seen = await ground
    .as("auditor")
    .json<{ ends: { days: { people: number | null }[] }[] }>(`/api/v1/decisions/${decision}`);
  const cleared = await office.json<typeof seen>(`/api/v1/decisions/${decision}`);
  const figures = (from: typeof seen) => from.ends.flatMap(({ days }) => days.map(({ people }) => people));
  expect(figures(cleared).every((people) => people === 2)).toBe(true);
  expect([figures(cleared).length > 3, figures(seen).length]).toEqual([true, figures(cleared).length]);
});

test("a person sees the own part, nobody else's, and looks are noted", async () => {
  const own = await ground.as("p3").json<Part>(personPath("p3"));
  expect(own.ends).toContainEqual(
    expect.objectContaining({ entitlement: "site_access", lastDay: "2024-12-31" }),
  );
  const other = await ground.as("p1").get(personPath("p3"));
  const nobody = await ground.as("p1").get(personPath("p99"));
  expect([other.status, nobody.status]).toEqual([404, 404]);
  const looks = await ground.server.context.store.looks(["p3"]);
  expect(looks.length).toBeGreaterThan(0);
});

describe("what is to be done", () => {
  test("changes hands by version: the second of two clerks is told", async () => {
    const { version } = await office.json<Part>(personPath("p3"));
    const step = { item: "badge", state: "in hand" };
    expect((await office.post(`${personPath("p3")}/items`, step)).status).toBe(428);
    const first = await office.post(`${personPath("p3")}/items`, step, { "if-match": `"${version}"` });
    expect(first.status).toBe(200);
    const second = await office.post(
      `${personPath("p3")}/items`,
      { item: "dosimeter", state: "done" },
      { "if-match": `"${version}"` },
    );
    expect([second.status, (await answerOf(second)).changedBy]).toEqual([412, "users-office"]);
    const bare = await office.post(
      `${personPath("p3")}/items`,
      { item: "dosimeter", state: "does not apply" },
      { "if-match": "*" },
    );
    expect([bare.status, (await answerOf(bare)).code]).toEqual([400, "reason-missing"]);
    for (const item of ["badge", "dosimeter", "cards"])
      expect(
        (await office.post(`${personPath("p3")}/items`, { item, state: "done" }, { "if-match": "*" })).status,
      ).toBe(200);
    const open = await office.json<{ items: Part[] }>(
      `/api/v1/decisions/${decision}/parts?kind=person&owner=dosimetry&open=yes`,
    );
    expect(open.items.map(({ id }) => id)).toEqual(["p4"]);
  });

  test("a review is ticked off by whoever carries out", async () => {
    const reviewed = await legal.post(
      `/api/v1/decisions/${decision}/reviews`,
      { item: "told-all", state: "done" },
      { "if-match": "*" },
    );
    expect(((await reviewed.json()) as Part).items.find(({ item }) => item === "told-all")?.state).toBe(
      "done",
    );
  });
});

test("letters are printed: to nobody by name, or for going out by hand, which is a look", async () => {
  const { store } = ground.server.context;
  const letter = (query: string, headers: Record<string, string> = {}) =>
    office.get(`/api/v1/decisions/${decision}/letters/told?kind=person&${query}`, headers);
  const preview = await letter("id=p3&format=pdf");
  expect([preview.status, preview.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  const bytes = Buffer.from(await preview.arrayBuffer());
  expect(bytes.toString("latin1")).toMatch(/^%PDF-1\.7[\s\S]*pdfuaid/);
  expect(Buffer.from(await (await letter("id=p3&format=pdf")).arrayBuffer()).equals(bytes)).toBe(true);
  const before = (await store.looks(["p3"])).length;
  const purpose = { "comity-purpose": "carrying out a decision" };
  const named = await letter("id=p3&named=yes&language=en", purpose);
  expect(named.status).toBe(200);
  expect(((await named.json()) as { text: string }).text).toMatch(/^Dear Cliffe,/);
  const looks = (await store.looks(["p3"])).slice(before);
  expect(looks).toMatchObject([{ by: "users-office", purpose: purpose["comity-purpose"] }]);
  const paper = Buffer.from(await (await letter("id=p3&named=yes&format=pdf", purpose)).arrayBuffer());
  expect(paper.subarray(0, 8).toString()).toBe("%PDF-1.7");
  expect(paper.equals(bytes)).toBe(false);
  // Under an alias: by no name, neither the own nor the other.
  const hidden = await letter("id=p4&named=yes", purpose);
  expect(await hidden.text()).not.toMatch(/Dale|Vale/);
  // Whoever may read the plan and no names gets none.
  const auditor = ground.as("auditor");
  const path = `/api/v1/decisions/${decision}/letters/told?kind=person&id=p3`;
  expect([(await auditor.get(path)).status, (await auditor.get(`${path}&named=yes`)).status]).toEqual([
    200, 404,
  ]);
});

test("the work is counted by office as the parts have it", async () => {
  interface Work {
    today: string;
    work: { owner: string; item: string; all: number; open: number; done: number; inHand: number }[];
    offices: { office: string; fr: string }[];
  }
  const { work, offices, today } = await office.json<Work>(`/api/v1/decisions/${decision}/work`);
  const { items } = await office.json<{ items: Part[] }>(`/api/v1/decisions/${decision}/parts?limit=1000`);
  const done = new Set(["done", "does not apply"]);
  const counted = items.flatMap((part) => part.items).filter(({ state }) => state !== "dropped");
  expect(work.reduce((sum, { all }) => sum + all, 0)).toBe(counted.length);
  expect(work.reduce((sum, line) => sum + line.done, 0)).toBe(
    counted.filter(({ state }) => done.has(state)).length,
  );
  expect(work).toContainEqual(expect.objectContaining({ item: "badge", all: 2, done: 1, open: 1 }));
  expect(offices).toContainEqual(expect.objectContaining({ office: "dosimetry", fr: "Dosimétrie" }));
  expect(today).toBe("2024-01-18");
  expect((await ground.as("p3").get(`/api/v1/decisions/${decision}/work`)).status).toBe(404);
});

test("letters are previewed without a name, and go out once; people under an alias are held", async () => {
  const preview = await legal.json<{ text: string }>(
    `/api/v1/decisions/${decision}/letters/told?kind=person&id=p3&language=fr`,
  );
  expect(preview.text).toContain("Madame, Monsieur,");
  expect(preview.text).not.toContain("Cliffe");
  const release = (dry: boolean) =>
    office.post(`/api/v1/decisions/${decision}/mails`, { through: "2024-03-01", letters: ["told"], dry });
  const { store } = ground.server.context;
  const before = (await store.looks()).length;
  expect(await (await release(true)).json()).toMatchObject({ released: 1, held: 1, before: 0 });
  // Whom letters go to is shown by their identifiers: a look at each.
  const looks = (await store.looks()).slice(before);
  expect(looks.map(({ by, person }) => [by, person])).toEqual([
    ["users-office", "p3"],
    ["users-office", "p4"],
  ]);
  expect(await (await release(false)).json()).toMatchObject({ released: 1, held: 1 });
  expect(await (await release(false)).json()).toMatchObject({ released: 0, held: 0, before: 2 });
  for (let waited = 0; mails.mails.length === 0 && waited < 200; waited++)
    await new Promise((done) => setTimeout(done, 50));
  expect(mails.mails.map(({ to }) => (to as { text: string }).text)).toEqual(["p3@example.org"]);
  const held = await office.json<{ counts: object; items: { to: string; why: string }[] }>(
    `/api/v1/decisions/${decision}/mails?state=held`,
  );
  expect(held.items).toMatchObject([{ to: "p4", why: "alias-without-safe-channel" }]);
  expect((await ground.as("administrator").get(`/api/v1/decisions/${decision}/mails`)).status).toBe(403);
  expect(log.join("\n")).not.toMatch(/Cliffe|Dale|p3@/);
});

test("an exception is an act, and what followed for the person is dropped", async () => {
  const granted = await legal.post(`${personPath("p4")}/exceptions`, {
    reason: "finishes a thesis",
    until: "2025-06-30",
    instrument: { ...instrument, reference: "C/8", sha256: "ee".repeat(32) },
  });
  const part = (await granted.json()) as Part;
  expect(granted.status).toBe(200);
  const states = Object.fromEntries(part.items.map(({ item, state }) => [item, state]));
  expect(states).toMatchObject({ badge: "open", "own:exception-1": "open" });
  expect(part.ends).toContainEqual(
    expect.objectContaining({ entitlement: "site_access", lastDay: "2025-06-30" }),
  );
  const stored = JSON.stringify(await ground.server.context.documents.list("plan-part"));
  expect(stored).not.toContain("thesis");
});

test("deadlines are a calendar under an address that is taken back", async () => {
  expect((await ground.as("p3").post("/api/v1/calendars", { label: "mine" })).status).toBe(403);
  const made = await office.post("/api/v1/calendars", { label: "the office's wall" });
  const { id, address } = (await made.json()) as { id: string; address: string };
  const path = address.slice("https://comity.example".length);
  const fetched = await ground.as("public").get(path);
  const text = await fetched.text();
  expect([fetched.status, fetched.headers.get("content-type")]).toEqual([
    200,
    "text/calendar; charset=utf-8",
  ]);
  expect(text).toContain("SUMMARY:Last day: Cooperation agreement with B");
  expect(text).not.toMatch(/p3|p4|Cliffe|Dale/);
  expect((await ground.as("public").get(path.replace(/.{5}\/deadlines/, "AAAAA/deadlines"))).status).toBe(
    404,
  );
  expect((await office.request("DELETE", `/api/v1/calendars/${id}`)).status).toBe(204);
  expect((await ground.as("public").get(path)).status).toBe(404);
  expect(JSON.stringify(await ground.server.context.documents.list("calendar-feed"))).not.toContain(
    path.split("/")[2],
  );
});

test("a reversal undoes what can be undone, and says what cannot", async () => {
  const words = {
    title: "Go on with B",
    body: "COUNCIL",
    date: "2024-01-18",
    instrument: { ...instrument, reference: "C/9", sha256: "0f".repeat(32) },
  };
  const path = `/api/v1/decisions/${decision}/reversal`;
  expect((await office.post(path, words)).status).toBe(403);
  const undone = await answerOf(await legal.post(path, words));
  expect(undone).toMatchObject({ state: "reversed", ends: [], reversal: { notUndone: [] } });
  expect(undone.reversal.cannotBeUndone.map(({ what }) => what)).toEqual([
    "French and Swiss cards handed in",
  ]);
  const part = await office.json<Part>(personPath("p3"));
  const items = Object.fromEntries(part.items.map(({ item, state }) => [item, state]));
  expect(items).toMatchObject({
    badge: "done",
    "undo:badge": "open",
    dosimeter: "done",
    "undo:dosimeter": "open",
    "account-blocked": "dropped",
  });
  // Whom a letter has reached is written to again; who was never told is not.
  expect(part.letters.map(({ letter }) => letter)).toContain("undone-person");
  expect((await office.json<Part>(personPath("p4"))).letters.map(({ letter }) => letter)).not.toContain(
    "undone-person",
  );
  expect((await legal.post(path, words)).status).toBe(200);
  const other = await legal.post(path, {
    ...words,
    instrument: { ...words.instrument, sha256: "10".repeat(32) },
  });
  expect([other.status, (await answerOf(other)).code]).toEqual([409, "already-reversed"]);
});
