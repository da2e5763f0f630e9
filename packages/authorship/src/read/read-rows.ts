/**
 * Reads tables with a row for each author and institute: mkauthlist's CSV (Lastname, Firstname, Authorname, JoinedAsBuilder,
 * Affiliation, ORCID), the AAS spreadsheet, and whatever else has a name and institutes in its columns.
 */
import { CsvRecords, type ExchangeProblem, firstSheet, refusal, type Source } from "@comity/exchange";
import { original } from "@comity/registry";
import { CONNECTIONS, type Connection } from "../list/author-list.ts";
import {
  type AuthorDraft,
  type ListSheet,
  type ReadFormat,
  type ReadList,
  short,
  tidy,
} from "./read-parts.ts";

/** What a column holds, by its heading in small letters without blanks and signs. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  family: ["lastname", "familyname", "surname", "family", "last"],
  given: ["firstname", "givenname", "givennames", "forename", "given", "first"],
  name: ["authorname", "papername", "name", "author", "fullname", "displayname", "printedname"],
  affiliation: [
    "affiliation",
    "affiliations",
    "institute",
    "institution",
    "organisation",
    "organization",
    "institutions",
  ],
  connection: ["connection", "tie"],
  orcid: ["orcid", "orcidid"],
  inspire: ["inspire", "inspireid"],
  email: ["email", "mail", "emailaddress", "mailaddress"],
  corresponding: ["corresponding", "correspondingauthor"],
  deceased: ["deceased"],
  native: ["nativename"],
  suffix: ["suffix"],
  sort: ["sortkey"],
  position: ["position"],
  funding: ["funding"],
  note: ["note", "notes", "footnote"],
  address: ["address"],
  country: ["country", "countrycode"],
  ror: ["ror", "rorid"],
  /** Not the person but which row belongs to whom; mkauthlist goes by the name. */
  key: ["key", "authorkey"],
  institute: ["institutekey", "organisationkey"],
};
const YES = /^(?:yes|true|y|1|x|oui)$/i;

type Cells = ReadonlyMap<string, string>;

function headings(cells: readonly string[]): (string | undefined)[] {
  return cells.map((cell) => {
    const plain = cell.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
    const found = Object.entries(COLUMNS).find(([, names]) => names.includes(plain))?.[0];
    // `Affiliation 1`, `Affiliation 2`: several in one row.
    return found ?? (/^(?:affiliation|institut\w*|address)\d+$/.test(plain) ? "affiliation" : undefined);
  });
}

interface Under {
  draft: AuthorDraft & { affiliations: { organisation: string; connection: Connection }[] };
  key: string;
}

class Rows {
  readonly #sheet: ListSheet;
  readonly #file: string;
  #columns: (string | undefined)[] | undefined;
  #last: Under | undefined;
  readonly #authors: Under[] = [];
  readonly #byKey = new Map<string, Under>();

  constructor(sheet: ListSheet, file: string) {
    this.#sheet = sheet;
    this.#file = file;
  }

  row(cells: readonly string[], row: number): void {
    if (cells.every((cell) => cell.trim() === "")) return;
    if (this.#columns === undefined) {
      // A line of mkauthlist that begins with # is a remark.
      if (cells[0]?.startsWith("#") === true) return;
      const columns = headings(cells);
      const has = (name: string): boolean => columns.includes(name);
      if (!has("name") && !has("family"))
        throw refusal(
          "no-author-list",
          { file: this.#file, row },
          "no column holds names",
          "the first row names the columns: `Lastname`, `Firstname`, `Authorname`, `Affiliation`, `ORCID`",
        );
      for (const [at, column] of columns.entries())
        if (
          column === undefined &&
          cells[at]!.trim() !== "" &&
          !/^(authortype|joinedasbuilder|jobtitle|orderno)$/i.test(cells[at]!.replace(/\W/g, ""))
        )
          this.#sheet.note(
            "warning",
            "ignored-column",
            `the column \`${short(tidy(cells[at]!))}\` is not read`,
            row,
          );
      this.#columns = columns;
      return;
    }
    if (cells[0]?.startsWith("#") === true) return;
    this.#author(cells, row);
  }

  #author(cells: readonly string[], row: number): void {
    const found = new Map<string, string>();
    const affiliations: string[] = [];
    for (const [at, column] of this.#columns!.entries()) {
      if (column === undefined) continue;
      const value = this.#sheet.text(original(cells[at] ?? ""), row);
      if (column === "affiliation") {
        if (value !== "") affiliations.push(value);
      } else if (value !== "" && !found.has(column)) found.set(column, value);
    }
    if (cells.length !== this.#columns!.length)
      this.#sheet.mended(`the row has ${cells.length} cells, ${this.#columns!.length} are named`, row);
    const under = this.#authorOf(found, row);
    for (const affiliation of affiliations) {
      const organisation = this.#organisationOf(affiliation, found, row);
      under.draft.affiliations.push({ organisation, connection: this.#connectionOf(found, row) });
    }
  }

  /** Rows of one author follow each other, or have one key. */
  #authorOf(found: Cells, row: number): Under {
    const said = found.get("key");
    const key =
      said ?? `${found.get("name") ?? ""}\n${found.get("family") ?? ""}\n${found.get("given") ?? ""}`;
    const known =
      said === undefined ? (this.#last?.key === key ? this.#last : undefined) : this.#byKey.get(key);
    if (known !== undefined) {
      this.#last = known;
      return known;
    }
    const under: Under = { key, draft: { ...this.#draft(found, row), affiliations: [] } };
    this.#authors.push(under);
    this.#byKey.set(key, under);
    this.#last = under;
    return under;
  }

  #draft(found: Cells, row: number): AuthorDraft {
    const optional = (field: string, column: string): Record<string, string> => {
      const value = found.get(column);
      return value === undefined ? {} : { [field]: value };
    };
    const email = found.get("email");
    const isCorresponding = email !== undefined || YES.test(found.get("corresponding") ?? "");
    const note = found.get("note");
    const key = found.get("key");
    return {
      line: row,
      ...(key === undefined ? {} : { key }),
      ...optional("paperName", "name"),
      ...optional("familyName", "family"),
      ...optional("givenName", "given"),
      ids: [
        { source: "ORCID", value: found.get("orcid") ?? "" },
        { source: "INSPIRE", value: found.get("inspire") ?? "" },
      ],
      more: {
        ...optional("nativeName", "native"),
        ...optional("suffix", "suffix"),
        ...optional("sortKey", "sort"),
        ...optional("position", "position"),
        ...optional("funding", "funding"),
        ...(YES.test(found.get("deceased") ?? "") ? { deceased: true } : {}),
        ...(isCorresponding ? { corresponding: email === undefined ? {} : { email } } : {}),
        ...(note === undefined ? {} : { notes: note.split(" | ") }),
      },
    };
  }

  #organisationOf(name: string, found: Cells, row: number): string {
    const key = found.get("institute");
    const [address, country, ror] = ["address", "country", "ror"].map((column) => found.get(column));
    const more = {
      ...(key === undefined ? {} : { key }),
      ...(address === undefined ? {} : { address }),
      ...(country === undefined ? {} : { country }),
      ...(ror === undefined ? {} : { ids: [{ source: "ROR", value: ror }] }),
    };
    if (key !== undefined && this.#sheet.hasKey(key)) return key;
    return key === undefined
      ? this.#sheet.organisationOf(name, row, more)
      : this.#sheet.addOrganisation({ ...more, name }, row);
  }

  #connectionOf(found: Cells, row: number): Connection {
    const said = (found.get("connection") ?? "affiliated with").toLowerCase();
    const known = CONNECTIONS.find((each) => each === said);
    if (known === undefined)
      this.#sheet.mended(`the connection \`${short(said)}\` is read as \`affiliated with\``, row);
    return known ?? "affiliated with";
  }

  finish(format: ReadFormat): ReadList {
    for (const { draft } of this.#authors) this.#sheet.addAuthor(draft);
    return this.#sheet.finish(format);
  }
}

/** Which of the usual characters parts the cells of the first line. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/\n|$/));
  return [",", ";", "\t", "|"].reduce((best, each) =>
    line.split(each).length > line.split(best).length ? each : best,
  );
}

/** Reads a list in CSV. */
export function readCsvList(sheet: ListSheet, text: string, file: string): ReadList {
  const rows = new Rows(sheet, file);
  const records = new CsvRecords(delimiterOf(text), { file }, (cells, row, flaw) => {
    if (flaw !== undefined) {
      const code: ExchangeProblem["code"] = flaw;
      if (flaw === "unclosed-quote")
        throw refusal(code, { file, row }, "a quote is opened and never closed", "the file was cut short");
      sheet.note("repair", code, "text stands behind a closing quote", row);
    }
    rows.row(cells, row);
  });
  records.write(text);
  records.end();
  return rows.finish("csv");
}

/** Reads the first sheet of a workbook. */
export async function readXlsxList(sheet: ListSheet, source: Source): Promise<ReadList> {
  const rows = new Rows(sheet, source.name);
  await firstSheet(source, ({ row, cells, faults }) => {
    for (const { message } of faults.values()) sheet.note("warning", "formula", message, row);
    rows.row(cells, row);
  });
  return rows.finish("xlsx");
}
