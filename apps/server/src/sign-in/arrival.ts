/** What happens when somebody has shown who they are: a new session takes the place of whatever session the browser had. */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { problem } from "../problems/problem.ts";
import type { StoredAccount } from "./accounts/accounts.ts";
import { sessionOf } from "./identify.ts";
import { note } from "./security-log.ts";
import { setSession } from "./sessions/cookies.ts";
import type { Method } from "./sessions/session.ts";
import type { SignIn } from "./sign-in.ts";

/** What browsers call themselves, in two words: enough to tell one's own apart. */
export function deviceOf(userAgent: string | undefined): string {
  const text = userAgent ?? "";
  const browser = /Firefox|Edg|OPR|Chrome|Safari/
    .exec(text)?.[0]
    .replace("Edg", "Edge")
    .replace("OPR", "Opera");
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(text)?.[0].replace("Mac OS X", "macOS");
  return `${browser ?? "some browser"}, ${system ?? "some system"}`;
}

/**
 * Begins a session for an account, in this browser. A new token, whatever was there before (ASVS 5.0 V7.2.4): nobody can have planted it.
 *
 * @throws Problem `account-disabled`.
 */
export async function arrive(
  signIn: SignIn,
  c: Context<Env>,
  account: StoredAccount | undefined,
  method: Method,
  by: { readonly provider?: string; readonly twoFactors?: true } = {},
): Promise<void> {
  if (account === undefined || account.value.disabled === true || account.value.kind !== "human") {
    note(signIn, c, "sign-in-refused", { method, why: "account-disabled" });
    throw problem(403, "account-disabled", "this account is disabled", { help: "ask the users' office" });
  }
  const former = sessionOf(c);
  if (former !== undefined) await signIn.sessions.end(former.id, account.id);
  const { token } = await signIn.sessions.begin({
    account: account.id,
    method,
    device: await signIn.store.seal("session-device", deviceOf(c.req.header("user-agent"))),
    ...by,
  });
  setSession(c, token);
  note(signIn, c, "signed-in", { account: account.id, method, provider: by.provider });
}
