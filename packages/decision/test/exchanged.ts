/** Turns a comparison round, for tests that neither side is special. */

/** The same comparison with its sides exchanged. */
export function exchanged(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(exchanged);
  if (typeof part !== "object" || part === null) return part;
  const other: Record<string, string> = { a: "b", b: "a", onlyA: "onlyB", onlyB: "onlyA" };
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [other[key] ?? key, exchanged(value)]),
  );
}
