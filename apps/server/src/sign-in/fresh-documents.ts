/**
 * Documents that are read with every request, kept for a moment: sessions, tokens, accounts. What any process changes is read anew
 * as soon as this one hears of it, and in any case after a few seconds, should the word have been lost.
 */
import { performance } from "node:perf_hooks";
import type { Documents, StoredDocument } from "@comity/store";

/** The longest that a revocation can go unseen by another process whose connection to the database lost the word of it. */
export const LONGEST_UNSEEN_MS = 3000;
const MOST_KEPT = 20_000;

interface Kept {
  readonly document: StoredDocument<unknown> | undefined;
  /** By a clock that does not jump. */
  readonly readAt: number;
}

/** Reads documents, the same one not twice within a moment unless it changed. */
export class FreshDocuments {
  readonly #documents: Documents;
  readonly #collections: ReadonlySet<string>;
  readonly #kept = new Map<string, Kept>();
  /** How many changes were heard of: what was read while one came is not kept. */
  #heard = 0;
  readonly #stop: () => void;

  constructor(documents: Documents, collections: readonly string[]) {
    this.#documents = documents;
    this.#collections = new Set(collections);
    this.#stop = documents.onChanges((changes) => {
      if (changes === undefined) {
        this.#heard++;
        this.#kept.clear();
        return;
      }
      for (const { collection, id } of changes)
        if (this.#collections.has(collection)) {
          this.#heard++;
          this.#kept.delete(keyOf(collection, id));
        }
    });
  }

  /** A document, as it was within the last moment, where it was read within that; undefined where it was not. */
  kept<T>(collection: string, id: string): StoredDocument<T> | undefined {
    const kept = this.#kept.get(keyOf(collection, id));
    if (kept === undefined || performance.now() - kept.readAt >= LONGEST_UNSEEN_MS) return undefined;
    return kept.document as StoredDocument<T> | undefined;
  }

  /** A document, as it was within the last moment. */
  async get<T>(collection: string, id: string): Promise<StoredDocument<T> | undefined> {
    const kept = this.kept<T>(collection, id);
    if (kept !== undefined) return kept;
    const key = keyOf(collection, id);
    const readAt = performance.now();
    const heard = this.#heard;
    const document = await this.#documents.get<T>(collection, id);
    // What is not there is not kept: guessed tokens must not push out what is used.
    if (heard === this.#heard && document !== undefined) this.#keep(key, { document, readAt });
    return document;
  }

  /** Forgets what this process has just changed itself, before it hears of it. */
  forget(collection: string, id: string): void {
    this.#heard++;
    this.#kept.delete(keyOf(collection, id));
  }

  stop(): void {
    this.#stop();
    this.#kept.clear();
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
  }
}

const keyOf = (collection: string, id: string): string => `${collection}\n${id}`;
