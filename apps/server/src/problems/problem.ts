/** How the server says no: problem documents (RFC 9457). */

/** A part of what was sent that is wrong. */
export interface Fault {
  /** Where: `query.on`, `body.acts[2].person`, `header.if-match`. */
  readonly path: string;
  /** Lower case, no final period, the user's words in backticks. */
  readonly message: string;
  readonly help?: string;
}

export interface MoreAboutProblem {
  readonly errors?: readonly Fault[];
  readonly help?: string;
  /** Headers of the answer: `Retry-After`, `WWW-Authenticate`, `ETag`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document, such as the head that moved. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Statuses that problems have. */
export type ProblemStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 406
  | 408
  | 409
  | 410
  | 412
  | 413
  | 414
  | 415
  | 422
  | 428
  | 429
  | 431
  | 500
  | 502
  | 503
  | 504;

const TITLES: Readonly<Record<ProblemStatus, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not there",
  405: "No such method here",
  406: "Not to be had in that form",
  408: "Too slow",
  409: "Conflict",
  410: "Gone",
  412: "Changed meanwhile",
  413: "Too large",
  414: "Address too long",
  415: "Not in that form",
  422: "Cannot be done",
  428: "State missing",
  429: "Too many requests",
  431: "Headers too large",
  500: "Fault of the server",
  502: "Another service failed",
  503: "Not ready",
  504: "Another service is too slow",
};

/** Thrown by handlers; the server answers with its document. */
export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly code: string;
  readonly more: MoreAboutProblem;

  constructor(status: ProblemStatus, code: string, detail: string, more: MoreAboutProblem) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.more = more;
  }
}

/**
 * A problem to be thrown. The detail is in lower case without a final period, the user's words in backticks.
 *
 *     throw problem(404, "not-found", "there is no person `p99`, or you may not see it")
 */
export function problem(
  status: ProblemStatus,
  code: string,
  detail: string,
  more: MoreAboutProblem = {},
): Problem {
  return new Problem(status, code, detail, more);
}

/** The content type of problem documents. */
export const PROBLEM_JSON = "application/problem+json";

/** The document of a problem. `instance` is the path that was asked for. */
export function documentOf({ status, code, message, more }: Problem, instance: string) {
  return {
    type: `/problems/${code}`,
    title: TITLES[status],
    status,
    detail: message,
    code,
    instance,
    ...(more.errors === undefined ? {} : { errors: more.errors }),
    ...(more.help === undefined ? {} : { help: more.help }),
    ...more.members,
  };
}

/** The answer that says a problem. */
export function responseOf(problem: Problem, instance: string): Response {
  return new Response(JSON.stringify(documentOf(problem, instance)), {
    status: problem.status,
    headers: { "Content-Type": PROBLEM_JSON, "Cache-Control": "no-store", ...problem.more.headers },
  });
}
