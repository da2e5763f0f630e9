/** Reading one CSV file: from its text to acts, with every problem in it. */
import { didYouMean, nearest } from "@comity/policy";
import type { Act, ActSort } from "./acts.ts";
import { type ReadColumn, type Report, readColumn, unreadable, type Values, valueIn } from "./cells.ts";
import { scanCsv } from "./csv.ts";
import { original } from "./formula-cells.ts";
import type { Problem } from "./problems.ts";
import { type Table, type TableColumn, VALUES } from "./table-columns.ts";

/** What a file holds; act `k` stands in row `rows[k]`. */
export interface TableReading {
  readonly acts: Act[];
  readonly rows: number[];
}

/** How to read rows of one sort: the columns that may be filled in, and those that may not. */
interface Plan {
  readonly sort: ActSort;
  readonly columns: readonly ReadColumn[];
  /** What the row that is being read says in each. */
  readonly said: unknown[];
  /** Which of the columns every act has, by their places among the columns. */
  readonly id: number;
  readonly on: number;
  readonly recorded: number;
  readonly by: number;
  readonly instrument: number;
  /** The others, by their places among the columns, and what they are called in an act. */
  readonly own: readonly { readonly place: number; readonly key: string }[];
  /** The places of the columns that hold the values of a declared record, in the record's order. */
  readonly values: readonly number[];
  readonly forbidden: readonly { readonly column: TableColumn; readonly at: number }[];
}

function planFor(table: Table, sort: ActSort, header: ReadonlyMap<string, number>, values: Values): Plan {
  const places = (column: TableColumn): number => header.get(column.name) ?? -1;
  // By key and not by name: a declared record may have a column called `act`.
  const columns = table.columns.filter(({ key }) => key !== "act");
  const allowed = columns.filter((column) => column.allowed.includes(sort));
  const keys = allowed.map(({ key }) => key);
  return {
    sort,
    columns: allowed.map((column) => readColumn(column, sort, places(column), values)),
    said: keys.map(() => undefined),
    id: keys.indexOf("id"),
    on: keys.indexOf("on"),
    recorded: keys.indexOf("recorded"),
    by: keys.indexOf("by"),
    instrument: keys.indexOf("instrument"),
    own: keys
      .map((key, place) => ({ place, key }))
      .filter(({ key }) => !["id", "on", "recorded", "by", "instrument", VALUES].includes(key)),
    values: keys.flatMap((key, place) => (key === VALUES ? [place] : [])),
    forbidden: columns
      .filter((column) => !column.allowed.includes(sort))
      .map((column) => ({ column, at: places(column) })),
  };
}

/** What stands between the columns of a header that is read as one column: spreadsheets write what their country is used to. */
function otherDelimiter(header: readonly string[], names: readonly string[]): string | undefined {
  const [only = "", ...more] = header;
  if (more.length > 0) return undefined;
  return [";", "\t", ",", "|"].find((delimiter) => {
    const parts = only.split(delimiter).map((part) => part.trim());
    return parts.length > 1 && parts.filter((part) => names.includes(part)).length > parts.length / 2;
  });
}

/** The places of the columns in the header; undefined where one is missing. */
function headerPlaces(
  table: Table,
  header: readonly string[],
  report: Report,
): Map<string, number> | undefined {
  const places = new Map<string, number>();
  const names = table.columns.map(({ name }) => name);
  const delimiter = otherDelimiter(header, names);
  if (delimiter !== undefined) {
    const shown = delimiter === "\t" ? "a tabulator" : `\`${delimiter}\``;
    report(
      "other-delimiter",
      1,
      undefined,
      `between the columns stands ${shown}, which is not what is expected`,
      `save the file with commas, or say so in \`datapackage.json\`, beside its path: \`"dialect": {"delimiter": ${JSON.stringify(delimiter)}}\``,
    );
    return undefined;
  }
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
  // Few files have an apostrophe at all, and only then one may stand before what a spreadsheet would compute.
  const isNeutralised = text.includes("'");
  const scan = scanCsv(text, delimiter, (given, row) => {
    const cells = isNeutralised ? given.map(original) : given;
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
  const { columns, own, said } = plan;
  let ok = true;
  for (let place = 0; place < columns.length; place++) {
    const value = valueIn(columns[place]!, cells, row, values, report);
    if (value === unreadable) ok = false;
    said[place] = value;
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
  if (!ok) return undefined;
  // What all acts have comes first and in one order: the engine then knows them all by one shape.
  const act: Record<string, unknown> = {
    act: plan.sort,
    id: said[plan.id],
    on: said[plan.on],
    recorded: said[plan.recorded],
    by: said[plan.by],
    instrument: said[plan.instrument],
  };
  if (table.states !== undefined) {
    act.record = table.states.record;
    act.columns = table.states.columns;
    act.values = plan.values.map((place) => said[place]);
  }
  for (const { place, key } of own) {
    const value = said[place];
    if (value !== undefined) act[key] = value;
  }
  return act as unknown as Act;
}
