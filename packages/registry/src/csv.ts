/** CSV by papaparse: reading records with the flaws of a file's form and their rows, and writing. */
import Papa from "papaparse";

/** What is wrong with the form of a file; rows count from 1. */
export interface CsvFlaw {
  readonly code: "unclosed-quote" | "stray-quote";
  readonly row: number;
}

/** Whether the last record ended with a line break: a file that was cut off mostly does not. */
export interface CsvScan {
  readonly flaws: readonly CsvFlaw[];
  readonly endsWithLineBreak: boolean;
}

/**
 * Hands out the cells of each record, with its number in the file. That number counts from 1 as a spreadsheet does: a
 * line break in a cell does not add to it. Lines end with LF, CR LF or, in a file without any LF, CR. The scan goes on
 * after a flaw as well as it can.
 */
export function scanCsv(
  text: string,
  delimiter: string,
  take: (cells: readonly string[], row: number) => void,
): CsvScan {
  const flaws: CsvFlaw[] = [];
  const isQuoted = text.includes('"');
  const newline = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const hasReturns = newline === "\n" && text.includes("\r");
  const plain = hasReturns && !isQuoted ? text.replaceAll("\r\n", "\n") : text;
  const last = text.at(-1);
  const endsWithLineBreak = last === "\n" || last === "\r";
  if (!isQuoted) {
    scanPlain(plain, delimiter, newline, take);
    return { flaws, endsWithLineBreak };
  }
  let row = 0;
  // Nothing is guessed: papaparse is told the delimiter and the line break. It hands out record by record, so that a
  // large file never lies in memory as cells.
  Papa.parse<string[]>(plain, {
    delimiter,
    newline,
    fastMode: false,
    step: ({ data: cells, errors, meta }) => {
      row++;
      if (hasReturns) dropReturn(plain, delimiter, cells, meta.cursor);
      for (const { code } of errors) {
        const flaw = code === "MissingQuotes" ? "unclosed-quote" : "stray-quote";
        if (!flaws.some((known) => known.row === row && known.code === flaw)) flaws.push({ code: flaw, row });
      }
      take(cells, row);
    },
  });
  return { flaws, endsWithLineBreak };
}

/** Letters of a plain file that are taken apart at a time: record by record would cost more than the parsing itself. */
const STRETCH = 1 << 19;

/** Without quotes every line break ends a record, so a file may be taken apart stretch by stretch. */
function scanPlain(
  text: string,
  delimiter: string,
  newline: "\n" | "\r",
  take: (cells: readonly string[], row: number) => void,
): void {
  let row = 0;
  for (let from = 0; from < text.length; ) {
    const end = from + STRETCH >= text.length ? -1 : text.indexOf(newline, from + STRETCH);
    const to = end < 0 ? text.length : end;
    const { data } = Papa.parse<string[]>(text.slice(from, to), { delimiter, newline, fastMode: true });
    for (const cells of data) take(cells, ++row);
    from = to + 1;
  }
}

/**
 * Takes the CR of a line's CR LF from its last cell. In the text the record ends before `after`; a CR that stood inside
 * quotes belongs to the cell and stays.
 */
function dropReturn(text: string, delimiter: string, cells: string[], after: number): void {
  const last = cells.at(-1)!;
  if (!last.endsWith("\r")) return;
  const end = text[after - 1] === "\n" ? after - 1 : after;
  const before = text[end - last.length - 1];
  const isBare = before === undefined || before === delimiter || before === "\n";
  if (isBare && text.endsWith(last, end)) cells[cells.length - 1] = last.slice(0, -1);
}

/** Records as CSV, the header among them, each line with its LF, cells quoted where they must be. */
export function writeCsv(records: string[][]): string {
  return `${Papa.unparse(records, { newline: "\n" })}\n`;
}
