/**
 * Retention: whose personal data is kept for too long, by a rule of the policy that lawyers can read. The rule is called
 * `retention_over` and is about a person; how long is a parameter of the policy.
 */
import { type Day, eachInterval } from "@comity/calendar";
import { type Evaluation, explain, type NameOf, type Policy, tell } from "@comity/policy";
import type { Act, Folded } from "@comity/registry";

/** The rule by which data falls due. */
export const RETENTION_RULE = "retention_over";

/** Somebody whose personal data falls due. */
export interface Due {
  readonly person: string;
  /** The first day of those on which it is due, without a gap up to the day asked about. */
  readonly since: Day;
  /** By which rule and facts; indented lines. */
  readonly because: string;
}

/** Whether a policy has the rule, and it is about a person. */
export function hasRetentionRule(policy: Policy): boolean {
  return policy.predicates.some(
    ({ name, columns }) => name === RETENTION_RULE && columns.length === 1 && columns[0]!.kind === "Person",
  );
}

/** What the list is made from. */
export interface RetentionSource {
  readonly policy: Policy;
  readonly evaluation: Evaluation;
  readonly folded: Folded;
  readonly acts: readonly Act[];
  readonly on: Day;
  readonly nameOf: NameOf;
}

/** Everybody whose personal data is due on a day, and who was not erased: the longest due first. */
export function dueOn({ policy, evaluation, folded, acts, on, nameOf }: RetentionSource): Due[] {
  const erased = new Set(
    acts.flatMap((act) => (act.act === "erasure" ? [folded.merges.get(act.person) ?? act.person] : [])),
  );
  const due: Due[] = [];
  for (const { tuple, days } of evaluation.list(RETENTION_RULE, [undefined], on)) {
    const person = String(tuple[0]);
    // Facts may speak of people whom nothing registers; there is nothing personal to let go of.
    if (erased.has(person) || !folded.people.has(person)) continue;
    const stretch = [...eachInterval(days)].find(([from, to]) => from <= on && on < to);
    if (stretch === undefined) continue;
    const explanation = explain(evaluation, policy, folded.facts, RETENTION_RULE, tuple, on);
    due.push({ person, since: stretch[0], because: tell(policy, explanation, nameOf) });
  }
  return due.sort((a, b) => a.since - b.since || (a.person < b.person ? -1 : 1));
}
