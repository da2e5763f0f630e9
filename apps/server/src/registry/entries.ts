/** Entries of the ledger, some at a time. */
import type { Entry, Store } from "@comity/store";

interface Row {
  readonly body: string;
  readonly hash: Buffer;
}

const entryOf = ({ body, hash }: Row): Entry => ({
  ...(JSON.parse(body) as Omit<Entry, "hash">),
  hash: hash.toString("hex"),
});

/** So many at once. */
const MOST_IDS = 5_000;

/** The entries from a position on, so many at most. */
export async function entriesFrom(store: Store, from: number, limit: number): Promise<Entry[]> {
  const rows = await store.db
    .selectFrom("act")
    .select(["body", "hash"])
    .where("registry", "=", store.registry)
    .where("position", ">=", from)
    .orderBy("position")
    .limit(limit)
    .execute();
  return rows.map(entryOf);
}

/** The entries at some positions, in the order in which these are given. */
export async function entriesAt(store: Store, positions: readonly number[]): Promise<Entry[]> {
  if (positions.length === 0) return [];
  const rows = await store.db
    .selectFrom("act")
    .select(["position", "body", "hash"])
    .where("registry", "=", store.registry)
    .where("position", "in", [...positions])
    .execute();
  const found = new Map(rows.map((row) => [Number(row.position), entryOf(row)]));
  return positions.flatMap((position) => found.get(position) ?? []);
}

/** The positions of the entries that came in as one set. */
export async function positionsOf(store: Store, set: string): Promise<number[]> {
  // Entries are kept as canonical JSON: a set is written in one way only. What merely quotes it is told apart below.
  const written = `"set":${JSON.stringify(set)}`.replace(/[\\%_]/g, "\\$&");
  const rows = await store.db
    .selectFrom("act")
    .select(["position", "body"])
    .where("registry", "=", store.registry)
    .where("body", "like", `%${written}%`)
    .execute();
  return rows.flatMap(({ position, body }) =>
    (JSON.parse(body) as Entry).set === set ? [Number(position)] : [],
  );
}

/** The entries of some acts, by id. */
export async function entriesOf(store: Store, ids: readonly string[]): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  for (let k = 0; k < ids.length; k += MOST_IDS) {
    const rows = await store.db
      .selectFrom("act")
      .select(["body", "hash"])
      .where("registry", "=", store.registry)
      .where("id", "in", ids.slice(k, k + MOST_IDS))
      .execute();
    for (const entry of rows.map(entryOf)) found.set(entry.id, entry);
  }
  return found;
}
