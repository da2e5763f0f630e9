/** The first administrator: a one-time link, shown to whoever starts the server, while nobody can administer. */
import { problem } from "../../problems/problem.ts";
import type { StoredAccount } from "../accounts/accounts.ts";
import { note } from "../security-log.ts";
import type { SignIn } from "../sign-in.ts";
import {
  demandYoung,
  type Link,
  linkAddress,
  newLink,
  purposeFor,
  useLink,
  withdrawLinks,
} from "./one-time-links.ts";

const BY = "first-run";

/**
 * The address of a link that makes an administrator; undefined where there is one, unless the server's settings ask for another. It must
 * be shown to whoever starts the server and to nobody else: it is not logged. Links made before stop to work.
 */
export async function administratorLink(signIn: SignIn): Promise<string | undefined> {
  const { accounts, context, store, clock, origin } = signIn;
  const { isDemo, administratorLink: isAskedFor } = context.config;
  if (!isAskedFor && (isDemo || (await accounts.hasAdministrator()))) return undefined;
  const { secret, change } = newLink("first-run", undefined, clock());
  await store.documents.write([...(await withdrawLinks(store.documents, undefined)), change], BY);
  note(signIn, undefined, "link-made", { purpose: "first-run" });
  return linkAddress(origin, secret);
}

/**
 * The account that a link lets in, made now where it is that of the first administrator. The link is used up in the same step.
 *
 * @throws Problem `link-unknown`, `link-expired`, `administrator-exists`, `account-disabled`.
 */
export async function accountByLink(
  signIn: SignIn,
  text: string,
): Promise<{ readonly account: StoredAccount; readonly link: Link }> {
  const { accounts, context, store, clock } = signIn;
  const { link, usedUp } = await useLink(store.documents, text, clock());
  if (link.purpose !== "first-run") {
    const account = link.account === undefined ? undefined : await accounts.read(link.account);
    // A link that was made before its owner came in by another must not outlast what a way past their own may last.
    if (account !== undefined && purposeFor(account.value) === "recovery")
      demandYoung(link, "recovery", clock());
    await store.documents.write([usedUp], BY);
    if (account === undefined || account.value.disabled === true)
      throw problem(403, "account-disabled", "the account of this link is disabled", {
        help: "ask the users' office",
      });
    return { account, link };
  }
  // Somebody else may have been quicker, at another server on the same store.
  if (!context.config.administratorLink && (await accounts.hasAdministrator()))
    throw problem(409, "administrator-exists", "somebody administers this server already", {
      help: "they can make you an account",
    });
  const account = await accounts.make({ kind: "human", grants: [{ role: "administrator" }] }, BY, [usedUp]);
  return { account, link };
}
