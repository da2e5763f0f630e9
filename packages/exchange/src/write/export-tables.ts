/**
 * The tables of a registry as lists: what is known now, one row for each party, institute, person, agreement, and affiliation that
 * counts. They have the columns that an import reads, so that a list can go out, be mended in a spreadsheet and come back: then
 * just what was mended is changed. The whole history goes out as a data package or as acts.
 */
import { type Day, OPEN } from "@comity/calendar";
import type { Act, AffiliationAct, TableColumn } from "@comity/registry";
import { fold } from "@comity/registry";
import { IMPORTED_TABLES, type ImportedTable } from "../incoming.ts";
import { ownColumns, writtenValue } from "../plan/values.ts";

/** One list: names of columns and rows of cells. */
export interface ExportedTable {
  readonly name: ImportedTable;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
}

const ID: TableColumn = {
  name: "id",
  key: "id",
  type: "identifier",
  needed: [],
  allowed: ["affiliation"],
  description: "identifier of the act",
};

const byText = (a: readonly string[], b: readonly string[]): number => {
  for (const [at, cell] of a.entries()) if (cell !== b[at]) return cell < b[at]! ? -1 : 1;
  return 0;
};

/** The lists of a registry, as known on a day; those without a row are left out. */
export function exportTables(acts: readonly Act[], knownOn?: Day): ExportedTable[] {
  const folded = fold(acts, knownOn === undefined ? {} : { knownOn });
  const { ledger } = folded;
  const affiliations = ledger.index
    .ofSort("affiliation")
    .filter((index) => ledger.isOperative(index))
    .map((index): AffiliationAct => {
      const act = ledger.act(index) as AffiliationAct;
      const { lastDay: _lastDay, ...rest } = act;
      const to = ledger.endOf(index);
      return to === OPEN ? rest : { ...rest, lastDay: (to - 1) as Day };
    })
    // One that was ended before it began never held.
    .filter(({ on, lastDay }) => lastDay === undefined || lastDay >= on);
  const all: Readonly<Record<ImportedTable, readonly object[]>> = {
    parties: [...folded.parties.values()],
    institutes: [...folded.institutes.values()],
    people: [...folded.people.values()],
    affiliations,
    agreements: [...folded.agreements.values()].map(({ signature }) => signature),
  };
  return IMPORTED_TABLES.flatMap((name): ExportedTable[] => {
    if (all[name].length === 0) return [];
    const columns = name === "affiliations" ? [ID, ...ownColumns(name)] : ownColumns(name);
    const rows = all[name].map((act) => {
      const values = act as Readonly<Record<string, unknown>>;
      return columns.map((column) => writtenValue(column, values[column.key]));
    });
    return [{ name, columns, rows: rows.sort(byText) }];
  });
}
