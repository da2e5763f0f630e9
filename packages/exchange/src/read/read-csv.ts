/** CSV files from elsewhere. */
import type { Sink } from "../incoming.ts";
import { IMPORTED_TABLES } from "../incoming.ts";
import { type ExchangeProblem, refusal } from "../problems.ts";
import { CsvRecords, LONGEST_CELL, type RecordFlaw } from "./csv-records.ts";
import { decodedText } from "./decode.ts";
import { fieldOf, tableCalled, tableOfHeadings } from "./headings.ts";
import type { Mapping } from "./mapping.ts";
import type { Source } from "./source.ts";
import { TableRows } from "./table-rows.ts";

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** `sep=;`: a line that some spreadsheets put before the header to say what stands between the columns. */
const SEPARATOR_LINE = /^sep=(.)(?:\r\n|\n|\r)/;

/** Whether the first record of a text is there whole. */
function hasFirstRecord(text: string): boolean {
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) isQuoted = !isQuoted;
    else if (!isQuoted && (code === 10 || (code === 13 && at + 1 < text.length))) return true;
  }
  return false;
}

/** The cells of the first record, under a delimiter. */
function firstRecord(text: string, delimiter: string, file: string): string[] {
  let first: string[] | undefined;
  const records = new CsvRecords(delimiter, { file }, (cells) => {
    first ??= cells;
  });
  records.write(text.slice(0, LONGEST_CELL));
  if (first === undefined) records.end();
  return first ?? [];
}

/**
 * What stands between the columns: the delimiter under which most headings mean something. The comma, where none is better.
 */
function delimiterOf(text: string, file: string, mapping: Mapping): string {
  const mapped = mapping.get(file)?.columns;
  let best: { readonly delimiter: string; readonly known: number } = { delimiter: ",", known: 0 };
  for (const delimiter of DELIMITERS) {
    const cells = firstRecord(text, delimiter, file);
    const table = mapping.get(file)?.table ?? tableCalled(file) ?? tableOfHeadings(cells);
    const tables = table === undefined ? IMPORTED_TABLES : [table];
    const known = Math.max(
      ...tables.map(
        (each) =>
          cells.filter((cell) => mapped?.has(cell) === true || fieldOf(each, cell) !== undefined).length,
      ),
    );
    if (known > best.known) best = { delimiter, known };
  }
  return best.delimiter;
}

const FLAWS: Readonly<Record<RecordFlaw, readonly [message: string, help: string]>> = {
  "unclosed-quote": ["a double quote is opened and never closed", "the file may be cut short"],
  "stray-quote": ["text follows a closing double quote", "a quote inside a value is written twice"],
};

/** Reads a CSV file and hands on its rows. */
export async function readCsv(source: Source, mapping: Mapping, sink: Sink): Promise<void> {
  const file = source.name;
  const rows = new TableRows(file, undefined, mapping, sink);
  let skipped = 0;
  let width = 0;
  let hasHeader = false;
  let last:
    | { readonly cells: string[]; readonly row: number; readonly flaw: RecordFlaw | undefined }
    | undefined;
  const give = (cells: string[], row: number, flaw: RecordFlaw | undefined, isCut: boolean): void => {
    const place = { file, row: row + skipped };
    if (!hasHeader) {
      if (flaw !== undefined) throw refusal(flaw, place, ...FLAWS[flaw]);
      hasHeader = true;
      width = cells.length;
      rows.header(cells, row + skipped);
      return;
    }
    let problem: ExchangeProblem | undefined;
    const error = { severity: "error", category: "incorrect", place } as const;
    if (flaw !== undefined) problem = { ...error, code: flaw, message: FLAWS[flaw][0], help: FLAWS[flaw][1] };
    else if (isCut && cells.length < width)
      problem = {
        ...error,
        code: "truncated",
        message: "the file ends in the middle of a row",
        help: "it was cut short",
      };
    rows.row(cells, row + skipped, problem);
  };
  let records: CsvRecords | undefined;
  let beginning = "";
  const begin = (): void => {
    const separator = SEPARATOR_LINE.exec(beginning);
    if (separator !== null) {
      skipped = 1;
      beginning = beginning.slice(separator[0].length);
    }
    const delimiter = separator?.[1] ?? delimiterOf(beginning, file, mapping);
    if (delimiter !== "," && separator === null)
      sink.note({
        severity: "repair",
        category: "incorrect",
        code: "other-delimiter-read",
        message: `between the columns stands ${delimiter === "\t" ? "a tabulator" : `\`${delimiter}\``}, and so the file is read`,
        place: { file, row: 1 },
      });
    // A record is handed on when the next one begins: only then one knows that it is not the last, cut short.
    records = new CsvRecords(delimiter, { file }, (cells, row, flaw) => {
      if (last !== undefined) give(last.cells, last.row, last.flaw, false);
      last = { cells, row, flaw };
    });
    records.write(beginning);
    beginning = "";
  };
  for await (const text of decodedText(source.bytes(), { file })) {
    if (records !== undefined) {
      records.write(text);
      continue;
    }
    beginning += text;
    if (hasFirstRecord(beginning) || beginning.length > LONGEST_CELL) begin();
  }
  if (records === undefined) begin();
  const isWhole = records!.end();
  if (last !== undefined) give(last.cells, last.row, last.flaw, !isWhole);
  if (!hasHeader)
    throw refusal(
      "empty-file",
      { file },
      "the file is empty: it has not even a header",
      "was it written to the end?",
    );
}
