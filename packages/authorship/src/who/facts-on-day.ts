/** What a registry states on a day, of the records that author lists are made of. */
import { type Day, OPEN } from "@comity/calendar";
import type { Value } from "@comity/policy";
import type { Folded } from "@comity/registry";

/** A fact that holds on a day, with the day after its last. */
export interface FactOnDay {
  readonly tuple: readonly Value[];
  readonly to: Day;
}

/** Every fact of a record that holds on a day; none where the registry has no such record. */
export function* factsOn({ facts }: Pick<Folded, "facts">, record: string, on: Day): Generator<FactOnDay> {
  const table = facts.tables.get(record);
  if (table === undefined) return;
  const { shape, columns, from, to, count } = table;
  for (let row = 0; row < count; row++) {
    if (from[row]! > on || to[row]! <= on) continue;
    const tuple = shape.columns.map(({ kind }, at) => facts.symbols.value(kind, columns[at]![row]!));
    yield { tuple, to: (to[row] ?? OPEN) as Day };
  }
}

/** Second values by the first: the institutes of each person, the teams of each experiment. */
export function pairsOn(folded: Pick<Folded, "facts">, record: string, on: Day): Map<string, string[]> {
  const pairs = new Map<string, string[]>();
  for (const { tuple } of factsOn(folded, record, on)) {
    const [first, second] = tuple as [string, string];
    const list = pairs.get(first);
    if (list === undefined) pairs.set(first, [second]);
    else if (!list.includes(second)) list.push(second);
  }
  return pairs;
}
