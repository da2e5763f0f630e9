/** What answers about author lists are made of. */
import { z } from "@hono/zod-openapi";

export const SigningPolicyShown = z
  .object({
    policy: z.string().openapi({ description: "Its name." }),
    title: z.string(),
    about: z.string(),
    seen: z.string().nullable().openapi({ description: "Where it was used, or who proposed it." }),
    source: z.string().nullable(),
    lines: z.array(z.string()).openapi({ description: "What it prints in the place of an institute." }),
    disputed: z.array(z.string()).openapi({ description: "Parties and agreements that it treats apart." }),
    acknowledgements: z.enum(["as given", "of printed institutes", "of everybody", "none"]),
  })
  .openapi("SigningPolicy");

const count = z.number().int();

const ReadShown = z
  .object({
    format: z.string().openapi({ description: "What the file is, as told by what stands in it." }),
    authors: count.openapi({
      description: "Authors that the file has; each stands on the list or is left out.",
    }),
    leftOut: count,
    organisations: count,
    title: z.string().nullable(),
    collaborations: z.array(z.string()),
    notes: z.array(
      z.object({
        severity: z.enum(["error", "warning", "repair"]),
        message: z.string(),
        line: count.nullable(),
        help: z.string().nullable(),
      }),
    ),
    notesNotTold: count,
  })
  .openapi("AuthorListRead");

const Dates = z.object({ reference: z.string(), published: z.string() });
const HOW = z.enum(["institute", "line", "kept line"]);

export const PrintedShown = z
  .object({
    read: ReadShown,
    dates: Dates,
    policy: z.string(),
    lines: z
      .array(z.object({ text: z.string(), how: HOW, authors: count }))
      .openapi({ description: "Affiliations as printed, in the order of their first appearance." }),
    people: z.array(
      z.object({
        name: z.string(),
        marks: z.array(z.object({ line: count, connection: z.string() })).openapi({
          description: "`line` counts the lines from 1.",
        }),
        hasOrcid: z.boolean(),
        isDeceased: z.boolean(),
        isUnidentifiable: z.boolean(),
      }),
    ),
    thanks: z.array(z.string()),
    unidentifiable: z
      .array(z.string())
      .openapi({ description: "Authors of whom nothing printed tells who they are." }),
    warnings: z.array(z.object({ code: z.string(), message: z.string(), about: z.array(z.string()), count })),
    differences: z.union([
      z
        .object({
          policy: z.string(),
          against: z.string(),
          changedCount: count,
          changed: z.array(
            z.object({ name: z.string(), policy: z.array(z.string()), against: z.array(z.string()) }),
          ),
          institutesOnlyPolicy: z.array(z.string()),
          institutesOnlyAgainst: z.array(z.string()),
          thanksOnlyPolicy: z.array(z.string()),
          thanksOnlyAgainst: z.array(z.string()),
          unidentifiableOnlyPolicy: z.array(z.string()),
          unidentifiableOnlyAgainst: z.array(z.string()),
        })
        .openapi("SigningDifferences"),
      z.null(),
    ]),
    downstream: z.object({
      isSafe: z.boolean(),
      authorsHarmed: count,
      organisations: count,
      byId: count,
      byName: count,
      withCountry: count,
      lines: z.array(
        z.object({
          name: z.string(),
          isLine: z.boolean(),
          authors: count,
          inspire: z.enum(["its id", "the host", "its name", "nothing"]),
          country: z.string().nullable(),
          harm: z.array(z.string()),
        }),
      ),
    }),
    written: z.union([
      z.object({
        format: z.string(),
        text: z.string().nullable().openapi({ description: "null: a workbook, which is no text." }),
        isWhole: z.boolean(),
        notes: z.array(z.string()),
      }),
      z.null(),
    ]),
  })
  .openapi("PrintedAuthorList");

const ShareShown = z.object({ part: count, of: count });
const OUTCOMES = z.enum([
  "predicted and printed",
  "predicted, not printed",
  "printed, not predicted",
  "neither",
]);
const Lone = z.object({ name: z.string(), lines: z.array(z.string()) });

export const ReplayShown = z
  .object({
    before: ReadShown,
    after: ReadShown,
    dates: Dates,
    policy: z.string(),
    recall: ShareShown.openapi({ description: "Of those printed under a line: how many were predicted." }),
    precision: ShareShown.openapi({ description: "Of those predicted: how many are printed under a line." }),
    counts: z.object({
      predictedAndPrinted: count,
      predictedNotPrinted: count,
      printedNotPredicted: count,
      neither: count,
      doubtful: count,
      gone: count,
      come: count,
    }),
    people: z.array(
      z.object({
        name: z.string(),
        matchedBy: z.string(),
        outcome: OUTCOMES,
        predicted: z.array(z.string()),
        printed: z.array(z.string()),
        institutes: z.array(z.string()),
        reason: z.string().nullable(),
      }),
    ),
    doubtful: z.array(
      z.object({
        before: z.array(z.string()),
        after: z.array(z.string()),
        why: z.string(),
        settled: z.union([OUTCOMES, z.null()]),
      }),
    ),
    gone: z.array(Lone),
    come: z.array(Lone),
    unsure: z.array(z.object({ name: z.string(), doubt: z.string().nullable() })),
  })
  .openapi("AuthorReplay");

export const OwnLinesShown = z
  .object({
    id: z.string(),
    name: z.string(),
    hasOrcid: z.boolean(),
    dates: Dates,
    experiments: z.array(
      z.object({
        experiment: z.string(),
        title: z.string(),
        policies: z.array(
          z.object({
            policy: z.string(),
            title: z.string(),
            lines: z.array(z.string()).openapi({ description: "What stands after the name." }),
            affiliations: z.array(
              z.object({
                institute: z.string(),
                printed: z.enum(["institute", "line", "kept line", "nothing"]),
                agreement: z.string().nullable(),
                state: z.string(),
              }),
            ),
            isUnidentifiable: z.boolean(),
          }),
        ),
      }),
    ),
  })
  .openapi("OwnAuthorLines");
