/** What is wrong with a registry: each problem with its place, all of them at once. */

export type ProblemCategory = "incorrect" | "conflict" | "not found" | "fault";

/** Stable names, for programs; the message is for people. */
export type ProblemCode =
  | "not-a-folder"
  | "empty-folder"
  | "no-descriptor"
  | "not-json"
  | "wrong-type"
  | "unknown-format"
  | "unsafe-path"
  | "missing-file"
  | "unreadable-file"
  | "unknown-file"
  | "unlisted-file"
  | "listed-twice"
  | "not-utf-8"
  | "no-header"
  | "other-delimiter"
  | "missing-column"
  | "unknown-column"
  | "column-twice"
  | "schema-differs"
  | "own-record"
  | "record-differs"
  | "unclosed-quote"
  | "stray-quote"
  | "wrong-field-count"
  | "truncated"
  | "missing-value"
  | "unexpected-value"
  | "malformed-identifier"
  | "malformed-text"
  | "malformed-number"
  | "malformed-day"
  | "malformed-duration"
  | "unknown-choice"
  | "wrong-check-digit"
  | "duplicate-act"
  | "unknown-act"
  | "unknown-agreement"
  | "unknown-body"
  | "unknown-decision"
  | "unknown-experiment"
  | "unknown-institute"
  | "unknown-party"
  | "unknown-person"
  | "unknown-session"
  | "end-before-start"
  | "cyclic-reference"
  | "cyclic-parent"
  | "corrects-other-sort"
  | "corrected-before"
  | "corrected-twice"
  | "withdrawn-twice"
  | "nothing-to-end"
  | "ended-twice"
  | "ended-already"
  | "signed-twice"
  | "entered-twice"
  | "terminated-twice"
  | "succeeded-twice"
  | "never-in-force"
  | "after-the-end"
  | "late-notice"
  | "not-suspended"
  | "not-a-party"
  | "parent-ended"
  | "empty-term"
  | "excluding-places"
  | "too-much-presence"
  | "shared-identifier"
  | "merged-into-itself"
  | "merged-twice"
  | "merged-in-a-circle"
  | "erased-for-good"
  | "name-of-erased"
  | "cannot-write";

/** One problem. `row` counts as a spreadsheet does: the header is row 1; in JSON it is the line. */
export interface Problem {
  readonly severity: "error" | "warning";
  readonly category: ProblemCategory;
  readonly code: ProblemCode;
  /** Lower case, no final period; what was found, and what was expected. */
  readonly message: string;
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  /** The id of the act that it is about. */
  readonly act?: string;
  /** The place of another act that this one conflicts with. */
  readonly also?: { readonly file: string; readonly row: number };
  readonly help?: string;
}

/**
 * A problem in one or two lines.
 *
 *     affiliations.csv, row 17, column `last_day`: `2023-02-29` is not a day: February 2023 has 28 days
 *       help: did you mean `2023-02-28`?
 */
export function formatProblem(problem: Problem): string {
  const place = [
    problem.file,
    problem.row === undefined
      ? undefined
      : `${/\.jsonl?$/.test(problem.file ?? "") ? "line" : "row"} ${problem.row}`,
    problem.column === undefined ? undefined : `column \`${problem.column}\``,
    problem.file === undefined && problem.act !== undefined ? `act \`${problem.act}\`` : undefined,
  ].filter((part) => part !== undefined);
  const severity = problem.severity === "warning" ? "warning: " : "";
  const also = problem.also === undefined ? "" : ` (see ${problem.also.file}, row ${problem.also.row})`;
  const help = problem.help === undefined ? "" : `\n  help: ${problem.help}`;
  return `${place.length === 0 ? "" : `${place.join(", ")}: `}${severity}${problem.message}${also}${help}`;
}

/** More problems than this are counted in an error's message, not listed; `problems` has them all. */
export const MOST_PROBLEMS_LISTED = 50;

/** Thrown where a registry cannot be read or written. Nothing has been written then. */
export class RegistryError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const errors = problems.filter(({ severity }) => severity === "error");
    const listed = errors.slice(0, MOST_PROBLEMS_LISTED).map(formatProblem);
    const more = errors.length - listed.length;
    super([...listed, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
    this.name = "RegistryError";
    this.problems = problems;
  }

  get category(): ProblemCategory {
    return this.problems[0]?.category ?? "fault";
  }

  get code(): ProblemCode | undefined {
    return this.problems[0]?.code;
  }
}
