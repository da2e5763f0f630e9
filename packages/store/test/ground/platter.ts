/** What a power cut leaves of a folder; see `power-cut.mjs`. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Takes everything in a folder for written long ago. */
export function settle(folder: string, platter: string): void {
  mkdirSync(join(platter, "contents"), { recursive: true });
  mkdirSync(join(platter, "folders"), { recursive: true });
  const names: Record<string, number> = {};
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = statSync(path);
    names[name] = stat.ino;
    if (stat.isDirectory()) settle(path, platter);
    else cpSync(path, join(platter, "contents", String(stat.ino)));
  }
  writeFileSync(join(platter, "folders", `${statSync(folder).ino}.json`), JSON.stringify(names));
}

/** How much of what was not fsynced survives all the same, from none (0) to all (1). */
export type Luck = (name: string) => number;

/** Puts into a new folder what is left of another one after a power cut. */
export function surviving(folder: string, platter: string, into: string, luck: Luck): void {
  const names = JSON.parse(
    readFileSync(join(platter, "folders", `${statSync(folder).ino}.json`), "utf8"),
  ) as Record<string, number>;
  mkdirSync(into, { recursive: true });
  for (const [name, inode] of Object.entries(names)) {
    const now = join(folder, name);
    const to = join(into, name);
    const kept = join(platter, "contents", String(inode));
    if (existsSync(join(platter, "folders", `${inode}.json`)) && existsSync(now)) {
      surviving(now, platter, to, luck);
      continue;
    }
    const bytes = existsSync(kept) ? readFileSync(kept) : Buffer.alloc(0);
    const isSame = existsSync(now) && statSync(now).ino === inode;
    const current = isSame ? readFileSync(now) : bytes;
    const more = Math.floor(Math.max(0, current.length - bytes.length) * luck(name));
    // What was appended and not fsynced may be there up to any byte.
    writeFileSync(to, Buffer.concat([bytes, current.subarray(bytes.length, bytes.length + more)]), {
      mode: 0o600,
    });
  }
}

/** Makes a folder one that another start of the machine left: after a power cut it is. */
export function asOfAnotherBoot(folder: string): void {
  for (const name of ["db.state.json", "lock"]) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, "utf8");
    if (text !== "")
      writeFileSync(path, JSON.stringify({ ...JSON.parse(text), boot: "another start of the machine" }));
  }
}
