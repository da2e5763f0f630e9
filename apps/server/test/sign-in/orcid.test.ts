/** Signing in at ORCID: a real OpenID provider that does what ORCID does otherwise than institutions. Its people are made up. */
import { actsFromJson } from "@comity/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallRegistry } from "../ground/small-registry.ts";
import type { Browser } from "./ground/browser.ts";
import { type IdentityProvider, startIdentityProvider } from "./ground/identity-provider.ts";
import { freePort, openSignIn, type SignInGround } from "./ground/sign-in-ground.ts";

/** ORCID's own example, that of a professor who never was, and others with right checksums. */
const IDS = { p1: "0000-0002-1825-0097", twice: "0000-0001-5109-3700", nobody: "0000-0003-1415-9269" };
const SAID = { given_name: "Josiah", family_name: "Carberry", amr: "mfa" };

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
  return [
    ...smallRegistry(),
    ...actsFromJson([named("p1", IDS.p1), named("p2", IDS.twice), named("p3", IDS.twice)]),
  ];
}

let orcid: IdentityProvider;
let own: SignInGround;
beforeAll(async () => {
  const port = await freePort();
  orcid = await startIdentityProvider([`http://localhost:${port}/sign-in/oidc/orcid/callback`], {
    asOrcid: true,
  });
  own = await openSignIn({
    port,
    acts: registry(),
    env: {
      // What a provider is believed is tried in two-factors.test.ts.
      COMITY_TWO_FACTORS: "nobody",
      COMITY_ORCID_ISSUER: orcid.issuer,
      COMITY_ORCID_CLIENT_ID: orcid.clientId,
      COMITY_ORCID_CLIENT_SECRET: orcid.clientSecret,
    },
  });
});
afterAll(async () => {
  await own?.stop();
  await orcid?.stop();
});

/** The answer to coming back from ORCID as somebody. */
async function arrive(browser: Browser, sub: string): Promise<Response> {
  orcid.person = { sub, claims: SAID };
  const onward = await (await browser.submit("/sign-in", "/sign-in/oidc/orcid", {})).text();
  let response = await browser.get(/url=([^"]*)"/.exec(onward)![1]!.replaceAll("&amp;", "&"));
  for (let k = 0; k < 12; k++) {
    const to = new URL(response.headers.get("location")!, response.url).href;
    if (to.startsWith(own.origin)) return browser.get(to, { accept: "application/json" });
    response = await browser.get(to);
  }
  throw new Error("the provider sends one on and on");
}

describe("signing in at ORCID", () => {
  it("lets the person in whose iD it is, again into the same account, and keeps no name that it says", async () => {
    const [first, later] = [own.browser(), own.browser()];
    expect(await first.page("/sign-in")).toContain("Sign in with ORCID");
    expect((await arrive(first, IDS.p1)).status).toBe(303);
    const me = (await (await first.get("/api/v1/me")).json()) as { account: string };
    expect(me).toMatchObject({ person: "p1", via: "session", method: "oidc" });
    expect((await arrive(later, IDS.p1)).status).toBe(303);
    expect(await (await later.get("/api/v1/me")).json()).toMatchObject({ account: me.account });
    const { documents } = own.signIn.store;
    const kept = JSON.stringify([await documents.list("account"), await documents.list("session")]);
    expect(kept).not.toMatch(/Josiah|Carberry/);
  });

  const REFUSED: readonly (readonly [string, string, string])[] = [
    ["a wrong checksum", "0000-0002-1825-0098", "orcid-malformed"],
    ["no iD at all", "josiah", "orcid-malformed"],
    ["an iD that nobody has", IDS.nobody, "identity-not-tied"],
    ["an iD that two people have", IDS.twice, "identity-not-tied"],
  ];
  it.each(REFUSED)("refuses %s", async (_what, sub, code) => {
    const answer = await arrive(own.browser(), sub);
    expect(await answer.json()).toMatchObject({ code });
  });
});
