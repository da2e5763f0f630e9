/** The beginning of a transaction that records acts. */
import { sql, type Transaction } from "kysely";
import { arrayText } from "../engine/array-text.ts";
import type { Schema } from "../schema/schema.ts";
import { EMPTY_HEAD, type Entry, entryOf } from "./entry.ts";
import { type DatedHead, entriesOfIds } from "./read-entries.ts";

/** What writers know once nobody else records acts of the registry. */
export interface Beginning {
  readonly head: DatedHead;
  /** The entries that have one of the ids, by id. */
  readonly known: Map<string, Entry>;
  /** The ids, each after `act `, to which acts refer that are recorded already; undefined where that was not asked. */
  referred: ReadonlySet<string> | undefined;
}

/** Of more ids the entries are read page by page: a retry of a large set finds all of them. */
const MOST_IDS = 2_000;

interface Row {
  readonly head_position: number | null;
  readonly head_hash: string;
  readonly head_recorded_at: Date;
  readonly known: readonly { readonly hash: string; readonly body: string }[] | null;
  readonly referred: readonly string[] | null;
}

/** Waits for whoever records acts of the registry, keeps others from it until the transaction ends, and says what is there. */
export async function beginAppend(
  transaction: Transaction<Schema>,
  registry: string,
  ids: readonly string[],
): Promise<Beginning> {
  const isMany = ids.length > MOST_IDS;
  const { rows } =
    await sql<Row>`select * from comity.begin_append(${registry}, ${arrayText(isMany ? [] : ids)}::text[])`.execute(
      transaction,
    );
  const {
    head_position: position,
    head_hash: hash,
    head_recorded_at: recordedAt,
    known,
    referred,
  } = rows[0]!;
  const head = position === null ? { ...EMPTY_HEAD, recordedAt: undefined } : { position, hash, recordedAt };
  if (isMany) return { head, known: await entriesOfIds(transaction, registry, ids), referred: undefined };
  const entries = (known ?? []).map(({ body, hash }) => entryOf(body, hash));
  return { head, known: new Map(entries.map((entry) => [entry.id, entry])), referred: new Set(referred) };
}
