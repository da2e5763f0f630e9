/**
 * An OpenID provider as we meet it: its metadata found and examined, its users sent there and taken back. The protocol is
 * openid-client's; what is demanded beyond its defaults is here (OpenID Connect Core 1.0, RFC 9700; ASVS 5.0 V10.2, V10.5).
 */
import { performance } from "node:perf_hooks";
import { orcidFault } from "@comity/registry";
import * as oidc from "openid-client";
import { DAY_MS, HOUR_MS } from "../instants.ts";
import { saysTwoFactors } from "../two-factors.ts";
import {
  demandUsableUrl,
  type OutgoingLimits,
  outgoingFetch,
  type Reach,
  reachOf,
} from "./outgoing-fetch.ts";
import { ProviderError } from "./provider-error.ts";
import { faultOfAnswer, faultOfDiscovery } from "./provider-faults.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import type { Departure, Return } from "./round-trip.ts";

/** Signatures that are taken; `none` and those by a shared secret are not (ASVS 5.0 V9.1.2). */
const ALGORITHMS = [
  "RS256",
  "PS256",
  "ES256",
  "EdDSA",
  "Ed25519",
  "RS384",
  "PS384",
  "ES384",
  "RS512",
  "PS512",
  "ES512",
];
const KEPT_MS = HOUR_MS;
/** After a failure the provider is not asked again for so long: it may be under a load that we would add to. */
const NOT_AGAIN_MS = 5000;
const TOLERANCE_SECONDS = 60;
const LONGEST_SUBJECT = 255;

/** Who somebody is, by a provider's signed word. */
export interface Identity {
  readonly issuer: string;
  /** The provider's name for them, never given to another (OpenID Connect Core 1.0, section 2). */
  readonly subject: string;
  /** An ORCID iD that the provider vouches for, checked by its checksum. */
  readonly orcid?: string;
  /** The provider says that two factors were shown. */
  readonly twoFactors?: true;
}

export class Provider {
  readonly settings: ProviderSettings;
  /** Where users come back to: compared by the provider character by character. */
  readonly redirectUri: string;
  readonly #clock: () => Date;
  readonly #reach: Reach;
  readonly #limits: OutgoingLimits | undefined;
  #found: { readonly metadata: oidc.ServerMetadata; readonly at: number } | undefined;
  #failed: { readonly error: ProviderError; readonly at: number } | undefined;
  #finding: Promise<oidc.ServerMetadata> | undefined;
  /** The provider's keys, for signatures; the library fetches them anew where one is missing. */
  #keys: Parameters<typeof oidc.setJwksCache>[1] | undefined;

  constructor(settings: ProviderSettings, publicUrl: string, clock: () => Date, limits?: OutgoingLimits) {
    this.settings = settings;
    this.redirectUri = `${publicUrl}/sign-in/oidc/${settings.name}/callback`;
    this.#clock = clock;
    this.#reach = reachOf(new URL(settings.issuer), settings.privateAddresses);
    this.#limits = limits;
  }

  /**
   * Where to send somebody. With `again`, the provider is asked to have them sign in anew.
   *
   * @throws ProviderError.
   */
  async addressFor({ state, nonce, verifier }: Departure, again: boolean): Promise<URL> {
    const config = await this.#configuration();
    const { strengths } = this.settings;
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.redirectUri,
      response_type: "code",
      scope: "openid",
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...(strengths.length === 0 ? {} : { acr_values: strengths.join(" ") }),
      ...(again ? { prompt: "login", max_age: "0" } : {}),
    });
  }

  /**
   * Who came back. `search` is the query of the address, with the question mark.
   *
   * @throws ProviderError where the provider said no, or anything that it said does not hold.
   */
  async identify(search: string, { state, nonce, verifier, wanted }: Return): Promise<Identity> {
    const config = await this.#configuration();
    // The address is ours by the settings: what the request says of its host decides nothing.
    const address = new URL(`${this.redirectUri}${search}`);
    const checks: oidc.AuthorizationCodeGrantChecks = {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
      ...(wanted === "again" ? { maxAge: TOLERANCE_SECONDS } : {}),
    };
    this.#refuseMixUp(address, config.serverMetadata());
    let claims: oidc.IDToken | undefined;
    try {
      claims = (await oidc.authorizationCodeGrant(config, address, checks)).claims();
    } catch (error) {
      throw faultOfAnswer(error);
    } finally {
      this.#keys = oidc.getJwksCache(config) ?? this.#keys;
    }
    if (claims === undefined) throw new ProviderError("id-token-missing", "the provider sent no ID token");
    return this.#identityOf(claims);
  }

  #identityOf(claims: oidc.IDToken): Identity {
    const { issuer, strengths, orcidClaim, title } = this.settings;
    if (claims.iss !== issuer)
      throw new ProviderError(
        "id-token-claims",
        "the ID token is of another issuer than the one that is configured",
      );
    if (claims.sub === "" || claims.sub.length > LONGEST_SUBJECT)
      throw new ProviderError("id-token-claims", "the ID token names nobody");
    if (strengths.length > 0 && !(typeof claims.acr === "string" && strengths.includes(claims.acr)))
      throw new ProviderError(
        "id-token-strength",
        `${title} does not say that you signed in with a second factor`,
      );
    const claimed = orcidClaim === undefined ? undefined : claims[orcidClaim];
    const who: Identity = {
      issuer,
      subject: claims.sub,
      ...(saysTwoFactors({ acr: claims.acr, amr: claims.amr }, strengths) ? { twoFactors: true } : {}),
    };
    if (claimed === undefined) return who;
    // ORCID's own tokens hold the bare iD; the form of an address is what `orcid` claims of others often hold.
    const orcid = typeof claimed === "string" ? claimed.replace(/^https:\/\/orcid\.org\//, "") : "";
    if (orcid === "" || orcidFault(orcid) !== undefined)
      throw new ProviderError("orcid-malformed", "the provider's claim of an ORCID iD holds something else");
    return { ...who, orcid };
  }

  /** An answer of another provider than the one that was asked (RFC 9207; ASVS 5.0 V10.2.2). */
  #refuseMixUp(address: URL, metadata: oidc.ServerMetadata): void {
    const named = address.searchParams.getAll("iss");
    const isNeeded = metadata.authorization_response_iss_parameter_supported === true;
    if (named.length === 0 && !isNeeded) return;
    if (named.length === 1 && named[0] === this.settings.issuer) return;
    throw new ProviderError(
      "provider-answer-mixed-up",
      "the answer does not say that it comes from the provider that was asked",
    );
  }

  /** What the library needs. The clock may be another than the machine's, which is what it reads. */
  async #configuration(): Promise<oidc.Configuration> {
    const { clientId, clientSecret, issuer } = this.settings;
    const metadata = await this.#metadata();
    const client = {
      client_secret: clientSecret,
      [oidc.clockTolerance]: TOLERANCE_SECONDS,
      [oidc.clockSkew]: Math.round((this.#clock().getTime() - Date.now()) / 1000),
    };
    const config = new oidc.Configuration(metadata, clientId, client, oidc.ClientSecretBasic(clientSecret));
    config[oidc.customFetch] = outgoingFetch(this.#reach, this.#limits);
    if (this.#isPlain(issuer)) oidc.allowInsecureRequests(config);
    // The signature is verified although the token comes by TLS from where it was made (ASVS 5.0 V6.8.2).
    oidc.enableNonRepudiationChecks(config);
    if (this.#keys !== undefined) oidc.setJwksCache(config, this.#keys);
    return config;
  }

  #isPlain(issuer: string): boolean {
    return this.#reach.loopback && issuer.startsWith("http:");
  }

  async #metadata(): Promise<oidc.ServerMetadata> {
    const now = performance.now();
    if (this.#found !== undefined && now - this.#found.at < KEPT_MS) return this.#found.metadata;
    // What was found an hour ago serves for a day while the provider's metadata cannot be had.
    const old = this.#found !== undefined && now - this.#found.at < DAY_MS ? this.#found.metadata : undefined;
    if (this.#failed !== undefined && now - this.#failed.at < NOT_AGAIN_MS) {
      if (old !== undefined) return old;
      throw this.#failed.error;
    }
    this.#finding ??= this.#discover().finally(() => {
      this.#finding = undefined;
    });
    try {
      const metadata = await this.#finding;
      this.#found = { metadata, at: now };
      this.#failed = undefined;
      return metadata;
    } catch (error) {
      const failure = error instanceof ProviderError ? error : faultOfDiscovery(error);
      this.#failed = { error: failure, at: now };
      if (old !== undefined) return old;
      throw failure;
    }
  }

  async #discover(): Promise<oidc.ServerMetadata> {
    const { issuer, clientId } = this.settings;
    const url = new URL(issuer);
    demandUsableUrl(url, this.#reach, "issuer");
    const found = await oidc.discovery(url, clientId, undefined, oidc.None(), {
      [oidc.customFetch]: outgoingFetch(this.#reach, this.#limits),
      execute: this.#isPlain(issuer) ? [oidc.allowInsecureRequests] : [],
    });
    // Without the library's own methods on it, which are no metadata.
    const metadata = JSON.parse(JSON.stringify(found.serverMetadata())) as oidc.ServerMetadata;
    this.#examine(metadata);
    const offered = metadata.id_token_signing_alg_values_supported ?? ["RS256"];
    return {
      ...metadata,
      id_token_signing_alg_values_supported: offered.filter((one) => ALGORITHMS.includes(one)),
    };
  }

  #examine(metadata: oidc.ServerMetadata): void {
    const unusable = (why: string): ProviderError =>
      new ProviderError("provider-metadata-unusable", `the provider's metadata ${why}`);
    if (metadata.issuer !== this.settings.issuer)
      throw new ProviderError(
        "provider-issuer-differs",
        "the provider calls itself by another issuer than the one that is configured",
      );
    for (const name of ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const) {
      const text = metadata[name];
      if (typeof text !== "string" || !URL.canParse(text)) throw unusable(`has no usable \`${name}\``);
      demandUsableUrl(new URL(text), this.#reach, `\`${name}\``);
    }
    const methods = metadata.code_challenge_methods_supported;
    if (methods !== undefined && !methods.includes("S256")) throw unusable("has no PKCE by S256");
    const types = metadata.response_types_supported;
    if (types !== undefined && !types.includes("code")) throw unusable("has no authorization code");
    const algorithms = metadata.id_token_signing_alg_values_supported;
    if (algorithms !== undefined && !algorithms.some((one) => ALGORITHMS.includes(one)))
      throw unusable("has no signature that is taken here");
  }
}
