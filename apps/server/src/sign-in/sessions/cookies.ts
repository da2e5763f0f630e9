/**
 * Cookies. `__Host-` binds each to this host alone, whole, and by TLS only (ASVS 5.0 V3.3): no other host of the domain can set or read it.
 * Browsers take `Secure` on `http://localhost` too. `Lax`, not `Strict`: whoever follows a link from a mail should find themselves
 * signed in, and no address that is merely opened changes anything.
 */
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Env } from "../../context.ts";
import { isSecret, newSecret } from "./session-token.ts";

export const SESSION_COOKIE = "__Host-comity-session";
/** Ties what is begun (a form, a way to a provider, a passkey's challenge) to the browser in which it was begun. */
export const BROWSER_COOKIE = "__Host-comity-browser";

const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

function set(c: Context<Env>, name: string, value: string): void {
  // A later one for the same cookie stands in place of an earlier.
  c.var.cookies.set(name, `${name}=${value}; ${ATTRIBUTES}`);
}

/** Until the browser is closed, or the server says that the session is over. */
export function setSession(c: Context<Env>, token: string): void {
  set(c, SESSION_COOKIE, token);
}

export function clearSession(c: Context<Env>): void {
  c.var.cookies.set(SESSION_COOKIE, `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
}

/** What this browser is known by before anybody is signed in; undefined where it sent nothing that we gave it. */
export function browserOf(c: Context<Env>): string | undefined {
  const value = getCookie(c, BROWSER_COOKIE);
  return value !== undefined && isSecret(value) ? value : undefined;
}

/** What browsers were given by answers that are still being made. */
const given = new WeakMap<Context<Env>, string>();

/** The same, made where there is none: once for an answer, however many forms it has. */
export function knownBrowser(c: Context<Env>): string {
  const known = browserOf(c) ?? given.get(c);
  if (known !== undefined) return known;
  const fresh = newSecret();
  given.set(c, fresh);
  set(c, BROWSER_COOKIE, fresh);
  return fresh;
}
