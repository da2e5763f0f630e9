/**
 * What is searched for: for each rule, and each alternative of its `or`, a predicate of its own, so that one can ask of
 * any facts whether this very alternative holds. And policies cut down to what a predicate rests on.
 */
import type { Condition, Place, Policy, Predicate, Rule } from "../policy.ts";
import { atomsOf } from "../proof/way.ts";

/** One alternative of a rule, or the whole rule where it has but one. */
export interface Alternative {
  readonly rule: Rule;
  /** From 1; undefined where the rule has one only. */
  readonly number?: number;
  readonly body: Condition;
  readonly place: Place;
  /** The predicate that stands for it in `withAlternatives`: its own, where it is all that there is of it. */
  readonly goal: string;
}

/** The alternatives of all rules but clauses, in the order of the text. */
export function alternativesOf(policy: Policy): Alternative[] {
  const clauses = new Set(policy.predicates.filter(({ role }) => role === "never").map(({ name }) => name));
  return policy.rules
    .filter(({ predicate }) => !clauses.has(predicate))
    .flatMap((rule): Alternative[] => {
      const parts = alternatives(rule.body);
      const isAll =
        parts.length === 1 && policy.rules.every((one) => one === rule || one.predicate !== rule.predicate);
      return parts.map((body, at) => ({
        rule,
        ...(parts.length > 1 && { number: at + 1 }),
        body,
        place: parts.length > 1 ? placeOf(body) : rule.place,
        goal: isAll ? rule.predicate : `alternative ${at + 1} of ${rule.id}`,
      }));
    });
}

/** `a or b unless c` is `a unless c` and `b unless c`. */
function alternatives(body: Condition): Condition[] {
  if (body.condition === "any") return [...body.parts];
  if (body.condition !== "unless") return [body];
  return alternatives(body.body).map((part) => ({ ...body, body: part }));
}

/** An exception belongs to all alternatives: the place is that of what is excepted from. */
function placeOf(body: Condition): Place {
  return body.condition === "unless" ? placeOf(body.body) : body.place;
}

/** The policy with a predicate for each alternative, of the same values as its rule's. */
export function withAlternatives(policy: Policy, all: readonly Alternative[]): Policy {
  const predicates = new Map(policy.predicates.map((predicate) => [predicate.name, predicate]));
  const added = all.filter(({ goal }) => !predicates.has(goal));
  return {
    ...policy,
    predicates: [
      ...policy.predicates,
      ...added.map(
        ({ goal, rule }): Predicate => ({ ...predicates.get(rule.predicate)!, role: "rule", name: goal }),
      ),
    ],
    rules: [
      ...policy.rules,
      ...added.map(({ goal, rule, body }): Rule => ({ ...rule, id: goal, predicate: goal, body })),
    ],
  };
}

/** The records and derived predicates on which predicates rest, themselves among them. */
export function restsOn(policy: Policy, predicates: readonly string[]): Set<string> {
  const reached = new Set(predicates);
  for (const name of reached)
    for (const { predicate, body } of policy.rules)
      if (predicate === name) for (const atom of atomsOf(body)) reached.add(atom);
  return reached;
}

/** The policy as far as these predicates rest on it, without examples. */
export function cutTo(policy: Policy, predicates: readonly string[]): Policy {
  const needed = restsOn(policy, predicates);
  return {
    ...policy,
    records: policy.records.filter(({ name }) => needed.has(name)),
    predicates: policy.predicates.filter(({ name }) => needed.has(name)),
    rules: policy.rules.filter(({ predicate }) => needed.has(predicate)),
    examples: [],
  };
}

/** A clause alone, with the words that it names as records: they hold whenever one likes. */
export function withFreeWords(policy: Policy, clause: string): Policy {
  const rules = policy.rules.filter(({ predicate }) => predicate === clause);
  const named = new Set(rules.flatMap(({ body }) => [...atomsOf(body)]));
  const records = [...policy.records, ...policy.predicates].filter(({ name }) => named.has(name));
  return {
    ...policy,
    records: records.map(({ name, columns, place }) => ({ role: "record", name, columns, place })),
    predicates: policy.predicates.filter(({ name }) => name === clause),
    rules,
    examples: [],
  };
}
