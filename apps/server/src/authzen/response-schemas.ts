/** The answers of the AuthZEN Authorization API, as the OpenAPI document shows them. */
import { z } from "@hono/zod-openapi";

const HeadSchema = z
  .object({ position: z.number().int(), hash: z.string() })
  .openapi("AccessHead", { description: "The ledger as far as which this is so." });
const ReasonSchema = z.object({ en: z.string() });

export const DecisionSchema = z
  .object({
    decision: z.boolean(),
    context: z.object({
      day: z.string(),
      knownOn: z.string(),
      head: HeadSchema,
      from: z
        .string()
        .optional()
        .openapi({ description: "The first day from which the answer is the same." }),
      until: z.string().optional().openapi({
        description: "The last day until which the answer is the same, by what is known.",
      }),
      reason_user: ReasonSchema.optional().openapi({ description: "Why, for whom it concerns." }),
      reason_admin: ReasonSchema.optional().openapi({ description: "Why, by which rule and which facts." }),
      error: z.object({ status: z.number().int(), message: z.string() }).optional(),
    }),
  })
  .openapi("AccessDecision");

/** With items a list of decisions; without any, one decision. */
export const DecisionsSchema = z
  .union([z.object({ evaluations: z.array(DecisionSchema) }), DecisionSchema])
  .openapi("AccessDecisions");

export const FoundSchema = z
  .object({
    page: z.object({
      next_token: z.string().openapi({ description: "Asks for the next page; empty on the last." }),
      count: z.number().int(),
      total: z.number().int(),
    }),
    context: z.object({ day: z.string(), knownOn: z.string(), head: HeadSchema }),
    results: z.array(
      z.union([z.object({ type: z.string(), id: z.string() }), z.object({ name: z.string() })]),
    ),
  })
  .openapi("AccessFound");

export const MetadataSchema = z
  .object({
    policy_decision_point: z.string(),
    access_evaluation_endpoint: z.string(),
    access_evaluations_endpoint: z.string(),
    search_subject_endpoint: z.string(),
    search_resource_endpoint: z.string(),
    search_action_endpoint: z.string(),
  })
  .openapi("AccessMetadata");
