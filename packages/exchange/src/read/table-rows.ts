/** Rows of a table from elsewhere, a CSV or a sheet: from its headings and cells to what each row says. */
import type { Day } from "@comity/calendar";
import { didYouMean, nearest } from "@comity/policy";
import { type Connection, looksLikeFormula, original, readCell } from "@comity/registry";
import type { ImportedTable, IncomingRow, Sink, Tie } from "../incoming.ts";
import { type ExchangeCode, type ExchangeProblem, type Place, refusal } from "../problems.ts";
import {
  BOOKKEEPING,
  FIELDS,
  type Field,
  fieldOf,
  NEEDED,
  tableCalled,
  tableOfHeadings,
} from "./headings.ts";
import { tidyOrcid, tidyRor } from "./identifiers.ts";
import { type DayForm, dayWritten, type FileMapping, type Mapping } from "./mapping.ts";

/** Why a cell cannot be used, found by whoever read it; by its place in the row. */
export type CellFaults = ReadonlyMap<
  number,
  { readonly code: ExchangeCode; readonly message: string; readonly help?: string }
>;

const NO_FAULTS: CellFaults = new Map();

/** A header that has been understood. */
interface Header {
  readonly table: ImportedTable;
  readonly fields: readonly (Field | undefined)[];
  readonly width: number;
}

/** Values that stand for "nothing" in files that people keep. */
const NOTHING: ReadonlySet<string> = new Set(["", "-", "n/a", "null", "none", "?"]);
/** Columns in which such a value is taken for nothing; a name might really be one of them. */
const MAY_SAY_NOTHING: ReadonlySet<string> = new Set(["orcid", "ror", "day", "duration"]);

/** By column: what acts call it. */
const KEYS = Object.fromEntries(
  Object.entries(FIELDS).map(([table, fields]) => [
    table,
    new Map(fields.map(({ name, key }) => [name, key])),
  ]),
) as unknown as Readonly<Record<ImportedTable, ReadonlyMap<string, string>>>;

export class TableRows {
  readonly #file: string;
  readonly #sheet: string | undefined;
  readonly #mapping: FileMapping | undefined;
  readonly #sink: Sink;
  readonly #days: DayForm;
  readonly #keyLead: string;
  #header: Header | undefined;

  /** `keyLead` makes the keys of its rows unique among those of its file. */
  constructor(file: string, sheet: string | undefined, mapping: Mapping, sink: Sink, keyLead = "") {
    this.#file = file;
    this.#keyLead = keyLead;
    this.#sheet = sheet;
    this.#sink = sink;
    this.#mapping = (sheet === undefined ? undefined : mapping.get(sheet)) ?? mapping.get(file);
    this.#days = this.#mapping?.days ?? "YYYY-MM-DD";
  }

  #place(row: number): Place {
    return { file: this.#file, ...(this.#sheet === undefined ? {} : { sheet: this.#sheet }), row };
  }

  /** The column that a heading means, by the mapping first. */
  #fieldOf(table: ImportedTable, heading: string): Field | undefined {
    const columns = this.#mapping?.columns;
    if (columns?.has(heading) === true)
      return FIELDS[table].find(({ name }) => name === columns.get(heading));
    return fieldOf(table, heading);
  }

  /**
   * Understands the header.
   *
   * @throws ExchangeError where no table fits, or a column is missing or there twice.
   */
  header(headings: readonly string[], row: number): void {
    const place = this.#place(row);
    const mapped = headings.map((heading) => this.#mapping?.columns.get(heading) ?? heading);
    const table =
      this.#mapping?.table ??
      tableCalled(this.#sheet ?? this.#file) ??
      tableOfHeadings(mapped) ??
      (this.#sheet === undefined ? undefined : tableCalled(this.#file));
    if (table === undefined)
      throw refusal(
        "unknown-table",
        place,
        `neither the name nor the columns tell what the rows are: ${headings.map((each) => `\`${each}\``).join(", ")}`,
        'call it parties, institutes, people, affiliations or agreements, or say so in a mapping file: `"table": "people"`',
      );
    const seen = new Map<string, string>();
    const fields = headings.map((heading): Field | undefined => {
      if (heading.trim() === "" || this.#isLeftOut(heading)) return undefined;
      const field = this.#fieldOf(table, heading);
      if (field === undefined) {
        this.#ignored(table, heading, place);
        return undefined;
      }
      const before = seen.get(field.name);
      if (before !== undefined)
        throw refusal(
          "column-twice",
          place,
          `the columns \`${before}\` and \`${heading}\` both mean \`${field.name}\``,
          `leave one out in a mapping file: \`"columns": { ${JSON.stringify(heading)}: null }\``,
        );
      seen.set(field.name, heading);
      return field;
    });
    for (const oneOf of NEEDED[table]) {
      if (oneOf.some((name) => seen.has(name))) continue;
      const [name = ""] = oneOf;
      const unused = headings.filter((_, at) => fields[at] === undefined);
      const near = unused.find((heading) => nearest(heading, [name]) !== undefined);
      throw refusal(
        "missing-column",
        place,
        `the column \`${name}\` is missing: the rows are about ${table}`,
        near === undefined
          ? `the columns of ${table} are ${FIELDS[table].map((each) => `\`${each.name}\``).join(", ")}`
          : `is it the one called \`${near}\`? Then say so in a mapping file`,
      );
    }
    this.#header = { table, fields, width: headings.length };
  }

  #isLeftOut(heading: string): boolean {
    const columns = this.#mapping?.columns;
    return columns?.has(heading) === true && columns.get(heading) === undefined;
  }

  #ignored(table: ImportedTable, heading: string, place: Place): void {
    if (BOOKKEEPING.has(heading)) return;
    const help = didYouMean(
      heading,
      FIELDS[table].map(({ name }) => name),
    );
    this.#sink.note({
      severity: "warning",
      category: "incorrect",
      code: "ignored-column",
      message: `the column \`${heading}\` means nothing that is known and is not brought in`,
      place,
      ...(help === undefined ? {} : { help }),
    });
  }

  /** Takes a row of cells; `faults` are those of cells that could not be read. */
  row(cells: readonly string[], row: number, flaw?: ExchangeProblem, faults: CellFaults = NO_FAULTS): void {
    const header = this.#header;
    if (header === undefined) throw new RangeError("a row before the header");
    if (flaw === undefined && faults.size === 0 && cells.every((cell) => cell === "")) return;
    const place = this.#place(row);
    const problems: ExchangeProblem[] = flaw === undefined ? [] : [flaw];
    if (flaw === undefined && cells.length !== header.width)
      problems.push({
        severity: "error",
        category: "incorrect",
        code: "wrong-field-count",
        message: `the row has ${cells.length} fields, the header has ${header.width}`,
        place,
        ...(cells.length > header.width
          ? { help: "a value that holds the delimiter stands in double quotes" }
          : {}),
      });
    const shown = cells.slice(0, 6).join(", ").slice(0, 120);
    if (problems.length > 0) {
      this.#sink.refuse(header.table, place, problems, shown);
      return;
    }
    const said = this.#said(header, cells, place, faults, problems);
    const incoming = problems.length === 0 ? this.#incoming(header, said, place, row, problems) : undefined;
    if (incoming === undefined) this.#sink.refuse(header.table, place, problems, shown);
    else this.#sink.take(incoming);
  }

  /** What the cells say, by the names of their columns. */
  #said(
    header: Header,
    cells: readonly string[],
    place: Place,
    faults: CellFaults,
    problems: ExchangeProblem[],
  ): Map<string, unknown> {
    const said = new Map<string, unknown>();
    header.fields.forEach((field, at) => {
      const fault = faults.get(at);
      if (field === undefined) return;
      const wrong = (code: ExchangeCode, message: string, help?: string): void => {
        problems.push({
          severity: "error",
          category: "incorrect",
          code,
          message,
          place,
          column: field.name,
          ...(help === undefined ? {} : { help }),
        });
      };
      if (fault !== undefined) {
        wrong(fault.code, fault.message, fault.help);
        return;
      }
      const cell = cells[at]!;
      if (cell === "") return;
      const value = this.#value(field, cell, place, wrong);
      if (value !== undefined) said.set(field.name, value);
    });
    return said;
  }

  #value(
    field: Field,
    cell: string,
    place: Place,
    wrong: (code: ExchangeCode, message: string, help?: string) => void,
  ): unknown {
    const bare = original(cell);
    // What was neutralised on its way out is taken exactly; what people typed may have blanks around it.
    const text = bare === cell ? cell.trim() : bare;
    const type = field.column?.type ?? "text";
    if (text === "" || (MAY_SAY_NOTHING.has(type) && NOTHING.has(text.toLowerCase()))) return undefined;
    if (bare === cell && looksLikeFormula(cell))
      this.#sink.note({
        severity: "warning",
        category: "incorrect",
        code: "looks-like-a-formula",
        message: `\`${cell.slice(0, 80)}\` looks like a formula; it is text here and is not computed`,
        place,
        column: field.name,
      });
    if (field.column === undefined) return text;
    const mended = (value: string): string => {
      if (value !== text) this.#mended(field, text, value, place);
      return value;
    };
    let written = text;
    if (type === "orcid") written = mended(tidyOrcid(text).value);
    else if (type === "ror") written = mended(tidyRor(text).value);
    else if (type === "day") written = dayWritten(text, this.#days);
    else if (type === "choice")
      written = field.column.choices!.find((each) => each.toLowerCase() === text.toLowerCase()) ?? text;
    const read = readCell(field.column, written);
    if ("value" in read) return read.value;
    const { code, message, help } = read.fault;
    wrong(
      code,
      message,
      help ?? (type === "day" ? 'a mapping file may say how days are written: `"days": "DD.MM.YYYY"`' : help),
    );
    return undefined;
  }

  #mended(field: Field, from: string, to: string, place: Place): void {
    this.#sink.note({
      severity: "repair",
      category: "incorrect",
      code: "mended",
      message: `\`${from}\` is read as \`${to}\``,
      place,
      column: field.name,
    });
  }

  /** The row in the registry's words; undefined where something that it needs is missing, which is among the problems. */
  #incoming(
    { table }: Header,
    said: Map<string, unknown>,
    place: Place,
    row: number,
    problems: ExchangeProblem[],
  ): IncomingRow | undefined {
    const missing = (name: string): void => {
      problems.push({
        severity: "error",
        category: "incorrect",
        code: "missing-value",
        message: `\`${name}\` is empty`,
        place,
        column: name,
      });
    };
    for (const oneOf of NEEDED[table]) if (!oneOf.some((name) => said.has(name))) missing(oneOf[0]!);
    const ties = table === "people" ? this.#tieOf(said, place) : [];
    if (table === "people" && said.has("name")) this.#splitName(said, place, problems);
    if (problems.length > 0) return undefined;
    const byKey: Record<string, unknown> = {};
    for (const [name, value] of said) byKey[KEYS[table].get(name)!] = value;
    if (ties.length > 0) {
      delete byKey.institute;
      delete byKey.connection;
      delete byKey.lastDay;
      // The first day is that of the affiliation; when somebody was registered nobody asks.
      delete byKey.on;
    }
    return { table, place, key: `${this.#keyLead}${row}`, said: byKey, ties, origin: "table" };
  }

  #tieOf(said: Map<string, unknown>, place: Place): Tie[] {
    const institute = said.get("institute") as string | undefined;
    if (institute === undefined) return [];
    const on = said.get("first_day") as Day | undefined;
    const lastDay = said.get("last_day") as Day | undefined;
    const connection = (said.get("connection") ?? "affiliated with") as Connection;
    return [
      {
        place,
        institute,
        connection,
        ...(on === undefined ? {} : { on }),
        ...(lastDay === undefined ? {} : { lastDay }),
      },
    ];
  }

  /** `Example, Anna` into its two parts. Without a comma nobody can tell which is which. */
  #splitName(said: Map<string, unknown>, place: Place, problems: ExchangeProblem[]): void {
    const name = said.get("name") as string;
    said.delete("name");
    if (said.has("family_name")) return;
    const [family = "", given = "", ...more] = name.split(",").map((part) => part.trim());
    if (family === "" || given === "" || more.length > 0) {
      problems.push({
        severity: "error",
        category: "incorrect",
        code: "malformed-text",
        message: `\`${name}\` does not tell the family name from the given name`,
        place,
        column: "name",
        help: "write `Family, Given`, or two columns",
      });
      return;
    }
    said.set("family_name", family);
    said.set("given_name", given);
  }
}
