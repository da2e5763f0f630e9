/** What answers about who signs a paper are made of. */
import { z } from "@hono/zod-openapi";

const count = z.number().int();

export const SigningExperimentsShown = z
  .object({
    experiments: z.array(
      z.object({
        experiment: z.string(),
        title: z.string(),
        policy: z.string().openapi({ description: "The file of its policy of authorship." }),
        papers: z.array(z.string()).openapi({ description: "Papers that the registry has of it." }),
      }),
    ),
  })
  .openapi("SigningExperiments");

export const SignersShown = z
  .object({
    experiment: z.string(),
    title: z.string(),
    reference: z.string(),
    policy: z.string(),
    authors: z.array(
      z.object({
        person: z.string(),
        name: z.string(),
        institutes: z.array(z.string()),
        isDeceased: z.boolean(),
      }),
    ),
    atLastInstitute: z.array(z.string()).openapi({
      description: "Who had left every institute by the day: printed with the last one.",
    }),
    withoutInstitute: z.array(z.string()),
    choices: z
      .array(
        z.object({
          person: z.string(),
          name: z.string(),
          choice: z.enum(["added", "opted out"]),
          paper: z.string().nullable(),
          reason: z.string(),
        }),
      )
      .openapi({ description: "Additions to the authors and opt-outs on the day, with their reasons." }),
    file: z.object({ name: z.string(), text: z.string() }).openapi({
      description: "The list as a file of our own format: send it to be printed, compared or written.",
    }),
  })
  .openapi("Signers");

export const WhySignsShown = z
  .object({
    person: z.string(),
    experiment: z.string(),
    reference: z.string(),
    signs: z.boolean(),
    plain: z.string().openapi({ description: "For whom it concerns." }),
    expert: z.string().openapi({ description: "The rule, its source, what it rests on and what ends it." }),
    proof: z.string().openapi({ description: "The whole proof, step by step." }),
    choices: z.array(z.object({ choice: z.enum(["added", "opted out"]), reason: z.string() })),
  })
  .openapi("WhySigns");

const Side = z.object({
  authors: z.object({ part: count, of: count }).openapi({
    description: "Somebody of several institutes counts in equal parts.",
  }),
  units: count,
});

export const AuthorSharesShown = z
  .object({
    experiment: z.string(),
    on: z.string(),
    draft: z.string().nullable(),
    units: count,
    authors: z.object({ before: count, after: count }),
    unpaid: z
      .object({ before: count, after: count })
      .openapi({ description: "Authors for whom nobody pays." }),
    payers: z.array(
      z.object({ payer: z.string(), title: z.string(), before: Side, after: Side, difference: count }),
    ),
  })
  .openapi("AuthorShares");
