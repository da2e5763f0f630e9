/** Writing files so that they outlast a power cut, and saying why where they cannot be written. */
import { constants } from "node:fs";
import { type FileHandle, open, readdir, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StoreError } from "../store-error.ts";

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** An error of the file system as the store says it; others as they are. */
export function storeErrorOf(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return new StoreError("fault", "disk-full", `there is no room left to write \`${path}\``, {
        help: "make room and try again; nothing that was acknowledged is lost",
        cause: error,
      });
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return new StoreError("fault", "read-only", `\`${path}\` may not be written: ${codeOf(error)}`, {
        help: "the user who runs Comity needs to own the store's folder",
        cause: error,
      });
    default:
      return error;
  }
}

/** Makes the names in a folder last: new, renamed and removed files. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and keeps names by itself.
  if (process.platform === "win32") return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder last with everything in it that was changed since an instant, in milliseconds. */
export async function syncTree(folder: string, since: number): Promise<void> {
  const hasChanged = async (path: string): Promise<boolean> => {
    const { mtimeMs, ctimeMs } = await stat(path);
    return Math.max(mtimeMs, ctimeMs) >= since;
  };
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path, since);
    else if (entry.isFile() && (await hasChanged(path))) await syncFile(path);
  }
  if (await hasChanged(folder)) await syncFolder(folder);
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes all of a text from a place of the file on. */
export async function writeAll(handle: FileHandle, text: string, position: number): Promise<number> {
  const bytes = Buffer.from(text, "utf8");
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
  return written;
}

/** Puts a text in the place of a file: after a crash either the old text is there or the new one, whole. */
export async function replaceFile(path: string, text: string, mode = 0o600): Promise<void> {
  const draft = `${path}.new`;
  try {
    const handle = await open(draft, "w", mode);
    try {
      await writeAll(handle, text, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
  } catch (error) {
    throw storeErrorOf(error, path);
  }
}
