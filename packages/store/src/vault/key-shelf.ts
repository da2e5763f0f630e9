/** Where the wrapped keys of people lie: a file beside the embedded store, a table on PostgreSQL. */

import { StoreError } from "../store-error.ts";

/** A wrapped key, or that it was destroyed; of a person who never had one nothing is known. */
export type Shelved = Uint8Array | "destroyed";

/**
 * The name on the shelf of the key under which documents are sealed (`SealBox`). No person has one with a semicolon, by the format
 * of identifiers.
 */
export const DOCUMENT_KEY = ";documents";

/** What all shelves do. None of them ever sees a key that is not wrapped, or a master key. */
export interface KeyShelf {
  /** What tells the master key (`MasterKey.check`); undefined on a shelf that was never used. */
  check(): Promise<string | undefined>;
  /** Notes the master key of a shelf that was never used. */
  begin(check: string): Promise<void>;
  /** The keys of these people, of everybody where nobody is named. */
  keys(people?: Iterable<string>): Promise<ReadonlyMap<string, Shelved>>;
  /**
   * Adds keys of people who have none, wrapped by the master key that `check` tells, and returns once they are durable (on
   * PostgreSQL: with the transaction). Gives what lies there now: where another process was quicker, its key.
   *
   * @throws StoreError `master-key-wrong` where the shelf's keys are wrapped by another one by now: nobody could open these.
   */
  add(keys: ReadonlyMap<string, Uint8Array>, check: string): Promise<ReadonlyMap<string, Shelved>>;
  /** Destroys the keys of these people for good; those who have none can never be given one. */
  destroy(people: readonly string[], at: Date): Promise<void>;
  /**
   * Puts other wrapped keys in the place of all, and notes the master key that wrapped them, all or nothing; says whether it did: it
   * does not where there are keys by now that are not among these.
   */
  exchange(keys: ReadonlyMap<string, Uint8Array>, check: string): Promise<boolean>;
}

/** What somebody hears who has the master key that the store had when they opened it. */
export function rotatedMeanwhile(): StoreError {
  return new StoreError(
    "refused",
    "master-key-wrong",
    "the master key of this store was rotated while this process had it open",
    { help: "start it again with the master key that the store was rotated to" },
  );
}
