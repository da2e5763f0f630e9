/** The reference evaluator as a whole evaluation, with what-ifs: slow, obvious, and remembered tuple by tuple. */
import { difference, equal, has } from "@comity/calendar";
import {
  type Dated,
  type Differing,
  type Evaluation,
  evaluateByMeaning,
  type Fact,
  type Horizon,
  type Policy,
} from "../src/index.ts";
import { changed, factsOf } from "./random.ts";

export function evaluationByMeaning(
  policy: Policy,
  given: readonly Fact[],
  options: { readonly horizon?: Horizon } = {},
): Evaluation {
  const meaning = evaluateByMeaning(policy, factsOf(policy, given), options);
  const tables = new Map<string, Map<string, Dated>>();
  for (const { name } of [...policy.records, ...policy.predicates]) {
    const rows = [...meaning.list(name)].map((dated) => [JSON.stringify(dated.tuple), dated] as const);
    tables.set(name, new Map(rows));
  }
  const nothing = meaning.when(policy.records[0]!.name, []);
  const evaluation: Evaluation = {
    policy,
    when: (predicate, tuple) => tables.get(predicate)?.get(JSON.stringify(tuple))?.days ?? nothing,
    *list(predicate, pattern = [], on) {
      for (const dated of tables.get(predicate)!.values()) {
        if (pattern.some((value, c) => value !== undefined && value !== dated.tuple[c])) continue;
        if (on === undefined || has(dated.days, on)) yield dated;
      }
    },
    whatIf: (changes) => evaluationByMeaning(policy, changed(given, changes), options),
    *difference(other, predicates): Generator<Differing> {
      for (const { name, role } of policy.predicates) {
        if (predicates === undefined ? role === "rule" : !predicates.includes(name)) continue;
        const tuples = new Map(
          [...evaluation.list(name), ...other.list(name)].map((d) => [JSON.stringify(d.tuple), d.tuple]),
        );
        for (const tuple of tuples.values()) {
          const [before, after] = [evaluation.when(name, tuple), other.when(name, tuple)];
          if (equal(before, after)) continue;
          const [lost, gained] = [difference(before, after), difference(after, before)];
          yield { predicate: name, tuple, before, after, lost, gained };
        }
      }
    },
  };
  return evaluation;
}
