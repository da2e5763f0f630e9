/** How the access package says no, where it is not the gate that does. */

/** Stable names, for programs; the message is for people. */
export type AccessErrorCode = "purpose-needed" | "purpose-unknown" | "not-cleared" | "sheet-not-releasable";

/** One error with a category, a stable code, what was found, and what to do. */
export class AccessError extends Error {
  override readonly name = "AccessError";
  readonly category: "incorrect" | "refused" | "conflict";
  readonly code: AccessErrorCode;
  readonly help?: string;

  constructor(
    category: AccessError["category"],
    code: AccessErrorCode,
    message: string,
    options: { readonly help?: string } = {},
  ) {
    super(message);
    this.category = category;
    this.code = code;
    if (options.help !== undefined) this.help = options.help;
  }
}
