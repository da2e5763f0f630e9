/**
 * CSV (RFC 4180) in pieces: records are handed out as they end, and nothing longer than a record is held. Papaparse, which
 * reads the registry's own files, keeps the whole rest of a file when a quote is never closed; files from elsewhere may be of
 * any size, so here a cell has a greatest length.
 */
import { type Place, refusal } from "../problems.ts";

/** Letters in one cell; spreadsheets allow 32,767. */
export const LONGEST_CELL = 1_000_000;
/** Cells in one row; spreadsheets allow 16,384 columns. */
export const MOST_CELLS = 20_000;

/** What is wrong with the form of a record. */
export type RecordFlaw = "stray-quote" | "unclosed-quote";

/** Takes a record: its cells, its number (a line break in a cell does not add to it), what is wrong with its form. */
export type TakeRecord = (cells: string[], row: number, flaw: RecordFlaw | undefined) => void;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * Takes text in pieces and hands out records. Lines end with LF, CR LF or CR.
 *
 *     const records = new CsvRecords(",", { file: "people.csv" }, take);
 *     records.write("a,b\n1,"); records.write("2\n"); records.end();
 */
export class CsvRecords {
  readonly #delimiter: number;
  readonly #place: Place;
  readonly #take: TakeRecord;
  #cells: string[] = [];
  /** What has been read of the cell that is under way. */
  #held = "";
  /** In a quoted cell; just after a quote in one; after the CR of what may be a CR LF. */
  #isQuoted = false;
  #isAfterQuote = false;
  #isAfterReturn = false;
  /** The cell under way was quoted, and is closed. */
  #wasQuoted = false;
  #isCellBegun = false;
  #flaw: RecordFlaw | undefined;
  #row = 0;
  #letters = 0;

  constructor(delimiter: string, place: Place, take: TakeRecord) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#place = place;
    this.#take = take;
  }

  #tooLong(): Error {
    return refusal(
      "cell-too-long",
      { ...this.#place, row: this.#row + 1 },
      `a cell has more than ${LONGEST_CELL} letters`,
      "a double quote may have been opened and never closed",
    );
  }

  #hold(part: string): void {
    this.#letters += part.length;
    if (this.#letters > LONGEST_CELL) throw this.#tooLong();
    this.#held = this.#held === "" ? part : this.#held + part;
  }

  #endCell(): void {
    if (this.#cells.length >= MOST_CELLS)
      throw refusal(
        "too-many-cells",
        { ...this.#place, row: this.#row + 1 },
        `the row has more than ${MOST_CELLS} cells`,
        "this does not look like a table",
      );
    this.#cells.push(this.#held);
    this.#held = "";
    this.#letters = 0;
    this.#wasQuoted = false;
    this.#isCellBegun = false;
  }

  #endRecord(): void {
    this.#endCell();
    const cells = this.#cells;
    const flaw = this.#flaw;
    this.#cells = [];
    this.#flaw = undefined;
    this.#take(cells, ++this.#row, flaw);
  }

  write(text: string): void {
    const { length } = text;
    let from = 0;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (this.#isQuoted) {
        const quote = code === QUOTE ? at : text.indexOf('"', at);
        if (quote < 0) {
          this.#hold(text.slice(at));
          return;
        }
        this.#hold(text.slice(at, quote));
        this.#isQuoted = false;
        this.#isAfterQuote = true;
        at = quote;
        from = at + 1;
        continue;
      }
      if (this.#isAfterQuote) {
        this.#isAfterQuote = false;
        from = at;
        if (code === QUOTE) {
          this.#hold('"');
          this.#isQuoted = true;
          from = at + 1;
          continue;
        }
        this.#wasQuoted = true;
      }
      if (this.#isAfterReturn) {
        this.#isAfterReturn = false;
        from = at;
        if (code === LF) {
          from = at + 1;
          continue;
        }
      }
      if (code === this.#delimiter || code === LF || code === CR) {
        if (at > from) this.#plain(text.slice(from, at));
        from = at + 1;
        if (code === this.#delimiter) this.#endCell();
        else {
          this.#endRecord();
          this.#isAfterReturn = code === CR;
        }
      } else if (code === QUOTE && at === from && !this.#isCellBegun && !this.#wasQuoted) {
        this.#isQuoted = true;
        this.#isCellBegun = true;
        from = at + 1;
      }
    }
    if (from < length && !this.#isQuoted && !this.#isAfterQuote) this.#plain(text.slice(from));
  }

  /** Text outside of quotes. */
  #plain(part: string): void {
    if (this.#wasQuoted) this.#flaw ??= "stray-quote";
    this.#isCellBegun = true;
    this.#hold(part);
  }

  /** The text is at its end. True where its last record ended with a line break, or there was none. */
  end(): boolean {
    const isOpen = this.#isQuoted;
    if (this.#isAfterQuote) this.#wasQuoted = true;
    this.#isAfterQuote = false;
    this.#isQuoted = false;
    if (isOpen) this.#flaw = "unclosed-quote";
    if (this.#cells.length === 0 && !this.#isCellBegun && this.#held === "" && !isOpen) return true;
    this.#endRecord();
    return false;
  }
}
