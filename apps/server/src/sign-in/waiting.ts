/** Who failed often must wait. */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { problem } from "../problems/problem.ts";
import { note } from "./security-log.ts";
import type { SignIn } from "./sign-in.ts";

/** @throws Problem `wait` where a source failed too often with something. */
export async function demandNoWait(
  signIn: SignIn,
  c: Context<Env>,
  source: string,
  what: string,
): Promise<void> {
  const waitMs = await signIn.lockouts.waitOf(source, what);
  if (waitMs === 0) return;
  note(signIn, c, "waits", {});
  const seconds = Math.ceil(waitMs / 1000);
  throw problem(429, "wait", `this failed too often from where you are: wait ${seconds} s`, {
    help: "others are not kept out by this, and nobody is for longer than a minute",
    headers: { "Retry-After": String(seconds) },
  });
}
