/** What stands in a store's folder beside the journals and the database: what it is, and how the database was left. */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RegistryMeta } from "@comity/registry";
import { StoreError } from "../store-error.ts";
import { replaceFile, storeErrorOf, syncFolder } from "./durable-files.ts";
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

/** Makes the folder of a new store; it may exist, but hold nothing. */
export async function makeFolder(folder: string, registry: string): Promise<StoreFile> {
  const file = { format: FORMAT, registry };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
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

/** How the database's files were left: written since which start of the machine, and whether all of them were fsynced after. */
interface DatabaseState {
  readonly boot: string;
  readonly isSynced: boolean;
}

/**
 * Whether the database's files can be trusted: PGlite fsyncs nothing, so that after a power cut they may be anything, unless
 * the store was closed, and its files fsynced, before.
 */
export async function isDatabaseTrusted(folder: string): Promise<boolean> {
  try {
    const { boot, isSynced } = JSON.parse(await readFile(join(folder, STATE_FILE), "utf8")) as DatabaseState;
    return isSynced || boot === bootId();
  } catch {
    return false;
  }
}

/** Notes how the database's files are left. */
export async function noteDatabase(folder: string, isSynced: boolean): Promise<void> {
  const state: DatabaseState = { boot: bootId(), isSynced };
  await replaceFile(join(folder, STATE_FILE), `${JSON.stringify(state)}\n`);
}
