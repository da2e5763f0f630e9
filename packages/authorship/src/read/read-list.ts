/** Reads an author list of any format: what a file is, is told by what stands in it and not by its name. */
import type { Source } from "@comity/exchange";
import { readAuthorXml } from "./read-author-xml.ts";
import type { ReadList } from "./read-parts.ts";

/**
 * Reads an author list.
 *
 * @throws ExchangeError where the file as a whole cannot be read: it is none, was cut short, declares entities, holds no author.
 */
export async function readList(source: Source): Promise<ReadList> {
  return readAuthorXml(source);
}
