/** Batches: many evaluations in one request, run in order by one of three semantics (section 7.1.2.1 of the specification). */
import type { Decision } from "./decisions.ts";
import type { Batch, Evaluation } from "./read-request.ts";

/**
 * The decisions of a batch, in its order. An item that could not be read is denied. Where the semantics ends the run early, the
 * decision that ended it is the last.
 */
export function runBatch(
  { items, semantics }: Batch,
  decide: (evaluation: Evaluation) => Decision,
  wrong: (message: string) => Decision,
): Decision[] {
  const decisions: Decision[] = [];
  for (const item of items) {
    const decision = "faults" in item ? wrong(told(item.faults)) : decide(item);
    decisions.push(decision);
    if (semantics === "deny_on_first_deny" && !decision.decision) break;
    if (semantics === "permit_on_first_permit" && decision.decision) break;
  }
  return decisions;
}

const told = (faults: readonly { readonly path: string; readonly message: string }[]): string =>
  faults.map(({ path, message }) => `\`${path}\` ${message}`).join(", ");
