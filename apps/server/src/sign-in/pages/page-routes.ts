/** The routes of the sign-in's pages: signing in and out, one's own account, the demo, and the files that pages load. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { toOwnHost } from "../../pages/own-host.ts";
import { problem } from "../../problems/problem.ts";
import { arrive } from "../arrival.ts";
import { demoAccount, hasRealAccounts } from "../demo/demo-roles.ts";
import { LARGEST_FORM_BYTES, ownForm } from "../forms.ts";
import { type SignedIn, sessionOf } from "../identify.ts";
import { demandRecent } from "../recent.ts";
import { note } from "../security-log.ts";
import { clearSession } from "../sessions/cookies.ts";
import { returnPath } from "../sessions/return-path.ts";
import { addsOnly } from "../sessions/session.ts";
import type { SignIn } from "../sign-in.ts";
import { accountPage } from "./account-page.ts";
import { assets } from "./assets.ts";
import { paged } from "./page.ts";
import { signInPage } from "./sign-in-page.ts";

const WHY_OPEN = "whoever signs in is nobody yet";
const WHY_OWN = "it shows whoever is signed in their own account, by their session, and nothing else";
const HTML = { "text/html": { schema: z.string() } };

export function pageRoutes(signIn: SignIn): OpenAPIHono<Env> {
  const files = assets();
  const form = { largestBody: LARGEST_FORM_BYTES };
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/sign-in",
        summary: "The sign-in page",
        tags: ["Sign-in"],
        access: { anyone: WHY_OPEN },
        request: {
          query: z.strictObject({
            returnTo: z
              .string()
              .max(1000)
              .optional()
              .openapi({ description: "A path of this server to go to then." }),
          }),
        },
        responses: { 200: { description: "A page.", content: HTML } },
      }),
      async (c) => (toOwnHost(c) ?? (await signInPage(signIn, c, c.req.valid("query").returnTo))) as never,
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/sign-in/assets/{file}",
        summary: "A file that the sign-in's pages load",
        tags: ["Sign-in"],
        access: { anyone: "they are the same for everybody", isQuiet: true },
        request: { params: z.object({ file: z.string() }) },
        responses: { 200: { description: "The file." } },
      }),
      (c) => {
        const file = files.get(c.req.valid("param").file);
        if (file === undefined) throw problem(404, "not-found", "there is no such file");
        return new Response(file.text, {
          headers: { "Content-Type": file.type, "Cache-Control": "public, max-age=300" },
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-in/demo",
        summary: "Take on a role of the demo",
        description: "A form of the sign-in page: `form`, `role`, `returnTo`. Only where the demo is on.",
        tags: ["Sign-in"],
        access: { anyone: WHY_OPEN, ...form },
        responses: { 303: { description: "Signed in in that role." } },
      }),
      paged(signIn, async (c) => {
        if (!signIn.context.config.isDemo) throw problem(404, "demo-off", "the demo is off here");
        const { role, returnTo } = await ownForm(signIn, c, ["role", "returnTo"]);
        if (await hasRealAccounts(signIn))
          throw problem(
            403,
            "demo-refused",
            "there are accounts of people in this registry: it is none of a demo's",
            {
              help: "run the demo on a made-up registry of its own",
            },
          );
        const account = await signIn.accounts.read(await demoAccount(signIn, role ?? ""));
        await arrive(signIn, c, account, "demo");
        return c.redirect(returnPath(returnTo), 303);
      }),
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-out",
        summary: "Sign out",
        description: "A form of one's account's page: `form`.",
        tags: ["Sign-in"],
        access: { anyone: WHY_OWN, ...form },
        responses: { 303: { description: "Signed out." } },
      }),
      paged(signIn, async (c) => {
        await ownForm(signIn, c, []);
        const own = sessionOf(c);
        if (own !== undefined) {
          await signIn.sessions.end(own.id, own.session.account);
          note(signIn, c, "signed-out", { account: own.session.account });
        }
        clearSession(c);
        // What pages kept of what was shown goes too (ASVS 5.0 V14.3.1).
        c.header("Clear-Site-Data", '"cache", "storage"');
        return c.redirect("/sign-in", 303);
      }),
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/account",
        summary: "The page of one's own account",
        tags: ["Sign-in"],
        access: { anyone: WHY_OWN },
        responses: {
          200: { description: "A page.", content: HTML },
          303: { description: "To the sign-in page." },
        },
      }),
      paged(signIn, async (c) => {
        const own = sessionOf(c);
        const account = own === undefined ? undefined : await signIn.accounts.read(own.session.account);
        if (own === undefined || account === undefined)
          return c.redirect("/sign-in?returnTo=%2Faccount", 303);
        return await accountPage(signIn, c, account, own);
      }),
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/account/sessions",
        summary: "End a session of one's own",
        description:
          "A form of one's account's page: `form`; `session` is one's name, or `others`. Whoever does shows first, once more, who they are.",
        tags: ["Sign-in"],
        access: { anyone: WHY_OWN, ...form },
        responses: { 303: { description: "Ended." } },
      }),
      paged(signIn, async (c) => {
        const { session = "" } = await ownForm(signIn, c, ["session"]);
        const { id, session: own } = demandSession(c);
        // Whoever holds a copied session must not shut its owner out (ASVS 5.0 V7.5.2); one's own ends by signing out.
        demandRecent(signIn, c);
        const ended =
          session === "others"
            ? await signIn.sessions.endAll(own.account, own.account, id)
            : Number(
                isName(session) && (await signIn.sessions.end(`${own.account}/${session}`, own.account)),
              );
        note(signIn, c, "sessions-ended", { account: own.account, ended });
        return c.redirect("/account", 303);
      }),
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/account/factors",
        summary: "Remove a way to sign in from one's account",
        description: "A form of one's account's page: `form`, `factor`. All other sessions end.",
        tags: ["Sign-in"],
        access: { anyone: WHY_OWN, ...form },
        responses: { 303: { description: "Removed." } },
      }),
      paged(signIn, async (c) => {
        const { factor = "" } = await ownForm(signIn, c, ["factor"]);
        const { id, session } = demandSession(c);
        if (addsOnly(session.method) || session.method === "demo")
          throw problem(403, "sign-in-again", "for this, sign in by a passkey or a provider");
        demandRecent(signIn, c);
        const removed = await signIn.accounts.untie(session.account, factor, session.account);
        if (!removed) throw problem(404, "not-found", "your account has no such way to sign in");
        // Somebody may be signed in by what was just removed (ASVS 5.0 V7.4.3).
        const ended = await signIn.sessions.endAll(session.account, session.account, id);
        note(signIn, c, "factor-removed", { account: session.account, ended });
        return c.redirect("/account", 303);
      }),
    );
}

/** The name of a session is not trusted to be one: it becomes part of an id. */
const isName = (text: string): boolean => /^[A-Za-z0-9_-]{22}$/.test(text);

function demandSession(c: Context<Env>): SignedIn {
  const own = sessionOf(c);
  if (own === undefined)
    throw problem(401, "not-signed-in", "you are not signed in", { help: "sign in first" });
  return own;
}
