/**
 * The command line of the secret ballot as one file, with its hash: whoever does not trust the code that a server sends to a page counts,
 * votes and answers by a program that was compared with what others have.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { json } from "../reading/answers.ts";
import { TAGS } from "./council-parts.ts";

/** Made beside the command by `npm run build` (`apps/cli/bundle.mjs`). */
const BUILT = fileURLToPath(new URL("../../../cli/dist/comity-ballot.mjs", import.meta.url));
const NAME = "comity-ballot.mjs";
const ANYONE = "the program is the same for everybody, and says nothing about anybody";
/** A new version may come with every start of the server. */
const CACHE = "public, max-age=300";

const CommandShown = z
  .object({
    file: z.string().openapi({ description: "Where the file is on this server." }),
    version: z.string(),
    sha256: z.string().openapi({
      description: "Of the file's bytes. The same sources give the same bytes wherever they are built.",
    }),
    bytes: z.number().int(),
  })
  .openapi("BallotCommand");

interface BallotCommand extends z.output<typeof CommandShown> {
  readonly content: Uint8Array<ArrayBuffer>;
}

/** The file as it was built; undefined where it was not. */
function readCommand(path: string): BallotCommand | undefined {
  if (!existsSync(path)) return undefined;
  const content = new Uint8Array(readFileSync(path));
  const version = /^\/\/ Comity (\S+),/m.exec(new TextDecoder().decode(content.subarray(0, 200)))?.[1] ?? "";
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { file: `/${NAME}`, version, sha256, bytes: content.length, content };
}

/** The routes of the file, its hash, and what is said of both. */
export function commandRoom(path = BUILT): OpenAPIHono<Env> {
  const read = readCommand(path);
  const built = (): BallotCommand => {
    if (read === undefined)
      throw problem(404, "no-command", "the command was not built", {
        help: "run `npm run build`, and start the server anew",
      });
    return read;
  };
  const file = {
    method: "get" as const,
    hide: true,
    access: { anyone: ANYONE },
    tags: TAGS,
    responses: { 200: { description: "The file." } },
  };
  const sent = (c: Context<Env>, body: string | Uint8Array<ArrayBuffer>, type: string): Response =>
    c.body(body, 200, {
      "Content-Type": `${type}; charset=utf-8`,
      "Cache-Control": CACHE,
      "Content-Disposition": `attachment; filename="${c.req.path.slice(1)}"`,
    });
  const room = newRoom();
  room.openapi(guardedRoute({ ...file, path: `/${NAME}` }), ((c: Context<Env>) =>
    sent(c, built().content, "text/javascript")) as never);
  room.openapi(guardedRoute({ ...file, path: `/${NAME}.sha256` }), ((c: Context<Env>) =>
    sent(c, `${built().sha256}  ${NAME}\n`, "text/plain")) as never);
  return room.openapi(
    guardedRoute({
      method: "get",
      path: "/api/v1/council/command",
      summary: "The command line of the secret ballot, and its hash",
      description:
        "One file that runs by Node alone: it counts a board, makes a key and a ballot, takes part in the trustees' ceremony. A hash that this server shows says nothing of this server: compare it with one from elsewhere, or build the file from the sources.",
      tags: TAGS,
      access: { anyone: ANYONE },
      responses: { 200: json(CommandShown, "Where it is.") },
    }),
    (c) => {
      const { content: _, ...shown } = built();
      return c.json(shown, 200, { "Cache-Control": CACHE });
    },
  );
}
