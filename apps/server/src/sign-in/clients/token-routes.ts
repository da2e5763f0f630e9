/**
 * The token endpoint for machine clients (RFC 6749, section 4.4) and revocation (RFC 7009). Answers are in the form that those say; their
 * members `code` and `detail` are those of our problem documents.
 */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { Problem } from "../../problems/problem.ts";
import type { StoredAccount } from "../accounts/accounts.ts";
import { fieldsOf, LARGEST_FORM_BYTES } from "../forms.ts";
import { note } from "../security-log.ts";
import type { SignIn } from "../sign-in.ts";
import { sourceOf } from "../source.ts";
import { demandNoWait } from "../waiting.ts";
import { isSecretOf, TOKEN_LIFETIME_MS } from "./client-tokens.ts";

const WHY_OPEN = "a client shows here who it is";
const Token = z
  .object({
    access_token: z.string(),
    token_type: z.literal("Bearer"),
    expires_in: z.number().int(),
    scope: z.string().optional(),
  })
  .openapi("ClientToken");
const Refusal = z
  .object({ error: z.string(), error_description: z.string(), code: z.string(), detail: z.string() })
  .openapi("ClientRefusal");

type OAuthError = "invalid_request" | "invalid_client" | "unsupported_grant_type" | "invalid_scope";

/** Thrown for what RFC 6749, section 5.2, has a form for. */
class OAuthRefusal extends Error {
  readonly error: OAuthError;

  constructor(error: OAuthError, message: string) {
    super(message);
    this.error = error;
  }
}

const answers = {
  400: { description: "Refused.", content: { "application/json": { schema: Refusal } } },
  401: { description: "Not this client's secret.", content: { "application/json": { schema: Refusal } } },
} as const;

export function tokenRoutes(signIn: SignIn): OpenAPIHono<Env> {
  const { tokens } = signIn;
  const access = { anyone: WHY_OPEN, largestBody: LARGEST_FORM_BYTES };
  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/oauth/token",
        summary: "Exchange a client's secret for a token of ten minutes",
        description:
          "A form: `grant_type=client_credentials`, and `scope` where less is wanted than was granted. The client says who it is by HTTP Basic or by `client_id` and `client_secret`.",
        tags: ["Sign-in"],
        access,
        responses: {
          200: { description: "A token.", content: { "application/json": { schema: Token } } },
          ...answers,
        },
      }),
      (c) =>
        told(c, async () => {
          const { client, fields } = await clientOf(signIn, c, ["grant_type", "scope"]);
          if (fields.grant_type !== "client_credentials")
            throw new OAuthRefusal(
              "unsupported_grant_type",
              "the field `grant_type` must be `client_credentials`",
            );
          const scopes = scopesOf(client, fields.scope);
          const token = await tokens.issue(client, scopes);
          note(signIn, c, "token-issued", { account: client.id });
          return c.json({
            access_token: token,
            token_type: "Bearer",
            expires_in: TOKEN_LIFETIME_MS / 1000,
            ...(scopes === undefined ? {} : { scope: scopes.join(" ") }),
          });
        }) as never,
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/oauth/revoke",
        summary: "End a token before its time",
        description:
          "A form: `token`. The client says who it is as for a token; of tokens that are not its own nothing is said.",
        tags: ["Sign-in"],
        access,
        responses: { 200: { description: "It does not count, now at the latest." }, ...answers },
      }),
      (c) =>
        told(c, async () => {
          const { client, fields } = await clientOf(signIn, c, ["token", "token_type_hint"]);
          const revoked = await tokens.revoke(client.id, fields.token ?? "");
          if (revoked) note(signIn, c, "token-revoked", { account: client.id });
          return c.json({});
        }) as never,
    );
}

/** Answers refusals in the form of RFC 6749. */
async function told(c: Context<Env>, make: () => Promise<Response>): Promise<Response> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error;
    const isOfClient = error.error === "invalid_client";
    if (isOfClient) c.header("WWW-Authenticate", 'Basic realm="comity"');
    const code = error.error.replaceAll("_", "-");
    return c.json(
      { error: error.error, error_description: error.message, code, detail: error.message },
      isOfClient ? 401 : 400,
    );
  }
}

/** The client that a request is of, with the fields of its form. */
async function clientOf<Name extends string>(signIn: SignIn, c: Context<Env>, names: readonly Name[]) {
  const fields = await fieldsOf<Name | "client_id" | "client_secret">(c, [
    ...names,
    "client_id",
    "client_secret",
  ]).catch((error: unknown) => {
    throw error instanceof Problem && error.status === 400
      ? new OAuthRefusal("invalid_request", error.message)
      : error;
  });
  const basic = basicOf(c.req.header("authorization"));
  if (basic !== undefined && fields.client_secret !== undefined)
    throw new OAuthRefusal(
      "invalid_request",
      "the client says twice who it is: by HTTP Basic and in the form",
    );
  const id = basic?.id ?? fields.client_id ?? "";
  const secret = basic?.secret ?? fields.client_secret ?? "";
  const source = sourceOf(signIn, c);
  // By where it comes from and which client it names: nobody keeps a client out from elsewhere.
  const what = `client ${id.slice(0, 80)}`;
  await demandNoWait(signIn, c, source, what);
  const account = /^client-[0-9a-f]{20}$/.test(id) ? await signIn.accounts.find(id) : undefined;
  if (!isSecretOf(account?.value, secret, signIn.clock()) || account === undefined) {
    await signIn.lockouts.failed(source, what);
    note(signIn, c, "client-refused", account === undefined ? {} : { account: account.id });
    throw new OAuthRefusal("invalid_client", "this is no client here, or not its secret, or it is disabled");
  }
  await signIn.lockouts.succeeded(source, what);
  return { client: account, fields };
}

/** What HTTP Basic says, decoded as RFC 6749, section 2.3.1, has it. */
function basicOf(header: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  if (header === undefined) return undefined;
  const encoded = /^Basic ([A-Za-z0-9+/]{1,1000}={0,2})$/i.exec(header)?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0)
    throw new OAuthRefusal(
      "invalid_request",
      "the header `Authorization` is not HTTP Basic that can be read",
    );
  try {
    const [id, secret] = [text.slice(0, colon), text.slice(colon + 1)].map((part) =>
      decodeURIComponent(part.replaceAll("+", " ")),
    ) as [string, string];
    return { id, secret };
  } catch {
    throw new OAuthRefusal("invalid_request", "the header `Authorization` is not encoded as it should be");
  }
}

/** What a token is for: what was asked for, as far as the client has it; else all that it has. */
function scopesOf({ value }: StoredAccount, asked: string | undefined): readonly string[] | undefined {
  const wanted = (asked ?? "").split(" ").filter((one) => one !== "");
  if (wanted.length === 0) return value.scopes;
  const strange =
    value.scopes === undefined ? undefined : wanted.find((one) => value.scopes?.includes(one) !== true);
  const isMalformed =
    wanted.some((one) => !/^[\x21\x23-\x5b\x5d-\x7e]{1,80}$/.test(one)) || wanted.length > 50;
  if (isMalformed) throw new OAuthRefusal("invalid_scope", "the field `scope` is not a list of scopes");
  if (strange !== undefined)
    throw new OAuthRefusal("invalid_scope", `the client does not have the scope \`${strange}\``);
  return [...new Set(wanted)];
}
