/** How carrying out says no: one error with a category, a stable code, what was found, and what to do. */

/** As with a store's errors. */
export type CarryingOutCategory = "incorrect" | "conflict" | "not found" | "refused" | "fault";

/** Stable names, for programs; the message is for people. */
export type CarryingOutCode =
  | "already-reversed"
  | "decided-in-future"
  | "instrument-entered"
  | "instrument-malformed"
  | "letter-incomplete"
  | "malformed-guide"
  | "moved"
  | "no-decision"
  | "no-feed"
  | "no-item"
  | "no-letter"
  | "no-mail"
  | "no-part"
  | "no-smtp"
  | "not-excepted"
  | "nothing-to-do"
  | "reason-missing"
  | "wrong-day"
  | "wrong-state";

/**
 * Thrown where what was asked cannot be done; nothing was. The message is in lower case without a final period, with the user's
 * own words in backticks, and names nobody.
 */
export class CarryingOutError extends Error {
  readonly category: CarryingOutCategory;
  readonly code: CarryingOutCode;
  readonly help: string | undefined;
  /** The field that is meant, as in `instrument.sha256`. */
  readonly path: string | undefined;

  constructor(
    category: CarryingOutCategory,
    code: CarryingOutCode,
    message: string,
    more: { readonly help?: string; readonly path?: string; readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "CarryingOutError";
    this.category = category;
    this.code = code;
    this.help = more.help;
    this.path = more.path;
  }
}
