/** Reading an embedded store's folder without opening the store. */
import { type Act, actsFromJson, type RegistryMeta } from "@comity/registry";
import { journalBlocks } from "./engine/journal.ts";
import { pathsIn, readStoreFile } from "./engine/store-folder.ts";
import { EMPTY_HEAD, type Head } from "./ledger/entry.ts";
import { pagesOfBlocks } from "./ledger/read-entries.ts";
import { StoreError } from "./store-error.ts";
import { Vault } from "./vault/vault.ts";

/** What a folder says to whoever has no key and asks nobody. */
export interface FolderReading {
  readonly registry: string;
  readonly meta: RegistryMeta;
  /** With placeholders for names. */
  readonly acts: Act[];
  readonly head: Head;
}

/**
 * The acts in a store's folder, sealed, from its journal alone: no database is started, no key is needed, nothing is locked. So
 * it works while another process has the store open, and answers as of the entries that it found.
 *
 *     const { acts, head, meta } = await readFolder("cern.store")
 *
 * @throws StoreError `no-store`, `newer-store`; `journal-broken` where an entry is missing.
 */
export async function readFolder(folder: string): Promise<FolderReading> {
  const { registry, meta } = await readStoreFile(folder);
  const path = pathsIn(folder).acts;
  const acts: Act[] = [];
  let head: Head = EMPTY_HEAD;
  for await (const page of pagesOfBlocks(journalBlocks(path), path)) {
    for (const { position, previous, hash } of page) {
      if (position !== head.position + 1 || previous !== head.hash)
        throw new StoreError(
          "fault",
          "journal-broken",
          `\`${path}\` goes on from entry ${head.position} with ${position}, which does not follow it`,
          { help: "`comity registry verify` names the first broken link" },
        );
      head = { position, hash };
    }
    for (const act of actsFromJson(Vault.closed(page.map(({ act }) => act)))) acts.push(act);
  }
  return { registry, meta: meta ?? { name: registry, title: registry }, acts, head };
}
