/** Lists as CSV. Cells that a spreadsheet would compute are neutralised. */
import { neutralised } from "@comity/registry";
import Papa from "papaparse";
import type { ExportedTable } from "./export-tables.ts";

/**
 * A list as CSV: UTF-8 text with commas, a byte order mark so that spreadsheets know it for UTF-8, lines that end in LF.
 */
export function listAsCsv({ columns, rows }: ExportedTable): string {
  const records = [columns.map(({ name }) => name), ...rows.map((row) => row.map(neutralised))];
  return `\ufeff${Papa.unparse(records, { newline: "\n" })}\n`;
}
