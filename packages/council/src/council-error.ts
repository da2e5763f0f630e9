/** How the council says no: one error with a category, a stable code, what was found, and what to do. */

/** As with a store's errors. */
export type CouncilCategory = "incorrect" | "conflict" | "not found" | "refused" | "fault";

/** Stable names, for programs; the message is for people. */
export type CouncilCode =
  | "already-on-agenda"
  | "ballot-secret"
  | "default-missing"
  | "names-missing"
  | "no-body"
  | "no-item"
  | "no-motion"
  | "no-rule"
  | "no-session"
  | "no-vote"
  | "not-a-choice"
  | "not-a-member"
  | "not-counted"
  | "nothing-to-enter"
  | "participants-missing"
  | "record-columns"
  | "too-many-votes"
  | "wrong-default"
  | "wrong-figures"
  | "wrong-state";

/**
 * Thrown where what was asked cannot be done; nothing was. The message is in lower case without a final period, with the user's
 * own words in backticks, and says nothing of how anybody voted.
 */
export class CouncilError extends Error {
  readonly category: CouncilCategory;
  readonly code: CouncilCode;
  readonly help: string | undefined;
  /** The field that is meant, as in `rules[2].needs[0].share`. */
  readonly path: string | undefined;

  constructor(
    category: CouncilCategory,
    code: CouncilCode,
    message: string,
    more: { readonly help?: string; readonly path?: string; readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "CouncilError";
    this.category = category;
    this.code = code;
    this.help = more.help;
    this.path = more.path;
  }
}
