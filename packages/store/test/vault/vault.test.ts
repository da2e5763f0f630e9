import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActJson } from "@comity/registry";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KeyJournal, MasterKey, newMasterKeyText, Vault } from "../../src/index.ts";

const freshMaster = (): MasterKey => new MasterKey(Buffer.from(newMasterKeyText(), "base64"));
const NOON = new Date("2026-11-22T12:00:00Z");

let folder = "";
let path = "";
let shelf: KeyJournal;
let master: MasterKey;
let vault: Vault;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "comity-vault-"));
  path = join(folder, "keys.journal");
  master = freshMaster();
  await open();
});
afterEach(async () => {
  await shelf.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(key = master): Promise<void> {
  shelf = await KeyJournal.open(path);
  vault = new Vault(key, shelf);
  await vault.unlock();
}

/** In what a given act differs from the sealed one. */
async function differing(stored: ActJson, given: ActJson): Promise<string[] | undefined> {
  const [members] = await vault.differences([{ stored, given }]);
  return members;
}

async function reopen(key = master): Promise<void> {
  await shelf.close();
  await open(key);
}

function person(id: string, of: string, familyName: string, more: ActJson = {}): ActJson {
  return { act: "person", id, recorded: "2024-01-01", by: "office", person: of, familyName, ...more };
}

const ANNA = person("a1", "p1", "Musterfrau", {
  givenName: "Anna",
  orcid: "0000-0002-1825-0097",
  mail: "anna@example.org",
});
const BEN = person("a2", "p2", "Beispiel");
const OTHER: ActJson = { act: "recall", id: "a3", person: "p1" };

/** Everything that any file in the folder holds. */
const everything = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "latin1"))
    .join("\n");

test("what is sealed comes back as it was, after the store was opened again too", async () => {
  const sealed = [...(await vault.seal([ANNA, OTHER, BEN]))];
  expect(JSON.stringify(sealed)).not.toMatch(/Musterfrau|Anna|1825|example|Beispiel/);
  expect(sealed[1]).toEqual(OTHER);
  await reopen();
  expect(await vault.open(sealed)).toEqual([ANNA, OTHER, BEN]);
  expect(Vault.closed(sealed).map(({ familyName }) => familyName)).toEqual(["sealed", undefined, "sealed"]);
});

test("two sealings of one act are not alike, and short names and long ones are of one length", async () => {
  const long = person("a2", "p1", "Wolfeschlegelsteinhausenbergerdorff");
  const [one, again, other] = await vault.seal([ANNA, ANNA, long]);
  expect(one!.sealed).not.toBe(again!.sealed);
  expect(String(one!.sealed)).toHaveLength(String(other!.sealed).length);
});

test("what is sealed belongs to its act and its person", async () => {
  const [anna, ben] = await vault.seal([ANNA, BEN]);
  for (const exchanged of [
    { ...anna!, sealed: ben!.sealed! },
    { ...anna!, id: "a9" },
    { ...anna!, person: "p2" },
    { ...anna!, sealed: `${String(anna!.sealed).slice(0, -6)}AAAA==` },
  ])
    await expect(vault.open([exchanged])).rejects.toMatchObject({ code: "damaged-seal" });
});

test("another master key is refused in a sentence, and opens nothing", async () => {
  await vault.seal([ANNA]);
  await shelf.close();
  shelf = await KeyJournal.open(path);
  await expect(new Vault(freshMaster(), shelf).unlock()).rejects.toMatchObject({
    code: "master-key-wrong",
    message: "the master key is not the one of this store",
  });
});

test("the same act again is the same; another under its id differs in fields that are named, not quoted", async () => {
  const [sealed] = await vault.seal([ANNA]);
  expect(await differing(sealed!, ANNA)).toEqual([]);
  expect(await differing(sealed!, { ...ANNA, by: "else", familyName: "Andere" })).toEqual([
    "by",
    "familyName",
  ]);
  const { mail: _, ...without } = ANNA;
  expect(await differing(sealed!, without)).toEqual(["mail"]);
});

test("a person whose key is destroyed is erased for good", async () => {
  const sealed = [...(await vault.seal([ANNA, BEN]))];
  await vault.destroy(["p1"], NOON);
  const check = async (): Promise<void> => {
    const { orcid: _o, givenName: _g, mail: _m, ...left } = ANNA;
    expect(await vault.open(sealed)).toEqual([{ ...left, familyName: "erased" }, BEN]);
    // A retry is what is left of it; a new act about the person is refused.
    expect(await differing(sealed[0]!, ANNA)).toEqual([]);
    expect(await differing(sealed[0]!, { ...ANNA, by: "else" })).toEqual(["by"]);
    await expect(vault.seal([person("a7", "p1", "Musterfrau")])).rejects.toMatchObject({
      code: "person-erased",
      message: "`p1` was erased: nothing personal can be recorded under that identifier again",
    });
  };
  await check();
  await reopen();
  await check();
  expect(readdirSync(folder)).toEqual(["keys.journal"]);
});

test("no byte of a destroyed key stays in the folder, whenever a crash came between", async () => {
  await vault.seal([ANNA, BEN]);
  const before = readFileSync(path, "utf8");
  const key = before.split("\n").find((line) => line.includes('"p1"'))!;
  await vault.destroy(["p1"], NOON);
  expect(everything()).not.toContain(JSON.parse(key).key);
  // As a crash leaves it before the old file is overwritten, and before the new one is in its place.
  for (const left of ["keys.journal.old", "keys.journal.new"]) {
    writeFileSync(join(folder, left), before);
    await reopen();
    expect(everything()).not.toContain(JSON.parse(key).key);
    expect(readdirSync(folder)).toEqual(["keys.journal"]);
  }
});

test("keys that an older backup brought back are destroyed when the ledger says erased", async () => {
  const sealed = [...(await vault.seal([ANNA, BEN]))];
  const backup = readFileSync(path);
  await vault.destroy(["p1"], NOON);
  await shelf.close();
  writeFileSync(path, backup);
  await open();
  expect(await vault.destroyLeft(["p1", "p9"], NOON)).toEqual(["p1", "p9"]);
  expect(await vault.destroyLeft(["p1", "p9"], NOON)).toEqual([]);
  expect((await vault.open(sealed))[0]).toMatchObject({ familyName: "erased" });
});

test("a rotated store opens with the new master key and not with the old one", async () => {
  const sealed = [...(await vault.seal([ANNA, BEN]))];
  await vault.destroy(["p2"], NOON);
  const before = readFileSync(path, "utf8");
  const next = freshMaster();
  expect(await vault.rotate(next)).toBe(1);
  await expect(vault.unlock()).rejects.toMatchObject({ code: "master-key-wrong" });
  await reopen(next);
  expect((await vault.open(sealed)).map(({ familyName }) => familyName)).toEqual(["Musterfrau", "erased"]);
  // Nothing of what the old master key wrapped is left.
  const wrapped = before.split("\n").flatMap((line) => /"key":"(.+?)"/.exec(line)?.[1] ?? []);
  for (const key of wrapped) expect(everything()).not.toContain(key);
});

test("a last line that a crash tore is cut off, a damaged one in between is refused with its number", async () => {
  await vault.seal([ANNA, BEN]);
  const whole = readFileSync(path, "utf8");
  await shelf.close();
  for (let length = whole.length - 1; length > whole.lastIndexOf("\n", whole.length - 2); length--) {
    truncateSync(path, length);
    await open();
    expect([...(await shelf.keys()).keys()]).toEqual(["p1"]);
    await shelf.close();
    writeFileSync(path, whole);
  }
  for (const line of ["nonsense", "{}", "null", '{"person":7,"key":"x"}', '{"comityKeys":1,"check":"x"}']) {
    writeFileSync(path, whole.replace(/\n.*\n/, `\n${line}\n`));
    await expect(KeyJournal.open(path)).rejects.toMatchObject({
      code: "damaged-keys",
      message: expect.stringContaining("its line 2"),
    });
  }
  writeFileSync(path, whole.replace('"comityKeys":1', '"comityKeys":2'));
  await expect(KeyJournal.open(path)).rejects.toMatchObject({ code: "newer-store" });
  writeFileSync(path, whole);
  await open();
});

test("many at once give each person one key", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom("p1", "p2", "p3", "p4")), { maxLength: 6 }),
      async (calls) => {
        let count = 0;
        const acts = calls.map((people) =>
          people.map((each) => person(`b${count++}`, each, `Name of ${each}`)),
        );
        const sealed = await Promise.all(acts.map(async (each) => [...(await vault.seal(each))]));
        expect(await vault.open(sealed.flat())).toEqual(acts.flat());
      },
    ),
    { numRuns: 25 },
  );
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.includes("person"));
  expect(new Set(lines.map((line) => JSON.parse(line).person)).size).toBe(lines.length);
});
