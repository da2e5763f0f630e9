/** Why something would hold under a draft on a day, or would not, down to the acts: those of the registry and those of the draft. */
import type { Day } from "@comity/calendar";
import type { Impact } from "@comity/decision";
import { eachStep, explain, stepsOf, type Tuple } from "@comity/policy";
import { factBehind, provenanceUnder } from "@comity/registry";
import type { DraftReasons } from "./questions.ts";

interface Asked {
  readonly entitlement: string;
  readonly tuple: Tuple;
  readonly on: Day;
}

/** Sentences are made by whoever knows what the asker may know: here they are only counted. */
const unnamed = (identifier: string): string => identifier;

/** The explanation, and the facts behind its steps. */
export function draftReasons(
  { draft, drafted, folded, after }: Impact,
  { entitlement, tuple, on }: Asked,
): Pick<DraftReasons, "explanation" | "behind" | "ofDraft"> {
  const { policy } = after;
  const explanation = explain(after, policy, folded.facts, entitlement, tuple, on);
  const basis = { policy, extension: after, folded: { provenance: provenanceUnder(folded, drafted) } };
  const steps = eachStep(stepsOf(policy, explanation, unnamed));
  return {
    explanation,
    behind: Array.from(steps, (step) => factBehind(basis, step, on) ?? null),
    ofDraft: draft.acts.map(({ id }) => id),
  };
}
