/**
 * What becomes of a session when its token is presented: a pure function of the session, the token's hash and the clock.
 *
 * Tokens are rotated: every ten minutes the browser is offered a new one. The old one counts until the new one was seen, since an
 * answer may be lost on its way; then for half a minute more, for what was already under way. After that, whoever presents it
 * holds a copy: it was stolen, or the other one was, and nobody can tell which. So all sessions of the account end.
 * (RFC 9700, section 4.14.2, for refresh tokens; here for sessions.)
 */
import { ageOf, HOUR_MS, MINUTE_MS } from "../instants.ts";
import { areEqualHashes } from "./session-token.ts";

/** How somebody showed who they are. `link`: by a one-time link, which only serves to add one of the others. */
export type Method = "oidc" | "passkey" | "link" | "demo";
/** As others meet it: a provider's sign-in by one factor, where two are demanded, serves to add a passkey and for nothing else. */
export type MetMethod = Method | "one-factor";

/** Whether a session only serves to add a way to sign in. */
export const addsOnly = (method: MetMethod): boolean => method === "link" || method === "one-factor";

/** A token that counted once. */
interface Earlier {
  readonly hash: string;
  /** When another one took its place. */
  readonly at: string;
}

/** A session as it is stored. Its id, `ACCOUNT/NAME`, is no secret; of tokens only the SHA-256 is kept. */
export interface Session {
  readonly account: string;
  readonly method: Method;
  /** The provider's name, where one was asked. */
  readonly provider?: string;
  /** The provider said that two factors were shown. */
  readonly twoFactors?: true;
  readonly began: string;
  /** When somebody last showed who they are. */
  readonly authenticated: string;
  /** When it was last used, to the minute. */
  readonly used: string;
  readonly current: Earlier;
  /** A new token that was sent out and not seen yet. */
  readonly offered?: Earlier;
  /** Tokens that do not count any more. */
  readonly earlier: readonly Earlier[];
  /** What browser it is, as it calls itself, sealed: so that people know their sessions apart. */
  readonly device?: string;
}

/** How long sessions last: since they began, whoever uses them, and since somebody used them last. */
export interface SessionLimits {
  readonly longestMs: number;
  readonly idleMs: number;
}

/**
 * What is usual (ASVS 5.0 V7.3.1, V7.3.2). NIST SP 800-63B-4, section 2.2.3, has for AAL2 at most 24 hours, and an hour without use.
 */
export const USUAL_LIMITS: SessionLimits = { longestMs: 12 * HOUR_MS, idleMs: 30 * MINUTE_MS };
/** A session by a one-time link, or by one factor, lasts as long as it takes to add a passkey. */
export const LONGEST_LINK_SESSION_MS = 15 * MINUTE_MS;
/** For what changes who may do what, one must have shown so recently who one is (ASVS 5.0 V7.5.1). */
export const RECENT_MS = 10 * MINUTE_MS;
export const ROTATE_AFTER_MS = 10 * MINUTE_MS;
/** For how long a token counts after its successor was seen: for requests that were under way. */
export const GRACE_MS = 30_000;
/** An offer that was not taken up is made again after this. */
const OFFER_AGAIN_MS = GRACE_MS;
const NOTE_USE_AFTER_MS = MINUTE_MS;
/** A session of 12 hours is rotated every ten minutes, and offers that were lost come on top. */
const MOST_EARLIER = 512;

/** Why a session does not count. */
export type NoSession = "unknown" | "idle" | "too-old" | "other-clock";

export type Outcome =
  /** Go on; `session` is what to store, where that is not what is stored. */
  | {
      readonly kind: "goes-on";
      readonly session: Session;
      readonly isChanged: boolean;
      readonly offers: boolean;
    }
  /** The token is none of this session's, or the session is over; nothing follows for others. */
  | { readonly kind: "no"; readonly why: NoSession }
  /** A token that was replaced is used again. */
  | { readonly kind: "replayed" };

/** Why a session is over at an instant; undefined while it is not. */
export function overBecause(session: Session, limits: SessionLimits, now: Date): NoSession | undefined {
  const longestMs = session.method === "link" ? LONGEST_LINK_SESSION_MS : limits.longestMs;
  const { idleMs } = limits;
  const age = ageOf(session.began, now);
  const idle = ageOf(session.used, now);
  if (age === undefined || idle === undefined) return "other-clock";
  if (age >= longestMs) return "too-old";
  return idle >= idleMs ? "idle" : undefined;
}

/** Whether somebody has just shown who they are. A link shows less than that. */
export function isRecent(
  session: Pick<Session, "authenticated"> & { readonly method: MetMethod },
  now: Date,
): boolean {
  const age = ageOf(session.authenticated, now);
  return !addsOnly(session.method) && age !== undefined && age < RECENT_MS;
}

/** What follows when a token with a hash is presented. `fresh` is the hash of a new token, in case one is offered. */
export function present(
  session: Session,
  hash: string,
  fresh: string,
  limits: SessionLimits,
  now: Date,
): Outcome {
  const at = now.toISOString();
  const isCurrent = areEqualHashes(hash, session.current.hash);
  const isOffered = session.offered !== undefined && areEqualHashes(hash, session.offered.hash);
  // All are compared, whichever fits first.
  const earlier = session.earlier.filter((one) => areEqualHashes(hash, one.hash));
  if (!isCurrent && !isOffered && earlier.length === 0) return { kind: "no", why: "unknown" };
  const over = overBecause(session, limits, now);
  if (over !== undefined) return { kind: "no", why: over };
  if (!isCurrent && !isOffered) {
    const age = ageOf(earlier.at(-1)!.at, now);
    if (age === undefined || age >= GRACE_MS) return { kind: "replayed" };
    return { kind: "goes-on", session, isChanged: false, offers: false };
  }
  const used = noted(session.used, now) ? session.used : at;
  if (isOffered) {
    const taken = session.offered!;
    const left = [...session.earlier, { hash: session.current.hash, at }].slice(-MOST_EARLIER);
    const { offered: _taken, ...rest } = session;
    const next: Session = { ...rest, used, current: { hash: taken.hash, at }, earlier: left };
    return { kind: "goes-on", session: next, isChanged: true, offers: false };
  }
  const offers = isDue(session, now);
  if (!offers)
    return { kind: "goes-on", session: { ...session, used }, isChanged: used !== session.used, offers };
  // An offer that another one replaces was perhaps received after all: it ends as tokens do that were replaced.
  const left =
    session.offered === undefined
      ? session.earlier
      : [...session.earlier, { hash: session.offered.hash, at }];
  const next: Session = {
    ...session,
    used,
    offered: { hash: fresh, at },
    earlier: left.slice(-MOST_EARLIER),
  };
  return { kind: "goes-on", session: next, isChanged: true, offers };
}

function noted(used: string, now: Date): boolean {
  const age = ageOf(used, now);
  return age !== undefined && age < NOTE_USE_AFTER_MS;
}

/** Whether a new token is due. A clock that was set back makes one due at once, which does no harm. */
function isDue({ current, offered }: Session, now: Date): boolean {
  const sinceCurrent = ageOf(current.at, now);
  if (sinceCurrent !== undefined && sinceCurrent < ROTATE_AFTER_MS) return false;
  if (offered === undefined) return true;
  const sinceOffer = ageOf(offered.at, now);
  return sinceOffer === undefined || sinceOffer >= OFFER_AGAIN_MS;
}
