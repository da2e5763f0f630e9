/** A provider that answers nonsense: each kind of it is told apart, nobody is signed in, and nothing outside is reached by it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Provider } from "../../src/sign-in/oidc/provider.ts";
import type { ProviderError } from "../../src/sign-in/oidc/provider-error.ts";
import type { ProviderSettings } from "../../src/sign-in/oidc/provider-settings.ts";
import type { Return } from "../../src/sign-in/oidc/round-trip.ts";
import { newSecret } from "../../src/sign-in/sessions/session-token.ts";
import { type Answer, json, NonsenseProvider } from "./ground/nonsense-provider.ts";

let idp: NonsenseProvider;
const LIMITS = { longestMs: 400, largestBytes: 64 * 1024 };
const METADATA = "/.well-known/openid-configuration";

beforeAll(async () => {
  idp = await NonsenseProvider.start();
});
afterAll(() => idp.stop());
beforeEach(() => idp.reset());

function providerOf(more: Partial<ProviderSettings> = {}, clock = () => new Date()): Provider {
  const settings: ProviderSettings = {
    name: "institution",
    title: "The Institute",
    issuer: idp.issuer,
    clientId: "comity",
    clientSecret: "a made-up secret",
    orcidClaim: "orcid",
    privateAddresses: false,
    strengths: [],
    ...more,
  };
  return new Provider(settings, "http://localhost:1", clock, LIMITS);
}

function trip(): Return {
  const back: Return = {
    wanted: "sign-in",
    returnTo: "/",
    state: newSecret(),
    nonce: newSecret(),
    verifier: newSecret(),
  };
  idp.nonce = back.nonce;
  return back;
}

/** The fault of an attempt; `fine` where there is none. */
async function faultOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "fine",
    (error: ProviderError) => error.fault ?? `${error.name}: ${error.message}`,
  );
}

const comeBack = (
  provider: Provider,
  back = trip(),
  query = `?code=c&state=${back.state}`,
): Promise<unknown> => provider.identify(query, back);
const goThere = (provider: Provider): Promise<unknown> =>
  provider.addressFor({ ...trip(), browser: newSecret() }, false);

const never: Answer = () => undefined;
const endless: Answer = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const more = setInterval(() => response.write(" ".repeat(16_384)), 1);
  response.on("close", () => clearInterval(more));
};
const slow: Answer = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const more = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(more));
};
const broken: Answer = (_request, response) => {
  response.socket?.destroy();
};
const redirect: Answer = (_request, response) => {
  response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" });
  response.end();
};

describe("a provider's metadata", () => {
  it("is refused for each fault in its own words", async () => {
    const cases: readonly (readonly [string, Answer, string])[] = [
      ["no answer", never, "provider-too-slow"],
      ["drop by drop", slow, "provider-too-slow"],
      ["without end", endless, "provider-answer-too-large"],
      ["hung up", broken, "provider-unreachable"],
      ["elsewhere", redirect, "provider-redirects"],
      ["an error", json({}, 500), "provider-failed"],
      ["not found", json({}, 404), "provider-failed"],
      ["a page", json("<html>", 200, "text/html"), "provider-not-json"],
      ["half of it", json('{"issuer":'), "provider-not-json"],
      ["a list", json([]), "provider-metadata-unusable"],
      ["nothing", json({}), "provider-metadata-unusable"],
      ["another issuer", json(idp.metadata({ issuer: "https://evil.example" })), "provider-issuer-differs"],
      ["a slash more", json(idp.metadata({ issuer: `${idp.issuer}/` })), "provider-issuer-differs"],
      ["no token endpoint", json(idp.metadata({ token_endpoint: undefined })), "provider-metadata-unusable"],
      ["no keys", json(idp.metadata({ jwks_uri: 7 })), "provider-metadata-unusable"],
      [
        "plain HTTP",
        json(idp.metadata({ token_endpoint: "http://example.org/t" })),
        "provider-address-refused",
      ],
      ["a file", json(idp.metadata({ jwks_uri: "file:///etc/passwd" })), "provider-address-refused"],
      [
        "a script",
        json(idp.metadata({ authorization_endpoint: "javascript:alert(1)" })),
        "provider-address-refused",
      ],
      [
        "a user",
        json(idp.metadata({ token_endpoint: "https://a:b@example.org/t" })),
        "provider-address-refused",
      ],
      [
        "PKCE in clear",
        json(idp.metadata({ code_challenge_methods_supported: ["plain"] })),
        "provider-metadata-unusable",
      ],
      [
        "implicit only",
        json(idp.metadata({ response_types_supported: ["id_token"] })),
        "provider-metadata-unusable",
      ],
      [
        "unsigned",
        json(idp.metadata({ id_token_signing_alg_values_supported: ["none", "HS256"] })),
        "provider-metadata-unusable",
      ],
    ];
    for (const [name, answer, expected] of cases) {
      idp.answers = { [METADATA]: answer };
      expect([name, await faultOf(goThere(providerOf()))]).toEqual([name, expected]);
    }
    idp.reset();
    expect(await faultOf(goThere(providerOf()))).toBe("fine");
  });

  it("is not asked for again and again while it fails, and is kept while it is good", async () => {
    idp.answers = { [METADATA]: json({}, 500) };
    const provider = providerOf();
    for (let k = 0; k < 5; k++) await faultOf(goThere(provider));
    expect(idp.asked).toHaveLength(1);
    idp.reset();
    const good = providerOf();
    for (let k = 0; k < 5; k++) expect(await faultOf(goThere(good))).toBe("fine");
    await Promise.all([1, 2, 3].map(() => goThere(good)));
    expect(idp.asked).toHaveLength(1);
  });
});

describe("where a provider may be", () => {
  it("is neither this machine nor a private network, by name or by number", async () => {
    const refused = [
      "https://127.0.0.1",
      "https://10.0.0.1",
      "https://[::1]",
      "https://169.254.169.254",
      "https://[fd00::1]",
    ];
    for (const issuer of [
      ...refused,
      "https://[::ffff:10.0.0.1]",
      "https://2130706433",
      "http://example.org",
    ])
      expect([issuer, await faultOf(goThere(providerOf({ issuer })))]).toEqual([
        issuer,
        // A loopback issuer may be on this machine, and there is none there.
        issuer === "https://127.0.0.1" || issuer === "https://[::1]" || issuer === "https://2130706433"
          ? "provider-unreachable"
          : "provider-address-refused",
      ]);
  });

  it("cannot send us to this machine by its metadata", async () => {
    // A good provider of this machine names an endpoint in a private network.
    idp.answers = { [METADATA]: json(idp.metadata({ token_endpoint: "https://10.0.0.1/t" })) };
    expect(await faultOf(comeBack(providerOf()))).toBe("provider-address-refused");
    // With a leave for private addresses it is tried, and nobody is there.
    expect(await faultOf(comeBack(providerOf({ privateAddresses: true })))).toMatch(
      /provider-(unreachable|too-slow)/,
    );
  });
});

describe("a provider's tokens", () => {
  it("are taken where all is well", async () => {
    expect(await comeBack(providerOf())).toEqual({ issuer: idp.issuer, subject: "anna" });
    expect(
      await comeBack(providerOf({ strengths: ["mfa"] }), trip()).catch((error: ProviderError) => error.fault),
    ).toBe("id-token-strength");
    idp.claims = (good) => ({ ...good, acr: "mfa", orcid: "0000-0002-1825-0097" });
    expect(await comeBack(providerOf({ strengths: ["mfa"] }))).toMatchObject({
      orcid: "0000-0002-1825-0097",
    });
  });

  it("are refused for each fault in its own words", async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims: readonly (readonly [string, Record<string, unknown>, string])[] = [
      ["over", { iat: now - 900, exp: now - 600 }, "id-token-time"],
      ["not begun", { nbf: now + 600 }, "id-token-time"],
      ["for another client", { aud: "other" }, "id-token-claims"],
      ["for another client too", { aud: ["comity", "other"], azp: "other" }, "id-token-claims"],
      ["of another issuer", { iss: "https://evil.example" }, "id-token-claims"],
      ["with another nonce", { nonce: newSecret() }, "id-token-claims"],
      ["without a nonce", { nonce: undefined }, "id-token-claims"],
      ["of nobody", { sub: "" }, "id-token-claims"],
      ["of a number", { sub: 7 }, "id-token-claims"],
      ["of somebody with a novel for a name", { sub: "x".repeat(300) }, "id-token-claims"],
      ["with a broken ORCID iD", { orcid: "0000-0002-1825-0098" }, "orcid-malformed"],
      ["with a list for an ORCID iD", { orcid: ["0000-0002-1825-0097"] }, "orcid-malformed"],
    ];
    for (const [name, changed, expected] of claims) {
      idp.claims = (good) => ({ ...good, ...changed });
      expect([name, await faultOf(comeBack(providerOf()))]).toEqual([name, expected]);
    }
    idp.reset();
    const ways: readonly (readonly [NonsenseProvider["how"], string])[] = [
      ["another key", "id-token-signature"],
      ["none", "id-token-signature"],
      ["changed", "id-token-signature"],
      ["absent", "id-token-missing"],
    ];
    for (const [how, expected] of ways) {
      idp.how = how;
      expect([how, await faultOf(comeBack(providerOf()))]).toEqual([how, expected]);
    }
  });

  it("come from an endpoint whose faults are told apart too", async () => {
    const cases: readonly (readonly [string, Answer, string])[] = [
      ["/token", never, "provider-too-slow"],
      ["/token", endless, "provider-answer-too-large"],
      ["/token", broken, "provider-unreachable"],
      ["/token", redirect, "provider-redirects"],
      ["/token", json({ error: "invalid_grant" }, 400), "provider-token-refused"],
      ["/token", json({}, 500), "provider-failed"],
      ["/token", json("<html>", 200, "text/html"), "provider-not-json"],
      ["/token", json({ access_token: 7, id_token: 7 }), "provider-answer-unusable"],
      ["/keys", never, "provider-too-slow"],
      ["/keys", json({ keys: [] }), "id-token-signature"],
      ["/keys", json({}), "provider-answer-unusable"],
      ["/keys", redirect, "provider-redirects"],
    ];
    for (const [path, answer, expected] of cases) {
      idp.reset();
      idp.answers = { [path]: answer };
      expect([path, expected, await faultOf(comeBack(providerOf()))]).toEqual([path, expected, expected]);
    }
  });

  it("are judged by the clock of this server, and say so where that is another", async () => {
    const hour = 3_600_000;
    for (const ms of [2 * hour, -2 * hour])
      expect(await faultOf(comeBack(providerOf({}, () => new Date(Date.now() + ms))))).toBe(
        ms > 0 ? "id-token-time" : "fine",
      );
  });
});
