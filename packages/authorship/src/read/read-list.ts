/** Reads an author list of any format: what a file is, is told by what stands in it and not by its name. */
import { refusal, type Source } from "@comity/exchange";
import { assembled } from "./marked/assemble.ts";
import { htmlPieces } from "./marked/html-pieces.ts";
import { readFlow } from "./marked/read-flow.ts";
import { textPieces } from "./marked/text-pieces.ts";
import { readAuthorXml } from "./read-author-xml.ts";
import { readJournalXml } from "./read-journal-xml.ts";
import { readJsonList } from "./read-json.ts";
import { ListSheet, type ReadList } from "./read-parts.ts";
import { readCsvList, readXlsxList } from "./read-rows.ts";
import { readTex } from "./tex/read-tex.ts";
import { textOf } from "./text-of.ts";

/** Bytes at the beginning that tell what a file is. */
const FIRST = 65_536;

async function beginning(source: Source): Promise<Uint8Array> {
  for await (const piece of source.bytes()) if (piece.length > 0) return piece.subarray(0, FIRST);
  throw refusal("empty-file", { file: source.name }, "the file is empty", "was it written to the end?");
}

/** Whether text is a table: a first line whose cells name columns of a list. */
function isTable(text: string): boolean {
  const line = text.split(/\r?\n/).find((each) => each.trim() !== "" && !each.startsWith("#")) ?? "";
  const cells = line.split(/[,;\t|]/).map((cell) => cell.replace(/[^\p{L}]/gu, "").toLowerCase());
  return (
    cells.length > 1 &&
    cells.some((cell) => /^(?:last|family|author|paper|full)?name$|^surname$/.test(cell)) &&
    cells.some((cell) =>
      /^(?:affiliations?|institut\w*|orcid|firstname|givenname|organi[sz]ation|email)$/.test(cell),
    )
  );
}

/**
 * Reads an author list: author.xml in every dialect, JATS and Elsevier's front matter, JSON of the CERN Open Data portal, of INSPIRE,
 * of DataCite and our own, CSV and XLSX, TeX of the journals and of the experiments, web pages, pasted text.
 * Each author of the file stands in the list, or in a note that says why not.
 *
 *     const { list, notes, authorsIn, leftOut } = await readList(fileSource("authors.tex"));
 *
 * @throws ExchangeError where the file as a whole cannot be read: it is none of these, was cut short, declares entities, or
 * holds no author.
 */
export async function readList(source: Source): Promise<ReadList> {
  const first = await beginning(source);
  const begins = (...wanted: number[]): boolean => wanted.every((byte, at) => first[at] === byte);
  const file = source.name;
  if (begins(0x50, 0x4b, 0x03, 0x04)) return readXlsxList(new ListSheet(file), source);
  if (begins(0x25, 0x50, 0x44, 0x46) || begins(0x1f, 0x8b))
    throw refusal(
      "unknown-kind-of-file",
      { file },
      "the file is an archive or a document, not a list",
      "unpack it first, or copy the text of the list into a file",
    );
  const start = new TextDecoder("utf-8").decode(first).replace(/^\ufeff/, "");
  if (/<(?:\w+:)?(?:collaborationauthorlist)\b/i.test(start)) return readAuthorXml(source);
  if (/<(?:\w+:)?(?:contrib-group|author-group)\b/.test(start)) return readJournalXml(source);
  const isXml = /^(?:\s|%[^\n]*\n)*<(?:\?(?:php)?xml|!DOCTYPE\s+(?!html)|[\w:-]+[\s>/])/i.test(start);
  const isHtml = /<!DOCTYPE\s+html|<(?:html|body|sup|br|li|p)\b/i.test(start);
  const isTex = /\\(?:[A-Za-z@]{2,}|\\)|\$\s*\^/.test(start);
  if (isXml && !isTex && !isHtml)
    return /<(?:\w+:)?(?:contrib-group|author-group|article|front)\b/.test(start)
      ? readJournalXml(source)
      : readOtherXml(source, start);
  const sheet = new ListSheet(file);
  const text = await textOf(source, sheet);
  // Names in JSON may hold TeX.
  if (/^\s*(?:\[\s*)?\{\s*["}]/.test(text)) return readJsonList(sheet, text, file);
  if (isTable(text)) return readCsvList(sheet, text, file);
  if (isTex) return readTex(sheet, text, file);
  const pieces = isHtml ? htmlPieces(text) : textPieces(text);
  return assembled(sheet, readFlow(sheet, pieces, { linesGoOn: !isHtml }), isHtml ? "html" : "text");
}

/** XML whose beginning does not tell what it is: a journal's, with much before its authors, or an author list. */
function readOtherXml(source: Source, start: string): Promise<ReadList> {
  return /<(?:\w+:)?(?:organizations?|authors|Person|creationDate)\b/i.test(start)
    ? readAuthorXml(source)
    : readJournalXml(source);
}
