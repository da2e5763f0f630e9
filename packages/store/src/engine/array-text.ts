/** PostgreSQL's arrays as text (PostgreSQL 18, 8.15.2): many rows go as one parameter for each column. */

/** What must be escaped within double quotes. */
const SPECIAL = /[\\"]/g;

function element(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value !== "string") return String(value);
  // Most texts hold neither, and looking is quicker than replacing.
  return value.includes('"') || value.includes("\\") ? `"${value.replace(SPECIAL, "\\$&")}"` : `"${value}"`;
}

/**
 * An array as the database reads one, to be cast: the driver would write the same, at several times the cost.
 *
 *     sql`select unnest(${arrayText(["a", 'b"c', null])}::text[])`    // {"a","b\"c",null}
 */
export function arrayText(values: readonly (string | number | boolean | null | undefined)[]): string {
  return `{${values.map(element).join(",")}}`;
}
