/** Accounts, links, machine clients and the demo over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { administratorLink } from "../../src/index.ts";
import { accountByLink } from "../../src/sign-in/first-run/first-administrator.ts";
import type { Browser } from "./ground/browser.ts";
import { linkFor, openSignIn, SetClock, type SignInGround } from "./ground/sign-in-ground.ts";

const MINUTE = 60_000;
const clock = new SetClock();
const asJson = { accept: "application/json" };

let one: SignInGround;
let two: SignInGround;
let admin: { readonly browser: Browser; readonly account: string };

beforeAll(async () => {
  one = await openSignIn({ clock });
  two = await openSignIn({ clock, database: one.ground.database, env: { COMITY_DEMO: "yes" } });
});
afterAll(async () => {
  await one?.stop();
  await two?.stop();
});

type Doc = Record<string, unknown> & { code: string; status: number };
const docOf = async (response: Response): Promise<Doc> => (await response.json()) as Doc;
const codeOf = async (response: Response): Promise<string> => (await docOf(response)).code;

async function tokenFor(id: string, secret: string, more: Record<string, string> = {}, origin = one.origin) {
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  return fetch(`${origin}/oauth/token`, {
    method: "POST",
    headers: { authorization: basic, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: "client_credentials", ...more }),
  });
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe("one-time links", () => {
  it("make one administrator, once, whoever is quicker and whichever server they ask", async () => {
    const link = (await administratorLink(one.signIn))!;
    const secret = link.split("#")[1]!;
    // Nothing by which it could be used is stored or logged.
    const stored = JSON.stringify(await one.signIn.store.documents.list("one-time-link"));
    expect(stored).not.toContain(secret);
    expect(one.lines.join()).not.toContain(secret);
    const submit = async (ground: SignInGround, code: string) =>
      ground.browser().submit("/sign-in/link", "/sign-in/link", { code });
    const answers = await Promise.all([one, two, one, two].map((ground) => submit(ground, link)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 400, 400, 400]);
    const accounts = (await one.signIn.accounts.list()).filter(({ value }) =>
      value.grants.some(({ role }) => role === "administrator"),
    );
    expect(accounts).toHaveLength(1);
    // Whoever got in has no power yet, and there can be another link until they can sign in by themselves.
    const again = (await administratorLink(one.signIn))!;
    const newest = (await administratorLink(one.signIn))!;
    expect(await (await submit(one, again)).text()).toContain("link-unknown");
    await one.signIn.accounts.tieIdentity(accounts[0]!.id, {
      issuer: "https://idp.example",
      subject: "admin",
    });
    expect(await administratorLink(one.signIn)).toBeUndefined();
    expect(await (await submit(one, newest)).text()).toContain("administrator-exists");
    admin = { account: accounts[0]!.id, browser: one.browser() };
    const { token } = await one.signIn.sessions.begin({ account: admin.account, method: "passkey" });
    admin.browser.cookies.set(one.origin, new Map([["__Host-comity-session", token]]));
  });

  it("are too old after a day, and after a clock was set back", async () => {
    const { account } = await one.signedIn([]);
    for (const ms of [24 * 60 * MINUTE, -60 * MINUTE]) {
      const code = await linkFor(one, account);
      clock.advance(ms);
      const answer = await one.browser().submit("/sign-in/link", "/sign-in/link", { code });
      expect([ms, answer.status, await answer.text()]).toEqual([
        ms,
        410,
        expect.stringContaining("link-expired"),
      ]);
      clock.reset();
    }
  });

  it("past the ways that somebody has, and for the first administrator, last ten minutes", async () => {
    const { account } = await one.signedIn([]);
    const invited = await linkFor(one, account);
    await one.signIn.accounts.tieIdentity(account, { issuer: "https://idp.example", subject: "quicker" });
    const links = [await linkFor(one, account), await linkFor(one), invited];
    clock.advance(10 * MINUTE);
    for (const link of links)
      await expect(accountByLink(one.signIn, link)).rejects.toMatchObject({ code: "link-expired" });
    clock.advance(-MINUTE);
    expect((await accountByLink(one.signIn, invited)).account.id).toBe(account);
    clock.reset();
  });
});

describe("accounts", () => {
  it("are made, granted and invited by who administers, and by nobody else", async () => {
    const body = { title: "The office", person: "p1", grants: [{ role: "users-office" }] };
    for (const other of [one.browser(), (await one.signedIn([{ role: "users-office" }])).browser]) {
      const answer = await other.request("POST", "/api/v1/accounts", body, asJson);
      expect(answer.status).toBeGreaterThanOrEqual(401);
    }
    const made = await admin.browser.request("POST", "/api/v1/accounts", body);
    expect(made.status).toBe(201);
    const shown = await docOf(made);
    expect(shown).toMatchObject({
      kind: "human",
      person: "p1",
      grants: [{ role: "users-office" }],
      factors: [],
    });
    expect(Object.keys(shown)).not.toContain("handle");
    expect(await codeOf(await admin.browser.request("POST", "/api/v1/accounts", body))).toBe(
      "person-has-account",
    );
    const path = `/api/v1/accounts/${shown.account as string}`;
    const invitation = await admin.browser.request("POST", `${path}/invitation`);
    const { address } = (await invitation.json()) as { address: string };
    const invited = one.browser();
    await invited.submit("/sign-in/link", "/sign-in/link", { code: address });
    expect(await invited.page("/account")).toContain("You came in by a one-time link.");
    // Tags: two who change the same account are told.
    const tag = made.headers.get("etag")!;
    expect(await codeOf(await admin.browser.request("PATCH", path, { grants: [] }))).toBe("if-match-missing");
    const changed = await admin.browser.request("PATCH", path, { grants: [] }, { "if-match": tag });
    expect(changed.status).toBe(200);
    expect(
      await codeOf(await admin.browser.request("PATCH", path, { grants: [] }, { "if-match": tag })),
    ).toBe("stale-tag");
    const bad = [
      { role: "king" },
      { role: "delegate", from: "2024-02-30" },
      { role: "delegate", from: "2024-03-01", to: "2024-02-01" },
    ];
    for (const grant of bad) {
      const answer = await admin.browser.request("POST", "/api/v1/accounts", { title: "x", grants: [grant] });
      expect([JSON.stringify(grant), await codeOf(answer)]).toEqual([JSON.stringify(grant), "wrong-body"]);
    }
    const more = { title: "x", demo: true, disabled: false, handle: "mine", kind: "client" };
    expect(await codeOf(await admin.browser.request("POST", "/api/v1/accounts", more))).toBe("wrong-body");
    const both = [{ role: "administrator" }, { role: "auditor" }];
    expect(
      await codeOf(await admin.browser.request("POST", "/api/v1/accounts", { title: "x", grants: both })),
    ).toBe("grants-conflict");
  });

  it("are never left without anybody who administers", async () => {
    const path = `/api/v1/accounts/${admin.account}`;
    const tag = (await admin.browser.get(path)).headers.get("etag")!;
    for (const body of [
      { disabled: true },
      { grants: [] },
      { grants: [{ role: "administrator", to: "2020-01-01" }] },
    ])
      expect(await codeOf(await admin.browser.request("PATCH", path, body, { "if-match": tag }))).toBe(
        "last-administrator",
      );
    // Two who take the other's office at the same moment: one of the two stays.
    const other = await one.signedIn([{ role: "administrator" }]);
    await one.signIn.accounts.tieIdentity(other.account, { issuer: "https://idp.example", subject: "other" });
    const change = async (by: Browser, whose: string) => {
      const own = await one.signIn.accounts.read(whose);
      return by.request(
        "PATCH",
        `/api/v1/accounts/${whose}`,
        { grants: [] },
        { "if-match": `"${own!.version}"` },
      );
    };
    const answers = await Promise.all([
      change(admin.browser, other.account),
      change(other.browser, admin.account),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const standing = (await one.signIn.accounts.list()).filter(({ value }) =>
      value.grants.some(({ role }) => role === "administrator"),
    );
    expect(standing).toHaveLength(1);
    // Whoever is left goes on in the tests that follow.
    if (standing[0]!.id === other.account) admin = other;
  });

  it("are changed only by somebody who has just shown who they are", async () => {
    const { browser } = await one.signedIn([{ role: "administrator" }]);
    clock.advance(11 * MINUTE);
    const answer = await browser.request("POST", "/api/v1/accounts", { title: "x" });
    expect([answer.status, await codeOf(answer)]).toEqual([403, "sign-in-again"]);
    clock.reset();
  });
});

describe("machine clients", () => {
  it("exchange their secret for a token of ten minutes, which ends when it should", async () => {
    const making = { title: "The gate", grants: [{ role: "access-system" }], scopes: ["access", "feed"] };
    const made = await docOf(await admin.browser.request("POST", "/api/v1/clients", making));
    const [id, secret] = [made.account as string, made.secret as string];
    const kept = JSON.stringify(await one.signIn.store.documents.list("account"));
    expect(kept).not.toContain(secret);
    const answer = await tokenFor(id, secret, { scope: "access" });
    const token = (await answer.json()) as { access_token: string };
    expect(token).toMatchObject({ token_type: "Bearer", expires_in: 600, scope: "access" });
    const me = async (origin: string) => fetch(`${origin}/api/v1/me`, bearer(token.access_token));
    expect(await docOf(await me(two.origin))).toMatchObject({ account: id, via: "client" });
    expect(JSON.stringify(await one.signIn.store.documents.list("client-token"))).not.toContain(
      token.access_token.split(".")[2],
    );
    clock.advance(10 * MINUTE);
    const late = await me(one.origin);
    expect([late.status, late.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="comity", error="invalid_token"',
    ]);
    expect(await codeOf(late)).toBe("token-expired");
    clock.reset();
    clock.advance(-10 * MINUTE);
    expect(await codeOf(await me(one.origin))).toBe("token-other-clock");
    clock.reset();
    // Ended before its time, in both servers.
    const basic = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };
    const revoked = await fetch(`${one.origin}/oauth/revoke`, {
      method: "POST",
      headers: basic,
      body: new URLSearchParams({ token: token.access_token }),
    });
    expect(revoked.status).toBe(200);
    expect(await codeOf(await me(one.origin))).toBe("token-unknown");
    await expect
      .poll(async () => codeOf(await me(two.origin)), { timeout: 2500, interval: 20 })
      .toBe("token-unknown");
    // A second secret beside the first; then the first alone is gone.
    const path = `/api/v1/clients/${id}/secrets`;
    const tagOf = async () => (await admin.browser.get(`/api/v1/accounts/${id}`)).headers.get("etag")!;
    const next = await docOf(await admin.browser.request("POST", path, {}, { "if-match": await tagOf() }));
    for (const each of [secret, next.secret as string]) expect((await tokenFor(id, each)).status).toBe(200);
    const last = await docOf(
      await admin.browser.request("POST", path, { alone: true }, { "if-match": await tagOf() }),
    );
    for (const each of [secret, next.secret as string]) expect((await tokenFor(id, each)).status).toBe(401);
    expect((await tokenFor(id, last.secret as string)).status).toBe(200);
    clock.advance(366 * 24 * 60 * MINUTE);
    expect((await tokenFor(id, last.secret as string)).status).toBe(401);
    clock.reset();
    const tag = await tagOf();
    const alive = (await (await tokenFor(id, last.secret as string)).json()) as { access_token: string };
    await admin.browser.request("PATCH", `/api/v1/accounts/${id}`, { disabled: true }, { "if-match": tag });
    expect((await tokenFor(id, last.secret as string)).status).toBe(401);
    expect((await fetch(`${one.origin}/api/v1/me`, bearer(alive.access_token))).status).toBe(401);
  });

  it("are told what is wrong in the form of RFC 6749, and nothing of which clients there are", async () => {
    const making = { title: "Another", grants: [{ role: "access-system" }], scopes: ["access"] };
    const made = await docOf(await admin.browser.request("POST", "/api/v1/clients", making));
    const [id, secret] = [made.account as string, made.secret as string];
    const errorOf = async (response: Response) => [
      response.status,
      ((await response.json()) as { error: string }).error,
    ];
    expect(await errorOf(await tokenFor(id, secret, { grant_type: "password" }))).toEqual([
      400,
      "unsupported_grant_type",
    ]);
    expect(await errorOf(await tokenFor(id, secret, { scope: "registry" }))).toEqual([400, "invalid_scope"]);
    expect(await errorOf(await tokenFor(id, secret, { client_secret: "x" }))).toEqual([
      400,
      "invalid_request",
    ]);
    expect(await errorOf(await tokenFor(id, secret, { more: "x" }))).toEqual([400, "invalid_request"]);
    const wrong = await tokenFor(id, `${secret}x`);
    const nobody = await tokenFor(`client-${"0".repeat(20)}`, secret);
    expect(await wrong.text()).toBe(await nobody.text());
    expect(wrong.headers.get("www-authenticate")).toBe('Basic realm="comity"');
    const human = await tokenFor(admin.account, secret);
    expect(human.status).toBe(401);
    for (const authorization of ["Bearer ", "Bearer x y", "Basic !!!", "Digest x", "Bearer ü"]) {
      const answer = await fetch(`${one.origin}/api/v1/me`, {
        headers: { authorization: Buffer.from(authorization).toString("latin1") },
      });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
    }
  });

  it("wait after failing often, and do not keep each other out", async () => {
    const making = { title: "Third", grants: [{ role: "monitor" }] };
    const made = await docOf(await admin.browser.request("POST", "/api/v1/clients", making));
    const [id, secret] = [made.account as string, made.secret as string];
    const statuses = [];
    for (let k = 0; k < 6; k++) statuses.push((await tokenFor(id, "wrong")).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const told = await tokenFor(id, secret);
    expect([told.status, told.headers.get("retry-after"), await codeOf(told)]).toEqual([429, "1", "wait"]);
    // From elsewhere it goes on: what counts is the source and the client together.
    expect(await one.signIn.lockouts.waitOf("198.51.100.1", `client ${id}`)).toBe(0);
    clock.advance(1500);
    expect((await tokenFor(id, secret)).status).toBe(200);
    clock.reset();
  });

  it("wait wherever they ask, and nothing that is kept says from where", async () => {
    const making = { title: "Fourth", grants: [{ role: "monitor" }] };
    const made = await docOf(await admin.browser.request("POST", "/api/v1/clients", making));
    const [id, secret] = [made.account as string, made.secret as string];
    const statuses = [];
    for (let k = 0; k < 6; k++)
      statuses.push((await tokenFor(id, "wrong", {}, [one, two][k % 2]!.origin)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const { documents } = one.signIn.store;
    const kept = await documents.list("sign-in-failures");
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toMatch(/127\.0\.0\.1|client-/);
    clock.advance(1500);
    // Who gets it right starts anew at every server.
    expect((await tokenFor(id, secret)).status).toBe(200);
    expect((await tokenFor(id, "wrong", {}, two.origin)).status).toBe(401);
    clock.advance(16 * MINUTE);
    await two.signIn.lockouts.sweep();
    expect(await documents.list("sign-in-failures")).toEqual([]);
    clock.reset();
  });

  it("cannot change accounts, whatever they are granted", async () => {
    const made = await docOf(
      await admin.browser.request("POST", "/api/v1/clients", { title: "Odd", grants: [{ role: "monitor" }] }),
    );
    const { access_token: token } = (await (
      await tokenFor(made.account as string, made.secret as string)
    ).json()) as {
      access_token: string;
    };
    const headers = { ...bearer(token).headers, "content-type": "application/json" };
    const body = JSON.stringify({ title: "x", grants: [] });
    const answer = await fetch(`${one.origin}/api/v1/accounts`, { method: "POST", headers, body });
    expect(answer.status).toBe(403);
  });
});

describe("the demo", () => {
  it("is off unless it is on, and says that it is", async () => {
    const off = await one.browser().request("POST", "/sign-in/demo", new URLSearchParams(), asJson);
    expect([off.status, await codeOf(off)]).toEqual([404, "demo-off"]);
    expect(await one.browser().page("/sign-in")).not.toContain("Demo");
    expect(await two.browser().page("/sign-in")).toContain("Everybody can take on any role here.");
    expect(await docOf(await two.browser().get("/api/v1/me"))).toMatchObject({ demo: true });
  });

  it("is refused where people have accounts, and its sessions end when it is off", async () => {
    const refused = await two.browser().submit("/sign-in", "/sign-in/demo", { role: "users-office" });
    expect(await refused.text()).toContain("demo-refused");
    const fresh = await openSignIn({ env: { COMITY_DEMO: "yes" } });
    try {
      const browser = fresh.browser();
      expect(await administratorLink(fresh.signIn)).toBeUndefined();
      const arrived = await browser.submit("/sign-in", "/sign-in/demo", { role: "team-leader" });
      expect(arrived.status).toBe(303);
      expect(await docOf(await browser.get("/api/v1/me"))).toMatchObject({
        account: "demo-team-leader",
        via: "demo",
        method: "demo",
      });
      const account = await fresh.signIn.accounts.read("demo-team-leader");
      expect(account!.value.grants).toEqual([{ role: "team-leader", of: "INST-A" }]);
      const none = await browser.submit("/sign-in", "/sign-in/demo", { role: "administrator" });
      expect(await none.text()).toContain("no-such-demo-role");
      const off = await openSignIn({ database: fresh.ground.database });
      try {
        const answer = await browser.get(`${off.origin}/api/v1/me`, {
          cookie: `__Host-comity-session=${browser.cookie("__Host-comity-session")}`,
        });
        expect([answer.status, await codeOf(answer)]).toEqual([401, "demo-off"]);
      } finally {
        await off.stop();
      }
    } finally {
      await fresh.stop();
    }
  });
});
