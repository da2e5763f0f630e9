/** One door for all formats. */
import type { AuthorList } from "../list/author-list.ts";
import { sortedByName } from "../list/order.ts";
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
 * Writes a list in a format. No author is left out of any, and all have the same people in the same order.
 *
 *     (await writeList(list, "revtex")).content   // "\\documentclass..."
 */
export async function writeList(
  list: AuthorList,
  format: WriteFormat,
  options: WriteOptions = {},
): Promise<WrittenList> {
  return WRITERS[format](options.order === "by name" ? sortedByName(list) : list, options);
}
