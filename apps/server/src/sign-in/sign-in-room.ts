/** The room of the sign-in: all of its routes, and the tidying up. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Env, RoomParts, ServerContext } from "../context.ts";
import { accountRoutes } from "./accounts/account-routes.ts";
import { clientRoutes } from "./accounts/client-routes.ts";
import { ownRoutes } from "./accounts/own-routes.ts";
import { tokenRoutes } from "./clients/token-routes.ts";
import { linkRoutes } from "./first-run/link-routes.ts";
import { sweepLinks } from "./first-run/one-time-links.ts";
import { MINUTE_MS } from "./instants.ts";
import { oidcRoutes } from "./oidc/oidc-routes.ts";
import { sweepRoundTrips } from "./oidc/round-trip.ts";
import { pageRoutes } from "./pages/page-routes.ts";
import { sweepChallenges } from "./passkeys/challenges.ts";
import { passkeyRoutes } from "./passkeys/passkey-routes.ts";
import { type SignIn, signInOf } from "./sign-in.ts";

const SWEEP_MS = 5 * MINUTE_MS;

/** Takes away what is over, of all kinds; gives how many documents. Any process may do it, several at once too. */
export async function sweep({ sessions, tokens, lockouts, store, clock }: SignIn): Promise<number> {
  const { documents } = store;
  const now = clock();
  const gone = await Promise.all([
    sessions.sweep(),
    tokens.sweep(),
    lockouts.sweep(),
    sweepRoundTrips(documents, now),
    sweepChallenges(documents, now),
    sweepLinks(documents, now),
  ]);
  return gone.reduce((sum, one) => sum + one, 0);
}

/** The routes of the sign-in. */
export function signInRoom(context: ServerContext): RoomParts {
  const signIn = signInOf(context);
  const routes = new OpenAPIHono<Env>();
  for (const room of [
    pageRoutes,
    oidcRoutes,
    passkeyRoutes,
    linkRoutes,
    tokenRoutes,
    accountRoutes,
    clientRoutes,
    ownRoutes,
  ])
    routes.route("/", room(signIn));
  const timer = setInterval(() => {
    sweep(signIn).catch((error: unknown) =>
      signIn.log.warn({ code: (error as { code?: string }).code }, "sweep failed"),
    );
  }, SWEEP_MS);
  timer.unref();
  return {
    routes,
    stop: () => {
      clearInterval(timer);
      signIn.stop();
    },
  };
}
