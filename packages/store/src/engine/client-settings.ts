/** How values come out of the database, on both engines. */
import type { CustomTypesConfig } from "pg";
import pg from "pg";

/** Object identifiers of PostgreSQL's types (pg_type.dat). */
const INT8 = 20;
const DATE = 1082;

/** A bigint of ours counts acts: it is far below where numbers lose whole steps. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`\`${text}\` is beyond what a number holds`);
  return value;
}

/** Positions are numbers; a `date` stays the text that it is, for a day has no time and no time zone. */
export const TYPES: CustomTypesConfig = {
  getTypeParser: ((id: number, format?: "text" | "binary") => {
    if (id === INT8) return safeInteger;
    if (id === DATE) return (text: string) => text;
    return pg.types.getTypeParser(id, format as "text");
  }) as CustomTypesConfig["getTypeParser"],
};

/** Codes of PostgreSQL (class 08, and 57P01 to 57P03) and of the network that say that the connection is gone. */
const LOST_CODES = new Set([
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
  "57P01",
  "57P02",
  "57P03",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** What `pg` says where a connection ends under it; it gives no code then. */
const LOST_WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect|This socket has been ended)/;

/** Whether an error says that the connection is gone, so that the same may succeed on another one. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: string };
  if (code !== undefined && LOST_CODES.has(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost);
  return LOST_WORDS.test(error.message);
}
