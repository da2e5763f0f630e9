/** An account as it is stored: the gate reads what it grants; whatever else it holds is the sign-in's alone. */
import { randomBytes } from "node:crypto";
import type { AccountGrants, Grant } from "@comity/access";
import { day, formatDay } from "@comity/calendar";

/** The collection. The gate follows it. */
export const ACCOUNT = "account";

/** A way of signing in that a person has at a provider. */
export interface TiedIdentity {
  /** The id of its document: the hash of issuer and subject. */
  readonly id: string;
  readonly issuer: string;
  readonly tied: string;
}

/** A passkey, as the account knows it. */
export interface TiedPasskey {
  /** The id of its document: the hash of the credential's id. */
  readonly id: string;
  /** What its owner calls it, sealed. */
  readonly label: string;
  readonly tied: string;
}

/** The secret of a machine client: only its hash. */
export interface ClientSecret {
  readonly hash: string;
  readonly made: string;
  readonly expires: string;
}

export interface Account extends AccountGrants {
  /** What the office calls it, sealed; of a client what it is. */
  readonly title?: string;
  readonly made: string;
  /** For authenticators, instead of the account's id: random, and says nothing (WebAuthn Level 3, section 14.6.1). */
  readonly handle: string;
  readonly identities: readonly TiedIdentity[];
  readonly passkeys: readonly TiedPasskey[];
  /** Of a machine client: at most two, so that one can be exchanged while the other serves. */
  readonly secrets?: readonly ClientSecret[];
  /** Of a machine client: what its tokens may be for at most; left out, everything that it is granted. */
  readonly scopes?: readonly string[];
  /** Made by the demo; nobody can use it while the demo is off. */
  readonly demo?: true;
}

const HANDLE_BYTES = 32;
const ID_BYTES = 10;

/** A new account's id: random, so that it says nothing of whose it is. */
export function newAccountId(kind: Account["kind"]): string {
  return `${kind === "client" ? "client" : "u"}-${randomBytes(ID_BYTES).toString("hex")}`;
}

/** An account without anything by which one could sign in. */
export function newAccount(kind: Account["kind"], grants: readonly Grant[], now: Date): Account {
  const handle = randomBytes(HANDLE_BYTES).toString("base64url");
  return { kind, grants, made: now.toISOString(), handle, identities: [], passkeys: [] };
}

/** Whether an account may administer on a day, and could sign in to do so, or will be able to. */
export function isAdministrator(account: Account, now: Date): boolean {
  if (account.kind !== "human" || account.disabled === true || account.demo === true) return false;
  const today = now.toISOString().slice(0, 10);
  return account.grants.some(
    ({ role, from = today, to = today }) => role === "administrator" && from <= today && today <= to,
  );
}

/** Whether somebody has a way to sign in to an account by themselves. */
export function canSignIn({ identities, passkeys }: Account): boolean {
  return identities.length > 0 || passkeys.length > 0;
}

/** Whether a text is a day, `2024-11-30`. */
export function isDay(text: string): boolean {
  try {
    return formatDay(day(text)) === text;
  } catch {
    return false;
  }
}
