/** Values of acts as text, and how what a row says differs from what the registry has. */
import { type Day, type Duration, formatDay, formatDuration, isOpen } from "@comity/calendar";
import { lettersOf, type TableColumn, tableOf } from "@comity/registry";
import type { ImportedTable, IncomingRow } from "../incoming.ts";
import type { EntityAct } from "../match/known.ts";
import { givenMayBe } from "../match/names.ts";

const SORT_OF = {
  parties: "party",
  institutes: "institute",
  people: "person",
  affiliations: "affiliation",
  agreements: "signature",
} as const;

/** The sort of act that a table's rows become. */
export function sortOf<Table extends ImportedTable>(table: Table): (typeof SORT_OF)[Table] {
  return SORT_OF[table];
}

/** The columns of a table that say something of their subject: without the act's own bookkeeping. */
export function ownColumns(table: ImportedTable): readonly TableColumn[] {
  const own = new Set(["id", "recorded", "by", "instrument", "corrects"]);
  return tableOf(SORT_OF[table]).columns.filter(({ name }) => !own.has(name));
}

/** A value as it stands in a cell; empty where there is none. */
export function writtenValue({ type }: TableColumn, value: unknown): string {
  if (value === undefined) return "";
  switch (type) {
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

/** One value that differs. */
export interface Difference {
  readonly column: TableColumn;
  readonly from: string;
  readonly to: string;
  /** Whether it changes what people may do, so that one must know since when. */
  readonly isGrave: boolean;
}

/** Columns whose change has no consequence but that something is written otherwise. */
const LIGHT: ReadonlySet<string> = new Set([
  "title",
  "kind",
  "ror",
  "city",
  "of",
  "family_name",
  "given_name",
  "orcid",
  "mail",
  "decided_by",
]);
/** The columns that tell which one it is. */
const KEYS: ReadonlySet<string> = new Set(["party", "institute", "person", "agreement"]);

const plain = (text: string): string => text.replace(/\s+/gu, " ").trim();

function isSame(column: TableColumn, from: string, to: string): boolean {
  if (column.type !== "identifiers") return plain(from) === plain(to);
  const items = (text: string): string => [...new Set(text.split(";"))].sort().join(";");
  return items(from) === items(to);
}

/** Whether a row only mentions a value, so that another way of writing it in the registry is none of its business. */
function isMention(row: IncomingRow, column: TableColumn, from: string, to: string): boolean {
  if (row.origin === "table" || from === "") return false;
  switch (column.name) {
    case "given_name":
      return givenMayBe(from, to);
    case "title":
      return [to, ...(row.alsoCalled ?? [])].some((name) => lettersOf(name) === lettersOf(from));
    case "kind":
    case "governed_by":
      return true;
    case "city":
      return row.origin === "author list" || lettersOf(from) === lettersOf(to);
    default:
      return false;
  }
}

/** In what a row differs from the act that registers its subject. What the row does not say does not differ. */
export function differences(row: IncomingRow, existing: EntityAct): Difference[] {
  const found: Difference[] = [];
  const has = existing as unknown as Readonly<Record<string, unknown>>;
  for (const column of ownColumns(row.table)) {
    const { name, key } = column;
    if (KEYS.has(name) || !(key in row.said)) continue;
    // When something was registered first is no news: see `effectOf`.
    if (key === "on" && row.table !== "agreements") continue;
    const from = writtenValue(column, has[key]);
    const to = writtenValue(column, row.said[key]);
    if (isSame(column, from, to) || isMention(row, column, from, to)) continue;
    found.push({ column, from, to, isGrave: !LIGHT.has(name) });
  }
  return found;
}
