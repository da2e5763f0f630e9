/** Bytes that come in pieces as text: UTF-8, strictly, or another encoding that the file declares itself. */
import { type Place, refusal } from "../problems.ts";

/** Bytes at the end of a piece that begin a character which the next piece goes on with: at most three. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The offset of the first byte that belongs to no character, in bytes that do not decode. */
function firstFault(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const part = bytes.subarray(0, middle);
    if (decodes(part.subarray(0, middle - unfinished(part)))) low = middle;
    else high = middle - 1;
  }
  return low - unfinished(bytes.subarray(0, low));
}

const NEWLINE = 10;

/**
 * Decodes a source's pieces. A byte order mark is dropped.
 *
 * @throws ExchangeError with the line and the offset of the first byte that belongs to no character, and where the file
 * is in UTF-16.
 */
export async function* decodedText(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  place: Place,
  encoding = "utf-8",
): AsyncGenerator<string> {
  if (encoding !== "utf-8") {
    const decoder = new TextDecoder(encoding);
    for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
    return;
  }
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let held = new Uint8Array(0);
  let offset = 0;
  let line = 1;
  let isFirst = true;
  const fault = (bytes: Uint8Array): Error => {
    const at = firstFault(bytes);
    for (let k = 0; k < at; k++) if (bytes[k] === NEWLINE) line++;
    const byte = `0x${bytes[at]!.toString(16).toUpperCase().padStart(2, "0")}`;
    return refusal(
      "not-utf-8",
      { file: place.file, line },
      `the file is not UTF-8: the byte ${byte} at offset ${offset + at} belongs to no character`,
      'save it as "CSV UTF-8", or as UTF-8 text',
    );
  };
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    let bytes = piece;
    if (held.length > 0) {
      bytes = new Uint8Array(held.length + piece.length);
      bytes.set(held);
      bytes.set(piece, held.length);
    }
    if (isFirst) {
      const [first, second, third] = bytes;
      if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
        throw refusal(
          "not-utf-8",
          { file: place.file, line: 1 },
          "the file is written in UTF-16, UTF-8 is expected",
          'save it as "CSV UTF-8", or as UTF-8 text',
        );
      if (bytes.length < 3 && first === 0xef) {
        held = bytes.slice();
        continue;
      }
      isFirst = false;
      if (first === 0xef && second === 0xbb && third === 0xbf) {
        bytes = bytes.subarray(3);
        offset += 3;
      }
    }
    const whole = bytes.subarray(0, bytes.length - unfinished(bytes));
    let text: string;
    try {
      text = decoder.decode(whole);
    } catch {
      throw fault(whole);
    }
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) line++;
    offset += whole.length;
    held = bytes.slice(whole.length);
    yield text;
  }
  if (held.length > 0) throw fault(held);
}
