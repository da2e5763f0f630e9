/**
 * Machine clients: a client's secret is exchanged for a token that lasts ten minutes (RFC 6749, section 4.4). Tokens are random, only their
 * hash is stored, and they end with the client, at once and for every process.
 */
import type { DocumentChange, Documents } from "@comity/store";
import type { Account, ClientSecret } from "../accounts/account.ts";
import type { Accounts, StoredAccount } from "../accounts/accounts.ts";
import type { FreshDocuments } from "../fresh-documents.ts";
import { ageOf, CLOCK_TOLERANCE_MS, DAY_MS, MINUTE_MS } from "../instants.ts";
import {
  areEqualHashes,
  hashOf,
  newName,
  newSecret,
  readToken,
  tokenText,
} from "../sessions/session-token.ts";

/** The collection; ids are `CLIENT/NAME`. */
export const CLIENT_TOKEN = "client-token";
export const TOKEN_LIFETIME_MS = 10 * MINUTE_MS;
/** A secret must be exchanged for another within a year; the old one may serve until its end. */
export const SECRET_LIFETIME_MS = 365 * DAY_MS;
export const MOST_SECRETS = 2;
/** So many tokens a client has at once: it should use one until its end. */
const MOST_TOKENS = 50;

interface ClientToken {
  readonly hash: string;
  readonly scopes?: readonly string[];
  readonly made: string;
}

/** Compared with where there is no client: whoever asks for one that is not there waits as long. */
const NOBODY = hashOf("nobody");

/** A new secret, and what is kept of it. */
export function newClientSecret(now: Date): { readonly secret: string; readonly kept: ClientSecret } {
  const secret = newSecret();
  const expires = new Date(now.getTime() + SECRET_LIFETIME_MS).toISOString();
  return { secret, kept: { hash: hashOf(secret), made: now.toISOString(), expires } };
}

/** Whether a secret is one of an account's. All are compared, and where there is none something else is. */
export function isSecretOf(account: Account | undefined, secret: string, now: Date): boolean {
  const hash = hashOf(secret);
  const kept = account?.kind === "client" ? (account.secrets ?? []) : [];
  let found = false;
  for (const one of [{ hash: NOBODY, made: "", expires: "" }, ...kept]) {
    const isCurrent =
      Date.parse(one.expires) > now.getTime() && Date.parse(one.made) <= now.getTime() + CLOCK_TOLERANCE_MS;
    if (areEqualHashes(one.hash, hash) && isCurrent) found = true;
  }
  return found && account?.disabled !== true;
}

export type FoundToken =
  | { readonly kind: "token"; readonly account: string; readonly scopes?: readonly string[] }
  | { readonly kind: "none"; readonly why: "unknown" | "expired" | "other-clock" | "disabled" };

/** A token by which something was opened that lasts longer than the token. */
export interface LastingToken {
  /** The id of its document. */
  readonly document: string;
  readonly goesOn: () => Promise<boolean>;
}

export class ClientTokens {
  readonly #documents: Documents;
  readonly #fresh: FreshDocuments;
  readonly #accounts: Accounts;
  readonly #clock: () => Date;

  constructor(documents: Documents, fresh: FreshDocuments, accounts: Accounts, clock: () => Date) {
    this.#documents = documents;
    this.#fresh = fresh;
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** A token for a client. Those that are over are taken away, and of too many the oldest. */
  async issue({ id }: StoredAccount, scopes: readonly string[] | undefined): Promise<string> {
    const now = this.#clock();
    const [name, secret] = [newName(), newSecret()];
    const value: ClientToken = {
      hash: hashOf(secret),
      made: now.toISOString(),
      ...(scopes === undefined ? {} : { scopes }),
    };
    const others = (await this.#documents.list<ClientToken>(CLIENT_TOKEN, { prefix: `${id}/` })).toSorted(
      (a, b) => a.value.made.localeCompare(b.value.made),
    );
    const surplus = others.length + 1 - MOST_TOKENS;
    const gone = others.filter((one, k) => k < surplus || isOver(one.value, now));
    const changes: DocumentChange[] = [
      { collection: CLIENT_TOKEN, id: `${id}/${name}`, expected: 0, value },
      ...gone.map((one) => ({ collection: CLIENT_TOKEN, id: one.id, value: null })),
    ];
    await this.#documents.write(changes, id);
    for (const change of changes) this.#fresh.forget(CLIENT_TOKEN, change.id);
    return tokenText(id, name, secret);
  }

  /** Whose token a text is. */
  async find(text: string): Promise<FoundToken> {
    const token = readToken(text);
    const stored =
      token === undefined
        ? undefined
        : (this.#fresh.kept<ClientToken>(CLIENT_TOKEN, token.document) ??
          (await this.#fresh.get<ClientToken>(CLIENT_TOKEN, token.document)));
    if (
      token === undefined ||
      stored === undefined ||
      !areEqualHashes(hashOf(token.secret), stored.value.hash)
    )
      return { kind: "none", why: "unknown" };
    const age = ageOf(stored.value.made, this.#clock());
    if (age === undefined) return { kind: "none", why: "other-clock" };
    if (age >= TOKEN_LIFETIME_MS) return { kind: "none", why: "expired" };
    const account = await this.#accounts.find(token.account);
    if (account === undefined || account.value.kind !== "client" || account.value.disabled === true)
      return { kind: "none", why: "disabled" };
    const { scopes } = stored.value;
    return { kind: "token", account: token.account, ...(scopes === undefined ? {} : { scopes }) };
  }

  /**
   * Whether what a good token opened goes on: until the token is taken back, or its client disabled. That the token grows old
   * meanwhile ends nothing. Undefined where it is no good token.
   */
  async lasting(text: string): Promise<LastingToken | undefined> {
    const token = readToken(text);
    const found = await this.find(text);
    if (token === undefined || found.kind !== "token") return undefined;
    const made = this.#fresh.kept<ClientToken>(CLIENT_TOKEN, token.document)?.value.made;
    const isOld = (): boolean => {
      const age = made === undefined ? undefined : ageOf(made, this.#clock());
      return age !== undefined && age >= TOKEN_LIFETIME_MS;
    };
    return {
      document: token.document,
      goesOn: async () => isOld() || (await this.find(text)).kind === "token",
    };
  }

  /** Ends a token of a client (RFC 7009); false where it is none of its own. */
  async revoke(client: string, text: string): Promise<boolean> {
    const token = readToken(text);
    if (token === undefined || token.account !== client) return false;
    const stored = await this.#documents.get<ClientToken>(CLIENT_TOKEN, token.document);
    if (stored === undefined || !areEqualHashes(hashOf(token.secret), stored.value.hash)) return false;
    return (await this.#end([token.document], client)) === 1;
  }

  /** Ends all tokens of a client; gives how many. */
  async revokeAll(client: string, by: string): Promise<number> {
    const tokens = await this.#documents.list(CLIENT_TOKEN, { prefix: `${client}/` });
    return this.#end(
      tokens.map(({ id }) => id),
      by,
    );
  }

  /** Takes away what is over. */
  async sweep(): Promise<number> {
    const now = this.#clock();
    const over = (await this.#documents.list<ClientToken>(CLIENT_TOKEN)).filter(({ value }) =>
      isOver(value, now),
    );
    return this.#end(
      over.map(({ id }) => id),
      "server",
    );
  }

  async #end(ids: readonly string[], by: string): Promise<number> {
    if (ids.length > 0)
      await this.#documents.write(
        ids.map((id) => ({ collection: CLIENT_TOKEN, id, value: null })),
        by,
      );
    for (const id of ids) this.#fresh.forget(CLIENT_TOKEN, id);
    return ids.length;
  }
}

function isOver({ made }: ClientToken, now: Date): boolean {
  const age = ageOf(made, now);
  return age !== undefined && age >= TOKEN_LIFETIME_MS;
}
