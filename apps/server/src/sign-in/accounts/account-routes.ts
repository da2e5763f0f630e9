/** Accounts by the API: who is asking, who there is, what they are granted, and their end. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import { LIFETIME_MS, linkAddress, newLink, purposeFor, withdrawLinks } from "../first-run/one-time-links.ts";
import { sessionOf } from "../identify.ts";
import { demandRecent } from "../recent.ts";
import { note } from "../security-log.ts";
import type { SignIn } from "../sign-in.ts";
import type { Account } from "./account.ts";
import {
  AccountId,
  AccountShown,
  accountShown,
  accountTag,
  demandCurrent,
  GrantField,
  Grants,
  PersonId,
  Title,
} from "./account-answers.ts";
import type { StoredAccount } from "./accounts.ts";

const TAGS = ["Accounts"];
const LARGEST_BODY_BYTES = 20_000;
const json = <S>(schema: S) => ({ "application/json": { schema } });
const administer = { action: "administer", kind: "account", largestBody: LARGEST_BODY_BYTES } as const;
const administerOne = { ...administer, id: "account" } as const;
const endSessions = { action: "end-sessions", kind: "account", id: "account" } as const;
const readOne = { action: "read", kind: "account", id: "account" } as const;
const account200 = { description: "The account.", content: json(AccountShown) };

const Me = z
  .object({
    account: z.string().nullable(),
    person: z.string().nullable(),
    via: z.enum(["public", "session", "client", "demo", "address"]),
    method: z.enum(["oidc", "passkey", "link", "demo", "one-factor"]).nullable(),
    demo: z.boolean().openapi({ description: "Whether this server lets everybody take on any role." }),
    title: z.string().nullable().openapi({ description: "What the office calls the account." }),
    grants: z.array(GrantField).openapi({ description: "The offices that it was granted, today's or not." }),
    purposes: z.array(z.string()).openapi({
      description:
        "What the account may look at people for; where there are several, a request says which in `Comity-Purpose`.",
    }),
  })
  .openapi("Me");
const SessionShown = z
  .object({
    session: z.string(),
    method: z.string(),
    began: z.string(),
    used: z.string(),
    device: z.string(),
    own: z.boolean(),
  })
  .openapi("Session");
const SessionName = AccountId.extend({ session: z.string().regex(/^[A-Za-z0-9_-]{22}$/) });

/** Who makes a change, for the record. */
export const byOf = (c: Context<Env>): string => c.var.asker.account ?? "public";

/** The account that a route names. @throws Problem `not-found`. */
export async function accountOf(signIn: SignIn, id: string): Promise<StoredAccount> {
  const stored = await signIn.accounts.read(id);
  if (stored !== undefined) return stored;
  throw problem(404, "not-found", `there is no account \`${id}\`, or you may not see it`);
}

/**
 * Granting, inviting and disabling need a person who has just shown who they are: a session left open, or a token that leaked, is not enough.
 */
export function demandPerson(signIn: SignIn, c: Context<Env>): void {
  if (sessionOf(c) === undefined)
    throw problem(403, "person-needed", "accounts are changed by people who are signed in, not by machines");
  demandRecent(signIn, c);
}

const ENDING = "Whoever asks by a session shows first, once more, who they are.";

/** Whoever holds a copied session must not shut its owner out (ASVS 5.0 V7.5.2). Tokens are ten minutes old at most. */
function demandRecentSession(signIn: SignIn, c: Context<Env>): void {
  if (sessionOf(c) !== undefined) demandRecent(signIn, c);
}

export function accountRoutes(signIn: SignIn): OpenAPIHono<Env> {
  const { accounts, sessions, store, clock, origin } = signIn;
  const shown = async (c: Context<Env>, stored: StoredAccount, status: 200 | 201 = 200) => {
    c.header("ETag", accountTag(stored));
    return c.json(await accountShown(accounts, stored), status) as never;
  };
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/me",
        summary: "Who is asking",
        tags: TAGS,
        access: { anyone: "it says to whoever asks who they are, and nothing of others" },
        responses: { 200: { description: "Whoever asks.", content: json(Me) } },
      }),
      async (c) => {
        const { account, person, via } = c.var.asker;
        const { gate, config } = c.var.context;
        const stored = account === undefined ? undefined : await accounts.find(account);
        const title = stored === undefined ? undefined : await accounts.openTitle(stored.value);
        return c.json(
          {
            account: account ?? null,
            person: person ?? null,
            via,
            method: sessionOf(c)?.session.method ?? null,
            demo: config.isDemo,
            title: title ?? null,
            grants: (stored?.value.grants ?? []).map((grant) => ({ ...grant })),
            purposes: account === undefined ? [] : [...gate.purposes(c.var.asker)],
          },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/accounts",
        summary: "All accounts, by id",
        tags: TAGS,
        access: { action: "list", kind: "account" },
        request: {
          query: z.strictObject({
            limit: z.coerce.number().int().min(1).max(1000).default(100).openapi({ type: "integer" }),
            after: z
              .string()
              .regex(/^[a-z][a-z0-9-]{0,63}$/)
              .optional()
              .openapi({ description: "`next` of the page before." }),
          }),
        },
        responses: {
          200: {
            description: "A page.",
            content: json(z.object({ items: z.array(AccountShown), next: z.string().nullable() })),
          },
        },
      }),
      async (c) => {
        const { limit, after } = c.req.valid("query");
        const page = await accounts.list(after, limit + 1);
        const items = c.var.context.gate.visible(
          c.var.asker,
          "read",
          "account",
          page.slice(0, limit),
          ({ id }) => id,
        );
        const next = page.length > limit ? page[limit - 1]!.id : null;
        return c.json(
          { items: await Promise.all(items.map((one) => accountShown(accounts, one))), next },
          200,
        );
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/accounts",
        summary: "Make an account for somebody",
        description:
          "It has no way to sign in yet: invite them. A person of the registry has at most one account.",
        tags: TAGS,
        access: administer,
        request: {
          body: {
            required: true,
            content: json(
              z.strictObject({ title: Title, person: PersonId.optional(), grants: Grants.default([]) }),
            ),
          },
        },
        responses: { 201: { description: "Made.", content: json(AccountShown) } },
      }),
      async (c) => {
        demandPerson(signIn, c);
        const { title, person, grants } = c.req.valid("json");
        const by = byOf(c);
        const making = { kind: "human" as const, title, grants: grants as Account["grants"] };
        const made = await accounts.make({ ...making, ...(person === undefined ? {} : { person }) }, by);
        note(signIn, c, "account-made", { account: made.id, by });
        return shown(c, made, 201);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/accounts/{account}",
        summary: "An account",
        tags: TAGS,
        access: readOne,
        request: { params: AccountId },
        responses: { 200: account200 },
      }),
      async (c) => shown(c, await accountOf(signIn, c.req.valid("param").account)),
    )
    .openapi(
      guardedRoute({
        method: "patch",
        path: "/api/v1/accounts/{account}",
        summary: "Grant roles, take them away, disable an account",
        description:
          "Needs `If-Match`. Disabling ends all of its sessions and tokens, in every process of the server.",
        tags: TAGS,
        access: administerOne,
        request: {
          params: AccountId,
          body: {
            required: true,
            content: json(z.strictObject({ grants: Grants.optional(), disabled: z.boolean().optional() })),
          },
        },
        responses: { 200: account200 },
      }),
      async (c) => {
        demandPerson(signIn, c);
        const stored = await accountOf(signIn, c.req.valid("param").account);
        demandCurrent(c, stored);
        const { grants, disabled } = c.req.valid("json");
        const { disabled: was, ...rest } = stored.value;
        const isDisabled = disabled ?? was ?? false;
        const next: Account = {
          ...rest,
          ...(grants === undefined ? {} : { grants: grants as Account["grants"] }),
          ...(isDisabled ? { disabled: true as const } : {}),
        };
        const by = byOf(c);
        const changed = await accounts.administer(stored, next, by);
        if (isDisabled) await endEverything(signIn, stored.id, by);
        const roles = next.grants.map(({ role }) => role).join(" ");
        note(signIn, c, "account-changed", { account: stored.id, by, disabled: isDisabled, roles });
        return shown(c, changed);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/accounts/{account}/invitation",
        summary: "Invite somebody to their account by a one-time link",
        description:
          "The link works once: for a day where the account has no way to sign in yet, else for ten minutes. Links made before stop to work. Give it to them by a way on which you know them.",
        tags: TAGS,
        access: administerOne,
        request: { params: AccountId },
        responses: {
          201: {
            description: "The link, shown this once.",
            content: json(z.object({ address: z.string(), until: z.string() })),
          },
        },
      }),
      async (c) => {
        demandPerson(signIn, c);
        const stored = await accountOf(signIn, c.req.valid("param").account);
        if (stored.value.kind !== "human" || stored.value.disabled === true || stored.value.demo === true)
          throw problem(
            409,
            "not-to-be-invited",
            "nobody can be invited to a disabled account, a machine's or the demo's",
          );
        const now = clock();
        const purpose = purposeFor(stored.value);
        const { secret, change } = newLink(purpose, stored.id, now);
        const by = byOf(c);
        await store.documents.write([...(await withdrawLinks(store.documents, stored.id)), change], by);
        note(signIn, c, "link-made", { purpose, account: stored.id, by });
        const until = new Date(now.getTime() + LIFETIME_MS[purpose]).toISOString();
        return c.json({ address: linkAddress(origin, secret), until }, 201);
      },
    )
    .openapi(
      guardedRoute({
        method: "delete",
        path: "/api/v1/accounts/{account}/factors/{factor}",
        summary: "Take a way to sign in away from somebody",
        description: "For one that was lost. All sessions of the account end.",
        tags: TAGS,
        access: administerOne,
        request: { params: AccountId.extend({ factor: z.string().regex(/^[0-9a-f]{64}$/) }) },
        responses: { 204: { description: "Taken away." } },
      }),
      async (c) => {
        demandPerson(signIn, c);
        const { account, factor } = c.req.valid("param");
        const by = byOf(c);
        if (!(await accounts.untie(account, factor, by)))
          throw problem(404, "not-found", "the account has no such way to sign in");
        const ended = await sessions.endAll(account, by);
        note(signIn, c, "factor-removed", { account, by, ended });
        return c.body(null, 204);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/accounts/{account}/sessions",
        summary: "The sessions of an account",
        tags: TAGS,
        access: readOne,
        request: { params: AccountId },
        responses: {
          200: {
            description: "Those that count now.",
            content: json(z.object({ items: z.array(SessionShown) })),
          },
        },
      }),
      async (c) => {
        const { account } = c.req.valid("param");
        const own = sessionOf(c)?.id;
        const items = (await sessions.list(account)).map(async ({ id, session }) => ({
          session: id.slice(account.length + 1),
          method: session.method,
          began: session.began,
          used: session.used,
          device: session.device === undefined ? "" : await store.unseal("session-device", session.device),
          own: id === own,
        }));
        return c.json({ items: await Promise.all(items) }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "delete",
        path: "/api/v1/accounts/{account}/sessions",
        summary: "End all sessions and tokens of an account",
        description: ENDING,
        tags: TAGS,
        access: endSessions,
        request: { params: AccountId },
        responses: {
          200: { description: "How many ended.", content: json(z.object({ ended: z.number().int() })) },
        },
      }),
      async (c) => {
        const { account } = c.req.valid("param");
        demandRecentSession(signIn, c);
        const ended = await endEverything(signIn, account, byOf(c));
        note(signIn, c, "sessions-ended", { account, by: byOf(c), ended });
        return c.json({ ended }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "delete",
        path: "/api/v1/accounts/{account}/sessions/{session}",
        summary: "End a session",
        description: ENDING,
        tags: TAGS,
        access: endSessions,
        request: { params: SessionName },
        responses: { 204: { description: "Ended." } },
      }),
      async (c) => {
        const { account, session } = c.req.valid("param");
        demandRecentSession(signIn, c);
        if (!(await sessions.end(`${account}/${session}`, byOf(c))))
          throw problem(404, "not-found", "the account has no such session");
        note(signIn, c, "sessions-ended", { account, by: byOf(c), ended: 1 });
        return c.body(null, 204);
      },
    );
}

/** Ends all sessions and tokens of an account; gives how many. */
export async function endEverything(
  { sessions, tokens }: SignIn,
  account: string,
  by: string,
): Promise<number> {
  return (await sessions.endAll(account, by)) + (await tokens.revokeAll(account, by));
}
