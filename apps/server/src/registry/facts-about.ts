/** Facts of a folded registry by some of their values, with all days of a tuple together. */
import { type IntervalSet, interval, unionAll } from "@comity/calendar";
import type { Pattern, Tuple } from "@comity/policy";
import type { Folded } from "@comity/registry";

export interface FactDays {
  readonly tuple: Tuple;
  readonly days: IntervalSet;
}

/**
 * The facts of a record that match a pattern, in the order in which they were first stated.
 *
 *     factsOf(folded, "affiliated", ["p17", undefined])    // [{ tuple: ["p17", "INP-BSU"], days }]
 */
export function factsOf({ facts }: Folded, record: string, pattern: Pattern): FactDays[] {
  const table = facts.tables.get(record);
  if (table === undefined) return [];
  const { columns } = table.shape;
  const codes = columns.map(({ kind }, at) => {
    const value = pattern[at];
    return value === undefined ? undefined : facts.symbols.find(kind, value);
  });
  if (codes.includes(-1)) return [];
  const found = new Map<string, { tuple: Tuple; days: IntervalSet[] }>();
  for (let row = 0; row < table.count; row++) {
    if (!codes.every((code, at) => code === undefined || table.columns[at]![row] === code)) continue;
    const tuple = columns.map(({ kind }, at) => facts.symbols.value(kind, table.columns[at]![row]!));
    const key = JSON.stringify(tuple);
    const known = found.get(key) ?? { tuple, days: [] };
    found.set(key, known);
    known.days.push(interval(table.from[row]! as never, table.to[row]! as never));
  }
  return Array.from(found.values(), ({ tuple, days }) => ({ tuple, days: unionAll(days) }));
}
