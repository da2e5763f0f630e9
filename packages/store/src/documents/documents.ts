/**
 * Documents: what has to last beside the acts, and may change. Accounts, drafts, plans, the state of mails. Small JSON values, each
 * with a version, kept by both engines; no history but what their owners keep.
 */
import { StoreError } from "../store-error.ts";

/** A document as it stands. */
export interface StoredDocument<Value = unknown> {
  readonly collection: string;
  readonly id: string;
  /** Grows with every change of any document of the registry: no two changes have the same one, nor does a document made again. */
  readonly version: number;
  /** When it was written; an instant. */
  readonly at: string;
  readonly by: string;
  readonly value: Value;
}

/** A change to be made. */
export interface DocumentChange {
  readonly collection: string;
  readonly id: string;
  /** The version that the writer knows; 0 where it must not be there. Left out, it is written whatever is there. */
  readonly expected?: number;
  /** A JSON value; `null` takes the document away. */
  readonly value: unknown;
}

/** Names a document that changed; `isGone` where it was taken away. */
export interface ChangedDocument {
  readonly collection: string;
  readonly id: string;
  readonly version: number;
  readonly isGone: boolean;
}

/** Hears what changed; of nothing named, where changes may have been missed, and everything has to be read again. */
export type DocumentListener = (changes: readonly ChangedDocument[] | undefined) => void;

/** Which documents of a collection to list. */
export interface DocumentRange {
  /** Only those whose id begins like this. */
  readonly prefix?: string;
  /** Only those whose id comes after this one. */
  readonly after?: string;
  readonly limit?: number;
}

/** The documents of one registry. */
export interface Documents {
  get<Value = unknown>(collection: string, id: string): Promise<StoredDocument<Value> | undefined>;

  /** The documents of a collection in the order of their ids (of their UTF-8 bytes). */
  list<Value = unknown>(collection: string, range?: DocumentRange): Promise<StoredDocument<Value>[]>;

  /**
   * Makes changes, all of them or none; once it comes back they would outlast a power cut. Gives the documents as they stand then,
   * in the order of the changes, without those that were taken away.
   *
   *     const [draft] = await documents.write([{ collection: "draft", id, expected: 0, value }], "anna");
   *     await documents.write([{ collection: "draft", id, expected: draft.version, value: other }], "anna");
   *
   * @param at the instant that is written down beside the documents; the clock's where none is given. A sealed ballot is written with that
   * of the opening of its vote, as nothing may tell when it was cast.
   * @throws DocumentMovedError (`document-moved`) where one has another version than was expected; StoreError `document-malformed`
   * where a name or a value cannot be kept; `disk-full`, `read-only`, `store-unreachable`, `outcome-unknown`.
   */
  write(changes: readonly DocumentChange[], by: string, at?: string): Promise<StoredDocument[]>;

  /** Calls a listener with what any process changed, some time after it lasts; the answer ends that. */
  onChanges(listener: DocumentListener): () => void;
}

/** What documents do for a store besides: backups. */
export interface DocumentShelf extends Documents {
  /** Every document there is, by collection and id. */
  all(): AsyncIterable<StoredDocument>;
  /** Puts documents of a backup, versions and all, where none are. */
  restore(documents: AsyncIterable<StoredDocument>): Promise<void>;
  close(): Promise<void>;
}

/** Others have changed a document since the writer read it. */
export class DocumentMovedError extends StoreError {
  readonly collection: string;
  readonly id: string;
  /** As it stands now; undefined where it is gone, or never was. */
  readonly current: StoredDocument | undefined;

  constructor(collection: string, id: string, current: StoredDocument | undefined) {
    const now =
      current === undefined ? "is not there" : `was changed by \`${current.by}\` at ${current.at} since`;
    super("conflict", "document-moved", `the document \`${collection}/${id}\` ${now}`, {
      help: "look at it as it is now, then change that",
    });
    this.collection = collection;
    this.id = id;
    this.current = current;
  }
}

const NAME = /^[A-Za-z0-9_.:@/-]{1,200}$/;
/** Most fit in a fraction; a frozen fact sheet of ten thousand people takes one or two. */
const MOST_CHARACTERS = 32_000_000;

function malformed(message: string, help: string): StoreError {
  return new StoreError("incorrect", "document-malformed", message, { help });
}

/** A change whose value is text already: what is written is what was given, also where the giver changes it meanwhile. */
export interface WrittenChange {
  readonly collection: string;
  readonly id: string;
  readonly expected: number | undefined;
  /** JSON; undefined takes the document away. */
  readonly text: string | undefined;
}

/**
 * Changes as they are to be written.
 *
 * @throws StoreError `document-malformed`.
 */
export function writtenChanges(changes: readonly DocumentChange[]): WrittenChange[] {
  const seen = new Set<string>();
  return changes.map(({ collection, id, expected, value }) => {
    for (const name of [collection, id])
      if (!NAME.test(name))
        throw malformed(
          `\`${name}\` cannot name a document`,
          "use up to 200 letters, digits and `_.:@/-`; the hash of anything else",
        );
    const name = `${collection}\n${id}`;
    if (seen.has(name)) throw malformed(`\`${collection}/${id}\` is changed twice at once`, "change it once");
    seen.add(name);
    const text = value === null ? undefined : (JSON.stringify(value) as string | undefined);
    if (text === undefined && value !== null)
      throw malformed(`\`${collection}/${id}\` is given no JSON value`, "give `null` to take it away");
    if (text !== undefined && text.length > MOST_CHARACTERS)
      throw malformed(`\`${collection}/${id}\` is too large`, `${MOST_CHARACTERS} characters at most`);
    return { collection, id, expected, text };
  });
}
