/** The recorded acts that hang together with new ones: read from the ledger by what acts are about. */
import { type Act, actsFromJson } from "@comity/registry";
import { sql, type Transaction } from "kysely";
import { entryOf } from "../ledger/entry.ts";
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

/** The acts of entries, names sealed. */
export function actsOf(
  entries: readonly { readonly act: Parameters<typeof Vault.closed>[0][number] }[],
): Act[] {
  return actsFromJson(Vault.closed(entries.map(({ act }) => act)));
}

/** Of own keys those that recorded acts refer to. */
async function referredTo(
  transaction: Transaction<Schema>,
  registry: string,
  keys: readonly ClusterKey[],
): Promise<ClusterKey[]> {
  if (keys.length === 0) return [];
  const few = keys.length < MANY_KEYS ? sql`about = any(${keys})` : sql`about like 'act %'`;
  const { rows } = await sql<{ about: string }>`select distinct about from comity.act_about
    where registry = ${registry} and ${few}`.execute(transaction);
  if (keys.length < MANY_KEYS) return rows.map(({ about }) => about);
  const there = new Set(rows.map(({ about }) => about));
  return keys.filter((key) => there.has(key));
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
  const acts = actsOf(rows.map(({ body }) => entryOf(body, "")));
  return acts.map((act, k) => ({ act, position: rows[k]!.position }));
}

/**
 * The acts recorded before that hang together with these, however many steps away; these are the newest of the registry, in their
 * order.
 */
export async function touchedActs(
  transaction: Transaction<Schema>,
  registry: string,
  added: readonly PlacedAct[],
): Promise<Act[]> {
  const [first] = added;
  if (first === undefined || first.position === 1) return [];
  const ids = new Set(added.map(({ act }) => act.id));
  const seen = new Set<ClusterKey>(await referredTo(transaction, registry, [...ids].map(ownKey)));
  for (const { act } of added) for (const key of keysOf(act)) seen.add(key);
  const found = new Map<number, Act>();
  for (let wanted = [...seen]; wanted.length > 0; ) {
    const fresh: Act[] = [];
    for (const { act, position } of await actsWith(transaction, registry, wanted, first.position)) {
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
      from unnest(${about}::text[], ${positions}::bigint[]) as given(about, position)`.execute(transaction);
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
