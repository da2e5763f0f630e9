/** Erasing people: an act that says so, for every identifier of the person. Recording it destroys the keys. */
import { type Day, formatDay } from "@comity/calendar";
import { type Act, type ErasureAct, sameAs } from "@comity/registry";
import { type Kysely, sql } from "kysely";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { Schema } from "../schema/schema.ts";
import { StoreError } from "../store-error.ts";

/** What an erasure says besides whom it is about. */
export interface ErasureWords {
  readonly on: Day;
  readonly by: string;
  readonly instrument: string;
}

/**
 * The acts by which a person is erased, under all identifiers; none where that was done before. The acts need no names.
 *
 *     await store.append(erasuresOf(acts, "p17", { on, by: "users office", instrument: "request of 3 May" }), { by })
 *
 * @throws StoreError `no-person` where nobody is registered so.
 */
export function erasuresOf(acts: readonly Act[], person: string, words: ErasureWords): ErasureAct[] {
  const registered = new Set(acts.flatMap((act) => (act.act === "person" ? [act.person] : [])));
  const own = sameAs(acts, person).filter((each) => registered.has(each));
  if (own.length === 0)
    throw new StoreError("not found", "no-person", `nobody is registered as \`${person}\``);
  const erased = new Set(acts.flatMap((act) => (act.act === "erasure" ? [act.person] : [])));
  const taken = new Set(acts.map(({ id }) => id));
  return own
    .filter((each) => !erased.has(each))
    .map((each) => {
      let id = `erasure of ${each} on ${formatDay(words.on)}`;
      while (taken.has(id)) id = `${id} again`;
      return { act: "erasure", id, ...words, recorded: words.on, person: each };
    });
}

/** The erasures that a ledger holds. */
export async function erasuresIn(db: Kysely<Schema>, registry: string): Promise<Pick<Entry, "act">[]> {
  // In canonical JSON the act comes first, and in it what sort it is.
  const { rows } = await sql<{ body: string }>`select body from comity.act
    where registry = ${registry} and body like '{"act":{"act":"erasure"%'`.execute(db);
  return rows.map(({ body }) => entryOf(body, ""));
}
