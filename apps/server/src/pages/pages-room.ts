/** The pages: one document for all their addresses, and the files that it loads. What they show comes by the API. */
import { randomBytes } from "node:crypto";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, Room } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { CONTENT_SECURITY_POLICY } from "../serve/headers.ts";
import { type BuiltPages, readBuiltPages } from "./built-pages.ts";
import { toOwnHost } from "./own-host.ts";

const ANYONE = "the pages' own code says nothing about anybody: what they show is asked by the API";

/** The first part of every address of a page. The pages know what comes behind it. */
export const PAGES = [
  "studio",
  "people",
  "institutes",
  "agreements",
  "experiments",
  "policy",
  "records",
  "council",
  "carrying-out",
  "authors",
  "search",
  "settings",
  "help",
] as const;

const ICON = "/favicon.svg";
/** Where browsers look for an icon of a page that names none: what the server itself writes, a document of JSON. */
const ALSO_ICON: readonly string[] = ["/favicon.ico"];

/** Files have their content's hash in their names. */
const LASTING = "public, max-age=31536000, immutable";

/**
 * Our styles' elements are made in the browser and let in by a nonce, new for each page; scripts are files of this host. A worker of the
 * pages is such a file too.
 */
function policyWith(nonce: string): string {
  return CONTENT_SECURITY_POLICY.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`);
}

/** The routes of the pages. Where they were not built, each says so. */
export function pagesRoom(pages: BuiltPages | undefined = readBuiltPages()): Room {
  return () => {
    const room = newRoom();
    const tags = ["The pages"];
    const document = (c: Context<Env>): Response => {
      const elsewhere = toOwnHost(c);
      if (elsewhere !== undefined) return elsewhere;
      if (pages === undefined)
        throw problem(404, "no-pages", "the pages were not built", {
          help: "run `npm run build`; the API works without them: see `/manual`",
        });
      const nonce = randomBytes(16).toString("base64");
      return c.body(pages.document.replaceAll("%COMITY_NONCE%", nonce), 200, {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policyWith(nonce),
        // Forms that the server makes hold who they come from to this site.
        "Referrer-Policy": "same-origin",
      });
    };
    const addresses = ["/", ...PAGES.flatMap((page) => [`/${page}`, `/${page}/{rest{.+}}`])];
    for (const path of addresses)
      room.openapi(
        guardedRoute({
          method: "get",
          path,
          hide: true,
          access: { anyone: ANYONE, anyQuery: true },
          request: {
            query: z.looseObject({}),
            ...(path.includes("{") ? { params: z.object({ rest: z.string().max(400) }) } : {}),
          },
          responses: { 200: { description: "The page." } },
        }),
        document as never,
      );
    for (const path of ["/assets/{file}", ICON, ...ALSO_ICON])
      room.openapi(
        guardedRoute({
          method: "get",
          path,
          hide: true,
          access: { anyone: ANYONE, isQuiet: true },
          tags,
          request: path.includes("{") ? { params: z.object({ file: z.string().max(200) }) } : {},
          responses: { 200: { description: "The file." } },
        }),
        (async (c: Context<Env>) => fileOf(c, pages)) as never,
      );
    return room;
  };
}

async function fileOf(c: Context<Env>, pages: BuiltPages | undefined): Promise<Response> {
  const path = ALSO_ICON.includes(c.req.path) ? ICON : c.req.path;
  const name = decodeURIComponent(path.slice(1));
  const file = pages?.file(name);
  if (file === undefined) throw problem(404, "not-found", `there is no file \`${name.slice(0, 200)}\``);
  const headers: Record<string, string> = {
    "Content-Type": file.type,
    ETag: file.tag,
    Vary: "Accept-Encoding",
    "Cache-Control": file.isLasting ? LASTING : "public, max-age=3600",
  };
  if (c.req.header("if-none-match") === file.tag) return c.body(null, 304, headers);
  const takesBrotli = /\bbr\b/.test(c.req.header("accept-encoding") ?? "");
  const packed = takesBrotli ? await file.compressed() : undefined;
  if (packed === undefined) return c.body(file.bytes, 200, headers);
  return c.body(packed, 200, { ...headers, "Content-Encoding": "br" });
}
