/** Whether the server is alive, and whether it is ready: for whoever runs it. */
import { formatDay } from "@comity/calendar";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env, ServerContext } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import type { Readiness } from "./readiness.ts";

const Alive = z.object({ status: z.literal("alive") }).openapi("Alive");
const Ready = z
  .object({
    status: z.literal("ready"),
    position: z.number().int().openapi({ description: "The last act that answers take into account." }),
    today: z.string().openapi({ description: "The day as known on which answers are, in UTC." }),
  })
  .openapi("Ready");

/** `/healthz` says that the process answers; `/readyz` that it answers with what is in the store. */
export function healthRoom(context: ServerContext, readiness: Readiness): OpenAPIHono<Env> {
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/healthz",
        summary: "Whether the process answers",
        tags: ["Running it"],
        access: { anyone: "whoever watches the server has no account", isQuiet: true },
        responses: { 200: { description: "It does.", content: { "application/json": { schema: Alive } } } },
      }),
      (c) => c.json({ status: "alive" as const }, 200),
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/readyz",
        summary: "Whether the server may be sent requests",
        tags: ["Running it"],
        access: { anyone: "whoever watches the server has no account", isQuiet: true },
        responses: {
          200: { description: "It may.", content: { "application/json": { schema: Ready } } },
        },
      }),
      async (c) => {
        const fault = await readiness.fault();
        if (fault !== undefined) throw problem(503, "not-ready", fault, { headers: { "Retry-After": "2" } });
        const { position, today } = context.followed;
        return c.json({ status: "ready" as const, position, today: formatDay(today) }, 200);
      },
    );
}
