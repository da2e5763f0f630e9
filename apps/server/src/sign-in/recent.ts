/** What one must have shown recently who one is for (ASVS 5.0 V7.5.1). */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { problem } from "../problems/problem.ts";
import { sessionOf } from "./identify.ts";
import { addsOnly, isRecent } from "./sessions/session.ts";
import type { SignIn } from "./sign-in.ts";

/**
 * A session that only serves to add a way to sign in is young by itself, and may add a way to sign in.
 *
 * @throws Problem `sign-in-again` where somebody showed too long ago who they are.
 */
export function demandRecent(signIn: SignIn, c: Context<Env>): void {
  const own = sessionOf(c);
  if (own !== undefined && (addsOnly(own.session.method) || isRecent(own.session, signIn.clock()))) return;
  throw problem(403, "sign-in-again", "for this, show once more who you are", {
    help: "sign in again; then you have ten minutes",
  });
}
