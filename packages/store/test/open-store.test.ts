/** Opening, closing and opening again. */
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day, SINCE_EVER } from "@comity/calendar";
import type { Act } from "@comity/registry";
import { afterAll, describe, expect, it } from "vitest";
import { MasterKey, openStore, readFolder } from "../src/index.ts";
import { freshFolder, MASTER, REGISTRY } from "./ground/shared.ts";

const folder = mkdtempSync(join(tmpdir(), "comity-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header = { on: day("2024-11-30"), recorded: SINCE_EVER, by: "users office", instrument: "" };
const acts: Act[] = [
  { ...header, act: "person", id: "a1", person: "p1", familyName: "Example" },
  { ...header, act: "recall", id: "a2", person: "p1" },
];

const masterKey = new MasterKey(randomBytes(32));

describe("a store in a folder", () => {
  it("keeps acts", async () => {
    const where = join(folder, "first");
    const store = await openStore(where, { create: true, registry: "lakes", masterKey });
    const { head, added } = await store.append(acts, { by: "anna" });
    expect(added.map(({ position, id }) => [position, id])).toEqual([
      [1, "a1"],
      [2, "a2"],
    ]);
    expect((await store.append(acts, { by: "anna" })).repeated).toEqual(["a1", "a2"]);
    await store.close();
    const again = await openStore(where, { masterKey });
    expect(await again.head()).toEqual(head);
    expect(await again.acts({ personal: "clear", by: "anna", purpose: "test" })).toEqual({ acts, head });
    const sealed = await again.acts({ personal: "sealed" });
    expect(sealed.acts[0]).toMatchObject({ person: "p1", familyName: "sealed" });
    expect(await again.verify()).toEqual({ head, entries: 2, broken: undefined });
    await again.close();
  });

  it("says of its registry what that said of itself, also once the database is made anew", async () => {
    const where = await freshFolder(folder);
    const store = await openStore(where, { masterKey: MASTER });
    expect(await store.meta()).toEqual({ name: REGISTRY, title: REGISTRY });
    const meta = { name: REGISTRY, title: "The lakes", host: "LAKES", policy: "../lakes.policy.md" };
    await store.describe({ ...meta, name: "another" });
    expect(await store.meta()).toEqual(meta);
    await store.append(acts, { by: "anna" });
    await store.close();
    const again = await openStore(where, { masterKey: MASTER, rebuild: true });
    expect(await again.meta()).toEqual(meta);
    expect((await again.head()).position).toBe(2);
    await again.close();
  });
});

describe("a store's folder, read by somebody who does not open it", () => {
  let where = "";

  it("says what was recorded, also while the store is open, and names nobody", async () => {
    where = await freshFolder(folder);
    const store = await openStore(where, { masterKey: MASTER });
    const empty = await readFolder(where);
    expect(empty).toEqual({
      registry: REGISTRY,
      meta: { name: REGISTRY, title: REGISTRY },
      acts: [],
      head: await store.head(),
    });
    await store.append(acts, { by: "anna" });
    await store.describe({ name: "lakes", title: "The lakes" });
    const { acts: read, head, meta } = await readFolder(where);
    expect(head).toEqual(await store.head());
    expect(read).toEqual((await store.acts({ personal: "sealed" })).acts);
    expect(JSON.stringify(read)).not.toContain("Example");
    expect(meta.title).toBe("The lakes");
    // A line that is being written is nobody's business yet.
    appendFileSync(join(where, "acts.journal"), '{"position":3,');
    expect((await readFolder(where)).head).toEqual(head);
    await store.close();
  });

  it("says where an entry is missing, and what is no store", async () => {
    const journal = join(where, "acts.journal");
    const [, second] = readFileSync(journal, "utf8").split("\n");
    writeFileSync(journal, `${second}\n`);
    await expect(readFolder(where)).rejects.toMatchObject({
      code: "journal-broken",
      message: `\`${journal}\` goes on from entry 0 with 2, which does not follow it`,
    });
    await expect(readFolder(folder)).rejects.toMatchObject({ code: "no-store" });
  });
});
