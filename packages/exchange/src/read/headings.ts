/** Which column of the registry a heading means: the registry's own names, and the obvious ones that people write. */
import { TABLES, type TableColumn } from "@comity/registry";
import { IMPORTED_TABLES, type ImportedTable } from "../incoming.ts";

/** A column of a file that is brought in. */
export interface Field {
  /** As the registry calls it: `last_day`. */
  readonly name: string;
  /** As acts call it: `lastDay`. */
  readonly key: string;
  /** What its cells hold; undefined for those that only readers know (`name`). */
  readonly column: TableColumn | undefined;
}

/** Besides the columns of the registry's own files. `name` is a family name, a comma and a given name. */
const MORE: Readonly<Record<ImportedTable, readonly { readonly name: string; readonly of?: string }[]>> = {
  parties: [],
  institutes: [],
  // A list of people often has their institutes beside them: one row for each person and institute.
  people: [
    { name: "name" },
    { name: "institute", of: "affiliations" },
    { name: "connection", of: "affiliations" },
    { name: "last_day", of: "affiliations" },
  ],
  affiliations: [],
  agreements: [],
};

/** What a registry writes into its files by itself: it is not brought in. */
export const BOOKKEEPING: ReadonlySet<string> = new Set(["recorded", "corrects"]);

const columnsOf = (table: string): readonly TableColumn[] =>
  TABLES.find(({ name }) => name === table)!.columns.filter(({ name }) => !BOOKKEEPING.has(name));

/** The columns that rows of a table may have. */
export const FIELDS: Readonly<Record<ImportedTable, readonly Field[]>> = Object.fromEntries(
  IMPORTED_TABLES.map((table) => [
    table,
    [
      ...columnsOf(table).map((column): Field => ({ name: column.name, key: column.key, column })),
      ...MORE[table].map(({ name, of }): Field => {
        const column = of === undefined ? undefined : columnsOf(of).find((each) => each.name === name);
        return { name, key: column?.key ?? name, column };
      }),
    ],
  ]),
) as unknown as Record<ImportedTable, readonly Field[]>;

/** What people write over columns, in small letters, with blanks for all that is neither letter nor digit. */
const ANYWHERE: Readonly<Record<string, readonly string[]>> = {
  first_day: ["from", "since", "start", "start date", "starts", "begin", "first date", "valid from"],
  last_day: ["until", "end", "end date", "ends", "last date", "valid until", "through"],
  ror: ["ror id", "ror identifier"],
  orcid: ["orcid id", "orcid identifier"],
};
const HEADINGS: Readonly<Record<ImportedTable, Readonly<Record<string, readonly string[]>>>> = {
  parties: {
    party: ["party id", "identifier", "code"],
    title: ["name", "party name"],
    kind: ["type"],
    of: ["belongs to"],
  },
  institutes: {
    institute: ["institute id", "institution id", "identifier", "code"],
    title: ["name", "institute name", "institution", "institution name"],
    kind: ["type"],
    seat: ["country", "country code", "state"],
    governed_by: ["governing party"],
    city: ["town", "place"],
  },
  people: {
    person: ["person id", "identifier", "ccid", "staff id"],
    family_name: ["last name", "lastname", "surname", "familyname"],
    given_name: ["first name", "firstname", "forename", "given names", "givenname"],
    name: ["full name", "person name"],
    mail: ["email", "e mail", "mail address", "email address"],
    institute: ["affiliation", "institution", "institute id", "home institute", "home institution"],
  },
  affiliations: {
    person: ["person id"],
    institute: ["institute id", "institution", "affiliation", "home institute", "home institution"],
    connection: ["type", "tie"],
  },
  agreements: {
    agreement: ["agreement id", "identifier", "reference"],
    title: ["name", "agreement name"],
    kind: ["type"],
    on: ["signed", "signed on", "signature", "date of signature", "signature date"],
    first_day: ["in force from", "entry into force"],
    notice_period: ["notice"],
    decided_by: ["body"],
    parent: ["parent agreement"],
  },
};

/** A heading in small letters, with one blank for all that is neither letter nor digit. */
export function plainHeading(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The column of a table that a heading means; undefined where it means none. */
export function fieldOf(table: ImportedTable, heading: string): Field | undefined {
  const plain = plainHeading(heading);
  if (plain === "") return undefined;
  return (
    FIELDS[table].find(({ name }) => plainHeading(name) === plain) ??
    FIELDS[table].find(
      ({ name }) =>
        HEADINGS[table][name]?.includes(plain) === true || ANYWHERE[name]?.includes(plain) === true,
    )
  );
}

/** Of each table: columns of which one must be there, so that a row can be about something. */
export const NEEDED: Readonly<Record<ImportedTable, readonly (readonly string[])[]>> = {
  parties: [["party"]],
  institutes: [["institute", "ror", "title"]],
  people: [["family_name", "name", "person", "orcid"]],
  affiliations: [["person"], ["institute"]],
  agreements: [["agreement"]],
};

const CALLED: Readonly<Record<string, ImportedTable>> = {
  party: "parties",
  institute: "institutes",
  institution: "institutes",
  institutions: "institutes",
  person: "people",
  persons: "people",
  author: "people",
  authors: "people",
  users: "people",
  members: "people",
  affiliation: "affiliations",
  agreement: "agreements",
};

/** Words of a name that tell a table: `people.csv`, `People`, `2024 authors.csv`. */
export function tableCalled(name: string): ImportedTable | undefined {
  const found = new Set(
    plainHeading(name.replace(/\.[a-z]+$/i, ""))
      .split(" ")
      .flatMap((word) => IMPORTED_TABLES.find((table) => table === word) ?? CALLED[word] ?? []),
  );
  return found.size === 1 ? [...found][0] : undefined;
}

/** Headings that only one table has, or that tell it together with another. */
const TELLING: readonly { readonly table: ImportedTable; readonly all: readonly string[] }[] = [
  { table: "people", all: ["family_name"] },
  { table: "agreements", all: ["agreement", "renewal"] },
  { table: "agreements", all: ["agreement", "parties"] },
  { table: "affiliations", all: ["person", "institute"] },
  { table: "institutes", all: ["institute", "seat"] },
  { table: "institutes", all: ["ror"] },
  { table: "parties", all: ["party", "title"] },
  { table: "people", all: ["name", "orcid"] },
];

/** The table that headings tell; undefined where they tell none. */
export function tableOfHeadings(headings: readonly string[]): ImportedTable | undefined {
  return TELLING.find(({ table, all }) => {
    const names = headings.map((heading) => fieldOf(table, heading)?.name);
    return all.every((name) => names.includes(name));
  })?.table;
}
