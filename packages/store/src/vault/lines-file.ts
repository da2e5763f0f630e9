/**
 * A file of JSON Lines that only grows, durable line by line: what `append` has promised survives a power cut. A last line
 * that a crash tore is cut off when the file is opened; nobody was told that it was there.
 */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { StoreError } from "../store-error.ts";

const NEW_LINE = 10;

/** An error of the disk as an error of the store. */
export function diskError(path: string, doing: string, error: unknown): StoreError {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  const message = (why: string): string => `\`${path}\` cannot be ${doing}: ${why}`;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new StoreError("fault", "disk-full", message("the disk is full"), { cause: error });
  if (code === "EROFS" || code === "EACCES" || code === "EPERM")
    return new StoreError("fault", "read-only", message("it may not be changed"), { cause: error });
  return new StoreError("fault", "cannot-write", message(code), { cause: error });
}

/** Makes the names in a folder durable: those of files made, renamed or removed in it. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file of JSON Lines, open for appending. Calls wait for one another. */
export class LinesFile {
  readonly path: string;
  readonly #handle: FileHandle;
  #length: number;
  #queue: Promise<unknown> = Promise.resolve();
  #broken: StoreError | undefined;

  private constructor(path: string, handle: FileHandle, length: number) {
    this.path = path;
    this.#handle = handle;
    this.#length = length;
  }

  /** Opens the file, made with mode 0600 where it is not there. */
  static async open(path: string): Promise<LinesFile> {
    let handle: FileHandle;
    try {
      handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    } catch (error) {
      throw diskError(path, "opened", error);
    }
    try {
      const bytes = await handle.readFile();
      const length = bytes.lastIndexOf(NEW_LINE) + 1;
      if (length < bytes.length) await handle.truncate(length);
      await handle.sync();
      await syncFolder(dirname(path));
      return new LinesFile(path, handle, length);
    } catch (error) {
      await handle.close();
      throw diskError(path, "opened", error);
    }
  }

  /** The lines that are durable. */
  lines(): Promise<string[]> {
    return this.exclusively(async () => {
      const bytes = Buffer.alloc(this.#length);
      for (let at = 0; at < bytes.length; ) {
        const { bytesRead } = await this.#handle.read(bytes, at, bytes.length - at, at);
        if (bytesRead === 0) throw diskError(this.path, "read", { code: "it is shorter than it was" });
        at += bytesRead;
      }
      return bytes.length === 0 ? [] : bytes.toString("utf8", 0, bytes.length - 1).split("\n");
    });
  }

  /** Writes lines at the end and returns once they are durable: all of them or none. */
  append(lines: readonly string[]): Promise<void> {
    return this.exclusively(() =>
      this.#append(Buffer.from(lines.map((line) => `${line}\n`).join(""), "utf8")),
    );
  }

  /** Does something while nothing is appended. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work, work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #append(bytes: Buffer): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    if (bytes.length === 0) return;
    try {
      for (let at = 0; at < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, this.#length + at);
        at += bytesWritten;
      }
      await this.#handle.datasync();
    } catch (error) {
      const failed = diskError(this.path, "written", error);
      try {
        await this.#handle.truncate(this.#length);
      } catch {
        // What stands at the end is not known any more: only opening it again can tell.
        this.#broken = failed;
      }
      throw failed;
    }
    this.#length += bytes.length;
  }

  /** Waits for what is under way, and closes. */
  async close(): Promise<void> {
    await this.exclusively(() => this.#handle.close());
  }
}
