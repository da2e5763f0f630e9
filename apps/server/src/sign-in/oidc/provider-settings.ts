/** Which providers are asked, and what they are believed. */
import type { Config, Provider } from "../../config/config.ts";

/** A provider as the server's settings say it. */
export interface ProviderSettings extends Provider {
  /** In addresses: `/sign-in/oidc/NAME`. */
  readonly name: "institution" | "orcid";
}

/** The providers of a server, in the order in which they are shown. */
export function providersOf({ oidc, orcid }: Config): ProviderSettings[] {
  return [
    ...(oidc === undefined ? [] : [{ ...oidc, name: "institution" as const }]),
    ...(orcid === undefined ? [] : [{ ...orcid, name: "orcid" as const }]),
  ];
}
