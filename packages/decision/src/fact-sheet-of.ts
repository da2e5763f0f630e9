/** From a draft laid over a registry to the finished fact sheet. */
import { type Day, formatDay, type IntervalSet, OPEN, unionAll } from "@comity/calendar";
import type { Predicate, Tuple, Value } from "@comity/policy";
import { agreementSheets } from "./changed-agreements.ts";
import { actWords } from "./draft-words.ts";
import type {
  ClauseSheet,
  DayFigure,
  EntitlementSheet,
  ExperimentSheet,
  FactSheet,
  MarkSheet,
  MarksSheet,
  RemedySheet,
} from "./fact-sheet.ts";
import { instituteSheets } from "./hit-institutes.ts";
import type { Impact, ImpactOptions } from "./lay-draft.ts";
import type { EntitlementShape, FirstDays } from "./losses.ts";
import { moneyOf } from "./money.ts";
import { notTouched } from "./not-touched.ts";
import { otherLosersSheets } from "./other-losers.ts";
import { ofPeople, partyTitle } from "./registered-facts.ts";
import { byText, dayBefore, dayText, isOfKind, phraseOf, tupleText } from "./wording.ts";

/** Regions of a person's residence that are near the host. */
const NEARBY: readonly string[] = ["Geneva area"];
/** So many cases of a clause are shown. */
const MOST_EXAMPLES = 5;

/** How many there are by the first day, days ascending. */
function figuresByDay(subjects: ReadonlyMap<Value, Day>): DayFigure[] {
  const byDay = new Map<Day, number>();
  for (const on of subjects.values()) byDay.set(on, (byDay.get(on) ?? 0) + 1);
  return [...byDay]
    .sort(([a], [b]) => a - b)
    .map(([on, people]) => ({ day: dayText(on), lastDay: dayBefore(on), people }));
}

/** People (or others) who lose or gain an entitlement, and of whom it comes back. */
function entitlementSheets(
  shapes: ReadonlyMap<string, EntitlementShape>,
  first: FirstDays,
  again?: FirstDays,
): EntitlementSheet[] {
  const sheets: EntitlementSheet[] = [];
  for (const [name, { declaration, counts, isPersonal }] of shapes) {
    const subjects = first.get(name);
    if (subjects === undefined) continue;
    const back = again?.get(name);
    sheets.push({
      name,
      title: phraseOf(declaration),
      counts,
      ...(isPersonal ? {} : { impersonal: true as const }),
      people: subjects.size,
      byDay: figuresByDay(subjects),
      ...(back === undefined ? {} : { again: { people: back.size, byDay: figuresByDay(back) } }),
    });
  }
  return sheets;
}

/** A tuple with the names of parties before their identifiers: an identifier alone tells a delegation nothing. */
function withNames({ folded, before }: Impact, { columns }: Predicate, tuple: Tuple): Tuple {
  return tuple.map((value, at) => {
    const { kind } = columns[at]!;
    const isParty = ["Party", "Institute", "State"].some((each) => isOfKind(before.policy, kind, each));
    const title = isParty ? partyTitle(folded, String(value)) : value;
    return title === value ? value : `${title} (${value})`;
  });
}

function clauseSheets(impact: Impact): ClauseSheet[] {
  const { before, losses } = impact;
  const sheets: ClauseSheet[] = [];
  for (const [name, cases] of losses.clauses) {
    const declaration = before.policy.predicates.find((each) => each.name === name) as Predicate;
    const days: IntervalSet = unionAll(cases.map((one) => one.days));
    const written = [];
    for (let k = 0; k < days.length; k += 2)
      written.push({
        day: dayText(days[k]! as Day),
        ...(days[k + 1] === OPEN ? {} : { lastDay: dayBefore(days[k + 1]! as Day) }),
      });
    sheets.push({
      clause: declaration.title ?? name,
      ...(declaration.source === undefined ? {} : { source: declaration.source }),
      cases: cases.length,
      // A clause that names nobody has one case and nothing to tell of it.
      examples:
        declaration.columns.length === 0
          ? []
          : cases
              .map(({ tuple }) => tupleText(declaration, withNames(impact, declaration, tuple)))
              .sort(byText)
              .slice(0, MOST_EXAMPLES),
      days: written,
      ...(declaration.columns.some(({ kind }) => losses.isPersonal(kind)) ? {} : { impersonal: true }),
    });
  }
  return sheets.sort((a, b) => byText(a.clause, b.clause));
}

function marksOf(
  { folded, losses }: Impact,
  on: Day,
  nearby: readonly string[],
): { marks: MarksSheet; byMark: MarkSheet[] } {
  const marked = ofPeople(folded, "mark", on, losses.people);
  const regions = ofPeople(folded, "resident", on, losses.people);
  const near = new Set(nearby.flatMap((region) => [...(regions.get(region) ?? [])]));
  return {
    marks: {
      missionCritical: marked.get("mission critical")?.size ?? 0,
      underReview: marked.get("under review")?.size ?? 0,
      residentNearby: near.size,
      dependants: ofPeople(folded, "dependant", on, losses.people).size,
    },
    byMark: [...marked]
      .map(([mark, people]) => ({ mark, people: people.size }))
      .sort((a, b) => b.people - a.people || byText(a.mark, b.mark)),
  };
}

function experimentSheets({ folded, losses }: Impact): ExperimentSheet[] {
  return [...losses.experiments]
    .map(([id, people]) => ({
      id,
      title: folded.experiments.get(id)?.title ?? id,
      people: people.size,
    }))
    .sort((a, b) => b.people - a.people || byText(a.id, b.id));
}

/** The day on which most people lose something first; of equal ones the earliest. */
function mainDay({ losses, changed, draft }: Impact): Day {
  const counts = new Map<Day, number>();
  for (const on of losses.people.values()) counts.set(on, (counts.get(on) ?? 0) + 1);
  let best: Day | undefined;
  for (const [on, count] of counts) {
    const most = best === undefined ? 0 : counts.get(best)!;
    if (count > most || (count === most && on < best!)) best = on;
  }
  return best ?? changed[0]?.from ?? draft.date;
}

function warningsOf(impact: Impact): string[] {
  const { draft, drafted, losses, changed } = impact;
  const warnings = [...draft.warnings];
  if (drafted.changes.length === 0)
    warnings.push("the draft changes nothing: everything it asks for is so already");
  else if (losses.lost.size === 0 && losses.gained.size === 0)
    warnings.push(
      `the draft changes ${changed.length > 0 ? "agreements" : "what is on record"}, and nobody loses or gains anything by it`,
    );
  return warnings;
}

/** The fact sheet of an impact; see `impactOf`. */
export function factSheetOf(
  impact: Impact,
  options: ImpactOptions = {},
  remedies: readonly RemedySheet[] = [],
): FactSheet {
  const { folded, draft, drafted, before, after, changed, losses, hit, parties } = impact;
  const { meta } = options;
  const first = [...losses.people.values()].reduce<Day | undefined>(
    (least, on) => (least === undefined || on < least ? on : least),
    undefined,
  );
  const clauses = clauseSheets(impact);
  const byInstitute = instituteSheets(folded, hit);
  const { marks, byMark } = marksOf(impact, draft.knownOn, options.nearby ?? NEARBY);
  return {
    decision: {
      title: draft.title,
      ...(draft.note === undefined ? {} : { note: draft.note }),
      ...(draft.body === undefined ? {} : { body: draft.body }),
      ...(draft.session === undefined ? {} : { session: draft.session }),
      date: formatDay(draft.date),
      acts: actWords(draft.acts, { policy: before.policy, folded, ledger: drafted.ledger }),
    },
    knownOn: formatDay(draft.knownOn),
    ...(meta === undefined
      ? {}
      : {
          registry: {
            name: meta.name,
            title: meta.title,
            ...(meta.description === undefined ? {} : { description: meta.description }),
          },
        }),
    policy: before.policy.title,
    admissible: clauses.length === 0,
    clauses,
    agreements: agreementSheets(changed, meta?.host),
    people: losses.people.size,
    keepElsewhere: losses.keepElsewhere.size,
    institutes: byInstitute.length,
    ...(first === undefined ? {} : { firstDay: dayText(first), lastDayBefore: dayBefore(first) }),
    entitlements: entitlementSheets(losses.shapes, losses.lost, losses.again),
    others: otherLosersSheets(impact),
    byInstitute,
    experiments: experimentSheets(impact),
    notTouched: notTouched({
      folded,
      before,
      after,
      losses,
      hit,
      parties,
      acts: draft.acts,
      on: mainDay(impact),
    }),
    marks,
    byMark,
    money: moneyOf(folded, drafted),
    remedies,
    gains: { people: losses.gainers.size, entitlements: entitlementSheets(losses.shapes, losses.gained) },
    warnings: warningsOf(impact),
  };
}
