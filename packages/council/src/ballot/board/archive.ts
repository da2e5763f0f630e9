/** The public board as a file: an old-style tar archive to which files are only ever added (specification 2.0, section 4.3). */
import { BallotError } from "../ballot-error.ts";

const BLOCK = 512;
/** Longer than any name of a board: a SHA-256 in hexadecimal and `.event.json`. */
const NAME_BYTES = 100;
/** A hundred thousand ballots are under a gigabyte; whoever sends more wants something else. */
const LARGEST_BYTES = 1 << 30;

/** A file of the archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

/** The header of a file: mode 0644, no owner, the time of the archive, the checksum as the format says. */
function headerOf(name: string, size: number, seconds: number): Uint8Array {
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number): void => {
    for (let each = 0; each < text.length; each++) header[at + each] = text.charCodeAt(each);
  };
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${octal(size, 11)}\0`, 124);
  put(`${octal(seconds, 11)}\0`, 136);
  put("        ", 148);
  put("0", 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return header;
}

/**
 * The bytes by which a file is added to an archive.
 *
 * @param seconds the time of the archive, in seconds since 1970; one for the whole board, so that it tells nothing of who voted when.
 */
export function archived({ name, bytes }: ArchivedFile, seconds: number): Uint8Array {
  const padded = Math.ceil(bytes.length / BLOCK) * BLOCK;
  const all = new Uint8Array(BLOCK + padded);
  all.set(headerOf(name, bytes.length, seconds));
  all.set(bytes, BLOCK);
  return all;
}

function numberAt(header: Uint8Array, at: number, length: number): number | undefined {
  const text = String.fromCharCode(...header.subarray(at, at + length));
  const digits = /^ *([0-7]+)[ \0]+$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

function nameIn(header: Uint8Array): string | undefined {
  const end = header.indexOf(0);
  if (end <= 0 || end >= NAME_BYTES) return undefined;
  // Nothing may hide behind the name's end.
  if (header.subarray(end, NAME_BYTES).some((byte) => byte !== 0)) return undefined;
  return String.fromCharCode(...header.subarray(0, end));
}

/** What a header says, held against the header that the same words would have: no bit of it means nothing. */
function readHeader(header: Uint8Array, place: string): { name: string; size: number; seconds: number } {
  const name = nameIn(header);
  const size = numberAt(header, 124, 12);
  const seconds = numberAt(header, 136, 12);
  if (name === undefined || size === undefined || seconds === undefined)
    throw new BallotError("archive-header", place, "this is no header of a file in a board's archive", {
      help: "a board is a tar archive in the old style, as `comity ballot` and `belenios-tool` write it",
    });
  const expected = headerOf(name, size, seconds);
  const differing = header.findIndex((byte, at) => byte !== expected[at]);
  if (differing >= 0)
    throw new BallotError(
      "archive-header",
      place,
      `the header of \`${name.replace(/[^\w.-]/g, "?")}\` differs at byte ${differing} from what a board's archive has there`,
    );
  return { name, size, seconds };
}

/**
 * The files of an archive, in their order, and its time.
 *
 * @throws BallotError where anything is cut, or a byte is not as the format says it must be.
 */
export function readArchive(bytes: Uint8Array): { files: ArchivedFile[]; seconds: number } {
  if (bytes.length > LARGEST_BYTES)
    throw new BallotError("archive-too-large", "the archive", "a board has at most a gigabyte");
  const files: ArchivedFile[] = [];
  let time: number | undefined;
  let at = 0;
  while (at < bytes.length) {
    const place = `byte ${at} of the archive`;
    const header = bytes.subarray(at, at + BLOCK);
    if (header.length < BLOCK)
      throw new BallotError("archive-cut", place, "the archive ends in the middle of a block", {
        help: "a board is a file `.bel`, whole: fetch it again from where it is published",
      });
    if (header.every((byte) => byte === 0)) {
      // The end of an archive, by the format; a board that may grow has none.
      if (bytes.subarray(at).some((byte) => byte !== 0) || (bytes.length - at) % BLOCK !== 0)
        throw new BallotError("archive-padding", place, "something stands after the end of the archive");
      break;
    }
    const { name, size, seconds } = readHeader(header, place);
    if (time !== undefined && seconds !== time)
      throw new BallotError("archive-header", place, "a file bears another time than the board");
    time = seconds;
    const start = at + BLOCK;
    const end = start + Math.ceil(size / BLOCK) * BLOCK;
    if (end > bytes.length)
      throw new BallotError("archive-cut", place, `the archive ends in the middle of \`${name}\``, {
        help: "fetch the board again from where it is published",
      });
    if (bytes.subarray(start + size, end).some((byte) => byte !== 0))
      throw new BallotError("archive-padding", place, `something stands behind the end of \`${name}\``);
    files.push({ name, bytes: bytes.subarray(start, start + size) });
    at = end;
  }
  if (files.length === 0 || time === undefined)
    throw new BallotError("archive-empty", "the archive", "it holds no file");
  return { files, seconds: time };
}
