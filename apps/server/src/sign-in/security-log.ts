/**
 * What the log says of sign-ins and of what was tried: which event, when, by which request, of which account (ASVS 5.0 V16.3). Accounts are
 * random ids; names, mail addresses, ORCID iDs, network addresses, tokens and secrets are never in it.
 */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import type { SignIn } from "./sign-in.ts";

/** Everything that is noted. docs/security.md lists them. */
export type SecurityEvent =
  | "signed-in"
  | "signed-out"
  | "sign-in-refused"
  | "session-replayed"
  | "sessions-ended"
  | "forgery-refused"
  | "token-issued"
  | "token-refused"
  | "token-revoked"
  | "client-refused"
  | "waits"
  | "link-made"
  | "link-used"
  | "link-refused"
  | "factor-added"
  | "factor-removed"
  | "account-made"
  | "account-changed"
  | "provider-fault";

/** Those by which somebody tried what they may not. */
const WARNINGS: ReadonlySet<SecurityEvent> = new Set([
  "sign-in-refused",
  "session-replayed",
  "forgery-refused",
  "client-refused",
  "waits",
  "link-refused",
  "provider-fault",
]);

/** Notes an event in the log. */
export function note(
  { log }: Pick<SignIn, "log">,
  c: Context<Env> | undefined,
  event: SecurityEvent,
  more: Readonly<Record<string, string | number | boolean | undefined>>,
): void {
  const line = { event, ...(c === undefined ? {} : { requestId: c.var.requestId }), ...more };
  if (WARNINGS.has(event)) log.warn(line, event);
  else log.info(line, event);
}
