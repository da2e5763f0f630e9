/** A real OpenID provider (oidc-provider) on a loopback port, where a person of one's choice is signed in at once. */

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next, and what is said of them; undefined: they do not agree. */
  person:
    | {
        readonly sub: string;
        readonly claims?: Record<string, unknown>;
        readonly acr?: string;
        readonly amr?: readonly string[];
      }
    | undefined;
  stop(): Promise<void>;
}

/**
 * What ORCID does otherwise (its own page: orcid-web/ORCID_AUTH_WITH_OPENID_CONNECT.md of ORCID/ORCID-Source): the subject is the bare
 * iD, names are said, `amr` is a text and no list, and clients say their secret in the form alone.
 */
const AS_ORCID = {
  clientAuthMethods: ["client_secret_post"] as ["client_secret_post"],
  claims: { openid: ["sub", "given_name", "family_name", "amr"] },
};

/** Starts a provider that sends people back to these addresses; one that does as ORCID does where that is asked for. */
export async function startIdentityProvider(
  redirectUris: readonly string[],
  { asOrcid = false } = {},
): Promise<IdentityProvider> {
  const server: Server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const own: IdentityProvider = {
    issuer,
    clientId: "comity",
    clientSecret: "a made-up secret of the tests",
    person: { sub: "anna" },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: own.clientId,
        client_secret: own.clientSecret,
        redirect_uris: [...redirectUris],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        ...(asOrcid ? { token_endpoint_auth_method: "client_secret_post" as const } : {}),
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub", "orcid", "acr"] },
    acrValues: ["two-factors", "password"],
    conformIdTokenClaims: false,
    cookies: { keys: ["a key of the tests"] },
    features: { devInteractions: { enabled: false } },
    ...(asOrcid ? AS_ORCID : {}),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => Promise.resolve({ sub, ...own.person?.claims }),
    }),
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/") !== true) {
      void answer(request, response);
      return;
    }
    void (async () => {
      const { prompt, params, session } = await provider.interactionDetails(request, response);
      const { person } = own;
      if (person === undefined) {
        await provider.interactionFinished(request, response, { error: "access_denied" });
        return;
      }
      if (prompt.name === "login") {
        const login = {
          accountId: person.sub,
          ...(person.acr === undefined ? {} : { acr: person.acr }),
          ...(person.amr === undefined ? {} : { amr: [...person.amr] }),
        };
        await provider.interactionFinished(request, response, { login });
        return;
      }
      const grant = new provider.Grant({
        accountId: session!.accountId,
        clientId: params.client_id as string,
      });
      grant.addOIDCScope("openid");
      await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
    })().catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  return own;
}
