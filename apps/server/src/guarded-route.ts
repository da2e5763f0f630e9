/**
 * Routes that ask the gate before their handler runs. There is no other way to register one: `createApp` refuses a room that has
 * a route without a guard.
 */
import type { Action, Resource, ResourceKind } from "@comity/access";
import { createRoute, OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { Context, Hono, MiddlewareHandler } from "hono";
import type { Env } from "./context.ts";
import { readBodyWithin } from "./limits/body.ts";
import { noteLooks, refuseOddPurpose } from "./looks.ts";
import { faultsOf } from "./problems/from-zod.ts";
import { type Problem, problem } from "./problems/problem.ts";
import { ProblemShown } from "./reading/answers.ts";
import { askedDayOf, ready } from "./reading/known.ts";

/** How a route is answered. */
interface Handling {
  /** Of routes that are asked thousands of times a second: no line in the log where all went well. */
  readonly isQuiet?: true;
  /** Of what must not be told when it happened: no line in the log, no figure, no trace, however it was answered. */
  readonly isUntold?: true;
  /** The largest body, in bytes; `USUAL_BODY_BYTES` where it is not said. */
  readonly largestBody?: number;
  /** Of addresses to which others send people, with fields of their own: unknown ones are left aside. */
  readonly anyQuery?: true;
}

/** What a route asks the gate. */
export interface Asking extends Handling {
  readonly action: Action;
  readonly kind: ResourceKind;
  /** The handler asks by what it finds, and answers whoever may see nothing as if there were nothing; it needs an account. */
  readonly asksItself?: true;
  /** Whoever may do it to one of these gets to the handler, which then asks for each resource that the body names. */
  readonly orKinds?: readonly ResourceKind[];
  /** The path's parameter that holds the id of the resource, or how it is found; none for all of a kind. */
  readonly id?: string | ((c: Context<Env>) => string | undefined);
}

/** A route that is the same for everybody, and why it may be: health, sign-in, pages about problems. */
export interface Open extends Handling {
  readonly anyone: string;
}

export type Access = Asking | Open;

/** A guard as others list it. */
export interface RouteGuard {
  readonly method: string;
  /** As in the OpenAPI document: `/api/v1/people/{id}`. */
  readonly path: string;
  readonly access: Access;
  /** It is an address of a page and not in the OpenAPI document. */
  readonly isPage: boolean;
  readonly schemas: Readonly<Partial<Record<"query" | "json" | "param" | "header" | "form", unknown>>>;
}

/** What a body may have at most where its route does not say it. */
export const USUAL_BODY_BYTES = 1_000_000;

/** What every route may answer besides. */
const REFUSALS = {
  description: "A problem document; the page behind its `type` says what it means.",
  content: { "application/problem+json": { schema: ProblemShown } },
};

const guards = new WeakMap<object, RouteGuard>();
const WITH_BODY = new Set(["post", "put", "patch", "delete"]);
/** Actions that only look: whoever may not do them to a resource is not told that it is there. */
const LOOKING: ReadonlySet<Action> = new Set([
  "read",
  "list",
  "read-names",
  "read-protected-names",
  "read-small-cells",
]);

type GuardedConfig<P extends string> = Omit<RouteConfig, "path"> & {
  readonly path: P;
  readonly access: Access;
};

/**
 * A route, with what it asks the gate. Queries take no fields but their own.
 *
 *     app.openapi(guardedRoute({ method: "get", path: "/api/v1/people/{id}", access: { action: "read", kind: "person", id: "id" }, ... }), handler)
 */
export function guardedRoute<P extends string, R extends GuardedConfig<P>>(
  config: R,
): Omit<R, "access" | "middleware"> & { path: P } {
  const { access, middleware, ...rest } = config;
  if (access === undefined)
    throw new RangeError(`the route \`${config.method} ${config.path}\` does not say whom it lets in`);
  const request: NonNullable<RouteConfig["request"]> = { query: z.strictObject({}), ...rest.request };
  if (request.query instanceof z.ZodObject && access.anyQuery !== true)
    request.query = request.query.strict();
  const content = request.body?.content["application/json"];
  const json = content !== undefined && "schema" in content ? content.schema : undefined;
  const guard: RouteGuard = {
    method: config.method,
    path: config.path,
    access,
    isPage: config.hide === true,
    schemas: { query: request.query, param: request.params, header: request.headers, json },
  };
  const ask: MiddlewareHandler<Env> = async (c, next) => {
    c.set("guard", guard);
    const observed = c.env?.incoming?.observed;
    if (observed !== undefined) observed.guard = guard;
    if ("action" in access) letIn(c, access);
    refuseOddPurpose(c);
    if (WITH_BODY.has(guard.method))
      await readBodyWithin(c, access.largestBody ?? USUAL_BODY_BYTES, json !== undefined);
    await ready(c.var.context, askedDayOf(c));
    await next();
    // Changing something is no look by itself; an answer to it that shows people is one, and its handler says so.
    if ("action" in access && (LOOKING.has(access.action) || c.get("lookedAt") !== undefined))
      await noteLooks(c, resourceOf(c, access));
  };
  guards.set(ask, guard);
  const more = middleware === undefined ? [] : [middleware].flat();
  const route = createRoute({
    ...rest,
    request,
    responses: { ...rest.responses, "4XX": REFUSALS, "5XX": REFUSALS },
    middleware: [ask, ...(more as MiddlewareHandler[])],
    "x-comity-access":
      "action" in access ? { action: access.action, kind: access.kind } : { anyone: access.anyone },
  } as RouteConfig);
  return route as unknown as Omit<R, "access" | "middleware"> & { path: P };
}

/** The resource that a request is about. */
function resourceOf(c: Context<Env>, { kind, id }: Asking): Resource {
  const found = typeof id === "string" ? c.req.param(id) : id?.(c);
  return found === undefined ? { kind } : { kind, id: found };
}

function letIn(c: Context<Env>, access: Asking): void {
  const { asker, context } = c.var;
  const resource = resourceOf(c, access);
  const { action, orKinds = [] } = access;
  if (context.gate.may(asker, action, resource)) return;
  if (access.asksItself === true && asker.account !== undefined) return;
  if (!orKinds.some((kind) => context.gate.may(asker, action, { kind }))) throw refusal(c, action, resource);
}

/** The one answer to whoever asks for what is not there, and to whoever may not know that it is. */
export function absent({ kind, id }: Resource): Problem {
  const what = kind.replaceAll("-", " ");
  return problem(404, "not-found", `there is no ${what} \`${id ?? ""}\`, or you may not see it`);
}

/**
 * The refusal of what the gate does not let pass. What somebody may not even see is not there; else whoever has not signed in
 * is told to, and whoever has, that it is not theirs to do.
 */
export function refusal(c: Context<Env>, action: Action, resource: Resource): Problem {
  const { asker, context } = c.var;
  if (resource.id !== undefined) {
    const isSeen = !LOOKING.has(action) && context.gate.may(asker, "read", resource);
    if (!isSeen) return absent(resource);
  }
  const what = `${action.replaceAll("-", " ")} \`${resource.kind}\``;
  if (asker.account === undefined)
    return problem(401, "not-signed-in", `whoever has not signed in may not ${what} here`, {
      help: "sign in, or send a token",
      headers: { "WWW-Authenticate": 'Bearer realm="comity"' },
    });
  return problem(403, "not-allowed", `your account may not ${what} here`);
}

/** Asks the gate inside a handler, for what only the body or the registry says. */
export function require(c: Context<Env>, action: Action, resource: Resource): void {
  if (!c.var.context.gate.may(c.var.asker, action, resource)) throw refusal(c, action, resource);
}

/** An empty room: what is wrong with a request is told as a problem document, everything at once. */
export function newRoom(): OpenAPIHono<Env> {
  return new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const guard = c.get("guard") as RouteGuard | undefined;
      const part = result.target as keyof RouteGuard["schemas"];
      const errors = faultsOf(result.error.issues, result.target, guard?.schemas[part]);
      const count = errors.length === 1 ? "" : `, and ${errors.length - 1} more`;
      const where = result.target === "json" ? "body" : result.target;
      const first = errors[0]!;
      const place = first.path === where ? "the body" : `\`${first.path}\``;
      throw problem(400, `wrong-${where}`, `${place}: ${first.message}${count}`, {
        errors,
        ...(first.help === undefined ? {} : { help: first.help }),
      });
    },
  });
}

/** Every guarded route of an app, in the order of their registration. */
export function guardsOf(app: Hono<Env>): RouteGuard[] {
  return app.routes.flatMap(({ handler }) => guards.get(handler) ?? []);
}

/** Refuses an app that has a route without a guard in front of it. */
export function refuseUnguarded(app: Hono<Env>): void {
  const seen = new Set<string>();
  for (const { method, path, handler } of app.routes) {
    const route = `${method} ${path}`;
    if (seen.has(route)) continue;
    seen.add(route);
    if (!guards.has(handler)) throw new RangeError(`the route \`${route}\` has no guard`);
  }
}
