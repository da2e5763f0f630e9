/** One door for all formats. */
import type { AuthorList } from "../list/author-list.ts";
import { sortedByName } from "../list/order.ts";
import { guardedLines } from "./neutral-lines.ts";
import { writeAuthorXml } from "./write-author-xml.ts";
import { writeJats } from "./write-jats.ts";
import type { WriteFormat, WriteOptions, WrittenList } from "./write-parts.ts";
import { writeArxiv, writeHtml, writeJson } from "./write-plain.ts";
import { writeCsv, writeXlsx } from "./write-table.ts";
import { writeAastex, writeElsarticle, writeJhep, writePos, writeRevtex } from "./write-tex-commands.ts";
import { writeAa, writeEpjc, writeMnras } from "./write-tex-flow.ts";

type Writer = (list: AuthorList, options: WriteOptions) => WrittenList | Promise<WrittenList>;

const WRITERS: Readonly<Record<WriteFormat, Writer>> = {
  "author.xml": writeAuthorXml,
  revtex: writeRevtex,
  jhep: writeJhep,
  elsarticle: writeElsarticle,
  aastex: writeAastex,
  epjc: writeEpjc,
  mnras: writeMnras,
  aa: writeAa,
  pos: writePos,
  jats: writeJats,
  arxiv: writeArxiv,
  csv: writeCsv,
  xlsx: writeXlsx,
  html: writeHtml,
  json: writeJson,
};

/**
 * Writes a list in a format. No author is left out of any, and all have the same people in the same order. A neutral
 * line carries no id, no country and no address in any, and in formats that programs read no words that they would take one from.
 *
 *     (await writeList(list, "revtex")).content   // "\\documentclass..."
 */
export async function writeList(
  list: AuthorList,
  format: WriteFormat,
  options: WriteOptions = {},
): Promise<WrittenList> {
  const guarded = guardedLines(list, format, options.lines);
  const ordered = options.order === "by name" ? sortedByName(guarded.list) : guarded.list;
  const written = await WRITERS[format](ordered, options);
  return { ...written, notes: [...written.notes, ...guarded.notes] };
}
