/** Disks that are full, and folders that may not be written. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Journal } from "../src/engine/journal.ts";
import { openStore } from "../src/index.ts";
import { rejection } from "./ground/ledger-cases.ts";
import { freshFolder, MASTER } from "./ground/shared.ts";
import { affiliation, affiliations } from "./ground/some-acts.ts";

const parent = mkdtempSync(join(tmpdir(), "comity-disks-"));
const mounted: string[] = [];
afterAll(() => {
  for (const place of mounted) execFileSync("umount", ["-l", place]);
  rmSync(parent, { recursive: true, force: true });
});

/** A small file system of its own; undefined where we may not make one. */
function smallDisk(name: string, megabytes: number): string | undefined {
  const place = join(parent, name);
  mkdirSync(place);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", place], { stdio: "ignore" });
    mounted.push(place);
    return place;
  } catch {
    return undefined;
  }
}

const disk = smallDisk("disk", 64);
const REASON = disk === undefined ? " (skipped: only root may mount a small file system)" : "";

describe.skipIf(disk === undefined)(`a disk of its own${REASON}`, () => {
  const filler = join(disk ?? "", "filler");
  /** Fills the disk but for some bytes. */
  const fill = (): void => {
    for (let size = 1 << 20; size >= 512; size /= 2)
      try {
        for (let k = 0; ; k++) writeFileSync(`${filler}-${size}-${k}`, Buffer.alloc(size));
      } catch {
        // Smaller pieces may still fit.
      }
  };
  const empty = (): void => {
    execFileSync("sh", ["-c", `rm -f ${filler}*`]);
  };

  it("that is full takes no act, loses none, and goes on once there is room", async () => {
    const where = join(disk!, "store");
    cpSync(await freshFolder(parent), where, { recursive: true, preserveTimestamps: true });
    const store = await openStore(where, { masterKey: MASTER, patienceSeconds: 2 });
    const { head } = await store.append(affiliations(20), { by: "anna" });
    fill();
    const big = Array.from({ length: 40 }, (_, k) => affiliation(`b${k}`, `I${k}-${"x".repeat(2_000)}`));
    const error = await rejection(store.append(big, { by: "anna" }));
    expect(error).toMatchObject({ category: "fault" });
    expect((error as { code: string }).code).toMatch(/^(disk-full|outcome-unknown|store-unreachable)$/);
    empty();
    // Whether they were recorded or not, asking again records them once.
    await store.append(big, { by: "anna" });
    expect((await store.head()).position).toBe(head.position + 40);
    expect((await store.verify()).broken).toBeUndefined();
    await store.close();
    const again = await openStore(where, { masterKey: MASTER });
    expect((await again.verify()).entries).toBe(60);
    await again.close();
    rmSync(where, { recursive: true });
  });

  it("that is full leaves a journal as it was", async () => {
    const path = join(disk!, "some.journal");
    const journal = await Journal.open(path);
    await journal.append(["one", "two"]);
    fill();
    expect(await rejection(journal.append(["x".repeat(100_000)]))).toMatchObject({
      code: "disk-full",
      message: `there is no room left to write \`${path}\``,
      help: "make room and try again; nothing that was acknowledged is lost",
    });
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
    empty();
    await journal.append(["three"]);
    await journal.close();
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\nthree\n");
  });

  it("that may only be read is refused in a sentence", async () => {
    const where = join(disk!, "readonly");
    cpSync(await freshFolder(parent), where, { recursive: true, preserveTimestamps: true });
    execFileSync("mount", ["-o", "remount,ro", disk!]);
    try {
      expect(await rejection(openStore(where, { masterKey: MASTER }))).toMatchObject({
        category: "fault",
        code: "read-only",
        message: `\`${where}\` may not be written: EROFS`,
        help: "the user who runs Comity needs to own the store's folder",
      });
      const fresh = openStore(join(disk!, "fresh"), { masterKey: MASTER, create: true });
      expect(await rejection(fresh)).toMatchObject({ code: "read-only" });
    } finally {
      execFileSync("mount", ["-o", "remount,rw", disk!]);
    }
    rmSync(where, { recursive: true });
  });
});

describe("a folder", () => {
  it("that is none, or holds something else, is refused", async () => {
    const file = join(parent, "file");
    writeFileSync(file, "");
    const made = openStore(file, { masterKey: MASTER, create: true });
    expect(await rejection(made)).toMatchObject({ code: "no-store", message: `\`${file}\` is no folder` });
    expect(await rejection(openStore(join(parent, "none"), { masterKey: MASTER }))).toMatchObject({
      category: "not found",
      code: "no-store",
    });
    expect(await rejection(openStore(parent, { masterKey: MASTER, create: true }))).toMatchObject({
      code: "not-empty",
    });
  });
});
