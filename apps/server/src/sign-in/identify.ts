/** Who asks: by a session's cookie, a machine client's token, or nothing. */
import { type Asker, PUBLIC } from "@comity/access";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Env, Identify, ServerContext } from "../context.ts";
import { type Problem, problem } from "../problems/problem.ts";
import type { FoundToken } from "./clients/client-tokens.ts";
import { forgeryIn } from "./forgery-guard.ts";
import { ageOf } from "./instants.ts";
import { note } from "./security-log.ts";
import { clearSession, SESSION_COOKIE, setSession } from "./sessions/cookies.ts";
import { addsOnly, LONGEST_LINK_SESSION_MS, type MetMethod, type Session } from "./sessions/session.ts";
import { type SignIn, signInOf } from "./sign-in.ts";
import { sufficiencyOf } from "./two-factors.ts";

/** The session that a request came with. */
export interface SignedIn {
  readonly id: string;
  readonly session: Omit<Session, "method"> & { readonly method: MetMethod };
}

const signedIn = new WeakMap<Context<Env>, SignedIn>();

/** The session of a request; undefined where it has none. One by a one-time link is here, and nowhere else. */
export function sessionOf(c: Context<Env>): SignedIn | undefined {
  return signedIn.get(c);
}

/** Addresses for programs: there a session that does not count is told of, elsewhere one is simply not signed in. */
const FOR_PROGRAMS = /^\/(api|access)\//;

const WHY_NOT = {
  malformed: ["session-unknown", "this session is none of ours, or it was ended"],
  unknown: ["session-unknown", "this session is none of ours, or it was ended"],
  idle: ["session-idle", "this session ended since nobody used it for a while"],
  "too-old": ["session-too-old", "this session has lasted as long as one may"],
  "other-clock": [
    "session-other-clock",
    "this session began at a time that has not come yet: a clock was set",
  ],
  replayed: [
    "session-replayed",
    "this session's token was replaced before: somebody has a copy, so all your sessions were ended",
  ],
  disabled: ["account-disabled", "this account is disabled"],
  "one-factor": [
    "second-factor-needed",
    "this session began with one factor, and your account has to be shown two: sign in with your passkey",
  ],
  demo: ["demo-off", "this session was one of the demo, which is off"],
} as const;

function notSignedIn(why: keyof typeof WHY_NOT): Problem {
  const [code, message] = WHY_NOT[why];
  return problem(401, code, message, { help: "sign in again" });
}

/** Finds out who asks a server. */
export function identifyBy(context: ServerContext): Identify {
  const signIn = signInOf(context);
  return (c) => {
    const authorization = c.req.header("authorization");
    if (authorization !== undefined) return byAuthorization(signIn, c, authorization);
    const cookie = getCookie(c, SESSION_COOKIE);
    return cookie === undefined ? PUBLIC : bySession(signIn, c, cookie);
  };
}

const askerOf = ({ account, scopes }: Extract<FoundToken, { kind: "token" }>): Asker => ({
  account,
  via: "client",
  ...(scopes === undefined ? {} : { scopes }),
});

/** Whose token a text is; undefined where it does not count, for a reason that is not told here. */
export function identifyTokenBy(context: ServerContext): (token: string) => Promise<Asker | undefined> {
  const { tokens } = signInOf(context);
  return async (token) => {
    const found = await tokens.find(token);
    return found.kind === "token" ? askerOf(found) : undefined;
  };
}

/** Whoever sends this header is no browser that follows a cookie: a cookie beside it is not looked at. */
async function byAuthorization(signIn: SignIn, c: Context<Env>, header: string): Promise<Asker> {
  // The secrets of clients are for the token endpoint, which reads them itself.
  if (c.req.path.startsWith("/oauth/")) return PUBLIC;
  const token = /^Bearer ([!-~]{1,500})$/i.exec(header)?.[1];
  const challenge = (error: string) => ({ "WWW-Authenticate": `Bearer realm="comity", error="${error}"` });
  if (token === undefined)
    throw problem(401, "wrong-authorization", "the header `Authorization` is not read here", {
      help: "send `Authorization: Bearer TOKEN`, with a token of `/oauth/token`",
      headers: challenge("invalid_request"),
    });
  const found = await signIn.tokens.find(token);
  if (found.kind === "token") return askerOf(found);
  note(signIn, c, "token-refused", { why: found.why });
  const messages = {
    unknown: "this token is none of ours, or it was revoked",
    expired: "this token is older than ten minutes",
    "other-clock": "this token was made at a time that has not come yet: a clock was set",
    disabled: "the client of this token is disabled",
  };
  throw problem(401, `token-${found.why}`, messages[found.why], {
    help: "ask `/oauth/token` for a new one",
    headers: challenge("invalid_token"),
  });
}

async function bySession(signIn: SignIn, c: Context<Env>, cookie: string): Promise<Asker> {
  const refuse = (why: keyof typeof WHY_NOT): Asker => {
    clearSession(c);
    if (FOR_PROGRAMS.test(c.req.path)) throw notSignedIn(why);
    return PUBLIC;
  };
  const found = await signIn.sessions.find(cookie);
  if (found.kind === "replayed") {
    note(signIn, c, "session-replayed", { account: found.account, ended: found.ended });
    return refuse("replayed");
  }
  if (found.kind === "none") return refuse(found.why);
  const { id, session, newToken } = found;
  if (session.method === "demo" && !signIn.context.config.isDemo) return refuse("demo");
  const account = await signIn.accounts.find(session.account);
  if (account === undefined || account.value.disabled === true) return refuse("disabled");
  demandNoForgery(signIn, c);
  const sufficiency = sufficiencyOf(signIn.context.config.twoFactors, session, account.value);
  if (sufficiency === "too-little") return refuse("one-factor");
  const method = sufficiency === "adds-only" ? "one-factor" : session.method;
  if (method === "one-factor") {
    const age = ageOf(session.began, signIn.clock());
    if (age === undefined || age >= LONGEST_LINK_SESSION_MS) return refuse("too-old");
  }
  if (newToken !== undefined) setSession(c, newToken);
  signedIn.set(c, { id, session: { ...session, method } });
  // A one-time link, or one factor of two, lets its owner add a passkey or a provider, and nothing else.
  if (addsOnly(method)) return PUBLIC;
  const { person } = account.value;
  return {
    account: session.account,
    via: session.method === "demo" ? "demo" : "session",
    ...(person === undefined ? {} : { person }),
  };
}

/** @throws Problem `forged-request` where a request that changes something does not come from a page of ours. */
export function demandNoForgery(signIn: SignIn, c: Context<Env>): void {
  const provenance = {
    method: c.req.method,
    origin: c.req.header("origin"),
    fetchSite: c.req.header("sec-fetch-site"),
  };
  const forgery = forgeryIn(provenance, signIn.origin);
  if (forgery === undefined) return;
  note(signIn, c, "forgery-refused", {});
  throw problem(403, "forged-request", `${forgery}`, {
    help: `send it from a page of \`${signIn.origin}\`, or with a token instead of a cookie`,
  });
}
