/** Whom one factor does not let in: at a real OpenID provider that says how somebody signed in, as ORCID does. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { saysTwoFactors, sufficiencyOf } from "../../src/sign-in/two-factors.ts";
import { smallRegistry } from "../ground/small-registry.ts";
import type { Browser } from "./ground/browser.ts";
import { type IdentityProvider, startIdentityProvider } from "./ground/identity-provider.ts";
import { freePort, openSignIn, SetClock, type SignInGround } from "./ground/sign-in-ground.ts";

const TO = "/sign-in/oidc/orcid";
const MINUTE = 60_000;
/** ORCID's own example, that of a professor who never was. */
const ID = "0000-0002-1825-0097";
const PASSKEY = { id: "c".repeat(64), tied: "", label: "" };

let orcid: IdentityProvider;
/** Everybody shows two factors; only offices do. On one database. */
let all: SignInGround;
let offices: SignInGround;
const clock = new SetClock();

beforeAll(async () => {
  const ports = [await freePort(), await freePort()] as const;
  orcid = await startIdentityProvider(
    ports.map((port) => `http://localhost:${port}${TO}/callback`),
    { asOrcid: true },
  );
  const env = {
    COMITY_ORCID_ISSUER: orcid.issuer,
    COMITY_ORCID_CLIENT_ID: orcid.clientId,
    COMITY_ORCID_CLIENT_SECRET: orcid.clientSecret,
  };
  all = await openSignIn({ port: ports[0], acts: smallRegistry(), env, clock });
  offices = await openSignIn({
    port: ports[1],
    database: all.ground.database,
    env: { ...env, COMITY_TWO_FACTORS: "offices" },
    clock,
  });
});
afterAll(async () => {
  await offices?.stop();
  await all?.stop();
  await orcid?.stop();
});
beforeEach(() => clock.reset());

/** An account that may be signed in to by the provider. */
async function accountWith(grants: Parameters<SignInGround["signedIn"]>[0]): Promise<string> {
  const { account } = await all.signedIn(grants);
  const { identities } = (await all.signIn.accounts.read(account))!.value;
  expect(identities).toEqual([]);
  return account;
}

/** Goes to the provider and back; gives the answer. `amr` is what it says of how. */
async function signIn(
  at: SignInGround,
  browser: Browser,
  amr: string | undefined,
  form: readonly [page: string, fields: Record<string, string>] = ["/sign-in", {}],
): Promise<Response> {
  orcid.person = { sub: ID, ...(amr === undefined ? {} : { amr: [amr] }) };
  const onward = await (await browser.submit(form[0], TO, form[1])).text();
  let response = await browser.get(/url=([^"]*)"/.exec(onward)![1]!.replaceAll("&amp;", "&"));
  for (let k = 0; k < 12; k++) {
    const to = new URL(response.headers.get("location")!, response.url).href;
    if (to.startsWith(at.origin)) return browser.get(to, { accept: "application/json" });
    response = await browser.get(to);
  }
  throw new Error("the provider sends one on and on");
}
const meOf = async (browser: Browser) =>
  (await (await browser.get("/api/v1/me")).json()) as Record<string, unknown>;
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const where = (response: Response) => [response.status, response.headers.get("location")];

describe("what a provider says", () => {
  it.each([
    [{ amr: ["pwd", "mfa"] }, [], true],
    [{ amr: "mfa" }, [], true],
    [{ amr: "pwd" }, [], false],
    [{ amr: ["pwd", "otp"] }, [], false],
    [{ amr: { mfa: true } }, [], false],
    [{}, [], false],
    [{ acr: "gold" }, ["gold"], true],
    [{ acr: "gold" }, [], false],
    [{ acr: ["gold"] }, ["gold"], false],
  ])("%j, where %j is demanded, is two factors: %s", (claims, strengths, is) => {
    expect(saysTwoFactors(claims, strengths)).toBe(is);
  });
});

describe("a session", () => {
  const office = { role: "auditor" } as const;
  it.each([
    ["everybody", "passkey", undefined, [], 1, "enough"],
    ["everybody", "link", undefined, [], 1, "enough"],
    ["everybody", "demo", undefined, [office], 0, "enough"],
    ["everybody", "oidc", true, [office], 1, "enough"],
    ["everybody", "oidc", undefined, [], 0, "adds-only"],
    ["everybody", "oidc", undefined, [], 1, "too-little"],
    ["offices", "oidc", undefined, [], 1, "enough"],
    ["offices", "oidc", undefined, [office], 0, "adds-only"],
    ["offices", "oidc", undefined, [office], 1, "too-little"],
    ["nobody", "oidc", undefined, [office], 1, "enough"],
  ] as const)(
    "%s shows two; by %s, said %s, granted %j, %i passkeys: %s",
    (who, method, said, grants, n, is) => {
      const session = { method, ...(said === undefined ? {} : { twoFactors: said }) };
      const passkeys = Array.from({ length: n }, () => PASSKEY) as never;
      expect(sufficiencyOf(who, session, { grants, passkeys })).toBe(is);
    },
  );
});

describe("signing in by one factor", () => {
  it("serves to add a passkey, for a quarter of an hour, and for nothing else", async () => {
    const account = await accountWith([{ role: "auditor" }]);
    await all.signIn.accounts.tieIdentity(account, { issuer: orcid.issuer, subject: ID });
    const browser = all.browser();
    const page = "/sign-in?returnTo=%2Fapi%2Fv1%2Fme";
    expect(where(await signIn(all, browser, "pwd", [page, {}]))).toEqual([303, "/account"]);
    expect(await meOf(browser)).toMatchObject({ account: null, via: "public", method: "one-factor" });
    const shown = await browser.page("/account");
    expect(shown).toContain("two are asked for here");
    expect(shown).toContain("Add a passkey");
    expect(shown).not.toMatch(/auditor|Remove/);
    const form = /name="form" value="([^"]+)"/.exec(shown)![1]!;
    const options = "/sign-in/passkey/registration/options";
    expect((await browser.request("POST", options, { form })).status).toBe(200);
    const factor = (await all.signIn.accounts.read(account))!.value.identities[0]!.id;
    for (const [method, path] of [
      ["GET", `/api/v1/accounts/${account}`],
      ["GET", "/api/v1/acts"],
      ["DELETE", `/api/v1/me/ways/${factor}`],
      ["DELETE", `/api/v1/accounts/${account}/sessions`],
    ] as const)
      expect([path, (await browser.request(method, path)).status]).toEqual([
        path,
        expect.toSatisfy((s) => [401, 403, 404].includes(s)),
      ]);
    clock.advance(15 * MINUTE);
    expect(await codeOf(await browser.get("/api/v1/me"))).toBe("session-too-old");
    clock.reset();

    // Two factors at the provider are two factors.
    const strong = all.browser();
    expect(where(await signIn(all, strong, "mfa", [page, {}]))).toEqual([303, "/api/v1/me"]);
    expect(await meOf(strong)).toMatchObject({ account, via: "session", method: "oidc" });

    // Where only offices show two: this account has one, and loses it.
    const elsewhere = offices.browser();
    expect(where(await signIn(offices, elsewhere, "pwd"))).toEqual([303, "/account"]);
    expect(await meOf(elsewhere)).toMatchObject({ account: null, method: "one-factor" });
    const stored = (await all.signIn.accounts.read(account))!;
    await all.signIn.accounts.administer(stored, { ...stored.value, grants: [] }, "test");
    await expect.poll(async () => (await meOf(elsewhere)).account).toBe(account);
    // Granted anything again, the session that is open serves for nothing but a passkey.
    const bare = (await all.signIn.accounts.read(account))!;
    await all.signIn.accounts.administer(bare, { ...bare.value, grants: [{ role: "auditor" }] }, "test");
    await expect.poll(async () => (await meOf(elsewhere)).account).toBeNull();

    // With a passkey in the account, one factor is refused: here, and in the session that is open.
    await all.signIn.accounts.tiePasskey(
      account,
      { collection: "passkey", id: PASSKEY.id, value: PASSKEY },
      "made up",
    );
    await expect.poll(async () => (await elsewhere.get("/api/v1/me")).status).toBe(401);
    const refused = await signIn(all, all.browser(), undefined);
    expect([refused.status, await codeOf(refused)]).toEqual([403, "second-factor-needed"]);
    expect(where(await signIn(all, all.browser(), "mfa", [page, {}]))).toEqual([303, "/api/v1/me"]);
  });
});
