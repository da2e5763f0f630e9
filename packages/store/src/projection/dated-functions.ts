/**
 * Questions as SQL functions: for each sort of row one that asks for a day, as known on another (today, where nobody says so),
 * and one that gives all that was known on a day, whatever days it is about. Titles stand beside identifiers, and people who were
 * merged under the identifier that they have now. Each is one `select`, which PostgreSQL puts in the place of the call.
 */

export interface DatedFunction {
  /** `affiliations_on(on_day date, known_on date default current_date)` */
  readonly signature: string;
  readonly returns: string;
  readonly body: string;
  readonly comment: string;
}

interface Question {
  readonly name: string;
  /** What the rows are, for the comment. */
  readonly rows: string;
  /** Columns of the result besides `registry`, first, and `valid` and `known`, last; with what gives each. */
  readonly columns: readonly (readonly [
    name: string,
    sort: string,
    from: string | ((day: string) => string),
  ])[];
  /** The table of which the rows are `r`, and whatever is joined. */
  readonly from: string;
}

/**
 * The title of what a column of the row names: on a day that of this day, else the newest; as known on another. Looked up row by
 * row: a join would be quicker once the database has counted its rows, and slower by far before, and nobody counts embedded ones.
 */
function titled(table: string, column: string, day: string): string {
  const first = day === "" ? "" : `(t.valid @> ${day}) desc, `;
  return `(select t.title from comity.${table} t where t.registry = r.registry and t.${table} = r.${column}
    and t.known @> known_on order by ${first}t.valid desc limit 1)`;
}

/** The person whom a row is about, as known on the day: one who was merged has another identifier now. */
const WHO =
  "left join comity.person p on p.registry = r.registry and p.person = r.person and p.known @> known_on";
const person = ["person", "text", "coalesce(p.same_as, r.person)"] as const;
const act = ["act", "text", "r.act"] as const;

const QUESTIONS: readonly Question[] = [
  {
    name: "parties",
    rows: "parties",
    columns: [
      ["party", "text", "r.party"],
      ["title", "text", "r.title"],
      ["kind", "text", "r.kind"],
      ["part_of", "text", "r.part_of"],
    ],
    from: "comity.party r",
  },
  {
    name: "institutes",
    rows: "institutes",
    columns: [
      ["institute", "text", "r.institute"],
      ["title", "text", "r.title"],
      ["kind", "text", "r.kind"],
      ["seat", "text", "r.seat"],
      ["governed_by", "text", "r.governed_by"],
      ["governed_by_title", "text", (day) => titled("party", "governed_by", day)],
      ["ror", "text", "r.ror"],
      ["city", "text", "r.city"],
    ],
    from: "comity.institute r",
  },
  {
    name: "people",
    rows: "people",
    columns: [
      ["person", "text", "r.person"],
      ["state", "text", "r.state"],
      ["alias", "text", "r.alias"],
    ],
    from: "(select * from comity.person where same_as = person) r",
  },
  {
    name: "agreements",
    rows: "agreements in force",
    columns: [
      ["agreement", "text", "r.agreement"],
      ["title", "text", "a.title"],
      ["kind", "text", "a.kind"],
      [
        "suspended",
        "boolean",
        (day) =>
          `exists (select from comity.agreement_state s where s.registry = r.registry and s.agreement = r.agreement and s.state = 'suspended'
            and s.known @> known_on and s.valid ${day === "" ? "&& r.valid" : `@> ${day}`})`,
      ],
      ["ended_by", "text", "a.ended_by"],
    ],
    from: "(select * from comity.agreement_state where state = 'in force') r join comity.agreement a on a.registry = r.registry and a.agreement = r.agreement and a.known @> known_on",
  },
  {
    name: "affiliations",
    rows: "affiliations",
    columns: [
      person,
      ["institute", "text", "r.institute"],
      ["institute_title", "text", (day) => titled("institute", "institute", day)],
      ["connection", "text", "r.connection"],
      act,
    ],
    from: `comity.affiliation r ${WHO}`,
  },
  {
    name: "contracts",
    rows: "contracts",
    columns: [
      person,
      ["institute", "text", "r.institute"],
      ["institute_title", "text", (day) => titled("institute", "institute", day)],
      ["category", "text", "r.category"],
      ["presence", "numeric", "r.presence"],
      act,
    ],
    from: `comity.contract r ${WHO}`,
  },
  {
    name: "memberships",
    rows: "memberships of experiments",
    columns: [
      person,
      ["experiment", "text", "r.experiment"],
      ["experiment_title", "text", (day) => titled("experiment", "experiment", day)],
      ["institute", "text", "r.institute"],
      ["institute_title", "text", (day) => titled("institute", "institute", day)],
      act,
    ],
    from: `comity.membership r ${WHO}`,
  },
];

function functionOf({ name, rows, columns, from }: Question, day: string): DatedFunction {
  const asked = day === "" ? "" : `${day} date, `;
  const names = [
    "registry text",
    ...columns.map(([column, sort]) => `${column} ${sort}`),
    "valid daterange",
    "known daterange",
  ];
  const selected = [
    "r.registry",
    ...columns.map(([, , value]) => (typeof value === "string" ? value : value(day))),
    "r.valid",
    "r.known",
  ];
  const where = ["r.known @> known_on", ...(day === "" ? [] : [`r.valid @> ${day}`])];
  return {
    signature: `${name}_${day === "" ? "known_on" : "on"}(${asked}known_on date${day === "" ? "" : " default current_date"})`,
    returns: names.join(", "),
    body: `select ${selected.join(", ")} from ${from} where ${where.join(" and ")}`,
    comment:
      day === ""
        ? `All ${rows} as known on a day, whatever days they are about.`
        : `The ${rows} on a day, as known on another; as known today where that is not given.`,
  };
}

export const DATED_FUNCTIONS: readonly DatedFunction[] = QUESTIONS.flatMap((question) => [
  functionOf(question, "on_day"),
  functionOf(question, ""),
]);
