/** What is wrong with a signing policy, a registry's records for author lists, or a question about them. */

export type AuthorshipCategory = "incorrect" | "conflict" | "not found";

/** One problem. `path` is that of the field, as in `affiliations[2].print`. */
export interface AuthorshipProblem {
  readonly category: AuthorshipCategory;
  /** A stable name, for programs; the message is for people. */
  readonly code: string;
  /** Lower case, no final period; what was found and what was expected. */
  readonly message: string;
  readonly file?: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly help?: string;
}

/**
 * A problem in one or two lines.
 *
 *     own.json, affiliations[0].print.line: the line names a state, `Russia`
 */
export function formatAuthorshipProblem(problem: AuthorshipProblem): string {
  const { message, file, path, line, column, help } = problem;
  const place = [
    file,
    line === undefined ? undefined : `line ${line}`,
    column === undefined ? undefined : `column ${column}`,
    path === undefined || path === "" ? undefined : path,
  ].filter((part) => part !== undefined);
  const where = place.length === 0 ? "" : `${place.join(", ")}: `;
  return `${where}${message}${help === undefined ? "" : `\n  help: ${help}`}`;
}

/** Thrown where something cannot be read or answered; it holds all that is wrong. */
export class AuthorshipError extends Error {
  readonly problems: readonly AuthorshipProblem[];

  constructor(problems: readonly AuthorshipProblem[]) {
    super(problems.map(formatAuthorshipProblem).join("\n"));
    this.name = "AuthorshipError";
    this.problems = problems;
  }
}
