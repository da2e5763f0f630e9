/** What answers about imports and sets are made of. */
import { z } from "@hono/zod-openapi";

const Place = z.object({
  file: z.string(),
  sheet: z.string().optional(),
  row: z.number().int().optional().openapi({ description: "As a spreadsheet counts: the header is row 1." }),
  line: z.number().int().optional(),
});

const ImportProblem = z
  .object({
    severity: z.enum(["error", "warning", "repair"]),
    category: z.string(),
    code: z.string(),
    message: z.string(),
    place: Place.optional(),
    column: z.string().optional(),
    help: z.string().optional(),
  })
  .openapi("ImportProblem");

const Verdicts = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  doubtful: z.number().int(),
  refused: z.number().int(),
  "left out": z.number().int(),
});

const ImportRow = z
  .object({
    table: z.enum(["parties", "institutes", "people", "affiliations", "agreements"]),
    place: Place,
    verdict: z.enum(["new", "changed", "unchanged", "doubtful", "refused", "left out"]),
    subject: z.string().optional().openapi({ description: "The identifier that it has or would get." }),
    shown: z.string().openapi({ description: "The row in a few words, for people." }),
    changes: z.array(z.object({ field: z.string(), from: z.string().optional(), to: z.string().optional() })),
    because: z.string().optional(),
    question: z.object({ about: z.string(), said: z.string() }).optional(),
    problems: z.array(ImportProblem),
    acts: z.array(z.string()),
  })
  .openapi("ImportRow");

const ImportQuestion = z
  .object({
    about: z.enum(["person", "institute", "facts", "change", "affiliation"]),
    said: z.string(),
    asks: z.string().openapi({ description: "In a sentence." }),
    candidates: z.array(z.object({ id: z.string(), shown: z.string() })),
    words: z.array(z.string()).openapi({ description: "Words that are answers too." }),
    takes: z
      .union([z.literal("day"), z.array(z.string())])
      .optional()
      .openapi({ description: "A day is an answer, or values by the names of these columns." }),
    answers: z.array(z.string()),
  })
  .openapi("ImportQuestion");

export const PlanShown = z
  .object({
    head: z.string().openapi({ description: "The head it was matched against: `If-Match` of recording it." }),
    set: z.string(),
    files: z.array(z.object({ name: z.string(), sha256: z.string() })),
    counts: z.object({
      parties: Verdicts,
      institutes: Verdicts,
      people: Verdicts,
      affiliations: Verdicts,
      agreements: Verdicts,
    }),
    whole: z.boolean().openapi({ description: "Every row is right: none doubtful, none refused." }),
    acts: z.number().int().openapi({ description: "So many would be recorded." }),
    rows: z.array(ImportRow).openapi({
      description: "Row by row; those that only say what the registry has are counted and not listed.",
    }),
    questions: z.array(ImportQuestion),
    notes: z.array(ImportProblem),
    notesNotTold: z.number().int(),
    conflicts: z.array(
      z.object({ act: z.string().optional(), message: z.string(), help: z.string().optional() }),
    ),
  })
  .openapi("ImportPlan");

export const BroughtInShown = z
  .object({
    set: z.string(),
    acts: z.number().int(),
    head: z.object({ position: z.number().int(), hash: z.string() }),
    warnings: z.array(z.string()),
  })
  .openapi("BroughtIn");

export const SetShown = z
  .object({
    set: z.string(),
    acts: z.number().int(),
    withdrawn: z.number().int().openapi({ description: "So many of them count for nothing any more." }),
    recorded: z.string().openapi({ description: "The day on which the registry learned of it." }),
    by: z.string(),
    instrument: z.string(),
    sorts: z.record(z.string(), z.number().int()).openapi({ description: "Acts by their sort." }),
  })
  .openapi("ActSet");

export const WithdrawalShown = z
  .object({
    set: z.string().openapi({ description: "The set of the withdrawals; withdrawing it brings all back." }),
    acts: z.number().int(),
    already: z.number().int(),
    builtUpon: z
      .array(z.object({ act: z.string(), sort: z.string(), on: z.string() }))
      .openapi({ description: "Acts that rest on the set: while there are any nothing is withdrawn." }),
    builtUponNotTold: z.number().int(),
    isRecorded: z.boolean(),
  })
  .openapi("SetWithdrawal");
