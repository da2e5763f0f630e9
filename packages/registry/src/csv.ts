/**
 * CSV as RFC 4180 has it: fields in double quotes may hold delimiters, quotes (doubled) and line breaks. Written by hand
 * because a registry wants every flaw with its row, and because a hundred thousand rows are read each time.
 */

/** What is wrong with the form of a file; rows count from 1. */
export interface CsvFlaw {
  readonly code: "unclosed-quote" | "stray-quote";
  readonly row: number;
}

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const HYPHEN = 45;
const ZERO = 48;

/** Whether the last record ended with a line break: a file that was cut off mostly does not. */
export interface CsvScan {
  readonly flaws: readonly CsvFlaw[];
  readonly rows: number;
  readonly endsWithLineBreak: boolean;
}

/** One record of a file, as places in its text: a cell becomes a string only when somebody asks for it. */
export class CsvRecord {
  readonly #text: string;
  #starts = new Int32Array(64);
  #ends = new Int32Array(64);
  /** Cells that were in quotes and hold doubled quotes, or text after the closing quote. */
  readonly #odd = new Map<number, string>();
  /** The record's number in the file, from 1. */
  row = 0;
  /** How many fields it has. */
  count = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Begins the next record. */
  next(): void {
    this.row++;
    this.count = 0;
    if (this.#odd.size > 0) this.#odd.clear();
  }

  /** Adds a field that lies in the text as it is, or, where it does not, what it says. */
  add(start: number, end: number, says?: string): void {
    if (this.count === this.#starts.length) {
      const [starts, ends] = [this.#starts, this.#ends];
      this.#starts = new Int32Array(2 * this.count);
      this.#ends = new Int32Array(2 * this.count);
      this.#starts.set(starts);
      this.#ends.set(ends);
    }
    if (says !== undefined) this.#odd.set(this.count, says);
    this.#starts[this.count] = start;
    this.#ends[this.count++] = end;
  }

  isEmpty(at: number): boolean {
    return this.#starts[at] === this.#ends[at];
  }

  cell(at: number): string {
    const odd = this.#odd.size > 0 ? this.#odd.get(at) : undefined;
    return odd ?? this.#text.slice(this.#starts[at], this.#ends[at]);
  }

  cells(): string[] {
    return Array.from({ length: this.count }, (_, at) => this.cell(at));
  }

  /** A cell of the form `2024-11-30` as the number 20241130, or -1: a key for days that needs no string. */
  dayKey(at: number): number {
    const start = this.#starts[at]!;
    if (this.#ends[at]! - start !== 10) return -1;
    let key = 0;
    for (let k = 0; k < 10; k++) {
      const code = this.#text.charCodeAt(start + k);
      if (k === 4 || k === 7) {
        if (code !== HYPHEN) return -1;
      } else if (code < ZERO || code > ZERO + 9) return -1;
      else key = key * 10 + code - ZERO;
    }
    return key;
  }
}

/**
 * Hands out each record. It is the same object each time: whoever wants to keep something of it copies that. Lines end
 * with LF, CR LF or CR. The scan goes on after a flaw as well as it can.
 */
export function scanCsv(text: string, delimiter: string, take: (record: CsvRecord) => void): CsvScan {
  const flaws: CsvFlaw[] = [];
  const split = delimiter.charCodeAt(0);
  const { length } = text;
  const record = new CsvRecord(text);
  let at = 0;
  while (at < length) {
    record.next();
    for (let more = true; more; ) {
      const from = at;
      if (text.charCodeAt(at) === QUOTE) at = quotedField(text, at, split, record, flaws);
      else {
        at = endOfField(text, at, split);
        record.add(from, at);
      }
      more = at < length && text.charCodeAt(at) === split;
      if (more) at++;
    }
    if (text.charCodeAt(at) === CARRIAGE_RETURN) at++;
    if (text.charCodeAt(at) === LINE_FEED) at++;
    take(record);
  }
  const last = text.charCodeAt(length - 1);
  return {
    flaws,
    rows: record.row,
    endsWithLineBreak: last === LINE_FEED || last === CARRIAGE_RETURN,
  };
}

/** Adds the field in quotes that begins at a place; gives the place after it. */
function quotedField(text: string, from: number, split: number, record: CsvRecord, flaws: CsvFlaw[]): number {
  const end = closingQuote(text, from + 1);
  if (end < 0) {
    flaws.push({ code: "unclosed-quote", row: record.row });
    record.add(from + 1, text.length);
    return text.length;
  }
  const after = endOfField(text, end + 1, split);
  const inside = text.slice(from + 1, end);
  if (after > end + 1) {
    flaws.push({ code: "stray-quote", row: record.row });
    record.add(from + 1, after, inside.replaceAll('""', '"') + text.slice(end + 1, after));
  } else if (inside.includes('"')) record.add(from + 1, end, inside.replaceAll('""', '"'));
  else record.add(from + 1, end);
  return after;
}

/** Where the quote that closes a field stands, from inside it; -1 where none does. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text.charCodeAt(at + 1) !== QUOTE) return at;
  return -1;
}

function endOfField(text: string, from: number, split: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === split || code === LINE_FEED || code === CARRIAGE_RETURN) break;
  }
  return at;
}

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One record as a line with its LF, fields quoted where they must be. */
export function csvLine(fields: readonly string[]): string {
  return `${fields
    .map((field) => (NEEDS_QUOTES.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(",")}\n`;
}
