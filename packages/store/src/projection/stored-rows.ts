/** Projected rows in the database: many written, taken away or read with one statement for each table. */
import { type RawBuilder, sql, type Transaction } from "kysely";
import { arrayText } from "../engine/array-text.ts";
import type { Schema } from "../schema/schema.ts";
import {
  type ColumnSort,
  PROJECTED_TABLES,
  type ProjectedTable,
  projectedTable,
  type TableName,
} from "./projected-tables.ts";
import type { Cell, Days, ProjectedRow } from "./rows.ts";
import { daysFrom, lowerOf, storedRow, upperOf } from "./stored-days.ts";

/** So many rows go in one statement: the answer to a longer one comes no sooner, and its text takes more memory. */
const ROWS = 5_000;

const EPOCH = "date '1970-01-01'";

/** What makes a value of the database from the arrays that stand for a column, and the arrays. */
interface Packed {
  readonly names: readonly string[];
  readonly value: string;
  readonly arrays: readonly RawBuilder<unknown>[];
}

function packDays(name: string, days: readonly (Days | null)[], isOptional = false): Packed {
  const names = [`${name}_from`, `${name}_to`];
  const range = `daterange(${EPOCH} + ${names[0]}, ${EPOCH} + ${names[1]})`;
  const from = days.map((each) => (each === null ? null : lowerOf(each)));
  const to = days.map((each) => (each === null ? null : upperOf(each)));
  const arrays = [sql`${arrayText(from)}::integer[]`, sql`${arrayText(to)}::integer[]`];
  if (!isOptional) return { names, value: range, arrays };
  const there = `${name}_there`;
  return {
    names: [...names, there],
    value: `case when ${there} then ${range} end`,
    arrays: [...arrays, sql`${arrayText(days.map((each) => each !== null))}::boolean[]`],
  };
}

function pack(name: string, sort: ColumnSort, cells: readonly (Cell | undefined)[]): Packed {
  switch (sort) {
    case "text":
      return { names: [name], value: name, arrays: [sql`${arrayText(cells as (string | null)[])}::text[]`] };
    case "number":
      return {
        names: [name],
        value: name,
        arrays: [sql`${arrayText(cells as (number | null)[])}::numeric[]`],
      };
    case "date":
      return {
        names: [name],
        value: `${EPOCH} + ${name}`,
        arrays: [sql`${arrayText(cells as (number | null)[])}::integer[]`],
      };
    case "daterange":
      return packDays(name, cells as readonly (Days | null)[], true);
  }
}

/** The columns of rows, packed, `valid` and `known` last. */
function packRows(
  table: ProjectedTable,
  rows: readonly ProjectedRow[],
  wanted: (column: string) => boolean,
): Packed[] {
  const packed = table.columns.flatMap(({ name, sort }, k) =>
    wanted(name)
      ? [
          pack(
            name,
            sort,
            rows.map(({ cells }) => cells[k]),
          ),
        ]
      : [],
  );
  packed.push(
    packDays(
      "valid",
      rows.map(({ valid }) => valid),
    ),
  );
  packed.push(
    packDays(
      "known",
      rows.map(({ known }) => known),
    ),
  );
  return packed;
}

function unnested(packed: readonly Packed[]): RawBuilder<unknown> {
  const names = packed.flatMap((each) => each.names);
  return sql`unnest(${sql.join(packed.flatMap(({ arrays }) => arrays))}) as given(${sql.raw(names.join(", "))})`;
}

async function insertInto(
  transaction: Transaction<Schema>,
  registry: string,
  table: ProjectedTable,
  rows: readonly ProjectedRow[],
): Promise<void> {
  const packed = packRows(table, rows, () => true);
  const columns = ["registry", ...table.columns.map(({ name }) => name), "valid", "known"];
  const values = packed.map(({ value }) => value).join(", ");
  await sql`insert into ${sql.raw(`comity.${table.name} (${columns.join(", ")})`)}
    select ${registry}::text, ${sql.raw(values)} from ${unnested(packed)}`.execute(transaction);
}

async function deleteFrom(
  transaction: Transaction<Schema>,
  registry: string,
  table: ProjectedTable,
  rows: readonly ProjectedRow[],
): Promise<void> {
  const key = new Set(table.key);
  const packed = packRows(table, rows, (column) => key.has(column));
  const columns = [
    ...table.columns.filter(({ name }) => key.has(name)).map(({ name }) => name),
    "valid",
    "known",
  ];
  const agree = packed.map(({ value }, k) => `stored.${columns[k]!} = ${qualified(value, packed[k]!.names)}`);
  await sql`delete from ${sql.raw(`comity.${table.name}`)} stored using ${unnested(packed)}
    where stored.registry = ${registry}::text and ${sql.raw(agree.join(" and "))}`.execute(transaction);
}

/** A value that says of its names that they are given: the table has some of the same. */
function qualified(value: string, names: readonly string[]): string {
  return names.reduce(
    (text, name) => text.replaceAll(new RegExp(`\\b${name}\\b`, "g"), `given.${name}`),
    value,
  );
}

/** Does something with rows, so many of one table at a time. */
async function inBatches(
  rows: Iterable<ProjectedRow>,
  work: (table: ProjectedTable, rows: readonly ProjectedRow[]) => Promise<void>,
): Promise<void> {
  const waiting = new Map<TableName, ProjectedRow[]>();
  for (const row of rows) {
    const stored = storedRow(row);
    if (stored === undefined) continue;
    let list = waiting.get(row.table);
    if (list === undefined) {
      list = [];
      waiting.set(row.table, list);
    }
    list.push(stored);
    if (list.length < ROWS) continue;
    await work(projectedTable(row.table), list);
    waiting.delete(row.table);
  }
  for (const [table, list] of waiting) await work(projectedTable(table), list);
}

/** Writes rows. */
export async function insertRows(
  transaction: Transaction<Schema>,
  registry: string,
  rows: Iterable<ProjectedRow>,
): Promise<void> {
  await inBatches(rows, (table, batch) => insertInto(transaction, registry, table, batch));
}

/** Takes rows away. */
export async function deleteRows(
  transaction: Transaction<Schema>,
  registry: string,
  rows: Iterable<ProjectedRow>,
): Promise<void> {
  await inBatches(rows, (table, batch) => deleteFrom(transaction, registry, table, batch));
}

/** Takes every row of a registry away. */
export async function deleteAllRows(transaction: Transaction<Schema>, registry: string): Promise<void> {
  for (const { name } of PROJECTED_TABLES)
    await sql`delete from ${sql.raw(`comity.${name}`)} where registry = ${registry}`.execute(transaction);
}

const endOf = (end: "lower" | "upper", column: string): string => `${end}(${column}) - ${EPOCH}`;

/**
 * The rows of a table, as many as some condition lets through: on SQL where `stored` is the row.
 *
 *     await readRows(transaction, "cern", "affiliation", sql`stored.person = any(${people})`)
 */
export async function readRows(
  transaction: Transaction<Schema>,
  registry: string,
  name: TableName,
  condition: RawBuilder<unknown> = sql`true`,
): Promise<ProjectedRow[]> {
  const { columns } = projectedTable(name);
  const selected = columns.flatMap(({ name: column, sort }) => {
    if (sort === "date") return [`${column} - ${EPOCH} as ${column}`];
    if (sort !== "daterange") return [sort === "number" ? `${column}::float8 as ${column}` : column];
    return [
      `${endOf("lower", column)} as ${column}_from`,
      `${endOf("upper", column)} as ${column}_to`,
      `${column} is not null as ${column}_there`,
    ];
  });
  for (const column of ["valid", "known"])
    selected.push(`${endOf("lower", column)} as ${column}_from`, `${endOf("upper", column)} as ${column}_to`);
  const { rows } = await sql<Record<string, string | number | boolean | null>>`
    select ${sql.raw(selected.join(", "))} from ${sql.raw(`comity.${name}`)} stored
    where stored.registry = ${registry} and ${condition}`.execute(transaction);
  const days = (row: (typeof rows)[number], column: string): Days =>
    daysFrom(row[`${column}_from`] as number | null, row[`${column}_to`] as number | null);
  return rows.map((row) => ({
    table: name,
    cells: columns.map(({ name: column, sort }): Cell => {
      if (sort !== "daterange") return row[column] as Cell;
      return row[`${column}_there`] === true ? days(row, column) : null;
    }),
    valid: days(row, "valid"),
    known: days(row, "known"),
  }));
}
