/** Statements: rows of declared records, by which a registry says what its own files have no columns for. */
import type { Value } from "@comity/policy";
import type { LastingAct } from "./act-header.ts";

/** What a column of a declared record holds, in the words of a Table Schema. `integer` is a number that is whole. */
export const DECLARED_TYPES = ["string", "number", "integer", "date"] as const;
export type DeclaredType = (typeof DECLARED_TYPES)[number];

export interface DeclaredColumn {
  readonly name: string;
  readonly type: DeclaredType;
}

/**
 * A row of a declared record: the fact `record(values)` from `on` through `lastDay`. It says itself what its columns are,
 * so that acts can be folded without anything else; all statements of one record have the same.
 */
export interface StatementAct extends LastingAct {
  readonly act: "statement";
  readonly record: string;
  readonly columns: readonly DeclaredColumn[];
  /** As many as there are columns: text, a number, or a `Day` where the column's type is `date`. */
  readonly values: readonly Value[];
}
