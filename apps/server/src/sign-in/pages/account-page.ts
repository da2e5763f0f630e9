/** The page of one's own account: ways to sign in, sessions, the way out. */
import type { Context } from "hono";
import { html } from "hono/html";
import type { Env } from "../../context.ts";
import type { StoredAccount } from "../accounts/accounts.ts";
import type { SignedIn } from "../identify.ts";
import { addsOnly, isRecent } from "../sessions/session.ts";
import type { SignIn } from "../sign-in.ts";
import { formField, NOTHING, type Piece, page } from "./page.ts";
import { SAID } from "./sign-in-page.ts";
import { EN } from "./sign-in-words.ts";

const METHODS = { oidc: "provider", passkey: "passkey", link: "one-time link", demo: "demo" } as const;
const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** The account of whoever is signed in. */
export async function accountPage(
  signIn: SignIn,
  c: Context<Env>,
  account: StoredAccount,
  own: SignedIn,
): Promise<Response> {
  const field = await formField(signIn, c);
  const { method } = own.session;
  const isByLink = addsOnly(method);
  const mayChange = isByLink || isRecent(own.session, signIn.clock());
  const roles = account.value.grants
    .map(({ role, of }) => (of === undefined ? role : `${role} (${of})`))
    .join(", ");
  const intro = isByLink
    ? html`<p>${method === "link" ? "You came in by a one-time link." : "Your provider says of one factor only, and two are asked for here: a passkey is both."} Add a way to sign in now: you are signed in with it then.</p>`
    : html`<p>Account <code>${account.id}</code>${roles === "" ? "" : `: ${roles}`}.</p>`;
  const adding = mayChange ? addingForms(signIn, field) : againForms(signIn, field);
  const body = html`${intro}${isByLink ? NOTHING : html`<p><a href="/settings">To the settings</a></p>`}${SAID}
<h2>Ways to sign in</h2>
${await factorTable(signIn, account, field, mayChange && !isByLink)}
${adding}
<h2>Sessions</h2>
${await sessionTable(signIn, account, own, field, mayChange)}
<h2>Way out</h2>
<form method="post" action="/sign-out">${field}<button>Sign out</button></form>`;
  return page(signIn, EN, "Your account", body);
}

function addingForms({ providers }: SignIn, field: Piece): Piece {
  const ties = [...providers.values()].map(
    ({ settings }) => html`<form method="post" action="/sign-in/oidc/${settings.name}">${field}
<input type="hidden" name="wanted" value="tie"><button>Add ${settings.title}</button></form>`,
  );
  return html`<form data-passkey="registration" method="post" action="/account">${field}
<label>Name of the passkey <input type="text" name="label" maxlength="60" placeholder="my laptop"></label>
<p><button>Add a passkey</button></p></form>${ties}`;
}

/** Before anything of this is changed, one shows anew who one is. */
function againForms({ providers }: SignIn, field: Piece): Piece {
  const back = html`<input type="hidden" name="returnTo" value="/account">`;
  const ways = [...providers.values()].map(
    ({ settings }) => html`<form method="post" action="/sign-in/oidc/${settings.name}">${field}${back}
<input type="hidden" name="wanted" value="again"><button>Once more with ${settings.title}</button></form>`,
  );
  return html`<p>To change these, or to end other sessions, show once more who you are.</p>
<form data-passkey="sign-in" method="post" action="/sign-in">${field}${back}<button>Once more with a passkey</button></form>${ways}`;
}

async function factorTable(
  { accounts }: SignIn,
  { value }: StoredAccount,
  field: Piece,
  mayRemove: boolean,
): Promise<Piece> {
  const passkeys = await Promise.all(
    value.passkeys.map(async (one) => ({ ...one, name: await accounts.openLabel(one), sort: "passkey" })),
  );
  const identities = value.identities.map((one) => ({ ...one, name: one.issuer, sort: "provider" }));
  const all = [...passkeys, ...identities];
  if (all.length === 0) return html`<p>None yet.</p>`;
  const rows = all.map(
    ({ id, name, sort, tied }) =>
      html`<tr><td>${sort}</td><td>${name}</td><td>${minute(tied)}</td><td>${
        mayRemove
          ? html`<form method="post" action="/account/factors">${field}<button name="factor" value="${id}">Remove</button></form>`
          : NOTHING
      }</td></tr>`,
  );
  return html`<table><thead><tr><th>What</th><th>Name</th><th>Since</th><th></th></tr></thead><tbody>${rows}</tbody></table>`;
}

async function sessionTable(
  { sessions, store }: SignIn,
  { id: account }: StoredAccount,
  own: SignedIn,
  field: Piece,
  mayEnd: boolean,
): Promise<Piece> {
  const all = await sessions.list(account);
  const rows = await Promise.all(
    all.map(async ({ id, session }) => {
      const device = session.device === undefined ? "" : await store.unseal("session-device", session.device);
      const isOwn = id === own.id;
      const button = html`<form method="post" action="/account/sessions">${field}<button name="session" value="${id.slice(account.length + 1)}">End</button></form>`;
      return html`<tr><td>${METHODS[session.method]}${isOwn ? " (this one)" : ""}</td><td>${device}</td><td>${minute(session.used)}</td><td>${isOwn || !mayEnd ? NOTHING : button}</td></tr>`;
    }),
  );
  const others =
    all.length > 1 && mayEnd
      ? html`<form method="post" action="/account/sessions">${field}<button name="session" value="others">End all others</button></form>`
      : NOTHING;
  return html`<table><thead><tr><th>By</th><th>Browser</th><th>Last used</th><th></th></tr></thead><tbody>${rows}</tbody></table>${others}`;
}
