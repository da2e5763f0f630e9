/** What the cells of a file say: days, names, durations, numbers, choices, and what is wrong with those that say nothing. */
import { CalendarError, type Day, day, parseDuration, SINCE_EVER } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import type { ActSort } from "./acts.ts";
import { isMail, orcidFault, rorFault } from "./identifiers.ts";
import type { ProblemCode } from "./problems.ts";
import type { TableColumn } from "./table-columns.ts";

/** Collects problems of one file. */
export type Report = (
  code: ProblemCode,
  row: number | undefined,
  column: string | undefined,
  message: string,
  help?: string,
  severity?: "error" | "warning",
) => void;

/** In place of a value where a cell has none, which has been reported. */
export const unreadable = Symbol("unreadable");
/** Blanks at the ends, control characters and semicolons: none of them in an identifier. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
const NO_IDENTIFIER = /^\s|\s$|[\u0000-\u001f\u007f;]/;
const WHOLE = /^(0|[1-9]\d{0,14})$/;
/** With a sign; so long that a double holds it and writes it without an exponent. */
const ANY_WHOLE = /^-?(0|[1-9]\d{0,14})$/;
const ANY_NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/;
const DECIMAL = /^(0|[1-9]\d{0,5})(\.\d{1,6})?$/;

/** Whether text may stand as an identifier. */
function isIdentifier(text: string): boolean {
  return text !== "" && !NO_IDENTIFIER.test(text);
}

const HYPHEN = 45;
const ZERO = 48;

/** A cell of the form `2024-11-30` as the number 20241130, or -1. */
function dayKey(cell: string): number {
  if (cell.length !== 10) return -1;
  let key = 0;
  for (let at = 0; at < 10; at++) {
    const code = cell.charCodeAt(at);
    if (at === 4 || at === 7) {
      if (code !== HYPHEN) return -1;
    } else if (code < ZERO || code > ZERO + 9) return -1;
    else key = key * 10 + code - ZERO;
  }
  return key;
}

/**
 * Days and names come again and again, in all files of a registry: each is worked out and kept once, which also makes
 * every later look-up by it faster.
 */
export class Values {
  readonly #days = new Map<number, Day>();
  /** One string for each name, wherever it stands. */
  readonly names = new Map<string, unknown>();

  /** The day in a cell. Throws as `day` does. */
  day(cell: string): Day {
    const key = dayKey(cell);
    let known = key < 0 ? undefined : this.#days.get(key);
    if (known === undefined) {
      known = day(cell);
      this.#days.set(key, known);
    }
    return known;
  }
}

/** The types of which a column has few different values. */
const FEW_VALUES: ReadonlySet<string> = new Set(["duration", "percent", "flag", "choice"]);

/** Where values of a column that were read before are kept; undefined where they mostly do not come again. */
function memoFor(column: TableColumn, values: Values): Map<string, unknown> | undefined {
  const isName = column.type === "identifier" && column.key !== "id" && column.names !== "act";
  return isName ? values.names : FEW_VALUES.has(column.type) ? new Map() : undefined;
}

type Wrong = (code: ProblemCode, message: string, help?: string) => typeof unreadable;

/** The value in a cell that is not empty; `unreadable` where there is none, which has been reported. */
function cellValue(read: ReadColumn, cell: string, row: number, values: Values, report: Report): unknown {
  if (read.column.type === "day") {
    try {
      return values.day(cell);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      report("malformed-day", row, read.column.name, error.message, error.help);
      return unreadable;
    }
  }
  if (cell === read.lastCell) return read.lastValue;
  let value = read.memo?.get(cell);
  if (value === undefined) {
    value = parsedValue(read.column, cell, (code, message, help) => {
      report(code, row, read.column.name, message, help);
      return unreadable;
    });
    if (value === unreadable) return value;
    read.memo?.set(cell, value);
  }
  read.lastCell = cell;
  read.lastValue = value;
  return value;
}

function parsedValue(column: TableColumn, cell: string, wrong: Wrong): unknown {
  switch (column.type) {
    case "identifier":
      return NO_IDENTIFIER.test(cell) ? wrong(...identifierFault(cell)) : cell;
    case "identifiers": {
      const items = cell.split(";").map((item) => item.trim());
      const bad = items.find((item) => !isIdentifier(item));
      return bad === undefined ? items : wrong(...identifierFault(bad));
    }
    case "text":
      return cell.includes("\u0000") ? wrong("malformed-text", "a text holds the character U+0000") : cell;
    case "entry":
      return enteredText(cell, wrong);
    case "day":
      throw new RangeError("days are kept elsewhere");
    case "duration":
      try {
        return parseDuration(cell);
      } catch (error) {
        if (!(error instanceof CalendarError)) throw error;
        return wrong("malformed-duration", error.message, error.help);
      }
    case "count":
      return WHOLE.test(cell)
        ? Number(cell)
        : wrong("malformed-number", `\`${cell}\` is not a whole number`, "write it as in `1250`");
    case "integer":
      return ANY_WHOLE.test(cell)
        ? Number(cell) + 0
        : wrong("malformed-number", `\`${cell}\` is not a whole number`, "write it as in `1250` or `-3`");
    case "number":
      return ANY_NUMBER.test(cell)
        ? Number(cell) + 0
        : wrong(
            "malformed-number",
            `\`${cell}\` is not a number`,
            "write it as in `1250`, `-3` or `0.25`, with six decimals at most",
          );
    case "percent": {
      const percent = DECIMAL.test(cell) ? Number(cell) : -1;
      return percent >= 0 && percent <= 100
        ? percent
        : wrong("malformed-number", `\`${cell}\` is not a percentage`, "a number from 0 to 100, without `%`");
    }
    case "flag":
      return cell === "yes" || cell === "no"
        ? cell === "yes"
        : wrong("unknown-choice", `\`${cell}\` is neither \`yes\` nor \`no\``);
    case "choice":
      return column.choices!.includes(cell)
        ? cell
        : wrong(
            "unknown-choice",
            `\`${cell}\` is none of ${column.choices!.map((choice) => `\`${choice}\``).join(", ")}`,
            didYouMean(cell, column.choices!),
          );
    case "mail":
      // What is personal is not repeated in a message, which may end in a log: the place says which it is.
      return isMail(cell)
        ? cell
        : wrong(
            "malformed-identifier",
            "this is not a mail address",
            "it is written as in `anna@example.org`",
          );
    case "orcid":
    case "ror":
      return registeredIdentifier(column.type, cell, wrong);
  }
}

/** Why a cell says nothing. */
export interface CellFault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly help?: string;
}

/**
 * What a single cell that is not empty says in a column, for readers of other formats than the registry's own.
 *
 *     readCell(orcidColumn, "0000-0002-1825-0097")    // { value: "0000-0002-1825-0097" }
 *     readCell(dayColumn, "2023-02-29")               // { fault: { code: "malformed-day", ... } }
 */
export function readCell(
  column: TableColumn,
  cell: string,
): { readonly value: unknown } | { readonly fault: CellFault } {
  let fault: CellFault | undefined;
  const wrong: Wrong = (code, message, help) => {
    fault = { code, message, ...(help === undefined ? {} : { help }) };
    return unreadable;
  };
  let value: unknown;
  if (column.type === "day") {
    try {
      value = day(cell);
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      wrong("malformed-day", error.message, error.help);
    }
  } else value = parsedValue(column, cell, wrong);
  return fault === undefined ? { value } : { fault };
}

function enteredText(cell: string, wrong: Wrong): unknown {
  if (cell.includes("\u0000")) return wrong("malformed-text", "a text holds the character U+0000");
  return cell.trim() === cell
    ? cell
    : wrong(
        "malformed-text",
        `the text \`${cell}\` has blanks at its ends`,
        "it may name something, and would name something else than without them",
      );
}

function identifierFault(cell: string): ["malformed-identifier", string, string] {
  const why = /^\s|\s$/.test(cell)
    ? "has blanks at its ends"
    : cell === ""
      ? "is empty"
      : cell.includes(";")
        ? "holds a semicolon"
        : "holds a control character";
  return [
    "malformed-identifier",
    `the identifier \`${cell}\` ${why}`,
    "an identifier is any text without semicolons, control characters or blanks at its ends",
  ];
}

function registeredIdentifier(type: "orcid" | "ror", cell: string, wrong: Wrong): unknown {
  const fault = type === "orcid" ? orcidFault(cell) : rorFault(cell);
  if (fault === undefined) return cell;
  const what = type === "orcid" ? "an ORCID iD" : "a ROR id";
  // An ORCID iD is personal, and is not repeated.
  const said = type === "orcid" ? "this" : `\`${cell}\``;
  if (fault === "form") {
    const form = type === "orcid" ? "`0000-0002-1825-0097`" : "`044yd9t77`, the nine characters alone";
    return wrong("malformed-identifier", `${said} is not ${what}`, `it is written as in ${form}`);
  }
  return wrong(
    "wrong-check-digit",
    `${said} is not ${what}: its check is \`${fault.found}\` and should be \`${fault.expected}\``,
    "a character was mistyped",
  );
}

/** How to read one column in rows of one sort. */
export interface ReadColumn {
  readonly column: TableColumn;
  /** Its place in the row; -1 where the file does not have it. */
  readonly at: number;
  readonly needed: boolean;
  /** What an empty cell says; undefined where it says nothing. */
  readonly empty: unknown;
  readonly memo: Map<string, unknown> | undefined;
  /** The cell that was read last and what it said: rows that stand together often say the same. */
  lastCell: string;
  lastValue: unknown;
}

/** How to read a column that stands at a place in rows of a sort. */
export function readColumn(column: TableColumn, sort: ActSort, at: number, values: Values): ReadColumn {
  const needed = column.needed.includes(sort);
  return {
    column,
    at,
    needed,
    empty: emptyValue(column, needed),
    memo: memoFor(column, values),
    lastCell: "",
    lastValue: undefined,
  };
}

const NO_ITEMS: readonly string[] = [];

function emptyValue({ key, type }: TableColumn, needed: boolean): unknown {
  if (type === "identifiers") return NO_ITEMS;
  if (key === "on" || key === "recorded") return needed ? undefined : SINCE_EVER;
  return key === "by" || key === "instrument" ? "" : undefined;
}

/** What a row says in one column; undefined where that is nothing; `unreadable` where it should be something. */
export function valueIn(
  read: ReadColumn,
  cells: readonly string[],
  row: number,
  values: Values,
  report: Report,
): unknown {
  const cell = read.at < 0 ? "" : cells[read.at]!;
  if (cell !== "") return cellValue(read, cell, row, values, report);
  if (read.empty !== undefined || !read.needed) return read.empty;
  const { name, description } = read.column;
  report("missing-value", row, name, `\`${name}\` is empty`, `expected: ${description}`);
  return unreadable;
}
