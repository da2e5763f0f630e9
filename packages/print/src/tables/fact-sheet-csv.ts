/** A fact sheet as CSV: one file a table, zipped. */
import type { FactSheet } from "@comity/decision";
import { neutralised } from "@comity/registry";
import type { PrintOptions } from "../print-options.ts";
import { HIDDEN } from "../words/words.ts";
import { overviewOf, sheetTables, type TableCell } from "./sheet-tables.ts";
import { zipped } from "./zip.ts";

/** Numbers and days are written as they are; of words, what a spreadsheet would compute is neutralised. */
function written(cell: TableCell): string {
  if (cell === undefined) return "";
  if (cell === null) return HIDDEN;
  return typeof cell === "string" ? neutralised(cell) : String(cell);
}

/** RFC 4180: a cell with a comma, a quote or a break of lines stands in quotes. */
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const lines = (rows: readonly (readonly TableCell[])[]): string =>
  rows.map((row) => `${row.map((cell) => quoted(written(cell))).join(",")}\n`).join("");

/**
 * A fact sheet as a zip of CSV files, one a table: UTF-8 with a byte order mark, so that spreadsheets know it, lines that end in LF.
 * Hidden figures are `···`, percent are in percent. The same sheet and options give the same bytes.
 */
export function factSheetAsCsv(sheet: FactSheet, options: PrintOptions = {}): Uint8Array {
  const overview = overviewOf(sheet, options).map(([what, , value]) => [what, value]);
  const files = [
    { name: "overview", text: lines([["what", "value"], ...overview]) },
    ...sheetTables(sheet).map(({ name, columns, rows }) => ({
      name: name.replaceAll(" ", "-"),
      text: lines([
        columns.map(([column, sort]) => (sort === "percent" ? `${column} (%)` : column)),
        ...rows,
      ]),
    })),
  ];
  return zipped(
    files.map(({ name, text }) => ({ name: `${name}.csv`, bytes: Buffer.from(`\ufeff${text}`, "utf8") })),
  );
}
