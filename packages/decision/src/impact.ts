/** The impact of a draft: from a derived registry and a draft to the finished fact sheet. */
import type { Evaluation } from "@comity/policy";
import type { Folded } from "@comity/registry";
import type { Draft } from "./draft.ts";
import type { FactSheet } from "./fact-sheet.ts";
import { factSheetOf } from "./fact-sheet-of.ts";
import { type ImpactOptions, layDraft } from "./lay-draft.ts";
import { remediesOf } from "./remedies.ts";

/**
 * The fact sheet of a draft laid over a registry, remedies included; `before` is what the policy derives from the registry as
 * it is. Whoever wants the figures at every move of a hand takes `layDraft` and `factSheetOf`, and the remedies later.
 *
 *     const folded = fold(acts, { knownOn: day("2023-12-15") });
 *     impactOf(folded, evaluate(policy, folded.facts), endAgreement(folded, "ICA-BY")).people
 */
export function impactOf(
  folded: Folded,
  before: Evaluation,
  draft: Draft,
  options: ImpactOptions = {},
): FactSheet {
  const impact = layDraft(folded, before, draft, options);
  return factSheetOf(impact, options, remediesOf(impact));
}
