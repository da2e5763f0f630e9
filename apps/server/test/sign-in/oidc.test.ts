/** Signing in by a real OpenID provider, in a browser without script. */

import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../../src/sign-in/sessions/session.ts";
import { smallRegistry } from "../ground/small-registry.ts";
import type { Browser } from "./ground/browser.ts";
import { type IdentityProvider, startIdentityProvider } from "./ground/identity-provider.ts";
import { freePort, linkFor, openSignIn, type SignInGround } from "./ground/sign-in-ground.ts";

/** ORCID's own example, and others with right checksums. */
const IDS = { p1: "0000-0002-1825-0097", twice: "0000-0001-5109-3700", p4: "0000-0002-1694-233X" };

function registry() {
  const named = (person: string, orcid: string) => ({
    act: "person",
    id: `orcid-${person}`,
    on: "2021-01-01",
    recorded: "2021-01-01",
    by: "users office",
    instrument: "",
    person,
    familyName: `Name of ${person}`,
    orcid,
  });
  const ids = [named("p1", IDS.p1), named("p2", IDS.twice), named("p3", IDS.twice), named("p4", IDS.p4)];
  return [...smallRegistry(), ...actsFromJson(ids)];
}

let idp: IdentityProvider;
let own: SignInGround;

beforeAll(async () => {
  const port = await freePort();
  idp = await startIdentityProvider([`http://localhost:${port}/sign-in/oidc/institution/callback`]);
  own = await openSignIn({
    port,
    acts: registry(),
    env: {
      // What a provider is believed is tried in two-factors.test.ts.
      COMITY_TWO_FACTORS: "nobody",
      COMITY_OIDC_ISSUER: idp.issuer,
      COMITY_OIDC_CLIENT_ID: idp.clientId,
      COMITY_OIDC_CLIENT_SECRET: idp.clientSecret,
      COMITY_OIDC_TITLE: "The <Institute>",
      COMITY_OIDC_ORCID_CLAIM: "orcid",
    },
  });
});
afterAll(async () => {
  await own?.stop();
  await idp?.stop();
});
beforeEach(() => {
  idp.person = { sub: "nobody" };
});

const TO = "/sign-in/oidc/institution";
const BACK = `${TO}/callback`;

/** The address at the provider, and back at us with the answer, not yet taken. */
async function awayAndBack(browser: Browser, page = "/sign-in", fields: Record<string, string> = {}) {
  const onward = await (await browser.submit(page, TO, fields)).text();
  const there = /url=([^"]*)"/.exec(onward)![1]!.replaceAll("&amp;", "&");
  let response = await browser.get(there);
  for (let k = 0; k < 12; k++) {
    const to = new URL(response.headers.get("location")!, response.url).href;
    if (to.startsWith(own.origin)) return { there: new URL(there), back: to };
    response = await browser.get(to);
  }
  throw new Error("the provider sends one on and on");
}
const told = async (response: Response) =>
  (await response.json()) as { code: string; detail: string; status: number };
const asJson = { accept: "application/json" };
const meOf = async (browser: Browser) =>
  (await (await browser.get("/api/v1/me")).json()) as Record<string, unknown>;

describe("signing in at an institution", () => {
  it("sends one there with PKCE, state, nonce and the address that was agreed, and back where one wanted to go", async () => {
    const { account } = await own.signedIn([{ role: "auditor" }]);
    await own.signIn.accounts.tieIdentity(account, { issuer: idp.issuer, subject: "anna" });
    idp.person = { sub: "anna" };
    const browser = own.browser();
    const page = await browser.page("/sign-in?returnTo=%2Fapi%2Fv1%2Fme");
    expect(page).toContain("Sign in with The &lt;Institute&gt;");
    const { there, back } = await awayAndBack(browser, "/sign-in?returnTo=%2Fapi%2Fv1%2Fme");
    const query = Object.fromEntries(there.searchParams);
    expect(query).toMatchObject({
      response_type: "code",
      client_id: idp.clientId,
      scope: "openid",
      redirect_uri: `${own.origin}${BACK}`,
      code_challenge_method: "S256",
    });
    for (const name of ["state", "nonce", "code_challenge"]) expect(query[name]).toMatch(/^[\w-]{43}$/);
    expect(new URL(back).searchParams.get("iss")).toBe(idp.issuer);
    const arrived = await browser.get(back);
    expect([arrived.status, arrived.headers.get("location")]).toEqual([303, "/api/v1/me"]);
    expect(await meOf(browser)).toMatchObject({ account, via: "session", method: "oidc" });
  });

  it("never lets anybody come back twice, in another browser, or without having gone", async () => {
    const browser = own.browser();
    const { back } = await awayAndBack(browser);
    const other = own.browser();
    await other.page("/sign-in");
    expect((await told(await other.get(back, asJson))).code).toBe("round-trip-elsewhere");
    const elsewhere = await told(await own.browser().get(back, asJson));
    expect(elsewhere).toMatchObject({ status: 400, code: "round-trip-elsewhere" });
    // That did not spoil it for whoever began.
    expect(await told(await browser.get(back, asJson))).toMatchObject({
      code: "identity-not-tied",
      status: 403,
    });
    expect(await told(await browser.get(back, asJson))).toMatchObject({
      code: "round-trip-unknown",
      status: 400,
    });
    const made = `${BACK}?code=x&state=${"x".repeat(43)}`;
    expect((await told(await browser.get(made, asJson))).code).toBe("round-trip-unknown");
    expect((await told(await browser.get(BACK, asJson))).code).toBe("round-trip-unknown");
    // At the other provider's address.
    const later = await awayAndBack(browser);
    const orcid = later.back.replace("institution", "orcid");
    expect((await told(await browser.get(orcid, asJson))).code).toBe("no-such-provider");
    own.clock.advance(11 * 60_000);
    expect((await told(await browser.get(later.back, asJson))).code).toBe("round-trip-expired");
    own.clock.reset();
    const early = await awayAndBack(browser);
    own.clock.advance(-60 * 60_000);
    expect((await told(await browser.get(early.back, asJson))).code).toBe("round-trip-expired");
    own.clock.reset();
  });

  it("takes one of two who come back with the same answer at the same moment", async () => {
    const browser = own.browser();
    const { back } = await awayAndBack(browser);
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.copy().get(back, asJson)));
    const codes = await Promise.all(answers.map(async (answer) => (await told(answer)).code));
    expect(codes.toSorted()).toEqual([
      "identity-not-tied",
      "round-trip-unknown",
      "round-trip-unknown",
      "round-trip-unknown",
    ]);
  });

  it("refuses an answer that names another provider, or that was changed on its way", async () => {
    const browser = own.browser();
    const change = async (name: string, value: string | undefined): Promise<string> => {
      const url = new URL((await awayAndBack(browser)).back);
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
      return (await told(await browser.get(url.href, asJson))).code;
    };
    expect(await change("iss", "https://evil.example")).toBe("provider-answer-mixed-up");
    expect(await change("iss", undefined)).toBe("provider-answer-mixed-up");
    expect(await change("code", "another")).toBe("provider-token-refused");
    expect(await change("code", undefined)).toBe("provider-answer-unusable");
    expect(await change("error", "access_denied")).toBe("provider-refused");
    const twice = `${(await awayAndBack(browser)).back}&state=x`;
    expect((await told(await browser.get(twice, asJson))).code).toBe("wrong-query");
  });

  it("does not sign in whoever did not agree there", async () => {
    idp.person = undefined;
    const browser = own.browser();
    const { back } = await awayAndBack(browser);
    const page = await (await browser.get(back)).text();
    expect(page).toContain("The provider did not sign you in: you did not agree there, or may not sign in.");
    expect(page).toContain("provider-refused");
  });

  it("ties an identity to an account only by an invitation or a signed ORCID iD, never by a name or a mail", async () => {
    // The provider calls somebody as an account's person is called, with their mail: that is nobody here.
    idp.person = { sub: "p1", claims: { name: "Name of p1", email: "p1@example.org" } };
    const browser = own.browser();
    expect((await told(await browser.get((await awayAndBack(browser)).back, asJson))).code).toBe(
      "identity-not-tied",
    );
    // By invitation.
    const { account } = await own.signedIn([{ role: "delegate", of: "COUNCIL" }]);
    const code = await linkFor(own, account);
    const invited = own.browser();
    expect((await invited.submit("/sign-in/link", "/sign-in/link", { code })).headers.get("location")).toBe(
      "/account",
    );
    // A link alone opens nothing but the page on which to add a way to sign in.
    expect(await meOf(invited)).toMatchObject({ account: null, via: "public", method: "link" });
    idp.person = { sub: "invited" };
    const { back } = await awayAndBack(invited, "/account", { wanted: "tie" });
    expect((await invited.get(back)).status).toBe(303);
    expect(await meOf(invited)).toMatchObject({ account, via: "session", method: "oidc" });
    // From then on it is theirs, and can be nobody else's.
    const again = own.browser();
    expect((await again.get((await awayAndBack(again)).back)).status).toBe(303);
    expect(await meOf(again)).toMatchObject({ account });
    const thief = await own.signedIn([]);
    const stolen = await awayAndBack(thief.browser, "/account", { wanted: "tie" });
    expect((await told(await thief.browser.get(stolen.back, asJson))).code).toBe("identity-of-another");
  });

  it("lets the person of the registry in who has the ORCID iD that the provider signed", async () => {
    idp.person = { sub: "o1", claims: { orcid: `https://orcid.org/${IDS.p1}` } };
    const browser = own.browser();
    expect((await browser.get((await awayAndBack(browser)).back)).status).toBe(303);
    const first = await meOf(browser);
    expect(first).toMatchObject({ person: "p1", via: "session" });
    const account = await own.signIn.accounts.read(first.account as string);
    expect(account!.value.grants).toEqual([]);
    // Looking everybody's iDs up was a look at everybody.
    const looks = await own.signIn.store.looks();
    expect(looks.at(-1)).toMatchObject({ by: "sign-in" });
    // The same person by another identity of theirs: only they can add it, from inside.
    const refusals: readonly (readonly [string, string, string])[] = [
      ["o2", IDS.p1, "identity-not-tied"],
      ["o3", IDS.twice, "identity-not-tied"],
      ["o4", IDS.p4, "identity-not-tied"],
      ["o5", "0000-0002-1825-0098", "orcid-malformed"],
      ["o6", "0000-0003-1415-9269", "identity-not-tied"],
    ];
    for (const [sub, orcid, expected] of refusals) {
      idp.person = { sub, claims: { orcid } };
      const other = own.browser();
      expect([sub, (await told(await other.get((await awayAndBack(other)).back, asJson))).code]).toEqual([
        sub,
        expected,
      ]);
    }
  });

  it("asks again for whoever changes how they sign in, and only takes the same person", async () => {
    const { browser, account } = await own.signedIn([]);
    await own.signIn.accounts.tieIdentity(account, { issuer: idp.issuer, subject: "again" });
    // It was a while ago; the clock stays, since the provider has its own.
    const { documents } = own.signIn.store;
    const [session] = await documents.list<Session>("session", { prefix: account });
    const authenticated = new Date(Date.now() - 11 * 60_000).toISOString();
    await documents.write(
      [{ collection: "session", id: session!.id, value: { ...session!.value, authenticated } }],
      "test",
    );
    await expect.poll(() => browser.page("/account")).not.toContain("Add a passkey");
    const refused = await browser.submit("/account", TO, { wanted: "tie" });
    expect(await refused.text()).toContain("sign-in-again");
    const wrong = await awayAndBack(browser, "/account", { wanted: "again" });
    expect(wrong.there.searchParams.get("prompt")).toBe("login");
    expect((await told(await browser.get(wrong.back, asJson))).code).toBe("identity-not-tied");
    idp.person = { sub: "again" };
    browser.cookies.delete(idp.issuer);
    const right = await awayAndBack(browser, "/account", { wanted: "again" });
    expect((await browser.get(right.back)).status).toBe(303);
    expect(await browser.page("/account")).toContain("Add a passkey");
  });

  it("begins a new session, whatever cookie was there before", async () => {
    const { account } = await own.signedIn([]);
    await own.signIn.accounts.tieIdentity(account, { issuer: idp.issuer, subject: "fixed" });
    const attacker = await own.signedIn([]);
    idp.person = { sub: "fixed" };
    const victim = attacker.browser.copy();
    const before = victim.cookie("__Host-comity-session");
    expect((await victim.get((await awayAndBack(victim, "/sign-in")).back)).status).toBe(303);
    expect(victim.cookie("__Host-comity-session")).not.toBe(before);
    expect(await meOf(victim)).toMatchObject({ account });
    // The planted session is over: nobody watches from it.
    expect((await attacker.browser.get("/api/v1/me")).status).toBe(401);
  });

  it("keeps nothing by which a reader of the database could finish it, and logs no secret", async () => {
    const browser = own.browser();
    const { there, back } = await awayAndBack(browser);
    const documents = await own.signIn.store.documents.list("round-trip");
    const kept = JSON.stringify(documents);
    for (const name of ["state", "nonce", "code_challenge"])
      expect(kept).not.toContain(there.searchParams.get(name));
    expect(kept).not.toContain(browser.cookie("__Host-comity-browser"));
    await browser.get(back);
    const log = own.lines.join("\n");
    const secrets = [
      new URL(back).searchParams.get("code")!,
      there.searchParams.get("state")!,
      idp.clientSecret,
    ];
    for (const secret of [...secrets, IDS.p1, "Name of p1", browser.cookie("__Host-comity-browser")!])
      expect(log).not.toContain(secret);
    expect(log.includes(`"event":"signed-in"`)).toBe(true);
  });
});
