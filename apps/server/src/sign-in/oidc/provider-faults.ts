/** What the library's errors mean, in our words. */
import { AuthorizationResponseError, ResponseBodyError } from "openid-client";
import { ProviderError, type ProviderFault } from "./provider-error.ts";

type Meaning = readonly [fault: ProviderFault, message: string];

/** By the library's codes, where it asked for metadata or keys. */
const OF_DISCOVERY: Readonly<Record<string, Meaning>> = {
  OAUTH_RESPONSE_IS_NOT_JSON: ["provider-not-json", "the provider's metadata is not JSON"],
  OAUTH_PARSE_ERROR: ["provider-not-json", "the provider's metadata is not JSON that can be read"],
  OAUTH_RESPONSE_IS_NOT_CONFORM: ["provider-failed", "the provider answered with an error"],
  OAUTH_INVALID_RESPONSE: [
    "provider-metadata-unusable",
    "the provider's metadata is not what OpenID Connect asks for",
  ],
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: [
    "provider-issuer-differs",
    "the provider calls itself by another issuer than the one that is configured",
  ],
  OAUTH_TIMEOUT: ["provider-too-slow", "the provider did not answer in time"],
};

/** By the library's codes, where somebody came back. */
const OF_ANSWER: Readonly<Record<string, Meaning>> = {
  OAUTH_RESPONSE_IS_NOT_JSON: ["provider-not-json", "the provider's answer to the code is not JSON"],
  OAUTH_PARSE_ERROR: ["provider-not-json", "the provider's answer to the code is not JSON that can be read"],
  OAUTH_RESPONSE_IS_NOT_CONFORM: ["provider-failed", "the provider answered with an error"],
  OAUTH_WWW_AUTHENTICATE_CHALLENGE: [
    "provider-token-refused",
    "the provider does not take our client's secret",
  ],
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: [
    "id-token-time",
    "the ID token is not valid at this time, by the clock of this server",
  ],
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: [
    "id-token-claims",
    "the ID token was not made for this sign-in: its issuer, audience or nonce is another",
  ],
  OAUTH_KEY_SELECTION_FAILED: [
    "id-token-signature",
    "the ID token is signed with a key that is none of the provider's",
  ],
  OAUTH_TIMEOUT: ["provider-too-slow", "the provider did not answer in time"],
};

/** An error and everything that caused it. */
function* chain(error: unknown): Generator<object> {
  for (let one = error, depth = 0; typeof one === "object" && one !== null && depth < 8; depth++) {
    yield one;
    one = (one as { cause?: unknown }).cause;
  }
}

function meantBy(error: unknown, meanings: Readonly<Record<string, Meaning>>): ProviderError | undefined {
  for (const one of chain(error)) {
    if (one instanceof ProviderError) return one;
    const meaning = meanings[String((one as { code?: unknown }).code)];
    if (meaning !== undefined) return new ProviderError(...meaning, error);
  }
  return undefined;
}

/** What went wrong while metadata were asked for. */
export function faultOfDiscovery(error: unknown): ProviderError {
  return (
    meantBy(error, OF_DISCOVERY) ??
    new ProviderError("provider-metadata-unusable", "the provider's metadata cannot be used", error)
  );
}

const lacksToken = (one: object): boolean => {
  const { body } = one as { body?: unknown };
  return typeof body === "object" && body !== null && "access_token" in body && !("id_token" in body);
};
/** The library has one code for several of these, and tells them apart by its sentence only. */
const says = (one: object, what: RegExp): boolean => one instanceof Error && what.test(one.message);

/** What went wrong with somebody who came back. */
export function faultOfAnswer(error: unknown): ProviderError {
  if (error instanceof AuthorizationResponseError) {
    // The provider's own sentence is not shown: it may be anything that stands in an address.
    const isTheirWill = error.error === "access_denied";
    const why = isTheirWill ? "you did not agree there, or may not sign in" : "it reports an error";
    return new ProviderError("provider-refused", `the provider did not sign you in: ${why}`, error);
  }
  if (error instanceof ResponseBodyError)
    return new ProviderError(
      "provider-token-refused",
      "the provider does not take the code that it gave",
      error,
    );
  const meant = meantBy(error, OF_ANSWER);
  if (meant !== undefined) return meant;
  const causes = [...chain(error)];
  if (causes.some(lacksToken))
    return new ProviderError("id-token-missing", "the provider sent no ID token", error);
  if (causes.some((one) => says(one, /\bclaim\b/)))
    return new ProviderError(
      "id-token-claims",
      "the ID token lacks a claim, or has it in another form",
      error,
    );
  if (causes.some((one) => says(one, /signature|"alg"|\bJWS\b/)))
    return new ProviderError("id-token-signature", "the ID token's signature does not hold", error);
  return new ProviderError("provider-answer-unusable", "the provider's answer cannot be used", error);
}
