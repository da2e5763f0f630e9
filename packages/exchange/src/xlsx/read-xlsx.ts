/** XLSX workbooks from elsewhere: each sheet is a table. */
import type { Sink } from "../incoming.ts";
import { ExchangeError, type ExchangeProblem, refusal } from "../problems.ts";
import type { Mapping } from "../read/mapping.ts";
import type { Source } from "../read/source.ts";
import { TableRows } from "../read/table-rows.ts";
import { type MergedRows, mergedRows, readSheet } from "./sheet-rows.ts";
import { readWorkbook, type SheetPart, type Workbook } from "./workbook.ts";
import { ZipParts } from "./zip-parts.ts";

class XlsxReader {
  readonly #parts: ZipParts;
  readonly #workbook: Workbook;
  readonly #file: string;
  readonly #mapping: Mapping;
  readonly #sink: Sink;

  constructor(parts: ZipParts, workbook: Workbook, file: string, mapping: Mapping, sink: Sink) {
    this.#parts = parts;
    this.#workbook = workbook;
    this.#file = file;
    this.#mapping = mapping;
    this.#sink = sink;
  }

  note(code: ExchangeProblem["code"], message: string, sheet?: string): void {
    this.#sink.note({
      severity: "warning",
      category: "incorrect",
      code,
      message,
      place: { file: this.#file, ...(sheet === undefined ? {} : { sheet }) },
    });
  }

  /** Reads a sheet; false where it is empty or no table. */
  async sheet({ name, part }: SheetPart, ordinal: number): Promise<boolean> {
    const place = { file: this.#file, sheet: name };
    const rows = new TableRows(this.#file, name, this.#mapping, this.#sink, `s${ordinal}.`);
    const merged = await mergedRows(this.#parts, part, place);
    let width = 0;
    let isTable = true;
    await readSheet(this.#parts, part, this.#workbook, place, ({ row, cells, faults }) => {
      if (!isTable || (faults.size === 0 && cells.every((cell) => cell === ""))) return;
      const over = merged.find(({ from, to }) => from <= row && row <= to);
      if (width === 0) {
        isTable = this.#header(rows, cells, row, over, faults.size > 0, name);
        width = cells.length;
        return;
      }
      const problem: ExchangeProblem | undefined =
        over === undefined
          ? undefined
          : {
              severity: "error",
              category: "incorrect",
              code: "merged-cells",
              message: `the cells ${over.cells} are merged: only the first of them holds a value`,
              place: { ...place, row },
              help: "take the merging back and fill in every cell",
            };
      // Cells at the end of a row that are empty do not stand in a sheet.
      const padded =
        cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill("")];
      const tail = padded.slice(width);
      rows.row(tail.every((cell) => cell === "") ? padded.slice(0, width) : padded, row, problem, faults);
    });
    return isTable && width > 0;
  }

  #header(
    rows: TableRows,
    cells: readonly string[],
    row: number,
    over: MergedRows | undefined,
    hasFaults: boolean,
    sheet: string,
  ): boolean {
    const place = { file: this.#file, sheet, row };
    if (over !== undefined)
      throw refusal(
        "merged-cells",
        place,
        `the cells ${over.cells} are merged in the row of the columns' names`,
        "the first row that is not empty holds one name above each column",
      );
    if (hasFaults)
      throw refusal("formula", place, "the row of the columns' names holds a formula or an error");
    try {
      rows.header(cells, row);
      return true;
    } catch (error) {
      if (!(error instanceof ExchangeError) || error.code !== "unknown-table") throw error;
      this.note("unknown-table", "nothing tells what the rows of the sheet are; it is not read", sheet);
      return false;
    }
  }
}

/** Reads a workbook and hands on the rows of its sheets. Sheets that are hidden, or no tables, are left out and named. */
export async function readXlsx(source: Source, mapping: Mapping, sink: Sink): Promise<void> {
  const file = source.name;
  const parts = await ZipParts.open(source);
  const workbook = await readWorkbook(parts, { file });
  const reader = new XlsxReader(parts, workbook, file, mapping, sink);
  if ([...parts.names].some((name) => name.endsWith("vbaProject.bin")))
    reader.note("macros", "the workbook has macros, which are not run");
  let tables = 0;
  for (const [at, sheet] of workbook.sheets.entries()) {
    if (sheet.isHidden) reader.note("left-out", "the sheet is hidden and is not read", sheet.name);
    else if (await reader.sheet(sheet, at + 1)) tables++;
  }
  if (tables === 0)
    throw refusal(
      "unknown-table",
      { file },
      "the workbook has no sheet that is a table",
      "call its sheets parties, institutes, people, affiliations or agreements, or say so in a mapping file",
    );
}
