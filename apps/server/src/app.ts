/** Puts the rooms together: whoever asks is identified, the rooms answer, and whatever is thrown becomes a problem document. */
import type { Asker } from "@comity/access";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, Identify, Room, RoomParts, ServerContext } from "./context.ts";
import { guardsOf, type RouteGuard, refuseUnguarded } from "./guarded-route.ts";
import { healthRoom } from "./health/health-room.ts";
import type { Readiness } from "./health/readiness.ts";
import { Rates } from "./limits/rates.ts";
import { manualRoom } from "./manual/manual-room.ts";
import type { Traces } from "./observe/traces.ts";
import { problemOf } from "./problems/from-errors.ts";
import { noteProblem } from "./problems/note-problem.ts";
import { type Problem, problem, responseOf } from "./problems/problem.ts";
import { type QuickParts, QuickWay } from "./serve/quick-way.ts";

export interface AppParts {
  readonly rooms: readonly Room[];
  readonly identify: Identify;
  readonly readiness: Readiness;
  /** Whose token it is: where given, some plain requests take a shorter way. */
  readonly identifyToken?: QuickParts["identifyToken"] | undefined;
  /** Where requests are traced. */
  readonly traces?: Traces | undefined;
}

/** An app with all of its rooms. */
export interface App {
  readonly hono: OpenAPIHono<Env>;
  /** Every route with what it asks the gate. */
  readonly guards: readonly RouteGuard[];
  /** A shorter way to one of the routes; undefined where there is none. */
  readonly quick: QuickWay | undefined;
  /** Lets the rooms do ahead what the first to ask would wait for, one after the other. */
  prepare(): Promise<void>;
  /** Ends what the rooms have under way. */
  stop(): Promise<void>;
}

/**
 * Makes the app of a server.
 *
 * @throws RangeError where a route has no guard.
 */
export async function createApp(context: ServerContext, parts: AppParts): Promise<App> {
  const hono = new OpenAPIHono<Env>();
  hono.onError((error, c) => answerTo(error, c, context));
  hono.notFound((c) => {
    const other = methodsOf(guards, c.req.path).filter((method) => method !== c.req.method);
    if (other.length === 0)
      throw problem(404, "no-such-route", `there is nothing at \`${c.req.path.slice(0, 200)}\``, {
        help: "`/openapi.json` lists what there is",
      });
    throw problem(405, "no-such-method", `\`${c.req.method}\` is not taken here`, {
      help: `take ${other.map((method) => `\`${method}\``).join(" or ")}`,
      headers: { Allow: other.join(", ") },
    });
  });
  const routes = new OpenAPIHono<Env>();
  const rooms = [
    healthRoom(context, parts.readiness),
    manualRoom(() => routes),
    ...(await Promise.all(parts.rooms.map((room) => room(context)))),
  ].map((made): RoomParts => ("routes" in made && "stop" in made ? made : partsOf(made)));
  for (const room of rooms) routes.route("/", room.routes);
  refuseUnguarded(routes);
  const guards = guardsOf(routes);
  const { traces } = parts;
  if (traces !== undefined) hono.use((c, next) => traces.span(c, next));
  const rates = new Rates(context);
  hono.use(async (c, next) => {
    c.set("cookies", new Map());
    await next();
    for (const cookie of c.var.cookies.values()) c.res.headers.append("Set-Cookie", cookie);
  });
  hono.use(async (c, next) => {
    c.set("context", context);
    if (c.req.url.includes("%00"))
      throw problem(400, "malformed-request", "the address has a character that stands for nothing", {
        help: "leave `%00` out",
      });
    c.set("requestId", c.env?.incoming?.observed?.requestId ?? "");
    let asker: Asker;
    try {
      asker = await parts.identify(c);
    } catch (error) {
      // Whoever tries out tokens is counted too.
      await rates.count(c, undefined);
      throw error;
    }
    c.set("asker", asker);
    await rates.count(c, asker);
    await next();
  });
  hono.route("/", routes);
  const { identifyToken } = parts;
  const route = rooms.find(({ quick }) => quick !== undefined)?.quick;
  const guard = guards.find(({ method, path }) => method === "post" && path === route?.path);
  // A trace is of the usual way.
  const isQuick = identifyToken !== undefined && traces === undefined;
  return {
    hono,
    guards,
    quick:
      isQuick && route !== undefined && guard !== undefined
        ? new QuickWay(context, { route, guard, rates, identifyToken })
        : undefined,
    prepare: async () => {
      for (const room of rooms) await room.prepare?.();
    },
    stop: async () => {
      await Promise.all(rooms.map(async ({ stop }) => stop?.()));
    },
  };
}

function partsOf(made: unknown): RoomParts {
  const parts = made as Partial<RoomParts>;
  return parts.routes instanceof OpenAPIHono ? (parts as RoomParts) : { routes: made as OpenAPIHono<Env> };
}

/** The methods that a path takes. */
function methodsOf(guards: readonly RouteGuard[], path: string): string[] {
  const found = guards.filter((guard) => patternOf(guard.path).test(path));
  return [...new Set(found.map(({ method }) => method.toUpperCase()))];
}

function patternOf(path: string): RegExp {
  const parts = path.split(/(\{[^}]+\})/).map((part) => {
    if (!part.startsWith("{")) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    const own = /^\{[^:{]+\{(.+)\}$/.exec(part)?.[1];
    return own ?? "[^/]+";
  });
  return new RegExp(`^${parts.join("")}$`);
}

function answerTo(error: unknown, c: Context<Env>, context: ServerContext): Response {
  const said: Problem = problemOf(error);
  const { guard, requestId } = c.var;
  noteProblem(said, context, {
    requestId,
    route: guard?.path,
    isUntold: guard?.access.isUntold === true,
  });
  return responseOf(said, c.req.path);
}
