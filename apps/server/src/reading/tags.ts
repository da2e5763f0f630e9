/** Tags of answers (ETag, RFC 9110): the same tag, the same answer for the same asker. */
import { createHash } from "node:crypto";
import type { Context, TypedResponse } from "hono";
import type { Env } from "../context.ts";
import { type Problem, problem } from "../problems/problem.ts";
import type { Known } from "./known.ts";

const digests = new WeakMap<object, string>();

/** A short digest of the policy's text, kept. */
function policyDigest({ context }: Context<Env>["var"]): string {
  const { policy, policyText } = context;
  const found =
    digests.get(policy) ?? createHash("sha256").update(policyText).digest("base64url").slice(0, 12);
  digests.set(policy, found);
  return found;
}

/**
 * The tag of what is shown: it changes with the registry's head, the day, the policy, whoever asks, and what they may see.
 * Another account never has the same one, so that a tag says nothing about what others were shown.
 */
export function tagOf(c: Context<Env>, known: Known): string {
  const { asker, context } = c.var;
  const { store, gate } = context;
  const parts = [
    store.registry,
    known.position,
    known.day,
    policyDigest(c.var),
    gate.version,
    gate.isCleared(asker),
    asker.account ?? "",
    asker.scopes ?? [],
  ];
  return `"${createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 27)}"`;
}

/** Whether a list of tags has one; `*` has all. */
function lists(header: string, tag: string): boolean {
  return header
    .split(",")
    .map((part) => part.trim())
    .some((part) => part === "*" || part === tag || part === `W/${tag}`);
}

/**
 * Shows something under a tag: whoever has it already is told so (304). Nothing is made then.
 *
 *     return shown(c, tagOf(c, known), () => ({ ... }));
 */
export function shown<T extends object>(
  c: Context<Env>,
  tag: string,
  make: () => T,
): TypedResponse<T, 200, "json"> {
  c.header("ETag", tag);
  c.header("Cache-Control", "private, no-cache");
  c.header("Vary", "Authorization, Cookie");
  const known = c.req.header("if-none-match");
  if (known !== undefined && lists(known, tag)) return c.body(null, 304) as never;
  return c.json(make(), 200) as never;
}

/** A tag in a header as it was written, without quotes; undefined where it is none. */
function bare(header: string): string | undefined {
  return /^"([\x21\x23-\x7e]*)"$/.exec(header.trim())?.[1];
}

/**
 * The state that a change expects, by `If-Match`: the tag without its quotes, or `*` for whatever it is.
 *
 * @throws Problem `if-match-missing` (428), `wrong-if-match`.
 */
export function expectedState(c: Context<Env>): string {
  const header = c.req.header("if-match");
  if (header === undefined)
    throw problem(428, "if-match-missing", "a change says which state it changes, in the header `If-Match`", {
      help: "read it first, and send back its `ETag`",
    });
  if (header.trim() === "*") return "*";
  const tag = bare(header);
  if (tag === undefined)
    throw problem(400, "wrong-if-match", "`If-Match` is not a single strong tag in quotes", {
      errors: [{ path: "header.if-match", message: "a tag in quotes is expected" }],
    });
  return tag;
}

/** The refusal of a change that expects another state than there is. */
export function stale(what: string, tag: string, members: Readonly<Record<string, unknown>> = {}): Problem {
  return problem(412, "stale-tag", `${what} has changed since it was read`, {
    help: "read it again, look at what changed, and send the new tag",
    headers: { ETag: `"${tag}"` },
    members,
  });
}
