/**
 * Live streams of fact sheets over HTTP: the sheets come as server-sent events, the days go in by POST. Two plain requests pass
 * through the same guard, limits and logs as all others, and through any proxy; a WebSocket would need each of these a second time.
 */
import { randomBytes } from "node:crypto";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import type { Env } from "../../context.ts";
import { absent, guardedRoute, newRoom } from "../../guarded-route.ts";
import { problemOf } from "../../problems/from-errors.ts";
import { documentOf, problem } from "../../problems/problem.ts";
import { json } from "../../reading/answers.ts";
import { IdField } from "../../reading/fields.ts";
import { type Standing, standingOf } from "../../sign-in/index.ts";
import type { DeskClient } from "../desk/desk-client.ts";
import { type DecisionFile, DRAFTS } from "../draft-document.ts";
import { accountOf, type DraftParts } from "../draft-room.ts";
import { requireCleared } from "../impact-room.ts";
import { lookAtDrafts } from "../people-shown.ts";
import { WrittenDay } from "../short-forms.ts";
import { LiveStream } from "./live-stream.ts";

export interface StreamLimits {
  /** So many streams one account may have open, and all together. */
  readonly ofOne: number;
  readonly ofAll: number;
  /** So often a line says nothing, so that nobody between takes the stream for dead; and it is asked whether it may go on. */
  readonly beatMilliseconds: number;
}

export const STREAM_LIMITS: StreamLimits = { ofOne: 8, ofAll: 200, beatMilliseconds: 15_000 };

interface OpenStream {
  readonly account: string;
  readonly draft: string;
  readonly live: LiveStream;
  /** Of the session or token by which it was opened. */
  readonly standing: Standing;
  numbered: number;
}

/** Ends a stream whose session or token does not count any more. Where that cannot be read now, it is asked again at the next beat. */
async function endIfSignedOut({ live, standing }: Pick<OpenStream, "live" | "standing">): Promise<void> {
  const goesOn = await standing.goesOn().catch(() => true);
  if (!goesOn) live.over("the session or token by which you opened this has ended");
}

/** The live streams of a server, and what ends them. */
export function streamRoom(
  { context, book }: DraftParts,
  quick: DeskClient,
  { ofOne, ofAll, beatMilliseconds }: StreamLimits = STREAM_LIMITS,
): { readonly routes: OpenAPIHono<Env>; readonly stop: () => void } {
  const { documents, followed, gate } = context;
  const open = new Map<string, OpenStream>();

  const stopSteps = followed.onStep(() => {
    for (const { live } of open.values()) if (live.isBehind) live.changed();
  });
  const stopDocuments = documents.onChanges((changes) => {
    for (const each of open.values()) {
      const { draft, live, standing } = each;
      if (standing.isTouchedBy(changes)) void endIfSignedOut(each);
      if (
        changes === undefined ||
        changes.some(({ collection, id }) => collection === DRAFTS && id === draft)
      )
        live.changed();
    }
  });

  const routes = newRoom()
    .openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/drafts/{id}/stream",
        summary: "A live stream of fact sheets",
        description: [
          "Server-sent events. The first, `open`, names the stream; post days to it. `sheet` is a fact sheet (without remedies), with the `number` and the day that it answers, how many days were `skipped` because a newer one waited, and the `head` it is of.",
          "`refused` is a problem document. A sheet comes again by itself when the draft is changed or acts are recorded; `ended` says why nothing more comes: you may not see the draft any more, or your session has ended.",
        ].join(" "),
        tags: ["Drafts"],
        access: { action: "read", kind: "fact-sheet", id: "id" },
        request: {
          params: z.object({ id: IdField }),
          query: z.object({ small: z.enum(["shown", "hidden"]).default("shown") }),
        },
        responses: {
          200: {
            description: "Open until either side closes it.",
            content: { "text/event-stream": { schema: z.string() } },
          },
        },
      }),
      async (c) => {
        requireCleared(c);
        const account = accountOf(c);
        const { id } = c.req.valid("param");
        const { asker } = c.var;
        const standing = standingOf(c);
        const { value } = await book.get(id);
        const own = [...open.values()].filter((each) => each.account === account).length;
        if (own >= ofOne || open.size >= ofAll)
          throw problem(
            429,
            "too-many-streams",
            `there are ${own} streams of yours open, and ${open.size} in all`,
            {
              help: "close one first",
              headers: { "Retry-After": "5" },
            },
          );
        // One look each time it is opened: at those whom the draft names, who stay the same while a date is dragged.
        lookAtDrafts(c, [value.decision]);
        const name = randomBytes(18).toString("base64url");
        const path = `/api/v1/drafts/${id}/stream/${name}`;
        return streamSSE(c, async (stream) => {
          let kept: { decision: DecisionFile; revision: number; version: number } | undefined;
          const live = new LiveStream({
            desk: quick,
            decision: async () => {
              const { value, version } = await book.get(id);
              kept = kept?.version === version ? kept : { ...value, version };
              return kept;
            },
            maySee: () =>
              gate.may(asker, "read", { kind: "fact-sheet", id }) &&
              gate.may(asker, "read-small-cells", { kind: "fact-sheet" }),
            send: ({ event, data, id: number }) =>
              stream.writeSSE({ event, data, ...(number === undefined ? {} : { id: number }) }),
            told: (error) => documentOf(problemOf(error), path),
            hidden: c.req.valid("query").small === "hidden",
          });
          const opened: OpenStream = { account, draft: id, live, standing, numbered: 0 };
          open.set(name, opened);
          stream.onAbort(() => live.end());
          const beat = setInterval(() => {
            live.checked();
            void endIfSignedOut(opened);
            void stream.write(": still here\n\n");
          }, beatMilliseconds);
          try {
            await stream.writeSSE({ event: "open", data: JSON.stringify({ stream: name, post: path }) });
            await live.run();
          } finally {
            clearInterval(beat);
            open.delete(name);
            live.end();
          }
        }) as never;
      },
    )
    .openapi(
      guardedRoute({
        method: "post",
        path: "/api/v1/drafts/{id}/stream/{stream}",
        summary: "Another day into a live stream",
        tags: ["Drafts"],
        access: { action: "read", kind: "fact-sheet", id: "id", isQuiet: true },
        request: {
          params: z.object({ id: IdField, stream: IdField }),
          body: {
            required: true,
            content: {
              "application/json": {
                schema: z.strictObject({
                  day: WrittenDay.optional().openapi({
                    description: "The draft on that day; without it, as it is written.",
                  }),
                  act: z.number().int().min(0).max(10_000).optional().openapi({
                    description: "Which of its acts moves, from 0; without it, all that have such a day.",
                  }),
                  moves: z
                    .array(z.strictObject({ act: z.number().int().min(0).max(10_000), day: WrittenDay }))
                    .max(100)
                    .optional()
                    .openapi({ description: "Acts that move each to a day of its own." }),
                }),
              },
            },
          },
        },
        responses: { 202: json(z.object({ number: z.number().int() }), "It is worked out next.") },
      }),
      (c) => {
        const { id, stream } = c.req.valid("param");
        const found = open.get(stream);
        // Somebody else's stream is as good as none.
        if (found === undefined || found.account !== c.var.asker.account || found.draft !== id)
          throw absent({ kind: "feed", id: stream });
        const { day, act, moves } = c.req.valid("json");
        const number = ++found.numbered;
        found.live.want({
          number,
          ...(day === undefined ? {} : { day }),
          ...(act === undefined ? {} : { act }),
          ...(moves === undefined ? {} : { moves }),
        });
        return c.json({ number }, 202);
      },
    );

  return {
    routes,
    stop: () => {
      stopSteps();
      stopDocuments();
      for (const { live } of open.values()) live.end();
    },
  };
}
