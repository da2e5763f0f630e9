/** Deadlines as a calendar: addresses are made and taken back by whoever carries out, and read by calendar programs without sign-in. */
import { deadlineCalendar, feeds, feedText, makeFeed, revokeFeed } from "@comity/carrying-out";
import { z } from "@hono/zod-openapi";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { json } from "../reading/answers.ts";
import { entering } from "./decisions-routes.ts";
import type { Offices } from "./offices.ts";

const TAGS = ["Carrying out"];
const CALENDAR = { "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, no-store" };
const CalendarShown = z.object({ id: z.string(), label: z.string(), at: z.string(), by: z.string() });
const ics = { description: "A calendar (RFC 5545).", content: { "text/calendar": { schema: z.string() } } };

/** The routes of calendars. */
export function calendarsRoutes({ desk }: Offices) {
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/deadlines.ics",
        tags: TAGS,
        summary: "The calendar of deadlines, for whoever is signed in",
        access: { action: "list", kind: "plan" },
        responses: { 200: ics },
      }),
      async (c) => c.body(await deadlineCalendar(desk), 200, CALENDAR),
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/calendars",
        tags: TAGS,
        summary: "Make an address under which calendar programs read the deadlines without sign-in",
        description:
          "The address is shown this once, and kept as a hash. It names nobody; whoever has it may read it until it is taken back.",
        access: { action: "carry-out", kind: "plan" },
        request: {
          body: {
            required: true,
            content: {
              "application/json": { schema: z.strictObject({ label: z.string().min(1).max(200) }) },
            },
          },
        },
        responses: { 201: json(z.object({ id: z.string(), address: z.string() }), "The address.") },
      }),
      async (c) => {
        const { id, secret } = await makeFeed(desk, c.req.valid("json").label, entering(c).by);
        const { publicUrl = "" } = c.var.context.config;
        c.header("Cache-Control", "no-store");
        return c.json({ id, address: `${publicUrl}/calendars/${secret}/deadlines.ics` }, 201);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/calendars",
        tags: TAGS,
        summary: "List the addresses that were made",
        access: { action: "carry-out", kind: "plan" },
        responses: {
          200: json(z.object({ items: z.array(CalendarShown) }), "Without their secrets, which nobody has."),
        },
      }),
      async (c) => {
        const items = (await feeds(desk)).map(({ id, value: { label, at, by } }) => ({ id, label, at, by }));
        return c.json({ items }, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "delete",
        path: "/api/v1/calendars/{calendar}",
        tags: TAGS,
        summary: "Take an address back",
        access: { action: "carry-out", kind: "plan" },
        request: { params: z.object({ calendar: z.string().max(64) }) },
        responses: { 204: { description: "It answers nobody any more." } },
      }),
      async (c) => {
        await revokeFeed(desk, c.req.valid("param").calendar, entering(c).by);
        return c.body(null, 204);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/calendars/{secret}/deadlines.ics",
        tags: TAGS,
        summary: "The calendar of deadlines, for whoever has its address",
        access: {
          anyone:
            "the address is a secret of 256 bits, kept as a hash, which shows nobody and can be taken back",
        },
        request: { params: z.object({ secret: z.string().max(100) }) },
        responses: { 200: ics },
      }),
      async (c) => {
        const text = await feedText(desk, c.req.valid("param").secret);
        if (text === undefined) throw problem(404, "no-feed", "there is no calendar here, or none any more");
        return c.body(text, 200, CALENDAR);
      },
    );
}
