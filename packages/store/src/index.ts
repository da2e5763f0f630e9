/** The public face of the store package. */

export * from "./living/living-evaluation.ts";
export * from "./projection/projected-tables.ts";
export * from "./projection/rows.ts";
export { StoreError, type StoreErrorCategory, type StoreErrorCode } from "./store-error.ts";
export { KEY_JOURNAL, KeyJournal } from "./vault/key-journal.ts";
export type { KeyShelf, Shelved } from "./vault/key-shelf.ts";
export { KeyTable, type KeyTables } from "./vault/key-table.ts";
export {
  MASTER_KEY,
  MASTER_KEY_FILE,
  MasterKey,
  masterKeyFrom,
  newMasterKeyText,
} from "./vault/master-key.ts";
export { people } from "./vault/people-tables.ts";
export { Vault } from "./vault/vault.ts";
