/** What is wrong with a file that is brought in, or was mended in it: each with its place. */
import type { ProblemCategory, ProblemCode } from "@comity/registry";

/** Stable names, for programs; those of the registry's own checks are among them. */
export type ExchangeCode =
  | ProblemCode
  | "empty-file"
  | "unknown-kind-of-file"
  | "unknown-table"
  | "other-encoding"
  | "cell-too-long"
  | "too-many-cells"
  | "too-many-rows"
  | "ignored-column"
  | "other-delimiter-read"
  | "looks-like-a-formula"
  | "formula"
  | "error-value"
  | "merged-cells"
  | "macros"
  | "not-xlsx"
  | "zip-bomb"
  | "xml-entities"
  | "malformed-xml"
  | "xml-mended"
  | "no-author-list"
  | "no-list-day"
  | "malformed-json"
  | "no-ror-record"
  | "mended"
  | "left-out"
  | "shared-orcid"
  | "same-name"
  | "unknown-mark"
  | "unnamed-author"
  | "no-author"
  | "too-large"
  | "wrong-list"
  | "said-otherwise"
  | "said-twice"
  | "depends-on-another-row"
  | "erased-person"
  | "not-cleared"
  | "wrong-mapping"
  | "wrong-decision"
  | "unused-decision"
  | "unknown-set"
  | "built-upon"
  | "withdrawn-already";

/** Where something stands. Rows count as a spreadsheet does, the header is row 1; lines count from 1. */
export interface Place {
  readonly file: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly line?: number;
}

/** One problem, or one thing that was mended and is said all the same. */
export interface ExchangeProblem {
  /** An `error` refuses the row, or the file where it has none; a `warning` warns; a `repair` was mended. */
  readonly severity: "error" | "warning" | "repair";
  readonly category: ProblemCategory;
  readonly code: ExchangeCode;
  /** Lower case, no final period; the file's own words in backticks. */
  readonly message: string;
  readonly place?: Place;
  readonly column?: string;
  readonly help?: string;
}

/** A place as one says it: `people.xlsx, sheet People, row 12`. */
export function formatPlace({ file, sheet, row, line }: Place): string {
  return [
    file,
    ...(sheet === undefined ? [] : [`sheet \`${sheet}\``]),
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
  ].join(", ");
}

/** A problem in one or two lines: `people.csv, row 12, column `orcid`: message`, and the help under it. */
export function formatExchangeProblem({ severity, message, place, column, help }: ExchangeProblem): string {
  const at = [
    ...(place === undefined ? [] : [formatPlace(place)]),
    ...(column === undefined ? [] : [`column \`${column}\``]),
  ].join(", ");
  const lead = severity === "error" ? "" : `${severity}: `;
  return `${at === "" ? "" : `${at}: `}${lead}${message}${help === undefined ? "" : `\n  help: ${help}`}`;
}

/** More problems than this are counted in an error's message, not listed; `problems` has them all. */
const MOST_LISTED = 50;

/** Thrown where a file as a whole cannot be brought in. Nothing has been changed then. */
export class ExchangeError extends Error {
  readonly problems: readonly ExchangeProblem[];

  constructor(problems: readonly [ExchangeProblem, ...ExchangeProblem[]]) {
    const more = problems.length - MOST_LISTED;
    const listed = problems.slice(0, MOST_LISTED).map(formatExchangeProblem);
    super([...listed, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
    this.name = "ExchangeError";
    this.problems = problems;
  }

  get category(): ProblemCategory {
    return this.problems[0]!.category;
  }

  get code(): ExchangeCode {
    return this.problems[0]!.code;
  }
}

/** The error that refuses a whole file. */
export function refusal(code: ExchangeCode, place: Place, message: string, help?: string): ExchangeError {
  return new ExchangeError([
    {
      severity: "error",
      category: "incorrect",
      code,
      message,
      place,
      ...(help === undefined ? {} : { help }),
    },
  ]);
}
