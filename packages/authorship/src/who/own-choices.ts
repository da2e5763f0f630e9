/** Additions to the authors and opt-outs, as the registry states them: acts with a reason. */
import type { Folded } from "@comity/registry";
import { factsOn } from "./facts-on-day.ts";
import type { PaperAsked } from "./who-signs.ts";

/** Somebody who was added, or who declined, on the reference date. */
export interface OwnChoice {
  readonly person: string;
  readonly choice: "added" | "opted out";
  /** For this paper alone; absent where it is for all papers of the experiment. */
  readonly paper?: string;
  readonly reason: string;
}

const RECORDS = [
  ["added", "added", "experiment"],
  ["opted_out", "opted out", "experiment"],
  ["added_to", "added", "paper"],
  ["opted_out_of", "opted out", "paper"],
] as const;

/**
 * Who was added to the authors, or declined, and why: for the experiment, and for the paper where one is asked about.
 *
 *     ownChoices(folded, { experiment: "CMS", reference: day("2023-06-01") })[0]?.reason
 */
export function ownChoices(
  folded: Pick<Folded, "facts">,
  { experiment, paper, reference }: PaperAsked,
): readonly OwnChoice[] {
  const found: OwnChoice[] = [];
  for (const [record, choice, of] of RECORDS) {
    if (of === "paper" && paper === undefined) continue;
    for (const { tuple } of factsOn(folded, record, reference)) {
      const [person, about, reason] = tuple as [string, string, string];
      if (about !== (of === "paper" ? paper : experiment)) continue;
      found.push({ person, choice, reason, ...(of === "paper" ? { paper: about } : {}) });
    }
  }
  return found.sort((a, b) => (a.person < b.person ? -1 : a.person > b.person ? 1 : 0));
}
