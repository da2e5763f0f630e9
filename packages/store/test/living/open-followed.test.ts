/** Opening a store and following it at once, and the journal read many lines at a time. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "@comity/calendar";
import { afterAll, expect, it } from "vitest";
import { Journal } from "../../src/engine/journal.ts";
import { openFollowed, openStore } from "../../src/index.ts";
import { rejection } from "../ground/ledger-cases.ts";
import { freshFolder, MASTER } from "../ground/shared.ts";
import { clashes, everything, fresh, policy } from "./following-cases.ts";

const parent = mkdtempSync(join(tmpdir(), "comity-followed-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const TODAY = day("2024-06-01");
const clock = (): Date => new Date("2024-06-01T12:00:00Z");

it("derives from the journal what the store holds, and follows it from there", async () => {
  const where = await freshFolder(parent);
  const before = await openStore(where, { masterKey: MASTER });
  await before.append(clashes(3, TODAY, "old"), { by: "anna" });
  const meta = { name: before.registry, title: "The lakes" };
  await before.describe(meta);
  await before.close();
  const asked: unknown[] = [];
  const options = { masterKey: MASTER, clock };
  const { store, followed } = await openFollowed(where, {
    ...options,
    policy: (said) => {
      asked.push(said);
      return policy;
    },
  });
  try {
    // Asked once: what was derived ahead counts.
    expect(asked).toEqual([meta]);
    expect(followed.position).toBe(6);
    const { head } = await store.append([...clashes(1, TODAY), ...clashes(1, TODAY, "x")], { by: "anna" });
    await followed.until(head.position);
    const { acts } = await store.acts({ personal: "sealed" });
    expect(everything(followed.evaluation)).toEqual(fresh(acts, TODAY));
  } finally {
    followed.close();
    await store.close();
  }
  // Whoever cannot say by which policy leaves nothing locked.
  const failing = openFollowed(where, { ...options, policy: () => Promise.reject(new Error("no policy")) });
  expect(await rejection(failing)).toMatchObject({ message: "no policy" });
  await (await openStore(where, { masterKey: MASTER })).close();
});

it("gives the lines of a journal in blocks as it gives them one by one, however long they are", async () => {
  const journal = await Journal.open(join(parent, "lines"));
  const lengths = [0, 1, 2 ** 20 - 1, 2 ** 20, 3, 3 * 2 ** 20, 500_000, 600_000, 7];
  await journal.append(lengths.map((length, k) => String(k % 10).repeat(length)));
  const lines: string[] = [];
  for await (const line of journal.lines()) lines.push(line);
  expect(lines.map(({ length }) => length)).toEqual(lengths);
  let text = "";
  for await (const block of journal.blocks()) {
    expect(block.endsWith("\n")).toBe(true);
    text += block;
  }
  expect(text).toBe(`${lines.join("\n")}\n`);
  await journal.close();
});
