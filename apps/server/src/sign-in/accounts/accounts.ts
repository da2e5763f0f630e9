/** Accounts in the store: made, tied to ways of signing in, granted roles, disabled. */
import type { Gate, Grant } from "@comity/access";
import { type DocumentChange, DocumentMovedError, type Store, type StoredDocument } from "@comity/store";
import { problem } from "../../problems/problem.ts";
import type { FreshDocuments } from "../fresh-documents.ts";
import type { Identity } from "../oidc/provider.ts";
import { hashOf, newSecret } from "../sessions/session-token.ts";
import {
  ACCOUNT,
  type Account,
  canSignIn,
  isAdministrator,
  newAccount,
  newAccountId,
  type TiedIdentity,
  type TiedPasskey,
} from "./account.ts";
import { IDENTITY, type IdentityTie, identityId } from "./identities.ts";

/** Whatever changes who administers is written together with this, so that two such changes never pass each other. */
const ORDER = { collection: "sign-in", id: "administrators" } as const;
/** Which account a person has; ids are hashes of persons' ids. */
const PERSON = "account-of-person";
const LABEL = "passkey-label";
/** What titles are sealed for. */
export const TITLE = "account-title";
const MOST_FACTORS = 20;

/** What an account is made of. */
export interface Making extends Pick<Account, "kind" | "grants" | "person" | "scopes" | "secrets"> {
  /** In clear; it is sealed. */
  readonly title?: string;
  readonly identity?: Identity;
}

export type StoredAccount = StoredDocument<Account>;

export class Accounts {
  readonly #store: Store;
  readonly #fresh: FreshDocuments;
  readonly #gate: Gate;
  readonly #clock: () => Date;

  constructor(store: Store, fresh: FreshDocuments, gate: Gate, clock: () => Date) {
    this.#store = store;
    this.#fresh = fresh;
    this.#gate = gate;
    this.#clock = clock;
  }

  /** The account as of a moment ago; undefined where there is none. */
  async find(id: string): Promise<StoredAccount | undefined> {
    const stored = this.#fresh.kept<Account>(ACCOUNT, id) ?? (await this.#fresh.get<Account>(ACCOUNT, id));
    return stored === undefined ? undefined : whole(stored);
  }

  /** The account as it is, for whoever changes it. */
  async read(id: string): Promise<StoredAccount | undefined> {
    const stored = await this.#store.documents.get<Account>(ACCOUNT, id);
    return stored === undefined ? undefined : whole(stored);
  }

  async list(after?: string, limit?: number): Promise<StoredAccount[]> {
    const found = await this.#store.documents.list<Account>(ACCOUNT, {
      ...(after === undefined ? {} : { after }),
      ...(limit === undefined ? {} : { limit }),
    });
    return found.map(whole);
  }

  /** Whether somebody can administer. */
  async hasAdministrator(): Promise<boolean> {
    const now = this.#clock();
    return (await this.list()).some(({ value }) => isAdministrator(value, now) && canSignIn(value));
  }

  openTitle(account: Account): Promise<string | undefined> {
    return account.title === undefined
      ? Promise.resolve(undefined)
      : this.#store.unseal(TITLE, account.title);
  }

  openLabel({ label }: TiedPasskey): Promise<string> {
    return this.#store.unseal(LABEL, label);
  }

  /**
   * Makes an account. `alongside` is written with it, all or nothing.
   *
   * @throws Problem `grants-conflict`; `person-has-account`, where the person has one, since two would be one person's.
   */
  async make(making: Making, by: string, alongside: readonly DocumentChange[] = []): Promise<StoredAccount> {
    const { kind, grants, title, secrets, identity, person, ...rest } = making;
    const id = newAccountId(kind);
    this.#refuseConflicts(id, kind, grants);
    const now = this.#clock();
    const changes = [...alongside];
    const tied: TiedIdentity[] = [];
    if (identity !== undefined) {
      tied.push({ id: identityId(identity), issuer: identity.issuer, tied: now.toISOString() });
      changes.push({ collection: IDENTITY, id: tied[0]!.id, expected: 0, value: { account: id } });
    }
    if (person !== undefined)
      changes.push({ collection: PERSON, id: hashOf(person), expected: 0, value: { account: id } });
    const account: Account = {
      ...newAccount(kind, grants, now),
      ...rest,
      identities: tied,
      ...(person === undefined ? {} : { person }),
      ...(title === undefined ? {} : { title: await this.#store.seal(TITLE, title) }),
      ...(secrets === undefined ? {} : { secrets }),
    };
    try {
      return await this.put(id, 0, account, by, changes);
    } catch (error) {
      if (!(error instanceof DocumentMovedError) || error.collection !== PERSON) throw error;
      throw problem(409, "person-has-account", `the person \`${person}\` has an account already`, {
        help: "invite them to that one, or grant it what is missing",
      });
    }
  }

  /** The id of the account that a person has. */
  async ofPerson(person: string): Promise<string | undefined> {
    return (await this.#store.documents.get<IdentityTie>(PERSON, hashOf(person)))?.value.account;
  }

  /** Writes an account that is known in a version; comes back when the gate goes by it. */
  async put(
    id: string,
    expected: number,
    account: Account,
    by: string,
    alongside: readonly DocumentChange[] = [],
  ): Promise<StoredAccount> {
    const change = { collection: ACCOUNT, id, expected, value: account };
    const written = await this.#store.documents.write([change, ...alongside], by);
    this.#fresh.forget(ACCOUNT, id);
    const stored = written[0] as StoredAccount;
    await this.#gate.until(id, stored.version);
    return stored;
  }

  /**
   * Changes an account that an administrator knows in a version: its grants, whether it is disabled.
   *
   * @throws Problem `grants-conflict`, `last-administrator`; DocumentMovedError.
   */
  async administer(stored: StoredAccount, account: Account, by: string): Promise<StoredAccount> {
    this.#refuseConflicts(stored.id, account.kind, account.grants);
    const now = this.#clock();
    if (!isAdministrator(stored.value, now) || isAdministrator(account, now))
      return this.put(stored.id, stored.version, account, by);
    const order = await this.#store.documents.get(ORDER.collection, ORDER.id);
    const others = (await this.list()).filter(({ id }) => id !== stored.id);
    if (!others.some(({ value }) => isAdministrator(value, now) && canSignIn(value)))
      throw problem(409, "last-administrator", "nobody else could administer any more", {
        help: "make somebody else an administrator first, and let them sign in once",
      });
    const turn = { ...ORDER, expected: order?.version ?? 0, value: { at: now.toISOString() } };
    return this.put(stored.id, stored.version, account, by, [turn]);
  }

  #refuseConflicts(id: string, kind: Account["kind"], grants: readonly Grant[]): void {
    const faults = this.#gate.faultsOf(id, kind, grants);
    if (faults.length === 0) return;
    throw problem(409, "grants-conflict", `these roles do not go together: ${faults[0]}`, {
      errors: faults.map((message) => ({ path: "body.grants", message })),
    });
  }

  /** The account that an identity is tied to. */
  async ofIdentity(identity: Identity): Promise<StoredAccount | undefined> {
    const tie = await this.#store.documents.get<IdentityTie>(IDENTITY, identityId(identity));
    return tie === undefined ? undefined : this.read(tie.value.account);
  }

  /**
   * Ties an identity to an account; that it is tied to it already is well.
   *
   * @throws Problem `identity-of-another`, `too-many-factors`.
   */
  async tieIdentity(
    id: string,
    identity: Identity,
    alongside: readonly DocumentChange[] = [],
  ): Promise<void> {
    const tied = identityId(identity);
    const tie = await this.#store.documents.get<IdentityTie>(IDENTITY, tied);
    if (tie !== undefined) {
      if (tie.value.account === id) return;
      throw problem(409, "identity-of-another", "this identity is tied to another account", {
        help: "the users' office can tell which, and untie it",
      });
    }
    const stored = await this.#changing(id);
    const { issuer } = identity;
    const identities = [...stored.value.identities, { id: tied, issuer, tied: this.#clock().toISOString() }];
    const value: IdentityTie = { account: id };
    await this.put(id, stored.version, { ...stored.value, identities }, id, [
      { collection: IDENTITY, id: tied, expected: 0, value },
      ...alongside,
    ]);
  }

  /** Ties a passkey, whose document is written in the same step. */
  async tiePasskey(id: string, passkey: DocumentChange, label: string): Promise<void> {
    const stored = await this.#changing(id);
    const tied: TiedPasskey = {
      id: passkey.id,
      label: await this.#store.seal(LABEL, label),
      tied: this.#clock().toISOString(),
    };
    const passkeys = [...stored.value.passkeys, tied];
    await this.put(id, stored.version, { ...stored.value, passkeys }, id, [passkey]);
  }

  async #changing(id: string): Promise<StoredAccount> {
    const stored = await this.read(id);
    if (stored === undefined || stored.value.disabled === true)
      throw problem(403, "account-disabled", "this account is disabled", { help: "ask the users' office" });
    if (stored.value.identities.length + stored.value.passkeys.length >= MOST_FACTORS)
      throw problem(409, "too-many-factors", `an account has at most ${MOST_FACTORS} ways to sign in`, {
        help: "remove one that is not used",
      });
    return stored;
  }

  /**
   * Takes a way of signing in away, `factor` being its id; false where there is none such. The last one stays unless an administrator
   * takes it.
   *
   * @throws Problem `last-factor`.
   */
  async untie(id: string, factor: string, by: string): Promise<boolean> {
    const stored = await this.read(id);
    if (stored === undefined) return false;
    const identities = stored.value.identities.filter((one) => one.id !== factor);
    const passkeys = stored.value.passkeys.filter((one) => one.id !== factor);
    const isIdentity = identities.length < stored.value.identities.length;
    if (!isIdentity && passkeys.length === stored.value.passkeys.length) return false;
    const next: Account = { ...stored.value, identities, passkeys };
    if (by === id && !canSignIn(next))
      throw problem(409, "last-factor", "you could not sign in any more", {
        help: "add another way to sign in first",
      });
    const gone = { collection: isIdentity ? IDENTITY : "passkey", id: factor, value: null };
    await this.put(id, stored.version, next, by, [gone]);
    return true;
  }
}

/** An account that something else than the sign-in wrote has no ways to sign in: what the gate reads is all there is of it. */
function whole(stored: StoredAccount): StoredAccount {
  const { identities = [], passkeys = [], made = stored.at, handle = newSecret() } = stored.value;
  return { ...stored, value: { ...stored.value, identities, passkeys, made, handle } };
}

/** Does something again where others changed the same account meanwhile. */
export async function unlessMoved<T>(make: () => Promise<T>, tries = 3): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof DocumentMovedError) || left <= 1) throw error;
    }
  }
}
