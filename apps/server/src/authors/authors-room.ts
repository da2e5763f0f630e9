/**
 * Author lists: how a list that somebody sends would be printed, by which policy, in which format; and how somebody would be printed.
 *
 * Nothing of a list is kept. Whoever prints a list has it and can send it again, in a second; a list that was kept would be a second
 * register of people beside the registry, with names of people who never agreed to stand in it, to be sealed, shown and erased. What is told
 * about it is the registry's public part: how its institutes and agreements stand.
 */
import { shippedSigningPolicies } from "@comity/authorship";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import type { Env, RoomParts, ServerContext } from "../context.ts";
import { deskThread, type OpenDesk } from "../drafts/desk/desk-client.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { json } from "../reading/answers.ts";
import { PrintedShown, ReplayShown, SigningPolicyShown } from "./list-shapes.ts";
import {
  formSchema,
  LARGEST_LISTS,
  ListOptions,
  PrintOptions,
  policyOf,
  readLists,
  WriteOptions,
} from "./list-upload.ts";
import { Lists } from "./lists-aside.ts";
import { ownLinesRoute } from "./own-lines.ts";
import { SignersDesk } from "./signers-desk.ts";
import { signersRoutes } from "./signers-room.ts";

const TAGS = ["Author lists"];
const ACCESS = { action: "read", kind: "author-list", largestBody: LARGEST_LISTS } as const;
const NOT_KEPT = "Nothing of the list is kept: it is sent with every question about it.";
/** So many people are named in a refusal. */
const MOST_NAMED = 100;

function formOf(fields: readonly string[], options: string) {
  return {
    required: true,
    content: { "multipart/form-data": { schema: formSchema(fields, options) } },
  };
}

/** The room of author lists. What is under way ends with the server. */
export function authorsRoom(context: ServerContext, openDesk: OpenDesk = deskThread): RoomParts {
  const lists = new Lists(context.followed, async () => (await context.store.meta()).host);
  const desk = new SignersDesk(context, openDesk);
  return {
    routes: routesOf(context, lists, desk),
    stop: async () => {
      await Promise.all([lists.close(), desk.close()]);
    },
  };
}

function routesOf(context: ServerContext, lists: Lists, desk: SignersDesk): OpenAPIHono<Env> {
  const { followed } = context;
  const room = newRoom();
  ownLinesRoute(room, context, lists);
  signersRoutes(room, context, desk);
  return room
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/authors/policies",
        operationId: "listSigningPolicies",
        summary: "The signing policies that a list can be printed under",
        tags: TAGS,
        access: { action: "read", kind: "policy" },
        responses: { 200: json(z.object({ policies: z.array(SigningPolicyShown) }), "By their names.") },
      }),
      (c) =>
        c.json(
          {
            policies: shippedSigningPolicies().map((one) => ({
              policy: one.policy,
              title: one.title,
              about: one.about,
              seen: one.seen ?? null,
              source: one.source ?? null,
              lines: [
                ...new Set(
                  one.affiliations.flatMap(({ print }) =>
                    typeof print === "object"
                      ? [print.line, ...(print.again === undefined ? [] : [print.again])]
                      : [],
                  ),
                ),
              ],
              disputed: one.disputed.map((each) => ("party" in each ? each.party : each.agreement)),
              acknowledgements: one.acknowledgements,
            })),
          },
          200,
        ),
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/authors/prints",
        operationId: "printAuthorList",
        summary: "How a list would be printed under a policy, and what another would print otherwise",
        description: `${NOT_KEPT} It says what was read and mended, who is left with nothing that tells who they are, and how programs downstream would read the lines.`,
        tags: TAGS,
        access: ACCESS,
        request: { body: formOf(["list"], "AuthorPrintOptions") },
        responses: { 200: json(PrintedShown, "The list as printed.") },
      }),
      async (c) => {
        const { files, options } = await readLists(c, ["list"], PrintOptions);
        const { policy, against, format, reference, published = followed.today } = options;
        const printed = await lists.do({
          task: "print",
          file: files.list,
          policy: policyOf("policy", policy),
          published,
          ...(against === undefined ? {} : { against: policyOf("against", against) }),
          ...(format === undefined ? {} : { format }),
          ...(reference === undefined ? {} : { reference }),
        });
        c.header("Cache-Control", "no-store");
        return c.json(printed, 200);
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/authors/files",
        operationId: "writeAuthorList",
        summary: "A list under a policy as a file in a format",
        description: `${NOT_KEPT} Where nothing printed tells of some authors who they are, they are named, and nothing is written unless \`anyway\` is said.`,
        tags: TAGS,
        access: ACCESS,
        request: { body: formOf(["list"], "AuthorWriteOptions") },
        responses: {
          200: {
            description: "The file, in the media type of its format.",
            content: {
              "application/octet-stream": { schema: z.any().openapi({ type: "string", format: "binary" }) },
            },
          },
        },
      }),
      async (c) => {
        const { files, options } = await readLists(c, ["list"], WriteOptions);
        const { policy, format, anyway, reference, published = followed.today } = options;
        const chosen = policyOf("policy", policy);
        const written = await lists.do({
          task: "write",
          file: files.list,
          policy: chosen,
          format,
          anyway,
          published,
          ...(reference === undefined ? {} : { reference }),
        });
        if ("unidentifiable" in written) throw unidentifiable(written.unidentifiable);
        const { bytes, mediaType, extension } = written.file;
        return c.body(Buffer.from(bytes), 200, {
          "Content-Type": mediaType,
          "Content-Disposition": `attachment; filename="authors-${chosen.policy}${extension}"`,
          "Cache-Control": "no-store",
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/authors/replays",
        operationId: "replayAuthorLists",
        summary: "What a policy would have printed of a list, held against what a later list printed",
        description: `${NOT_KEPT} People of the two lists are matched by their ORCID iD, else by name with care; who cannot be told is listed and not guessed.`,
        tags: TAGS,
        access: ACCESS,
        request: { body: formOf(["before", "after"], "AuthorListOptions") },
        responses: { 200: json(ReplayShown, "What was predicted, and what was printed.") },
      }),
      async (c) => {
        const { files, options } = await readLists(c, ["before", "after"], ListOptions);
        const { policy, reference, published = followed.today } = options;
        const replayed = await lists.do({
          task: "replay",
          before: files.before,
          after: files.after,
          policy: policyOf("policy", policy),
          published,
          ...(reference === undefined ? {} : { reference }),
        });
        c.header("Cache-Control", "no-store");
        return c.json(replayed, 200);
      },
    ) as unknown as OpenAPIHono<Env>;
}

function unidentifiable(names: readonly string[]) {
  const count = names.length === 1 ? "1 author" : `${names.length} authors`;
  return problem(409, "unidentifiable-authors", `nothing printed would tell of ${count} who they are`, {
    help: "give them their ORCID iDs, or say `anyway`",
    errors: names.slice(0, MOST_NAMED).map((name) => ({
      path: "form.list",
      message: `\`${name}\` has no printed institute and no ORCID iD`,
    })),
  });
}
