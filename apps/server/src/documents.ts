/** Small versioned JSON values that last: the interface of `store.documents`. */

/** A document as it is stored. */
export interface StoredDocument<T> {
  readonly collection: string;
  readonly id: string;
  /** 1, 2, 3 ... */
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly value: T;
}

/** One change. */
export interface DocumentChange {
  readonly collection: string;
  readonly id: string;
  /** The version that is expected; 0 where it must not be there; left out: whatever it is. */
  readonly expected?: number;
  /** `null` takes it away. */
  readonly value: unknown;
}

export interface Documents {
  get<T>(collection: string, id: string): Promise<StoredDocument<T> | undefined>;
  /** By id. */
  list<T>(
    collection: string,
    options?: { readonly prefix?: string; readonly after?: string; readonly limit?: number },
  ): Promise<StoredDocument<T>[]>;
  /** All or nothing, durable when it returns. */
  write(changes: readonly DocumentChange[], by: string): Promise<StoredDocument<unknown>[]>;
  /** Changes of any process. */
  onChanges(
    listener: (
      changes: readonly { readonly collection: string; readonly id: string; readonly version: number }[],
    ) => void,
  ): () => void;
}
