/** The routes of passkeys: what a browser is asked, and what it answers. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import type { StoredAccount } from "../accounts/accounts.ts";
import { arrive } from "../arrival.ts";
import { demandOwnForm } from "../forms.ts";
import { demandNoForgery, sessionOf } from "../identify.ts";
import { demandRecent } from "../recent.ts";
import { note } from "../security-log.ts";
import { browserOf, knownBrowser } from "../sessions/cookies.ts";
import { returnPath } from "../sessions/return-path.ts";
import type { SignIn } from "../sign-in.ts";
import { registered, registrationOptions, signedInBy, signInOptions } from "./passkeys.ts";

const WHY_OPEN = "whoever signs in is nobody yet";
/** An attestation object and client data have some kilobytes. */
const LARGEST_ANSWER_BYTES = 50_000;
const LONGEST_LABEL = 60;

const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(40_000);
/** Browsers add members as WebAuthn grows; those that count are these, and the library reads no others. */
const Answer = z.looseObject({
  id: base64url.min(1).max(2000),
  rawId: base64url.min(1).max(2000),
  type: z.literal("public-key"),
  clientExtensionResults: z.looseObject({}),
});
const AssertionAnswer = Answer.extend({
  response: z.looseObject({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
}).openapi("PasskeyAssertion");
const RegistrationAnswer = Answer.extend({
  response: z.looseObject({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(20).optional(),
  }),
}).openapi("PasskeyRegistration");

const OfForm = z.strictObject({
  form: z.string().max(1000).openapi({ description: "The token of the page's form." }),
});
const Options = z.object({ options: z.looseObject({}) }).openapi("PasskeyOptions");
const Arrived = z.object({ goTo: z.string() }).openapi("Arrived");
const json = <S>(schema: S) => ({ "application/json": { schema } });

/** Four routes: two to sign in, two to add a passkey. */
export function passkeyRoutes(signIn: SignIn): OpenAPIHono<Env> {
  const { party, accounts } = signIn;
  const open = { anyone: WHY_OPEN, largestBody: LARGEST_ANSWER_BYTES };
  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-in/passkey/options",
        summary: "What a browser is asked in order to sign in with a passkey",
        tags: ["Sign-in"],
        access: open,
        request: { body: { required: true, content: json(OfForm) } },
        responses: { 200: { description: "For `navigator.credentials.get`.", content: json(Options) } },
      }),
      async (c) => {
        demandNoForgery(signIn, c);
        await demandOwnForm(signIn, c, c.req.valid("json").form);
        const again = sessionOf(c)?.session.account;
        const options = await signInOptions(party, knownBrowser(c), again);
        return c.json({ options }, 200) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-in/passkey",
        summary: "Sign in with a passkey",
        tags: ["Sign-in"],
        access: open,
        request: {
          body: {
            required: true,
            content: json(
              z.strictObject({ response: AssertionAnswer, returnTo: z.string().max(1000).optional() }),
            ),
          },
        },
        responses: { 200: { description: "Signed in.", content: json(Arrived) } },
      }),
      async (c) => {
        demandNoForgery(signIn, c);
        const { response, returnTo } = c.req.valid("json");
        const again = sessionOf(c)?.session.account;
        const id = await signedInBy(party, browserOf(c), again, response as never).catch((error: unknown) => {
          note(signIn, c, "sign-in-refused", { method: "passkey", account: again });
          throw error;
        });
        await arrive(signIn, c, await accounts.read(id), "passkey");
        return c.json({ goTo: returnPath(returnTo) }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-in/passkey/registration/options",
        summary: "What a browser is asked in order to make a passkey for one's account",
        tags: ["Sign-in"],
        access: open,
        request: { body: { required: true, content: json(OfForm) } },
        responses: { 200: { description: "For `navigator.credentials.create`.", content: json(Options) } },
      }),
      async (c) => {
        const account = await ownAccount(signIn, c);
        await demandOwnForm(signIn, c, c.req.valid("json").form);
        const name = (await accounts.openTitle(account.value)) ?? account.id;
        const options = await registrationOptions(party, account, knownBrowser(c), name);
        return c.json({ options }, 200) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-in/passkey/registration",
        summary: "Add a passkey to one's account",
        tags: ["Sign-in"],
        access: open,
        request: {
          body: {
            required: true,
            content: json(
              z.strictObject({ response: RegistrationAnswer, label: z.string().max(LONGEST_LABEL) }),
            ),
          },
        },
        responses: { 200: { description: "Added, and signed in with it.", content: json(Arrived) } },
      }),
      async (c) => {
        const account = await ownAccount(signIn, c);
        const { response, label } = c.req.valid("json");
        const passkey = await registered(party, account.id, browserOf(c), response as never);
        await accounts.tiePasskey(account.id, passkey, label.trim() === "" ? "passkey" : label.trim());
        note(signIn, c, "factor-added", { account: account.id, method: "passkey" });
        await arrive(signIn, c, await accounts.read(account.id), "passkey");
        return c.json({ goTo: "/account" }, 200);
      },
    );
}

/** The account of whoever has just shown who they are. */
async function ownAccount(signIn: SignIn, c: Context<Env>): Promise<StoredAccount> {
  demandNoForgery(signIn, c);
  const own = sessionOf(c);
  const account = own === undefined ? undefined : await signIn.accounts.read(own.session.account);
  if (own === undefined || account === undefined)
    throw problem(401, "not-signed-in", "sign in before you add a way to sign in");
  if (own.session.method === "demo")
    throw problem(403, "not-in-the-demo", "a role of the demo has no ways to sign in but the demo's");
  demandRecent(signIn, c);
  return account;
}
