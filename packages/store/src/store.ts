/** A store: the ledger of one registry in a database, with what is derived from it. */
import type { Act, PersonAct, RegistryMeta } from "@comity/registry";
import type { Kysely } from "kysely";
import type { Documents } from "./documents/documents.ts";
import type { Appended, AppendOptions } from "./ledger/append.ts";
import type { BackupManifest } from "./ledger/backup.ts";
import type { Entry, Head } from "./ledger/entry.ts";
import type { Reading } from "./ledger/sealer.ts";
import type { Verification } from "./ledger/verify.ts";
import type { Look } from "./people/look-book.ts";
import type { Schema } from "./schema/schema.ts";
import type { MasterKey } from "./vault/master-key.ts";

/** Hears of entries, each once and in their order; the next ones come when it is done. */
export type EntryListener = (entries: readonly Entry[]) => void | Promise<void>;

/** How acts are read: `sealed` opens nothing and is no look at anybody. */
export type ActsReading = { readonly personal: "sealed" } | Reading;

/** How the keys of people stand. None of them is in it. */
export interface KeyState {
  /** People who have a key: their names can be opened. */
  readonly people: number;
  /** People whose key was destroyed: what was sealed under it is gone for good. */
  readonly destroyed: number;
  /** Whether the master key in use is the one that wraps them; it is not where it was rotated meanwhile. */
  readonly isCurrent: boolean;
}

/** The ledger of one registry. */
export interface Store {
  readonly registry: string;
  readonly engine: "embedded" | "postgres";
  /** For reading, and for what is derived from acts; of acts themselves it takes only new ones that continue the chain. */
  readonly db: Kysely<Schema>;
  /** What somebody should know who runs it. */
  readonly warnings: readonly string[];

  /** What has to last beside the acts, and may change. */
  readonly documents: Documents;

  /**
   * Seals a text that is personal or secret, to be kept in a document (AES-256-GCM under a key of the store's own, wrapped by the
   * master key; base64url). It opens for the same purpose only: `unseal(purpose, sealed)`.
   */
  seal(purpose: string, text: string): Promise<string>;

  /** @throws StoreError `damaged-seal` where it was damaged, or sealed for another purpose. */
  unseal(purpose: string, sealed: string): Promise<string>;

  /** What the registry says of itself; its id alone where that was never said. Not part of the ledger. */
  meta(): Promise<RegistryMeta>;

  /** Says of the registry what it is: title, host, policy, the records that it declares. */
  describe(meta: RegistryMeta): Promise<void>;

  head(): Promise<Head>;

  /**
   * Records acts, all of them or none. Acts that are recorded already with the same content are left out: asking again is safe.
   * Once it comes back they would outlast a power cut.
   *
   *     await store.append([act], { by: "users office", expectedHead: head.hash })
   *
   * @throws StoreError `act-differs` where an id is taken by another content; HeadMovedError (`head-moved`) with the entries
   * since `expectedHead`; `unknown-head`; `disk-full`; `read-only`; `store-unreachable`; `outcome-unknown`, after which one asks
   * again; RegistryError where an act says something that acts cannot say.
   */
  append(acts: readonly Act[], options: AppendOptions): Promise<Appended>;

  /**
   * Takes over entries of another ledger as they are, with their hashes: those of `entries()`, or of an export. An empty
   * registry that has taken over everything has the same head.
   *
   * @throws StoreError `broken-chain`; `not-empty` where the registry holds other acts.
   */
  receive(entries: AsyncIterable<Entry>): Promise<Head>;

  /** The entries from a position on, personal fields sealed. */
  entries(from?: number): AsyncIterable<Entry>;

  /**
   * All acts as they stand at a head. Where names are opened the look is noted first, as one at everybody's data, or at one
   * person's. People under an alias have no other name but in clear; those who were erased have none.
   */
  acts(reading: ActsReading): Promise<{ readonly acts: Act[]; readonly head: Head }>;

  /**
   * What each of some people is called, and the mail address: read from the few acts that say so, however long the ledger is. A look
   * at each of them is noted first. People under an alias have no other name but in clear; those who were erased have none, and
   * who is not registered is not there.
   */
  people(
    people: readonly string[],
    reading: Omit<Reading, "person">,
  ): Promise<ReadonlyMap<string, PersonAct>>;

  /** Notes looks at what is known of people where no name is opened; durable once it comes back. */
  noteLooks(looks: readonly Omit<Look, "at">[]): Promise<void>;

  /** Who looked at some people's data, everybody's among them, in order; all looks where nobody is named. */
  looks(people?: Iterable<string>): Promise<Look[]>;

  /**
   * Wraps the keys of all people by another master key, by which alone the store opens from then on; gives how many there are.
   * What is left on disks of keys that the old one wrapped is worth nothing once the old one is gone.
   */
  rotateKeys(masterKey: MasterKey): Promise<number>;

  /** How the keys of people stand: how many there are and how many were destroyed, and whether they are wrapped by the master key in use. */
  keyState(): Promise<KeyState>;

  /** Computes every hash again, of the journal too where there is one. */
  verify(): Promise<Verification>;

  /** The position of the entry with a hash, such as a head that was noted elsewhere; undefined where none has it. */
  positionOf(hash: string): Promise<number | undefined>;

  /**
   * Writes everything that cannot be computed again into a new folder: acts, wrapped keys, looks, documents. `restoreStore` takes it back,
   * into a folder or a server.
   *
   * @throws StoreError `not-empty`, `disk-full`, `read-only`.
   */
  backup(folder: string): Promise<BackupManifest>;

  /** Calls a listener with every entry from a position on, whoever recorded it; the answer ends that. */
  onEntries(listener: EntryListener, fromPosition: number): () => void;

  /** Waits for what is being recorded, and gives the store free. */
  close(): Promise<void>;
}
