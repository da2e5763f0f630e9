/** How the store says no: one error with a category, a stable code, what was found, and what to do. */

/** As with a registry's problems; `refused` is what somebody may not do, or cannot do without a key. */
export type StoreErrorCategory = "incorrect" | "conflict" | "not found" | "refused" | "fault";

/** Stable names, for programs; the message is for people. */
export type StoreErrorCode =
  | "act-differs"
  | "broken-chain"
  | "cannot-write"
  | "damaged-key"
  | "damaged-keys"
  | "damaged-seal"
  | "disk-full"
  | "document-malformed"
  | "document-moved"
  | "head-moved"
  | "journal-behind"
  | "journal-broken"
  | "line-refused"
  | "locked"
  | "malformed-line"
  | "master-key-malformed"
  | "master-key-missing"
  | "master-key-too-open"
  | "master-key-twice"
  | "master-key-unreadable"
  | "master-key-wrong"
  | "missing-key"
  | "malformed-text"
  | "newer-store"
  | "person-erased"
  | "no-person"
  | "no-registry"
  | "no-store"
  | "not-empty"
  | "outcome-unknown"
  | "read-only"
  | "several-registries"
  | "store-closed"
  | "store-exists"
  | "store-lost"
  | "store-unreachable"
  | "unknown-head"
  | "unprotected-line"
  | "old-server";

/**
 * Thrown where the store cannot do what was asked. Unless the code is `outcome-unknown`, nothing was recorded. The message is
 * in lower case without a final period, with the user's own words in backticks.
 */
export class StoreError extends Error {
  readonly category: StoreErrorCategory;
  readonly code: StoreErrorCode;
  readonly help: string | undefined;

  constructor(
    category: StoreErrorCategory,
    code: StoreErrorCode,
    message: string,
    more: { readonly help?: string; readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "StoreError";
    this.category = category;
    this.code = code;
    this.help = more.help;
  }
}
