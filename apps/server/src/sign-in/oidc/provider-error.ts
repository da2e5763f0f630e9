/** What can go wrong with a provider: each its own code, so that whoever runs the server knows whom to ask. */
import { type Problem, problem } from "../../problems/problem.ts";

/** What is known of a fault before it is a problem document. */
export type ProviderFault =
  | "provider-unreachable"
  | "provider-too-slow"
  | "provider-answer-too-large"
  | "provider-redirects"
  | "provider-address-refused"
  | "provider-not-json"
  | "provider-failed"
  | "provider-issuer-differs"
  | "provider-metadata-unusable"
  | "provider-refused"
  | "provider-token-refused"
  | "provider-answer-unusable"
  | "provider-answer-mixed-up"
  | "id-token-missing"
  | "id-token-signature"
  | "id-token-time"
  | "id-token-claims"
  | "id-token-strength"
  | "orcid-malformed";

const HELP: Readonly<Record<ProviderFault, string>> = {
  "provider-unreachable": "try again later; whoever runs this server finds the cause in its log",
  "provider-too-slow": "try again later",
  "provider-answer-too-large": "whoever runs this server should look at the issuer that is configured",
  "provider-redirects": "the issuer must be configured as the provider itself writes it",
  "provider-address-refused":
    "if the provider really is in a private network, whoever runs this server can allow that for it",
  "provider-not-json": "the issuer that is configured may not be that of an OpenID provider",
  "provider-failed": "try again later",
  "provider-issuer-differs": "the issuer must be configured exactly as the provider writes it",
  "provider-metadata-unusable": "this provider cannot be used as it is",
  "provider-refused": "sign in again, or in another way",
  "provider-token-refused": "sign in again; if that does not help, the client's secret may be wrong",
  "provider-answer-unusable": "sign in again; the provider's answer did not follow OpenID Connect",
  "provider-answer-mixed-up": "sign in again, beginning on this site",
  "id-token-missing": "the provider must be asked for the scope `openid`",
  "id-token-signature": "nobody was signed in; whoever runs this server should be told",
  "id-token-time": "the clocks of the provider and of this server differ: one of them is wrong",
  "id-token-claims": "nobody was signed in; whoever runs this server should be told",
  "id-token-strength": "sign in at the provider with a second factor",
  "orcid-malformed": "the provider's claim is no ORCID iD; the users' office can tie the account instead",
};

/** Faults that are the provider's own word, or the browser's: the request is wrong. Others are of the provider. */
const STATUS: Partial<Record<ProviderFault, 400 | 403 | 503 | 504>> = {
  "provider-refused": 403,
  "provider-answer-mixed-up": 400,
  "provider-unreachable": 503,
  "provider-too-slow": 504,
  "id-token-strength": 403,
};

/** Something that a provider did, or did not do. What it said is in the cause, for the log, and never in the message. */
export class ProviderError extends Error {
  readonly fault: ProviderFault;

  constructor(fault: ProviderFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ProviderError";
    this.fault = fault;
  }
}

/** The problem document of a provider's fault. */
export function problemOfProvider(error: ProviderError): Problem {
  return problem(STATUS[error.fault] ?? 502, error.fault, error.message, {
    help: HELP[error.fault],
    cause: error,
  });
}
