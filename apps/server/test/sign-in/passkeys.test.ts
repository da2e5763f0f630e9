/** Passkeys in a real browser (Chromium with its virtual authenticator), from the first administrator's link on. */
import { existsSync } from "node:fs";
import { type BrowserContext, type CDPSession, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { administratorLink } from "../../src/index.ts";
import type { Passkey } from "../../src/sign-in/passkeys/passkeys.ts";
import { openSignIn, type SignInGround } from "./ground/sign-in-ground.ts";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);

let own: SignInGround;
let browser: Awaited<ReturnType<typeof chromium.launch>>;

beforeAll(async () => {
  if (CHROMIUM === undefined) return;
  own = await openSignIn();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  await own?.stop();
});

interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly devtools: CDPSession;
  readonly authenticator: string;
  /** What the page's policy refused, and what went wrong in its scripts. */
  readonly faults: string[];
}

async function visitor(): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { context, page, devtools, authenticator: authenticatorId, faults };
}

const me = async (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(async () => (await (await fetch("/api/v1/me")).json()) as Record<string, unknown>);
const said = (page: Page): Promise<string | null> => page.locator("[data-said]").textContent();
const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name }).first().click();

describe.skipIf(CHROMIUM === undefined)("passkeys in Chromium", () => {
  it("make the first administrator by a one-time link, and sign them in again", async () => {
    const link = (await administratorLink(own.signIn))!;
    expect(link).toMatch(/^http:\/\/localhost:\d+\/sign-in\/link#[\w-]{43}$/);
    const { page, faults, devtools, authenticator } = await visitor();
    await page.goto(link);
    // The secret is out of the address, so that it is in no history, and nothing has been used up by looking.
    expect(page.url()).toBe(`${own.origin}/sign-in/link`);
    await page.reload();
    await page.goto(link);
    await press(page, "Go on");
    await page.waitForURL(({ pathname }) => pathname === "/account");
    expect(await me(page)).toMatchObject({ account: null, via: "public", method: "link" });
    await page.getByLabel("Name of the passkey").fill("the first <one>");
    await press(page, "Add a passkey");
    await page.getByText("the first <one>").waitFor();
    const first = await me(page);
    expect(first).toMatchObject({ via: "session", method: "passkey" });
    expect(await page.textContent("main")).toContain("administrator");
    const cookies = await page.context().cookies();
    for (const cookie of cookies)
      expect(cookie).toMatchObject({
        secure: true,
        httpOnly: true,
        sameSite: "Lax",
        path: "/",
        domain: "localhost",
      });
    expect(cookies.map(({ name }) => name).toSorted()).toEqual([
      "__Host-comity-browser",
      "__Host-comity-session",
    ]);
    // The link is used up, and there is no other while somebody administers.
    expect(await administratorLink(own.signIn)).toBeUndefined();
    await press(page, "Sign out");
    await page.waitForURL(({ pathname }) => pathname === "/sign-in");
    expect(await me(page)).toMatchObject({ account: null, via: "public" });
    await page.goto(link);
    await press(page, "Go on");
    expect(await page.textContent("main")).toContain("link-unknown");
    await page.goto(`${own.origin}/sign-in?returnTo=/account`);
    await press(page, "Sign in with a passkey");
    await page.waitForURL(({ pathname }) => pathname === "/account");
    expect(await me(page)).toMatchObject({ account: first.account, method: "passkey" });
    const { credentials } = await devtools.send("WebAuthn.getCredentials", {
      authenticatorId: authenticator,
    });
    const [stored] = await own.signIn.store.documents.list<Passkey>("passkey");
    expect(stored!.value.counter).toBe(credentials[0]!.signCount);
    expect(credentials[0]!.rpId).toBe("localhost");
    expect(faults).toEqual([]);
  });

  it("are refused when they are copied, unknown, not verified, or answer an old question", async () => {
    const { page, devtools, authenticator, faults } = await visitor();
    const { account } = await own.signedIn([{ role: "auditor" }]);
    const { token } = await own.signIn.sessions.begin({ account, method: "passkey" });
    const address = {
      domain: "localhost",
      path: "/",
      secure: true,
      httpOnly: true,
      sameSite: "Lax" as const,
    };
    await page.context().addCookies([{ name: "__Host-comity-session", value: token, ...address }]);
    await page.goto(`${own.origin}/account`);
    await page.getByLabel("Name of the passkey").fill("the second");
    await press(page, "Add a passkey");
    await page.getByText("the second").waitFor();
    await press(page, "Sign out");
    await page.waitForURL(({ pathname }) => pathname === "/sign-in");

    // A copy whose count is behind: somebody has cloned the key.
    const { credentials } = await devtools.send("WebAuthn.getCredentials", {
      authenticatorId: authenticator,
    });
    const credential = credentials[0]!;
    const { documents } = own.signIn.store;
    const stored = (await documents.list<Passkey>("passkey")).find(({ value }) => value.account === account)!;
    const ahead = { ...stored.value, counter: credential.signCount + 1000 };
    await documents.write([{ collection: "passkey", id: stored.id, value: ahead }], "test");
    await press(page, "Sign in with a passkey");
    await page.locator("[data-said]:not([hidden])").waitFor();
    expect(await said(page)).toContain(
      "the passkey does not hold: it is not known here, or its signature is another's",
    );
    await documents.write([{ collection: "passkey", id: stored.id, value: stored.value }], "test");

    // Its owner does not show themselves to it.
    await devtools.send("WebAuthn.setUserVerified", {
      authenticatorId: authenticator,
      isUserVerified: false,
    });
    await press(page, "Sign in with a passkey");
    await expect.poll(() => said(page)).not.toBe("");
    expect(await me(page)).toMatchObject({ account: null });
    await devtools.send("WebAuthn.setUserVerified", { authenticatorId: authenticator, isUserVerified: true });

    // The same answer twice.
    const form = await page.locator("form[data-passkey] input[name=form]").first().inputValue();
    const answers = await page.evaluate(async (form) => {
      const library = (
        globalThis as unknown as {
          SimpleWebAuthnBrowser: { startAuthentication(o: object): Promise<object> };
        }
      ).SimpleWebAuthnBrowser;
      const send = async (path: string, body: object) => {
        const headers = { "Content-Type": "application/json" };
        const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
        return (await response.json()) as { options: object; code?: string; goTo?: string };
      };
      const { options } = await send("/sign-in/passkey/options", { form });
      const response = await library.startAuthentication({ optionsJSON: options });
      const first = await send("/sign-in/passkey", { response, returnTo: "//evil.example" });
      const second = await send("/sign-in/passkey", { response });
      const changed = await send("/sign-in/passkey", { response, more: 1 });
      return [first.goTo, second.code, changed.code];
    }, form);
    expect(answers).toEqual(["/", "challenge-unknown", "wrong-body"]);

    // Taken away by its owner, it does not sign in any more.
    await page.goto(`${own.origin}/account`);
    await own.signIn.accounts.tieIdentity(account, { issuer: "https://idp.example", subject: "x" });
    await press(page, "Remove");
    await page.getByText("https://idp.example").waitFor();
    await press(page, "Sign out");
    await page.waitForURL(({ pathname }) => pathname === "/sign-in");
    await press(page, "Sign in with a passkey");
    await page.locator("[data-said]:not([hidden])").waitFor();
    expect(await said(page)).toContain("it is not known here");
    expect(faults).toEqual([]);
  });

  it("are never added to an account from a session that was left open", async () => {
    const { page } = await visitor();
    const { account } = await own.signedIn([]);
    const { token, id } = await own.signIn.sessions.begin({ account, method: "passkey" });
    const { documents } = own.signIn.store;
    const stored = (await documents.get<{ authenticated: string }>("session", id))!;
    const authenticated = new Date(Date.now() - 11 * 60_000).toISOString();
    await documents.write([{ collection: "session", id, value: { ...stored.value, authenticated } }], "test");
    const address = {
      domain: "localhost",
      path: "/",
      secure: true,
      httpOnly: true,
      sameSite: "Lax" as const,
    };
    await page.context().addCookies([{ name: "__Host-comity-session", value: token, ...address }]);
    await page.goto(`${own.origin}/account`);
    expect(await page.textContent("main")).toContain(
      "To change these, or to end other sessions, show once more who you are.",
    );
    const form = await page.locator("input[name=form]").first().inputValue();
    const code = await page.evaluate(async (form) => {
      const headers = { "Content-Type": "application/json" };
      const path = "/sign-in/passkey/registration/options";
      const response = await fetch(path, { method: "POST", headers, body: JSON.stringify({ form }) });
      return ((await response.json()) as { code: string }).code;
    }, form);
    expect(code).toBe("sign-in-again");
  });
});
