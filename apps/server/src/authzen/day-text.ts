/** Days as requests write them. */
import { type Day, day } from "@comity/calendar";

const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

/** The day that a text says; undefined where it says none: `2023-02-29`, `tomorrow`. */
export function dayOfText(text: string): Day | undefined {
  if (!WRITTEN.test(text)) return undefined;
  try {
    return day(text);
  } catch {
    return undefined;
  }
}

export const isDayText = (text: string): boolean => dayOfText(text) !== undefined;
