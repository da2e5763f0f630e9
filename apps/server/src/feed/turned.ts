/** What begins and what ends on a day, by days that were known before: a new day alone changes who may do what. */
import { setImmediate as breath } from "node:timers/promises";
import { type Day, has } from "@comity/calendar";
import type { EngineEvaluation } from "@comity/policy";
import type { Turned } from "./feed-event.ts";

/** After so many tuples others are let in. */
const TUPLES_AT_ONCE = 2_000;

/** Looks at every entitlement of an evaluation, which is a value and stays as it is meanwhile. */
export async function turnedOn(
  evaluation: EngineEvaluation,
  today: Day,
): Promise<{ readonly began: readonly Turned[]; readonly ended: readonly Turned[] }> {
  const began: Turned[] = [];
  const ended: Turned[] = [];
  const yesterday = (today - 1) as Day;
  let count = 0;
  for (const { name, role } of evaluation.policy.predicates) {
    if (role !== "entitlement") continue;
    for (const { tuple, days } of evaluation.list(name)) {
      if (++count % TUPLES_AT_ONCE === 0) await breath();
      const holds = has(days, today);
      if (holds !== has(days, yesterday)) (holds ? began : ended).push({ predicate: name, tuple });
    }
  }
  return { began, ended };
}
