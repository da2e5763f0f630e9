/** A fact sheet as a workbook: an overview, then a sheet for each table. */
import type { FactSheet } from "@comity/decision";
import { neutralised } from "@comity/registry";
import writeExcel from "write-excel-file/node";
import type { PrintOptions } from "../print-options.ts";
import { HIDDEN } from "../words/words.ts";
import { type ColumnSort, overviewOf, type SheetTable, sheetTables, type TableCell } from "./sheet-tables.ts";
import { withoutTimes } from "./zip.ts";

const ACCENT = "#1d4e6b";
/** A cell of a workbook holds at most so many letters (Excel's limits). */
const LONGEST_TEXT = 32_767;
const WIDEST = 70;

/** What would be taken for an escape: `_x000D_` stands for a carriage return in a workbook. */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** Characters that cannot stand in XML, or would be changed by whoever reads it. */
const NOT_IN_XML = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

const textOf = (words: string): string =>
  neutralised(words)
    .replace(LIKE_ESCAPE, "_x005F_")
    .replace(NOT_IN_XML, (character) => (character === "\t" || character === "\n" ? character : "\ufffd"))
    .slice(0, LONGEST_TEXT);

const text = (words: string) => ({ value: textOf(words), type: String, alignVertical: "top" as const });

/** A cell of its column's sort. A day that is no day and a figure that is hidden are words. */
function typed(cell: TableCell, sort: ColumnSort) {
  if (cell === undefined) return null;
  if (cell === null) return { ...text(HIDDEN), align: "right" as const };
  if (typeof cell === "boolean") return { value: cell, type: Boolean, alignVertical: "top" as const };
  if (typeof cell === "number")
    return sort === "percent"
      ? { value: cell / 100, type: Number, format: "0.00%", alignVertical: "top" as const }
      : { value: cell, type: Number, format: "#,##0", alignVertical: "top" as const };
  return sort === "day" && /^\d{4}-\d{2}-\d{2}$/.test(cell)
    ? {
        value: new Date(`${cell}T00:00:00Z`),
        type: Date,
        format: "yyyy-mm-dd",
        align: "left" as const,
        alignVertical: "top" as const,
      }
    : text(cell);
}

const heading = (words: string, sort: ColumnSort) => ({
  value: words,
  type: String,
  fontWeight: "bold" as const,
  textColor: ACCENT,
  bottomBorderStyle: "thin" as const,
  bottomBorderColor: ACCENT,
  ...(sort === "figure" || sort === "percent" ? { align: "right" as const } : {}),
});

const widthOf = (cells: readonly TableCell[], name: string): number =>
  Math.min(
    WIDEST,
    Math.max(name.length, ...cells.slice(0, 500).map((cell) => (cell == null ? 3 : String(cell).length))) + 2,
  );

function sheetOf({ name, columns, rows }: SheetTable) {
  return {
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map(([title], at) => ({
      width: widthOf(
        rows.map((row) => row[at]),
        title,
      ),
    })),
    data: [
      columns.map(([title, sort]) => heading(title, sort)),
      ...rows.map((row) => row.map((cell, at) => typed(cell, columns[at]![1]))),
    ],
  };
}

/**
 * A fact sheet as an XLSX workbook: numbers, percent and days are typed, words are words, whatever they look like. It shows the
 * figures that the sheet shows, `···` for those hidden. The same sheet and options give the same bytes.
 */
export async function factSheetAsXlsx(sheet: FactSheet, options: PrintOptions = {}): Promise<Uint8Array> {
  const overview = {
    sheet: "overview",
    columns: [{ width: 32 }, { width: WIDEST }],
    data: overviewOf(sheet, options).map(([what, sort, value]) => {
      const cell = typed(value, sort);
      return [
        { ...text(what), fontWeight: "bold" as const, textColor: ACCENT },
        cell === null ? null : { ...cell, align: "left" as const, wrap: true },
      ];
    }),
  };
  const made = await writeExcel([overview, ...sheetTables(sheet).map(sheetOf)]).toBuffer();
  return withoutTimes(made);
}
