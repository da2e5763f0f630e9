/** The rows of one sheet: values only. A formula's last result is never taken for a value. */
import { type Day, dayFrom, formatDay } from "@comity/calendar";
import { type ExchangeCode, type Place, refusal } from "../problems.ts";
import { readPart, unescaped, type Workbook } from "./workbook.ts";
import type { ZipParts } from "./zip-parts.ts";

export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly faults: ReadonlyMap<
    number,
    { readonly code: ExchangeCode; readonly message: string; readonly help?: string }
  >;
}

const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;
const MOST_MERGED = 100_000;

/** Rows of cells that are merged, first and last, with what is merged as it is written: `A2:A5`. */
export interface MergedRows {
  readonly from: number;
  readonly to: number;
  readonly cells: string;
}

const REFERENCE = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/;

/** Column and row of a cell, the column from 0: `B3` is 1 and 3. */
function placeOf(reference: string): { readonly column: number; readonly row: number } | undefined {
  const [, letters, digits] = REFERENCE.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { column: column - 1, row: Number(digits) };
}

/** The rows in which cells are merged. They stand at the end of a sheet, so that it is read for them first. */
export async function mergedRows(parts: ZipParts, part: string, place: Place): Promise<MergedRows[]> {
  const found: MergedRows[] = [];
  await readPart(parts, part, place, {
    open: (name, { ref }) => {
      if (name !== "mergeCell" || ref === undefined) return;
      const [first = "", last = first] = ref.split(":");
      const [from, to] = [placeOf(first), placeOf(last)];
      if (from === undefined || to === undefined) return;
      if (found.length >= MOST_MERGED)
        throw refusal("merged-cells", place, `more than ${MOST_MERGED} merged cells`);
      found.push({ from: from.row, to: to.row, cells: ref });
    },
  });
  return found;
}

const EPOCH_1900 = dayFrom(1899, 12, 30);
const EPOCH_1904 = dayFrom(1904, 1, 1);
/** 31 December 9999. */
const LAST_SERIAL = 2_958_465;

/** The day that a serial number stands for; undefined where it stands for none. Times of the day are left out. */
export function dayOfSerial(serial: number, from1904: boolean): Day | undefined {
  const whole = Math.floor(serial);
  if (!(whole >= 1) || whole > LAST_SERIAL) return undefined;
  if (from1904) return (EPOCH_1904 + whole) as Day;
  // The workbook's calendar has a 29 February 1900 that never was, so days before it are one later.
  if (whole === 60) return undefined;
  return (EPOCH_1900 + whole + (whole < 60 ? 1 : 0)) as Day;
}

interface CellUnderWay {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | undefined;
  inline: string;
  hasFormula: boolean;
}

const FORMULA = {
  code: "formula",
  message: "the cell holds a formula; what it last came to is not taken for a value",
  help: "copy the cells and paste them as values",
} as const;

class SheetReader {
  readonly #workbook: Workbook;
  readonly #place: Place;
  readonly #take: (row: SheetRow) => void;
  #row = 0;
  #cells: string[] = [];
  #faults = new Map<
    number,
    { readonly code: ExchangeCode; readonly message: string; readonly help?: string }
  >();
  #cell: CellUnderWay | undefined;
  #nextColumn = 0;
  #isReading = false;

  constructor(workbook: Workbook, place: Place, take: (row: SheetRow) => void) {
    this.#workbook = workbook;
    this.#place = place;
    this.#take = take;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case "row": {
        const row = Number(attributes.r ?? this.#row + 1);
        if (!Number.isInteger(row) || row < 1 || row > MOST_ROWS)
          throw refusal("not-xlsx", this.#place, `\`${attributes.r}\` is the number of no row`);
        this.#row = row;
        this.#cells = [];
        this.#faults = new Map();
        this.#nextColumn = 0;
        break;
      }
      case "c": {
        const column = attributes.r === undefined ? this.#nextColumn : placeOf(attributes.r)?.column;
        if (column === undefined || column >= MOST_COLUMNS)
          throw refusal("not-xlsx", { ...this.#place, row: this.#row }, `\`${attributes.r}\` is no cell`);
        this.#nextColumn = column + 1;
        this.#cell = {
          column,
          type: attributes.t ?? "n",
          style: Number(attributes.s ?? 0),
          value: undefined,
          inline: "",
          hasFormula: false,
        };
        break;
      }
      case "f":
        if (this.#cell !== undefined) this.#cell.hasFormula = true;
        break;
      case "rPh":
        this.#isReading = true;
    }
  }

  close(name: string, text: string): void {
    const cell = this.#cell;
    switch (name) {
      case "rPh":
        this.#isReading = false;
        break;
      case "v":
        if (cell !== undefined) cell.value = text;
        break;
      case "t":
        if (cell !== undefined && !this.#isReading) cell.inline += text;
        break;
      case "c":
        if (cell !== undefined) this.#end(cell);
        this.#cell = undefined;
        break;
      case "row":
        this.#take({ row: this.#row, cells: this.#cells, faults: this.#faults });
    }
  }

  #end(cell: CellUnderWay): void {
    const { column } = cell;
    while (this.#cells.length <= column) this.#cells.push("");
    const value = cell.hasFormula ? FORMULA : this.#valueOf(cell);
    if (typeof value === "string") this.#cells[column] = value;
    else {
      this.#cells[column] = cell.value ?? "";
      this.#faults.set(column, value);
    }
  }

  #valueOf({
    type,
    style,
    value,
    inline,
  }: CellUnderWay): string | { code: ExchangeCode; message: string; help?: string } {
    if (type === "inlineStr") return unescaped(inline);
    if (value === undefined) return "";
    switch (type) {
      case "s": {
        const text = this.#workbook.texts[Number(value)];
        return (
          text ?? { code: "not-xlsx", message: `the cell refers to the text ${value}, which is not there` }
        );
      }
      case "str":
        return unescaped(value);
      case "b":
        return value === "1" ? "yes" : "no";
      case "e":
        return { code: "error-value", message: `the cell shows the error \`${value}\`` };
      case "d":
        return value.slice(0, 10);
      default:
        return this.#numberOf(value, style);
    }
  }

  #numberOf(value: string, style: number): string | { code: ExchangeCode; message: string } {
    const number = Number(value);
    if (value.trim() === "" || !Number.isFinite(number))
      return { code: "malformed-number", message: `\`${value}\` is not a number` };
    if (this.#workbook.isDate[style] !== true) return String(number);
    const day = dayOfSerial(number, this.#workbook.from1904);
    return day === undefined
      ? { code: "malformed-day", message: `the number ${value} is shown as a date and stands for no day` }
      : formatDay(day);
  }
}

/** Hands out the rows of a sheet that has any cells, as they come. */
export async function readSheet(
  parts: ZipParts,
  part: string,
  workbook: Workbook,
  place: Place,
  take: (row: SheetRow) => void,
): Promise<void> {
  const reader = new SheetReader(workbook, place, take);
  await readPart(parts, part, place, {
    open: (name, attributes) => reader.open(name, attributes),
    close: (name, text) => reader.close(name, text),
  });
}
