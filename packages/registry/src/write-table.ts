/** Writing acts as the rows of one CSV file, and its Table Schema. */
import { type Day, type Duration, formatDay, formatDuration, isOpen } from "@comity/calendar";
import type { Act } from "./acts.ts";
import { writeCsv } from "./csv.ts";
import { neutralised } from "./formula-cells.ts";
import { type Table, type TableColumn, VALUES } from "./table-columns.ts";

/** What is written as a number, which a minus sign makes no formula of. */
const NUMBERS: ReadonlySet<string> = new Set(["count", "integer", "number", "percent"]);

/** The cell in which a value stands; no spreadsheet computes it. */
function cellOf(column: TableColumn, value: unknown): string {
  const text = textOf(column, value);
  return NUMBERS.has(column.type) ? text : neutralised(text);
}

function textOf(column: TableColumn, value: unknown): string {
  if (value === undefined) return "";
  switch (column.type) {
    case "day":
      return isOpen(value as Day) ? "" : formatDay(value as Day);
    case "duration":
      return formatDuration(value as Duration);
    case "identifiers":
      return (value as readonly string[]).join(";");
    case "flag":
      return value === true ? "yes" : "no";
    default:
      return String(value);
  }
}

/** The text of a file whose rows are these acts, in their order. */
export function writeTable(table: Table, acts: readonly Act[]): string {
  const { columns } = table;
  const records = acts.map((act) => {
    const values = act as unknown as Readonly<Record<string, unknown>>;
    // The values of a declared record are a list; their columns come directly after `id`.
    const stated = act.act === "statement" ? act.values : [];
    return columns.map((column, c) =>
      cellOf(column, column.key === VALUES ? stated[c - 1] : values[column.key]),
    );
  });
  return writeCsv([columns.map(({ name }) => name), ...records]);
}

/** A field of a Table Schema (Frictionless). */
export interface FieldSchema {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly trueValues?: readonly string[];
  readonly falseValues?: readonly string[];
  readonly constraints?: Readonly<Record<string, unknown>>;
}

function fieldSchema(table: Table, column: TableColumn): FieldSchema {
  const required = column.needed.length === table.sorts.length;
  const constraints = {
    ...(required ? { required } : {}),
    ...(column.name === "id" ? { unique: true } : {}),
    ...(column.choices === undefined ? {} : { enum: column.choices }),
    ...(column.type === "percent" ? { minimum: 0, maximum: 100 } : {}),
    ...(column.type === "count" ? { minimum: 0 } : {}),
  };
  return {
    name: column.name,
    type: frictionlessType(column),
    description: column.description,
    ...(column.type === "flag" ? { trueValues: ["yes"], falseValues: ["no"] } : {}),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}

/** The type that a Table Schema gives a column. */
export function frictionlessType(column: TableColumn): string {
  if (column.type === "day") return "date";
  if (column.type === "count") return "integer";
  if (column.type === "integer") return "integer";
  if (column.type === "percent" || column.type === "number") return "number";
  return column.type === "flag" ? "boolean" : "string";
}

/** The Table Schema of a file. */
export function tableSchema(table: Table): {
  readonly fields: readonly FieldSchema[];
  readonly primaryKey: string;
} {
  return { fields: table.columns.map((column) => fieldSchema(table, column)), primaryKey: "id" };
}
