/** Where the ledger meets the vault: personal fields are sealed before an act is chained, and opened only on the way out. */
import type { ActJson } from "@comity/registry";
import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";
import type { Entry } from "./entry.ts";

/** How acts are read: names as placeholders, or opened for somebody who says what for. */
export interface Reading {
  /** `alias`: opened, but for people under an alias; `clear`: opened, whoever they are. */
  readonly personal: "alias" | "clear";
  readonly by: string;
  readonly purpose: string;
  /** Only this person's names are opened, under whatever identifier; those of all others stay sealed. */
  readonly person?: string;
}

/** Seals and opens the personal fields of acts. What sealing makes (keys) lasts at least as surely as the acts do. */
export interface Sealer {
  /**
   * The acts as they may be chained, to be gone through once: those without personal fields as they are. In the transaction that
   * records them.
   */
  seal(transaction: Transaction<Schema>, acts: readonly ActJson[]): Promise<Iterable<ActJson>>;
  /** By pair: whether a stored act says what the given one says, which is not sealed; of an erased one as far as that can be told. */
  agree(
    transaction: Transaction<Schema>,
    pairs: readonly { readonly stored: ActJson; readonly given: ActJson }[],
  ): Promise<readonly boolean[]>;
  /** The acts with their personal fields. */
  open(db: Kysely<Schema>, acts: readonly ActJson[]): Promise<readonly ActJson[]>;
  /** Destroys the keys of those whom entries say to be erased. */
  letGo(db: Kysely<Schema>, entries: readonly Pick<Entry, "act">[], at: Date): Promise<void>;
}
