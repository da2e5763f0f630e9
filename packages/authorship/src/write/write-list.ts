/** One door for all formats. */
import type { AuthorList } from "../list/author-list.ts";
import { sortedByName } from "../list/order.ts";
import { writeAuthorXml } from "./write-author-xml.ts";
import type { WriteFormat, WriteOptions, WrittenList } from "./write-parts.ts";

type Writer = (list: AuthorList, options: WriteOptions) => WrittenList | Promise<WrittenList>;

const WRITERS: Partial<Readonly<Record<WriteFormat, Writer>>> = {
  "author.xml": writeAuthorXml,
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
  return WRITERS[format]!(options.order === "by name" ? sortedByName(list) : list, options);
}
