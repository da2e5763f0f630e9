/** Explanations and remedies as text that one reads: indented, with names, sources and last days. */
import { type ColumnsOf, printCondition } from "../language/print-condition.ts";
import { type Condition, declarationOf, type Policy, type Tuple } from "../policy.ts";
import type { Ending, Explanation, NearRule, Proof } from "./proof.ts";
import type { Remedy, RemedyTerm } from "./remedies.ts";
import { type NameOf, Sentences } from "./sentences.ts";
import { printSteps, type Step } from "./step.ts";
import { Teller } from "./teller.ts";
import { renamed } from "./way.ts";

/**
 * An explanation as an indented text; every line ends in a line feed.
 *
 *     tell(policy, explain(...), (identifier) => names.get(identifier) ?? identifier)
 *     // yes: JINR is covered by an agreement in force, 2019-12-01 to 2024-11-30
 *     //   by rule `covered`, ICA, Art. 2
 *     //     ...
 */
export function tell(policy: Policy, explanation: Explanation, nameOf: NameOf): string {
  return printSteps([stepsOf(policy, explanation, nameOf)]);
}

/**
 * An explanation as a tree of steps, of which the first is the answer; its sentences are the lines of `tell`.
 *
 *     stepsOf(policy, explain(...), nameOf)
 *     // { step: "answer", met: true, sentence: "yes: JINR is covered ...", below: [{ step: "rule", rule: "covered", ... }] }
 */
export function stepsOf(policy: Policy, explanation: Explanation, nameOf: NameOf): Step {
  return new Teller(policy, nameOf).explanation(explanation);
}

/** A proof alone, as an indented text. */
export function tellProof(policy: Policy, proof: Proof, nameOf: NameOf): string {
  return printSteps([new Teller(policy, nameOf).proof(proof)]);
}

/** What ends a stretch of days, each in one line, without what that rests on. */
export function tellEndings(policy: Policy, ends: readonly Ending[], nameOf: NameOf): string[] {
  const teller = new Teller(policy, nameOf);
  return ends.map((ending) => {
    const { sentence, below } = teller.ending(ending);
    return [sentence, ...below.map((each) => each.sentence)].join(" ");
  });
}

/** What rules lacked, each rule in one line. */
export function tellNear(policy: Policy, rules: readonly NearRule[], nameOf: NameOf): string[] {
  const teller = new Teller(policy, nameOf);
  return rules.map((rule) => {
    const { sentence, below } = teller.near({ ...rule, held: [] });
    return below.length === 0 ? sentence : `${sentence}: ${below.map((each) => each.sentence).join(", ")}`;
  });
}

/**
 * A remedy for a tuple in one line or a few. With `null` for the tuple it speaks of whomever it helps.
 *
 *     // Anna is affiliated with another institute (a), where (a) is covered by an agreement
 */
export function tellRemedy(
  policy: Policy,
  remedy: Remedy,
  tuple: Tuple | null,
  predicate: string,
  nameOf: NameOf,
): string {
  const sentences = new Sentences(policy, nameOf);
  const columns = declarationOf(policy, predicate)?.columns ?? [];
  const word = (term: RemedyTerm, kind: string): string => {
    if ("choice" in term) return `(${term.choice})`;
    if ("value" in term) return sentences.value(term.value, kind);
    return tuple === null
      ? `the ${columns[term.own]?.name ?? "same"}`
      : sentences.value(tuple[term.own]!, kind);
  };
  const acts = remedy.acts.map(({ act, record, terms }) => {
    const kinds = declarationOf(policy, record)?.columns ?? [];
    const words = terms.map((term, c) => word(term, kinds[c]?.kind ?? "Text"));
    const text = sentences.claim(
      record,
      terms.map(() => null),
      words,
    );
    return act === "add" ? text : `no longer: ${text}`;
  });
  const columnsOf: ColumnsOf = (name) => declarationOf(policy, name)?.columns ?? [];
  const conditions = remedy.conditions.map(({ not, condition, terms }) => {
    const text = conditionText(condition, terms);
    return not ? `not so: ${text}` : text;
  });
  function conditionText(condition: Condition, terms: Readonly<Record<string, RemedyTerm>>): string {
    if (condition.condition === "atom") {
      const kinds = columnsOf(condition.predicate);
      const words = condition.terms.map((term, c) => {
        const kind = kinds[c]?.kind ?? "Text";
        if (term.term === "any") return sentences.value(null, kind);
        return word(term.term === "value" ? term : (terms[term.name] ?? { choice: term.name }), kind);
      });
      return sentences.claim(
        condition.predicate,
        words.map(() => null),
        words,
      );
    }
    const names = new Map(Object.entries(terms).map(([name, term]) => [name, word(term, "Text")]));
    return printCondition(renamed(condition, names), columnsOf);
  }
  return [acts.join(", and "), ...(conditions.length > 0 ? [conditions.join(", ")] : [])].join("; where ");
}
