/**
 * The tables that acts are projected into, for somebody with `psql`: their columns in order, and what the database says of each.
 * `docs/store-tables.md` is written from these words by way of the database.
 */

/** What a column holds: text, a number, a day (an int32 here), or days `[from, to)`. */
export type ColumnSort = "text" | "number" | "date" | "daterange";

export interface ProjectedColumn {
  readonly name: string;
  readonly sort: ColumnSort;
  /** Whether the column may be empty. */
  readonly optional?: true;
  readonly comment: string;
}

export interface ProjectedTable {
  readonly name: TableName;
  /** What tells one subject's rows from another's: the registry's id and these come first in the key. */
  readonly key: readonly string[];
  /** Besides `registry`, which is the first column of each, and `valid` and `known`, which are the last. */
  readonly columns: readonly ProjectedColumn[];
  readonly comment: string;
  /** What `valid` says of a row, where it is more than the days on which it is true. */
  readonly valid: string;
}

export type TableName =
  | "party"
  | "institute"
  | "experiment"
  | "person"
  | "agreement"
  | "agreement_state"
  | "agreement_party"
  | "agreement_parent"
  | "affiliation"
  | "contract"
  | "membership";

const text = (name: string, comment: string): ProjectedColumn => ({ name, sort: "text", comment });
const optional = (name: string, sort: ColumnSort, comment: string): ProjectedColumn => ({
  name,
  sort,
  optional: true,
  comment,
});
const act = text("act", "Id of the act that says so.");
const person = text(
  "person",
  "Id of the person as the act gives it; see `person.same_as` for people who were merged.",
);
const agreement = text("agreement", "Id of the agreement.");

export const KNOWN_COMMENT =
  "Days on which the registry knew it so: from the day on which it was recorded to before the day on which a later act changed it. No upper end: it is what is known now.";

export const PROJECTED_TABLES: readonly ProjectedTable[] = [
  {
    name: "party",
    key: ["party"],
    columns: [
      text("party", "Id of the party."),
      text("title", "Its name."),
      text("kind", "State, Organisation, FundingAgency or Laboratory."),
      optional("part_of", "text", "The state or organisation that an agency or laboratory belongs to."),
      act,
    ],
    comment:
      "States, organisations, agencies and laboratories that can sign agreements; institutes have a table of their own.",
    valid:
      "Days on which the party is called so: from the first day that the act gives to before that of the next act about it.",
  },
  {
    name: "institute",
    key: ["institute"],
    columns: [
      text("institute", "Id of the institute."),
      text("title", "Its name."),
      text("kind", "University, laboratory, international laboratory ..."),
      text("seat", "Id of the state where it sits."),
      text("governed_by", "Id of the party whose agreement governs it."),
      optional("ror", "text", "ROR id, the nine characters alone."),
      optional("city", "text", "Where it is."),
      act,
    ],
    comment: "Institutes, with their seat and the party whose agreement governs each.",
    valid: "Days on which this is true of the institute.",
  },
  {
    name: "experiment",
    key: ["experiment"],
    columns: [text("experiment", "Id of the experiment."), text("title", "Its name."), act],
    comment: "Experiments in which people and institutes take part.",
    valid:
      "Days on which the experiment is called so: from the first day that the act gives to before that of the next act about it.",
  },
  {
    name: "person",
    key: ["person"],
    columns: [
      text(
        "person",
        "Id of the person. Names, mail addresses and ORCID iDs are sealed in the acts and are in no table.",
      ),
      text(
        "state",
        "`normal`; `alias`: shown under an alias only; `erased`: the personal data was destroyed.",
      ),
      optional("alias", "text", "The alias under which the person is shown."),
      text(
        "same_as",
        "Id under which the person's acts are gathered: the person's own, or that of the person merged into.",
      ),
    ],
    comment:
      "People, without anything personal. Somebody who has two identifiers has a row for each; the row whose `same_as` is its own `person` stands for all.",
    valid: "From the first day that the registry gives for the person; since ever where it gives none.",
  },
  {
    name: "agreement",
    key: ["agreement"],
    columns: [
      agreement,
      text("title", "Its name."),
      text("kind", "ICA, protocol, addendum, MoU, contract of association ..."),
      {
        name: "signed_on",
        sort: "date",
        optional: true,
        comment: "Day of signing; empty where nobody knows it.",
      },
      optional(
        "in_force",
        "daterange",
        "Days in force, suspended ones among them; empty where it never entered into force.",
      ),
      optional(
        "ended_by",
        "text",
        "What ends it: term, notice, termination, postponement, succession or parent; empty where nothing does.",
      ),
      text("renewal", "`tacit` or `none`."),
      optional("notice_period", "text", "Notice must be given so long before the last day of a term."),
      text("act", "Id of the signature that counts."),
    ],
    comment:
      "Agreements, each with the days on which it is in force once all acts about it and its family are taken together.",
    valid: "From the day of signing, or of entry into force where that came first.",
  },
  {
    name: "agreement_state",
    key: ["agreement", "state", "about"],
    columns: [
      agreement,
      text("state", "`in force`, `suspended`, `restricted`, `closed to newcomers` or `excepted`."),
      text(
        "about",
        "Of `restricted` the restriction, of `excepted` the id of the person; otherwise empty text.",
      ),
    ],
    comment:
      "What agreements are on which days: in force, suspended, restricted, closed to newcomers, and who is excepted. A suspended agreement stays in force.",
    valid: "Days on which the agreement is so.",
  },
  {
    name: "agreement_party",
    key: ["agreement", "party"],
    columns: [agreement, text("party", "Id of the party.")],
    comment: "Who is a party to which agreement.",
    valid:
      "Days of the party's part, from signing or accession to its departure, notice or the end of what it came in under.",
  },
  {
    name: "agreement_parent",
    key: ["agreement", "parent"],
    columns: [agreement, text("parent", "Id of the agreement under which it stands and with which it ends.")],
    comment: "Under which agreement each stands; what stood under a predecessor moves under the successor.",
    valid: "Days on which it stands under that parent.",
  },
  {
    name: "affiliation",
    key: ["person", "act"],
    columns: [
      person,
      act,
      text("institute", "Id of the institute."),
      text("connection", "`affiliated with`, `also at`, `on leave from` or `visitor`."),
    ],
    comment: "Dated ties of people to institutes.",
    valid: "Days on which the person has that tie.",
  },
  {
    name: "contract",
    key: ["person", "act"],
    columns: [
      person,
      act,
      optional(
        "institute",
        "text",
        "Id of the institute through which the person is associated; empty: employed by the organisation itself.",
      ),
      text("category", "USER, COAS, VISC; STAFF, FELL ..."),
      optional("presence", "number", "Percent of the person's time; those of simultaneous contracts add up."),
    ],
    comment: "Contracts of association and employments.",
    valid: "Days on which the contract runs.",
  },
  {
    name: "membership",
    key: ["person", "act"],
    columns: [
      person,
      act,
      text("experiment", "Id of the experiment."),
      optional("institute", "text", "Id of the institute in whose team the person takes part."),
    ],
    comment: "Who takes part in which experiment.",
    valid: "Days on which the person takes part.",
  },
];

/** A table by name. */
export function projectedTable(name: TableName): ProjectedTable {
  return PROJECTED_TABLES.find((table) => table.name === name)!;
}
