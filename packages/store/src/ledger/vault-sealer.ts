/** Sealing by the vault: its keys in the folder of an embedded store, or in the tables of a server, within the transaction. */
import type { ActJson } from "@comity/registry";
import type { Kysely, Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";
import type { KeyShelf } from "../vault/key-shelf.ts";
import type { MasterKey } from "../vault/master-key.ts";
import { Vault } from "../vault/vault.ts";
import type { Entry } from "./entry.ts";
import type { Sealer } from "./sealer.ts";

/** The vault as the ledger uses it. */
export class VaultSealer implements Sealer {
  #master: MasterKey;
  readonly #shelfIn: (db: Kysely<Schema>) => KeyShelf;

  constructor(master: MasterKey, shelfIn: (db: Kysely<Schema>) => KeyShelf) {
    this.#master = master;
    this.#shelfIn = shelfIn;
  }

  /** The master key that it works with now. */
  get master(): MasterKey {
    return this.#master;
  }

  /** The vault with its keys as a transaction sees them. */
  vaultIn(db: Kysely<Schema>): Vault {
    return new Vault(this.#master, this.#shelfIn(db));
  }

  seal(transaction: Transaction<Schema>, acts: readonly ActJson[]): Promise<Iterable<ActJson>> {
    return this.vaultIn(transaction).seal(acts);
  }

  async agree(
    transaction: Transaction<Schema>,
    pairs: readonly { readonly stored: ActJson; readonly given: ActJson }[],
  ): Promise<readonly boolean[]> {
    const differences = await this.vaultIn(transaction).differences(pairs);
    return differences.map(({ length }) => length === 0);
  }

  open(db: Kysely<Schema>, acts: readonly ActJson[]): Promise<readonly ActJson[]> {
    return this.vaultIn(db).open(acts);
  }

  /** Destroys the keys of those whom entries say to be erased; of the others' nothing is done. */
  async letGo(db: Kysely<Schema>, entries: readonly Pick<Entry, "act">[], at: Date): Promise<void> {
    const erased = entries.flatMap(({ act }) => (act.act === "erasure" ? [String(act.person)] : []));
    if (erased.length > 0) await this.vaultIn(db).destroyLeft(erased, at);
  }

  /** Wraps all keys by another master key, and works with it from then on. Gives how many keys there are. */
  async rotate(db: Kysely<Schema>, master: MasterKey): Promise<number> {
    const count = await this.vaultIn(db).rotate(master);
    this.#master = master;
    return count;
  }
}
