/** The file of documents of an embedded store: random writes against a plain map, and what crashes leave. */
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { DOCUMENT_JOURNAL, DocumentJournal } from "../../src/documents/document-journal.ts";
import { rejection } from "../ground/ledger-cases.ts";

const parent = mkdtempSync(join(tmpdir(), "comity-documents-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
let made = 0;
const fresh = (): string => join(parent, `${++made}-${DOCUMENT_JOURNAL}`);
const clock = (): Date => new Date("2026-11-22T10:00:00Z");
const open = (path: string): Promise<DocumentJournal> => DocumentJournal.open(path, clock);

const change = fc.record({
  id: fc.constantFrom("a", "b", "c"),
  value: fc.oneof(fc.jsonValue(), fc.constant(null)),
  /** Which version the writer expects: the one that is there, none, another one, whatever there is. */
  expects: fc.constantFrom("current", "none", "other", "any"),
});
const write = fc.uniqueArray(change, { minLength: 1, maxLength: 3, selector: ({ id }) => id });

it("is a map whose writes are all or nothing, however they are grouped, also opened again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      async (groups) => {
        const path = fresh();
        const model = new Map<string, { version: number; value: unknown }>();
        let version = 0;
        let documents = await open(path);
        for (const group of groups) {
          const pending: { readonly done: Promise<unknown>; readonly isGood: boolean }[] = [];
          for (const changes of group) {
            const asked = changes.map(({ id, value, expects }) => {
              const current = model.get(id)?.version ?? 0;
              const expected = { current, none: 0, other: current + 1_000, any: undefined }[expects];
              return { collection: "c", id, value, ...(expected === undefined ? {} : { expected }) };
            });
            const isGood = asked.every(
              ({ id, expected }) => expected === undefined || expected === (model.get(id)?.version ?? 0),
            );
            if (isGood)
              for (const { id, value } of asked) {
                version++;
                if (value === null) model.delete(id);
                else model.set(id, { version, value: JSON.parse(JSON.stringify(value)) as unknown });
              }
            pending.push({
              isGood,
              done: documents.write(asked, "anna").then(
                () => true,
                () => false,
              ),
            });
          }
          for (const { done, isGood } of pending) expect(await done).toBe(isGood);
          await documents.close();
          documents = await open(path);
          const listed = await documents.list("c");
          expect(listed.map(({ id, version, value }) => [id, { version, value }])).toEqual(
            [...model].sort(([a], [b]) => (a < b ? -1 : 1)),
          );
        }
        await documents.close();
      },
    ),
    { numRuns: 60 },
  );
});

it("cuts off a write that was not finished, whatever byte it ends at", async () => {
  const path = fresh();
  const documents = await open(path);
  await documents.write([{ collection: "c", id: "a", value: 1 }], "anna");
  const whole = statSync(path).size;
  await documents.write(
    [
      { collection: "c", id: "a", value: 2 },
      { collection: "c", id: "b", value: "é" },
    ],
    "anna",
  );
  await documents.close();
  const bytes = readFileSync(path);
  for (let size = whole; size < bytes.length; size += 7) {
    writeFileSync(path, bytes);
    truncateSync(path, size);
    const again = await open(path);
    expect((await again.list("c")).map(({ id, value }) => [id, value])).toEqual([["a", 1]]);
    await again.close();
  }
});

it("says which line was damaged", async () => {
  const path = fresh();
  await (await open(path)).close();
  appendFileSync(path, '{"at":"2026"\n');
  expect(await rejection(open(path))).toMatchObject({
    code: "malformed-line",
    message: `\`${path}\` was damaged: its line 1 cannot be read`,
  });
});

it("is written anew where most of it is past, and gives no version twice", async () => {
  const path = fresh();
  const documents = await open(path);
  const big = "x".repeat(500_000);
  for (let k = 0; k < 12; k++)
    await documents.write([{ collection: "c", id: "big", value: big + k }], "anna");
  const [last] = await documents.write(
    [
      { collection: "c", id: "big", value: null },
      { collection: "c", id: "a", value: 1 },
    ],
    "anna",
  );
  expect(statSync(path).size).toBeLessThan(5_000_000);
  for (let k = 0; k < 12; k++) await documents.write([{ collection: "c", id: "a", value: null }], "anna");
  await documents.close();
  const again = await open(path);
  const [next] = await again.write([{ collection: "c", id: "a", value: 1 }], "anna");
  expect(next!.version).toBe(last!.version + 13);
  await again.close();
});
