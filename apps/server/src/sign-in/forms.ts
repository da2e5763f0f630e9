/** What a form sent: its fields, each once, and none that it does not have. */
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { problem } from "../problems/problem.ts";
import { demandNoForgery, sessionOf } from "./identify.ts";
import { browserOf } from "./sessions/cookies.ts";
import { demandFormToken, FORM_FIELD } from "./sessions/form-tokens.ts";
import type { SignIn } from "./sign-in.ts";

const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;
/** A form of the sign-in has a few short fields. */
export const LARGEST_FORM_BYTES = 10_000;

/**
 * The fields of a form.
 *
 * @throws Problem `wrong-content-type`, `wrong-form` where a field is strange, or there twice.
 */
export async function fieldsOf<Name extends string>(
  c: Context<Env>,
  names: readonly Name[],
): Promise<Partial<Record<Name, string>>> {
  if (!FORM_TYPE.test(c.req.header("content-type") ?? ""))
    throw problem(415, "wrong-content-type", "what was sent is not a form", {
      help: "send `Content-Type: application/x-www-form-urlencoded`",
    });
  const fields: Partial<Record<Name, string>> = {};
  for (const [name, value] of new URLSearchParams(await c.req.text())) {
    const known = names.find((one) => one === name);
    if (known === undefined)
      throw problem(400, "wrong-form", `the form has no field \`${name.slice(0, 60)}\``);
    if (Object.hasOwn(fields, known))
      throw problem(400, "wrong-form", `the field \`${known}\` is there twice`);
    fields[known] = value;
  }
  return fields;
}

/**
 * The fields of a form of ours, sent from a page of ours in this browser.
 *
 * @throws Problem `forged-request`, `form-stale`, and what `fieldsOf` throws.
 */
export async function ownForm<Name extends string>(
  signIn: SignIn,
  c: Context<Env>,
  names: readonly Name[],
): Promise<Partial<Record<Name, string>>> {
  demandNoForgery(signIn, c);
  const fields = await fieldsOf<Name | typeof FORM_FIELD>(c, [...names, FORM_FIELD]);
  await demandOwnForm(signIn, c, fields[FORM_FIELD]);
  return fields;
}

/** @throws Problem `form-stale`. */
export async function demandOwnForm(signIn: SignIn, c: Context<Env>, token: unknown): Promise<void> {
  const browser = browserOf(c);
  const owner = browser === undefined ? undefined : { browser, session: sessionOf(c)?.id };
  await demandFormToken(signIn.store, token, owner, signIn.clock());
}
