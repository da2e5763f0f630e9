/** Machine clients by the API: made, given new secrets. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import { MOST_SECRETS, newClientSecret } from "../clients/client-tokens.ts";
import { note } from "../security-log.ts";
import type { SignIn } from "../sign-in.ts";
import type { Account } from "./account.ts";
import {
  AccountId,
  AccountShown,
  accountShown,
  accountTag,
  demandCurrent,
  Grants,
  Title,
} from "./account-answers.ts";
import { accountOf, byOf, demandPerson } from "./account-routes.ts";

const json = <S>(schema: S) => ({ "application/json": { schema } });
const WithSecret = AccountShown.extend({
  secret: z.string().openapi({ description: "Shown this once; only its hash is kept." }),
}).openapi("ClientWithSecret");
const Scopes = z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,80}$/)).max(50);

export function clientRoutes(signIn: SignIn): OpenAPIHono<Env> {
  const { accounts, clock } = signIn;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/clients",
        summary: "Make a machine client",
        description: "It exchanges its secret for tokens at `/oauth/token`.",
        tags: ["Accounts"],
        access: { action: "administer", kind: "account", largestBody: 20_000 },
        request: {
          body: {
            required: true,
            content: json(z.strictObject({ title: Title, grants: Grants.min(1), scopes: Scopes.optional() })),
          },
        },
        responses: { 201: { description: "Made.", content: json(WithSecret) } },
      }),
      async (c) => {
        demandPerson(signIn, c);
        const { title, grants, scopes } = c.req.valid("json");
        const { secret, kept } = newClientSecret(clock());
        const by = byOf(c);
        const making = {
          kind: "client" as const,
          title,
          grants: grants as Account["grants"],
          secrets: [kept],
        };
        const made = await accounts.make({ ...making, ...(scopes === undefined ? {} : { scopes }) }, by);
        note(signIn, c, "account-made", { account: made.id, by });
        c.header("ETag", accountTag(made));
        return c.json({ ...(await accountShown(accounts, made)), secret }, 201) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/clients/{account}/secrets",
        summary: "Give a client a new secret",
        description:
          "Needs `If-Match`. The secret before serves until its end, so that the two can be exchanged without a gap; with `alone`, it ends now. Older ones end.",
        tags: ["Accounts"],
        access: { action: "administer", kind: "account", id: "account", largestBody: 20_000 },
        request: {
          params: AccountId,
          body: { required: true, content: json(z.strictObject({ alone: z.boolean().default(false) })) },
        },
        responses: { 201: { description: "The client with its new secret.", content: json(WithSecret) } },
      }),
      async (c) => {
        demandPerson(signIn, c);
        const stored = await accountOf(signIn, c.req.valid("param").account);
        if (stored.value.kind !== "client") throw problem(409, "not-a-client", "people have no secrets here");
        demandCurrent(c, stored);
        const { secret, kept } = newClientSecret(clock());
        const before = c.req.valid("json").alone ? [] : (stored.value.secrets ?? []);
        const secrets = [...before, kept].slice(-MOST_SECRETS);
        const by = byOf(c);
        const changed = await accounts.put(stored.id, stored.version, { ...stored.value, secrets }, by);
        if (secrets.length === 1) await signIn.tokens.revokeAll(stored.id, by);
        note(signIn, c, "account-changed", { account: stored.id, by, secrets: secrets.length });
        c.header("ETag", accountTag(changed));
        return c.json({ ...(await accountShown(accounts, changed)), secret }, 201) as never;
      },
    );
}
