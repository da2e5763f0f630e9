/** Sealing by the vault: its keys in the folder of an embedded store, or in the tables of a server, within the transaction. */
import type { ActJson } from "@comity/registry";
import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";
import type { KeyShelf } from "../vault/key-shelf.ts";
import type { MasterKey } from "../vault/master-key.ts";
import { Vault } from "../vault/vault.ts";
import type { Sealer } from "./sealer.ts";

/** The vault as the ledger uses it. */
export class VaultSealer implements Sealer {
  readonly #master: MasterKey;
  readonly #shelfIn: (db: Kysely<Schema>) => KeyShelf;

  constructor(master: MasterKey, shelfIn: (db: Kysely<Schema>) => KeyShelf) {
    this.#master = master;
    this.#shelfIn = shelfIn;
  }

  /** The vault with its keys as a transaction sees them. */
  vaultIn(db: Kysely<Schema>): Vault {
    return new Vault(this.#master, this.#shelfIn(db));
  }

  seal(transaction: Transaction<Schema>, acts: readonly ActJson[]): Promise<readonly ActJson[]> {
    return this.vaultIn(transaction).seal(acts);
  }

  async agree(
    transaction: Transaction<Schema>,
    pairs: readonly { readonly stored: ActJson; readonly given: ActJson }[],
  ): Promise<readonly boolean[]> {
    const vault = this.vaultIn(transaction);
    const agreed: boolean[] = [];
    for (const { stored, given } of pairs) agreed.push((await vault.differences(stored, given)).length === 0);
    return agreed;
  }

  open(db: Kysely<Schema>, acts: readonly ActJson[]): Promise<readonly ActJson[]> {
    return this.vaultIn(db).open(acts);
  }
}
