/**
 * The keys of an embedded store: `keys.journal`, JSON Lines. It is durable by itself, since PGlite makes no fsync, and the keys
 * lie nowhere else, so that no page or write-ahead log of a database keeps one that was destroyed.
 *
 *     {"comityKeys":1,"check":"3f..."}
 *     {"person":"p1","key":"..."}
 *     {"person":"p2","destroyed":"2026-11-22T10:00:00.000Z"}
 */
import { constants } from "node:fs";
import { link, open, rename, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { StoreError } from "../store-error.ts";
import { type KeyShelf, rotatedMeanwhile, type Shelved } from "./key-shelf.ts";
import { diskError, LinesFile, syncFolder } from "./lines-file.ts";

/** The name of the file in the store's folder. */
export const KEY_JOURNAL = "keys.journal";
const FORMAT = 1;

type Line =
  | { readonly comityKeys: number; readonly check: string }
  | { readonly person: string; readonly key: string }
  | { readonly person: string; readonly destroyed: string };

function damaged(path: string, line: number): StoreError {
  return new StoreError("fault", "damaged-keys", `\`${path}\` was damaged: its line ${line} cannot be read`, {
    help: "restore it from a backup: without its keys the names of people cannot be read",
  });
}

/** What one line says. */
function readLine(path: string, text: string, number: number): Line {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    throw damaged(path, number);
  }
  const said = (line ?? {}) as Record<string, unknown>;
  const isText = (name: string): boolean => typeof said[name] === "string";
  const isHeader = isText("check") && said.comityKeys !== undefined;
  if (
    isHeader !== (number === 1) ||
    (!isHeader && !(isText("person") && (isText("key") || isText("destroyed"))))
  )
    throw damaged(path, number);
  if (isHeader && said.comityKeys !== FORMAT)
    throw new StoreError(
      "incorrect",
      "newer-store",
      `\`${path}\` has the format ${JSON.stringify(said.comityKeys)}, which this version of Comity does not know`,
      { help: "use the newer one that wrote it" },
    );
  return line as Line;
}

/** Overwrites what a file holds, durably, and removes it. A file that is not there is no matter. */
async function obliterate(path: string): Promise<void> {
  let size: number;
  try {
    ({ size } = await stat(path));
  } catch {
    return;
  }
  const handle = await open(path, constants.O_RDWR);
  try {
    const zeros = Buffer.alloc(65_536);
    for (let at = 0; at < size; at += zeros.length)
      await handle.write(zeros, 0, Math.min(zeros.length, size - at), at);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await unlink(path);
  await syncFolder(dirname(path));
}

interface Destroyed {
  readonly destroyed: string;
}

const written = (person: string, key: Uint8Array | Destroyed): string =>
  JSON.stringify(
    key instanceof Uint8Array ? { person, key: Buffer.from(key).toString("base64") } : { person, ...key },
  );

/** The keys in a file of their own. */
export class KeyJournal implements KeyShelf {
  readonly path: string;
  #file: LinesFile;
  #check: string | undefined;
  readonly #keys: Map<string, Uint8Array | Destroyed>;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(
    path: string,
    file: LinesFile,
    check: string | undefined,
    keys: Map<string, Uint8Array | Destroyed>,
  ) {
    this.path = path;
    this.#file = file;
    this.#check = check;
    this.#keys = keys;
  }

  /** Opens the file, or makes it. What a crash left of an older one is overwritten first. */
  static async open(path: string): Promise<KeyJournal> {
    try {
      // The new one was not in its place yet, or the old one not overwritten yet: neither counts.
      for (const left of [`${path}.new`, `${path}.old`]) await obliterate(left);
    } catch (error) {
      throw diskError(path, "tidied", error);
    }
    const file = await LinesFile.open(path);
    try {
      const lines = await file.lines();
      let check: string | undefined;
      const keys: Map<string, Uint8Array | Destroyed> = new Map();
      lines.forEach((text, at) => {
        const line = readLine(path, text, at + 1);
        if ("check" in line) check = line.check;
        else if ("key" in line) keys.set(line.person, Buffer.from(line.key, "base64"));
        else keys.set(line.person, { destroyed: line.destroyed });
      });
      return new KeyJournal(path, file, check, keys);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async check(): Promise<string | undefined> {
    return this.#check;
  }

  /** Keys are changed one call after another: a rewritten file must miss none that was added. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work, work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  begin(check: string): Promise<void> {
    return this.#exclusively(async () => {
      if (this.#check !== undefined) throw new RangeError("the keys have a master key already");
      await this.#file.append([JSON.stringify({ comityKeys: FORMAT, check })]);
      this.#check = check;
    });
  }

  async keys(people?: Iterable<string>): Promise<ReadonlyMap<string, Shelved>> {
    const found = new Map<string, Shelved>();
    for (const person of people ?? this.#keys.keys()) {
      const key = this.#keys.get(person);
      if (key !== undefined) found.set(person, key instanceof Uint8Array ? key : "destroyed");
    }
    return found;
  }

  add(keys: ReadonlyMap<string, Uint8Array>, check: string): Promise<ReadonlyMap<string, Shelved>> {
    return this.#exclusively(async () => {
      if (check !== this.#check) throw rotatedMeanwhile();
      // Two calls at once may both bring a key of one person: the first to get here has given it.
      const fresh = [...keys].filter(([person]) => !this.#keys.has(person));
      await this.#file.append(fresh.map(([person, key]) => written(person, key)));
      for (const [person, key] of fresh) this.#keys.set(person, key);
      return this.keys(keys.keys());
    });
  }

  destroy(people: readonly string[], at: Date): Promise<void> {
    return this.#exclusively(async () => {
      const isLeft = (person: string): boolean => {
        const key = this.#keys.get(person);
        return key === undefined || key instanceof Uint8Array;
      };
      const doomed = people.filter(isLeft);
      if (doomed.length === 0) return;
      const next = new Map(this.#keys);
      for (const person of doomed) next.set(person, { destroyed: at.toISOString() });
      await this.#rewrite(next, this.#check);
    });
  }

  exchange(keys: ReadonlyMap<string, Uint8Array>, check: string): Promise<boolean> {
    return this.#exclusively(async () => {
      const next = new Map(this.#keys);
      for (const [person, key] of next) {
        if (!(key instanceof Uint8Array)) continue;
        const other = keys.get(person);
        // A key that was added meanwhile is wrapped by the old master key, and would be lost.
        if (other === undefined) return false;
        next.set(person, other);
      }
      await this.#rewrite(next, check);
      return true;
    });
  }

  /** Puts a new file in the place of the old one, whose bytes are overwritten: all or nothing, at any moment of a crash. */
  async #rewrite(next: Map<string, Uint8Array | Destroyed>, check: string | undefined): Promise<void> {
    const [fresh, old] = [`${this.path}.new`, `${this.path}.old`];
    const header = check === undefined ? [] : [JSON.stringify({ comityKeys: FORMAT, check })];
    const before = this.#file;
    let file: LinesFile | undefined;
    try {
      await obliterate(fresh);
      file = await LinesFile.open(fresh);
      await file.append([...header, ...[...next].map(([person, key]) => written(person, key))]);
      // A second name for the old file, so that it can be overwritten even after a crash.
      await link(this.path, old);
      await rename(fresh, this.path);
    } catch (error) {
      await file?.close();
      await unlink(old).catch(() => undefined);
      await obliterate(fresh).catch(() => undefined);
      throw error instanceof StoreError ? error : diskError(this.path, "written anew", error);
    }
    // From here on the new file counts, whatever becomes of the old one.
    this.#file = file;
    this.#check = check;
    this.#keys.clear();
    for (const [person, key] of next) this.#keys.set(person, key);
    await before.close();
    try {
      await syncFolder(dirname(this.path));
      await obliterate(old);
    } catch (error) {
      throw diskError(old, "overwritten", error);
    }
  }

  close(): Promise<void> {
    return this.#exclusively(() => this.#file.close());
  }
}
