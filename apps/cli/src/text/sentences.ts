/** Claims as sentences: the titles that a policy gives its records and rules, with the values put in. */
import { type Day, type Duration, formatDay, formatDuration, isOpen } from "@comity/calendar";
import { declarationOf, type Policy, type Value } from "@comity/policy";
import { clean } from "./width.ts";

/** A value as it is written. */
export function formatValue(kind: string, value: Value | Duration): string {
  if (typeof value === "object") return formatDuration(value);
  if (kind === "Day") return isOpen(value as Day) ? "no day" : formatDay(value as Day);
  return clean(String(value));
}

/**
 * What a claim says. Values that are not known (`null`) are written as `some person`.
 *
 *     sentence(policy, "affiliated", ["p17", "INP-BSU"])    // "p17 is affiliated with INP-BSU"
 */
export function sentence(policy: Policy, predicate: string, values: readonly (Value | null)[]): string {
  const declaration = declarationOf(policy, predicate);
  const columns = declaration?.columns ?? [];
  const written = values.map((value, at) => {
    const { kind, name } = columns[at] ?? { kind: "Text", name: "value" };
    return value === null ? `some ${name}` : formatValue(kind, value);
  });
  const title = declaration?.title;
  if (title === undefined) return `${predicate}(${written.join(", ")})`;
  const used = new Set<number>();
  const filled = title.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const at = columns.findIndex((column) => column.name === name);
    if (at < 0) return whole;
    used.add(at);
    return written[at]!;
  });
  const rest = written.filter((_, at) => !used.has(at));
  return clean(rest.length === 0 ? filled : `${filled} (${rest.join(", ")})`);
}
