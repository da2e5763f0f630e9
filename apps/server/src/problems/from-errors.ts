/** What the rooms below throw, as problems: the one place where that is decided. */
import { HTTPException } from "hono/http-exception";
import { Problem, type ProblemStatus, problem } from "./problem.ts";

/** The categories of all our errors. A `fault` is ours, and says no more than that. */
const STATUS_OF: Readonly<Record<string, ProblemStatus>> = {
  incorrect: 400,
  conflict: 409,
  "not found": 404,
  refused: 403,
};

/** Faults that pass: asking again later may go well. */
const NOT_NOW = new Set(["store-unreachable", "store-lost", "store-closed", "disk-full", "read-only"]);
const SECONDS_TO_WAIT = "5";

interface Categorised {
  readonly category: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

interface Listed {
  readonly severity?: string;
  readonly category: string;
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly act?: string;
  readonly column?: string;
  readonly help?: string;
}

function isCategorised(error: unknown): error is Categorised {
  const said = error as Partial<Categorised>;
  return error instanceof Error && typeof said.category === "string" && typeof said.code === "string";
}

function problemsOf(error: unknown): readonly Listed[] | undefined {
  const { problems } = error as { problems?: readonly Listed[] };
  if (!(error instanceof Error) || !Array.isArray(problems)) return undefined;
  const errors = problems.filter(({ severity }) => severity !== "warning" && severity !== "repair");
  return errors.length === 0 ? undefined : errors;
}

const pathOf = ({ path, act, column }: Listed): string =>
  path ?? [act, column].filter((part) => part !== undefined).join(".");

/** The outcome of an error that carries a list of problems: a registry's, a draft's, an import's. */
function fromListed(listed: readonly Listed[], cause: unknown): Problem {
  const first = listed[0]!;
  const status = STATUS_OF[first.category];
  if (status === undefined) return fault(cause);
  const errors = listed.slice(0, 100).map((each) => ({
    path: pathOf(each),
    message: each.message,
    ...(each.help === undefined ? {} : { help: each.help }),
  }));
  const count = listed.length === 1 ? "" : `, and ${listed.length - 1} more like it`;
  // What was sent refers to something that is not there: the address itself is right.
  return problem(status === 404 ? 422 : status, first.code, `${first.message}${count}`, { errors, cause });
}

function fault(cause: unknown): Problem {
  return problem(500, "fault", "something went wrong inside the server, and nothing was done", {
    help: "report it with the request's id, which is in the header `X-Request-Id`",
    cause,
  });
}

/**
 * The problem that an error is. What is not foreseen is a fault of ours: its message is logged and never shown.
 *
 *     problemOf(new StoreError("conflict", "head-moved", ...)).status    // 409
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException) return fromHono(error);
  const listed = problemsOf(error);
  if (listed !== undefined) return fromListed(listed, error);
  if (!isCategorised(error)) return fault(error);
  const { category, code, message, help } = error;
  const more = { ...(help === undefined ? {} : { help }), cause: error };
  if (NOT_NOW.has(code))
    return problem(503, code, message, { ...more, headers: { "Retry-After": SECONDS_TO_WAIT } });
  if (code === "outcome-unknown") return problem(504, code, message, more);
  const status = STATUS_OF[category];
  return status === undefined ? fault(error) : problem(status, code, message, more);
}

/** What the framework itself refuses, in our words. */
function fromHono(error: HTTPException): Problem {
  switch (error.status) {
    case 400:
      return problem(400, "malformed-body", "the body is not JSON that can be read", { cause: error });
    case 413:
      return problem(413, "body-too-large", "the body is larger than is taken here", { cause: error });
    case 415:
      return problem(415, "wrong-content-type", "the body is in a form that is not read here", {
        help: "send `Content-Type: application/json`",
        cause: error,
      });
    default:
      return fault(error);
  }
}
