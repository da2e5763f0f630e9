/** What every address may carry: the day as known on which one looks. */
import { CalendarError, day, formatDay } from "@comity/calendar";

export interface Search {
  /** A day, `2023-12-15`; today where it is not there. */
  readonly knownOn?: string | undefined;
}

/** Whether a text is a day of the calendar. */
export function isDay(text: unknown): text is string {
  if (typeof text !== "string" || text.length !== 10) return false;
  try {
    return formatDay(day(text)) === text;
  } catch (error) {
    if (error instanceof CalendarError) return false;
    throw error;
  }
}

/** The part of an address's search that every page has; what is no day is left aside, as is anything else here. */
export function searchOf(search: Record<string, unknown>): Search {
  // Said to be undefined, not left out: the router lays this over what the address has, and rubbish would stand.
  return { knownOn: isDay(search.knownOn) ? search.knownOn : undefined };
}

/** A text of an address's search, where it is one; the router reads `213` as a figure. */
export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
