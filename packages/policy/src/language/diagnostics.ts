/** What is wrong with a policy's text: each problem with its place, all of them at once, printed with the source. */
import type { Place } from "../policy.ts";

/**
 * One problem. An `error` leaves the policy without a meaning; a `warning` is most likely a slip. The code is stable,
 * for programs; the message is for people: lower case, no final period, the author's words in backticks.
 */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly place: Place;
  /** What to do about it. */
  readonly help?: string;
}

/** A stretch of the text, in UTF-16 offsets: `[offset, end)`. */
export interface Range {
  readonly offset: number;
  readonly end: number;
}

/** Collects problems while a policy is read, and knows the places of offsets. */
export class Problems {
  readonly file: string;
  readonly #lineStarts: readonly number[];
  readonly #length: number;
  readonly #found: Diagnostic[] = [];

  constructor(text: string, file: string) {
    this.file = file;
    this.#length = text.length;
    this.#lineStarts = lineStartsOf(text);
  }

  error(code: string, at: Range, message: string, help?: string): void {
    this.#add("error", code, at, message, help);
  }

  warning(code: string, at: Range, message: string, help?: string): void {
    this.#add("warning", code, at, message, help);
  }

  /** The same where the place is known instead of the offsets. */
  errorAt(code: string, place: Place, message: string, help?: string): void {
    this.#addAt("error", code, place, message, help);
  }

  warningAt(code: string, place: Place, message: string, help?: string): void {
    this.#addAt("warning", code, place, message, help);
  }

  #add(severity: "error" | "warning", code: string, at: Range, message: string, help?: string): void {
    this.#addAt(severity, code, this.placeOf(at), message, help);
  }

  #addAt(
    severity: "error" | "warning",
    code: string,
    place: Place,
    message: string,
    help: string | undefined,
  ): void {
    this.#found.push({ severity, code, message, place, ...(help === undefined ? {} : { help }) });
  }

  /** The place of a stretch of the text. Lines and columns count from 1, columns in UTF-16 units as editors do. */
  placeOf({ offset, end }: Range): Place {
    const first = this.#position(offset);
    const last = this.#position(Math.max(offset, end));
    return {
      file: this.file,
      line: first.line,
      column: first.column,
      endLine: last.line,
      endColumn: last.column,
    };
  }

  #position(offset: number): { line: number; column: number } {
    const at = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.#lineStarts[low]! + 1 };
  }

  get hasErrors(): boolean {
    return this.#found.some(({ severity }) => severity === "error");
  }

  /** All problems so far by place; the same problem at the same place once. */
  sorted(): Diagnostic[] {
    const seen = new Set<string>();
    return this.#found
      .filter(({ code, message, place }) => {
        const key = `${place.line}:${place.column}:${code}:${message}`;
        return !seen.has(key) && seen.add(key) !== undefined;
      })
      .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  }
}

const LINE_END = /\r\n|\r|\n/g;

/** The offset at which each line begins. A line ends with CR LF, LF or CR. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(LINE_END)) starts.push(match.index + match[0].length);
  return starts;
}

const TAB_WIDTH = 4;
/** Combining marks and invisible characters take no room; East Asian wide characters and pictures take two columns. */
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const TWO_WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u;
const CONTROL = /\p{Cc}/u;

/** The text as a terminal shows it, without tabs and control characters, and how wide that is. */
function shown(text: string): { text: string; width: number } {
  let out = "";
  let width = 0;
  for (const letter of text) {
    if (letter === "\t") {
      const room = TAB_WIDTH - (width % TAB_WIDTH);
      out += " ".repeat(room);
      width += room;
    } else if (CONTROL.test(letter)) {
      out += "\ufffd";
      width++;
    } else {
      out += letter;
      width += NO_WIDTH.test(letter) ? 0 : TWO_WIDE.test(letter) ? 2 : 1;
    }
  }
  return { text: out, width };
}

/** A line longer than this is cut around the problem: a policy may be one long line, or no policy at all. */
const LONGEST_EXCERPT = 160;

/**
 * A problem as people read it, with the line it stands in and the words underlined.
 *
 *     error[unknown-name]: no record or rule `coverd` is declared
 *      --> cern.policy.md:12:8
 *       |
 *    12 |   when coverd(institute)
 *       |        ^^^^^^
 *       = help: did you mean `covered`?
 */
export function printDiagnostic(diagnostic: Diagnostic, text: string): string {
  const { severity, code, message, place, help } = diagnostic;
  const line = text.split(LINE_END)[place.line - 1] ?? "";
  const isOneLine = place.endLine === place.line;
  const start = place.column - 1;
  const cutAt = Math.max(0, start - LONGEST_EXCERPT / 2);
  const excerpt = line.slice(cutAt, cutAt + LONGEST_EXCERPT);
  const end = Math.min(isOneLine ? place.endColumn - 1 : line.length, cutAt + LONGEST_EXCERPT);
  const before = shown(excerpt.slice(0, start - cutAt)).width;
  const width = Math.max(1, shown(excerpt.slice(0, end - cutAt)).width - before);
  const number = String(place.line);
  const margin = " ".repeat(number.length);
  const lines = [
    `${severity}[${code}]: ${message}`,
    `${margin}--> ${place.file}:${place.line}:${place.column}`,
    `${margin} |`,
    `${number} | ${shown(excerpt).text}`.trimEnd(),
    `${margin} | ${" ".repeat(before)}${"^".repeat(width)}`,
  ];
  if (help !== undefined) lines.push(`${margin} = help: ${help}`);
  return `${lines.join("\n")}\n`;
}
