/**
 * The documents of an embedded store: in memory, and in a file of JSON Lines, `documents.journal`, that is fsynced before a
 * change is acknowledged. One process has the folder at a time, so that nothing else need be asked. A line is a write, all of it:
 *
 *     {"at":"2026-11-22T10:00:00.000Z","by":"anna","changes":[["draft","d1",7,{...}],["draft","d2",8]]}
 *
 * A change without a value takes a document away. Where the file has grown to several times what it says, it is written anew.
 */
import { Journal } from "../engine/journal.ts";
import { StoreError } from "../store-error.ts";
import {
  type ChangedDocument,
  type DocumentChange,
  type DocumentListener,
  DocumentMovedError,
  type DocumentRange,
  type DocumentShelf,
  type StoredDocument,
  type WrittenChange,
  writtenChanges,
} from "./documents.ts";

/** The name of the file in the store's folder. */
export const DOCUMENT_JOURNAL = "documents.journal";

/** A document with its value as text: whoever reads it gets a copy of their own. */
interface Held {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

type Line = {
  readonly at: string;
  readonly by: string;
  readonly changes: readonly (readonly [collection: string, id: string, version: number, value?: unknown])[];
  /** The greatest version ever given, where the file was written anew. */
  readonly version?: number;
};

/** A write that waits for its turn. */
interface Waiting {
  readonly changes: readonly WrittenChange[];
  readonly by: string;
  /** The clock's where none is given. */
  readonly at: string | undefined;
  readonly resolve: (documents: StoredDocument[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A write that was found good, and is not durable yet. */
interface Accepted {
  readonly call: Waiting;
  readonly at: string;
  readonly changes: readonly (WrittenChange & { readonly version: number })[];
}

/** The file is written anew once it is so many times as long as what it says, and longer than this. */
const WASTE = 4;
const SHORTEST_WASTEFUL_BYTES = 4_000_000;

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Documents in a file. */
export class DocumentJournal implements DocumentShelf {
  readonly #journal: Journal;
  readonly #clock: () => Date;
  readonly #collections = new Map<string, Map<string, Held>>();
  readonly #listeners = new Set<DocumentListener>();
  readonly #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #version = 0;
  /** How long the values are together. */
  #length = 0;
  #isClosed = false;

  private constructor(journal: Journal, clock: () => Date) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** @throws StoreError `malformed-line` where a line cannot be read. */
  static async open(path: string, clock: () => Date): Promise<DocumentJournal> {
    const opened = new DocumentJournal(await Journal.open(path), clock);
    try {
      let number = 0;
      for await (const text of opened.#journal.lines()) opened.#take(lineIn(text, ++number, path));
      await opened.#tidy();
      return opened;
    } catch (error) {
      await opened.#journal.close();
      throw error;
    }
  }

  get<Value>(collection: string, id: string): Promise<StoredDocument<Value> | undefined> {
    const held = this.#collections.get(collection)?.get(id);
    return Promise.resolve(held === undefined ? undefined : (documentOf(collection, id, held) as never));
  }

  list<Value>(collection: string, range: DocumentRange = {}): Promise<StoredDocument<Value>[]> {
    const { prefix = "", after, limit = Number.POSITIVE_INFINITY } = range;
    const documents = this.#collections.get(collection) ?? new Map<string, Held>();
    const ids = [...documents.keys()].filter(
      (id) => id.startsWith(prefix) && (after === undefined || byBytes(id, after) > 0),
    );
    const listed = ids.sort(byBytes).slice(0, limit);
    return Promise.resolve(listed.map((id) => documentOf(collection, id, documents.get(id)!) as never));
  }

  async write(changes: readonly DocumentChange[], by: string, at?: string): Promise<StoredDocument[]> {
    if (this.#isClosed) throw new StoreError("fault", "store-closed", "the store is closed");
    const written = writtenChanges(changes);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ changes: written, by, at, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  onChanges(listener: DocumentListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async *all(): AsyncGenerator<StoredDocument> {
    for (const collection of [...this.#collections.keys()].sort(byBytes)) yield* await this.list(collection);
  }

  async restore(documents: AsyncIterable<StoredDocument>): Promise<void> {
    const lines: string[] = [];
    for await (const { collection, id, version, at, by, value } of documents) {
      const line: Line = { at, by, changes: [[collection, id, version, value]] };
      lines.push(JSON.stringify(line));
    }
    await this.#journal.append(lines);
    for (const line of lines) this.#take(JSON.parse(line) as Line);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
    this.#listeners.clear();
    await this.#journal.close();
  }

  /** Writes of the same moment share an fsync. */
  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const accepted = this.#accept(this.#waiting.splice(0));
      try {
        await this.#journal.append(accepted.map(lineOf));
        for (const each of accepted) this.#settle(each);
        await this.#tidy();
      } catch (error) {
        for (const { call } of accepted) call.reject(error);
      }
    }
    this.#running = undefined;
  }

  /** Holds writes, one after the other, against what will be there then. */
  #accept(calls: readonly Waiting[]): Accepted[] {
    const accepted: Accepted[] = [];
    /** What writes accepted before change; undefined what they take away. */
    const ahead = new Map<string, StoredDocument | undefined>();
    let version = this.#version;
    for (const call of calls) {
      const at = call.at ?? this.#clock().toISOString();
      const standing = ({ collection, id }: WrittenChange): StoredDocument | undefined => {
        const name = `${collection}\n${id}`;
        if (ahead.has(name)) return ahead.get(name);
        const held = this.#collections.get(collection)?.get(id);
        return held === undefined ? undefined : documentOf(collection, id, held);
      };
      const moved = call.changes.find(
        (change) => change.expected !== undefined && (standing(change)?.version ?? 0) !== change.expected,
      );
      if (moved !== undefined) {
        call.reject(new DocumentMovedError(moved.collection, moved.id, standing(moved)));
        continue;
      }
      const changes = call.changes.map((change) => ({ ...change, version: ++version }));
      for (const { collection, id, version, text } of changes)
        ahead.set(
          `${collection}\n${id}`,
          text === undefined ? undefined : documentOf(collection, id, { version, at, by: call.by, text }),
        );
      accepted.push({ call, at, changes });
    }
    return accepted;
  }

  /** Lets a write count that is durable, and tells of it. */
  #settle({ call, at, changes }: Accepted): void {
    const { by } = call;
    const written: StoredDocument[] = [];
    const changed: ChangedDocument[] = [];
    for (const { collection, id, version, text } of changes) {
      this.#put(collection, id, text === undefined ? undefined : { version, at, by, text });
      this.#version = Math.max(this.#version, version);
      changed.push({ collection, id, version, isGone: text === undefined });
      if (text !== undefined) written.push(documentOf(collection, id, { version, at, by, text }));
    }
    call.resolve(written);
    for (const listener of this.#listeners)
      setImmediate(() => this.#listeners.has(listener) && listener(changed));
  }

  #take({ at, by, changes, version: greatest = 0 }: Line): void {
    this.#version = Math.max(this.#version, greatest);
    for (const [collection, id, version, value] of changes) {
      this.#put(
        collection,
        id,
        value === undefined ? undefined : { version, at, by, text: JSON.stringify(value) },
      );
      this.#version = Math.max(this.#version, version);
    }
  }

  #put(collection: string, id: string, held: Held | undefined): void {
    const documents = this.#collections.get(collection) ?? new Map<string, Held>();
    this.#collections.set(collection, documents);
    this.#length -= documents.get(id)?.text.length ?? 0;
    if (held === undefined) documents.delete(id);
    else documents.set(id, held);
    this.#length += held?.text.length ?? 0;
  }

  /** Writes the file anew where most of it says what is no longer so. */
  async #tidy(): Promise<void> {
    const { bytes } = this.#journal;
    if (bytes < SHORTEST_WASTEFUL_BYTES || bytes < WASTE * this.#length) return;
    const lines = [JSON.stringify({ at: "", by: "", changes: [], version: this.#version } satisfies Line)];
    for (const [collection, documents] of this.#collections)
      for (const [id, { version, at, by, text }] of documents)
        lines.push(
          `{"at":${JSON.stringify(at)},"by":${JSON.stringify(by)},"changes":[[${JSON.stringify(collection)},${JSON.stringify(id)},${version},${text}]]}`,
        );
    await this.#journal.replace(lines);
  }
}

function documentOf(collection: string, id: string, { version, at, by, text }: Held): StoredDocument {
  return { collection, id, version, at, by, value: JSON.parse(text) as unknown };
}

function lineOf({ call, at, changes }: Accepted): string {
  const written = changes.map(({ collection, id, version, text }) => {
    const value = text === undefined ? "" : `,${text}`;
    return `[${JSON.stringify(collection)},${JSON.stringify(id)},${version}${value}]`;
  });
  return `{"at":${JSON.stringify(at)},"by":${JSON.stringify(call.by)},"changes":[${written.join(",")}]}`;
}

function lineIn(text: string, number: number, path: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch (error) {
    throw new StoreError(
      "fault",
      "malformed-line",
      `\`${path}\` was damaged: its line ${number} cannot be read`,
      { help: "restore it from a backup", cause: error },
    );
  }
}
