/**
 * Figures for whoever is not cleared and sees more than one answer: drafts that were released one after the other, the same draft on
 * another day. Hiding the small cells of one sheet says nothing of the next one: 23 people in the first and 20 in the
 * second are three people. So besides hiding small cells every figure is rounded to a multiple of five. Whatever one adds to and takes
 * from such figures, of however many answers, is a multiple of five again, and so never one of the hidden figures from 1 to 4.
 *
 * Deterministic rounding to base five is what statistical offices do to tables that others will subtract from each other. What is left is a
 * range: a figure that is shown as 20 is from 18 to 22.
 */
import { type Comparison, hideSmallCellsOfComparison, type Sides } from "./compare.ts";
import type { DayFigure, EntitlementSheet, FactSheet, Figure } from "./fact-sheet.ts";
import { hideSmallCells } from "./small-cells.ts";
import { SMALLEST_SHOWN } from "./suppression.ts";

/** Figures are shown as multiples of this. */
export const ROUNDED_TO = SMALLEST_SHOWN;

/** A figure as it is released: the nearest multiple of five; hidden where it was. */
export function rounded(figure: Figure): Figure {
  return figure === null ? null : Math.round(figure / ROUNDED_TO) * ROUNDED_TO;
}

/** Who is registered, by identifier: `Folded.people` is one. */
export interface KnownPeople {
  has(person: string): boolean;
}

/** A sentence without figures of people, and without the people whom it names. */
function impersonalText(text: string, people: KnownPeople): string {
  return text
    .replace(/\b\d+ (?:person is|people are)\b/g, "some people are")
    .replace(/\b\d+ (?:person|people)\b/g, "some people")
    .replace(/[^\s`'"(),;]+/g, (word) => (people.has(word.replace(/[.:]$/, "")) ? "somebody" : word));
}

const days = (byDay: readonly DayFigure[]): DayFigure[] =>
  byDay.map((each) => ({ ...each, people: rounded(each.people) }));

function entitlement(sheet: EntitlementSheet): EntitlementSheet {
  // How many institutes or states lose something tells nothing of any person.
  if (sheet.impersonal === true) return sheet;
  const { again } = sheet;
  return {
    ...sheet,
    people: rounded(sheet.people),
    byDay: days(sheet.byDay),
    ...(again === undefined ? {} : { again: { people: rounded(again.people), byDay: days(again.byDay) } }),
  };
}

const people = <Row extends { readonly people: Figure }>(rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, people: rounded(row.people) }));

/**
 * The fact sheet as it is released to those who are not cleared: small cells hidden, all other figures of people rounded to multiples of
 * five, nobody named.
 *
 *     releasedSheet(factSheetOf(impact), folded.people).byInstitute   // [{ name: "Kurchatov Institute", people: 90 }, ...]
 */
export function releasedSheet(sheet: FactSheet, known: KnownPeople): FactSheet {
  const hidden = hideSmallCells(sheet);
  const { marks, gains } = hidden;
  const text = (said: string): string => impersonalText(said, known);
  return {
    ...hidden,
    decision: { ...hidden.decision, acts: hidden.decision.acts.map(text) },
    warnings: hidden.warnings.map(text),
    people: rounded(hidden.people),
    keepElsewhere: rounded(hidden.keepElsewhere),
    entitlements: hidden.entitlements.map(entitlement),
    others: hidden.others.map((other) =>
      other.impersonal === true ? other : { ...other, count: rounded(other.count), named: [] },
    ),
    byInstitute: people(hidden.byInstitute),
    experiments: people(hidden.experiments),
    notTouched: people(hidden.notTouched),
    marks: {
      missionCritical: rounded(marks.missionCritical),
      underReview: rounded(marks.underReview),
      residentNearby: rounded(marks.residentNearby),
      dependants: rounded(marks.dependants),
    },
    byMark: people(hidden.byMark),
    remedies: hidden.remedies.map(({ others: _others, ...remedy }) => ({
      ...remedy,
      people: rounded(remedy.people),
      keeps: remedy.keeps.map((kept) =>
        kept.impersonal === true ? kept : { ...kept, people: rounded(kept.people) },
      ),
      examples: [],
    })),
    gains: { people: rounded(gains.people), entitlements: gains.entitlements.map(entitlement) },
    clauses: hidden.clauses.map((clause) =>
      clause.impersonal === true ? clause : { ...clause, cases: rounded(clause.cases), examples: [] },
    ),
  };
}

/** Figures of two sides as they are released. */
export function roundedSides({ a, b, onlyA, onlyB, both }: Sides): Sides {
  return {
    a: rounded(a),
    b: rounded(b),
    onlyA: rounded(onlyA),
    onlyB: rounded(onlyB),
    both: rounded(both),
  };
}

const pair = ({ a, b }: { readonly a: Figure; readonly b: Figure }) => ({ a: rounded(a), b: rounded(b) });

/** Two drafts side by side as those see them who are not cleared: as `releasedSheet`. */
export function releasedComparison(comparison: Comparison): Comparison {
  const hidden = hideSmallCellsOfComparison(comparison);
  return {
    ...hidden,
    people: roundedSides(hidden.people),
    others: hidden.others.map((each) =>
      each.impersonal === true ? each : { ...each, lose: roundedSides(each.lose) },
    ),
    entitlements: hidden.entitlements.map((each) =>
      each.impersonal === true
        ? each
        : {
            ...each,
            lose: roundedSides(each.lose),
            earlier: pair(each.earlier),
            holdMore: pair(each.holdMore),
          },
    ),
    byInstitute: hidden.byInstitute.map((each) => ({ ...each, lose: roundedSides(each.lose) })),
  };
}
