/** What some people are called, read from the few acts that say so and not from the whole ledger. */
import {
  type Act,
  type ActJson,
  actsFromJson,
  concealed,
  fold,
  mergesOf,
  type PersonAct,
  sameAs,
} from "@comity/registry";
import { sql } from "kysely";
import type { Engine } from "../engine/engine.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { Reading } from "../ledger/sealer.ts";
import { touchedActs } from "../projection/touched-acts.ts";
import type { ReadingRoom } from "./read-acts.ts";

/** How people are read: as `Reading`, but that people are named beside it. */
export type PeopleReading = Omit<Reading, "person">;

/** The acts that decide what people are called: registrations, merges, aliases, erasures, and what corrects or withdraws such. */
function actsOn({ db }: Engine, registry: string, people: readonly string[]): Promise<Act[]> {
  const keys = new Set(people.map((person) => `person ${person}`));
  return db
    .transaction()
    .execute((transaction) => touchedActs(transaction, registry, [], keys, Number.MAX_SAFE_INTEGER));
}

/** The entries of acts, as they are recorded. */
async function entriesWith({ db }: Engine, registry: string, ids: readonly string[]): Promise<Entry[]> {
  const { rows } = await sql<{ body: string }>`select body from comity.act
    where registry = ${registry} and id = any(${ids})`.execute(db);
  return rows.map(({ body }) => entryOf(body, ""));
}

/**
 * The registration that counts for each of some people, opened for somebody who says what for. The looks are noted first, at all
 * identifiers of each. Of people under an alias, unless read in clear, there is nothing but the alias, and of those who were
 * erased nothing. Who is not registered is left out.
 */
export async function readPeople(
  room: ReadingRoom,
  engine: Engine,
  registry: string,
  people: readonly string[],
  { personal, by, purpose }: PeopleReading,
): Promise<Map<string, PersonAct>> {
  const found = new Map<string, PersonAct>();
  if (people.length === 0) return found;
  const about = await actsOn(engine, registry, [...new Set(people)]);
  const registrations = about.filter(({ act }) => act === "person") as PersonAct[];
  const own = new Set(people.flatMap((person) => sameAs(about, person)));
  const wanted = registrations.filter(({ person }) => own.has(person));
  if (wanted.length === 0) return found;
  const at = room.clock().toISOString();
  const looked = new Set(wanted.map(({ person }) => person));
  await room.book.note([...looked].map((person) => ({ at, by, purpose, person })));
  const sealed: ActJson[] = (
    await entriesWith(
      engine,
      registry,
      wanted.map(({ id }) => id),
    )
  ).map(({ act }) => act);
  const opened = new Map(actsFromJson(await room.open(sealed)).map((act) => [act.id, act]));
  const acts = about.map((act) => opened.get(act.id) ?? act);
  const shown = personal === "alias" ? concealed(acts) : acts;
  const merges = mergesOf(shown);
  const folded = fold(shown);
  for (const person of people) {
    const act = folded.people.get(merges.get(person) ?? person);
    if (act !== undefined) found.set(person, act);
  }
  return found;
}
