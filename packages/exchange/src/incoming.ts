/** What files say, row by row, in the registry's own words: the form in which every reader hands it on. */
import type { Day } from "@comity/calendar";
import type { Connection } from "@comity/registry";
import type { ExchangeProblem, Place } from "./problems.ts";

/** The tables whose rows can be brought in, in the order in which they are needed. */
export const IMPORTED_TABLES = ["parties", "institutes", "people", "affiliations", "agreements"] as const;
export type ImportedTable = (typeof IMPORTED_TABLES)[number];

/** An affiliation that stands in a person's own row, or in an author's entry. */
export interface Tie {
  readonly place: Place;
  readonly institute: string;
  readonly connection: Connection;
  readonly on?: Day;
  readonly lastDay?: Day;
}

/** One row. What it does not say is absent: an empty cell says nothing. */
export interface IncomingRow {
  readonly table: ImportedTable;
  readonly place: Place;
  /** Unique among the rows of its file: what its acts are called after. */
  readonly key: string;
  /** By the names that acts have for them: `familyName`, `lastDay` ... */
  readonly said: Readonly<Record<string, unknown>>;
  readonly ties: readonly Tie[];
  /** What other rows of the same import call it: an author list's `a59b`. */
  readonly local?: string;
  /** Other names of an institute: in other languages, short ones. */
  readonly alsoCalled?: readonly string[];
  /** What is to be said of the row where it is not left out. */
  readonly remarks?: readonly ExchangeProblem[];
  /** Where the row comes from: what a table says is meant to be said, a list or a directory may only mention. */
  readonly origin: "table" | "author list" | "ror";
}

/** What a reader hands its rows to. */
export interface Sink {
  take(row: IncomingRow): void;
  /** A row that says nothing usable, with why. */
  refuse(table: ImportedTable, place: Place, problems: readonly ExchangeProblem[], shown: string): void;
  /** A warning, or what was mended. */
  note(problem: ExchangeProblem): void;
}
