/** What differs between the facts of two lists of acts, in the form that a what-if takes. */
import { type Day, difference, eachInterval, type IntervalSet, intervalSet } from "@comity/calendar";
import { eachFact, type FactChange, type Tuple } from "@comity/policy";
import { type Act, fold } from "@comity/registry";

interface Dated {
  readonly record: string;
  readonly tuple: Tuple;
  readonly pairs: [Day, Day][];
}

function tuplesOf(acts: readonly Act[]): Map<string, Dated> {
  const tuples = new Map<string, Dated>();
  for (const { record, tuple, from, to } of eachFact(fold(acts).facts)) {
    const key = JSON.stringify([record, tuple]);
    const known = tuples.get(key);
    if (known === undefined) tuples.set(key, { record, tuple, pairs: [[from, to]] });
    else known.pairs.push([from, to]);
  }
  return tuples;
}

/**
 * The changes that lead from the facts of some acts to those of others: days that tuples lose, then days that they gain.
 *
 *     evaluation.whatIf(factChanges(before, after))    // equals an evaluation of the facts after
 */
export function factChanges(before: readonly Act[], after: readonly Act[]): FactChange[] {
  const [old, fresh] = [tuplesOf(before), tuplesOf(after)];
  const daysIn = (tuples: Map<string, Dated>, key: string): IntervalSet =>
    intervalSet(tuples.get(key)?.pairs ?? []);
  const changes: FactChange[] = [];
  const note = ({ record, tuple }: Dated, days: IntervalSet, present: boolean): void => {
    for (const [from, to] of eachInterval(days)) changes.push({ record, tuple, from, to, present });
  };
  for (const [key, dated] of old) note(dated, difference(daysIn(old, key), daysIn(fresh, key)), false);
  for (const [key, dated] of fresh) note(dated, difference(daysIn(fresh, key), daysIn(old, key)), true);
  return changes;
}
