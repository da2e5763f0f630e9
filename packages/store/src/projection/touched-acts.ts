/** The recorded acts that hang together with new ones: read from the ledger by what acts are about. */
import { type Act, actsFromJson, type Json } from "@comity/registry";
import { sql, type Transaction } from "kysely";
import { arrayText } from "../engine/array-text.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { Recording } from "../ledger/insert-entries.ts";
import type { Schema } from "../schema/schema.ts";
import { Vault } from "../vault/vault.ts";
import { type ClusterKey, idOfKey, keysOf, ownKey } from "./cluster.ts";

/** An act with its position in the ledger. */
export interface PlacedAct {
  readonly act: Act;
  readonly position: number;
}

/** From so many keys on it is quicker to look at all references there are: few acts are referred to. */
const MANY_KEYS = 2_000;

/** So many rows go in one statement. */
const ROWS = 10_000;

/** Sorts of acts that make rows, and those that refer to such. */
const ROW_SORTS: ReadonlySet<unknown> = new Set<Act["act"]>([
  "party",
  "institute",
  "experiment",
  "person",
  "merge",
  "alias",
  "erasure",
  "affiliation",
  "contract",
  "membership",
  "end",
  "withdrawal",
]);

const REFERENCES = ["corrects", "ends", "withdraws"] as const;

/** Of some entries those whose acts make rows or decide about acts that do; the others are not even read as acts. */
function isRelevantAmong(
  entries: readonly Entry[],
  referred: ReadonlySet<string>,
): (entry: Entry) => boolean {
  const targets = new Set<Json | undefined>();
  for (const { act } of entries) for (const member of REFERENCES) targets.add(act[member]);
  targets.delete(undefined);
  return ({ id, act }) =>
    ROW_SORTS.has(act.act) ||
    act.agreement !== undefined ||
    act.corrects !== undefined ||
    targets.has(id) ||
    referred.has(ownKey(id));
}

/**
 * The acts of entries that matter to the tables, with the own keys that other acts refer to. `read` are the acts of all entries
 * where somebody has read them already, names and all: no row has a place for one. Otherwise they are read with names sealed.
 */
export function placedActs(
  entries: readonly Entry[],
  referred: ReadonlySet<string> = new Set(),
  read?: readonly Act[],
): PlacedAct[] {
  const isRelevant = isRelevantAmong(entries, referred);
  if (read !== undefined)
    return entries.flatMap((entry, k) =>
      isRelevant(entry) ? [{ act: read[k]!, position: entry.position }] : [],
    );
  const chosen = entries.filter(isRelevant);
  const acts = actsFromJson(Vault.closed(chosen.map(({ act }) => act)));
  return acts.map((act, k) => ({ act, position: chosen[k]!.position }));
}

/**
 * The own keys of these entries to which acts refer that were recorded before them; `known` are the ids of such, where that was
 * asked already.
 */
export async function referredTo({
  transaction,
  registry,
  entries,
  referred: known,
}: Recording): Promise<ReadonlySet<ClusterKey>> {
  if (entries[0]?.position === 1) return new Set();
  const keys = entries.map(({ id }) => ownKey(id));
  if (known !== undefined) return new Set(keys.filter((key) => known.has(key)));
  const few =
    keys.length < MANY_KEYS ? sql`about = any(${arrayText(keys)}::text[])` : sql`about like 'act %'`;
  const { rows } = await sql<{ about: string }>`select distinct about from comity.act_about
    where registry = ${registry} and ${few}`.execute(transaction);
  const there = new Set(rows.map(({ about }) => about));
  return new Set(keys.filter((key) => there.has(key)));
}

/** The entries before a position that have one of the keys, or are the act that an own key names. */
async function actsWith(
  transaction: Transaction<Schema>,
  registry: string,
  keys: readonly ClusterKey[],
  before: number,
): Promise<PlacedAct[]> {
  const ids = keys.map(idOfKey).filter((id) => id !== undefined);
  const { rows } = await sql<{ position: number; body: string }>`select position, body from comity.act
    where registry = ${registry} and position < ${before} and (id = any(${ids}) or position = any(array(
      select position from comity.act_about where registry = ${registry} and about = any(${keys})
    )))`.execute(transaction);
  const entries = rows.map(({ body }) => entryOf(body, ""));
  return placedActs(entries, new Set(entries.map(({ id }) => ownKey(id))));
}

/**
 * The acts recorded before a position that hang together with new ones, however many steps away.
 * `referred` are the own keys of new acts to which such acts refer.
 */
export async function touchedActs(
  transaction: Transaction<Schema>,
  registry: string,
  added: readonly PlacedAct[],
  referred: ReadonlySet<ClusterKey>,
  before: number,
): Promise<Act[]> {
  if (before === 1) return [];
  const seen = new Set(referred);
  for (const { act } of added) for (const key of keysOf(act)) seen.add(key);
  const found = new Map<number, Act>();
  for (let wanted = [...seen]; wanted.length > 0; ) {
    const fresh: Act[] = [];
    for (const { act, position } of await actsWith(transaction, registry, wanted, before)) {
      if (found.has(position)) continue;
      found.set(position, act);
      fresh.push(act);
    }
    wanted = fresh.flatMap((act) => [ownKey(act.id), ...keysOf(act)]).filter((key) => !seen.has(key));
    for (const key of wanted) seen.add(key);
  }
  return [...found.values()];
}

/** Notes what acts are about, so that later ones find them. */
export async function noteSubjects(
  transaction: Transaction<Schema>,
  registry: string,
  added: Iterable<PlacedAct>,
): Promise<void> {
  const about: string[] = [];
  const positions: number[] = [];
  const write = async (): Promise<void> => {
    await sql`insert into comity.act_about (registry, about, position)
      select ${registry}::text, about, position
      from unnest(${arrayText(about)}::text[], ${arrayText(positions)}::bigint[]) as given(about, position)`.execute(
      transaction,
    );
    about.length = 0;
    positions.length = 0;
  };
  for (const { act, position } of added) {
    for (const key of new Set(keysOf(act))) {
      about.push(key);
      positions.push(position);
    }
    if (about.length >= ROWS) await write();
  }
  if (about.length > 0) await write();
}
