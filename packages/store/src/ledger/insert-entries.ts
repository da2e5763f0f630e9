/** Putting chained entries into the database, with what follows from them in the same transaction. */
import type { Act } from "@comity/registry";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Schema } from "../schema/schema.ts";
import type { Chained, Entry } from "./entry.ts";

/** What follows from entries in the transaction that records them: what it writes is there exactly when they are. */
export interface Hook {
  /**
   * A statement that goes along with the insert of the entries, and of which only the count of rows counts: a way to the server
   * is saved.
   */
  readonly along?: (registry: string, entries: readonly Entry[]) => RawBuilder<unknown>;
  /** Called once the entries are there. */
  readonly after: (recording: Recording) => Promise<void>;
}

/** What a hook is told. */
export interface Recording {
  readonly transaction: Transaction<Schema>;
  readonly registry: string;
  readonly entries: readonly Entry[];
  /** How many rows the statement that went along wrote. */
  readonly along: number;
  /** The acts of the entries, names and all, where somebody has read them already: nothing of a name may be written. */
  readonly acts: readonly Act[] | undefined;
  /** The ids among those of the entries that acts refer to which were recorded before, where that was asked already. */
  readonly referred: ReadonlySet<string> | undefined;
}

/** So many rows go in one statement. */
const ROWS = 1_000;

/** How to insert entries. */
export interface InsertOptions {
  readonly hooks: readonly Hook[];
  /** Tells other processes, once the transaction commits. */
  readonly isTold?: boolean;
  readonly referred?: ReadonlySet<string> | undefined;
  readonly acts?: readonly Act[] | undefined;
}

/** What is written of an entry. */
type Written = Pick<Chained, "entry" | "body">;

/**
 * Inserts entries and calls the hooks. They are taken as they are needed: while some are on their way to the database and being
 * written there, the next ones are chained here.
 */
export async function insertEntries(
  transaction: Transaction<Schema>,
  registry: string,
  chained: Iterable<Written>,
  { hooks, isTold = false, referred, acts }: InsertOptions,
): Promise<void> {
  const entries: Entry[] = [];
  const slices = slicesOf(chained);
  let sent: Promise<Counts> = Promise.resolve([]);
  for (let slice = slices.next(); slice.done !== true; ) {
    for (const { entry } of slice.value) entries.push(entry);
    const next = slices.next();
    await sent;
    const along = next.done === true ? hooks.map((hook) => hook.along?.(registry, entries)) : [];
    sent = insertSlice(transaction, registry, slice.value, along, isTold && next.done === true);
    // Whoever awaits it hears that it failed; meanwhile nobody does.
    sent.catch(() => undefined);
    // The driver gets to send what it was given before the next ones take the processor.
    await new Promise(setImmediate);
    slice = next;
  }
  const counts = await sent;
  if (entries.length === 0) return;
  for (const [n, { after }] of hooks.entries())
    await after({ transaction, registry, entries, along: counts[n] ?? 0, referred, acts });
}

/** How many rows each statement that went along wrote. */
type Counts = readonly number[];

function* slicesOf(chained: Iterable<Written>): Generator<Written[], undefined> {
  let slice: Written[] = [];
  for (const each of chained) {
    if (slice.push(each) < ROWS) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

async function insertSlice(
  transaction: Transaction<Schema>,
  registry: string,
  rows: readonly Written[],
  along: readonly (RawBuilder<unknown> | undefined)[],
  isTold: boolean,
): Promise<Counts> {
  // Neither identifiers nor canonical JSON hold a line break.
  const column = (of: (row: Written) => string): RawBuilder<unknown> =>
    sql`string_to_array(${rows.map(of).join("\n")}, E'\n')`;
  const name = (n: number): RawBuilder<unknown> => sql.ref(`along${n}`);
  const ctes = along.map((statement, n) =>
    statement === undefined ? sql`` : sql`, ${name(n)} as (${statement} returning 1)`,
  );
  const counts = along.map((statement, n) =>
    statement === undefined ? sql`, 0 as ${name(n)}` : sql`, (select count(*) from ${name(n)}) as ${name(n)}`,
  );
  const telling = isTold ? sql`, pg_notify('comity_act', ${registry})` : sql``;
  const { rows: answers } = await sql<Readonly<Record<string, number>>>`with put as (
      insert into comity.act (registry, position, id, hash, previous, recorded_at, body)
      select ${registry}, ${rows[0]!.entry.position}::bigint - 1 + row.number, row.id, decode(row.hash, 'hex'),
        decode(row.previous, 'hex'), row.recorded_at::timestamptz, row.body
      from unnest(
        ${column(({ entry }) => entry.id)},
        ${column(({ entry }) => entry.hash)},
        ${column(({ entry }) => entry.previous)},
        ${column(({ entry }) => entry.recordedAt)},
        ${column(({ body }) => body)}
      ) with ordinality as row(id, hash, previous, recorded_at, body, number)
      order by row.number
    )${sql.join(ctes, sql``)}
    select 1 as done${sql.join(counts, sql``)}${telling}`.execute(transaction);
  return along.map((_, n) => Number(answers[0]![`along${n}`]));
}
