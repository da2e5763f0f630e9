/**
 * The parts of a zipped file, unpacked as they are asked for and never to the disk. A bomb is refused three times: by the sizes
 * that it declares, by how much they would grow, and by what really comes out.
 */
import type { Readable } from "node:stream";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { type Place, refusal } from "../problems.ts";
import type { Source } from "../read/source.ts";

/** Bytes of the file as it lies there. */
export const MOST_PACKED_BYTES = 200_000_000;
/** Bytes of all parts once unpacked. A sheet of a million rows and ten columns has some 500 MB. */
export const MOST_UNPACKED_BYTES = 1_500_000_000;
const MOST_PARTS = 5_000;
/** Parts above a size that grow by more than this are refused; a sheet grows by ten to fifty. */
const MOST_GROWTH = 200;
const GROWTH_LOOKED_AT_BYTES = 1_000_000;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

function bomb(place: Place, message: string): Error {
  return refusal(
    "zip-bomb",
    place,
    message,
    "no list needs that; save what is needed as a new file, or as CSV",
  );
}

async function packedBytes(source: Source): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.bytes()) {
    length += piece.length;
    if (length > MOST_PACKED_BYTES)
      throw refusal(
        "too-many-rows",
        { file: source.name },
        `the file has more than ${megabytes(MOST_PACKED_BYTES)}`,
        "save the sheet as CSV, which may be of any size",
      );
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export class ZipParts {
  readonly #file: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #place: Place;

  private constructor(file: ZipFile, entries: ReadonlyMap<string, Entry>, place: Place) {
    this.#file = file;
    this.#entries = entries;
    this.#place = place;
  }

  /**
   * Opens a zipped file.
   *
   * @throws ExchangeError where it is damaged, locked by a password, or would grow too much.
   */
  static async open(source: Source): Promise<ZipParts> {
    const place = { file: source.name };
    const buffer = await packedBytes(source);
    const entries = new Map<string, Entry>();
    let declared = 0;
    const file = await new Promise<ZipFile>((resolve, reject) => {
      const damaged = (error: Error): void =>
        reject(
          error.name === "ExchangeError"
            ? error
            : refusal(
                "not-xlsx",
                place,
                `the file is no whole workbook: ${error.message}`,
                "was it cut short?",
              ),
        );
      fromBuffer(
        buffer,
        { lazyEntries: true, validateEntrySizes: true, strictFileNames: false },
        (error, zip) => {
          if (error !== null) {
            damaged(error);
            return;
          }
          zip.on("error", damaged);
          zip.on("end", () => resolve(zip));
          zip.on("entry", (entry) => {
            declared += entry.uncompressedSize;
            const growth = entry.uncompressedSize / Math.max(1, entry.compressedSize);
            if (entries.size >= MOST_PARTS)
              damaged(bomb(place, `the file has more than ${MOST_PARTS} parts`));
            else if (declared > MOST_UNPACKED_BYTES)
              damaged(
                bomb(place, `unpacked, the file would have more than ${megabytes(MOST_UNPACKED_BYTES)}`),
              );
            else if (entry.uncompressedSize > GROWTH_LOOKED_AT_BYTES && growth > MOST_GROWTH)
              damaged(
                bomb(place, `the part \`${entry.fileName}\` would grow by a factor of ${Math.round(growth)}`),
              );
            else if (entry.isEncrypted())
              damaged(refusal("not-xlsx", place, "the file is locked by a password", "save it without one"));
            else {
              entries.set(entry.fileName.replace(/^\/+/, ""), entry);
              zip.readEntry();
            }
          });
          zip.readEntry();
        },
      );
    });
    return new ZipParts(file, entries, place);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  #stream(entry: Entry): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.#file.openReadStream(entry, (error, stream) => {
        if (error === null) resolve(stream);
        else reject(error);
      });
    });
  }

  /** A part as a source of its own; what comes out is counted. */
  part(name: string): Source {
    const entry = this.#entries.get(name);
    const place = this.#place;
    if (entry === undefined)
      throw refusal("not-xlsx", place, `the workbook lacks its part \`${name}\``, "was it cut short?");
    const stream = (): Promise<Readable> => this.#stream(entry);
    return {
      name: place.file,
      bytes: async function* () {
        let length = 0;
        try {
          for await (const piece of await stream()) {
            length += (piece as Uint8Array).length;
            if (length > entry.uncompressedSize)
              throw bomb(place, `the part \`${name}\` has more bytes than it declares`);
            yield piece as Uint8Array;
          }
        } catch (error) {
          if ((error as Error).name === "ExchangeError") throw error;
          const { message } = error as Error;
          if (/too many bytes/.test(message))
            throw bomb(place, `the part \`${name}\` has more bytes than it declares`);
          throw refusal(
            "not-xlsx",
            place,
            `the part \`${name}\` cannot be unpacked: ${message}`,
            "was it cut short?",
          );
        }
      },
    };
  }
}
