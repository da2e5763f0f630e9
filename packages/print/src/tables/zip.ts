/**
 * Zipped files that are the same bytes whenever they are made. The format is that of APPNOTE.TXT 6.3 (PKWARE): each file with its
 * local header, then the central directory, then its end.
 */
import { crc32 } from "node:zlib";

/** 1 January 1980, midnight: the first moment that the format can write, and the usual one where none is meant. */
const FIXED_TIME = 0x0021_0000;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0, and names in UTF-8 (bit 11). */
const VERSION = 20;
const UTF8 = 0x0800;

export interface ZippedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What stands in both headers of a file, from the version on. */
function description(file: ZippedFile, nameLength: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8, 2);
  // Stored as it is: these are small, and every reader agrees on what stored bytes are.
  header.writeUInt16LE(0, 4);
  header.writeUInt32LE(FIXED_TIME, 6);
  header.writeUInt32LE(crc32(file.bytes), 10);
  header.writeUInt32LE(file.bytes.length, 14);
  header.writeUInt32LE(file.bytes.length, 18);
  header.writeUInt16LE(nameLength, 22);
  return header;
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
};

/** Files in one, in the order given. */
export function zipped(files: readonly ZippedFile[]): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name, "utf8");
    const said = description(file, name.length);
    const made = Buffer.alloc(2);
    made.writeUInt16LE(VERSION, 0);
    // After the lengths of name and extra: no comment, first disk, no attributes; then where the file lies.
    directory.push(word(CENTRAL), made, said, Buffer.alloc(10), word(offset), name);
    const local = [word(LOCAL), said, name, Buffer.from(file.bytes)];
    pieces.push(...local);
    offset += local.reduce((sum, { length }) => sum + length, 0);
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, central, end]);
}

/** A zipped file that somebody else wrote, with the times at which that was taken out of it. */
export function withoutTimes(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const end = copy.lastIndexOf(word(END));
  const count = copy.readUInt16LE(end + 10);
  let at = copy.readUInt32LE(end + 16);
  for (let file = 0; file < count; file++) {
    copy.writeUInt32LE(FIXED_TIME, at + 12);
    copy.writeUInt32LE(FIXED_TIME, copy.readUInt32LE(at + 42) + 10);
    at += 46 + copy.readUInt16LE(at + 28) + copy.readUInt16LE(at + 30) + copy.readUInt16LE(at + 32);
  }
  return copy;
}
