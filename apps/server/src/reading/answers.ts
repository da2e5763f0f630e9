/** What answers have in common, for the document of the API. */
import { z } from "@hono/zod-openapi";

export const ProblemShown = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string(),
    errors: z
      .array(z.object({ path: z.string(), message: z.string(), help: z.string().optional() }))
      .optional(),
    help: z.string().optional(),
  })
  .openapi("Problem", { description: "A problem document (RFC 9457)." });

/** An answer in JSON. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** The headers of a request that has seen the answer before. */
export const SEEN = z.object({
  "if-none-match": z
    .string()
    .optional()
    .openapi({ description: "The `ETag` of an answer that you have: 304 where it is still the same." }),
});

/** The header of a change. */
export const CHANGES = z.object({
  "if-match": z.string().optional().openapi({
    description: "The `ETag` of the state that is to be changed; 428 without it, 412 where it is stale.",
  }),
});
