/** Runs a policy's examples: what it must say of made-up worlds, or of a registry. */
import { type Day, EMPTY, has, type IntervalSet, unionAll } from "@comity/calendar";
import type { Extension } from "../evaluation.ts";
import { type Facts, FactsBuilder } from "../facts.ts";
import type { Example, Place, Policy, Tuple } from "../policy.ts";

/** What came of one expectation of an example. */
export interface ExampleResult {
  readonly title: string;
  readonly predicate: string;
  readonly tuple: Tuple;
  readonly on: Day;
  /** Whether it is to hold on that day. */
  readonly expected: boolean;
  /** `skipped`: the example is about a registry, and none was given. */
  readonly outcome: "pass" | "fail" | "skipped";
  /** All days on which it holds; for a clause, on which anything breaks it. */
  readonly days: IntervalSet;
  readonly place: Place;
}

/**
 * Runs every example of a policy with the evaluator given. Examples without facts of their own are about a registry.
 *
 *     for (const { outcome, place, days } of runExamples(policy, evaluate))
 *       if (outcome === "fail") console.error(place.line, formatIntervals(days));
 */
export function runExamples(
  policy: Policy,
  evaluate: (policy: Policy, facts: Facts) => Extension,
  registryFacts?: Facts,
): ExampleResult[] {
  const evaluated = new Map<string, Extension>();
  let ofRegistry: Extension | undefined;
  const evaluationFor = (example: Example): Extension | undefined => {
    if (example.wantsRegistry) {
      if (registryFacts !== undefined) ofRegistry ??= evaluate(policy, registryFacts);
      return ofRegistry;
    }
    // Examples of one world share its evaluation.
    const key = JSON.stringify(example.given.map(({ record, tuple, from, to }) => [record, tuple, from, to]));
    const known = evaluated.get(key) ?? evaluate(policy, factsOf(policy, example));
    evaluated.set(key, known);
    return known;
  };
  return policy.examples.flatMap((example) =>
    example.expectations.map((expectation): ExampleResult => {
      const { predicate, tuple, on, holds: expected, place } = expectation;
      const about = { title: example.title, predicate, tuple, on, expected, place };
      const evaluation = evaluationFor(example);
      if (evaluation === undefined) return { ...about, outcome: "skipped", days: EMPTY };
      const days = daysOf(evaluation, predicate, tuple);
      return { ...about, outcome: has(days, on) === expected ? "pass" : "fail", days };
    }),
  );
}

/** An example names a clause without its values: then on any day on which something breaks it. */
function daysOf(evaluation: Extension, predicate: string, tuple: Tuple): IntervalSet {
  const clause = evaluation.policy.predicates.find(
    ({ name, role }) => name === predicate && role === "never",
  );
  if (clause === undefined) return evaluation.when(predicate, tuple);
  return unionAll([...evaluation.list(predicate)].map(({ days }) => days));
}

function factsOf(policy: Policy, { given }: Example): Facts {
  const facts = new FactsBuilder(policy.records);
  for (const { record, tuple, from, to } of given) facts.add(record, tuple, from, to);
  return facts.build();
}
