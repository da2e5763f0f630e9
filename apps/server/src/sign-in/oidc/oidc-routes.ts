/** The routes by which one goes to a provider and comes back. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import type { StoredAccount } from "../accounts/accounts.ts";
import { unlessMoved } from "../accounts/accounts.ts";
import { arrive } from "../arrival.ts";
import { LARGEST_FORM_BYTES, ownForm } from "../forms.ts";
import { sessionOf } from "../identify.ts";
import { onwardPage, paged } from "../pages/page.ts";
import { demandRecent } from "../recent.ts";
import { note } from "../security-log.ts";
import { browserOf, knownBrowser } from "../sessions/cookies.ts";
import { ACCOUNT, returnPath } from "../sessions/return-path.ts";
import type { SignIn } from "../sign-in.ts";
import { sufficiencyOf } from "../two-factors.ts";
import type { Identity, Provider } from "./provider.ts";
import { ProviderError, problemOfProvider } from "./provider-error.ts";
import { comeBack, depart, type Errand, type Return } from "./round-trip.ts";

const WHY_OPEN = "whoever signs in is nobody yet";
const Name = z.object({ provider: z.enum(["institution", "orcid"]) });
const Answer = z.looseObject({
  code: z.string().optional(),
  state: z.string().optional(),
  iss: z.string().optional(),
  error: z.string().optional(),
});
const HTML = { "text/html": { schema: z.string() } };

function providerOf(signIn: SignIn, name: string): Provider {
  const provider = signIn.providers.get(name);
  if (provider !== undefined) return provider;
  throw problem(404, "no-such-provider", `there is no sign-in by \`${name.slice(0, 60)}\` here`, {
    help: "the sign-in page shows the ways there are",
  });
}

/** What is wanted of a provider: by somebody who is signed in, another thing than by somebody who is not. */
function errandOf(
  signIn: SignIn,
  c: Context<Env>,
  wanted: string | undefined,
  returnTo: string | undefined,
): Errand {
  const own = sessionOf(c);
  if (wanted === undefined || wanted === "sign-in")
    return { wanted: "sign-in", returnTo: returnPath(returnTo) };
  if (wanted !== "tie" && wanted !== "again")
    throw problem(400, "wrong-form", "the field `wanted` is `sign-in`, `tie` or `again`");
  if (own === undefined) throw problem(401, "not-signed-in", "sign in before you add a way to sign in");
  if (own.session.method === "demo")
    throw problem(403, "not-in-the-demo", "a role of the demo has no ways to sign in but the demo's");
  if (wanted === "tie") demandRecent(signIn, c);
  return { wanted, returnTo: returnPath(returnTo, ACCOUNT), account: own.session.account };
}

/** Two routes: to the provider, and back. */
export function oidcRoutes(signIn: SignIn): OpenAPIHono<Env> {
  const { store, clock } = signIn;
  return newRoom()
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-in/oidc/{provider}",
        summary: "Go to a provider in order to sign in there",
        description: "A form of the sign-in page: `form`, `returnTo`, `wanted`.",
        tags: ["Sign-in"],
        access: { anyone: WHY_OPEN, largestBody: LARGEST_FORM_BYTES },
        request: { params: Name },
        responses: { 200: { description: "The way to the provider.", content: HTML } },
      }),
      paged(signIn, async (c) => {
        const provider = providerOf(signIn, c.req.param("provider") ?? "");
        const fields = await ownForm(signIn, c, ["returnTo", "wanted"]);
        const errand = errandOf(signIn, c, fields.wanted, fields.returnTo);
        const { name, title } = provider.settings;
        const departure = await depart(store, name, errand, knownBrowser(c), clock());
        const address = await provider
          .addressFor(departure, errand.wanted === "again")
          .catch((error: unknown) => tell(signIn, c, provider, error));
        return onwardPage(signIn, c, title, address);
      }),
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/sign-in/oidc/{provider}/callback",
        summary: "Come back from a provider",
        tags: ["Sign-in"],
        // Providers add fields of their own (`session_state`); those that matter are checked by the protocol.
        access: { anyone: WHY_OPEN, anyQuery: true },
        request: { params: Name, query: Answer },
        responses: { 303: { description: "Signed in; on to where one wanted to go." } },
      }),
      paged(signIn, async (c) => {
        const provider = providerOf(signIn, c.req.param("provider") ?? "");
        const { search, searchParams } = new URL(c.req.url);
        const states = searchParams.getAll("state");
        const state = states.length === 1 ? states[0] : undefined;
        const back = await comeBack(store, provider.settings.name, state, browserOf(c), clock());
        const identity = await provider
          .identify(search, back)
          .catch((error: unknown) => tell(signIn, c, provider, error));
        const goTo = await letIn(signIn, c, provider, back, identity);
        return c.redirect(goTo, 303);
      }),
    );
}

/** What a provider did wrong: noted, and told. */
function tell(signIn: SignIn, c: Context<Env>, { settings }: Provider, error: unknown): never {
  if (!(error instanceof ProviderError)) throw error;
  note(signIn, c, "provider-fault", { provider: settings.name, fault: error.fault });
  throw problemOfProvider(error);
}

/** Lets in whoever came back; gives where to go then. */
async function letIn(
  signIn: SignIn,
  c: Context<Env>,
  { settings }: Provider,
  back: Return,
  identity: Identity,
): Promise<string> {
  const own = sessionOf(c);
  if (back.wanted !== "sign-in" && own?.session.account !== back.account)
    throw problem(
      403,
      "not-signed-in",
      "you are not signed in any more as you were when you went to the provider",
      {
        help: "sign in, and begin again",
      },
    );
  if (back.wanted === "tie") {
    demandRecent(signIn, c);
    const { account } = own!.session;
    await unlessMoved(() => signIn.accounts.tieIdentity(account, identity));
    note(signIn, c, "factor-added", { account, method: "oidc", provider: settings.name });
  }
  const account =
    (await signIn.accounts.ofIdentity(identity)) ??
    (back.wanted === "sign-in" ? await newcomer(signIn, c, identity) : undefined);
  if (account === undefined || (back.wanted === "again" && account.id !== back.account)) {
    note(signIn, c, "sign-in-refused", { method: "oidc", provider: settings.name, why: "not-tied" });
    throw problem(403, "identity-not-tied", `what ${settings.title} says of you is tied to no account here`, {
      help: "the users' office can invite you: you then get a link, and add this way to sign in",
    });
  }
  const { twoFactors } = identity;
  const shown = { method: "oidc", ...(twoFactors ? { twoFactors } : {}) } as const;
  const sufficiency = sufficiencyOf(signIn.context.config.twoFactors, shown, account.value);
  if (sufficiency === "too-little") {
    // Whoever added this way to an account with passkeys stays signed in as they were.
    if (back.wanted === "tie") return back.returnTo;
    note(signIn, c, "sign-in-refused", { method: "oidc", provider: settings.name, why: "one-factor" });
    throw problem(403, "second-factor-needed", `${settings.title} did not say that you showed two factors`, {
      help: "sign in with your passkey; where you have it no more, the users' office can invite you",
    });
  }
  const { name: provider } = settings;
  await arrive(signIn, c, account, "oidc", { provider, ...(twoFactors ? { twoFactors } : {}) });
  // All that one factor serves for is there.
  return sufficiency === "enough" ? back.returnTo : "/account";
}

/**
 * An account for somebody whom nobody invited: only where the provider vouches for an ORCID iD, and one person of the registry has it. A
 * name or a mail address is never a reason.
 */
async function newcomer(
  signIn: SignIn,
  c: Context<Env>,
  identity: Identity,
): Promise<StoredAccount | undefined> {
  const { accounts, orcidPeople } = signIn;
  if (identity.orcid === undefined) return undefined;
  const person = await orcidPeople.personOf(identity.orcid);
  if (person === undefined) return undefined;
  // Whoever has an account already adds this way to it themselves: what it was granted is not given to an iD that the registry names.
  if ((await accounts.ofPerson(person)) !== undefined) return undefined;
  const made = await accounts.make({ kind: "human", grants: [], person, identity }, "sign-in");
  note(signIn, c, "account-made", { account: made.id, why: "orcid" });
  return made;
}
