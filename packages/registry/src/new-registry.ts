/** An empty registry for a policy: the files that its records come from, with their columns and no rows yet. */
import type { RecordDeclaration } from "@comity/policy";
import { DESCRIPTOR } from "./data-package.ts";
import {
  type DeclaredRecord,
  declareRecord,
  isOwnRecord,
  namedBy,
  tableOfRecord,
} from "./declared-records.ts";
import { type RegistryMeta, writeDescriptor } from "./descriptor.ts";
import { columnsFor } from "./policy-fit.ts";
import type { Named, Table } from "./table-columns.ts";
import { TABLES } from "./tables.ts";
import { writeTable } from "./write-table.ts";

/** From which files `fold` takes each of the registry's own records. */
export const FILES_OF: Readonly<Record<string, readonly string[]>> = {
  seat: ["institutes"],
  governed_by: ["institutes"],
  institute_kind: ["institutes"],
  status: ["statuses"],
  observer: ["statuses"],
  observer_suspended: ["statuses"],
  session: ["sessions"],
  agreement_kind: ["agreements"],
  party: ["agreements"],
  parent: ["agreements"],
  concerns: ["agreements", "experiments"],
  in_force: ["agreements"],
  suspended: ["agreements"],
  restricted: ["agreements"],
  closed_to_newcomers: ["agreements"],
  excepted: ["agreements", "people"],
  affiliated: ["affiliations"],
  connection: ["affiliations"],
  contract: ["contracts", "institutes"],
  employed: ["contracts"],
  presence: ["contracts"],
  participates: ["memberships"],
  qualified: ["qualifications"],
  dues_paid: ["dues"],
  team: ["teams"],
  resident: ["residences"],
  residence_card: ["residence_cards"],
  dependant: ["dependants"],
  dependant_permit: ["dependants"],
  appointed: ["appointments"],
  mark: ["marks"],
  recalled: ["marks"],
  deceased: ["marks"],
  share: ["shares"],
};

/** In which file what a column names is registered. */
const REGISTERED_IN: Readonly<Record<Exclude<Named, "act">, string>> = {
  person: "people",
  party: "parties",
  institute: "institutes",
  experiment: "experiments",
  agreement: "agreements",
  body: "bodies",
  session: "sessions",
  decision: "decisions",
};

/** What cannot do without other files although none of its columns must be filled in. */
const WITH: Readonly<Record<string, readonly string[]>> = { agreements: ["parties", "agreement_acts"] };

function needed(table: Table): string[] {
  const named = table.columns.flatMap(({ names, needed: by }) =>
    names === undefined || names === "act" || by.length < table.sorts.length ? [] : [REGISTERED_IN[names]],
  );
  return [...named, ...(WITH[table.name] ?? [])];
}

/** The registry's own files among those that hang together with the first ones, in their order. */
function ownTables(first: readonly string[]): Table[] {
  const names = new Set(first);
  for (const name of names)
    for (const other of needed(TABLES.find((table) => table.name === name)!)) names.add(other);
  return TABLES.filter(({ name }) => names.has(name));
}

/** A file of a new registry. */
export interface NewFile {
  readonly path: string;
  /** What stands in it: of a declared record the sentence of the policy. */
  readonly title: string;
  readonly text: string;
}

/**
 * The files of an empty registry that gives every record of a policy: `datapackage.json` first, then the registry's own
 * files that the policy's records come from or name something of, then one for each record of the policy's own.
 *
 *     newRegistry(policy.records, { name: "lakes", title: "Lakes", policy: "../lakes.policy.md" })
 */
export function newRegistry(
  records: readonly RecordDeclaration[],
  meta: Omit<RegistryMeta, "records">,
): NewFile[] {
  const declared: DeclaredRecord[] = records
    .filter(({ name, columns }) => !isOwnRecord(name) && columns.length > 0)
    .map(({ name, title, columns }) => {
      const isTaken = TABLES.some((table) => table.name === name);
      return declareRecord(name, columnsFor(columns), {
        resource: isTaken ? `${name}_record` : name,
        ...(title === undefined ? {} : { title }),
      });
    });
  const own = ownTables([
    ...records.flatMap(({ name }) => FILES_OF[name] ?? []),
    ...declared.flatMap(({ columns }) =>
      columns.flatMap(({ name }) => {
        const names = namedBy(name);
        return names === undefined ? [] : [REGISTERED_IN[names]];
      }),
    ),
  ]);
  const file = (table: Table): NewFile => ({
    path: `${table.name}.csv`,
    title: table.title,
    text: writeTable(table, []),
  });
  return [
    { path: DESCRIPTOR, title: meta.title, text: writeDescriptor(meta, own, declared) },
    ...own.map(file),
    ...declared.map((each) => file(tableOfRecord(each))),
  ];
}
