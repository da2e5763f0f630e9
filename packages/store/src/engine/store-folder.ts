/** What stands in a store's folder beside the journals and the database: what it is, and how the database was left. */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RegistryMeta } from "@comity/registry";
import { StoreError } from "../store-error.ts";
import { replaceFile, storeErrorOf, syncFolder, syncTree } from "./durable-files.ts";
import { bootId } from "./process-mark.ts";

/** The file that makes a folder a store. */
export const STORE_FILE = "comity-store.json";
const STATE_FILE = "db.state.json";
const FORMAT = 1;

/** What `comity-store.json` says. */
export interface StoreFile {
  readonly format: number;
  readonly registry: string;
  /** What the registry says of itself, where that was said. */
  readonly meta?: RegistryMeta;
}

/** Where things stand in a store's folder. */
export function pathsIn(folder: string) {
  return {
    database: join(folder, "db"),
    acts: join(folder, "acts.journal"),
    session: join(folder, "db.pid.json"),
  };
}

/** Makes a folder where there is none, and those above it. Not all at once: that hides why it cannot be made. */
async function makeEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") await mkdir(folder, { recursive: true, mode: 0o700 });
    else if (code !== "EEXIST") throw error;
  }
}

/** Makes the folder of a new store; it may exist, but hold nothing. */
export async function makeFolder(folder: string, registry: string): Promise<StoreFile> {
  const file = { format: FORMAT, registry };
  try {
    await makeEmpty(folder);
    const names = await readdir(folder);
    if (names.includes(STORE_FILE))
      throw new StoreError("conflict", "store-exists", `\`${folder}\` holds a store already`);
    if (names.length > 0)
      throw new StoreError("conflict", "not-empty", `\`${folder}\` is not empty`, {
        help: "give the name of a new folder",
      });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR" || code === "EEXIST")
      throw new StoreError("incorrect", "no-store", `\`${folder}\` is no folder`, { cause: error });
    throw storeErrorOf(error, folder);
  }
  await replaceFile(join(folder, STORE_FILE), `${JSON.stringify(file, null, 2)}\n`);
  await syncFolder(join(folder, ".."));
  return file;
}

/** What a store's folder says of itself. */
export async function readStoreFile(folder: string): Promise<StoreFile> {
  let text: string;
  try {
    text = await readFile(join(folder, STORE_FILE), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw storeErrorOf(error, folder);
    throw new StoreError("not found", "no-store", `\`${folder}\` holds no store`, {
      help: `\`comity registry init ${folder}\` makes one`,
      cause: error,
    });
  }
  let file: Partial<StoreFile>;
  try {
    file = JSON.parse(text) as Partial<StoreFile>;
  } catch (error) {
    throw new StoreError("fault", "no-store", `\`${STORE_FILE}\` in \`${folder}\` is not JSON`, {
      cause: error,
    });
  }
  if (file.format !== FORMAT || typeof file.registry !== "string")
    throw new StoreError(
      "conflict",
      "newer-store",
      `\`${folder}\` holds a store of the format \`${file.format}\``,
      {
        help: `this Comity knows the format ${FORMAT}`,
      },
    );
  const { registry, meta } = file;
  return { format: FORMAT, registry, ...(meta === undefined ? {} : { meta }) };
}

/** Notes what the registry says of itself; a crash leaves the old file or the new one. */
export async function writeMeta(folder: string, meta: RegistryMeta): Promise<void> {
  const file = { ...(await readStoreFile(folder)), meta };
  await replaceFile(join(folder, STORE_FILE), `${JSON.stringify(file, null, 2)}\n`);
}

/** How the database's files were left. */
interface DatabaseState {
  /** The start of the machine in which they were written. */
  readonly boot: string;
  /** From which instant on, in milliseconds, they were written and not fsynced; absent where all of them were. */
  readonly writtenSince?: number;
}

async function databaseState(folder: string): Promise<DatabaseState | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, STATE_FILE), "utf8")) as DatabaseState;
  } catch {
    return undefined;
  }
}

/**
 * Whether the database's files can be trusted: PGlite fsyncs nothing, so that after a power cut they may be anything, unless
 * the store was closed, and its files fsynced, before.
 */
export async function isDatabaseTrusted(folder: string): Promise<boolean> {
  const state = await databaseState(folder);
  return state !== undefined && (state.writtenSince === undefined || state.boot === bootId());
}

/** Clocks of file systems are coarse, and lag a little. */
const CLOCK_MARGIN_MILLISECONDS = 5_000;

/** Notes that the database's files will be written from now on. `isNew`: there are none yet that could be trusted. */
export async function noteWriting(folder: string, isNew: boolean): Promise<void> {
  const before = isNew ? undefined : (await databaseState(folder))?.writtenSince;
  const now = Date.now() - CLOCK_MARGIN_MILLISECONDS;
  await writeState(folder, { boot: bootId(), writtenSince: Math.min(before ?? now, now) });
}

/** Fsyncs what was written of the database's files, and notes that. */
export async function syncDatabase(folder: string): Promise<void> {
  const since = (await databaseState(folder))?.writtenSince ?? 0;
  // Where the clock was set back, the files do not tell what was written.
  await syncTree(pathsIn(folder).database, Date.now() < since ? 0 : since);
  await writeState(folder, { boot: bootId() });
}

async function writeState(folder: string, state: DatabaseState): Promise<void> {
  await replaceFile(join(folder, STATE_FILE), `${JSON.stringify(state)}\n`);
}
