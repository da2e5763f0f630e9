/** An explanation in brief: what a server can say thousands of times a second, where the whole proof takes milliseconds. */
import { type Day, formatDay, has } from "@comity/calendar";
import type { Extension } from "../evaluation.ts";
import type { Bindings } from "../meaning/expression.ts";
import { type Condition, declarationOf, type Policy, type Rule, type Tuple } from "../policy.ts";
import { Explainer } from "./explain.ts";
import type { Claim, Stretch } from "./proof.ts";
import { days, type NameOf, Sentences } from "./sentences.ts";
import { around, inOrder, patternOf } from "./solve.ts";
import { tellEndings, tellNear } from "./tell.ts";

/** Why a tuple holds on a day, or why not, in one sentence for whom it concerns and one for those who know the policy. */
export interface Brief {
  readonly holds: boolean;
  /** The claim and its days; of a "yes" what it rests on, of a "no" when it was so last and when it is next. */
  readonly plain: string;
  /** The rule with its source, what it had or lacked, and what ends it. */
  readonly expert: string;
}

/** So many conditions, endings or rules are told. */
const MOST_TOLD = 3;

/**
 * Explains a day of a derived tuple in brief: one step of the proof, and the facts that end it.
 *
 *     explainBriefly(evaluation, policy, "site_access", ["p17"], day("2024-11-30"), (id) => id).plain
 *     // p17 may enter the site, 2018-01-24 to 2024-11-30, as p17 is a member of the personnel
 *
 * Everything it says stands in the explanation that `explain` gives. Throws a RangeError where the predicate is not derived.
 */
export function explainBriefly(
  extension: Extension,
  policy: Policy,
  predicate: string,
  tuple: Tuple,
  on: Day,
  nameOf: NameOf,
): Brief {
  const sentences = new Sentences(policy, nameOf);
  const explained = new Explainer(extension, policy, on, { isBrief: true }).brief(predicate, tuple);
  const claim = sentences.claim(predicate, tuple);
  if (explained.answer === "no") {
    const { before, after, rules } = explained;
    const lacks = tellNear(policy, rules.slice(0, MOST_TOLD), nameOf);
    return {
      holds: false,
      plain: `on ${formatDay(on)} it is not so that ${claim}${nearby(before, after)}`,
      expert: lacks.length === 0 ? "no rule comes near" : lacks.join("; "),
    };
  }
  const { from, to, rule, bindings, ends } = explained;
  const told = (one: Claim): string => sentences.claim(one.predicate, one.tuple);
  const premises = premisesOf(extension, policy, rule, bindings, on);
  const because = premises.length === 0 ? "" : `, as ${premises.map(told).join(" and ")}`;
  const dated = premises.map((one) => `${told(one)}, ${days(one)}`);
  const endings = tellEndings(policy, ends.slice(0, MOST_TOLD), nameOf);
  const last =
    endings.length === 0 ? "" : `; it ends on ${formatDay((to - 1) as Day)}: ${endings.join("; ")}`;
  return {
    holds: true,
    plain: `${claim}, ${days({ from, to })}${because}`,
    expert: `by ${sentences.source(rule.id)}${dated.length === 0 ? "" : `: ${dated.join("; ")}`}${last}`,
  };
}

function nearby(before: Stretch | undefined, after: Stretch | undefined): string {
  const past = before === undefined ? "" : `; it was so last on ${formatDay((before.to - 1) as Day)}`;
  const next = after === undefined ? "" : `; it is so next from ${formatDay(after.from)} on`;
  return past + next;
}

/** The atoms of a rule that hold on a day, with their days around it; not those inside an exception or a look at other days. */
function premisesOf(extension: Extension, policy: Policy, rule: Rule, bindings: Bindings, on: Day): Claim[] {
  const found: Claim[] = [];
  const visit = (condition: Condition): void => {
    if (found.length >= MOST_TOLD) return;
    switch (condition.condition) {
      case "atom": {
        if (declarationOf(policy, condition.predicate) === undefined) return;
        const pattern = patternOf(condition.terms, bindings);
        const [first] = inOrder(extension.list(condition.predicate, pattern, on));
        if (first === undefined || !has(first.days, on)) return;
        found.push({ predicate: condition.predicate, tuple: first.tuple, ...around(first.days, on)! });
        return;
      }
      case "all":
      case "any":
        condition.parts.forEach(visit);
        return;
      case "unless":
        visit(condition.body);
        return;
      default:
    }
  };
  visit(rule.body);
  return found;
}
