/** Finishing what a process that ended had begun: for when a server starts, and now and then. */
import { DocumentMovedError, type StoredDocument } from "@comity/store";
import type { Desk } from "./desk.ts";
import { DECISIONS, type DecisionRecord } from "./records.ts";
import { concludeReversal } from "./undo.ts";

/** What another process began so long ago, and did not record, is not being recorded any more. */
const UNDER_WAY_MILLISECONDS = 10 * 60_000;

/**
 * Looks at every decision that is half entered or half reversed. Where its acts are recorded they count, and the plan is laid; where
 * they are not, nothing was done and the beginning is taken away. Gives the decisions that were finished.
 */
export async function resumeDecisions(desk: Desk): Promise<string[]> {
  const finished: string[] = [];
  for (const decision of await desk.decisions())
    try {
      if (await resume(desk, decision)) finished.push(decision.id);
    } catch (error) {
      // Another process is at it, or whoever began it is not gone: what they wrote counts.
      if (!(error instanceof DocumentMovedError)) throw error;
    }
  return finished;
}

/** Whether there was something to finish, and it is. */
async function resume(desk: Desk, { id, value, version }: StoredDocument<DecisionRecord>): Promise<boolean> {
  const { documents } = desk.store;
  const isOld = (at: string): boolean => desk.clock().getTime() - Date.parse(at) > UNDER_WAY_MILLISECONDS;
  const { state, entered, reversal } = value;
  if (state === "entering") {
    if (desk.actsOf(value).length === value.acts.length) {
      await desk.refresh(id, desk.hand(entered.by), "the decision was entered");
      return true;
    }
    if (isOld(entered.at))
      await documents.write([{ collection: DECISIONS, id, expected: version, value: null }], entered.by);
  } else if (state === "entered" && reversal !== undefined) {
    if (desk.followed.folded.ledger.find(`${reversal.id}:decision`) >= 0) {
      await concludeReversal(desk, id, reversal, reversal.by);
      return true;
    }
    if (isOld(reversal.at)) {
      const { reversal: _, ...before }: DecisionRecord = value;
      await documents.write([{ collection: DECISIONS, id, expected: version, value: before }], reversal.by);
    }
  }
  return false;
}
