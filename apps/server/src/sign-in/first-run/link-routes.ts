/** The routes of one-time links: a page that changes nothing, and its form. */

import { DocumentMovedError } from "@comity/store";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Env } from "../../context.ts";
import { guardedRoute, newRoom } from "../../guarded-route.ts";
import { problem } from "../../problems/problem.ts";
import { arrive } from "../arrival.ts";
import { LARGEST_FORM_BYTES, ownForm } from "../forms.ts";
import { paged } from "../pages/page.ts";
import { linkPage } from "../pages/sign-in-page.ts";
import { note } from "../security-log.ts";
import type { SignIn } from "../sign-in.ts";
import { sourceOf } from "../source.ts";
import { demandNoWait } from "../waiting.ts";
import { accountByLink } from "./first-administrator.ts";

const WHY_OPEN = "whoever opens a one-time link is nobody yet";
const WHAT = "link";

export function linkRoutes(signIn: SignIn): OpenAPIHono<Env> {
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/sign-in/link",
        summary: "The page of a one-time link",
        tags: ["Sign-in"],
        access: { anyone: WHY_OPEN },
        responses: { 200: { description: "A page.", content: { "text/html": { schema: z.string() } } } },
      }),
      async (c) => (await linkPage(signIn, c)) as never,
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/sign-in/link",
        summary: "Use a one-time link up",
        description: "A form of its page: `form`, `code`.",
        tags: ["Sign-in"],
        access: { anyone: WHY_OPEN, largestBody: LARGEST_FORM_BYTES },
        responses: { 303: { description: "Signed in, in order to add a way to sign in." } },
      }),
      paged(signIn, async (c) => {
        const source = sourceOf(signIn, c);
        await demandNoWait(signIn, c, source, WHAT);
        const { code } = await ownForm(signIn, c, ["code"]);
        try {
          const { account, link } = await accountByLink(signIn, code ?? "");
          note(signIn, c, "link-used", { purpose: link.purpose, account: account.id });
          await arrive(signIn, c, account, "link");
        } catch (error) {
          await signIn.lockouts.failed(source, WHAT);
          note(signIn, c, "link-refused", {});
          if (error instanceof DocumentMovedError)
            throw problem(400, "link-unknown", "this link is none of ours, or it was used already", {
              help: "ask whoever sent it for a new one",
            });
          throw error;
        }
        return c.redirect("/account", 303);
      }),
    );
}
