/** The chain: what the database itself refuses, what is found out, and taking it to another store. */
import fc from "fast-check";
import { CompiledQuery, sql } from "kysely";
import { expect } from "vitest";
import { anyActs } from "../../../registry/test/random-registry.ts";
import { type Entry, entryOfLine, lineOf, type Store } from "../../src/index.ts";
import type { Case } from "./conformance.ts";
import { collected, rejection } from "./ledger-cases.ts";
import { REGISTRY } from "./shared.ts";
import { affiliations, person } from "./some-acts.ts";

const reading = { personal: "clear", by: "test", purpose: "test" } as const;
const RUNS = Number(process.env.COMITY_RUNS ?? 300);

const run = (store: Store, text: string): Promise<unknown> => store.db.executeQuery(CompiledQuery.raw(text));

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

const CHANGES: readonly (readonly [change: string, found: string])[] = [
  [
    "update comity.act set body = replace(body, 'INP-BSU', 'INP-BSV') where position = 4",
    "4: the hash of entry 4 is not that of its text",
  ],
  [
    "update comity.act set hash = sha256(hash) where position = 4",
    "4: the hash of entry 4 is not that of its text",
  ],
  [
    "update comity.act set previous = sha256(hash) where position = 4",
    "4: the column `previous` of entry 4 says",
  ],
  [
    "update comity.act set id = 'z' where position = 4",
    "4: the column `id` of entry 4 says `z`, its text `a4`",
  ],
  [
    "update comity.act set recorded_at = recorded_at + interval '1 second' where position = 4",
    "4: the column `recorded_at` of entry 4 says",
  ],
  ["delete from comity.act where position = 4", "5: entry 4 is missing: after 3 comes 5"],
  ["delete from comity.act where position = 1", "2: entry 1 is missing: after 0 comes 2"],
  // Whoever computes the hash again as well still breaks the link that the next entry is.
  [
    "update comity.act set body = replace(body, 'INP-BSU', 'INP-BSV'), hash = sha256(convert_to(replace(body, 'INP-BSU', 'INP-BSV'), 'UTF8')) where position = 4",
    "5: entry 5 names another hash for the entry before it than that one has",
  ],
];

export const CHAIN_CASES: readonly Case[] = [
  [
    "refuses in the database to change or delete an act, whoever asks",
    async (bench) => {
      const store = await bench.open();
      await store.append(affiliations(3), { by: "anna" });
      for (const text of [
        "update comity.act set id = id",
        "delete from comity.act where false",
        "truncate comity.act",
      ]) {
        expect(await rejection(run(store, text))).toMatchObject({ code: "42501" });
        expect(await rejection(bench.backDoor(store, text))).toMatchObject({ code: "CM002" });
        const replica = `set session_replication_role = replica; ${text}`;
        expect(await rejection(bench.backDoor(store, replica))).toMatchObject({ code: "CM002" });
        await bench.backDoor(store, "set session_replication_role = origin");
      }
      expect(await rejection(bench.backDoor(store, "update comity.act set id = id"))).toMatchObject({
        message: "recorded acts are never changed: UPDATE on comity.act is refused",
      });
      expect((await store.verify()).entries).toBe(3);
    },
  ],
  [
    "refuses in the database what does not continue the chain",
    async ({ open, backDoor }) => {
      const store = await open();
      const { added } = await store.append(affiliations(3), { by: "anna" });
      const [first, , last] = added;
      const insert = (
        position: number,
        previous: string,
        body: string,
        hash = "sha256(convert_to('x', 'UTF8'))",
      ) =>
        `insert into comity.act values ('${REGISTRY}', ${position}, 'n', ${hash}, decode('${previous}', 'hex'), now(), '${body}')`;
      const bad = [
        insert(5, last!.hash, "x"),
        insert(4, first!.hash, "x"),
        insert(4, last!.hash, "y"),
        insert(0, "00".repeat(32), "x"),
        `insert into comity.act values ('other', 1, 'n', sha256('x'), sha256('x'), now(), 'x')`,
        // A gap within one statement.
        `${insert(4, last!.hash, "x")}, ('${REGISTRY}', 6, 'm', sha256('x'), sha256('x'), now(), 'x')`,
      ];
      for (const text of bad)
        expect(await rejection(run(store, text)), text).toMatchObject({ code: "CM001" });
      expect(await rejection(backDoor(store, bad[0]!))).toMatchObject({ code: "CM001" });
      expect(await rejection(run(store, insert(3, first!.hash, "x")))).toMatchObject({ code: "23505" });
      await run(store, insert(4, last!.hash, "x"));
    },
  ],
  [
    "finds what came in by the back door",
    async ({ open, backDoor }) => {
      const store = await open();
      await store.append([...affiliations(9), person("p", "Example")], { by: "anna" });
      await backDoor(
        store,
        "alter table comity.act disable trigger all; create table comity.kept as select * from comity.act",
      );
      for (const [change, found] of CHANGES) {
        await backDoor(store, change);
        const { broken } = await store.verify();
        expect(`${broken?.position}: ${broken?.message}`).toContain(found);
        await backDoor(store, "delete from comity.act; insert into comity.act select * from comity.kept");
      }
      expect((await store.verify()).broken).toBeUndefined();
    },
  ],
  [
    "finds any changed byte of any act",
    async ({ open, backDoor }) => {
      const store = await open();
      await store.append([...affiliations(6), person("p", "Example")], { by: "anna" });
      const { rows } = await sql<{ body: string }>`select body from comity.act order by position`.execute(
        store.db,
      );
      await backDoor(store, "alter table comity.act disable trigger all");
      await fc.assert(
        fc.asyncProperty(
          fc.nat(6),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.constantFrom(...'xX0 "}é'),
          async (k, share, byte) => {
            const { body } = rows[k]!;
            const at = Math.min(body.length - 1, Math.floor(share * body.length));
            if (body[at] === byte) return;
            const changed = body.slice(0, at) + byte + body.slice(at + 1);
            const put = (text: string): Promise<void> =>
              backDoor(
                store,
                `update comity.act set body = '${text.replaceAll("'", "''")}' where position = ${k + 1}`,
              );
            await put(changed);
            expect((await store.verify()).broken?.position).toBe(k + 1);
            await put(body);
          },
        ),
        { numRuns: Math.ceil(RUNS / 10) },
      );
      expect((await store.verify()).broken).toBeUndefined();
    },
  ],
  [
    "brings any acts back as they were, and goes into an empty store with the same head",
    async ({ fresh }) => {
      const acts = fc.sample(anyActs(200), Math.ceil(RUNS / 300));
      for (const some of acts) {
        const store = await fresh();
        for (let k = 0; k < some.length; k += 7)
          await store.append(some.slice(k, k + 7), { by: "anna", set: `s${k}` });
        expect((await store.acts(reading)).acts).toEqual(some);
        const lines = (await collected(store.entries())).map(lineOf);
        const other = await fresh();
        const head = await other.receive(each(lines.map((line, k) => entryOfLine(line, k + 1))));
        expect(head).toEqual(await store.head());
        expect(await other.head()).toEqual(head);
        expect((await collected(other.entries())).map(lineOf)).toEqual(lines);
        expect(await other.verify()).toEqual(await store.verify());
      }
    },
  ],
  [
    "takes over entries again where it was interrupted, and none that do not fit",
    async ({ fresh }) => {
      const store = await fresh();
      await store.append(affiliations(30), { by: "anna" });
      const entries = await collected(store.entries());
      const other = await fresh();
      await other.receive(each(entries.slice(0, 12)));
      const torn: Entry[] = entries.map((entry) =>
        entry.position === 20 ? { ...entry, recordedBy: "ben" } : entry,
      );
      expect(await rejection(other.receive(each(torn)))).toMatchObject({
        code: "broken-chain",
        message: "the hash of entry 20 is not that of its text",
      });
      expect(await rejection(other.receive(each(entries.slice(3))))).toMatchObject({ code: "broken-chain" });
      expect(await rejection(other.receive(each(entries.slice(0, 5))))).toMatchObject({ code: "not-empty" });
      expect((await other.head()).position).toBe(12);
      expect(await other.receive(each(entries))).toEqual(await store.head());
      const third = await fresh();
      await third.append(affiliations(2, "z"), { by: "ben" });
      expect(await rejection(third.receive(each(entries)))).toMatchObject({
        code: "not-empty",
        message: `\`${REGISTRY}\` holds 2 other acts already`,
      });
    },
  ],
  [
    "does not open what a newer Comity made",
    async ({ open, backDoor }) => {
      const store = await open();
      await backDoor(store, "insert into comity.kysely_migration values ('9999-later', '2030-01-01')");
      await store.close();
      expect(await rejection(open())).toMatchObject({ category: "conflict", code: "newer-store" });
    },
  ],
];
