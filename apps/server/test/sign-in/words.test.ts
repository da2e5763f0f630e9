/** The pages of the sign-in: in the reader's language, whole in each; and each of their forms counts on a first visit. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsIn } from "./ground/browser.ts";
import { openSignIn, type SignInGround } from "./ground/sign-in-ground.ts";

let ground: SignInGround;
beforeAll(async () => {
  ground = await openSignIn({ env: { COMITY_DEMO: "yes" } });
});
afterAll(() => ground?.stop());

const page = async (headers: Record<string, string>, path = "/sign-in"): Promise<string> =>
  (await fetch(`${ground.origin}${path}`, { headers })).text();

describe("the sign-in's pages", () => {
  it.each([
    [{}, "en"],
    [{ "accept-language": "fr-CH,fr;q=0.9,en;q=0.8" }, "fr"],
    [{ "accept-language": "de-DE,en;q=0.8,fr;q=0.5" }, "en"],
    [{ "accept-language": "de" }, "en"],
    [{ "accept-language": "en", cookie: "comity-language=fr" }, "fr"],
    [{ "accept-language": "fr", cookie: "comity-language=en" }, "en"],
    [{ "accept-language": "fr", cookie: 'comity-language="><script>' }, "fr"],
  ])("speak the reader's language: %j gives %s", async (headers, language) => {
    const text = await page(headers as Record<string, string>);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).not.toContain("<script>");
    const [english, french] = ["Sign in with a passkey", "Se connecter avec une clé d’accès"];
    expect(text.includes(english)).toBe(language === "en");
    expect(text.includes(french)).toBe(language === "fr");
    expect(text.includes("Bureau des utilisateurs")).toBe(language === "fr");
    const link = await page(headers as Record<string, string>, "/sign-in/link");
    expect(link.includes("This link works once")).toBe(language === "en");
  });

  it("give all their forms to the one browser that asked, also on a first visit", async () => {
    const response = await fetch(`${ground.origin}/sign-in`);
    expect(
      response.headers.getSetCookie().filter((one) => one.startsWith("__Host-comity-browser=")),
    ).toHaveLength(1);
    const cookie = response.headers.getSetCookie()[0]!.split(";")[0]!;
    const forms = formsIn(await response.text());
    const tokens = forms.map(({ fields }) => fields.get("form")!);
    expect(tokens.length).toBeGreaterThan(3);
    for (const form of new Set(tokens)) {
      const answer = await fetch(`${ground.origin}/sign-in/passkey/options`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          origin: ground.origin,
          "sec-fetch-site": "same-origin",
          cookie,
        },
        body: JSON.stringify({ form }),
      });
      expect(answer.status).toBe(200);
    }
  });
});

describe("one's own account, as pages ask for it", () => {
  it("shows the ways in, takes them away, and signs out", async () => {
    const { browser } = await ground.signedIn([{ role: "auditor" }]);
    const ways = (await (await browser.get("/api/v1/me/ways")).json()) as {
      ways: { factor: string; sort: string }[];
      mayAdd: boolean;
      mayRemove: boolean;
    };
    expect([ways.mayAdd, ways.mayRemove]).toEqual([true, true]);
    const none = await browser.request("DELETE", `/api/v1/me/ways/${"0".repeat(64)}`);
    expect(none.status).toBe(404);
    const forged = await browser.request("DELETE", "/api/v1/me/session", undefined, {
      origin: "https://other.example",
    });
    expect(forged.status).toBe(403);
    const out = await browser.request("DELETE", "/api/v1/me/session");
    expect([out.status, out.headers.get("clear-site-data")]).toEqual([204, '"cache", "storage"']);
    expect((await browser.get("/api/v1/me/ways")).status).toBe(401);
    expect(await (await browser.get("/api/v1/me")).json()).toMatchObject({
      account: null,
      purposes: [],
      grants: [],
    });
  });

  it("says to nobody how an account that is not signed in comes in", async () => {
    expect((await fetch(`${ground.origin}/api/v1/me/ways`)).status).toBe(401);
    const ways = (await (await fetch(`${ground.origin}/api/v1/ways-in`)).json()) as { demoRoles: unknown[] };
    expect(Array.isArray(ways.demoRoles)).toBe(true);
  });
});
