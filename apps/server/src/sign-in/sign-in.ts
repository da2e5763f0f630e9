/** The parts of the sign-in, made once for a server: who finds out who asks, and the routes by which one comes in, share them. */
import type { Store } from "@comity/store";
import type { Logger } from "pino";
import { ConfigError } from "../config/config.ts";
import type { ServerContext } from "../context.ts";
import { ACCOUNT } from "./accounts/account.ts";
import { Accounts } from "./accounts/accounts.ts";
import { OrcidPeople } from "./accounts/orcid-people.ts";
import { CLIENT_TOKEN, ClientTokens } from "./clients/client-tokens.ts";
import { FreshDocuments } from "./fresh-documents.ts";
import { HOUR_MS, MINUTE_MS } from "./instants.ts";

import { Provider } from "./oidc/provider.ts";
import { providersOf } from "./oidc/provider-settings.ts";
import { isLoopbackUrl } from "./oidc/special-addresses.ts";
import type { RelyingParty } from "./passkeys/passkeys.ts";
import { SESSION, Sessions } from "./sessions/sessions.ts";
import { SharedLockouts } from "./shared-lockouts.ts";

export interface SignIn {
  readonly context: ServerContext;
  readonly store: Store;
  readonly clock: () => Date;
  readonly log: Logger;
  /** `https://comity.example`, by which others reach this server. */
  readonly origin: string;
  readonly sessions: Sessions;
  readonly accounts: Accounts;
  readonly orcidPeople: OrcidPeople;
  readonly tokens: ClientTokens;
  readonly lockouts: SharedLockouts;
  /** By name. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly party: RelyingParty;
  stop(): void;
}

const made = new WeakMap<ServerContext, SignIn>();

/** The sign-in of a server. */
export function signInOf(context: ServerContext): SignIn {
  const known = made.get(context);
  if (known !== undefined) return known;
  const signIn = makeSignIn(context);
  made.set(context, signIn);
  return signIn;
}

/** @throws ConfigError where others would reach the server without TLS: sessions would travel in clear. */
function originOf({ config }: ServerContext): string {
  const { publicUrl = `http://localhost:${config.port}` } = config;
  const url = new URL(publicUrl);
  if (url.protocol !== "https:" && !isLoopbackUrl(url))
    throw new ConfigError([
      {
        setting: "COMITY_PUBLIC_URL",
        message: `\`${publicUrl}\` is reached without TLS, and whoever listens in could take over sessions`,
        help: "put a proxy with a certificate in front, and write its `https://` address here",
      },
    ]);
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "")
    throw new ConfigError([
      {
        setting: "COMITY_PUBLIC_URL",
        message: `\`${publicUrl}\` has a path, and cookies of this server belong to a whole host`,
        help: "give the server a host name of its own",
      },
    ]);
  return url.origin;
}

function makeSignIn(context: ServerContext): SignIn {
  const { store, gate, config, clock, log } = context;
  const { documents } = store;
  const origin = originOf(context);
  const fresh = new FreshDocuments(documents, [SESSION, ACCOUNT, CLIENT_TOKEN]);
  const limits = { idleMs: config.sessionMinutes * MINUTE_MS, longestMs: config.sessionHours * HOUR_MS };
  const accounts = new Accounts(store, fresh, gate, clock);
  const providers = providersOf(config).map((settings): [string, Provider] => [
    settings.name,
    new Provider(settings, origin, clock),
  ]);
  return {
    context,
    store,
    clock,
    log: log.child({ part: "sign-in" }),
    origin,
    sessions: new Sessions(documents, fresh, limits, clock),
    accounts,
    orcidPeople: new OrcidPeople(store),
    tokens: new ClientTokens(documents, fresh, accounts, clock),
    lockouts: new SharedLockouts(store, clock),
    providers: new Map(providers),
    party: { origin, documents, clock },
    stop: () => fresh.stop(),
  };
}
