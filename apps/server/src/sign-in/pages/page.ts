/** The frame of the sign-in's pages: plain HTML of the server's, with one style sheet and one script from this host and nothing inline. */
import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Env } from "../../context.ts";
import { problemOf } from "../../problems/from-errors.ts";
import type { Problem } from "../../problems/problem.ts";
import { sessionOf } from "../identify.ts";
import { knownBrowser } from "../sessions/cookies.ts";
import { FORM_FIELD, formToken } from "../sessions/form-tokens.ts";
import type { SignIn } from "../sign-in.ts";
import { type SignInWords, wordsFor } from "./sign-in-words.ts";
import { PROBLEMS_FR } from "./told-problems.ts";

/** A piece of a page; whatever is put into one is escaped. */
export type Piece = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What stands in the place of nothing. */
export const NOTHING: Piece = raw("");

/** The field that says that a form is ours, for a page's forms. */
export async function formField(signIn: SignIn, c: Context<Env>): Promise<Piece> {
  const owner = { browser: knownBrowser(c), session: sessionOf(c)?.id };
  const token = await formToken(signIn.store, owner, signIn.clock());
  return html`<input type="hidden" name="${FORM_FIELD}" value="${token}">`;
}

/** A whole page. */
export async function page(
  { context }: SignIn,
  words: SignInWords,
  title: string,
  body: Piece,
  status: 200 | Problem["status"] = 200,
  head: Piece = NOTHING,
): Promise<Response> {
  const { isDemo } = context.config;
  const banner = isDemo
    ? html`<p class="demo" role="note"><strong>${words.demo}</strong> ${words.demoBanner}</p>`
    : NOTHING;
  // What goes wrong with a passkey is said by the page's script, which asks the API: it finds the words here.
  const problems = words.language === "fr" ? JSON.stringify(PROBLEMS_FR) : "{}";
  const text = await html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${head}
<title>${title} - Comity</title>
<link rel="stylesheet" href="/sign-in/assets/sign-in.css">
<script src="/sign-in/assets/webauthn.js" defer></script>
<script src="/sign-in/assets/sign-in.js" defer></script>
</head>
<body>
<header><a href="/">Comity</a></header>
${banner}
<main data-problems="${problems}">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return new Response(String(text), {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      // So that browsers say in `Origin` which page a form is of; other sites are told nothing all the same.
      "Referrer-Policy": "same-origin",
    },
  });
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Whether whoever asks would rather read a page than a document. */
export function wantsPage(c: Context<Env>): boolean {
  return /\btext\/html\b/.test(c.req.header("accept") ?? "");
}

/** What went wrong, as a page. */
export function problemPage(
  signIn: SignIn,
  c: Context<Env>,
  { status, code, message, more }: Problem,
): Promise<Response> {
  const words = wordsFor(c);
  const told = words.language === "fr" ? PROBLEMS_FR[code] : undefined;
  const lang = told === undefined ? "en" : "fr";
  const says = told?.says ?? sentence(message);
  const todo = told === undefined ? more.help && sentence(more.help) : told.help;
  const help = todo === undefined ? NOTHING : html`<p lang="${lang}">${todo}</p>`;
  const body = html`<p role="alert" lang="${lang}">${says}</p>${help}
<p><a href="/sign-in">${words.toSignIn}</a></p>
<p class="code">${code}</p>`;
  return page(signIn, words, words.failed, body, status);
}

/**
 * Sends a browser on to another site by a page of ours. A redirect would do, were it not the answer to a form: our policy lets forms go
 * nowhere but here, and browsers hold redirects of a form to that as well.
 */
export function onwardPage(signIn: SignIn, c: Context<Env>, title: string, address: URL): Promise<Response> {
  const words = wordsFor(c);
  const head = html`<meta http-equiv="refresh" content="0; url=${address.href}">`;
  const body = html`<p><a href="${address.href}" rel="noreferrer">${words.onTo} ${title}</a></p>`;
  return page(signIn, words, `${words.onTo} ${title}`, body, 200, head);
}

/**
 * A handler whose problems are told as a page where a browser asks for one. Faults of ours stay documents, with the request's id in the
 * header.
 */
export function paged(
  signIn: SignIn,
  handler: (c: Context<Env>) => Promise<Response>,
): (c: Context<Env>) => Promise<never> {
  return async (c) => {
    try {
      // What it answers is said in its route's description, not in types: pages are no JSON.
      return (await handler(c)) as never;
    } catch (error) {
      const said = problemOf(error);
      if (!wantsPage(c) || said.code === "fault") throw error;
      return (await problemPage(signIn, c, said)) as never;
    }
  };
}
