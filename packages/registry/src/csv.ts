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

/** Whether the last record ended with a line break: a file that was cut off mostly does not. */
export interface CsvScan {
  readonly flaws: readonly CsvFlaw[];
  readonly rows: number;
  readonly endsWithLineBreak: boolean;
}

/**
 * Hands out each record's fields with its row, the first being row 1. The array is the same each time: whoever wants to
 * keep it copies it. Lines end with LF, CR LF or CR. The scan goes on after a flaw as well as it can.
 */
export function scanCsv(
  text: string,
  delimiter: string,
  take: (fields: string[], row: number) => void,
): CsvScan {
  const flaws: CsvFlaw[] = [];
  const split = delimiter.charCodeAt(0);
  const { length } = text;
  const fields: string[] = [];
  let at = 0;
  let row = 0;
  while (at < length) {
    row++;
    fields.length = 0;
    let more = true;
    while (more) {
      if (text.charCodeAt(at) === QUOTE) {
        const end = closingQuote(text, at + 1);
        if (end < 0) {
          flaws.push({ code: "unclosed-quote", row });
          fields.push(text.slice(at + 1));
          at = length;
          break;
        }
        let field = text.slice(at + 1, end);
        if (field.includes('"')) field = field.replaceAll('""', '"');
        at = end + 1;
        const stray = at;
        at = endOfField(text, at, split);
        if (at > stray) {
          flaws.push({ code: "stray-quote", row });
          field += text.slice(stray, at);
        }
        fields.push(field);
      } else {
        const from = at;
        at = endOfField(text, at, split);
        fields.push(text.slice(from, at));
      }
      more = at < length && text.charCodeAt(at) === split;
      if (more) at++;
    }
    if (text.charCodeAt(at) === CARRIAGE_RETURN) at++;
    if (text.charCodeAt(at) === LINE_FEED) at++;
    take(fields, row);
  }
  const last = text.charCodeAt(length - 1);
  return { flaws, rows: row, endsWithLineBreak: last === LINE_FEED || last === CARRIAGE_RETURN };
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
