/** Batches: many evaluations in one request, run in order by one of three semantics (section 7.1.2.1 of the specification). */
import { setImmediate as breath } from "node:timers/promises";
import type { Day } from "@comity/calendar";
import type { Fault } from "../problems/problem.ts";
import { type Decision, type Decisions, denied } from "./decisions.ts";
import type { Batch, Evaluation, Item } from "./read-request.ts";

/** So many decisions take some milliseconds; then others are answered. */
const AT_ONCE = 16;
/** A past day may have to be derived from the ground, which takes half a second. */
export const MOST_PAST_DAYS = 40;

/** The evaluations of a batch that ask as of past days, by these days. */
function pastOnes(items: readonly Item[], decisions: Decisions): Map<Day, Evaluation[]> {
  const past = new Map<Day, Evaluation[]>();
  for (const item of items) {
    const day = "faults" in item ? undefined : decisions.pastDayOf(item);
    if (day === undefined) continue;
    const some = past.get(day);
    if (some === undefined) past.set(day, [item as Evaluation]);
    else some.push(item as Evaluation);
  }
  return past;
}

/** What is wrong with a batch that may be run otherwise; undefined where nothing is. */
export function faultOfBatch({ items }: Batch, decisions: Decisions): Fault | undefined {
  if (pastOnes(items, decisions).size <= MOST_PAST_DAYS) return undefined;
  return { path: "body.evaluations", message: `at most ${MOST_PAST_DAYS} past days are expected` };
}

/**
 * The decisions of a batch, in its order. An item that could not be read is denied. Where the semantics ends the run early, the
 * decision that ended it is the last. Others are answered in between; all that is asked as known now is of one head all the same. What is
 * asked as of past days is decided first, day by day, each by the head of its moment.
 */
export async function runBatch({ items, semantics }: Batch, decisions: Decisions): Promise<Decision[]> {
  const ahead = new Map<Evaluation, Decision>();
  for (const some of pastOnes(items, decisions).values())
    for (const [k, evaluation] of some.entries()) {
      if (k > 0 && k % AT_ONCE === 0) await breath();
      // Again after each breath: others may have asked about so many days that this one was let go of.
      if (k % AT_ONCE === 0) await decisions.ready([{ knownOn: evaluation.context!.knownOn! }]);
      ahead.set(evaluation, decisions.decide(evaluation));
    }
  const now = decisions.now();
  const made: Decision[] = [];
  for (const item of items) {
    if (made.length > 0 && made.length % AT_ONCE === 0) await breath();
    const decision =
      "faults" in item
        ? denied({ status: 400, message: told(item.faults) }, decisions.basisOf(undefined, now))
        : (ahead.get(item) ?? decisions.decide(item, now));
    made.push(decision);
    if (semantics === "deny_on_first_deny" && !decision.decision) break;
    if (semantics === "permit_on_first_permit" && decision.decision) break;
  }
  return made;
}

const told = (faults: readonly Fault[]): string =>
  faults.map(({ path, message }) => `\`${path}\` ${message}`).join(", ");
