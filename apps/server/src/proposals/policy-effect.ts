/** What a policy that somebody proposes would change for everybody: two policies on one registry, as one answer. */
import { createHash } from "node:crypto";
import { type Day, formatDay } from "@comity/calendar";
import { comparePolicies, type PolicyComparison, releasedComparisonOfPolicies } from "@comity/decision";
import { type Diagnostic, readPolicy, runExamples } from "@comity/policy";
import type { Folded, RegistryMeta } from "@comity/registry";
import type { Head, LivingEvaluation } from "@comity/store";
import type { PoliciesAnswer, PolicyText } from "../drafts/desk/questions.ts";

/** An example about the registry itself, and what it comes to under the policy. */
interface RegistryExample {
  readonly title: string;
  readonly line: number;
  readonly outcome: "pass" | "fail" | "skipped";
}

/** One side: what it is called, and what of it the registry answers. */
interface EffectSide {
  readonly title: string;
  /** Records that the policy wants in other columns than the registry has them: nothing reads them. */
  readonly unread: readonly string[];
  readonly examples: readonly RegistryExample[];
}

export interface PolicyEffect {
  readonly knownOn: string;
  readonly from: string;
  readonly head: Head;
  readonly smallFigures: "shown" | "hidden";
  readonly a: EffectSide;
  readonly b: EffectSide;
  readonly comparison: PolicyComparison;
  readonly warnings: readonly Diagnostic[];
}

export interface EffectOptions {
  /** The first day that counts. */
  readonly from: Day;
  /** What the registry says of itself. */
  readonly meta: RegistryMeta;
  readonly head: Head;
  /** As it would be shown to those who are not cleared. */
  readonly hidden: boolean;
}

/** SHA-256 of a text, by which a proposal says what it was made from. */
export const hashOfText = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Everything that keeps a text from being a policy. */
export function errorsIn({ text, file }: PolicyText): readonly Diagnostic[] {
  return readPolicy(text, file).diagnostics.filter(({ severity }) => severity === "error");
}

/** What a policy says of a registry. */
type Side = Pick<LivingEvaluation, "evaluation" | "unread">;

function sideOf({ evaluation, unread }: Side, { facts }: Folded): EffectSide {
  const { policy } = evaluation;
  const ofRegistry = { ...policy, examples: policy.examples.filter(({ wantsRegistry }) => wantsRegistry) };
  return {
    title: policy.title,
    unread: [...unread],
    examples: runExamples(ofRegistry, () => evaluation, facts).map(({ title, place, outcome }) => ({
      title,
      line: place.line,
      outcome,
    })),
  };
}

/** Reasons say which rules part, and not of whom they were found. */
function withoutPeople(comparison: PolicyComparison): PolicyComparison {
  return {
    ...comparison,
    entitlements: comparison.entitlements.map((each) => ({
      ...each,
      reasons: {
        a: each.reasons.a.map((reason) => ({ ...reason, example: null })),
        b: each.reasons.b.map((reason) => ({ ...reason, example: null })),
      },
    })),
  };
}

/**
 * Reads the texts and compares what they say of the registry, as it is derived under its own policy: that is what `b` is compared
 * with where there is no `a`.
 *
 * @returns what is wrong with either text, all of it; else the comparison.
 */
export function comparedTexts(
  living: LivingEvaluation,
  a: PolicyText | undefined,
  b: PolicyText,
  options: EffectOptions,
): PoliciesAnswer {
  const first = a === undefined ? undefined : readPolicy(a.text, a.file);
  const second = readPolicy(b.text, b.file);
  const errors = [...(first?.diagnostics ?? []), ...second.diagnostics].filter(
    ({ severity }) => severity === "error",
  );
  if (errors.length > 0 || second.policy === undefined) return { diagnostics: errors };
  const left: Side = first?.policy === undefined ? living : living.under(first.policy);
  const right = living.under(second.policy);
  const { folded } = living;
  const sides = [{ evaluation: left.evaluation }, { evaluation: right.evaluation }] as const;
  const compared = comparePolicies(folded, ...sides, options);
  const effect: PolicyEffect = {
    knownOn: formatDay(living.today),
    from: formatDay(options.from),
    head: options.head,
    smallFigures: options.hidden ? "hidden" : "shown",
    a: sideOf(left, folded),
    b: sideOf(right, folded),
    comparison: withoutPeople(options.hidden ? releasedComparisonOfPolicies(compared) : compared),
    warnings: second.diagnostics,
  };
  return { diagnostics: [], text: JSON.stringify(effect) };
}
