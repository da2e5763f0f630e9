/** What every room of routes is given. */
import type { IncomingMessage } from "node:http";
import type { Asker, Gate, LookDesk } from "@comity/access";
import type { Policy } from "@comity/policy";
import type { Documents, FollowedStore, Store } from "@comity/store";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";

import type { RouteGuard } from "./guarded-route.ts";
import type { Metrics } from "./observe/metrics.ts";

/** Everything that a handler works with. It is passed in, so that a test can pass another. */
export interface ServerContext {
  /** The ledger of acts. */
  readonly store: Store;
  /** Everything else that must last: accounts, drafts, plans, mails. */
  readonly documents: Documents;
  /** The living evaluation of the registry's policy. */
  readonly followed: FollowedStore;
  readonly policy: Policy;
  readonly policyText: string;
  readonly gate: Gate;
  /** Where people are looked at: see `looks.ts`. */
  readonly desk: LookDesk;
  readonly config: Config;
  readonly clock: () => Date;
  /** No personal data and no tokens are logged. */
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** What the socket's side knows of a request; the guard is told by the app. */
export interface Observed {
  readonly requestId: string;
  guard?: RouteGuard;
}

/** What a request carries along. */
export type Env = {
  Bindings: { readonly incoming?: IncomingMessage & { observed?: Observed } };
  Variables: {
    asker: Asker;
    requestId: string;
    context: ServerContext;
    /** Whom an answer shows, where it is not the resource itself: set by the handlers of lists. */
    lookedAt: readonly string[] | "everybody" | undefined;
    /** The guard of the route that was found; undefined before that. */
    guard: RouteGuard | undefined;
    /** Cookies that the answer sets, whatever it is: `Set-Cookie` by the cookie's name. */
    cookies: Map<string, string>;
  };
};

/** A route that machines ask thousands of times a second: see `serve/quick-way.ts`. */
export interface QuickRoute {
  /** Taken by POST alone. */
  readonly path: string;
  /**
   * What the route's own handler answers an account with whose body this is: the text, in JSON; a promise only where something has to
   * be waited for.
   *
   * @throws what that handler throws.
   */
  readonly answer: (asker: Asker, body: Uint8Array) => string | Promise<string>;
}

/** Routes of one subject. What must end with the server is ended by `stop`, before the store is closed. */
export interface RoomParts {
  readonly routes: OpenAPIHono<Env>;
  readonly stop?: () => Promise<void> | void;
  /** Does ahead what the first to ask would wait for. */
  readonly prepare?: () => Promise<void>;
  /** A route of the room's that plain requests may reach by a shorter way. */
  readonly quick?: QuickRoute;
}

/** Makes the routes of one subject: see `rooms.ts`. */
export type Room = (context: ServerContext) => OpenAPIHono<Env> | RoomParts | Promise<RoomParts>;

/** Finds out who asks: by a session's cookie, a token, or nothing. */
export type Identify = (request: Context<Env>) => Asker | Promise<Asker>;
