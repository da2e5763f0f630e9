/** Reading acts for somebody: what is opened, what is concealed, and the look that is noted before anything is shown. */
import { type Act, type ActJson, actsFromJson, concealed, sameAs } from "@comity/registry";
import type { Entry } from "../ledger/entry.ts";
import type { Reading } from "../ledger/sealer.ts";
import { StoreError } from "../store-error.ts";
import { Vault } from "../vault/vault.ts";
import type { LookBook } from "./look-book.ts";

/** What reading needs of a store. */
export interface ReadingRoom {
  readonly book: LookBook;
  readonly clock: () => Date;
  open(acts: readonly ActJson[]): Promise<readonly ActJson[]>;
}

/** Pages of a ledger. */
type Pages = Iterable<readonly Pick<Entry, "act">[]> | AsyncIterable<readonly Pick<Entry, "act">[]>;

/**
 * All acts that the ledger holds, as somebody may read them. The look is noted first. `alias`: people under an alias have no
 * other name.
 *
 * @throws StoreError `no-person` where only one person's names are to be opened, and nobody is registered so.
 */
export async function readActs(
  room: ReadingRoom,
  pages: Pages,
  reading: { readonly personal: "sealed" } | Reading,
): Promise<Act[]> {
  if (reading.personal === "sealed") return decoded(pages, Vault.closed);
  const acts =
    reading.person === undefined
      ? await everybody(room, pages, reading)
      : await onePerson(room, pages, reading, reading.person);
  return reading.personal === "alias" ? [...concealed(acts)] : acts;
}

/** Page by page, so that one is worked on while the next is fetched. */
async function decoded(
  pages: Pages,
  open: (acts: readonly ActJson[]) => readonly ActJson[] | Promise<readonly ActJson[]>,
): Promise<Act[]> {
  const acts: Act[] = [];
  for await (const page of pages)
    for (const act of actsFromJson(await open(page.map((entry) => entry.act)))) acts.push(act);
  return acts;
}

async function everybody(room: ReadingRoom, pages: Pages, { by, purpose }: Reading): Promise<Act[]> {
  await room.book.note([{ at: room.clock().toISOString(), by, purpose, person: null }]);
  return decoded(pages, (acts) => room.open(acts));
}

async function onePerson(
  room: ReadingRoom,
  pages: Pages,
  { by, purpose }: Reading,
  person: string,
): Promise<Act[]> {
  const sealed = new Map<number, ActJson>();
  let place = 0;
  const acts = await decoded(pages, (stored) => {
    for (const act of stored) {
      if (act.act === "person") sealed.set(place, act);
      place++;
    }
    return Vault.closed(stored);
  });
  const own = new Set(sameAs(acts, person));
  const places = [...sealed].filter(([, act]) => own.has(String(act.person)));
  if (places.length === 0)
    throw new StoreError("not found", "no-person", `nobody is registered as \`${person}\``);
  const at = room.clock().toISOString();
  await room.book.note([...own].map((each) => ({ at, by, purpose, person: each })));
  const opened = actsFromJson(await room.open(places.map(([, act]) => act)));
  places.forEach(([index], k) => {
    acts[index] = opened[k]!;
  });
  return acts;
}
