/** What is wrong with a draft decision: each problem with its place, all of them at once. */

export type DraftProblemCategory = "incorrect" | "conflict" | "not found";

/** One problem. `path` is that of the field, as in `acts[2].agreement`; empty for the file as a whole. */
export interface DraftProblem {
  readonly severity: "error" | "warning";
  readonly category: DraftProblemCategory;
  /** A stable name, for programs; the message is for people. */
  readonly code: string;
  /** Lower case, no final period; what was found and what was expected. */
  readonly message: string;
  readonly file?: string;
  readonly path?: string;
  /** Where the file cannot be read at all: counted from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly help?: string;
}

/**
 * A problem in one or two lines.
 *
 *     end.json, acts[2].agreement: `ICA-RUS` is not an agreement of this registry
 *       help: did you mean `ICA-RU`?
 */
export function formatDraftProblem(problem: DraftProblem): string {
  const { severity, message, file, path, line, column, help } = problem;
  const place = [
    file,
    line === undefined ? undefined : `line ${line}`,
    column === undefined ? undefined : `column ${column}`,
    path === undefined || path === "" ? undefined : path,
  ].filter((part) => part !== undefined);
  const where = place.length === 0 ? "" : `${place.join(", ")}: `;
  const warning = severity === "warning" ? "warning: " : "";
  return `${where}${warning}${message}${help === undefined ? "" : `\n  help: ${help}`}`;
}

/** More problems than this are counted in an error's message, not listed; `problems` has them all. */
const MOST_LISTED = 50;

/** Thrown where a draft cannot be read or made. */
export class DraftError extends Error {
  readonly problems: readonly DraftProblem[];

  constructor(problems: readonly DraftProblem[]) {
    const errors = problems.filter(({ severity }) => severity === "error");
    const listed = errors.slice(0, MOST_LISTED).map(formatDraftProblem);
    const more = errors.length - listed.length;
    super([...listed, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
    this.name = "DraftError";
    this.problems = problems;
  }
}

/** Thrown by a function that expected something else of its caller's arguments than a draft. */
export function draftError(
  category: DraftProblemCategory,
  code: string,
  message: string,
  help?: string,
): DraftError {
  return new DraftError([
    { severity: "error", category, code, message, ...(help === undefined ? {} : { help }) },
  ]);
}
