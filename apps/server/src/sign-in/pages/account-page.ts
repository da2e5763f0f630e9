/** The page of one's own account: ways to sign in, sessions, the way out. */
import type { Context } from "hono";
import { html } from "hono/html";
import type { Env } from "../../context.ts";
import { canSignIn } from "../accounts/account.ts";
import type { StoredAccount } from "../accounts/accounts.ts";
import type { SignedIn } from "../identify.ts";
import { addsOnly, isRecent, type MetMethod } from "../sessions/session.ts";
import type { SignIn } from "../sign-in.ts";
import { type AccountWords, accountWords } from "./account-words.ts";
import { formField, NOTHING, type Piece, page } from "./page.ts";
import { SAID } from "./sign-in-page.ts";
import { wordsFor } from "./sign-in-words.ts";

const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The account of whoever is signed in. */
export async function accountPage(
  signIn: SignIn,
  c: Context<Env>,
  account: StoredAccount,
  own: SignedIn,
): Promise<Response> {
  const field = await formField(signIn, c);
  const words = wordsFor(c);
  const said = accountWords(words.language);
  const { method } = own.session;
  const isByLink = addsOnly(method);
  const mayChange = isByLink || isRecent(own.session, signIn.clock());
  const adding = mayChange ? addingForms(signIn, field, said) : againForms(signIn, field, said);
  const body = html`${introOf(account, method, said)}${SAID}
<h2>${said.ways}</h2>
${await factorTable(signIn, account, field, said, mayChange && !isByLink)}
${adding}
<h2>${said.sessions}</h2>
${await sessionTable(signIn, account, own, field, said, mayChange)}
<h2>${said.wayOut}</h2>
<form method="post" action="/sign-out">${field}<button>${said.signOut}</button></form>`;
  return page(signIn, words, said.title, body);
}

/** Whose account it is; to the first administrator, and to whoever has to add a way to sign in, what comes next. */
function introOf({ id, value }: StoredAccount, method: MetMethod, said: AccountWords): Piece {
  const roles = value.grants
    .map(({ role, of }) => {
      const name = said.roles[role] ?? role;
      return of === undefined ? name : `${name} (${of})`;
    })
    .join(", ");
  if (!addsOnly(method))
    return html`<p>${said.account} <code>${id}</code>${roles === "" ? "" : `: ${roles}`}.</p><p><a href="/settings">${said.toSettings}</a></p>`;
  const isFirst =
    method === "link" && !canSignIn(value) && value.grants.some(({ role }) => role === "administrator");
  if (!isFirst) return html`<p>${method === "link" ? said.linkOnce : said.oneFactor} ${said.addNow}</p>`;
  return html`<p>${said.first}</p><ol>${said.firstSteps.map((step) => html`<li>${step}</li>`)}</ol>`;
}

function addingForms({ providers }: SignIn, field: Piece, said: AccountWords): Piece {
  const ties = [...providers.values()].map(
    ({ settings }) => html`<form method="post" action="/sign-in/oidc/${settings.name}">${field}
<input type="hidden" name="wanted" value="tie"><button>${said.add} ${settings.title}</button></form>`,
  );
  return html`<form data-passkey="registration" method="post" action="/account">${field}
<label>${said.passkeyName} <input type="text" name="label" maxlength="60" placeholder="${said.passkeyExample}"></label>
<p><button class="first">${said.addPasskey}</button></p></form>${ties}`;
}

/** Before anything of this is changed, one shows anew who one is. */
function againForms({ providers }: SignIn, field: Piece, said: AccountWords): Piece {
  const back = html`<input type="hidden" name="returnTo" value="/account">`;
  const ways = [...providers.values()].map(
    ({ settings }) => html`<form method="post" action="/sign-in/oidc/${settings.name}">${field}${back}
<input type="hidden" name="wanted" value="again"><button>${said.againWith} ${settings.title}</button></form>`,
  );
  return html`<p>${said.showAgain}</p>
<form data-passkey="sign-in" method="post" action="/sign-in">${field}${back}<button>${said.againPasskey}</button></form>${ways}`;
}

async function factorTable(
  { accounts }: SignIn,
  { value }: StoredAccount,
  field: Piece,
  said: AccountWords,
  mayRemove: boolean,
): Promise<Piece> {
  const passkeys = await Promise.all(
    value.passkeys.map(async (one) => ({
      ...one,
      name: await accounts.openLabel(one),
      sort: said.sorts.passkey,
    })),
  );
  const identities = value.identities.map((one) => ({ ...one, name: one.issuer, sort: said.sorts.provider }));
  const all = [...passkeys, ...identities];
  if (all.length === 0) return html`<p>${said.noWay}</p>`;
  const rows = all.map(
    ({ id, name, sort, tied }) =>
      html`<tr><td>${sort}</td><td>${name}</td><td>${minute(tied)}</td><td>${
        mayRemove
          ? html`<form method="post" action="/account/factors">${field}<button name="factor" value="${id}">${said.remove}</button></form>`
          : NOTHING
      }</td></tr>`,
  );
  return html`<table><thead><tr><th>${said.what}</th><th>${said.name}</th><th>${said.since}</th><td></td></tr></thead><tbody>${rows}</tbody></table>`;
}

async function sessionTable(
  { sessions, store }: SignIn,
  { id: account }: StoredAccount,
  own: SignedIn,
  field: Piece,
  said: AccountWords,
  mayEnd: boolean,
): Promise<Piece> {
  const all = await sessions.list(account);
  const rows = await Promise.all(
    all.map(async ({ id, session }) => {
      const device = session.device === undefined ? "" : await store.unseal("session-device", session.device);
      const isOwn = id === own.id;
      const button = html`<form method="post" action="/account/sessions">${field}<button name="session" value="${id.slice(account.length + 1)}">${said.end}</button></form>`;
      return html`<tr><td>${said.methods[session.method]}${isOwn ? ` (${said.thisOne})` : ""}</td><td>${device}</td><td>${minute(session.used)}</td><td>${isOwn || !mayEnd ? NOTHING : button}</td></tr>`;
    }),
  );
  const others =
    all.length > 1 && mayEnd
      ? html`<form method="post" action="/account/sessions">${field}<button name="session" value="others">${said.endOthers}</button></form>`
      : NOTHING;
  return html`<table><thead><tr><th>${said.by}</th><th>${said.browser}</th><th>${said.lastUsed}</th><td></td></tr></thead><tbody>${rows}</tbody></table>${others}`;
}
