/** What goes wrong with days, durations and interval sets. */

/** `incorrect`: what was written has no meaning. `fault`: the calling code broke a rule of this package. */
export type CalendarErrorCategory = "incorrect" | "fault";

/** A stable name for each error, for programs; the message is for people. */
export type CalendarErrorCode =
  | "malformed-day"
  | "no-such-day"
  | "day-out-of-range"
  | "open-end"
  | "malformed-duration"
  | "duration-out-of-range"
  | "reversed-window"
  | "wrong-direction"
  | "malformed-intervals";

/**
 * Thrown by this package and nothing else. Whoever read the words from a file adds the place.
 *
 *     day("2023-02-29")
 *     // CalendarError: `2023-02-29` is not a day: February 2023 has 28 days
 *     //   category "incorrect", code "no-such-day", help "did you mean `2023-02-28`?"
 */
export class CalendarError extends Error {
  readonly category: CalendarErrorCategory;
  readonly code: CalendarErrorCode;
  readonly help?: string;

  constructor(category: CalendarErrorCategory, code: CalendarErrorCode, message: string, help?: string) {
    super(message);
    this.name = "CalendarError";
    this.category = category;
    this.code = code;
    if (help !== undefined) this.help = help;
  }
}
