import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Room } from "../../src/context.ts";
import { proposalsRoom } from "../../src/proposals/proposals-room.ts";
import { openDrafting } from "../drafts/drafting.ts";
import type { Client, Ground } from "../ground/ground.ts";
import { SMALL_POLICY } from "../ground/small-registry.ts";

let ground: Ground;
let legal: Client;
beforeAll(async () => {
  ground = await openDrafting({
    rooms: [((context) => proposalsRoom(context)) satisfies Room],
    clock: () => new Date("2026-11-22T10:00:00Z"),
  });
  legal = ground.as("legal-service");
});
afterAll(() => ground.stop());

/** The policy with three quarters of the time needed for cards: nobody of the small registry is there for so long. */
const STRICTER = SMALL_POLICY.replace(/(?<before>parameter half_time: Number[^=]*= )50/, "$<before>75");
const BROKEN = SMALL_POLICY.replace(
  "governed_by(institute, party), partner",
  "governed_bi(institute, party), partner",
);

interface Effect {
  readonly smallFigures: string;
  readonly comparison: {
    readonly people: Record<string, number | null>;
    readonly more: Record<string, number | null>;
    readonly entitlements: readonly {
      readonly name: string;
      readonly impersonal?: boolean;
      readonly hold: Record<string, number | null>;
      readonly firstDay: object;
      readonly reasons: { readonly a: readonly { readonly example: unknown }[] };
    }[];
  };
}

const put = (client: Client, path: string, body: unknown, tag?: string) =>
  client.request("PUT", path, body, tag === undefined ? {} : { "if-match": tag });
const propose = async (text: string, title = "Three quarters of the time"): Promise<string> => {
  const response = await legal.post("/api/v1/proposals", { title, why: "To try.", text });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
};
const heldIn = (effect: Effect, name: string) =>
  effect.comparison.entitlements.find((each) => each.name === name)!;

describe("another policy", () => {
  it("changes nothing where it is the same", async () => {
    const response = await legal.post("/api/v1/policy/effect", { text: SMALL_POLICY });
    expect(response.status).toBe(200);
    const effect = (await response.json()) as Effect;
    expect(effect).toMatchObject({ knownOn: "2026-11-22", from: "2026-11-22", smallFigures: "shown" });
    expect(effect.comparison.people).toEqual({ a: 4, b: 4, onlyA: 0, onlyB: 0, both: 4 });
    expect(effect.comparison.more).toMatchObject({ a: 0, b: 0 });
  });

  it("takes away what it takes away, and says from when and why, and of nobody by name", async () => {
    expect(STRICTER).not.toBe(SMALL_POLICY);
    const response = await legal.post("/api/v1/policy/effect", { text: STRICTER });
    const text = await response.text();
    const effect = JSON.parse(text) as Effect;
    const cards = heldIn(effect, "residence_cards");
    expect(cards.hold).toEqual({ a: 4, b: 0, onlyA: 4, onlyB: 0, both: 0 });
    expect(cards.firstDay).toEqual({ a: "2026-11-22" });
    expect(cards.reasons.a.length).toBeGreaterThan(0);
    expect(heldIn(effect, "site_access").hold).toMatchObject({ a: 4, b: 4, onlyA: 0 });
    expect(text).not.toMatch(/"p[1-4]"/);
  });

  it("counts from the day that is asked for, by what was known then", async () => {
    const answer = await legal.post("/api/v1/policy/effect", {
      text: STRICTER,
      knownOn: "2025-01-01",
      from: "2031-01-01",
    });
    const effect = (await answer.json()) as Effect;
    expect(effect).toMatchObject({ knownOn: "2025-01-01", from: "2031-01-01" });
    // The agreement with B ends in 2030: of those at its institute nobody holds anything any more.
    expect(heldIn(effect, "residence_cards").hold).toMatchObject({ a: 2, b: 0 });
    const ahead = await legal.post("/api/v1/policy/effect", { text: STRICTER, knownOn: "2027-01-01" });
    expect([ahead.status, ((await ahead.json()) as { code: string }).code]).toEqual([400, "day-to-come"]);
  });

  it("is refused with everything that is wrong with it, at its place", async () => {
    for (const [path, body] of [
      ["/api/v1/policy/effect", { text: BROKEN }],
      ["/api/v1/proposals", { title: "x", text: BROKEN }],
    ] as const) {
      const response = await legal.post(path, body);
      const line = BROKEN.split("\n").findIndex((each) => each.includes("governed_bi(")) + 1;
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        code: "wrong-policy",
        errors: [
          {
            path: `body.text:${line}:8`,
            message: "no record or rule `governed_bi` is declared",
            help: "did you mean `governed_by`?",
          },
        ],
      });
    }
  });

  it("is laid over the registry by nobody who is not cleared", async () => {
    for (const account of ["users-office", "auditor", "delegate", "p1", "administrator"])
      expect((await ground.as(account).post("/api/v1/policy/effect", { text: STRICTER })).status).toBe(403);
    expect((await ground.as("public").post("/api/v1/policy/effect", { text: STRICTER })).status).toBe(401);
  });
});

describe("a proposal", () => {
  it("is kept, listed, and shown to those who write and who would apply it", async () => {
    const id = await propose(STRICTER);
    expect(await legal.json(`/api/v1/proposals/${id}`)).toMatchObject({
      title: "Three quarters of the time",
      why: "To try.",
      text: STRICTER,
      author: "legal-service",
      revision: 1,
      isBasisCurrent: true,
      withdrawn: null,
    });
    const office = ground.as("users-office");
    const { proposals } = await office.json<{ proposals: { id: string }[] }>("/api/v1/proposals");
    expect(proposals.map((each) => each.id)).toContain(id);
    expect((await office.post(`/api/v1/proposals/${id}/withdraw`, {}, { "if-match": '"1"' })).status).toBe(
      403,
    );
    for (const account of ["auditor", "p1", "delegate"])
      expect((await ground.as(account).get(`/api/v1/proposals/${id}`)).status).toBe(404);
  });

  it("says in which office it was written, and the account's title to those alone who may read the account", async () => {
    const { store, gate } = ground.server.context;
    const title = await store.seal("account-title", "Ada Example");
    const grants = [{ role: "legal-service" }, { role: "users-office", to: "2026-11-21" }];
    const value = { kind: "human", grants, title };
    const [stored] = await store.documents.write([{ collection: "account", id: "adviser", value }], "a test");
    await gate.until("adviser", stored!.version);
    const adviser = ground.as("adviser");
    const made = await adviser.post("/api/v1/proposals", { title: "Of an adviser", text: STRICTER });
    const own = (await made.json()) as { id: string; accounts: object[] };
    const offices = ["legal-service"];
    expect(own.accounts).toEqual([{ account: "adviser", title: "Ada Example", offices }]);
    await legal.post(`/api/v1/proposals/${own.id}/withdraw`, {}, { "if-match": '"1"' });
    for (const reader of [legal, ground.as("users-office")]) {
      const one = await reader.get(`/api/v1/proposals/${own.id}`);
      const list = await reader.get("/api/v1/proposals?limit=1000");
      const [text, all] = [await one.text(), await list.text()];
      expect(JSON.parse(text).accounts).toEqual([
        { account: "adviser", title: null, offices },
        { account: "legal-service", title: null, offices },
      ]);
      expect(all).toContain(own.id);
      expect(text + all).not.toContain("Ada");
    }
  });

  it("is compared with the registry's policy, and with another proposal", async () => {
    const [stricter, same] = [await propose(STRICTER), await propose(SMALL_POLICY, "As it is")];
    const effect = await legal.json<Effect>(`/api/v1/proposals/${stricter}/effect`);
    expect(heldIn(effect, "residence_cards").hold).toMatchObject({ a: 4, b: 0 });
    const turned = await legal.json<Effect>(`/api/v1/proposals/${same}/effect?against=${stricter}`);
    expect(heldIn(turned, "residence_cards").hold).toEqual({ a: 0, b: 4, onlyA: 0, onlyB: 4, both: 0 });
    const missing = await legal.get(`/api/v1/proposals/${same}/effect?against=none-such`);
    expect(missing.status).toBe(404);
  });

  it("shows no small figure as it would to those who are not cleared", async () => {
    const id = await propose(STRICTER);
    const effect = await legal.json<Effect>(`/api/v1/proposals/${id}/effect?small=hidden`);
    expect(effect.smallFigures).toBe("hidden");
    // How many parties hold something is nobody's private affair.
    const personal = effect.comparison.entitlements.filter(({ impersonal }) => impersonal !== true);
    const figures = personal.flatMap(({ hold }) => Object.values(hold));
    expect(figures.filter((figure) => figure !== null && figure % 5 !== 0)).toEqual([]);
    expect(heldIn(effect, "residence_cards").hold).toMatchObject({ a: null, onlyA: null });
  });

  it("is changed by one editor at a time, and withdrawn for good", async () => {
    const id = await propose(STRICTER);
    const path = `/api/v1/proposals/${id}`;
    const body = { title: "Other words", why: "", text: STRICTER };
    expect((await put(legal, path, body)).status).toBe(428);
    const changed = await put(legal, path, body, '"1"');
    expect([changed.status, changed.headers.get("etag")]).toEqual([200, '"2"']);
    const stale = await put(legal, path, { ...body, title: "Lost" }, '"1"');
    expect(await stale.json()).toMatchObject({ status: 412, code: "proposal-moved", current: 2 });
    const withdrawn = await legal.post(`${path}/withdraw`, { why: "Not needed." }, { "if-match": '"2"' });
    expect(await withdrawn.json()).toMatchObject({
      title: "Other words",
      withdrawn: { by: "legal-service", why: "Not needed." },
    });
    const late = await put(legal, path, body, '"3"');
    expect(await late.json()).toMatchObject({ status: 409, code: "withdrawn" });
  });
});

describe("a policy that takes for ever", () => {
  it("is given up, and the next one is answered", async () => {
    const hasty = await openDrafting({
      rooms: [((context) => proposalsRoom(context, undefined, 1)) satisfies Room],
      database: ground.database,
    });
    try {
      const late = await hasty.as("legal-service").post("/api/v1/policy/effect", { text: STRICTER });
      expect(await late.json()).toMatchObject({ status: 422, code: "policy-too-slow" });
    } finally {
      await hasty.stop();
    }
    expect((await legal.post("/api/v1/policy/effect", { text: STRICTER })).status).toBe(200);
  });
});
