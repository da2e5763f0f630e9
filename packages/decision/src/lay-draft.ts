/** A draft laid over a derived registry: what differs, from which every view is read. */
import type { Evaluation } from "@comity/policy";
import { type Drafted, type Folded, draft as layOver, type RegistryMeta } from "@comity/registry";
import { type ChangedAgreement, changedAgreements, touchedParties } from "./changed-agreements.ts";
import type { Draft } from "./draft.ts";
import { type HitInstitutes, hitInstitutes } from "./hit-institutes.ts";
import { type Losses, lossesBetween } from "./losses.ts";

export interface ImpactOptions {
  /** What the registry says of itself; its host is left out of agreements' parties. */
  readonly meta?: RegistryMeta;
  /** Regions that count as near the host; `Geneva area` where absent. */
  readonly nearby?: readonly string[];
}

/** How a draft is laid. */
export interface LayOptions extends ImpactOptions {
  /** What the draft's acts come to over the same registry, where that was found already: whoever read the draft has it. */
  readonly drafted?: Drafted;
}

/** A draft laid over a registry: what differs, from which everything else is read. */
export interface Impact {
  readonly folded: Folded;
  readonly draft: Draft;
  readonly drafted: Drafted;
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly changed: readonly ChangedAgreement[];
  readonly losses: Losses;
  readonly hit: HitInstitutes;
  readonly parties: ReadonlySet<string>;
}

/**
 * Lays a draft over a registry and derives what changes. The cost follows the change, not the registry.
 *
 *     const impact = layDraft(folded, evaluate(policy, folded.facts), draft);
 *     impact.losses.people.size
 */
export function layDraft(folded: Folded, before: Evaluation, draft: Draft, options: LayOptions = {}): Impact {
  const drafted = options.drafted ?? layOver(folded, draft.acts);
  const known = new Set(before.policy.records.map(({ name }) => name));
  const after = before.whatIf(drafted.changes.filter(({ record }) => known.has(record)));
  const changed = changedAgreements(folded, drafted, drafted.changes);
  const host = options.meta?.host;
  const parties = touchedParties(changed, host);
  const losses = lossesBetween(before, after);
  const hit = hitInstitutes(folded, before, losses, parties);
  return { folded, draft, drafted, before, after, changed, losses, hit, parties };
}
