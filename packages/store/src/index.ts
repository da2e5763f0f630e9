/** The public face of the store package. */

export {
  type ChangedDocument,
  type DocumentChange,
  type DocumentListener,
  DocumentMovedError,
  type DocumentRange,
  type Documents,
  type StoredDocument,
} from "./documents/documents.ts";
export type { Appended, AppendOptions } from "./ledger/append.ts";
export type { BackupManifest } from "./ledger/backup.ts";
export { canonicalJson } from "./ledger/canonical-json.ts";
export { type Document, EMPTY_HEAD, type Entry, type Head, lineOf } from "./ledger/entry.ts";
export { HeadMovedError } from "./ledger/head-moved.ts";
export { entryOfLine } from "./ledger/receive.ts";
export type { Reading } from "./ledger/sealer.ts";
export type { BrokenLink, Verification } from "./ledger/verify.ts";
export {
  countTogether,
  type FollowedStep,
  type FollowedStore,
  type FollowOptions,
  followStore,
  type Renewed,
  recordedOf,
  type StepListener,
} from "./living/follow-store.ts";
export * from "./living/living-evaluation.ts";
export { type OpenFollowedOptions, openFollowed } from "./living/open-followed.ts";
export { type OpenOptions, openStore, restoreStore } from "./open-store.ts";
export { type ErasureWords, erasuresOf } from "./people/erasure.ts";
export { actsAbout, type Extract, type ExtractSource, extractOf, type HeldAct } from "./people/extract.ts";
export { LOOK_JOURNAL, type Look } from "./people/look-book.ts";
export {
  type Due,
  dueOn,
  hasRetentionRule,
  RETENTION_RULE,
  type RetentionSource,
} from "./people/retention.ts";
export { type ProjectedRow, projectionRows } from "./projection/rows.ts";
export { areProjectionsCurrent, rebuildProjections } from "./projection/update-projections.ts";
export { type FolderReading, readFolder } from "./read-folder.ts";
export type { Schema } from "./schema/schema.ts";
export type { ActsReading, EntryListener, Store } from "./store.ts";
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
