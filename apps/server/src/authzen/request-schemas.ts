/**
 * The requests of the OpenID AuthZEN Authorization API 1.0, as schemas: what the OpenAPI document shows, and what the reader in
 * `read-request.ts` is held to. Unknown fields are let through, as the specification has it (section 10.1.1); everywhere else
 * this server refuses them.
 */
import { z } from "@hono/zod-openapi";
import { isDayText } from "./day-text.ts";

const Properties = z.looseObject({}).openapi({ description: "Further attributes." });

const DayText = z
  .string()
  .refine(isDayText, "a day like `2024-11-30` is expected")
  .openapi({ example: "2024-11-30" });

/** The types of subjects and resources are the kinds of the policy, in any spelling: `Person`, `funding_agency`. */
export const EntitySchema = z
  .looseObject({
    type: z.string().openapi({ example: "person" }),
    id: z.string().openapi({ example: "p17" }),
    properties: Properties.optional(),
  })
  .openapi("AccessEntity");

/** An entity that is searched for: its `id` is not read. */
export const SoughtSchema = z
  .looseObject({ type: z.string().openapi({ example: "person" }), properties: Properties.optional() })
  .openapi("AccessEntitySought");

export const ActionSchema = z
  .looseObject({
    name: z.string().openapi({ example: "site_access", description: "An entitlement of the policy." }),
    properties: Properties.optional(),
  })
  .openapi("AccessAction");

export const ContextSchema = z
  .looseObject({
    day: DayText.optional().openapi({ description: "The day asked about; today where it is left out." }),
    knownOn: DayText.optional().openapi({
      description: "As known on which day; as known now where it is left out.",
    }),
  })
  .openapi("AccessContext");

export const EvaluationSchema = z
  .looseObject({
    subject: EntitySchema,
    action: ActionSchema,
    resource: EntitySchema,
    context: ContextSchema.optional(),
  })
  .openapi("AccessEvaluation");

/** The three ways in which a batch is run. */
export const SEMANTICS = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"] as const;
export type Semantics = (typeof SEMANTICS)[number];

/** So many evaluations are taken at once. */
export const MOST_EVALUATIONS = 1_000;

/** The items of a batch are judged one by one: a wrong one is denied, and the others answered. */
export const EvaluationsSchema = z
  .looseObject({
    subject: EntitySchema.optional(),
    action: ActionSchema.optional(),
    resource: EntitySchema.optional(),
    context: ContextSchema.optional(),
    evaluations: z.array(z.unknown()).max(MOST_EVALUATIONS).optional(),
    options: z.looseObject({ evaluations_semantic: z.enum(SEMANTICS).optional() }).optional(),
  })
  .openapi("AccessEvaluations");

export const PageSchema = z
  .looseObject({
    token: z.string().optional(),
    limit: z.number().int().min(0).optional(),
    properties: Properties.optional(),
  })
  .openapi("AccessPage");

const searching = { context: ContextSchema.optional(), page: PageSchema.optional() };
export const SubjectSearchSchema = z
  .looseObject({ subject: SoughtSchema, action: ActionSchema, resource: EntitySchema, ...searching })
  .openapi("AccessSubjectSearch");
export const ResourceSearchSchema = z
  .looseObject({ subject: EntitySchema, action: ActionSchema, resource: SoughtSchema, ...searching })
  .openapi("AccessResourceSearch");
export const ActionSearchSchema = z
  .looseObject({ subject: EntitySchema, resource: EntitySchema, ...searching })
  .openapi("AccessActionSearch");
