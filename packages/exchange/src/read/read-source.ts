/** Any file that can be brought in: what it is, is told by its first bytes and not by its name. */
import type { Day } from "@comity/calendar";
import { readAuthorList } from "../author-list/read-author-list.ts";
import type { Sink } from "../incoming.ts";
import { refusal } from "../problems.ts";
import { readRor } from "../ror/read-ror.ts";
import { readXlsx } from "../xlsx/read-xlsx.ts";
import type { Mapping } from "./mapping.ts";
import { readCsv } from "./read-csv.ts";
import { firstBytes, type Source } from "./source.ts";

export interface ReadOptions {
  readonly mapping: Mapping;
  /** The day of an author list that does not say its own. */
  readonly asOf?: Day;
}

export type FileKind = "csv" | "xlsx" | "author list" | "ror";

const FIRST = 4096;

/**
 * What a file is.
 *
 * @throws ExchangeError where it is empty, or of a kind that cannot be brought in.
 */
export async function kindOfFile(source: Source): Promise<FileKind> {
  const bytes = await firstBytes(source, FIRST);
  const place = { file: source.name };
  if (bytes.length === 0)
    throw refusal("empty-file", place, "the file is empty", "was it written to the end?");
  const begins = (...wanted: number[]): boolean => wanted.every((byte, at) => bytes[at] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04) || begins(0x50, 0x4b, 0x05, 0x06)) return "xlsx";
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    throw refusal(
      "unknown-kind-of-file",
      place,
      "the file is an Excel workbook of the old kind, or one with a password",
      "save it as `.xlsx` without a password, or as CSV UTF-8",
    );
  if (begins(0x1f, 0x8b) || begins(0x25, 0x50, 0x44, 0x46))
    throw refusal(
      "unknown-kind-of-file",
      place,
      "the file is an archive or a document, not a list",
      "unpack it first",
    );
  const text = new TextDecoder("utf-8").decode(bytes).trimStart();
  if (/^[%<]/.test(text)) return "author list";
  if (/^[[{]/.test(text)) return "ror";
  return "csv";
}

/**
 * Reads a file and hands its rows on.
 *
 * @throws ExchangeError where the file as a whole cannot be brought in.
 */
export async function readSource(source: Source, options: ReadOptions, sink: Sink): Promise<void> {
  switch (await kindOfFile(source)) {
    case "csv":
      return readCsv(source, options.mapping, sink);
    case "xlsx":
      return readXlsx(source, options.mapping, sink);
    case "author list":
      return readAuthorList(source, sink, options.asOf);
    case "ror":
      return readRor(source, sink);
  }
}
