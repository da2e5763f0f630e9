/** Sessions in the store: begun, used, listed, ended. Every process of the server sees the same ones. */
import { type DocumentChange, DocumentMovedError, type Documents, type StoredDocument } from "@comity/store";
import type { FreshDocuments } from "../fresh-documents.ts";
import {
  type Method,
  type NoSession,
  overBecause,
  present,
  type Session,
  type SessionLimits,
} from "./session.ts";
import { hashOf, newName, newSecret, readToken, tokenText } from "./session-token.ts";

/** The collection; ids are `ACCOUNT/NAME`. */
export const SESSION = "session";
/** So many sessions an account has at once; with another one, that which was used longest ago ends (ASVS 5.0 V7.1.2). */
export const MOST_SESSIONS = 10;
/** Who writes what the server itself decides. */
const SERVER = "server";
const MOST_TRIES = 5;

export interface Beginning {
  readonly account: string;
  readonly method: Method;
  readonly provider?: string;
  readonly twoFactors?: true;
  /** Sealed. */
  readonly device?: string;
}

export type Found =
  | {
      readonly kind: "session";
      readonly id: string;
      readonly session: Session;
      /** The token that takes the place of the one that was presented. */
      readonly newToken?: string;
    }
  | { readonly kind: "none"; readonly why: NoSession | "malformed" }
  /** A token was used that another had replaced. All sessions of the account were ended. */
  | { readonly kind: "replayed"; readonly account: string; readonly ended: number };

export class Sessions {
  readonly #documents: Documents;
  readonly #fresh: FreshDocuments;
  readonly #clock: () => Date;
  readonly #limits: SessionLimits;

  constructor(documents: Documents, fresh: FreshDocuments, limits: SessionLimits, clock: () => Date) {
    this.#documents = documents;
    this.#fresh = fresh;
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Begins a session; gives its token, which is nowhere else. Sessions beyond `MOST_SESSIONS` end. */
  async begin(beginning: Beginning): Promise<{ readonly token: string; readonly id: string }> {
    const { account } = beginning;
    const at = this.#clock().toISOString();
    const [name, secret] = [newName(), newSecret()];
    const session: Session = {
      ...beginning,
      began: at,
      authenticated: at,
      used: at,
      current: { hash: hashOf(secret), at },
      earlier: [],
    };
    const id = `${account}/${name}`;
    const others = await this.#all(account);
    const surplus = others
      .toSorted((a, b) => a.value.used.localeCompare(b.value.used))
      .slice(0, Math.max(0, others.length + 1 - MOST_SESSIONS));
    const ended = surplus.map((one): DocumentChange => ({ collection: SESSION, id: one.id, value: null }));
    await this.#write([{ collection: SESSION, id, expected: 0, value: session }, ...ended], account);
    return { token: tokenText(account, name, secret), id };
  }

  /** The session of a token, and the token that replaces it where that is due. */
  async find(text: string): Promise<Found> {
    const token = readToken(text);
    if (token === undefined) return { kind: "none", why: "malformed" };
    const hash = hashOf(token.secret);
    // A moment's old copy serves while nothing is to be written; else what is there now is read.
    let stored = await this.#fresh.get<Session>(SESSION, token.document);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (stored === undefined) return { kind: "none", why: "unknown" };
      const secret = newSecret();
      const outcome = present(stored.value, hash, hashOf(secret), this.#limits, this.#clock());
      if (outcome.kind === "no") return { kind: "none", why: outcome.why };
      if (outcome.kind === "replayed") {
        const now = await this.#documents.get<Session>(SESSION, token.document);
        if (now !== undefined && now.version !== stored.version) {
          stored = now;
          continue;
        }
        const { account } = token;
        return { kind: "replayed", account, ended: await this.endAll(account, SERVER) };
      }
      const { session, isChanged, offers } = outcome;
      if (!isChanged) return { kind: "session", id: token.document, session };
      try {
        await this.#write(
          [{ collection: SESSION, id: token.document, expected: stored.version, value: session }],
          token.account,
        );
      } catch (error) {
        if (!(error instanceof DocumentMovedError)) throw error;
        stored = await this.#documents.get<Session>(SESSION, token.document);
        continue;
      }
      const name = token.document.slice(token.account.length + 1);
      const newToken = offers ? tokenText(token.account, name, secret) : undefined;
      return {
        kind: "session",
        id: token.document,
        session,
        ...(newToken === undefined ? {} : { newToken }),
      };
    }
    // Others rotate it at this very moment: the token is good, and nothing need be written.
    return stored === undefined
      ? { kind: "none", why: "unknown" }
      : { kind: "session", id: token.document, session: stored.value };
  }

  /** Whether a session is there and not over, as the store has it at this moment. */
  async goesOn(id: string): Promise<boolean> {
    const stored = await this.#documents.get<Session>(SESSION, id);
    return stored !== undefined && overBecause(stored.value, this.#limits, this.#clock()) === undefined;
  }

  /** The sessions of an account that count now, the one used last first. */
  async list(account: string): Promise<{ readonly id: string; readonly session: Session }[]> {
    const now = this.#clock();
    return (await this.#all(account))
      .filter(({ value }) => overBecause(value, this.#limits, now) === undefined)
      .map(({ id, value }) => ({ id, session: value }))
      .toSorted((a, b) => b.session.used.localeCompare(a.session.used));
  }

  /** Ends one session; false where it was not there. */
  async end(id: string, by: string): Promise<boolean> {
    const stored = await this.#documents.get(SESSION, id);
    if (stored === undefined) return false;
    await this.#write([{ collection: SESSION, id, value: null }], by);
    return true;
  }

  /** Ends all sessions of an account, but for one where it is named; gives how many. */
  async endAll(account: string, by: string, except?: string): Promise<number> {
    const ending = (await this.#all(account)).filter(({ id }) => id !== except);
    await this.#write(
      ending.map(({ id }) => ({ collection: SESSION, id, value: null })),
      by,
    );
    return ending.length;
  }

  /** Takes away what is over; gives how many. Those from the future stay: a clock that jumped may come back. */
  async sweep(): Promise<number> {
    const now = this.#clock();
    const over = (await this.#documents.list<Session>(SESSION)).filter(({ value }) => {
      const why = overBecause(value, this.#limits, now);
      return why === "idle" || why === "too-old";
    });
    await this.#write(
      over.map(({ id }) => ({ collection: SESSION, id, value: null })),
      SERVER,
    );
    return over.length;
  }

  #all(account: string): Promise<StoredDocument<Session>[]> {
    return this.#documents.list<Session>(SESSION, { prefix: `${account}/` });
  }

  async #write(changes: readonly DocumentChange[], by: string): Promise<void> {
    if (changes.length > 0) await this.#documents.write(changes, by);
    for (const { collection, id } of changes) this.#fresh.forget(collection, id);
  }
}
