/** The page on which one signs in, and the one for one-time links. */
import type { Context } from "hono";
import { html } from "hono/html";
import type { Env } from "../../context.ts";
import { DEMO_ROLES } from "../demo/demo-roles.ts";
import { returnPath } from "../sessions/return-path.ts";
import type { SignIn } from "../sign-in.ts";
import { formField, NOTHING, type Piece, page } from "./page.ts";

/** Where a passkey's faults are told. */
export const SAID = html`<p role="alert" data-said hidden></p>`;

/** The ways to sign in, as forms. */
export async function waysIn(signIn: SignIn, c: Context<Env>, returnTo: string): Promise<Piece> {
  const field = await formField(signIn, c);
  const back = html`<input type="hidden" name="returnTo" value="${returnTo}">`;
  const providers = [...signIn.providers.values()].map(
    ({ settings }) => html`<form method="post" action="/sign-in/oidc/${settings.name}">${field}${back}
<button>Sign in with ${settings.title}</button></form>`,
  );
  return html`${SAID}
<form data-passkey="sign-in" method="post" action="/sign-in">${field}${back}<button>Sign in with a passkey</button></form>
${providers}
<noscript><p>Passkeys need JavaScript; the other ways do not.</p></noscript>`;
}

async function demoWays(signIn: SignIn, c: Context<Env>, returnTo: string): Promise<Piece> {
  if (!signIn.context.config.isDemo) return NOTHING;
  const field = await formField(signIn, c);
  const buttons = DEMO_ROLES.map(
    ({ name, title }) => html`<form method="post" action="/sign-in/demo">${field}
<input type="hidden" name="returnTo" value="${returnTo}"><button name="role" value="${name}">${title}</button></form>`,
  );
  return html`<h2>Demo: come in as</h2>${buttons}`;
}

export async function signInPage(
  signIn: SignIn,
  c: Context<Env>,
  asked: string | undefined,
): Promise<Response> {
  const returnTo = returnPath(asked);
  const ways = await waysIn(signIn, c, returnTo);
  const demo = await demoWays(signIn, c, returnTo);
  const body = html`${ways}${demo}
<p>Whoever was invited opens the link that they were given, or <a href="/sign-in/link">types its code</a>.</p>`;
  return page(signIn, "Sign in", body);
}

/** The page of a one-time link. Opening it changes nothing: its button does. */
export async function linkPage(signIn: SignIn, c: Context<Env>): Promise<Response> {
  const field = await formField(signIn, c);
  const body = html`<p>This link works once. It lets you add a passkey, or another way to sign in, to your account.</p>
<form method="post" action="/sign-in/link">${field}
<label>Code <input type="password" name="code" data-secret autocomplete="off" required></label>
<p><button>Go on</button></p></form>`;
  return page(signIn, "You were invited", body);
}
