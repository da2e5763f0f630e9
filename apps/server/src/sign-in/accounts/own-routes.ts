/** One's own account, as pages show and change it: the ways to sign in, and the way out. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import { DEMO_ROLES, hasRealAccounts } from "../demo/demo-roles.ts";
import { demandNoForgery, type SignedIn, sessionOf } from "../identify.ts";
import { demandRecent } from "../recent.ts";
import { note } from "../security-log.ts";
import { clearSession, knownBrowser } from "../sessions/cookies.ts";
import { formToken } from "../sessions/form-tokens.ts";
import { addsOnly, isRecent } from "../sessions/session.ts";
import type { SignIn } from "../sign-in.ts";

const TAGS = ["Accounts"];
const WHY_OWN = "it is about whoever is signed in, by their session, and nobody else";
const json = <S>(schema: S) => ({ "application/json": { schema } });
/** What one is shown once is not shown again from a cache after somebody else signed in. */
const NO_STORE = { "Cache-Control": "no-store" };

const WaysIn = z
  .object({
    form: z.string().openapi({
      description:
        "The token that forms of this page carry, for this browser and session; good for two hours.",
    }),
    providers: z.array(z.object({ name: z.string(), title: z.string() })),
    demoRoles: z.array(z.object({ name: z.string(), title: z.string() })).openapi({
      description: "Roles that anybody may take on by `POST /sign-in/demo`; none where the demo is off.",
    }),
  })
  .openapi("WaysIn");

const OwnWays = z
  .object({
    ways: z.array(
      z.object({
        factor: z.string(),
        sort: z.enum(["passkey", "provider"]),
        name: z.string().openapi({ description: "What its owner calls it; of a provider its address." }),
        since: z.string(),
      }),
    ),
    mayAdd: z.boolean(),
    mayRemove: z.boolean().openapi({ description: "Whoever may not shows first, once more, who they are." }),
  })
  .openapi("OwnWays");

/** The session of whoever asks. @throws Problem `not-signed-in`. */
function demandSession(c: Context<Env>): SignedIn {
  const own = sessionOf(c);
  if (own !== undefined) return own;
  throw problem(401, "not-signed-in", "you are not signed in", { help: "sign in first" });
}

export function ownRoutes(signIn: SignIn): OpenAPIHono<Env> {
  const { accounts, sessions, store, clock } = signIn;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/ways-in",
        summary: "How one can sign in here",
        tags: TAGS,
        access: { anyone: "whoever signs in is nobody yet" },
        responses: { 200: { description: "For the forms of a page.", content: json(WaysIn) } },
      }),
      async (c) => {
        const owner = { browser: knownBrowser(c), session: sessionOf(c)?.id };
        const form = await formToken(store, owner, clock());
        const providers = [...signIn.providers.values()].map(({ settings: { name, title } }) => ({
          name,
          title,
        }));
        const isDemo = signIn.context.config.isDemo && !(await hasRealAccounts(signIn));
        const demoRoles = isDemo ? DEMO_ROLES.map(({ name, title }) => ({ name, title })) : [];
        return c.json({ form, providers, demoRoles }, 200, NO_STORE);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/me/ways",
        summary: "Your ways to sign in",
        tags: TAGS,
        access: { anyone: WHY_OWN },
        responses: { 200: { description: "The oldest first.", content: json(OwnWays) } },
      }),
      async (c) => {
        const { session } = demandSession(c);
        const account = await accounts.read(session.account);
        if (account === undefined) throw problem(401, "not-signed-in", "there is no such account any more");
        const passkeys = account.value.passkeys.map(async (one) => ({
          factor: one.id,
          sort: "passkey" as const,
          name: await accounts.openLabel(one),
          since: one.tied,
        }));
        const providers = account.value.identities.map((one) => ({
          factor: one.id,
          sort: "provider" as const,
          name: one.issuer,
          since: one.tied,
        }));
        const isFresh = isRecent(session, clock());
        const ways = [...(await Promise.all(passkeys)), ...providers].sort((a, b) =>
          a.since < b.since ? -1 : 1,
        );
        const isDemo = session.method === "demo";
        return c.json(
          {
            ways,
            mayAdd: !isDemo && (isFresh || addsOnly(session.method)),
            mayRemove: !isDemo && isFresh && !addsOnly(session.method),
          },
          200,
          NO_STORE,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "delete",
        path: "/api/v1/me/ways/{factor}",
        summary: "Take a way to sign in away from your account",
        description: "All your other sessions end: somebody may be signed in by it.",
        tags: TAGS,
        access: { anyone: WHY_OWN },
        request: { params: z.object({ factor: z.string().regex(/^[0-9a-f]{64}$/) }) },
        responses: {
          200: { description: "Taken away.", content: json(z.object({ ended: z.number().int() })) },
        },
      }),
      async (c) => {
        demandNoForgery(signIn, c);
        const { id, session } = demandSession(c);
        if (addsOnly(session.method) || session.method === "demo")
          throw problem(403, "sign-in-again", "for this, sign in by a passkey or a provider");
        demandRecent(signIn, c);
        const { account } = session;
        if (!(await accounts.untie(account, c.req.valid("param").factor, account)))
          throw problem(404, "not-found", "your account has no such way to sign in");
        const ended = await sessions.endAll(account, account, id);
        note(signIn, c, "factor-removed", { account, ended });
        return c.json({ ended }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "delete",
        path: "/api/v1/me/session",
        summary: "Sign out",
        description: "Ends the session by which it is asked; what browsers kept of this site is cleared.",
        tags: TAGS,
        access: { anyone: WHY_OWN },
        responses: { 204: { description: "Signed out, or not signed in." } },
      }),
      async (c) => {
        demandNoForgery(signIn, c);
        const own = sessionOf(c);
        if (own !== undefined) {
          await sessions.end(own.id, own.session.account);
          note(signIn, c, "signed-out", { account: own.session.account });
        }
        clearSession(c);
        // What pages kept of what was shown goes too (ASVS 5.0 V14.3.1).
        c.header("Clear-Site-Data", '"cache", "storage"');
        return c.body(null, 204);
      },
    );
}
