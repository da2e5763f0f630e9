/**
 * A file of lines to which one only adds. A line counts from the moment that it was written and fsynced: what a crash
 * leaves of a line that was being written is cut off on opening.
 */
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { StoreError } from "../store-error.ts";
import { replaceFile, storeErrorOf, syncFolder, writeAll } from "./durable-files.ts";

const BLOCK = 1 << 20;
const LINE_BREAK = 10;

/** Reads so many bytes of a file from a place. */
async function fill(
  handle: FileHandle,
  path: string,
  block: Buffer,
  length: number,
  place: number,
): Promise<void> {
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(block, done, length - done, place + done);
    if (bytesRead === 0) throw new StoreError("fault", "journal-broken", `\`${path}\` became shorter`);
    done += bytesRead;
  }
}

/** The whole lines in the first bytes of a file, without line breaks, in their order. */
async function* linesIn(handle: FileHandle, path: string, end: number): AsyncGenerator<string> {
  const block = Buffer.alloc(Math.min(BLOCK, end));
  let rest: Buffer[] = [];
  for (let place = 0; place < end; ) {
    const length = Math.min(block.length, end - place);
    await fill(handle, path, block, length, place);
    let from = 0;
    for (let at = block.indexOf(LINE_BREAK); at >= 0 && at < length; at = block.indexOf(LINE_BREAK, from)) {
      const part = block.subarray(from, at);
      yield (rest.length === 0 ? part : Buffer.concat([...rest, part])).toString("utf8");
      rest = [];
      from = at + 1;
    }
    if (from < length) rest.push(Buffer.from(block.subarray(from, length)));
    place += length;
  }
}

/** The whole lines in the first bytes of a file, with their line breaks, as many as come to about a megabyte at a time. */
async function* blocksIn(handle: FileHandle, path: string, end: number): AsyncGenerator<string> {
  const block = Buffer.alloc(Math.min(BLOCK, end));
  let rest: Buffer[] = [];
  for (let place = 0; place < end; ) {
    const length = Math.min(block.length, end - place);
    await fill(handle, path, block, length, place);
    const whole = block.subarray(0, length).lastIndexOf(LINE_BREAK) + 1;
    if (whole > 0) {
      const part = block.subarray(0, whole);
      yield (rest.length === 0 ? part : Buffer.concat([...rest, part])).toString("utf8");
      rest = [];
    }
    if (whole < length) rest.push(Buffer.from(block.subarray(whole, length)));
    place += length;
  }
}

/**
 * The whole lines that stand in a journal now, many at a time, for whoever only reads: somebody else may have it open and add lines meanwhile. A
 * line that is being written is not among them; one that was written and is not acknowledged yet may be.
 */
export async function* journalBlocks(path: string): AsyncGenerator<string> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY);
  } catch (error) {
    throw storeErrorOf(error, path);
  }
  try {
    yield* blocksIn(handle, path, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

/** A file of lines. */
export class Journal {
  readonly path: string;
  #handle: FileHandle;
  #bytes: number;
  #fault: unknown;
  /** What is being done: one thing after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(path: string, handle: FileHandle, bytes: number) {
    this.path = path;
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /** Opens the file, or makes an empty one, and cuts off a line that was not written to its end. */
  static async open(path: string): Promise<Journal> {
    try {
      const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
      const journal = new Journal(path, handle, (await handle.stat()).size);
      if (journal.#bytes === 0) await syncFolder(dirname(path));
      await journal.#cutTornLine();
      return journal;
    } catch (error) {
      throw storeErrorOf(error, path);
    }
  }

  async #cutTornLine(): Promise<void> {
    const end = await this.#lastBreakBefore(this.#bytes);
    if (end === this.#bytes) return;
    await this.#cutTo(end);
  }

  async #cutTo(bytes: number): Promise<void> {
    await this.#handle.truncate(bytes);
    await this.#handle.sync();
    this.#bytes = bytes;
  }

  /** The place after the last line break before a place; nought where there is none. */
  async #lastBreakBefore(place: number): Promise<number> {
    const block = Buffer.alloc(Math.min(BLOCK, place));
    for (let end = place; end > 0; ) {
      const start = Math.max(0, end - block.length);
      await this.#fill(block, end - start, start);
      const at = block.subarray(0, end - start).lastIndexOf(LINE_BREAK);
      if (at >= 0) return start + at + 1;
      end = start;
    }
    return 0;
  }

  #fill(block: Buffer, length: number, place: number): Promise<void> {
    return fill(this.#handle, this.path, block, length, place);
  }

  /** How long the file is. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The last line, without its line break; undefined where there is none. */
  async lastLine(): Promise<string | undefined> {
    if (this.#bytes === 0) return undefined;
    const start = await this.#lastBreakBefore(this.#bytes - 1);
    const line = Buffer.alloc(this.#bytes - 1 - start);
    await this.#fill(line, line.length, start);
    return line.toString("utf8");
  }

  /** Every line that stands there now, without line breaks, in their order. */
  lines(): AsyncGenerator<string> {
    return linesIn(this.#handle, this.path, this.#bytes);
  }

  /** Every line that stands there now, many at a time, each with its line break: a line at a time takes longer to hand over than to read. */
  blocks(): AsyncGenerator<string> {
    return blocksIn(this.#handle, this.path, this.#bytes);
  }

  /**
   * Adds lines, and comes back once they would outlast a power cut. Where they cannot be written nothing of them stays.
   *
   * @throws StoreError `disk-full`, `read-only`; `outcome-unknown` where they may or may not be there: from then on the journal
   * takes nothing any more, and the store has to be opened again.
   */
  append(lines: readonly string[]): Promise<void> {
    return this.#inTurn(() => this.#append(lines));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #append(lines: readonly string[]): Promise<void> {
    if (this.#fault !== undefined)
      throw new StoreError(
        "fault",
        "journal-broken",
        `\`${this.path}\` takes nothing since a write to it failed`,
        {
          help: "open the store again",
          cause: this.#fault,
        },
      );
    if (lines.length === 0) return;
    const before = this.#bytes;
    let place = before;
    try {
      for (let k = 0; k < lines.length; k += 1000)
        place += await writeAll(this.#handle, `${lines.slice(k, k + 1000).join("\n")}\n`, place);
    } catch (error) {
      await this.#undo(before, error);
      throw storeErrorOf(error, this.path);
    }
    try {
      await this.#handle.datasync();
    } catch (error) {
      // What a failed fsync leaves on the disk cannot be known, and a second one that succeeds does not tell either.
      this.#fault = error;
      throw this.#unknown(error);
    }
    this.#bytes = place;
  }

  async #undo(bytes: number, why: unknown): Promise<void> {
    try {
      await this.#cutTo(bytes);
    } catch (error) {
      this.#fault = error;
      throw this.#unknown(why);
    }
  }

  #unknown(cause: unknown): StoreError {
    return new StoreError("fault", "outcome-unknown", `writing to \`${this.path}\` failed half way`, {
      help: "open the store again, and give the same acts again: those that were recorded are not recorded twice",
      cause,
    });
  }

  /** Puts other lines in the place of all; after a crash the old ones are there or the new ones. */
  replace(lines: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      await replaceFile(this.path, lines.map((line) => `${line}\n`).join(""));
      await this.#handle.close();
      this.#handle = await open(this.path, constants.O_RDWR);
      this.#bytes = (await this.#handle.stat()).size;
    });
  }

  async close(): Promise<void> {
    await this.#turn;
    await this.#handle.close();
  }
}
