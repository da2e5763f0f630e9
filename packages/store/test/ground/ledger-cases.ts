/** The ledger: what is recorded, what is refused, and what is heard of it. */
import { type Act, RegistryError } from "@comity/registry";
import { sql } from "kysely";
import { expect } from "vitest";
import { type Entry, HeadMovedError, type Store, StoreError } from "../../src/index.ts";
import type { Case } from "./conformance.ts";
import { affiliation, affiliations, clockOf, person } from "./some-acts.ts";

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was not refused");
}

export async function collected(entries: AsyncIterable<Entry>): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 10) {
    if (waited > 20_000) throw new Error("it did not come to hold");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const ids = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id);
const reading = { personal: "clear", by: "test", purpose: "test" } as const;

/** As many bodies as there are entries; for what stands in the database itself. */
async function bodies(store: Store): Promise<string> {
  const { rows } = await sql<{ body: string }>`select body from comity.act order by position`.execute(
    store.db,
  );
  return rows.map(({ body }) => body).join("\n");
}

export const LEDGER_CASES: readonly Case[] = [
  [
    "gives each act its place, its hash and what is known of its recording",
    async ({ open }) => {
      const store = await open({ clock: clockOf("2026-03-01T09:30:00.123Z") });
      const document = {
        reference: "CERN/3671",
        sha256: "ab".repeat(32),
        location: "council archive, box 7",
      };
      const { head, added, repeated, warnings } = await store.append([affiliation("a1"), affiliation("a2")], {
        by: "anna",
        set: "import 1",
        documents: new Map([["a2", document]]),
      });
      // Computed apart from this code. The form is for ever: other hashes would mean that no ledger that was ever written verifies any more.
      expect({ head, repeated, warnings }).toEqual({
        head: { position: 2, hash: "4377775875a78cbb82e6bb49a712fb3467b9d40d4dfe32403bbb4ef5d5f84d22" },
        repeated: [],
        warnings: [],
      });
      expect(added[1]).toEqual({
        position: 2,
        previous: added[0]!.hash,
        hash: head.hash,
        id: "a2",
        recordedAt: "2026-03-01T09:30:00.123Z",
        recordedBy: "anna",
        document,
        set: "import 1",
        act: {
          act: "affiliation",
          id: "a2",
          on: "2024-01-01",
          by: "users office",
          person: "p1",
          institute: "INP-BSU",
          connection: "affiliated with",
        },
      });
      expect(await collected(store.entries())).toEqual(added);
      expect(await collected(store.entries(2))).toEqual(added.slice(1));
      expect(await store.head()).toEqual(head);
    },
  ],
  [
    "takes the same act twice for one",
    async ({ open }) => {
      const store = await open();
      const [a, b] = [person("a1", "Example"), affiliation("a2")];
      const first = await store.append([a, b, a], { by: "anna" });
      expect(ids(first.added)).toEqual(["a1", "a2"]);
      const again = await store.append([a, b], { by: "somebody else", expectedHead: "0".repeat(64) });
      expect(again).toEqual({ head: first.head, added: [], repeated: ["a1", "a2"], warnings: [] });
      const mixed = await store.append([b, affiliation("a3")], { by: "anna" });
      expect([ids(mixed.added), mixed.repeated]).toEqual([["a3"], ["a2"]]);
    },
  ],
  [
    "refuses another act under the same id, and everything that came with it",
    async ({ open }) => {
      const store = await open({ clock: clockOf("2026-03-01T09:30:00.123Z") });
      const { head } = await store.append([affiliation("a1"), person("a2", "Example")], { by: "anna" });
      const other = store.append([affiliation("a9"), affiliation("a1", "JINR")], { by: "ben" });
      const error = (await rejection(other)) as StoreError;
      expect(error).toBeInstanceOf(StoreError);
      expect(error).toMatchObject({
        category: "conflict",
        code: "act-differs",
        message:
          "act `a1` is recorded already with another content, at 1 on 2026-03-01T09:30:00.123Z by `anna`",
        help: "an act is never changed: give another id to an act that corrects it",
      });
      // What is sealed is compared too.
      expect(await rejection(store.append([person("a2", "Other")], { by: "ben" }))).toMatchObject({
        code: "act-differs",
      });
      expect(
        await rejection(store.append([affiliation("b1"), affiliation("b1", "JINR")], { by: "ben" })),
      ).toMatchObject({
        code: "act-differs",
        message: "two different acts have the id `b1`",
      });
      expect(await store.head()).toEqual(head);
    },
  ],
  [
    "tells the second of two clerks what the first one recorded",
    async ({ open }) => {
      const store = await open();
      const { head } = await store.append([affiliation("a1")], { by: "anna" });
      await store.append([affiliation("a2"), affiliation("a3")], { by: "ben", expectedHead: head.hash });
      const error = await rejection(
        store.append([affiliation("a4")], { by: "anna", expectedHead: head.hash }),
      );
      expect(error).toBeInstanceOf(HeadMovedError);
      expect(error).toMatchObject({
        category: "conflict",
        code: "head-moved",
        message:
          "others have recorded 2 acts since: 2 `a2` (affiliation) by `ben`, 3 `a3` (affiliation) by `ben`",
      });
      const { head: now, since } = error as HeadMovedError;
      expect([now, ids(since)]).toEqual([await store.head(), ["a2", "a3"]]);
      await store.append([affiliation("a4")], { by: "anna", expectedHead: now.hash });
      const nowhere = store.append([affiliation("a5")], { by: "anna", expectedHead: "ab".repeat(32) });
      expect(await rejection(nowhere)).toMatchObject({ code: "unknown-head" });
      expect((await store.head()).position).toBe(4);
    },
  ],
  [
    "lets one of two that know the same head through, whatever the moment",
    async ({ open }) => {
      const store = await open();
      const { hash } = await store.head();
      const calls = affiliations(20).map((act) => store.append([act], { by: "anna", expectedHead: hash }));
      const settled = await Promise.allSettled(calls);
      expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect((await store.head()).position).toBe(1);
    },
  ],
  [
    "records many calls at once, each whole and none twice",
    async ({ open }) => {
      const store = await open();
      const sets = Array.from({ length: 60 }, (_, k) => affiliations(1 + (k % 5), `s${k}-`));
      const bad: Act[] = [affiliation("x1"), affiliation("s0-1", "JINR")];
      const calls = sets.map((acts, k) => store.append(acts, { by: "anna", set: `s${k}` }));
      const refused = [
        rejection(store.append(bad, { by: "ben" })),
        rejection(store.append(bad, { by: "ben" })),
      ];
      await Promise.all(calls);
      for (const error of await Promise.all(refused)) expect(error).toMatchObject({ code: "act-differs" });
      const entries = await collected(store.entries());
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, k) => k + 1));
      expect([...ids(entries)].sort()).toEqual(
        sets
          .flat()
          .map(({ id }) => id)
          .sort(),
      );
      for (const [k, acts] of sets.entries()) {
        const places = entries.filter(({ set }) => set === `s${k}`).map(({ position }) => position);
        expect(places).toEqual(acts.map((_, n) => places[0]! + n));
      }
      expect((await store.verify()).broken).toBeUndefined();
    },
  ],
  [
    "gives acts that come later a later instant, also where the clock stands or was set back",
    async ({ open }) => {
      const clock = { says: "2026-03-01T10:00:00.000Z" };
      const store = await open({ clock: () => new Date(clock.says) });
      await store.append([affiliation("a1")], { by: "anna" });
      clock.says = "2026-03-01T08:00:00.000Z";
      expect((await store.append([affiliation("a2")], { by: "anna" })).warnings).toEqual([
        "the clock says 2026-03-01T08:00:00.000Z, and the newest act was recorded at 2026-03-01T10:00:00.000Z: the instant after it is used",
      ]);
      clock.says = "2026-03-01T10:00:00.001Z";
      const both = await Promise.all(
        ["a3", "a4"].map((id) => store.append([affiliation(id)], { by: "anna" })),
      );
      expect(both.map(({ warnings }) => warnings)).toEqual([[], []]);
      clock.says = "2026-03-01T10:00:00.003Z";
      expect((await store.append([affiliation("a5")], { by: "anna" })).warnings).toEqual([]);
      const instants = (await collected(store.entries())).map(({ recordedAt }) => recordedAt.slice(11));
      // Those of one moment are recorded in one transaction, and bear its instant.
      const [first, second, third, fifth] = ["00", "01", "02", "03"].map((ms) => `10:00:00.0${ms}Z`);
      expect(instants).toEqual([first, second, third, third, fifth]);
      expect((await store.verify()).broken).toBeUndefined();
    },
  ],
  [
    "records nothing that could not be read back",
    async ({ open }) => {
      const store = await open();
      const half = { ...affiliation("a1"), institute: "JIN\uD83D" } as Act;
      expect(await rejection(store.append([half], { by: "anna" }))).toMatchObject({ code: "malformed-text" });
      const nul = person("a1", "Exa\u0000mple");
      expect(await rejection(store.append([nul], { by: "anna" }))).toBeInstanceOf(RegistryError);
      const nameless = { ...person("a1", ""), act: "person" } as Act;
      expect(await rejection(store.append([nameless], { by: "anna" }))).toBeInstanceOf(RegistryError);
      expect(await rejection(store.append([affiliation("a1")], { by: "a\uDC00" }))).toMatchObject({
        code: "malformed-text",
      });
      expect((await store.head()).position).toBe(0);
      await store.append([], { by: "anna" });
      expect((await store.head()).position).toBe(0);
    },
  ],
  [
    "keeps any text, and says no name in the clear",
    async ({ open }) => {
      const store = await open();
      const texts = [
        "'; drop table comity.act; --",
        'a\\b"c',
        "two\r\nlines\t",
        "😀 Дубна ß",
        "$1 {} %s",
        "x".repeat(300_000),
      ];
      const plain = texts.map((title, k): Act => {
        const { id, on, recorded, by, instrument } = affiliation(`a${k}`);
        return { act: "experiment", id, on, recorded, by, instrument, experiment: `E${k}`, title };
      });
      await store.append([...plain, person("p", "Prokofjewa"), person("q", "Prokofjewa", "p2")], {
        by: texts[0]!,
      });
      const read = await store.acts(reading);
      expect(read.acts.slice(0, texts.length)).toEqual(plain);
      expect(read.acts.at(-1)).toEqual(person("q", "Prokofjewa", "p2"));
      const stored = await bodies(store);
      expect(stored).not.toContain("Prokofjewa");
      expect(stored).not.toContain("0000-0002-1825-0097");
      const sealed = await store.acts({ personal: "sealed" });
      expect(sealed.acts.at(-1)).toMatchObject({ familyName: "sealed", person: "p2" });
    },
  ],
  [
    "is the same after it was closed and opened",
    async ({ open }) => {
      const store = await open();
      const { head } = await store.append([person("a1", "Example"), affiliation("a2")], { by: "anna" });
      const before = await collected(store.entries());
      await store.close();
      expect(await rejection(store.append([affiliation("a3")], { by: "anna" }))).toMatchObject({
        code: "store-closed",
      });
      const again = await open();
      expect(await again.head()).toEqual(head);
      expect(await collected(again.entries())).toEqual(before);
      expect(await again.verify()).toEqual({ head, entries: 2, broken: undefined });
    },
  ],
  [
    "tells of every entry once and in order",
    async ({ open }) => {
      const store = await open();
      await store.append(affiliations(3), { by: "anna" });
      const [all, later]: [string[], string[]] = [[], []];
      const stop = store.onEntries((entries) => void all.push(...ids(entries)), 1);
      store.onEntries(async (entries) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        later.push(...ids(entries));
      }, 4);
      for (const act of affiliations(20, "b")) await store.append([act], { by: "anna" });
      const wanted = affiliations(20, "b").map(({ id }) => id);
      await until(() => later.length === 20 && all.length === 23);
      expect([all, later]).toEqual([["a1", "a2", "a3", ...wanted], wanted]);
      stop();
      await store.append([affiliation("c1")], { by: "anna" });
      await until(() => later.length === 21);
      expect(all).toHaveLength(23);
    },
  ],
  [
    "lets two processes record at once, each hearing of the other",
    async ({ open }) => {
      const [one, two] = [await open(), await open()];
      const heard: string[] = [];
      one.onEntries((entries) => void heard.push(...ids(entries)), 1);
      const calls = affiliations(40).map((act, k) => (k % 2 === 0 ? one : two).append([act], { by: "anna" }));
      const appended = await Promise.all(calls);
      expect(new Set(appended.map(({ head }) => head.position)).size).toBeGreaterThan(1);
      await until(() => heard.length === 40);
      expect(heard).toEqual(ids(await collected(two.entries())));
      expect((await two.verify()).broken).toBeUndefined();
    },
  ],
];
