/** Follows the documents of accounts, drafts and secret ballots, whoever changes them: what they say is told in their order, the newest last. */
import type { Fact } from "@comity/policy";
import type { ChangedDocument, Documents } from "@comity/store";
import { FOLLOWED, factsOfDocument } from "./relations.ts";

/** Takes what documents say. */
export interface Told {
  tell(documents: Iterable<readonly [name: string, facts: readonly Fact[]]>): void;
  /** The documents that say something. */
  readonly documents: Iterable<string>;
}

const IS_FOLLOWED: ReadonlySet<string> = new Set(FOLLOWED);
/** So many are read at once. */
const PAGE = 1_000;
/** How long is waited after a fault of the store before it is asked again; doubled up to the second. */
const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

interface Waiting {
  readonly name: string;
  readonly version: number;
  readonly done: () => void;
}

export class DocumentFollower {
  readonly #documents: Pick<Documents, "get" | "list" | "onChanges">;
  readonly #told: Told;
  readonly #onFault: (error: unknown) => void;
  readonly #stop: () => void;
  readonly #waiting = new Set<Waiting>();
  /** Versions taken in, of documents that are there and of those that are gone. */
  readonly #versions = new Map<string, number>();
  /** What was heard of is read one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(
    documents: Pick<Documents, "get" | "list" | "onChanges">,
    told: Told,
    onFault: (error: unknown) => void,
  ) {
    this.#documents = documents;
    this.#told = told;
    this.#onFault = onFault;
    // Heard from the beginning, so that nothing is missed while the first reading goes on.
    this.#stop = documents.onChanges((changes) => this.#hear(changes));
  }

  /** Reads everything; then it follows. @throws StoreError where it cannot be read. */
  start(): Promise<void> {
    const started = this.#queue.then(() => this.#readAll());
    this.#queue = started.catch(() => undefined);
    return started;
  }

  /** Waits until a version of a document, or a later one, is taken in. */
  until(name: string, version: number): Promise<void> {
    if ((this.#versions.get(name) ?? 0) >= version || this.#isClosed) return Promise.resolve();
    return new Promise((done) => this.#waiting.add({ name, version, done }));
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    for (const { done } of this.#waiting) done();
    this.#waiting.clear();
  }

  #hear(changes: readonly ChangedDocument[] | undefined): void {
    const own = changes?.filter(({ collection }) => IS_FOLLOWED.has(collection));
    if (own?.length === 0) return;
    this.#queue = this.#queue.then(() =>
      this.#persist(() => (own === undefined ? this.#readAll() : this.#read(own))),
    );
  }

  /** Tries until it is done: a right that was taken back must not live on because a connection was lost. */
  async #persist(read: () => Promise<void>): Promise<void> {
    for (
      let pause = FIRST_PAUSE_MILLISECONDS;
      !this.#isClosed;
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)
    ) {
      try {
        await read();
        return;
      } catch (error) {
        this.#onFault(error);
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
      }
    }
  }

  async #read(changes: readonly ChangedDocument[]): Promise<void> {
    const told: [string, readonly Fact[]][] = [];
    const versions: [string, number][] = [];
    for (const { collection, id, version } of changes) {
      const name = `${collection}/${id}`;
      if ((this.#versions.get(name) ?? 0) >= version) continue;
      const document = await this.#documents.get(collection, id);
      told.push([name, document === undefined ? [] : factsOfDocument(collection, id, document.value)]);
      versions.push([name, Math.max(version, document?.version ?? 0)]);
    }
    this.#take(told, versions);
  }

  async #readAll(): Promise<void> {
    const told = new Map<string, readonly Fact[]>();
    const versions: [string, number][] = [];
    for (const name of this.#told.documents) told.set(name, []);
    for (const collection of FOLLOWED)
      for (let after: string | undefined; ; ) {
        const page = await this.#documents.list(collection, {
          limit: PAGE,
          ...(after === undefined ? {} : { after }),
        });
        for (const { id, version, value } of page) {
          const name = `${collection}/${id}`;
          told.set(name, factsOfDocument(collection, id, value));
          versions.push([name, version]);
        }
        if (page.length < PAGE) break;
        after = page.at(-1)!.id;
      }
    this.#take(told, versions);
    // Whoever waits for a document that is gone by now waits for nothing.
    for (const each of this.#waiting) if (!told.has(each.name)) this.#done(each);
  }

  /** Only now it counts as read: what failed half-way is read again from the beginning. */
  #take(
    told: Iterable<readonly [name: string, facts: readonly Fact[]]>,
    versions: readonly (readonly [name: string, version: number])[],
  ): void {
    this.#told.tell(told);
    for (const [name, version] of versions) this.#versions.set(name, version);
    for (const each of this.#waiting)
      if ((this.#versions.get(each.name) ?? 0) >= each.version) this.#done(each);
  }

  #done(waiting: Waiting): void {
    this.#waiting.delete(waiting);
    waiting.done();
  }
}
