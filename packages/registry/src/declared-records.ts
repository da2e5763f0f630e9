/**
 * Declared records: what a body's policy needs to know and the registry's own files have no columns for. A resource of the
 * data package declares one; its rows are statements.
 */
import type { RecordShape } from "@comity/policy";
import type { ActIndex } from "./act-index.ts";
import type { DeclaredColumn, DeclaredType, StatementAct } from "./acts.ts";
import { RECORDS } from "./records.ts";
import {
  type ColumnType,
  column,
  firstDay,
  lastDay,
  type Named,
  type Table,
  table,
  VALUES,
} from "./table-columns.ts";
import { TABLES } from "./tables.ts";
import { tableSchema } from "./write-table.ts";

/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A record that a registry declares. */
export interface DeclaredRecord {
  readonly record: string;
  /** Name of the resource; its file is `resource.csv`. */
  readonly resource: string;
  readonly title?: string;
  readonly description?: string;
  /** In the order of the record's columns. */
  readonly columns: readonly DeclaredColumn[];
  /** The Table Schema of the file, as it was given: it is kept when the registry is written again. */
  readonly schema: { readonly [name: string]: Json };
}

/** Columns that a declared record's file has besides the record's own. */
export const RESERVED_COLUMNS: readonly string[] = [
  "id",
  "first_day",
  "last_day",
  "recorded",
  "by",
  "instrument",
  "corrects",
];

/** What a policy may call a record or a column: a letter or `_`, then letters, digits and `_`. */
const WORD = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Whether a policy may call a record or a column so. */
export function isWord(name: string): boolean {
  return WORD.test(name);
}

/** Columns that name something registered, whatever record they stand in. */
const NAMING: ReadonlySet<string> = new Set<Named>([
  "person",
  "party",
  "institute",
  "experiment",
  "agreement",
  "body",
  "session",
  "decision",
]);

/** What a column of that name must name; undefined where it may hold anything. */
export function namedBy(name: string): Exclude<Named, "act"> | undefined {
  return NAMING.has(name) ? (name as Exclude<Named, "act">) : undefined;
}

/** Whether the registry gives a record of that name itself, so that none may be declared. */
export function isOwnRecord(record: string): boolean {
  return RECORDS.some(({ name }) => name === record);
}

const COLUMN_TYPES: Readonly<Record<DeclaredType, ColumnType>> = {
  string: "entry",
  number: "number",
  integer: "integer",
  date: "day",
};

/** The file of a declared record: which columns it has and what they hold. */
export function tableOfRecord(declared: Omit<DeclaredRecord, "schema">): Table {
  const { record, columns, resource, title } = declared;
  const own = columns.map(({ name, type }) => {
    const names = namedBy(name);
    const holds = names === undefined ? COLUMN_TYPES[type] : "identifier";
    const what =
      names === undefined ? `\`${name}\` of the record \`${record}\`` : `${names} that is registered`;
    return column(name, holds, what, { key: VALUES, ...(names === undefined ? {} : { names }) });
  });
  const states = { record, columns };
  return {
    ...table(resource, title ?? `Record \`${record}\``, ["statement"], ...own, firstDay, lastDay),
    states,
  };
}

/**
 * Declares a record, with the Table Schema that Comity writes for it.
 *
 *     declareRecord("grant", [{ name: "grant", type: "string" }, { name: "institute", type: "string" }], { resource: "grants" })
 */
export function declareRecord(
  record: string,
  columns: readonly DeclaredColumn[],
  more: { readonly resource?: string; readonly title?: string; readonly description?: string } = {},
): DeclaredRecord {
  const declared = { record, columns, resource: record, ...more };
  const schema = tableSchema(tableOfRecord(declared)) as unknown as DeclaredRecord["schema"];
  return { ...declared, schema };
}

/**
 * The records that a registry's files are written for: those declared, and after them those that only acts speak of, such
 * as one that came with a decision.
 */
export function recordsToWrite(
  declared: readonly DeclaredRecord[],
  acts: readonly { readonly act: string }[],
): DeclaredRecord[] {
  const records = [...declared];
  const taken = new Set([...TABLES.map(({ name }) => name), ...declared.map(({ resource }) => resource)]);
  for (const act of acts) {
    if (act.act !== "statement") continue;
    const { record, columns } = act as StatementAct;
    if (records.some((each) => each.record === record)) continue;
    let resource = record;
    while (taken.has(resource)) resource = `${resource}_record`;
    taken.add(resource);
    records.push(declareRecord(record, columns, { resource }));
  }
  return records;
}

/** Columns in a form that can be compared. */
export function columnsKey(columns: readonly DeclaredColumn[]): string {
  return JSON.stringify(columns.map(({ name, type }) => [name, frictionlessKind(type)]));
}

/** `integer` and `number` are the same to a policy. */
function frictionlessKind(type: DeclaredType): string {
  return type === "integer" ? "number" : type;
}

/** A declared record as far as facts go. What stands for an entity in the policy is text here: facts keep both alike. */
export function shapeOfRecord(record: string, columns: readonly DeclaredColumn[]): RecordShape {
  const kinds: Readonly<Record<DeclaredType, string>> = {
    string: "Text",
    number: "Number",
    integer: "Number",
    date: "Day",
  };
  return { name: record, columns: columns.map(({ name, type }) => ({ name, kind: kinds[type] })) };
}

/** Which records acts state, and with which columns. */
export interface StatedRecords {
  readonly columns: ReadonlyMap<string, readonly DeclaredColumn[]>;
  readonly shapes: ReadonlyMap<string, RecordShape>;
  /** Whether a statement has the columns of its record, which is none of the registry's own. */
  fits(statement: StatementAct): boolean;
}

/**
 * The records that acts state. Where statements of one record disagree about its columns, an error that `check` reports,
 * the columns whose key sorts first count, whatever the order of the acts.
 */
export function statedRecords(index: ActIndex): StatedRecords {
  const stated = new Map<string, readonly DeclaredColumn[]>();
  const shapes = new Map<string, RecordShape>();
  const keys = new Map<string, string>();
  /** Statements that were read from one file share their columns: these are looked at once. */
  const keyOf = new Map<readonly DeclaredColumn[], string>();
  const last = { record: "", columns: undefined as unknown };
  for (const { sort, from, to } of index.runs) {
    if (sort !== "statement") continue;
    for (let place = from; place < to; place++) {
      const { record, columns } = index.acts[place] as StatementAct;
      if (record === last.record && columns === last.columns) continue;
      last.record = record;
      last.columns = columns;
      const key = columnsKey(columns);
      keyOf.set(columns, key);
      const best = keys.get(record);
      if (isOwnRecord(record) || (best !== undefined && best <= key)) continue;
      keys.set(record, key);
      stated.set(record, columns);
      shapes.set(record, shapeOfRecord(record, columns));
    }
  }
  return {
    columns: stated,
    shapes,
    fits: ({ record, columns }) => keys.get(record) === keyOf.get(columns),
  };
}
