/** A mapping file: what the columns of files from elsewhere mean, where their headings do not tell. */
import { didYouMean } from "@comity/policy";
import { JsonFault, Places, readJson } from "@comity/registry";
import { IMPORTED_TABLES, type ImportedTable } from "../incoming.ts";
import { ExchangeError, type ExchangeProblem } from "../problems.ts";
import { FIELDS } from "./headings.ts";

/** Ways in which days may be written; nothing is guessed from the days themselves. */
export const DAY_FORMS = ["YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYYMMDD"] as const;
export type DayForm = (typeof DAY_FORMS)[number];

export interface FileMapping {
  readonly table?: ImportedTable;
  /** By heading as it stands in the file: a column of the registry's, or undefined for one that is left out. */
  readonly columns: ReadonlyMap<string, string | undefined>;
  readonly days: DayForm;
}

/** By the name of a file or a sheet. */
export type Mapping = ReadonlyMap<string, FileMapping>;

export const NO_MAPPING: Mapping = new Map();

/**
 * Reads a mapping file.
 *
 *     { "staff.csv": { "table": "people", "columns": { "Nachname": "family_name", "Notes": null }, "days": "DD.MM.YYYY" } }
 *
 * @throws ExchangeError with everything that is wrong with it.
 */
export function readMapping(text: string, file: string): Mapping {
  const problems: ExchangeProblem[] = [];
  const places = new Places(text);
  const wrong = (at: number, message: string, help?: string): undefined => {
    problems.push({
      severity: "error",
      category: "incorrect",
      code: "wrong-mapping",
      message,
      place: { file, line: places.of(at).line },
      ...(help === undefined ? {} : { help }),
    });
  };
  const found = new Map<string, FileMapping>();
  try {
    const root = readJson(text, { isUnique: true });
    if (root.kind !== "object") wrong(root.at, "a mapping is an object with a member for each file or sheet");
    else
      for (const [name, node] of root.members) {
        if (node.kind !== "object") {
          wrong(node.at, `what is said of \`${name}\` is not an object`);
          continue;
        }
        const columns = new Map<string, string | undefined>();
        let table: ImportedTable | undefined;
        let days: DayForm = "YYYY-MM-DD";
        const tableNode = node.members.get("table");
        if (tableNode !== undefined) {
          table = IMPORTED_TABLES.find((each) => tableNode.kind === "text" && each === tableNode.value);
          if (table === undefined)
            wrong(tableNode.at, "`table` is none of the tables", `one of ${IMPORTED_TABLES.join(", ")}`);
        }
        for (const [member, value] of node.members) {
          if (member === "days") {
            const form = DAY_FORMS.find((each) => value.kind === "text" && each === value.value);
            if (form === undefined)
              wrong(value.at, "`days` is none of the forms", `one of ${DAY_FORMS.join(", ")}`);
            else days = form;
          } else if (member === "columns" && value.kind === "object") {
            for (const [heading, meant] of value.members) {
              if (meant.kind === "null") columns.set(heading, undefined);
              else if (meant.kind !== "text") wrong(meant.at, `\`${heading}\` is not mapped to a column`);
              else {
                const names = (table === undefined ? IMPORTED_TABLES : [table]).flatMap((each) =>
                  FIELDS[each].map((field) => field.name),
                );
                if (names.includes(meant.value)) columns.set(heading, meant.value);
                else
                  wrong(
                    meant.at,
                    `\`${meant.value}\` is not a column${table === undefined ? "" : ` of \`${table}\``}`,
                    didYouMean(meant.value, names) ?? `one of ${[...new Set(names)].join(", ")}`,
                  );
              }
            }
          } else if (member !== "table")
            wrong(value.at, `\`${member}\` is not known`, "a mapping says `table`, `columns` and `days`");
        }
        found.set(name, { ...(table === undefined ? {} : { table }), columns, days });
      }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    wrong(error.at, error.message, error.expected === "" ? undefined : `expected ${error.expected}`);
  }
  const [first, ...others] = problems;
  if (first !== undefined) throw new ExchangeError([first, ...others]);
  return found;
}

const FORMS: Readonly<Record<DayForm, { readonly form: RegExp; readonly order: readonly number[] }>> = {
  "YYYY-MM-DD": { form: /^(\d{4})-(\d{2})-(\d{2})$/, order: [1, 2, 3] },
  "DD.MM.YYYY": { form: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, order: [3, 2, 1] },
  "DD/MM/YYYY": { form: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, order: [3, 2, 1] },
  "MM/DD/YYYY": { form: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, order: [3, 1, 2] },
  YYYYMMDD: { form: /^(\d{4})(\d{2})(\d{2})$/, order: [1, 2, 3] },
};

/**
 * A day written in a form, as the registry writes it; the text itself where it is not of that form.
 *
 *     dayWritten("1.3.2024", "DD.MM.YYYY")   // "2024-03-01"
 */
export function dayWritten(text: string, form: DayForm): string {
  const { form: expression, order } = FORMS[form];
  const match = expression.exec(text);
  if (match === null) return text;
  const [year, month, day] = order.map((group) => match[group]!);
  return `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
}
