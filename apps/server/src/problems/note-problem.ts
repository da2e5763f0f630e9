/** What is noted of a problem before it is told: it is counted, and a fault of ours is logged with its cause. */
import type { ServerContext } from "../context.ts";
import { loggedError } from "../observe/log.ts";
import type { Problem } from "./problem.ts";

/** The request that a problem is about, as the log knows it. */
export interface Asked {
  readonly requestId: string;
  /** The path of the route that was found, with the names of its parameters. */
  readonly route: string | undefined;
  /** Whether nobody may be told when it was asked: only a fault of ours is noted then. */
  readonly isUntold?: boolean;
}

/** Counts a problem, and logs it where it is the server's fault. */
export function noteProblem(
  said: Problem,
  { metrics, log }: ServerContext,
  { requestId, route, isUntold = false }: Asked,
): void {
  if (!isUntold) metrics.refusals.inc({ code: said.code });
  if (said.status < 500) return;
  log.error({ requestId, route, problem: said.code, ...loggedError(said.cause ?? said) }, "a request failed");
}
