/** Opening a store and following it at once. */
import type { Policy } from "@comity/policy";
import type { RegistryMeta } from "@comity/registry";
import type { Entry, Head } from "../ledger/entry.ts";
import { EMPTY_HEAD } from "../ledger/entry.ts";
import { type OpenOptions, openStore } from "../open-store.ts";
import type { Store } from "../store.ts";
import { FollowedStore, type FollowOptions, followStore, livingOf, recordedOf } from "./follow-store.ts";
import type { LivingEvaluation } from "./living-evaluation.ts";

/** How to open and follow. */
export interface OpenFollowedOptions extends OpenOptions, FollowOptions {
  /** The policy by which to derive, once it is known what the registry says of itself. */
  readonly policy: (meta: RegistryMeta) => Policy | Promise<Policy>;
}

/** What was derived while the store was still being opened. */
interface Ahead {
  readonly living: LivingEvaluation;
  readonly head: Head;
}

/**
 * Opens a store, and follows it. In a folder everything is derived from the journal while the database's process starts: most of a
 * start is waiting for one or the other.
 *
 *     const { store, followed } = await openFollowed("cern.store", { masterKey, policy: () => policy })
 *
 * @throws what `openStore`, `followStore` and `policy` throw.
 */
export async function openFollowed(
  where: string,
  { policy, ...options }: OpenFollowedOptions,
): Promise<{ readonly store: Store; readonly followed: FollowedStore }> {
  let ahead: Promise<Ahead> | undefined;
  const derive = async (entries: readonly Entry[], meta: RegistryMeta): Promise<Ahead> => {
    const { position, hash } = entries.at(-1) ?? EMPTY_HEAD;
    return { living: livingOf(await policy(meta), recordedOf(entries), options), head: { position, hash } };
  };
  const store = await openStore(where, {
    ...options,
    onJournal: (entries, meta) => {
      ahead = derive(entries, meta);
      // It is told below, or by the store that cannot be opened.
      ahead.catch(() => undefined);
    },
  });
  try {
    const derived = await ahead;
    if (derived !== undefined && derived.head.hash === (await store.head()).hash)
      return { store, followed: new FollowedStore(store, derived.living, derived.head, options) };
    return { store, followed: await followStore(store, await policy(await store.meta()), options) };
  } catch (error) {
    await store.close();
    throw error;
  }
}
