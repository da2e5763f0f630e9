/** How checks note what they find. */
import { type Day, formatDay, isOpen } from "@comity/calendar";
import type { Problem } from "./problems.ts";

/** A problem of one act, by its index among the acts checked; `other` is another act that it conflicts with. */
export interface Found extends Omit<Problem, "file" | "row" | "act"> {
  readonly index: number;
  readonly other?: number;
}

/** Notes a problem of an act (by its index in the ledger). */
export type Note = (found: Found) => void;

/** A day in words, for messages. */
export function written(day: Day): string {
  return isOpen(day) ? "an open end" : `\`${formatDay(day)}\``;
}
