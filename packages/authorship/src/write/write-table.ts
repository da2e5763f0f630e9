/** Tables with a row for each author and institute: mkauthlist's CSV with more columns behind its own, and the same as a workbook. */
import { listsAsXlsx, type SheetTable } from "@comity/exchange";
import { neutralised } from "@comity/registry";
import type { AuthorList, Organisation } from "../list/author-list.ts";
import { notHeld, orcidOf, type Particular, type WrittenList } from "./write-parts.ts";

const HELD: ReadonlySet<Particular> = new Set<Particular>([
  "orcid",
  "address",
  "country",
  "email",
  "deceased",
  "notes",
  "funding",
  "native name",
  "sort key",
  "position",
]);

/** mkauthlist reads the first seven by their names and leaves the others. */
const COLUMNS = [
  "Lastname",
  "Firstname",
  "Authorname",
  "AuthorType",
  "JoinedAsBuilder",
  "Affiliation",
  "ORCID",
  "Connection",
  "Key",
  "InstituteKey",
  "ROR",
  "Address",
  "Country",
  "INSPIRE",
  "Email",
  "Corresponding",
  "Deceased",
  "Suffix",
  "SortKey",
  "NativeName",
  "Position",
  "Funding",
  "Notes",
];

function tableOf(list: AuthorList): SheetTable {
  const byKey = new Map(list.organisations.map((organisation) => [organisation.key, organisation]));
  const idOf = (ids: Organisation["ids"], source: string): string =>
    ids.find((id) => id.source === source)?.value ?? "";
  const rows = list.authors.flatMap((author) => {
    const { corresponding, deceased, notes } = author;
    const row = (organisation: Organisation | undefined, connection: string): string[] => {
      const institute =
        organisation?.neutral === true
          ? { key: organisation.key, name: organisation.name, ids: [] }
          : organisation;
      return [
        author.familyName,
        author.givenName ?? "",
        author.paperName,
        "",
        "False",
        institute?.name ?? "",
        orcidOf(author) ?? "",
        connection,
        author.key,
        institute?.key ?? "",
        idOf(institute?.ids ?? [], "ROR"),
        (institute as Organisation | undefined)?.address ?? "",
        (institute as Organisation | undefined)?.country ?? "",
        idOf(author.ids, "INSPIRE"),
        corresponding?.email ?? "",
        corresponding === undefined ? "" : "yes",
        deceased === true ? "yes" : "",
        author.suffix ?? "",
        author.sortKey ?? "",
        author.nativeName ?? "",
        author.position ?? "",
        author.funding ?? "",
        (notes ?? []).join(" | "),
      ];
    };
    const found = author.affiliations.flatMap(({ organisation, connection }) => {
      const institute = byKey.get(organisation);
      return institute === undefined ? [] : [row(institute, connection)];
    });
    return found.length === 0 ? [row(undefined, "")] : found;
  });
  return { name: "authors", columns: COLUMNS.map((name) => ({ name })), rows };
}

const quoted = (cell: string): string =>
  /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;

/** Writes a list as CSV: UTF-8 without a mark at its beginning, which mkauthlist would take for a part of the first heading. */
export function writeCsv(list: AuthorList): WrittenList {
  const { columns, rows } = tableOf(list);
  const records = [columns.map(({ name }) => name), ...rows.map((row) => row.map(neutralised))];
  return {
    format: "csv",
    content: `${records.map((record) => record.map(quoted).join(",")).join("\n")}\n`,
    mediaType: "text/csv; charset=utf-8",
    extension: ".csv",
    notes: notHeld(list, HELD),
  };
}

/** Writes the same table as a workbook. */
export async function writeXlsx(list: AuthorList): Promise<WrittenList> {
  return {
    format: "xlsx",
    content: await listsAsXlsx([tableOf(list)]),
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extension: ".xlsx",
    notes: notHeld(list, HELD),
  };
}
