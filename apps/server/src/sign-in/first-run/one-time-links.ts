/**
 * Links that work once: for the first administrator, and for whomever the users' office invites. A link's secret stands behind the `#`
 * of the address, which browsers send to nobody: it is in no log, no `Referer`, and a program that looks at every link in a
 * mail does not use it up. Only its hash is stored.
 */
import type { DocumentChange, Documents } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import type { Account } from "../accounts/account.ts";
import { ageOf, DAY_MS, MINUTE_MS } from "../instants.ts";
import { hashOf, isSecret, newSecret } from "../sessions/session-token.ts";

/** The collection; ids are hashes of secrets. */
export const LINK = "one-time-link";

export type Purpose = "first-run" | "invitation" | "recovery";

/**
 * For how long a link works. Whoever starts a server sits in front of it, and so does whoever is let back into an account that they have been
 * in: on the telephone, say (ASVS 5.0 V6.5.5). Who is invited to an account that nobody has been in may be asleep.
 */
export const LIFETIME_MS: Readonly<Record<Purpose, number>> = {
  "first-run": 10 * MINUTE_MS,
  recovery: 10 * MINUTE_MS,
  invitation: DAY_MS,
};

/** What a link to an account is: into one that has ways to sign in it is a second way past them. */
export const purposeFor = ({ identities, passkeys }: Pick<Account, "identities" | "passkeys">): Purpose =>
  identities.length + passkeys.length > 0 ? "recovery" : "invitation";

export interface Link {
  readonly purpose: Purpose;
  /** The account that it lets in; the first administrator has none yet. */
  readonly account?: string;
  readonly made: string;
}

/** A new link: its secret, and the change that lets it work. */
export function newLink(
  purpose: Purpose,
  account: string | undefined,
  now: Date,
): { readonly secret: string; readonly change: DocumentChange } {
  const secret = newSecret();
  const value: Link = { purpose, made: now.toISOString(), ...(account === undefined ? {} : { account }) };
  return { secret, change: { collection: LINK, id: hashOf(secret), expected: 0, value } };
}

/** The address of a link. */
export function linkAddress(publicUrl: string, secret: string): string {
  return `${publicUrl}/sign-in/link#${secret}`;
}

/**
 * A link that is about to be used: what it is, and the change by which it is used up, to be written together with what it brings
 * about. Of two who use it at once one gets in.
 *
 * @throws Problem `link-unknown`, which is also said of one that was used; `link-expired`.
 */
export async function useLink(
  documents: Documents,
  text: string,
  now: Date,
): Promise<{ readonly link: Link; readonly usedUp: DocumentChange }> {
  // Copied from a terminal or a mail, with blanks or the whole address around it.
  const secret = text.trim().replace(/^.*#/, "");
  const stored = isSecret(secret) ? await documents.get<Link>(LINK, hashOf(secret)) : undefined;
  if (stored === undefined)
    throw problem(400, "link-unknown", "this link is none of ours, or it was used already", {
      help: "ask whoever sent it for a new one",
    });
  const { value: link, id, version } = stored;
  demandYoung(link, link.purpose, now);
  return { link, usedUp: { collection: LINK, id, expected: version, value: null } };
}

/** @throws Problem `link-expired` where a link is older than one for a purpose may be. */
export function demandYoung({ made }: Link, purpose: Purpose, now: Date): void {
  const age = ageOf(made, now);
  if (age === undefined || age >= LIFETIME_MS[purpose])
    throw problem(410, "link-expired", "this link is too old, or a clock was set since it was made", {
      help: "ask whoever sent it for a new one",
    });
}

/** Changes that take away an account's links, so that only the newest works. */
export async function withdrawLinks(
  documents: Documents,
  account: string | undefined,
): Promise<DocumentChange[]> {
  return (await documents.list<Link>(LINK))
    .filter(({ value }) => value.account === account)
    .map(({ id }) => ({ collection: LINK, id, value: null }));
}

/** Takes away links that nobody used in time. */
export async function sweepLinks(documents: Documents, now: Date): Promise<number> {
  const old = (await documents.list<Link>(LINK)).filter(({ value }) => {
    const age = ageOf(value.made, now);
    return age !== undefined && age >= LIFETIME_MS[value.purpose];
  });
  if (old.length > 0)
    await documents.write(
      old.map(({ id }) => ({ collection: LINK, id, value: null })),
      "server",
    );
  return old.length;
}
