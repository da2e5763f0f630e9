/** Documents, on every engine. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { type ChangedDocument, MasterKey, restoreStore } from "../../src/index.ts";
import type { Case } from "../ground/conformance.ts";
import { rejection } from "../ground/ledger-cases.ts";
import { MASTER } from "../ground/shared.ts";

const draft = (id: string, value: unknown, expected?: number) => ({
  collection: "draft",
  id,
  value,
  ...(expected === undefined ? {} : { expected }),
});

export const DOCUMENT_CASES: readonly Case[] = [
  [
    "keeps documents, all changes of a write or none, and tells the second of two editors",
    async ({ open }) => {
      const store = await open();
      const { documents } = store;
      const [first] = await documents.write(
        [draft("a/1", { title: "É \u0000 \ud83d", n: [1.5, null, ""] }, 0)],
        "anna",
      );
      expect(first).toMatchObject({ collection: "draft", id: "a/1", version: 1, by: "anna" });
      expect(await documents.get("draft", "a/1")).toEqual(first);
      // Nothing of the clock is kept where the writer says when.
      const [silent] = await documents.write([draft("silent", 1)], "anna", "2001-02-03T04:05:06.000Z");
      expect(silent!.at).toBe("2001-02-03T04:05:06.000Z");
      expect(await documents.get("draft", "silent")).toEqual(silent);
      expect(await documents.get("draft", "a/2")).toBeUndefined();
      expect(await documents.get("plan", "a/1")).toBeUndefined();

      const [second] = await documents.write([draft("a/1", { title: "other" }, first!.version)], "berta");
      const moved = await rejection(
        documents.write([draft("a/2", 1), draft("a/1", {}, first!.version)], "anna"),
      );
      expect(moved).toMatchObject({
        category: "conflict",
        code: "document-moved",
        message: `the document \`draft/a/1\` was changed by \`berta\` at ${second!.at} since`,
        current: second,
      });
      // Nor was the other change of that write made.
      expect(await documents.get("draft", "a/2")).toBeUndefined();
      expect(await rejection(documents.write([draft("a/1", {}, 0)], "anna"))).toMatchObject({
        current: second,
      });
      expect(await rejection(documents.write([draft("new", {}, 7)], "anna"))).toMatchObject({
        message: "the document `draft/new` is not there",
        current: undefined,
      });

      // Taken away and made again it is another one: whoever knew the first cannot change the second.
      expect(await documents.write([draft("a/1", null, second!.version)], "anna")).toEqual([]);
      const [again] = await documents.write([draft("a/1", { title: "again" }, 0)], "anna");
      expect(again!.version).toBeGreaterThan(second!.version);
      expect(await rejection(documents.write([draft("a/1", null, second!.version)], "anna"))).toMatchObject({
        code: "document-moved",
      });

      await store.close();
      const reopened = await open();
      expect(await reopened.documents.get("draft", "a/1")).toEqual(again);
    },
  ],
  [
    "lists documents by id, from any of them on",
    async ({ open }) => {
      const { documents } = await open();
      const ids = ["b", "a/2", "a/10", "a/1", "B", "aa", "_", "a-"];
      await documents.write(
        ids.map((id, k) => draft(id, k)),
        "anna",
      );
      const listed = async (range: Parameters<typeof documents.list>[1]) =>
        (await documents.list("draft", range)).map(({ id }) => id);
      expect(await listed({})).toEqual(["B", "_", "a-", "a/1", "a/10", "a/2", "aa", "b"]);
      expect(await listed({ prefix: "a/" })).toEqual(["a/1", "a/10", "a/2"]);
      expect(await listed({ prefix: "a/", after: "a/1", limit: 1 })).toEqual(["a/10"]);
      expect(await listed({ after: "aa" })).toEqual(["b"]);
      expect(await listed({ prefix: "_" })).toEqual(["_"]);
      expect(await documents.list("plan")).toEqual([]);
    },
  ],
  [
    "refuses what cannot name a document, and what is no value",
    async ({ open }) => {
      const { documents } = await open();
      const refused = async (...changes: Parameters<typeof documents.write>[0]) =>
        (await rejection(documents.write(changes, "anna"))) as Error & { code: string };
      expect(await refused(draft("a b", 1))).toMatchObject({
        code: "document-malformed",
        message: "`a b` cannot name a document",
      });
      expect(await refused(draft("a", undefined))).toMatchObject({ code: "document-malformed" });
      expect(await refused(draft("a", 1), draft("a", 2))).toMatchObject({
        message: "`draft/a` is changed twice at once",
      });
      expect(await documents.list("draft")).toEqual([]);
    },
  ],
  [
    "lets one of many win who change the same document at once",
    async ({ open }) => {
      const { documents } = await open();
      const [made] = await documents.write([draft("d", 0)], "anna");
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, (_, k) => documents.write([draft("d", k, made!.version)], `clerk ${k}`)),
      );
      const won = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []));
      expect(won).toHaveLength(1);
      expect(await documents.get("draft", "d")).toEqual(won[0]);
      for (const outcome of outcomes)
        if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "document-moved" });
    },
  ],
  [
    "tells what changed",
    async ({ open }) => {
      const { documents } = await open();
      const heard: (readonly ChangedDocument[] | undefined)[] = [];
      const stop = documents.onChanges((changes) => heard.push(changes));
      // On a server one first has to be connected; until then nothing is named.
      await vi.waitFor(async () => {
        await documents.write([draft("ready", 0)], "anna");
        expect(heard.flat().some((change) => change?.id === "ready")).toBe(true);
      }, 10_000);
      const [made] = await documents.write([draft("x", 1)], "anna");
      await documents.write([draft("x", null)], "anna");
      await vi.waitFor(() =>
        expect(heard.flat().filter((change) => change?.id === "x")).toEqual([
          { collection: "draft", id: "x", version: made!.version, isGone: false },
          { collection: "draft", id: "x", version: made!.version + 1, isGone: true },
        ]),
      );
      const many = Array.from({ length: 400 }, (_, k) =>
        draft(`a-rather-long-identifier-of-a-document-${k}`, k),
      );
      await documents.write(many, "anna");
      await vi.waitFor(() => {
        const last = heard.at(-1);
        expect(last === undefined || last.length === 400).toBe(true);
      });
      stop();
      const count = heard.length;
      await documents.write([draft("y", 1)], "anna");
      expect(heard).toHaveLength(count);
    },
  ],
  [
    "seals texts for documents, for their purpose only, also when the master key was rotated",
    async ({ open, backDoor: _ }) => {
      const store = await open();
      const sealed = await store.seal("account name", "Zoë Example");
      expect(sealed).not.toContain("Example");
      expect(await store.seal("account name", "Zoë Example")).not.toBe(sealed);
      expect(await rejection(store.unseal("account mail", sealed))).toMatchObject({ code: "damaged-seal" });
      const next = new MasterKey(Uint8Array.from({ length: 32 }, (_, k) => 11 * k + 3));
      expect(await store.rotateKeys(next)).toBe(0);
      expect(await store.unseal("account name", sealed)).toBe("Zoë Example");
      await store.close();
      const reopened = await open({ masterKey: next });
      expect(await reopened.unseal("account name", sealed)).toBe("Zoë Example");
      expect(await reopened.rotateKeys(MASTER)).toBe(0);
    },
  ],
  [
    "has documents and their seals in a backup",
    async ({ open, nowhere }) => {
      const parent = mkdtempSync(join(tmpdir(), "comity-documents-"));
      try {
        const store = await open();
        const sealed = await store.seal("name", "Zoë Example");
        await store.documents.write([draft("gone", 1), draft("a", { sealed }), draft("b", "text")], "anna");
        await store.documents.write([draft("gone", null)], "anna");
        await store.backup(join(parent, "backup"));
        const restored = await restoreStore(join(parent, "backup"), await nowhere(), { masterKey: MASTER });
        try {
          const before = await store.documents.list("draft");
          expect(await restored.documents.list("draft")).toEqual(before);
          expect(await restored.unseal("name", sealed)).toBe("Zoë Example");
          const [next] = await restored.documents.write([draft("c", 1)], "anna");
          expect(next!.version).toBeGreaterThan(Math.max(...before.map(({ version }) => version)));
        } finally {
          await restored.close();
        }
      } finally {
        rmSync(parent, { recursive: true, force: true });
      }
    },
  ],
];
