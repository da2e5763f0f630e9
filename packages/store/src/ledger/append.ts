/**
 * Recording acts. Calls that come while others are being recorded wait and are then recorded together: one transaction and
 * one fsync for all of them, but each call is all or nothing by itself. An act that is recorded already, under the same id and
 * with the same content, is not recorded again, so that whoever heard no answer can simply ask again; so does this code, where
 * a connection is lost.
 */
import { setTimeout as after } from "node:timers/promises";
import { type Act, type ActJson, actsFromJson, actToJson } from "@comity/registry";
import { sql, type Transaction } from "kysely";
import { isConnectionLost } from "../engine/client-settings.ts";
import type { Engine } from "../engine/engine.ts";
import type { Schema } from "../schema/schema.ts";
import { StoreError } from "../store-error.ts";
import { type Beginning, beginAppend } from "./begin-append.ts";
import { canonicalJson } from "./canonical-json.ts";
import { chain, type Document, type Entry, type Head, lineOfChained } from "./entry.ts";
import { HeadMovedError } from "./head-moved.ts";
import { type Hook, insertEntries } from "./insert-entries.ts";
import { type DatedHead, pagesOf, positionOfHash } from "./read-entries.ts";
import type { Sealer } from "./sealer.ts";

/** How acts are to be recorded. */
export interface AppendOptions {
  /** Who records them. */
  readonly by: string;
  /** The hash of the head that the writer knows: where others have recorded acts since, nothing is recorded. */
  readonly expectedHead?: string;
  /** The set in which they come: an import, a decision. */
  readonly set?: string;
  /** The document that evidences an act, by the act's id. */
  readonly documents?: ReadonlyMap<string, Document>;
}

/** What became of acts. */
export interface Appended {
  readonly head: Head;
  readonly added: readonly Entry[];
  /** Ids of acts that had been recorded before, with the same content. */
  readonly repeated: readonly string[];
  readonly warnings: readonly string[];
}

/** What the ledger works with. */
export interface LedgerContext {
  readonly engine: Engine;
  readonly registry: string;
  readonly clock: () => Date;
  readonly sealer: Sealer;
  readonly hooks: readonly Hook[];
  /** For so long the same is tried again where the connection is lost. */
  readonly patienceSeconds: number;
}

/** One call. */
interface Call {
  readonly jsons: readonly ActJson[];
  /** The same, read back: what could not be must not be recorded. */
  readonly acts: readonly Act[];
  readonly options: AppendOptions;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
  /** What an earlier attempt chained whose connection was lost: perhaps it was recorded after all. */
  attempted: readonly Entry[];
}

/** What one call came to inside a transaction that has not committed yet. */
type Outcome = Added | { readonly error: unknown };

/** What became of a call's acts, and the lines for the journal, where there is one: none of what an earlier attempt wrote there. */
interface Added {
  readonly appended: Appended;
  readonly lines: readonly string[];
}

const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 2_000;
/** So many acts are recorded in one transaction, where they came in several calls. */
const MOST_TOGETHER = 1_000;
const MOST_LISTED = 20;

/** Records acts, call after call. */
export class Appender {
  readonly #context: LedgerContext;
  readonly #waiting: Call[] = [];
  #running: Promise<void> | undefined;
  /** Whether the journal has what the running transaction records. */
  #isPersisted = false;
  #isClosed = false;

  constructor(context: LedgerContext) {
    this.#context = context;
  }

  /** See `Store.append`. */
  append(acts: readonly Act[], options: AppendOptions): Promise<Appended> {
    if (this.#isClosed) return Promise.reject(new StoreError("fault", "store-closed", "the store is closed"));
    let jsons: readonly ActJson[];
    let read: readonly Act[];
    try {
      jsons = onceEach(acts.map(actToJson));
      read = actsFromJson(jsons);
    } catch (error) {
      return Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ jsons, acts: read, options, resolve, reject, attempted: [] });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    // Calls of the same moment are taken together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const calls = this.#take();
      try {
        const outcomes = await this.#record(calls);
        outcomes.forEach((outcome, k) => {
          if ("error" in outcome) calls[k]!.reject(outcome.error);
          else calls[k]!.resolve(outcome.appended);
        });
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
    this.#running = undefined;
  }

  #take(): Call[] {
    const calls: Call[] = [];
    for (let acts = 0; this.#waiting.length > 0; ) {
      acts += this.#waiting[0]!.jsons.length;
      if (calls.length > 0 && acts > MOST_TOGETHER) break;
      calls.push(this.#waiting.shift()!);
    }
    return calls;
  }

  /** Records calls, again and again for a while where the connection is lost. */
  async #record(calls: readonly Call[]): Promise<Outcome[]> {
    const { engine } = this.#context;
    const until = performance.now() + this.#context.patienceSeconds * 1000;
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
      this.#isPersisted = false;
      try {
        const outcomes = await engine.db
          .transaction()
          .setIsolationLevel("read committed")
          .execute((transaction) => this.#inTransaction(transaction, calls));
        if (outcomes.some((outcome) => "appended" in outcome && outcome.appended.added.length > 0))
          engine.recorded();
        return outcomes;
      } catch (error) {
        // What is in the journal is recorded: the database has to follow, and the next attempt finds it there.
        if (!isLost(error) && !this.#isPersisted) throw isDiskFull(error) ? diskFull(error) : error;
        if (performance.now() + pause > until) throw unknownOutcome(calls, error);
        await after(pause);
        await engine.recover().catch((failure: unknown) => {
          if (!isLost(failure)) throw failure;
        });
      }
    }
  }

  async #inTransaction(transaction: Transaction<Schema>, calls: readonly Call[]): Promise<Outcome[]> {
    const { engine, registry } = this.#context;
    const ids = calls.flatMap(({ jsons }) => jsons.map(({ id }) => id as string));
    // One process after the other, each seeing what the one before committed.
    const { head: first, ...found } = await beginAppend(transaction, registry, ids);
    let head: DatedHead = first;
    const moment = instant(this.#context.clock(), head.recordedAt);
    const outcomes: Outcome[] = [];
    for (const call of calls) {
      const outcome = await this.#alone(transaction, calls.length > 1, () =>
        this.#add(transaction, { ...found, head, moment }, call),
      );
      outcomes.push(outcome);
      if ("error" in outcome || calls.length === 1) continue;
      const { added } = outcome.appended;
      const last = added.at(-1);
      // What an earlier attempt recorded may lie before what others recorded since.
      if (last === undefined || last.position < head.position) continue;
      head = { ...last, recordedAt: new Date(last.recordedAt) };
      for (const entry of added) found.known.set(entry.id, entry);
      found.referred = undefined;
    }
    const lines = outcomes.flatMap((outcome) => ("error" in outcome ? [] : outcome.lines));
    if (lines.length > 0) {
      await engine.persist(lines);
      this.#isPersisted = true;
    }
    return outcomes;
  }

  /** Does the work of one call; where it fails, what it did is undone and the others go on. */
  async #alone(
    transaction: Transaction<Schema>,
    hasOthers: boolean,
    work: () => Promise<Added>,
  ): Promise<Outcome> {
    if (!hasOthers) return work();
    await sql`savepoint one_call`.execute(transaction);
    try {
      const added = await work();
      await sql`release savepoint one_call`.execute(transaction);
      return added;
    } catch (error) {
      if (isLost(error)) throw error;
      await sql`rollback to savepoint one_call`.execute(transaction);
      return { error: isDiskFull(error) ? diskFull(error) : error };
    }
  }

  async #add(
    transaction: Transaction<Schema>,
    { head, moment, known, referred }: Beginning & { readonly moment: Moment },
    call: Call,
  ): Promise<Added> {
    const { engine, registry, sealer, hooks } = this.#context;
    const { recordedAt, warnings } = moment;
    const { jsons, options } = call;
    const ours = call.attempted.filter(({ id, hash }) => known.get(id)?.hash === hash);
    if (ours.length > 0 && ours.length === call.attempted.length)
      return {
        appended: { head: headFrom(ours.at(-1)!), added: ours, repeated: [], warnings: [] },
        lines: [],
      };
    const repeated = await this.#repeated(transaction, known, jsons);
    const isFresh = ({ id }: { readonly id?: unknown }): boolean => !known.has(id as string);
    const fresh = repeated.length === 0 ? jsons : jsons.filter(isFresh);
    const acts = repeated.length === 0 ? call.acts : call.acts.filter(isFresh);
    if (fresh.length === 0)
      return { appended: { head: headFrom(head), added: [], repeated, warnings: [] }, lines: [] };
    await this.#checkHead(transaction, head, options.expectedHead);
    const sealed = await sealer.seal(transaction, fresh);
    const isJournalled = engine.kind === "embedded";
    const attempted: Entry[] = [];
    const lines: string[] = [];
    call.attempted = attempted;
    const chained = chain(head, contentsOf(sealed, recordedAt, options));
    const noted = noting(chained, (each) => {
      attempted.push(each.entry);
      if (isJournalled) lines.push(lineOfChained(each));
    });
    await insertEntries(transaction, registry, noted, { hooks, isTold: !isJournalled, referred, acts });
    const last = headFrom(attempted.at(-1)!);
    return { appended: { head: last, added: attempted, repeated, warnings }, lines };
  }

  /** The ids that were recorded before, all of them with the same content. */
  async #repeated(
    transaction: Transaction<Schema>,
    known: ReadonlyMap<string, Entry>,
    jsons: readonly ActJson[],
  ): Promise<string[]> {
    if (known.size === 0) return [];
    const pairs = jsons.flatMap((given) => {
      const entry = known.get(given.id as string);
      return entry === undefined ? [] : [{ stored: entry.act, given, entry }];
    });
    const agreed = await this.#context.sealer.agree(transaction, pairs);
    const other = pairs.filter((_, k) => agreed[k] !== true);
    if (other.length > 0) {
      const [first] = other;
      const { id, position, recordedAt, recordedBy } = first!.entry;
      const more = other.length === 1 ? "" : `, and ${other.length - 1} more like it`;
      throw new StoreError(
        "conflict",
        "act-differs",
        `act \`${id}\` is recorded already with another content, at ${position} on ${recordedAt} by \`${recordedBy}\`${more}`,
        { help: "an act is never changed: give another id to an act that corrects it" },
      );
    }
    return pairs.map(({ entry }) => entry.id);
  }

  async #checkHead(
    transaction: Transaction<Schema>,
    head: Head,
    expected: string | undefined,
  ): Promise<void> {
    if (expected === undefined || expected === head.hash) return;
    const { registry } = this.#context;
    const position = await positionOfHash(transaction, registry, expected);
    if (position === undefined)
      throw new StoreError(
        "not found",
        "unknown-head",
        `no entry of \`${registry}\` has the hash \`${expected}\``,
        {
          help: "the head was read from another registry, or mistyped",
        },
      );
    const since: Entry[] = [];
    for await (const page of pagesOf(transaction, registry, position + 1, position + MOST_LISTED))
      since.push(...page);
    throw new HeadMovedError(head, head.position - position, since);
  }

  /** Waits for what is being recorded; later calls are refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }
}

/** Whether the same may succeed on another connection. */
function isLost(error: unknown): boolean {
  return isConnectionLost(error) || (error instanceof StoreError && error.code === "store-lost");
}

/** PostgreSQL's `disk_full`: it says so itself, and goes on. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: string }).code === "53100";

function diskFull(cause: unknown): StoreError {
  return new StoreError("fault", "disk-full", "there is no room left for the database", {
    help: "make room and try again; nothing that was acknowledged is lost",
    cause,
  });
}

/** The same items; each is shown to somebody as it goes by. */
function* noting<Item>(items: Iterable<Item>, note: (item: Item) => void): Generator<Item> {
  for (const item of items) {
    note(item);
    yield item;
  }
}

const headFrom = ({ position, hash }: Head): Head => ({ position, hash });

/** The same act twice in one call is one act; two acts of one id are a conflict. */
function onceEach(jsons: readonly ActJson[]): ActJson[] {
  const byId = new Map<unknown, ActJson>();
  for (const json of jsons) {
    const other = byId.get(json.id);
    if (other !== undefined && canonicalJson(other) !== canonicalJson(json))
      throw new StoreError(
        "conflict",
        "act-differs",
        `two different acts have the id \`${String(json.id)}\``,
      );
    byId.set(json.id, json);
  }
  return [...byId.values()];
}

function* contentsOf(acts: Iterable<ActJson>, recordedAt: string, { by, set, documents }: AppendOptions) {
  for (const act of acts) {
    const id = act.id as string;
    const document = documents?.get(id);
    yield {
      id,
      recordedAt,
      recordedBy: by,
      ...(document === undefined ? {} : { document }),
      ...(set === undefined ? {} : { set }),
      act,
    };
  }
}

interface Moment {
  readonly recordedAt: string;
  readonly warnings: readonly string[];
}

/**
 * When a transaction records: now, or a millisecond after the head where the clock says no later instant. So entries bear the same
 * instant exactly where they came together: whoever reads a ledger sees from it alone what was there at once.
 */
function instant(now: Date, head: Date | undefined): Moment {
  if (head === undefined || now.getTime() > head.getTime())
    return { recordedAt: now.toISOString(), warnings: [] };
  const recordedAt = new Date(head.getTime() + 1).toISOString();
  if (now.getTime() === head.getTime()) return { recordedAt, warnings: [] };
  const warning = `the clock says ${now.toISOString()}, and the newest act was recorded at ${head.toISOString()}: the instant after it is used`;
  return { recordedAt, warnings: [warning] };
}

function unknownOutcome(calls: readonly Call[], cause: unknown): StoreError {
  const isUnknown = calls.some(({ attempted }) => attempted.length > 0);
  const said = cause instanceof Error ? cause.message : String(cause);
  if (!isUnknown)
    return new StoreError("fault", "store-unreachable", `the database cannot be reached: ${said}`, { cause });
  return new StoreError(
    "fault",
    "outcome-unknown",
    `the connection was lost while acts were being recorded: ${said}`,
    {
      help: "give the same acts again once the database is back: those that were recorded are not recorded twice",
      cause,
    },
  );
}
