/** What can be wrong with a file that is to be imported: each problem with its place, all of them at once. */

export type ImportErrorCode =
  | "not-utf-8"
  | "not-json"
  | "no-record"
  | "several-records"
  | "no-authors"
  | "wrong-type"
  | "no-year"
  | "malformed-day"
  | "names-or-pseudonyms";

/** One problem. Line and column count from 1; `path` is the field, as in `[0].authors[17].affiliation`. */
export interface ImportProblem {
  readonly category: "incorrect";
  readonly code: ImportErrorCode;
  /** Lower case, no final period; never holds a person's name. */
  readonly message: string;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
  readonly help?: string;
}

/** More problems than this are counted, not listed. */
export const mostProblemsListed = 20;

/** One problem in one or two lines: `list.json:12:3: message`, and the help under it. */
export function formatImportProblem(problem: ImportProblem): string {
  const at = problem.line === undefined ? "" : `:${problem.line}:${problem.column ?? 1}`;
  const path = problem.path === undefined ? "" : ` (${problem.path})`;
  const help = problem.help === undefined ? "" : `\n  help: ${problem.help}`;
  return `${problem.file}${at}: ${problem.message}${path}${help}`;
}

/**
 * Thrown by the importers and nothing else, before anything is written.
 *
 *     importCernOpendata("[", { pseudonyms: true, file: "list.json" })
 *     // ImportError: list.json:1:2: the text ends in the middle of a JSON value
 *     //   help: expected a JSON value; is the file cut short?
 */
export class ImportError extends Error {
  readonly category = "incorrect";
  readonly code: ImportErrorCode;
  readonly problems: readonly ImportProblem[];

  constructor(problems: readonly [ImportProblem, ...ImportProblem[]]) {
    const listed = problems.slice(0, mostProblemsListed).map(formatImportProblem);
    const more = problems.length - listed.length;
    super([...listed, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
    this.name = "ImportError";
    this.code = problems[0].code;
    this.problems = problems;
  }
}
