/** Which facts a policy can read. */
import type { Column, Facts, Policy } from "@comity/policy";
import { type Folded, shapeOfRecord } from "@comity/registry";

/** What a column of a policy holds, as far as facts tell: numbers, days, and all else, which is text to them. */
function sortOf({ kind }: Column): string {
  return kind === "Number" || kind === "Day" ? kind : "Text";
}

/** The facts without those of declared records whose columns are not the policy's: nothing reads such a record. */
export function readable(
  policy: Policy,
  { facts, records }: Folded,
): { facts: Facts; unread: ReadonlySet<string> } {
  const unread = new Set<string>();
  for (const record of policy.records) {
    const columns = records.get(record.name);
    if (columns === undefined) continue;
    const sorts = (list: readonly Column[]): string => list.map(sortOf).join();
    if (sorts(record.columns) !== sorts(shapeOfRecord(record.name, columns).columns)) unread.add(record.name);
  }
  if (unread.size === 0) return { facts, unread };
  const tables = new Map([...facts.tables].filter(([name]) => !unread.has(name)));
  return { facts: { symbols: facts.symbols, tables }, unread };
}
