/** The log: JSON lines without personal data and without secrets. */
import { type DestinationStream, type Logger, pino } from "pino";

/**
 * A logger. Whatever is logged is named by ids: of requests, of routes, of accounts as short digests. Members that could hold a
 * secret are left out wherever they stand, in case somebody logs an object as it is.
 */
export function logOf(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: [
        "authorization",
        "cookie",
        "password",
        "secret",
        "token",
        "*.authorization",
        "*.cookie",
        "*.password",
        "*.secret",
        "*.token",
        "headers",
        "*.headers",
      ],
      remove: true,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What is logged of an error: never its message where that may hold what somebody sent. */
export function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { code?: unknown };
  const where = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return {
    error: error.name,
    ...(typeof code === "string" ? { code } : {}),
    at: where.slice(0, 8).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: loggedError(error.cause) }),
  };
}
