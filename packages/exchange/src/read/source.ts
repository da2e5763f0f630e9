/** Files as they are brought in: a name and bytes that come piece by piece, so that none must fit into memory. */
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { refusal } from "../problems.ts";

export interface Source {
  /** As it is shown, and as a mapping names it: `people.csv`. */
  readonly name: string;
  /** Its bytes from the beginning; may be asked for again. */
  readonly bytes: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A source that lies in memory. */
export function memorySource(name: string, content: string | Uint8Array): Source {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { name, bytes: () => [bytes] };
}

const PIECE_BYTES = 1 << 18;

/**
 * A file on the disk.
 *
 * @throws ExchangeError where there is none.
 */
export function fileSource(path: string): Source {
  const name = basename(path);
  const refuse = (why: string) =>
    refusal("unreadable-file", { file: path }, `\`${path}\` ${why}`, "give the path of a file");
  try {
    if (!statSync(path).isFile()) throw refuse("is not a file");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw refuse("does not exist");
    if (error instanceof Error && error.name === "ExchangeError") throw error;
    throw refuse(`cannot be read: ${code}`);
  }
  return {
    name,
    bytes: async function* () {
      try {
        yield* createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw refuse(`cannot be read: ${(error as NodeJS.ErrnoException).code}`);
      }
    },
  };
}

/** The SHA-256 of a source, in hexadecimal. */
export async function digestOf(source: Source): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of source.bytes()) hash.update(piece);
  return hash.digest("hex");
}

/**
 * The first bytes of a source, at most so many as are asked for.
 */
export async function firstBytes(source: Source, count: number): Promise<Uint8Array> {
  const found = new Uint8Array(count);
  let length = 0;
  for await (const piece of source.bytes()) {
    const part = piece.subarray(0, count - length);
    found.set(part, length);
    length += part.length;
    if (length === count) break;
  }
  return found.subarray(0, length);
}
