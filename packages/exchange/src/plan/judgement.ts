/** What becomes of a row: the words of a dry run. */
import type { Act } from "@comity/registry";
import type { ImportedTable } from "../incoming.ts";
import type { ExchangeProblem, Place } from "../problems.ts";
import type { Question } from "./questions.ts";

/**
 * `doubtful`: only a human can say what it means. `refused`: something is wrong with it. `left out`: a human said so, or the
 * file mentions what nobody asked for.
 */
export type Verdict = "new" | "changed" | "unchanged" | "doubtful" | "refused" | "left out";

export const VERDICTS: readonly Verdict[] = [
  "new",
  "changed",
  "unchanged",
  "doubtful",
  "refused",
  "left out",
];

/** A value that would be another one: `from` is what the registry has, `to` what the row says. */
export interface Change {
  readonly field: string;
  readonly from?: string;
  readonly to?: string;
}

export interface Judged {
  readonly table: ImportedTable;
  readonly place: Place;
  readonly verdict: Verdict;
  /** What it is about: the identifier that it has or would get. */
  readonly subject?: string;
  /** The row in a few words, for people. */
  readonly shown: string;
  readonly changes: readonly Change[];
  /** Why, where the verdict does not say it alone. */
  readonly because?: string;
  readonly question?: Question;
  readonly problems: readonly ExchangeProblem[];
  readonly acts: readonly Act[];
  /** The row whose acts say what this one adds, by its place among the judged: it stands and falls with that one. */
  readonly with?: number;
  /** Of an affiliation that stands in a person's entry: the person, by its place among the judged. */
  readonly ofPerson?: number;
}
