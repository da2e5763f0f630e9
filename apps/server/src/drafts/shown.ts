/** What of drafts is shown, for the document of the API. */
import { z } from "@hono/zod-openapi";
import type { StoredDraft } from "./draft-book.ts";
import { ShortForm } from "./short-forms.ts";

/** A decision's file; everything that is wrong with it is said when it is laid over the registry. */
const Decision = z
  .record(z.string().max(100), z.unknown())
  .openapi("DraftDecision", { description: "A draft decision as docs/decision-format.md describes it." });

/** What a draft is made of or changed to: a decision's file, or a short form. */
export const DraftBody = z
  .strictObject({ decision: Decision.optional(), short: ShortForm.optional() })
  .refine(({ decision, short }) => (decision === undefined) !== (short === undefined), {
    error: "give either `decision` or `short`",
  })
  .openapi("DraftBody");

export const HeadShown = z
  .object({ position: z.number().int(), hash: z.string() })
  .openapi("Head", { description: "How far the ledger goes, and the hash of its last entry." });

export const DraftShown = z
  .object({
    id: z.string(),
    revision: z.number().int(),
    title: z.string(),
    author: z.string(),
    editors: z.array(z.string()),
    sharedWith: z.array(z.string()),
    changedBy: z.string(),
    changedAt: z.string(),
    withdrawn: z.object({ by: z.string(), at: z.string(), why: z.string().optional() }).nullable(),
    frozen: z.number().int().openapi({ description: "How many fact sheets of it were frozen." }),
    released: z.enum(["public", "bodies"]).nullable(),
    decision: Decision,
    warnings: z.array(z.string()).optional().openapi({
      description: "Of a draft just made or changed: what is not wrong but should be known.",
    }),
  })
  .openapi("Draft");

export const DifferenceShown = z.object({
  path: z.string(),
  was: z.unknown().optional(),
  is: z.unknown().optional(),
});

export const RevisionShown = z
  .object({
    revision: z.number().int(),
    by: z.string(),
    at: z.string(),
    did: z.string(),
    differences: z.array(DifferenceShown),
  })
  .openapi("DraftRevision");

export const SheetShown = z
  .object({
    draft: z.string(),
    revision: z.number().int(),
    knownOn: z.string(),
    head: HeadShown,
    smallFigures: z.enum(["shown", "hidden"]),
    sheet: z.record(z.string(), z.unknown()).openapi("FactSheet", {
      description: "The fact sheet. A figure that is hidden is null.",
    }),
  })
  .openapi("Impact");

export function draftShown({ id, by, at, value }: StoredDraft, warnings?: readonly string[]) {
  const { revision, title, author, editors, sharedWith, withdrawn, frozen, released, decision } = value;
  return {
    id,
    revision,
    title,
    author,
    editors: [...(editors ?? [])],
    sharedWith: [...(sharedWith ?? [])],
    changedBy: by,
    changedAt: at,
    withdrawn: withdrawn ?? null,
    frozen,
    released: released ?? null,
    decision,
    ...(warnings === undefined ? {} : { warnings: [...warnings] }),
  };
}
