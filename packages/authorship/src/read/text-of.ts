/** The whole text of a file, in whatever encoding it is written. */
import { refusal, type Source } from "@comity/exchange";
import type { ListSheet } from "./read-parts.ts";

/** Larger than any list: 15,000 authors with 1,500 institutes come to 3 MB of TeX. XML is read in pieces and has no such limit. */
const MOST_BYTES = 40_000_000;
/** Letters on one line; TeX and JSON may be without line breaks. */
const UTF_16 = new Map([
  ["255,254", "utf-16le"],
  ["254,255", "utf-16be"],
]);

/**
 * Reads all of a source as text: UTF-8, UTF-16 where a mark says so, else Windows-1252, which is said with the line on which
 * the first byte stands that is not UTF-8.
 *
 * @throws ExchangeError where the file is larger than any author list.
 */
export async function textOf(source: Source, sheet: ListSheet): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source.bytes()) {
    length += piece.length;
    if (length > MOST_BYTES)
      throw refusal(
        "too-large",
        { file: source.name },
        `the file has more than ${MOST_BYTES / 1_000_000} million bytes, no author list has`,
      );
    pieces.push(piece);
  }
  const bytes = pieces.length === 1 ? pieces[0]! : joined(pieces, length);
  const wide = UTF_16.get(`${bytes[0]},${bytes[1]}`);
  if (wide !== undefined) {
    sheet.mended("the file is written in UTF-16", 1);
    return new TextDecoder(wide).decode(bytes);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const lenient = new TextDecoder("utf-8").decode(bytes);
    const line = lenient.slice(0, lenient.indexOf("\ufffd")).split("\n").length;
    sheet.note("warning", "not-utf-8", "the file is not UTF-8 here; it is read as Windows-1252", line);
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
