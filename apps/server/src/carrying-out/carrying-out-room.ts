/** The room of carrying out: decisions, their plans, letters and mails, calendars. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Env, RoomParts, ServerContext } from "../context.ts";
import { calendarsRoutes } from "./calendars-routes.ts";
import { decisionsRoutes } from "./decisions-routes.ts";
import { lettersRoutes } from "./letters-routes.ts";
import { mailsRoutes } from "./mails-routes.ts";
import { openOffices } from "./offices.ts";
import { planRoutes } from "./plan-routes.ts";
import { workRoutes } from "./work-routes.ts";

/** Opens the offices and makes their routes. What they have under way ends with the server. */
export async function carryingOutRoom(context: ServerContext): Promise<RoomParts> {
  const offices = await openOffices(context);
  const routes = new OpenAPIHono<Env>();
  for (const part of [
    decisionsRoutes(offices),
    planRoutes(offices),
    lettersRoutes(offices),
    workRoutes(offices),
    mailsRoutes(offices),
    calendarsRoutes(offices),
  ])
    routes.route("/", part);
  return { routes, stop: () => offices.stop() };
}
