/** Reading one CSV file: from its text to acts, with every problem in it. */
import { CalendarError, type Day, day, parseDuration, SINCE_EVER } from "@comity/calendar";
import { didYouMean, nearest } from "@comity/policy";
import type { Act, ActSort } from "./acts.ts";
import { scanCsv } from "./csv.ts";
import { orcidFault, rorFault } from "./identifiers.ts";
import type { Problem, ProblemCode } from "./problems.ts";
import type { Table, TableColumn } from "./table-columns.ts";

/** What a file holds; act `k` stands in row `rows[k]`. */
export interface TableReading {
  readonly acts: Act[];
  readonly rows: number[];
}

/** Collects problems of one file. */
type Report = (
  code: ProblemCode,
  row: number | undefined,
  column: string | undefined,
  message: string,
  help?: string,
  severity?: "error" | "warning",
) => void;

const unreadable = Symbol("unreadable");
/** Blanks at the ends, control characters and semicolons: none of them in an identifier. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for
const NO_IDENTIFIER = /^\s|\s$|[\u0000-\u001f\u007f;]/;
const WHOLE = /^(0|[1-9]\d{0,14})$/;
const DECIMAL = /^(0|[1-9]\d{0,5})(\.\d{1,6})?$/;

/** Whether text may stand as an identifier. */
export function isIdentifier(text: string): boolean {
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
    case "orcid":
    case "ror":
      return registeredIdentifier(column.type, cell, wrong);
  }
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
  if (fault === "form") {
    const form = type === "orcid" ? "`0000-0002-1825-0097`" : "`044yd9t77`, the nine characters alone";
    return wrong("malformed-identifier", `\`${cell}\` is not ${what}`, `it is written as in ${form}`);
  }
  return wrong(
    "wrong-check-digit",
    `\`${cell}\` is not ${what}: its check is \`${fault.found}\` and should be \`${fault.expected}\``,
    "a character was mistyped",
  );
}

/** How to read one column in rows of one sort. */
interface ReadColumn {
  readonly column: TableColumn;
  /** Its place in the row; -1 where the file does not have it. */
  readonly at: number;
  readonly needed: boolean;
  readonly memo: Map<string, unknown> | undefined;
  /** The cell that was read last and what it said: rows that stand together often say the same. */
  lastCell: string;
  lastValue: unknown;
}

/** How to read rows of one sort: the columns that may be filled in, and those that may not. */
interface Plan {
  readonly sort: ActSort;
  readonly columns: readonly ReadColumn[];
  readonly forbidden: readonly { readonly column: TableColumn; readonly at: number }[];
}

function planFor(table: Table, sort: ActSort, places: ReadonlyMap<string, number>, values: Values): Plan {
  const columns = table.columns.filter(({ name }) => name !== "act");
  return {
    sort,
    columns: columns
      .filter(({ allowed }) => allowed.includes(sort))
      .map((column) => ({
        column,
        at: places.get(column.name) ?? -1,
        needed: column.needed.includes(sort),
        memo: memoFor(column, values),
        lastCell: "",
        lastValue: undefined,
      })),
    forbidden: columns
      .filter(({ allowed }) => !allowed.includes(sort))
      .map((column) => ({ column, at: places.get(column.name) ?? -1 })),
  };
}

/** The places of the columns in the header; undefined where one is missing. */
function headerPlaces(
  table: Table,
  header: readonly string[],
  report: Report,
): Map<string, number> | undefined {
  const places = new Map<string, number>();
  const names = table.columns.map(({ name }) => name);
  header.forEach((name, at) => {
    if (!names.includes(name)) {
      // Spreadsheets leave columns without a name behind; they hold nothing that a registry asks for.
      const help =
        didYouMean(name, names) ?? `the columns are ${names.map((each) => `\`${each}\``).join(", ")}`;
      report(
        "unknown-column",
        1,
        name,
        `the column \`${name}\` is not known and is ignored`,
        help,
        "warning",
      );
    } else if (places.has(name)) report("column-twice", 1, name, `the column \`${name}\` stands twice`);
    else places.set(name, at);
  });
  const missing = names.filter((name) => !places.has(name));
  const needed = missing.filter((name) => {
    const column = table.columns.find((each) => each.name === name)!;
    return column.needed.length > 0;
  });
  for (const name of needed) {
    const near = header.find((found) => !names.includes(found) && nearest(found, [name]) !== undefined);
    report(
      "missing-column",
      1,
      name,
      `the column \`${name}\` is missing`,
      near === undefined ? undefined : `is it the one called \`${near}\`?`,
    );
  }
  return needed.length > 0 ? undefined : places;
}

/** Reads the text of one file. Rows with a problem make no act; reading goes on. */
export function readTable(
  table: Table,
  file: string,
  text: string,
  delimiter: string,
  values: Values,
  problems: Problem[],
): TableReading {
  const reading: TableReading = { acts: [], rows: [] };
  const report: Report = (code, row, column, message, help, severity = "error") => {
    problems.push({
      severity,
      category: "incorrect",
      code,
      message,
      file,
      ...(row === undefined ? {} : { row }),
      ...(column === undefined ? {} : { column }),
      ...(help === undefined ? {} : { help }),
    });
  };
  const plans = new Map<string, Plan>();
  let width = 0;
  let places: Map<string, number> | undefined;
  let sortAt = -1;
  let short: number | undefined;
  let last = 0;
  const scan = scanCsv(text, delimiter, (cells, row) => {
    const { length: count } = cells;
    last = row;
    if (row === 1) {
      width = count;
      places = headerPlaces(table, cells, report);
      if (places === undefined) return;
      sortAt = table.sorts.length === 1 ? -1 : places.get("act")!;
      for (const sort of table.sorts) plans.set(sort, planFor(table, sort, places, values));
      return;
    }
    if (places === undefined || cells.every((cell) => cell === "")) return;
    if (count !== width) {
      if (count < width) short = row;
      report(
        "wrong-field-count",
        row,
        undefined,
        `the row has ${count} fields, the header has ${width}`,
        count > width ? "a value that holds a comma stands in double quotes" : undefined,
      );
      return;
    }
    const act = actOf(table, plans, sortAt, cells, row, values, report);
    if (act === undefined) return;
    reading.acts.push(act);
    reading.rows.push(row);
  });
  for (const { code, row } of scan.flaws)
    report(
      code,
      row,
      undefined,
      code === "unclosed-quote"
        ? "a double quote is opened and never closed"
        : "text follows a closing double quote",
      code === "unclosed-quote" ? "the file may be cut short" : "a quote inside a value is written twice",
    );
  if (last === 0) report("no-header", undefined, undefined, "the file is empty: it has not even a header");
  if (short !== undefined && short === last && !scan.endsWithLineBreak)
    report("truncated", last, undefined, "the file ends in the middle of a row", "it was cut short");
  return reading;
}

/** The act in one row; undefined where there is a problem, which has been reported. */
function actOf(
  table: Table,
  plans: ReadonlyMap<string, Plan>,
  sortAt: number,
  cells: readonly string[],
  row: number,
  values: Values,
  report: Report,
): Act | undefined {
  const sort = sortAt < 0 ? table.sorts[0]! : cells[sortAt]!;
  const plan = plans.get(sort);
  if (plan === undefined) {
    const choices = table.sorts.map((each) => `\`${each}\``).join(", ");
    report("unknown-choice", row, "act", `\`${sort}\` is none of ${choices}`, didYouMean(sort, table.sorts));
    return undefined;
  }
  // What an empty cell says; an `on` that is needed is reported below.
  const header = { act: plan.sort, id: "", on: SINCE_EVER, recorded: SINCE_EVER, by: "", instrument: "" };
  const act: Record<string, unknown> = header;
  let ok = true;
  for (const read of plan.columns) {
    const { column, at } = read;
    const cell = at < 0 ? "" : cells[at]!;
    if (cell !== "") {
      const value = cellValue(read, cell, row, values, report);
      if (value === unreadable) ok = false;
      else act[column.key] = value;
    } else if (column.type === "identifiers") act[column.key] = [];
    else if (read.needed) {
      const expected = `expected: ${column.description}`;
      report("missing-value", row, column.name, `\`${column.name}\` is empty`, expected);
      ok = false;
    }
  }
  for (const { column, at } of plan.forbidden) {
    if (at < 0 || cells[at] === "") continue;
    report(
      "unexpected-value",
      row,
      column.name,
      `\`${cells[at]}\` stands in \`${column.name}\`, which says nothing about the act \`${sort}\``,
      `it is for ${column.allowed.map((each) => `\`${each}\``).join(", ")}`,
    );
    ok = false;
  }
  return ok ? (act as unknown as Act) : undefined;
}
