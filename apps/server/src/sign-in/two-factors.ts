/**
 * Whom one factor does not let in (ASVS 5.0 V6.3.3). A passkey whose owner was verified is two. A provider's sign-in is as many as the provider
 * says: its `acr` is one of those that the settings demand, or its `amr` has `mfa` (RFC 8176, section 2), as ORCID says it too.
 */
import type { Config } from "../config/config.ts";
import type { Account } from "./accounts/account.ts";
import type { Session } from "./sessions/session.ts";

/** What a session is good for: everything, adding a passkey and nothing else, or nothing. */
export type Sufficiency = "enough" | "adds-only" | "too-little";

/**
 * What a session of an account is good for. Whoever has a passkey signs in by it; whoever has none yet may add one.
 *
 *     sufficiencyOf("everybody", { method: "oidc" }, { ...account, passkeys: [] })     // "adds-only"
 */
export function sufficiencyOf(
  demanded: Config["twoFactors"],
  { method, twoFactors }: Pick<Session, "method" | "twoFactors">,
  { grants, passkeys }: Pick<Account, "grants" | "passkeys">,
): Sufficiency {
  if (method !== "oidc" || twoFactors === true || demanded === "nobody") return "enough";
  if (demanded === "offices" && grants.length === 0) return "enough";
  return passkeys.length > 0 ? "too-little" : "adds-only";
}

/** Whether the claims of a verified ID token say that two factors were shown. `strengths` are those that the settings demand. */
export function saysTwoFactors(
  { acr, amr }: { readonly acr?: unknown; readonly amr?: unknown },
  strengths: readonly string[],
): boolean {
  if (typeof acr === "string" && strengths.includes(acr)) return true;
  // A list by the standard, a text at ORCID.
  return Array.isArray(amr) ? amr.includes("mfa") : amr === "mfa";
}
