/** Hearing of entries as they are recorded. */
import type { Kysely } from "kysely";
import type { Engine } from "../engine/engine.ts";
import type { Schema } from "../schema/schema.ts";
import type { EntryListener } from "../store.ts";
import { pagesOf } from "./read-entries.ts";

/**
 * Calls a listener with every entry from a position on, and from then on with each new one. A message only wakes it up: what is
 * new is read from the ledger, so that nothing is missed and nothing told twice. Where reading fails, the next message tries
 * again.
 */
export function followEntries(
  engine: Engine,
  db: Kysely<Schema>,
  registry: string,
  listener: EntryListener,
  fromPosition: number,
): () => void {
  let next = fromPosition;
  let isEnded = false;
  let isAsked = false;
  let isReading = false;
  const read = async (): Promise<void> => {
    for await (const page of pagesOf(db, registry, next)) {
      if (isEnded) return;
      await listener(page);
      next = page.at(-1)!.position + 1;
    }
  };
  const wake = async (): Promise<void> => {
    isAsked = true;
    if (isReading) return;
    isReading = true;
    try {
      while (isAsked && !isEnded) {
        isAsked = false;
        await read();
      }
    } catch {
      // The connection was lost, or the store closed meanwhile: `next` stands where it stood.
    } finally {
      isReading = false;
    }
  };
  const stop = engine.onRecorded(() => void wake());
  void wake();
  return () => {
    isEnded = true;
    stop();
  };
}
