/** Sessions over HTTP: two servers on one PostgreSQL, a browser, and whoever copied its cookie. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInOf } from "../../src/index.ts";
import { openSignIn, SetClock, type SignInGround } from "./ground/sign-in-ground.ts";

const MINUTE = 60_000;
const SESSION = "__Host-comity-session";

let one: SignInGround;
let two: SignInGround;
const clock = new SetClock();

beforeAll(async () => {
  one = await openSignIn({ clock });
  two = await openSignIn({ clock, database: one.ground.database });
});
afterAll(async () => {
  await one?.stop();
  await two?.stop();
});

const code = async (response: Response): Promise<string> =>
  response.status === 200 ? "200" : ((await response.json()) as { code: string }).code;
const me = (origin: string): string => `${origin}/api/v1/me`;

describe("sessions", () => {
  it("are known to every server on the same database, and end in all of them", async () => {
    const { browser, account } = await one.signedIn([{ role: "auditor" }]);
    const cookie = { cookie: `${SESSION}=${browser.cookie(SESSION)}` };
    const first = (await (await fetch(me(one.origin), { headers: cookie })).json()) as object;
    expect(first).toMatchObject({ account, person: null, via: "session", method: "passkey", demo: false });
    expect(await (await fetch(me(two.origin), { headers: cookie })).json()).toEqual(first);
    // Both have it in their memory now. Ended in one, it ends in the other as soon as that hears of it.
    expect((await one.signIn.sessions.list(account)).length).toBe(1);
    const ended = await browser.request("DELETE", `/api/v1/accounts/${account}/sessions`);
    expect(await ended.json()).toEqual({ ended: 1 });
    expect(await code(await fetch(me(one.origin), { headers: cookie }))).toBe("session-unknown");
    await expect
      .poll(async () => code(await fetch(me(two.origin), { headers: cookie })), {
        timeout: 2500,
        interval: 20,
      })
      .toBe("session-unknown");
  });

  it("end in all servers when the account is disabled", async () => {
    const admin = await one.signedIn([{ role: "administrator" }]);
    const { browser, account } = await two.signedIn([{ role: "auditor" }]);
    expect(await code(await browser.get(me(two.origin)))).toBe("200");
    const path = `/api/v1/accounts/${account}`;
    const tag = (await admin.browser.get(path)).headers.get("etag")!;
    const changed = await admin.browser.request("PATCH", path, { disabled: true }, { "if-match": tag });
    expect(changed.status).toBe(200);
    await expect
      .poll(async () => code(await browser.copy().get(me(two.origin))), { timeout: 2500, interval: 20 })
      .toMatch(/session-unknown|account-disabled/);
  });

  it("give a copied token away: all sessions of the account end", async () => {
    const { browser, account } = await one.signedIn([]);
    const other = await one.signIn.sessions.begin({ account, method: "passkey" });
    const thief = browser.copy();
    clock.advance(11 * MINUTE);
    const old = browser.cookie(SESSION);
    expect(await code(await browser.get("/api/v1/me"))).toBe("200");
    const fresh = browser.cookie(SESSION);
    expect(fresh).not.toBe(old);
    expect(await code(await browser.get("/api/v1/me"))).toBe("200");
    // Requests that were under way count for half a minute.
    expect(await code(await thief.get("/api/v1/me"))).toBe("200");
    clock.advance(31_000);
    const caught = await thief.get(me(two.origin), { cookie: `${SESSION}=${old}` });
    expect(await caught.clone().json()).toMatchObject({
      status: 401,
      code: "session-replayed",
      detail:
        "this session's token was replaced before: somebody has a copy, so all your sessions were ended",
      help: "sign in again",
    });
    expect(caught.headers.getSetCookie().join()).toContain("Max-Age=0");
    expect(await code(await browser.get("/api/v1/me"))).toBe("session-unknown");
    const cookie = { cookie: `${SESSION}=${other.token}` };
    expect(await code(await fetch(me(one.origin), { headers: cookie }))).toBe("session-unknown");
    const events = [...one.lines, ...two.lines].filter((line) => line.includes("session-replayed"));
    expect(events).toHaveLength(1);
    expect(events[0]).toContain(account);
    clock.reset();
  });

  it("are rotated once when many requests come at the same moment, to two servers", async () => {
    const { browser } = await one.signedIn([]);
    clock.advance(11 * MINUTE);
    const cookie = { cookie: `${SESSION}=${browser.cookie(SESSION)}` };
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, k) =>
        fetch(me(k % 2 === 0 ? one.origin : two.origin), { headers: cookie }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toHaveLength(1);
    clock.reset();
  });

  it("say why they do not count, each in its own words", async () => {
    const { browser } = await one.signedIn([]);
    const cases: readonly (readonly [number, string])[] = [
      [31 * MINUTE, "session-idle"],
      [13 * 60 * MINUTE, "session-too-old"],
      [-10 * MINUTE, "session-other-clock"],
    ];
    for (const [ms, expected] of cases) {
      clock.advance(ms);
      expect([ms, await code(await browser.copy().get("/api/v1/me"))]).toEqual([ms, expected]);
      clock.reset();
    }
    // A clock that comes back finds the session again.
    expect(await code(await browser.get("/api/v1/me"))).toBe("200");
    const strange = { cookie: `${SESSION}=no.such.token` };
    expect(await code(await fetch(me(one.origin), { headers: strange }))).toBe("session-unknown");
    // A page does not refuse: it shows what it shows to everybody, and the cookie goes.
    const page = await fetch(`${one.origin}/sign-in`, { headers: strange });
    expect(page.status).toBe(200);
    expect(page.headers.getSetCookie().join()).toContain(
      `${SESSION}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`,
    );
  });

  it("are ten at most for an account", async () => {
    const { account } = await one.signedIn([]);
    for (let k = 0; k < 12; k++) {
      clock.advance(1000);
      await one.signIn.sessions.begin({ account, method: "passkey" });
    }
    expect(await one.signIn.sessions.list(account)).toHaveLength(10);
    clock.reset();
  });

  it("change nothing when a page of another site asks", async () => {
    const { browser, account } = await one.signedIn([]);
    const path = `/api/v1/accounts/${account}/sessions`;
    const forged: readonly Record<string, string>[] = [
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: "null", "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
    ];
    for (const headers of forged) {
      const sent = { cookie: `${SESSION}=${browser.cookie(SESSION)}`, ...headers };
      const answer = await fetch(`${one.origin}${path}`, { method: "DELETE", headers: sent });
      expect([answer.status, await code(answer)]).toEqual([403, "forged-request"]);
    }
    const bare = { cookie: `${SESSION}=${browser.cookie(SESSION)}` };
    expect(await code(await fetch(`${one.origin}${path}`, { method: "DELETE", headers: bare }))).toBe(
      "forged-request",
    );
    expect(await one.signIn.sessions.list(account)).toHaveLength(1);
  });

  it("need a form of ours, in this browser and session, not too old", async () => {
    const { browser, account } = await one.signedIn([]);
    const other = await one.signedIn([]);
    const page = await other.browser.page("/account");
    const theirs = /name="form" value="([^"]*)"/.exec(page)![1]!;
    await browser.page("/account");
    for (const form of [theirs, "", "x"]) {
      const answer = await browser.request("POST", "/sign-out", new URLSearchParams({ form }), {
        accept: "application/json",
      });
      expect(await code(answer)).toBe("form-stale");
    }
    const mine = /name="form" value="([^"]*)"/.exec(await browser.page("/account"))![1]!;
    clock.advance(5 * 60 * MINUTE);
    const late = await browser
      .copy()
      .request("POST", "/sign-out", new URLSearchParams({ form: mine }), { accept: "application/json" });
    expect(await code(late)).toBe("form-stale");
    clock.reset();
    const twice = new URLSearchParams([
      ["form", mine],
      ["form", mine],
    ]);
    const doubled = await browser.request("POST", "/sign-out", twice, { accept: "application/json" });
    expect(await code(doubled)).toBe("wrong-form");
    const out = await browser.submit("/account", "/sign-out");
    expect([out.status, out.headers.get("location"), out.headers.get("clear-site-data")]).toEqual([
      303,
      "/sign-in",
      '"cache", "storage"',
    ]);
    expect(await one.signIn.sessions.list(account)).toHaveLength(0);
  });

  it("are seen and ended by their owner, and by nobody else but who administers", async () => {
    const { browser, account } = await one.signedIn([]);
    const stranger = await one.signedIn([{ role: "users-office" }]);
    const path = `/api/v1/accounts/${account}/sessions`;
    await one.signIn.sessions.begin({ account, method: "oidc" });
    const { items } = (await (await browser.get(path)).json()) as {
      items: { session: string; own: boolean }[];
    };
    expect(items.map(({ own }) => own).toSorted()).toEqual([false, true]);
    const hidden = await stranger.browser.get(path);
    expect(hidden.status).toBe(404);
    expect((await stranger.browser.request("DELETE", path)).status).toBe(404);
    expect((await one.browser().get(path)).status).toBe(404);
    const ended = await browser.request("DELETE", `${path}/${items.find(({ own }) => !own)!.session}`);
    expect(ended.status).toBe(204);
    expect(await one.signIn.sessions.list(account)).toHaveLength(1);
  });

  it("are ended by whoever has just shown who they are, and by no old session", async () => {
    const { browser, account } = await one.signedIn([]);
    const path = `/api/v1/accounts/${account}/sessions`;
    const other = await one.signIn.sessions.begin({ account, method: "oidc" });
    const name = other.id.slice(account.length + 1);
    one.clock.advance(11 * 60_000);
    try {
      const page = await browser.page("/account");
      expect(page).toContain("or to end other sessions, show once more who you are");
      expect(page).not.toContain("End all others");
      // A form that was loaded in time, or made up.
      const form = new URLSearchParams({
        form: /name="form" value="([^"]+)"/.exec(page)![1]!,
        session: "others",
      });
      const refused = [
        await browser.request("POST", "/account/sessions", form, { accept: "application/json" }),
        await browser.request("DELETE", `${path}/${name}`),
        await browser.request("DELETE", path),
      ];
      for (const answer of refused) {
        expect(answer.status).toBe(403);
        expect(await answer.text()).toContain("sign-in-again");
      }
      expect(await one.signIn.sessions.list(account)).toHaveLength(2);
      // One's own session ends at any time, by signing out.
      expect((await browser.submit("/account", "/sign-out")).status).toBe(303);
      expect((await one.signIn.sessions.list(account)).map(({ id }) => id)).toEqual([other.id]);
    } finally {
      one.clock.reset();
    }
  });

  it("have cookies that only this host and no script can read", async () => {
    const page = await fetch(`${one.origin}/sign-in`);
    const cookies = page.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^__Host-comity-browser=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(await page.text()).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|javascript:/i);
  });

  it("are shown on pages that nobody frames, guesses at or learns of, and so is everything else", async () => {
    for (const path of ["/sign-in", "/sign-in/assets/sign-in.js", "/api/v1/me", "/nowhere"]) {
      const { headers } = await fetch(`${one.origin}${path}`);
      expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
      expect([path, headers.get("content-security-policy")]).toEqual([
        path,
        expect.stringMatching(/default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/),
      ]);
      expect(["no-referrer", "same-origin"]).toContain(headers.get("referrer-policy"));
      expect([path, headers.get("access-control-allow-origin")]).toEqual([path, null]);
      expect(headers.get("content-type")).toMatch(
        /^(text\/(html|javascript); charset=utf-8|application\/(problem\+)?json)/i,
      );
    }
  });

  it("leave nothing behind when they are over", async () => {
    const { account } = await one.signedIn([]);
    clock.advance(13 * 60 * MINUTE);
    await one.signIn.sessions.sweep();
    clock.reset();
    expect(await one.signIn.store.documents.list("session", { prefix: account })).toHaveLength(0);
  });

  it("refuses a public address without TLS, or that is not a whole host", () => {
    const { context } = one.ground.server;
    const made = (publicUrl: string) =>
      signInOf({ ...context, config: { ...context.config, publicUrl } }).stop();
    for (const address of ["http://comity.example", "http://10.0.0.7:8413", "https://example.org/comity"])
      expect(() => made(address)).toThrow(/COMITY_PUBLIC_URL/);
    for (const address of ["https://comity.example", "http://localhost:1", "http://127.0.0.1:1"])
      made(address);
  });
});
