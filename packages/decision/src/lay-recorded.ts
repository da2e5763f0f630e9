/** What acts that are recorded already brought about: the registry as it is, held against the same registry without them. */
import type { Evaluation } from "@comity/policy";
import { type Act, type Folded, draft as layOver, type WithdrawalAct } from "@comity/registry";
import { changedAgreements, touchedParties } from "./changed-agreements.ts";
import type { Draft } from "./draft.ts";
import { hitInstitutes } from "./hit-institutes.ts";
import type { Impact, ImpactOptions } from "./lay-draft.ts";
import { lossesBetween } from "./losses.ts";

/** A withdrawal that nobody records, of each act that counts. */
function withdrawals(folded: Folded, acts: readonly Act[]): WithdrawalAct[] {
  const { ledger, knownOn } = folded;
  return acts.flatMap(({ id }, at) => {
    const index = ledger.find(id);
    if (index < 0 || ledger.isWithdrawn(index)) return [];
    const header = { id: `without:${at + 1}`, on: knownOn, recorded: knownOn, by: "", instrument: "" };
    return [{ act: "withdrawal", ...header, withdraws: id }];
  });
}

/**
 * As `layDraft`, for a decision that was recorded: `before` is what would be without its acts, `after` what is. People who came
 * since, or who left what it ends, count as they stand now; what was undone of it meanwhile no longer takes anything away.
 *
 *     const impact = layRecorded(folded, evaluate(policy, folded.facts), { ...draft, acts: recorded });
 */
export function layRecorded(
  folded: Folded,
  now: Evaluation,
  draft: Draft,
  options: ImpactOptions = {},
): Impact {
  const without = layOver(folded, withdrawals(folded, draft.acts));
  const known = new Set(now.policy.records.map(({ name }) => name));
  const before = now.whatIf(without.changes.filter(({ record }) => known.has(record)));
  const changes = without.changes.map((change) => ({ ...change, present: !change.present }));
  const { agreements } = folded;
  const drafted = { ...without, changes, agreements };
  const changed = changedAgreements(folded, drafted, changes);
  const parties = touchedParties(changed, options.meta?.host);
  const losses = lossesBetween(before, now);
  const hit = hitInstitutes(folded, before, losses, parties);
  return { folded, draft, drafted, before, after: now, changed, losses, hit, parties };
}
