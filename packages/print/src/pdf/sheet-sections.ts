/** The sections of a printed fact sheet: what is lost, where, by whom, what it costs, what helps. */
import type { DayFigure, EntitlementSheet, FactSheet, Figure } from "@comity/decision";
import type { Words } from "../words/words.ts";
import { type PageBlock, type PageCell, type PageColumn, type PageSection, plain, rich } from "./pieces.ts";

/** Longer lists are cut on paper; the workbook has all of them. */
const MOST_ROWS = 120;
/** So many days are printed of one entitlement. */
const MOST_DAYS = 12;
const MOST_EXAMPLES = 3;

const words = (text: string, tone?: "strong" | "faint"): PageCell =>
  tone === undefined ? { sort: "rich", parts: rich(text) } : { sort: "rich", parts: rich(text), tone };

/** A name: never looked through for backticks. */
const name = (text: string, tone?: "strong" | "faint"): PageCell => ({
  sort: "rich",
  parts: plain(text),
  ...(tone === undefined ? {} : { tone }),
});

const code = (text: string): PageCell => ({
  sort: "rich",
  parts: plain(text).map((part) => ({ ...part, isCode: true })),
});

const number = (text: string, tone?: "strong" | "faint"): PageCell =>
  tone === undefined ? { sort: "figure", text } : { sort: "figure", text, tone };

const column = (
  title: string,
  width: PageColumn["width"] = "fit",
  align: PageColumn["align"] = "left",
): PageColumn => ({ title, width, align });

const share = (value: Figure, top: number): number => (value === null || top === 0 ? 0 : value / top);

const most = (figures: readonly Figure[]): number => Math.max(0, ...figures.map((value) => value ?? 0));

/** A table, cut where it is too long; nothing where it is empty. */
function table(
  columns: readonly PageColumn[],
  groups: readonly (readonly (readonly PageCell[])[])[],
  said: Words,
): PageBlock[] {
  if (groups.length === 0) return [];
  const left = groups.length - MOST_ROWS;
  return [
    {
      sort: "table",
      columns,
      groups: groups.slice(0, MOST_ROWS),
      ...(left > 0 ? { rest: said.more(left) } : {}),
    },
  ];
}

const section = (title: string, blocks: readonly PageBlock[]): PageSection[] =>
  blocks.length === 0 ? [] : [{ title, blocks }];

/** Each entitlement with a bar, and beside it the days on which it goes. */
function byDays(sheets: readonly EntitlementSheet[], said: Words, dayTitle: string): PageBlock[] {
  const top = most(sheets.map(({ people }) => people));
  const counts = sheets.some(({ impersonal }) => impersonal === true)
    ? said.columns.count
    : said.columns.people;
  const groups = sheets.map((sheet) => {
    const days: readonly (DayFigure | string)[] =
      sheet.byDay.length > MOST_DAYS
        ? [...sheet.byDay.slice(0, MOST_DAYS - 1), said.more(sheet.byDay.length - MOST_DAYS + 1)]
        : sheet.byDay;
    const rows = Math.max(1, days.length);
    const title = sheet.counts === "Person" ? sheet.title : `${sheet.title} (${said.kind(sheet.counts)})`;
    const lead: PageCell[] = [
      { ...words(title), rows },
      { ...number(said.count(sheet.people), "strong"), rows },
      { sort: "bar", share: share(sheet.people, top), rows },
    ];
    const cellsOf = (each: DayFigure | string | undefined): PageCell[] =>
      each === undefined
        ? [number(""), number("")]
        : typeof each === "string"
          ? [words(each, "faint"), number("")]
          : [number(each.day), number(said.count(each.people))];
    return [[...lead, ...cellsOf(days[0])], ...days.slice(1).map(cellsOf)];
  });
  return table(
    [
      column(said.columns.entitlement, "fill"),
      column(counts, "fit", "right"),
      column("", "bar"),
      column(dayTitle),
      column(counts, "fit", "right"),
    ],
    groups,
    said,
  );
}

/** Of each entitlement that comes back: to how many, and from which days. */
function again(sheet: FactSheet, said: Words): PageBlock[] {
  const items = sheet.entitlements.flatMap((each) => {
    if (each.again === undefined) return [];
    const days = each.again.byDay.map((back) => said.fromDay(back.people, back.day)).join(", ");
    return [
      {
        text: rich(`${each.title}: ${said.againOf(each.again.people, each.people)} (${days})`),
        under: [],
      },
    ];
  });
  return items.length === 0 ? [] : [{ sort: "items", items }];
}

function agreements(sheet: FactSheet, said: Words): PageBlock[] {
  return table(
    [column(said.columns.agreement), column(said.columns.change), column(said.columns.title, "fill")],
    sheet.agreements.map((each) => [[code(each.id), name(said.change(each)), name(each.title, "faint")]]),
    said,
  );
}

function institutes(sheet: FactSheet, said: Words): PageBlock[] {
  const top = most(sheet.byInstitute.map(({ people }) => people));
  return table(
    [
      column(said.columns.institute, "fill"),
      column(said.columns.party),
      column(said.columns.people, "fit", "right"),
      column("", "bar"),
    ],
    sheet.byInstitute.map((each) => [
      [
        name(each.name),
        name(each.partyName, "faint"),
        number(said.count(each.people), "strong"),
        { sort: "bar", share: share(each.people, top) },
      ],
    ]),
    said,
  );
}

/** Grants, institutes, states ... that lose something: which ones, and from which day. */
function others(sheet: FactSheet, said: Words): PageSection[] {
  return sheet.others.flatMap(({ kind, named }) => {
    const hasInstitutes = named.some((each) => each.institutes.length > 0);
    const rows = named.map((each) => [
      [
        name(each.title),
        ...(each.title === each.id ? [name("")] : [name(each.id, "faint")]),
        ...(hasInstitutes ? [name(each.institutes.map((one) => one.name).join(", "), "faint")] : []),
        number(each.day),
      ],
    ]);
    const columns = [
      column(said.kind(kind), "fill"),
      column(""),
      ...(hasInstitutes ? [column(said.columns.institute, "fill")] : []),
      column(said.columns.firstWithout),
    ];
    return section(said.sections.which(kind), table(columns, rows, said));
  });
}

function among(sheet: FactSheet, said: Words): PageBlock[] {
  const { missionCritical, underReview, residentNearby, dependants } = sheet.marks;
  const usual: [string, Figure][] = [
    [said.marks.missionCritical, missionCritical],
    [said.marks.underReview, underReview],
    [said.marks.residentNearby, residentNearby],
    [said.marks.dependants, dependants],
  ];
  const own = sheet.byMark
    .filter(({ mark }) => mark !== "mission critical" && mark !== "under review")
    .map(({ mark, people }): [string, Figure] => [mark, people]);
  // A body that keeps no such marks is not asked to read four noughts.
  const rows = [...(usual.some(([, value]) => value !== 0) ? usual : []), ...own];
  const columns = [column("", "fill"), column("", "fit", "right"), column("", "bar")];
  const bars = (list: readonly (readonly [string, Figure])[], title: string): PageBlock[] => {
    const top = sheet.people ?? most(list.map(([, value]) => value));
    return table(
      [{ ...columns[0]!, title }, { ...columns[1]!, title: said.columns.people }, columns[2]!],
      list.map(([what, value]) => [
        [
          name(what),
          number(said.count(value), "strong"),
          { sort: "bar", share: Math.min(1, share(value, top)) },
        ],
      ]),
      said,
    );
  };
  return [
    ...bars(rows, said.columns.who),
    ...bars(
      sheet.experiments.map(({ title, people }) => [title, people] as const),
      said.byExperiment,
    ),
  ];
}

function notTouched(sheet: FactSheet, said: Words): PageBlock[] {
  return table(
    [
      column(said.columns.people, "fit", "right"),
      column(said.columns.who, "fill"),
      column(said.columns.because, "wide"),
    ],
    sheet.notTouched.map((each) => [
      [number(said.count(each.people), "strong"), name(each.institute), words(each.because, "faint")],
    ]),
    said,
  );
}

function money(sheet: FactSheet, said: Words): PageSection[] {
  const { experiments, needTakers } = sheet.money;
  const increase = (value: number | null): string => (value === null ? "" : `+${said.percent(value)}`);
  const rows = experiments
    .filter(({ spread }) => spread > 0)
    .map((each) => {
      const left = each.untaken === 0 ? "" : ` (${said.untaken(said.count(each.untaken))})`;
      const who = each.leavers.map(({ title, units }) => `${title} ${said.count(units)}`).join(", ");
      return [
        [
          name(each.title),
          name(`${who}${left}`, "faint"),
          number(said.count(each.spread), "strong"),
          number(said.percent(each.spreadPercent)),
          number(increase(each.increasePercent), "strong"),
        ],
      ];
    });
  if (rows.length > 1)
    rows.push([
      [
        name(said.columns.all, "strong"),
        name(""),
        number(said.count(sheet.money.spread), "strong"),
        number(said.percent(sheet.money.spreadPercent)),
        number(increase(sheet.money.increasePercent), "strong"),
      ],
    ]);
  const shares = table(
    [
      column(said.columns.experiment, "fill"),
      column(said.columns.leavers, "wide"),
      column(said.columns.spread, "fit", "right"),
      column(said.columns.ofAll, "fit", "right"),
      column(said.columns.othersPay, "fit", "right"),
    ],
    rows,
    said,
  );
  const takers = table(
    [
      column(said.columns.experiment, "fill"),
      column(said.columns.item, "wide"),
      column(said.columns.units, "fit", "right"),
      column(said.columns.party, "fill"),
      column(said.columns.from),
    ],
    needTakers.map((each) => [
      [
        name(each.experimentTitle),
        name(each.item),
        number(said.count(each.units), "strong"),
        name(each.title, "faint"),
        number(each.day),
      ],
    ]),
    said,
  );
  return [...section(said.sections.money, shares), ...section(said.sections.takers, takers)];
}

function remedies(sheet: FactSheet, said: Words): PageBlock[] {
  const items = sheet.remedies.map(({ remedy, people, others: helped, keeps, examples }) => {
    const isImpersonal = helped !== undefined && people === 0;
    const kept = keeps.map((each) => `${each.title} (${said.count(each.people)})`).join(", ");
    return {
      figure: isImpersonal
        ? helped.map(({ kind, count }) => `${said.count(count)} ${said.kinds(kind)}`).join(", ")
        : said.count(people),
      text: rich(remedy),
      under: [
        ...(kept === "" ? [] : [{ label: said.keeps, parts: rich(kept) }]),
        ...(examples.length === 0
          ? []
          : [{ label: said.forExample, parts: plain(examples.slice(0, MOST_EXAMPLES).join("; ")) }]),
      ],
    };
  });
  return items.length === 0 ? [] : [{ sort: "items", items }];
}

function clauses(sheet: FactSheet, said: Words): PageBlock[] {
  const items = sheet.clauses.map(({ clause, source, cases, examples, days }) => {
    const when = days.map(({ day, lastDay }) => said.span(day, lastDay)).join(", ");
    return {
      text: rich(`${clause}: ${said.cases(cases)}, ${when}`),
      under: [
        ...(source === undefined ? [] : [{ label: said.source, parts: plain(source) }]),
        ...(examples.length === 0
          ? []
          : [{ label: said.forExample, parts: plain(examples.slice(0, MOST_EXAMPLES).join("; ")) }]),
      ],
    };
  });
  return items.length === 0 ? [] : [{ sort: "items", items }];
}

function warnings(sheet: FactSheet): PageBlock[] {
  const items = sheet.warnings.map((each) => ({ text: rich(each.replace("\n  help: ", "; ")), under: [] }));
  return items.length === 0 ? [] : [{ sort: "items", items }];
}

/** All sections that have something to say, in the order in which one asks. */
export function sheetSections(sheet: FactSheet, said: Words): PageSection[] {
  const titles = said.sections;
  return [
    ...section(titles.clauses, clauses(sheet, said)),
    ...section(titles.warnings, warnings(sheet)),
    ...section(titles.lost, byDays(sheet.entitlements, said, said.columns.firstWithout)),
    ...section(titles.again, again(sheet, said)),
    ...section(titles.gained, byDays(sheet.gains.entitlements, said, said.columns.firstWith)),
    ...section(titles.agreements, agreements(sheet, said)),
    ...others(sheet, said),
    ...section(titles.institutes, institutes(sheet, said)),
    ...section(titles.among, among(sheet, said)),
    ...section(titles.notTouched, notTouched(sheet, said)),
    ...section(titles.remedies, remedies(sheet, said)),
    ...money(sheet, said),
  ];
}
