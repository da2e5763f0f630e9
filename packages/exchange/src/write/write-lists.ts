/** Lists as CSV and as a workbook. Cells that a spreadsheet would compute are neutralised. */

import { neutralised } from "@comity/registry";
import Papa from "papaparse";
import writeExcel from "write-excel-file/node";
import type { ExportedTable } from "./export-tables.ts";

/**
 * A list as CSV: UTF-8 text with commas, a byte order mark so that spreadsheets know it for UTF-8, lines that end in LF.
 */
export function listAsCsv({ columns, rows }: ExportedTable): string {
  const records = [columns.map(({ name }) => name), ...rows.map((row) => row.map(neutralised))];
  return `\ufeff${Papa.unparse(records, { newline: "\n" })}\n`;
}

/** A table of any subject that becomes a sheet. */
export interface SheetTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly string[])[];
}

/** What would be taken for an escape: `_x000D_` stands for a carriage return in a workbook. */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Characters that cannot stand in XML, or would be changed by whoever reads it: controls but tabulator and line feed, and halves. */
const NOT_IN_XML = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

function escaped(text: string): string {
  const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, "0");
  return text
    .replace(LIKE_ESCAPE, "_x005F_")
    .replace(NOT_IN_XML, (character) =>
      character === "\t" || character === "\n" ? character : `_x${hex(character.charCodeAt(0))}_`,
    );
}

/**
 * Lists as an XLSX workbook, a sheet each. Every cell is typed as text, which no spreadsheet computes; so that nothing changes where
 * somebody saves the sheet as CSV, what looks like a formula is neutralised here too.
 */
export async function listsAsXlsx(lists: readonly SheetTable[]): Promise<Uint8Array> {
  const sheets = lists.map(({ name, columns, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map((_, at) => ({
      width: Math.min(50, Math.max(10, ...rows.slice(0, 200).map((row) => row[at]!.length + 2))),
    })),
    data: [
      columns.map((column) => ({ value: column.name, type: String, fontWeight: "bold" as const })),
      ...rows.map((row) =>
        row.map((cell) => (cell === "" ? null : { value: escaped(neutralised(cell)), type: String })),
      ),
    ],
  }));
  return writeExcel(sheets).toBuffer();
}
