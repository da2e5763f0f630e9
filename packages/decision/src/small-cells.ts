/** What of a fact sheet may be shown to whoever is not cleared. */
import type {
  DayFigure,
  EntitlementSheet,
  FactSheet,
  Figure,
  OtherLosersSheet,
  RemedySheet,
} from "./fact-sheet.ts";
import { type Cell, Cells, SMALLEST_SHOWN, shown } from "./suppression.ts";

type Again = NonNullable<EntitlementSheet["again"]>;

/** Entitlements whose figures are cells: the days of each sum to its whole. */
function entitlementCells(cells: Cells, sheets: readonly EntitlementSheet[]): () => EntitlementSheet[] {
  const made = sheets.map((sheet) => {
    // How many institutes or states lose something tells nothing of any person.
    if (sheet.impersonal === true) return { sheet, total: undefined, days: [] };
    const total = cells.of(sheet.people);
    const days = sheet.byDay.map(({ people }) => cells.of(people));
    cells.sum(days, total);
    return { sheet, total, days };
  });
  return () =>
    made.map(({ sheet, total, days }) =>
      total === undefined
        ? sheet
        : {
            ...sheet,
            people: shown(total),
            byDay: sheet.byDay.map((day, k): DayFigure => ({ ...day, people: shown(days[k]!) })),
            ...(sheet.again === undefined ? {} : { again: shownAgain(sheet.again, sheet, total) }),
          },
    );
}

/**
 * Of whom it comes back. These figures, those of whom it does not, and the days are parts of wholes that hang together, and so do
 * a day on which some lose it and a day on which most of these have it again: they are shown where no such figure or difference
 * is small, and all hidden where one is.
 */
function shownAgain(
  { people, byDay }: Again,
  { people: losers, byDay: lostBy }: EntitlementSheet,
  total: Cell,
): Again {
  const ofDays = byDay.flatMap((back) => lostBy.map((lost) => difference(lost.people, back.people)));
  const figures = [people, difference(losers, people), ...byDay.map((day) => day.people), ...ofDays];
  const isOpen = figures.every((figure) => figure !== null && (figure <= 0 || figure >= SMALLEST_SHOWN));
  return isOpen && !total.hidden
    ? { people, byDay }
    : { people: null, byDay: byDay.map((day) => ({ ...day, people: null })) };
}

/**
 * Others who lose something. Where they are people, such as families, their figure is often that of an entitlement which they
 * lose: it is hidden where it is small, or one of these is hidden.
 */
function shownOthers(
  others: readonly OtherLosersSheet[],
  entitlements: readonly EntitlementSheet[],
): OtherLosersSheet[] {
  return others.map((other) => {
    if (other.impersonal === true) return other;
    const isSmall = other.count !== null && other.count < SMALLEST_SHOWN;
    const isHidden = entitlements.some(({ counts, people }) => counts === other.kind && people === null);
    return isSmall || isHidden ? { ...other, count: null } : other;
  });
}

/** A list whose figures sum to something that a reader may know. */
function listCells<Row extends { readonly people: Figure }>(
  cells: Cells,
  rows: readonly Row[],
  cellOf: (row: Row) => Cell = ({ people }) => cells.of(people),
): { readonly made: readonly Cell[]; readonly rows: () => Row[] } {
  const made = rows.map(cellOf);
  return { made, rows: () => rows.map((row, k) => ({ ...row, people: shown(made[k]!) })) };
}

function remedyCells(cells: Cells, remedies: readonly RemedySheet[]): () => RemedySheet[] {
  const made = remedies.map((remedy) => ({
    remedy,
    people: cells.of(remedy.people),
    keeps: remedy.keeps.map((kept) => ({
      kept,
      cell: kept.impersonal === true ? undefined : cells.of(kept.people),
    })),
  }));
  return () =>
    made.map(({ remedy, people, keeps }) => ({
      ...remedy,
      people: shown(people),
      keeps: keeps.map(({ kept, cell }) => (cell === undefined ? kept : { ...kept, people: shown(cell) })),
    }));
}

/**
 * The fact sheet without what would show single people: figures from 1 to 4 are `null`, and so are as many others as it
 * takes that no sum or difference of what is shown gives one of them. Cases of clauses that name people go too.
 *
 *     hideSmallCells(sheet).byInstitute    // [{ name: "Kurchatov Institute", people: 88 }, { name: ..., people: null }]
 */
export function hideSmallCells(sheet: FactSheet): FactSheet {
  const cells = new Cells();
  const people = cells.of(sheet.people);
  const keepElsewhere = cells.of(sheet.keepElsewhere);
  // Who keeps all elsewhere and who does not are the people hit.
  cells.sum([keepElsewhere, cells.of(difference(sheet.people, sheet.keepElsewhere))], people);
  const entitlements = entitlementCells(cells, sheet.entitlements);
  const gained = entitlementCells(cells, sheet.gains.entitlements);
  const gainers = cells.of(sheet.gains.people);
  const institutes = listCells(cells, sheet.byInstitute, ({ people: count, id }) => cells.of(count, id));
  cells.sum(institutes.made);
  const experiments = listCells(cells, sheet.experiments);
  cells.sum(experiments.made);
  // The same figure stands among those who are not touched.
  const notTouched = listCells(cells, sheet.notTouched, (row) =>
    row.group === "also elsewhere" ? keepElsewhere : cells.of(row.people),
  );
  const { missionCritical, underReview, residentNearby, dependants } = sheet.marks;
  const marks = {
    missionCritical: cells.of(missionCritical),
    underReview: cells.of(underReview),
    residentNearby: cells.of(residentNearby),
    dependants: cells.of(dependants),
  };
  const byMark = listCells(cells, sheet.byMark, ({ mark, people: count }) =>
    mark === "mission critical"
      ? marks.missionCritical
      : mark === "under review"
        ? marks.underReview
        : cells.of(count),
  );
  const remedies = remedyCells(cells, sheet.remedies);
  const cases = sheet.clauses.map(({ cases: count, impersonal }) =>
    impersonal === true ? undefined : cells.of(count),
  );
  cells.settle();
  const lost = entitlements();
  return {
    ...sheet,
    people: shown(people),
    keepElsewhere: shown(keepElsewhere),
    entitlements: lost,
    others: shownOthers(sheet.others, lost),
    gains: { people: shown(gainers), entitlements: gained() },
    byInstitute: institutes.rows(),
    experiments: experiments.rows(),
    notTouched: notTouched.rows(),
    marks: {
      missionCritical: shown(marks.missionCritical),
      underReview: shown(marks.underReview),
      residentNearby: shown(marks.residentNearby),
      dependants: shown(marks.dependants),
    },
    byMark: byMark.rows(),
    remedies: remedies(),
    clauses: sheet.clauses.map((clause, k) => {
      const cell = cases[k];
      return cell === undefined ? clause : { ...clause, cases: shown(cell), examples: [] };
    }),
  };
}

function difference(whole: Figure, part: Figure): Figure {
  return whole === null || part === null ? null : whole - part;
}
