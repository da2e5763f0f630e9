/**
 * Two drafts side by side, or a draft with things as they stand, or two policies on one registry. Neither side is
 * special: turned round, the comparison says the same with its sides exchanged.
 */
import { type Day, formatDay } from "@comity/calendar";
import type { Evaluation, Value } from "@comity/policy";
import type { Folded } from "@comity/registry";
import type { Draft } from "./draft.ts";
import type { Figure, MoneySheet, WrittenDay } from "./fact-sheet.ts";
import { instituteSheets } from "./hit-institutes.ts";
import type { Impact } from "./lay-draft.ts";
import { type FirstDays, lossesBetween, shapesOf } from "./losses.ts";
import { moneyOf } from "./money.ts";
import { firstDayOf } from "./other-losers.ts";
import { Cells, shown } from "./suppression.ts";
import { byText, dayBefore, dayText, phraseOf } from "./wording.ts";

/** How many are on one side alone, how many on both; `a` is `onlyA` and `both`. */
export interface Sides {
  readonly a: Figure;
  readonly b: Figure;
  readonly onlyA: Figure;
  readonly onlyB: Figure;
  readonly both: Figure;
}

export interface DraftSide {
  readonly title: string;
  readonly date: WrittenDay;
  readonly knownOn: WrittenDay;
  readonly admissible: boolean;
  /** The first day on which somebody loses something. */
  readonly firstDay?: WrittenDay;
  readonly lastDayBefore?: WrittenDay;
  readonly money: MoneySheet;
}

export interface EntitlementComparison {
  readonly name: string;
  readonly title: string;
  readonly counts: string;
  /** Where these are no people: then no figure is hidden. */
  readonly impersonal?: true;
  /** Who loses it. */
  readonly lose: Sides;
  /** The first day on which somebody does. */
  readonly firstDay: { readonly a?: WrittenDay; readonly b?: WrittenDay };
  /** Of those who lose it on both sides: who does so earlier on one. */
  readonly earlier: { readonly a: Figure; readonly b: Figure };
  /** Who holds it on some day on one side on which they do not on the other. */
  readonly holdMore: { readonly a: Figure; readonly b: Figure };
}

/** Those of one kind, other than people, who lose something. */
export interface OtherComparison {
  readonly kind: string;
  readonly impersonal?: true;
  readonly lose: Sides;
}

export interface InstituteComparison {
  readonly id: string;
  readonly name: string;
  readonly party: string;
  readonly partyName: string;
  readonly lose: Sides;
}

export interface Comparison {
  readonly a: DraftSide;
  readonly b: DraftSide;
  /** People who lose anything. */
  readonly people: Sides;
  readonly institutes: { readonly [Side in keyof Sides]: number };
  readonly others: readonly OtherComparison[];
  readonly entitlements: readonly EntitlementComparison[];
  readonly byInstitute: readonly InstituteComparison[];
}

/** One entitlement under two evaluations. */
export interface EntitlementDifference {
  readonly name: string;
  readonly title: string;
  readonly counts: string;
  /** Who holds it on some day on which they do not on the other side. */
  readonly more: { readonly a: number; readonly b: number };
  readonly firstDay: { readonly a?: WrittenDay; readonly b?: WrittenDay };
}

/** The draft that changes nothing: what another is compared with. */
export function asThingsStand(folded: Folded, date: Day): Draft {
  return {
    title: "as things stand",
    date,
    knownOn: date < folded.knownOn ? date : folded.knownOn,
    acts: [],
    warnings: [],
  };
}

/** What is counted, by whom or what it is about. */
type Keys<Key> = ReadonlyMap<Key, unknown> | ReadonlySet<Key> | undefined;

/** How many keys are on one side alone, how many on both. */
export function sidesOf<Key>(a: Keys<Key>, b: Keys<Key>): { readonly [Side in keyof Sides]: number } {
  let both = 0;
  for (const key of a?.keys() ?? []) if (b?.has(key) === true) both++;
  const [sizeA, sizeB] = [a?.size ?? 0, b?.size ?? 0];
  return { a: sizeA, b: sizeB, onlyA: sizeA - both, onlyB: sizeB - both, both };
}

function earliest(days: Iterable<Day> | undefined): Day | undefined {
  let first: Day | undefined;
  for (const day of days ?? []) if (first === undefined || day < first) first = day;
  return first;
}

const firstDays = (a: Iterable<Day> | undefined, b: Iterable<Day> | undefined) => {
  const [first, second] = [earliest(a), earliest(b)];
  return {
    ...(first === undefined ? {} : { a: dayText(first) }),
    ...(second === undefined ? {} : { b: dayText(second) }),
  };
};

function sideOf({ folded, draft, drafted, losses }: Impact): DraftSide {
  // Where no person loses anything, the first day of all others.
  const first =
    earliest(losses.people.values()) ??
    firstDayOf([...losses.others.values()].flatMap((each) => [...each.values()]));
  return {
    title: draft.title,
    date: formatDay(draft.date),
    knownOn: formatDay(draft.knownOn),
    admissible: losses.clauses.size === 0,
    ...(first === undefined ? {} : { firstDay: dayText(first), lastDayBefore: dayBefore(first) }),
    money: moneyOf(folded, drafted),
  };
}

/** Of those on both sides, how many are earlier on each. */
function earlierOn(a: ReadonlyMap<Value, Day> | undefined, b: ReadonlyMap<Value, Day> | undefined) {
  let [first, second] = [0, 0];
  for (const [key, day] of a ?? []) {
    const other = b?.get(key);
    if (other === undefined || other === day) continue;
    if (day < other) first++;
    else second++;
  }
  return { a: first, b: second };
}

const impersonally = (isPersonal: boolean): { readonly impersonal?: true } =>
  isPersonal ? {} : { impersonal: true };

/** Two evaluations, of drafts or of policies: who holds which entitlement on days on which they do not on the other side. */
export function compareEvaluations(a: Evaluation, b: Evaluation): EntitlementDifference[] {
  const names = [...new Set([...shapesOf(a.policy).keys(), ...shapesOf(b.policy).keys()])];
  const shapes = new Map([...shapesOf(b.policy), ...shapesOf(a.policy)]);
  const { lost, gained } = lossesBetween(a, b, shapes);
  return names.map((name) => {
    const { declaration, counts } = shapes.get(name)!;
    const [moreA, moreB] = [lost.get(name), gained.get(name)];
    return {
      name,
      title: phraseOf(declaration),
      counts,
      more: { a: moreA?.size ?? 0, b: moreB?.size ?? 0 },
      firstDay: firstDays(moreA?.values(), moreB?.values()),
    };
  });
}

/**
 * Compares two drafts laid over registries, each by what it changes there.
 *
 *     const draft = layDraft(folded, evaluation, endAgreement(folded, "ICA-RU"));
 *     compareDrafts(draft, layDraft(folded, evaluation, asThingsStand(folded, folded.knownOn))).people
 */
export function compareDrafts(a: Impact, b: Impact): Comparison {
  const direct = new Map(compareEvaluations(a.after, b.after).map((each) => [each.name, each]));
  const isPersonal = (kind: string): boolean => a.losses.isPersonal(kind) || b.losses.isPersonal(kind);
  const lostOf = (days: FirstDays, name: string) => days.get(name);
  const entitlements = [...direct.values()].flatMap(
    ({ name, title, counts, more }): EntitlementComparison[] => {
      const [lostA, lostB] = [lostOf(a.losses.lost, name), lostOf(b.losses.lost, name)];
      if (lostA === undefined && lostB === undefined && more.a === 0 && more.b === 0) return [];
      return [
        {
          name,
          title,
          counts,
          ...impersonally(isPersonal(counts)),
          lose: sidesOf(lostA, lostB),
          firstDay: firstDays(lostA?.values(), lostB?.values()),
          earlier: earlierOn(lostA, lostB),
          holdMore: more,
        },
      ];
    },
  );
  const sheets = [...instituteSheets(a.folded, a.hit), ...instituteSheets(b.folded, b.hit)];
  const byInstitute = [...new Map(sheets.map((sheet) => [sheet.id, sheet])).values()]
    .map(({ id, name, party, partyName }) => ({
      id,
      name,
      party,
      partyName,
      lose: sidesOf(a.hit.get(id), b.hit.get(id)),
    }))
    .sort(
      (x, y) =>
        Math.max(y.lose.a, y.lose.b) - Math.max(x.lose.a, x.lose.b) ||
        byText(x.name, y.name) ||
        byText(x.id, y.id),
    );
  return {
    a: sideOf(a),
    b: sideOf(b),
    people: sidesOf(a.losses.people, b.losses.people),
    institutes: sidesOf(a.hit, b.hit),
    others: [...new Set([...a.losses.others.keys(), ...b.losses.others.keys()])].sort(byText).map((kind) => ({
      kind,
      ...impersonally(isPersonal(kind)),
      lose: sidesOf(a.losses.others.get(kind), b.losses.others.get(kind)),
    })),
    entitlements,
    byInstitute,
  };
}

/**
 * The five figures as cells, and how to read them back. Each side's whole stands in its own fact sheet, so the parts are
 * hidden together: any one of them would give the others away.
 */
export function sideCells(cells: Cells, { a, b, onlyA, onlyB, both }: Sides, name?: string) {
  const made = {
    a: cells.of(a, name),
    b: cells.of(b, name),
    onlyA: cells.of(onlyA, name),
    onlyB: cells.of(onlyB, name),
    both: cells.of(both, name),
  };
  cells.group([made.onlyA, made.onlyB, made.both]);
  const read = (): Sides => ({
    a: shown(made.a),
    b: shown(made.b),
    onlyA: shown(made.onlyA),
    onlyB: shown(made.onlyB),
    both: shown(made.both),
  });
  return { made, read };
}

/** A comparison without what would show single people: see `hideSmallCells`. */
export function hideSmallCellsOfComparison(comparison: Comparison): Comparison {
  const cells = new Cells();
  const people = sideCells(cells, comparison.people);
  const pair = ({ a, b }: { readonly a: Figure; readonly b: Figure }) => {
    const [first, second] = [cells.of(a), cells.of(b)];
    return () => ({ a: shown(first), b: shown(second) });
  };
  // What is lost by others than people is no secret, and stays as it is.
  const entitlements = comparison.entitlements.map((each) =>
    each.impersonal === true
      ? { each, figures: undefined }
      : {
          each,
          figures: {
            lose: sideCells(cells, each.lose),
            earlier: pair(each.earlier),
            holdMore: pair(each.holdMore),
          },
        },
  );
  const others = comparison.others.map((each) => ({
    each,
    lose: each.impersonal === true ? undefined : sideCells(cells, each.lose),
  }));
  const institutes = comparison.byInstitute.map((each) => ({
    each,
    lose: sideCells(cells, each.lose, each.id),
  }));
  for (const side of ["a", "b", "onlyA", "onlyB", "both"] as const)
    cells.sum(institutes.map(({ lose }) => lose.made[side]));
  cells.settle();
  return {
    ...comparison,
    people: people.read(),
    others: others.map(({ each, lose }) => (lose === undefined ? each : { ...each, lose: lose.read() })),
    entitlements: entitlements.map(({ each, figures }) =>
      figures === undefined
        ? each
        : {
            ...each,
            lose: figures.lose.read(),
            earlier: figures.earlier(),
            holdMore: figures.holdMore(),
          },
    ),
    byInstitute: institutes.map(({ each, lose }) => ({ ...each, lose: lose.read() })),
  };
}
