/** The page on which one signs in, and the one for one-time links. */
import type { Context } from "hono";
import { html } from "hono/html";
import type { Env } from "../../context.ts";
import { DEMO_ROLES } from "../demo/demo-roles.ts";
import { returnPath } from "../sessions/return-path.ts";
import type { SignIn } from "../sign-in.ts";
import { formField, NOTHING, type Piece, page } from "./page.ts";
import { wordsFor } from "./sign-in-words.ts";

/** Where a passkey's faults are told. */
export const SAID = html`<p role="alert" data-said hidden></p>`;

/** The ways to sign in, as forms. */
export async function waysIn(signIn: SignIn, c: Context<Env>, returnTo: string): Promise<Piece> {
  const words = wordsFor(c);
  const field = await formField(signIn, c);
  const back = html`<input type="hidden" name="returnTo" value="${returnTo}">`;
  const providers = [...signIn.providers.values()].map(
    ({ settings }) => html`<form method="post" action="/sign-in/oidc/${settings.name}">${field}${back}
<button>${words.signInWith} ${settings.title}</button></form>`,
  );
  return html`${SAID}
<form data-passkey="sign-in" method="post" action="/sign-in">${field}${back}<button class="first">${words.withPasskey}</button></form>
${providers}
<noscript><p>${words.noScript}</p></noscript>`;
}

async function demoWays(signIn: SignIn, c: Context<Env>, returnTo: string): Promise<Piece> {
  if (!signIn.context.config.isDemo) return NOTHING;
  const words = wordsFor(c);
  const field = await formField(signIn, c);
  const buttons = DEMO_ROLES.map(
    ({ name, title }) => html`<form method="post" action="/sign-in/demo">${field}
<input type="hidden" name="returnTo" value="${returnTo}"><button name="role" value="${name}">${words.roles[name] ?? title}</button></form>`,
  );
  return html`<h2>${words.demoAs}</h2><div class="roles">${buttons}</div>`;
}

export async function signInPage(
  signIn: SignIn,
  c: Context<Env>,
  asked: string | undefined,
): Promise<Response> {
  const words = wordsFor(c);
  const returnTo = returnPath(asked);
  const ways = await waysIn(signIn, c, returnTo);
  const demo = await demoWays(signIn, c, returnTo);
  const body = html`${ways}${demo}
<p class="quiet">${words.invited} <a href="/sign-in/link">${words.typeCode}</a>.</p>
<p class="quiet"><a href="/">${words.back}</a></p>`;
  return page(signIn, words, words.signIn, body);
}

/** The page of a one-time link. Opening it changes nothing: its button does. */
export async function linkPage(signIn: SignIn, c: Context<Env>): Promise<Response> {
  const words = wordsFor(c);
  const field = await formField(signIn, c);
  const body = html`<p>${words.linkOnce}</p>
<form method="post" action="/sign-in/link">${field}
<label>${words.code} <input type="password" name="code" data-secret autocomplete="off" required></label>
<p><button class="first">${words.goOn}</button></p></form>`;
  return page(signIn, words, words.youWereInvited, body);
}
