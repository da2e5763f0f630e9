/**
 * Acts as JSON, and back: the form in which they are recorded, hashed and exchanged. Days are `2024-11-30`, durations
 * `5 years`, flags `true`; what an empty cell would say (`since ever`, nobody named, no parties) is left out. Like the CSV
 * files, both directions follow the description of the tables, so that there is one rule for what an act may hold.
 */
import { type Day, type Duration, formatDay, formatDuration, isOpen } from "@comity/calendar";
import { didYouMean } from "@comity/policy";
import type { Act, ActSort, DeclaredColumn } from "./acts.ts";
import { DECLARED_TYPES } from "./acts.ts";
import { type ReadColumn, type Report, readColumn, unreadable, Values, valueIn } from "./cells.ts";
import {
  columnsKey,
  isWord,
  type Json,
  namedBy,
  RESERVED_COLUMNS,
  tableOfRecord,
} from "./declared-records.ts";
import { isPersonal } from "./personal.ts";
import { type Problem, type ProblemCode, RegistryError } from "./problems.ts";
import { type TableColumn, VALUES } from "./table-columns.ts";
import { TABLES, tableOf } from "./tables.ts";

/** An act as JSON. */
export type ActJson = { readonly [member: string]: Json };

/** Where acts came from, for what is said about them: the file, and the line of each. */
export interface JsonSource {
  readonly file?: string;
  readonly lines?: readonly number[];
}

const SORTS: readonly ActSort[] = [...TABLES.flatMap(({ sorts }) => sorts), "statement"];

const IS_SORT: ReadonlySet<string> = new Set(SORTS);

/** The columns of a sort that an act keeps under their own key, by key; those of a statement are its header and last day. */
const COLUMNS = new Map<ActSort, readonly TableColumn[]>(
  SORTS.map((sort) => {
    const { columns } =
      sort === "statement" ? tableOfRecord({ record: "", columns: [], resource: "" }) : tableOf(sort);
    return [sort, columns.filter(({ key, allowed }) => key !== "act" && allowed.includes(sort))];
  }),
);

function valueToJson(type: TableColumn["type"] | DeclaredColumn["type"], value: unknown): Json | undefined {
  if (type === "day" || type === "date") return isOpen(value as Day) ? undefined : formatDay(value as Day);
  if (type === "duration") return formatDuration(value as Duration);
  if (type === "identifiers")
    return (value as readonly string[]).length === 0 ? undefined : [...(value as string[])];
  return value === "" ? undefined : (value as Json);
}

/**
 * An act as JSON.
 *
 *     actToJson({ act: "recall", id: "a1", person: "p1", on: day("2024-11-30"), recorded: SINCE_EVER, by: "", instrument: "" })
 *     // { act: "recall", id: "a1", person: "p1", on: "2024-11-30" }
 */
export function actToJson(act: Act): ActJson {
  const values = act as unknown as Readonly<Record<string, unknown>>;
  const json: Record<string, Json> = { act: act.act };
  if (act.act === "statement") {
    json.record = act.record;
    json.columns = act.columns.map(({ name, type }) => ({ name, type }));
    // A list has no gaps: a value that says nothing, which no statement should hold, stays and is refused on reading.
    json.values = act.values.map((value, k) => valueToJson(act.columns[k]?.type ?? "string", value) ?? null);
  }
  for (const { key, type } of COLUMNS.get(act.act)!) {
    const value = values[key];
    if (value === undefined) continue;
    const written = valueToJson(type, value);
    if (written !== undefined) json[key] = written;
  }
  return json;
}

/** How to read acts of one sort, or statements of one record. */
interface Plan {
  readonly sort: ActSort;
  readonly columns: readonly ReadColumn[];
  /** The values of a statement, in their order. */
  readonly values: readonly ReadColumn[];
  readonly keys: ReadonlySet<string>;
}

const HEADER = ["id", "on", "recorded", "by", "instrument"] as const;

function planFor(
  sort: ActSort,
  columns: readonly TableColumn[],
  values: Values,
  stated: readonly string[] = [],
): Plan {
  const read = columns.map((column) => readColumn(column, sort, 0, values));
  const own = read.filter(({ column }) => column.key !== VALUES);
  // What all acts have comes first and in one order: the engine then knows them all by one shape.
  const rank = ({ column }: ReadColumn): number => {
    const place = (HEADER as readonly string[]).indexOf(column.key);
    return place < 0 ? HEADER.length : place;
  };
  return {
    sort,
    columns: own.sort((a, b) => rank(a) - rank(b)),
    values: read.filter(({ column }) => column.key === VALUES),
    keys: new Set(["act", ...own.map(({ column }) => column.key), ...stated]),
  };
}

const KINDS: Readonly<Partial<Record<TableColumn["type"], string>>> = {
  count: "number",
  integer: "number",
  number: "number",
  percent: "number",
  flag: "boolean",
};

/** Says what is wrong with a member. */
type Wrong = (code: ProblemCode, message: string, help?: string) => void;

/** Reads acts one after the other, and keeps what is wrong with them. */
class ActReader {
  readonly problems: Problem[] = [];
  readonly #values = new Values();
  readonly #plans = new Map<string, Plan>();
  readonly #statements = new Map<
    string,
    { readonly plan: Plan; readonly columns: readonly DeclaredColumn[] }
  >();
  readonly #source: JsonSource;
  #place = 0;
  #act: string | undefined;

  constructor(source: JsonSource) {
    this.#source = source;
  }

  #report(code: ProblemCode, member: string | undefined, message: string, help?: string): void {
    const row = this.#source.lines?.[this.#place];
    this.problems.push({
      severity: "error",
      category: "incorrect",
      code,
      message,
      ...(this.#source.file === undefined ? {} : { file: this.#source.file }),
      ...(row === undefined ? {} : { row }),
      ...(member === undefined ? {} : { column: member }),
      ...(this.#act === undefined ? {} : { act: this.#act }),
      ...(help === undefined ? {} : { help }),
    });
  }

  /** The act that JSON says; undefined where something is wrong, which is among the problems then. */
  read(json: Json, place: number): Act | undefined {
    this.#place = place;
    this.#act = undefined;
    if (!isObject(json)) {
      this.#report("wrong-type", undefined, "an act is a JSON object");
      return undefined;
    }
    this.#act = typeof json.id === "string" ? json.id : undefined;
    const sort = json.act;
    if (typeof sort !== "string" || !IS_SORT.has(sort)) {
      const help = typeof sort === "string" ? didYouMean(sort, SORTS) : undefined;
      const said = sort === undefined ? "an act without `act`" : `\`${String(sort)}\` is no sort of act`;
      this.#report("unknown-choice", "act", said, help);
      return undefined;
    }
    return sort === "statement" ? this.#statement(json) : this.#plain(sort as ActSort, json);
  }

  #plain(sort: ActSort, json: ActJson): Act | undefined {
    let plan = this.#plans.get(sort);
    if (plan === undefined) {
      plan = planFor(sort, COLUMNS.get(sort)!, this.#values);
      this.#plans.set(sort, plan);
    }
    const act: Record<string, unknown> = { act: sort };
    return this.#fill(act, plan, json) ? (act as unknown as Act) : undefined;
  }

  #statement(json: ActJson): Act | undefined {
    const { record, values } = json;
    const stated = this.#stated(json);
    if (stated === undefined) return undefined;
    const { plan, columns } = stated;
    if (!Array.isArray(values) || values.length !== columns.length) {
      const given = Array.isArray(values) ? values.length : "no";
      this.#report(
        "wrong-field-count",
        VALUES,
        `the columns of \`${record}\` are ${columns.length}, its values ${given}`,
      );
      return undefined;
    }
    const act: Record<string, unknown> = { act: "statement" };
    let isGood = this.#fill(act, plan, json);
    act.record = record;
    act.columns = columns;
    act.values = plan.values.map((read, k) => {
      const value = this.#member(read, values[k] ?? undefined, read.column.name);
      if (value === unreadable) isGood = false;
      return value;
    });
    return isGood ? (act as unknown as Act) : undefined;
  }

  /** How to read statements with the columns that one says it has; undefined where these are none, which was reported. */
  #stated(json: ActJson): { readonly plan: Plan; readonly columns: readonly DeclaredColumn[] } | undefined {
    const { record, columns } = json;
    if (typeof record !== "string" || !isWord(record)) {
      this.#report("malformed-identifier", "record", `\`${String(record)}\` cannot be a record's name`);
      return undefined;
    }
    if (!Array.isArray(columns) || !columns.every(isDeclaredColumn)) {
      const help = `a column is \`{"name": ..., "type": ...}\`, of the types ${DECLARED_TYPES.map((type) => `\`${type}\``).join(", ")}`;
      this.#report("wrong-type", "columns", `\`columns\` of the record \`${record}\` are not columns`, help);
      return undefined;
    }
    const key = `${record} ${columnsKey(columns)} ${columns.map(({ type }) => type).join()}`;
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const bare = columns.map(({ name, type }): DeclaredColumn => ({ name, type }));
    const table = tableOfRecord({ record, columns: bare, resource: record });
    const plan = planFor("statement", table.columns, this.#values, ["record", "columns", VALUES]);
    const stated = { plan, columns: bare };
    this.#statements.set(key, stated);
    return stated;
  }

  /** Puts into an act what JSON says; whether that is all right. */
  #fill(act: Record<string, unknown>, plan: Plan, json: ActJson): boolean {
    let isGood = true;
    for (const read of plan.columns) {
      const value = this.#member(read, json[read.column.key], read.column.key);
      if (value === unreadable) isGood = false;
      else if (value !== undefined) act[read.column.key] = value;
    }
    for (const member in json) {
      if (plan.keys.has(member)) continue;
      isGood = false;
      const help = didYouMean(member, [...plan.keys]);
      this.#report(
        "unexpected-value",
        member,
        `\`${member}\` says nothing about the act \`${plan.sort}\``,
        help,
      );
    }
    return isGood;
  }

  /** The value that a member gives, read as the cell of a file would be. */
  #member(read: ReadColumn, json: Json | undefined, member: string): unknown {
    const wrong: Wrong = (code, message, help) => this.#report(code, member, message, help);
    const report: Report = (code, _row, _column, message, help) => wrong(code, message, help);
    if (json === undefined) return valueIn(read, [""], 0, this.#values, report);
    const { type } = read.column;
    if (type === "identifiers") return this.#identifiers(read.column, json, wrong);
    const kind = KINDS[type] ?? "string";
    if (typeof json !== kind) {
      // What is personal is not repeated: messages may end in a log.
      const said = isPersonal(member) ? "this" : `\`${JSON.stringify(json)}\``;
      wrong("wrong-type", `${said} is not a ${kind === "string" ? "text" : kind}`);
      return unreadable;
    }
    const cell = typeof json === "boolean" ? (json ? "yes" : "no") : String(json);
    return valueIn(read, [cell], 0, this.#values, report);
  }

  #identifiers(column: TableColumn, json: Json, wrong: Wrong): unknown {
    if (!Array.isArray(json) || !json.every((item) => typeof item === "string")) {
      wrong("wrong-type", `\`${JSON.stringify(json)}\` is not a list of texts`);
      return unreadable;
    }
    const one = readColumn({ ...column, type: "identifier", needed: SORTS }, "end", 0, this.#values);
    const report: Report = (code, _row, _column, message, help) => wrong(code, message, help);
    const items = json.map((item) => valueIn(one, [item], 0, this.#values, report));
    return items.includes(unreadable) ? unreadable : items;
  }
}

function isObject(json: Json): json is ActJson {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isDeclaredColumn(
  json: Json,
): json is { readonly name: string; readonly type: DeclaredColumn["type"] } {
  if (!isObject(json) || Object.keys(json).length !== 2) return false;
  const { name, type } = json;
  return (
    typeof name === "string" &&
    isWord(name) &&
    !RESERVED_COLUMNS.includes(name) &&
    (DECLARED_TYPES as readonly unknown[]).includes(type) &&
    (type === "string" || namedBy(name) === undefined)
  );
}

/**
 * The acts that JSON says, in their order.
 *
 * @throws RegistryError with everything that is wrong with any of them.
 */
export function actsFromJson(jsons: Iterable<Json>, source: JsonSource = {}): Act[] {
  const reader = new ActReader(source);
  const acts: Act[] = [];
  let place = 0;
  for (const json of jsons) {
    const act = reader.read(json, place++);
    if (act !== undefined) acts.push(act);
  }
  if (reader.problems.length > 0) throw new RegistryError(reader.problems);
  return acts;
}

/**
 * The act that JSON says; `actToJson` of it is the same JSON, but for members that say nothing.
 *
 * @throws RegistryError with everything that is wrong with it.
 */
export function actFromJson(json: Json): Act {
  return actsFromJson([json])[0]!;
}
