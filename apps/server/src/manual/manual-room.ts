/** The manual of the API: its document, a page to browse it that loads nothing from elsewhere, and pages about problems. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { meaningOf } from "../problems/catalogue.ts";
import { problem } from "../problems/problem.ts";

const ABOUT = {
  openapi: "3.1.0",
  info: {
    title: "Comity",
    version: "1",
    description:
      "The registry of a scientific cooperation, what follows from it by its policy, and what a decision would change. docs/api.md begins with examples.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
};

const ANYONE = "the manual says nothing about anybody";
/** The page and its files are the same until the server is another one. */
const KEPT = "public, max-age=3600";

interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Comity: the API</title>
<link rel="stylesheet" href="/manual/swagger-ui.css">
<link rel="icon" type="image/png" href="/manual/favicon-32x32.png">
</head>
<body>
<div id="manual"></div>
<noscript>This page needs scripts; <a href="/openapi.json">the document of the API</a> does not.</noscript>
<script src="/manual/swagger-ui-bundle.js"></script>
<script src="/manual/open.js"></script>
</body>
</html>
`;

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  png: "image/png",
};

/** The files that the page loads: of swagger-ui, and our own. Read when somebody opens the page for the first time. */
function readAssets(): Map<string, Asset> {
  const library = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const own = fileURLToPath(new URL("../../assets/manual", import.meta.url));
  const read = (folder: string, name: string): [string, Asset] => {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    return [name, { type: TYPES[name.split(".").at(-1)!]!, bytes }];
  };
  return new Map([
    ...["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"].map((name) => read(library, name)),
    read(own, "open.js"),
  ]);
}

function kept(c: Context<Env>, body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = { ETag: tag, "Cache-Control": KEPT, "Content-Type": type };
  if (c.req.header("if-none-match") === tag) return c.body(null, 304, headers);
  return c.body(body, 200, headers);
}

/** The document of an API, OpenAPI 3.1, as text. */
export function openApiOf(routes: OpenAPIHono<Env>): string {
  const { openAPIRegistry } = routes;
  openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-comity",
    description: "The cookie of whoever has signed in with a browser.",
  });
  openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "The access token of a machine client.",
  });
  const security = [{}, { session: [] }, { token: [] }];
  return JSON.stringify(routes.getOpenAPI31Document({ ...ABOUT, security }));
}

const letters = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("`", "");

/** The routes of the manual of these routes, which are asked for when they are all there. */
export function manualRoom(routes: () => OpenAPIHono<Env>): OpenAPIHono<Env> {
  let document: string | undefined;
  let assets: Map<string, Asset> | undefined;
  const tags = ["The manual"];
  const text = (type: string, description: string) => ({
    200: { description, content: { [type]: { schema: z.string() } } },
  });
  return newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/openapi.json",
        operationId: "readManual",
        summary: "The document of this API: OpenAPI 3.1",
        tags,
        access: { anyone: ANYONE },
        responses: { 200: { description: "The document." } },
      }),
      (c) => {
        document ??= openApiOf(routes());
        return kept(c, document, "application/json");
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/manual",
        operationId: "browseManual",
        summary: "This API, to be browsed",
        tags,
        access: { anyone: ANYONE },
        responses: text("text/html", "A page."),
      }),
      (c) => kept(c, PAGE, "text/html; charset=utf-8") as never,
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/manual/{file}",
        operationId: "readManualFile",
        summary: "A file that the page loads",
        tags,
        access: { anyone: ANYONE },
        request: { params: z.object({ file: z.string().max(60) }) },
        responses: { 200: { description: "The file." } },
      }),
      (c) => {
        assets ??= readAssets();
        const { file } = c.req.valid("param");
        const asset = assets.get(file);
        if (asset === undefined) throw problem(404, "no-such-route", `the manual has no file \`${file}\``);
        return kept(c, asset.bytes, asset.type);
      },
    )
    .openapi(
      guardedRoute({
        method: "get",
        path: "/problems/{code}",
        operationId: "readProblem",
        summary: "What a problem means",
        tags,
        access: { anyone: ANYONE },
        request: {
          params: z.object({
            code: z.string().regex(/^[a-z0-9-]{1,60}$/, "small letters and hyphens are expected"),
          }),
        },
        responses: text("text/html", "A page."),
      }),
      (c) => {
        const { code } = c.req.valid("param");
        const title = letters(code);
        const page = `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body><h1>${title}</h1>\n<p>${letters(meaningOf(code))}</p></body>\n</html>\n`;
        return kept(c, page, "text/html; charset=utf-8") as never;
      },
    );
}
