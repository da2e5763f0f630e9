/** The policy's sentences in another language, for pages that show them. */
import { z } from "@hono/zod-openapi";
import type { Room } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { json } from "../reading/answers.ts";
import { TOLD_IN, wordsOf } from "./policy-words.ts";

const PolicyWords = z
  .object({
    language: z.enum(TOLD_IN),
    sentences: z.record(z.string(), z.string()).openapi({
      description:
        "A sentence of the policy or of its guide, with places in braces, and what it is in the language. What is missing was not translated.",
    }),
  })
  .openapi("PolicyWords");

export const wordsRoom: Room = async (context) => {
  const words = new Map(
    await Promise.all(TOLD_IN.map(async (language) => [language, await wordsOf(context, language)] as const)),
  );
  return {
    routes: newRoom().openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/policy/words/{language}",
        operationId: "readPolicyWords",
        summary: "The policy's sentences in another language",
        tags: ["The registry"],
        access: { action: "read", kind: "policy" },
        request: { params: z.object({ language: z.enum(TOLD_IN) }) },
        responses: { 200: json(PolicyWords, "The sentences that are translated.") },
      }),
      (c) => {
        const { language } = c.req.valid("param");
        // They are read once, at the start; nobody's record is in them.
        return c.json({ language, sentences: { ...words.get(language) } }, 200, {
          "Cache-Control": "private, max-age=300",
        });
      },
    ),
  };
};
