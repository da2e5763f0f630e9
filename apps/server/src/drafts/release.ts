/**
 * Fact sheets for those who are not cleared. Each is made once and shown to everybody alike: small figures are hidden in it, and
 * so is every figure that differs from one released before by fewer than five, or two sheets a day apart would name somebody.
 */
import {
  type DayFigure,
  type FactSheet,
  type Figure,
  hideSmallCells,
  SMALLEST_SHOWN,
} from "@comity/decision";
import type { Head } from "@comity/store";
import type { DecisionFile } from "./draft-document.ts";

/** Ids are `DRAFT/NUMBER`, the number that of the frozen sheet. */
export const RELEASED = "released-sheet";

export interface ReleasedSheet {
  readonly draft: string;
  readonly number: number;
  readonly to: "public" | "bodies";
  readonly by: string;
  readonly at: string;
  readonly knownOn: string;
  readonly head: Head;
  /** That of the frozen sheet, with all its figures. */
  readonly hash: string;
  /** Without what would show single people. */
  readonly sheet: FactSheet;
}

/** Figures of the earlier sheets under one name; days of one entitlement share a name, as a draft on another day moves them. */
type Shown = Map<string, Set<number>>;

/** Goes through all figures of people in a sheet, by their names, and puts others in their place. */
function mapFigures(sheet: FactSheet, map: (name: string, figure: Figure) => Figure): FactSheet {
  const days = (name: string, list: readonly DayFigure[]) =>
    list.map((each) => ({ ...each, people: map(name, each.people) }));
  const entitlements = (lead: string, list: FactSheet["entitlements"]): FactSheet["entitlements"] =>
    list.map((each) => {
      if (each.impersonal === true) return each;
      const name = `${lead}/${each.name}`;
      return {
        ...each,
        people: map(name, each.people),
        byDay: days(`${name}/day`, each.byDay),
        ...(each.again === undefined
          ? {}
          : {
              again: {
                people: map(`${name}/again`, each.again.people),
                byDay: days(`${name}/again/day`, each.again.byDay),
              },
            }),
      };
    });
  const { marks } = sheet;
  return {
    ...sheet,
    people: map("people", sheet.people),
    keepElsewhere: map("elsewhere", sheet.keepElsewhere),
    entitlements: entitlements("lost", sheet.entitlements),
    gains: {
      people: map("gainers", sheet.gains.people),
      entitlements: entitlements("gained", sheet.gains.entitlements),
    },
    others: sheet.others.map((each) =>
      each.impersonal === true ? each : { ...each, count: map(`others/${each.kind}`, each.count) },
    ),
    byInstitute: sheet.byInstitute.map((each) => ({
      ...each,
      people: map(`institute/${each.id}`, each.people),
    })),
    experiments: sheet.experiments.map((each) => ({
      ...each,
      people: map(`experiment/${each.id}`, each.people),
    })),
    notTouched: sheet.notTouched.map((each) => ({
      ...each,
      people: map(`untouched/${each.group}/${each.institute}`, each.people),
    })),
    marks: {
      missionCritical: map("mark/mission critical", marks.missionCritical),
      underReview: map("mark/under review", marks.underReview),
      residentNearby: map("nearby", marks.residentNearby),
      dependants: map("dependants", marks.dependants),
    },
    byMark: sheet.byMark.map((each) => ({ ...each, people: map(`mark/${each.mark}`, each.people) })),
    remedies: sheet.remedies.map((each) => ({
      ...each,
      people: map(`remedy/${each.key}`, each.people),
      keeps: each.keeps.map((kept) =>
        kept.impersonal === true
          ? kept
          : { ...kept, people: map(`remedy/${each.key}/${kept.name}`, kept.people) },
      ),
    })),
    clauses: sheet.clauses.map((each) =>
      each.impersonal === true ? each : { ...each, cases: map(`clause/${each.clause}`, each.cases) },
    ),
  };
}

function figuresOf(sheets: readonly FactSheet[]): Shown {
  const shown: Shown = new Map();
  for (const sheet of sheets)
    mapFigures(sheet, (name, figure) => {
      if (figure !== null) shown.set(name, (shown.get(name) ?? new Set()).add(figure));
      return figure;
    });
  return shown;
}

/**
 * A fact sheet as it may stand beside those released before.
 *
 *     hideBeside(sheetOf504, [released503]).people    // null
 */
export function hideBeside(sheet: FactSheet, released: readonly FactSheet[]): FactSheet {
  const shown = figuresOf(released);
  const isNear = (name: string, figure: number): boolean =>
    [...(shown.get(name) ?? [])].some(
      (other) => other !== figure && Math.abs(other - figure) < SMALLEST_SHOWN,
    );
  const open = mapFigures(sheet, (name, figure) => (figure !== null && isNear(name, figure) ? null : figure));
  return hideSmallCells(open);
}

/** Acts that are about agreements and states: what they say names nobody. */
const ABOUT_NOBODY = new Set([
  "termination",
  "postponement",
  "notice",
  "suspension",
  "resumption",
  "restriction",
  "closing to newcomers",
  "amendment",
  "succession",
  "accession",
  "departure",
  "status",
  "observer suspension",
]);

/** What is decided, without whom an exception names: not even how many. */
function withoutNames(sheet: FactSheet, file: DecisionFile): readonly string[] {
  const acts = file.acts as readonly DecisionFile[];
  const words: string[] = [];
  let at = 0;
  for (const act of acts) {
    const persons = Array.isArray(act.persons) ? act.persons.length : 0;
    const count = act.act === "exception" ? persons + (act.person === undefined ? 0 : 1) : 1;
    const said = sheet.decision.acts.slice(at, at + count);
    at += count;
    if (ABOUT_NOBODY.has(String(act.act))) words.push(...said);
    else
      words.push(
        act.act === "exception"
          ? `people whom the decision names are excepted from what happens to \`${String(act.agreement)}\``
          : "a further act, which may name people, is not shown here",
      );
  }
  return words;
}

/** A frozen fact sheet as it is released, beside those released before. */
export function releasable(
  sheet: FactSheet,
  decision: DecisionFile,
  released: readonly FactSheet[],
): FactSheet {
  const hidden = hideBeside(sheet, released);
  // Warnings may name whom a draft is about.
  return {
    ...hidden,
    decision: { ...hidden.decision, acts: withoutNames(sheet, decision) },
    warnings: [],
  };
}
