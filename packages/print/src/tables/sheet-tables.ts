/**
 * A fact sheet as tables that programs and spreadsheets read: everything it says, nothing cut. Names of tables and columns are
 * English and stay as they are, whatever language is printed.
 */
import type { DayFigure, EntitlementSheet, FactSheet, Figure } from "@comity/decision";
import type { PrintOptions } from "../print-options.ts";

/** What a column holds. A `day` may be `since ever`, a `figure` hidden. */
export type ColumnSort = "text" | "day" | "figure" | "percent" | "boolean";

/** `undefined` where a row says nothing there; `null` is a figure that is hidden. */
export type TableCell = string | number | boolean | null | undefined;

export interface SheetTable {
  /** At most 31 letters, as workbooks ask; also the name of the CSV file. */
  readonly name: string;
  readonly columns: readonly (readonly [name: string, sort: ColumnSort])[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** What the sheet says of itself and its totals: one line for each, whose value is of that line's sort. */
export type OverviewLine = readonly [what: string, sort: ColumnSort, value: TableCell];

/** Backticks mark identifiers for whoever sets type; in a cell they are noise. */
const bare = (text: string): string => text.replaceAll("`", "");

export function overviewOf(sheet: FactSheet, options: PrintOptions): OverviewLine[] {
  const { decision, registry, marks } = sheet;
  const lines: OverviewLine[] = [
    ["title", "text", decision.title],
    ["body", "text", decision.body],
    ["session", "text", decision.session],
    ["date", "day", decision.date],
    ["note", "text", decision.note],
    ["known on", "day", sheet.knownOn],
    ["registry", "text", registry?.title],
    ["about the registry", "text", registry?.description],
    ["acts in the registry", "figure", options.head?.position],
    ["head of the registry", "text", options.head?.hash],
    ["policy", "text", sheet.policy],
    ["small figures shown", "boolean", options.isCleared === true],
    ["rounded to multiples of five", "boolean", options.isRounded === true],
    ...(options.marks ?? []).map(({ label, value }): OverviewLine => [label, "text", value]),
    ["admissible", "boolean", sheet.admissible],
    ["people who lose something", "figure", sheet.people],
    ["of these, keep it all elsewhere", "figure", sheet.keepElsewhere],
    ["institutes", "figure", sheet.institutes],
    ["first day", "day", sheet.firstDay],
    ["last day before", "day", sheet.lastDayBefore],
    ["mission critical", "figure", marks.missionCritical],
    ["under review", "figure", marks.underReview],
    ["living nearby", "figure", marks.residentNearby],
    ["their dependants", "figure", marks.dependants],
    ["people who gain something", "figure", sheet.gains.people],
  ];
  return lines.filter(([, , value]) => value !== undefined);
}

type Dated = readonly [entitlement: EntitlementSheet, change: string, days: readonly DayFigure[]];

function entitlementTables(sheet: FactSheet): SheetTable[] {
  const dated: Dated[] = [
    ...sheet.entitlements.map((each): Dated => [each, "lost", each.byDay]),
    ...sheet.entitlements.map((each): Dated => [each, "had again", each.again?.byDay ?? []]),
    ...sheet.gains.entitlements.map((each): Dated => [each, "gained", each.byDay]),
  ];
  const total = (each: EntitlementSheet, change: string, people: Figure, again?: Figure): TableCell[] => [
    each.name,
    each.title,
    change,
    each.counts,
    people,
    again,
  ];
  return [
    {
      name: "entitlements",
      columns: [
        ["entitlement", "text"],
        ["title", "text"],
        ["change", "text"],
        ["counts", "text"],
        ["how many", "figure"],
        ["of these, again later", "figure"],
      ],
      rows: [
        ...sheet.entitlements.map((each) => total(each, "lost", each.people, each.again?.people)),
        ...sheet.gains.entitlements.map((each) => total(each, "gained", each.people)),
      ],
    },
    {
      name: "entitlements by day",
      columns: [
        ["entitlement", "text"],
        ["change", "text"],
        ["first day of it", "day"],
        ["last day before", "day"],
        ["how many", "figure"],
      ],
      rows: dated.flatMap(([each, change, days]) =>
        days.map((one): TableCell[] => [each.name, change, one.day, one.lastDay, one.people]),
      ),
    },
  ];
}

function whoTables(sheet: FactSheet): SheetTable[] {
  return [
    {
      name: "institutes",
      columns: [
        ["institute", "text"],
        ["name", "text"],
        ["party", "text"],
        ["name of the party", "text"],
        ["people", "figure"],
      ],
      rows: sheet.byInstitute.map(({ id, name, party, partyName, people }) => [
        id,
        name,
        party,
        partyName,
        people,
      ]),
    },
    {
      name: "experiments and marks",
      columns: [
        ["sort", "text"],
        ["id", "text"],
        ["title", "text"],
        ["people", "figure"],
      ],
      rows: [
        ...sheet.experiments.map(({ id, title, people }) => ["experiment", id, title, people]),
        ...sheet.byMark.map(({ mark, people }) => ["mark", mark, mark, people]),
      ],
    },
    {
      name: "others who lose",
      columns: [
        ["kind", "text"],
        ["id", "text"],
        ["title", "text"],
        ["first day without", "day"],
        ["last day with", "day"],
        ["institutes", "text"],
      ],
      rows: sheet.others.flatMap(({ kind, named }) =>
        named.map(({ id, title, day, lastDay, institutes }): TableCell[] => [
          kind,
          id,
          title,
          day,
          lastDay,
          institutes.length === 0 ? undefined : institutes.map(({ name }) => name).join("; "),
        ]),
      ),
    },
    {
      name: "others in number",
      columns: [
        ["kind", "text"],
        ["how many", "figure"],
        ["first day without", "day"],
      ],
      rows: sheet.others.map(({ kind, count, firstDay }) => [kind, count, firstDay]),
    },
    {
      name: "not touched",
      columns: [
        ["group", "text"],
        ["who", "text"],
        ["people", "figure"],
        ["because", "text"],
        ["institutes", "text"],
      ],
      rows: sheet.notTouched.map(({ group, institute, people, because, ids }) => [
        group,
        institute,
        people,
        bare(because),
        ids.join("; "),
      ]),
    },
  ];
}

function decidedTables(sheet: FactSheet): SheetTable[] {
  return [
    {
      name: "decided",
      columns: [
        ["number", "figure"],
        ["what", "text"],
      ],
      rows: sheet.decision.acts.map((act, at) => [at + 1, bare(act)]),
    },
    {
      name: "to be known",
      columns: [["what", "text"]],
      rows: sheet.warnings.map((each) => [bare(each.replace("\n  help: ", "; "))]),
    },
    {
      name: "clauses",
      columns: [
        ["clause", "text"],
        ["source", "text"],
        ["cases", "figure"],
        ["first day", "day"],
        ["last day", "day"],
        ["examples", "text"],
      ],
      rows: sheet.clauses.flatMap(({ clause, source, cases, days, examples }) =>
        days.map(({ day, lastDay }): TableCell[] => [
          clause,
          source,
          cases,
          day,
          lastDay,
          examples.length === 0 ? undefined : examples.join("; "),
        ]),
      ),
    },
    {
      name: "agreements",
      columns: [
        ["agreement", "text"],
        ["title", "text"],
        ["kind", "text"],
        ["parties", "text"],
        ["change", "text"],
        ["first day of it", "day"],
        ["last day before", "day"],
        ["last day of it", "day"],
        ["restriction", "text"],
        ["with", "text"],
      ],
      rows: sheet.agreements.map((each) => [
        each.id,
        each.title,
        each.kind,
        each.parties.join("; "),
        each.change,
        each.day,
        each.lastDay,
        each.through,
        each.restriction,
        each.with,
      ]),
    },
  ];
}

function moneyTables({ money }: FactSheet): SheetTable[] {
  return [
    {
      name: "money by experiment",
      columns: [
        ["experiment", "text"],
        ["title", "text"],
        ["units in all", "figure"],
        ["units to spread", "figure"],
        ["of all", "percent"],
        ["others pay more by", "percent"],
        ["units nobody takes", "figure"],
      ],
      rows: money.experiments.map((each) => [
        each.experiment,
        each.title,
        each.total,
        each.spread,
        each.spreadPercent,
        each.increasePercent ?? undefined,
        each.untaken,
      ]),
    },
    {
      name: "money of leavers",
      columns: [
        ["experiment", "text"],
        ["party", "text"],
        ["name of the party", "text"],
        ["units", "figure"],
        ["of all", "percent"],
        ["last day", "day"],
      ],
      rows: money.experiments.flatMap(({ experiment, leavers }) =>
        leavers.map(({ party, title, units, percent, lastDay }): TableCell[] => [
          experiment,
          party,
          title,
          units,
          percent,
          lastDay,
        ]),
      ),
    },
    {
      name: "money of those who stay",
      columns: [
        ["experiment", "text"],
        ["party", "text"],
        ["name of the party", "text"],
        ["units before", "figure"],
        ["units after", "figure"],
        ["more", "figure"],
        ["more, of before", "percent"],
      ],
      rows: money.experiments.flatMap(({ experiment, payers }) =>
        payers.map((each): TableCell[] => [
          experiment,
          each.party,
          each.title,
          each.units,
          each.unitsAfter,
          each.increase,
          each.increasePercent ?? undefined,
        ]),
      ),
    },
    {
      name: "to be taken over",
      columns: [
        ["experiment", "text"],
        ["item", "text"],
        ["units", "figure"],
        ["party", "text"],
        ["name of the party", "text"],
        ["from", "day"],
        ["source", "text"],
      ],
      rows: money.needTakers.map((each) => [
        each.experimentTitle,
        each.item,
        each.units,
        each.party,
        each.title,
        each.day,
        each.source,
      ]),
    },
  ];
}

function remedyTables(sheet: FactSheet): SheetTable[] {
  return [
    {
      name: "remedies",
      columns: [
        ["number", "figure"],
        ["remedy", "text"],
        ["people it would help", "figure"],
        ["examples", "text"],
      ],
      rows: sheet.remedies.map(({ remedy, people, examples }, at) => [
        at + 1,
        bare(remedy),
        people,
        examples.join("; "),
      ]),
    },
    {
      name: "what remedies keep",
      columns: [
        ["remedy", "figure"],
        ["entitlement", "text"],
        ["title", "text"],
        ["people", "figure"],
      ],
      rows: sheet.remedies.flatMap(({ keeps }, at) =>
        keeps.map(({ name, title, people }): TableCell[] => [at + 1, name, title, people]),
      ),
    },
  ];
}

/** The tables of a fact sheet, those without a row left out; the overview comes before them. */
export function sheetTables(sheet: FactSheet): SheetTable[] {
  return [
    ...decidedTables(sheet),
    ...entitlementTables(sheet),
    ...whoTables(sheet),
    ...remedyTables(sheet),
    ...moneyTables(sheet),
  ].filter(({ rows }) => rows.length > 0);
}
