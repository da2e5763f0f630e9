/**
 * Day by day: how many of those who lose an entitlement have it, as things stand and under the draft. Both lines are of the same people,
 * so that what lies between them is what the draft takes from them, and nothing else.
 */
import { type Day, eachInterval, type IntervalSet, OPEN, unionAll } from "@comity/calendar";
import type { Evaluation, Tuple, Value } from "@comity/policy";
import type { WrittenDay } from "./fact-sheet.ts";
import type { Impact } from "./lay-draft.ts";
import { dayText, phraseOf } from "./wording.ts";

/** From this day on so many have it as things stand, and so many under the draft. */
export type CourseStep = readonly [day: WrittenDay, standing: number, draft: number];

/** The course of one entitlement among those who lose it. */
export interface CourseSheet {
  readonly name: string;
  /** What it lets somebody do: "may enter the site". */
  readonly title: string;
  /** Of which kind those are who are counted: `Person`, `Dependant`, `Party` ... */
  readonly counts: string;
  /** How many lose it. */
  readonly people: number;
  /** Days ascending; the first is that from which on is counted. */
  readonly steps: readonly CourseStep[];
}

/** What somebody has by each tuple. */
type Held = readonly { readonly key: string; readonly days: IntervalSet }[];

/** What was looked up in an evaluation stays true of it: drafts that are laid over the same one ask for much the same people. */
const looked = new WeakMap<Evaluation, Map<string, Map<Value, Held>>>();

const keyOf = (tuple: Tuple): string => JSON.stringify(tuple);

function heldBy(evaluation: Evaluation, name: string, column: number, width: number, subject: Value): Held {
  let ofAll = looked.get(evaluation);
  if (ofAll === undefined) {
    ofAll = new Map();
    looked.set(evaluation, ofAll);
  }
  let ofName = ofAll.get(name);
  if (ofName === undefined) {
    ofName = new Map();
    ofAll.set(name, ofName);
  }
  let held = ofName.get(subject);
  if (held === undefined) {
    const pattern = Array.from({ length: width }, (_, c) => (c === column ? subject : undefined));
    held = [...evaluation.list(name, pattern)].map(({ tuple, days }) => ({ key: keyOf(tuple), days }));
    ofName.set(subject, held);
  }
  return held;
}

/** Adds one for each stretch of days, and takes it off again behind it. */
function count(events: Map<Day, [number, number]>, days: IntervalSet, side: 0 | 1, from: Day, to: Day): void {
  const add = (on: Day, one: number): void => {
    let event = events.get(on);
    if (event === undefined) {
      event = [0, 0];
      events.set(on, event);
    }
    event[side] += one;
  };
  for (const [first, end] of eachInterval(days)) {
    if (end <= from || first >= to) continue;
    add(first < from ? from : first, 1);
    if (end < to && end !== OPEN) add(end, -1);
  }
}

/**
 * The courses of all entitlements that somebody loses, in the policy's order, from one day to before another.
 *
 *     coursesOf(impact, day("2024-01-01"), day("2027-01-01"))[0]
 *     // { name: "site_access", ..., people: 468, steps: [["2024-01-01", 468, 468], ["2024-06-28", 468, 448], ...] }
 *
 * At each day the first figure less the second is how many lack it because of the draft, less those who have it by the draft alone.
 */
export function coursesOf({ before, after, losses }: Impact, from: Day, to: Day): CourseSheet[] {
  const { shapes, lost } = losses;
  const changes = new Map<string, Map<Value, Map<string, IntervalSet>>>();
  for (const { predicate, tuple, after: days } of before.difference(after, [...lost.keys()])) {
    const subject = tuple[shapes.get(predicate)!.subject] ?? predicate;
    if (lost.get(predicate)?.has(subject) !== true) continue;
    let ofName = changes.get(predicate);
    if (ofName === undefined) {
      ofName = new Map();
      changes.set(predicate, ofName);
    }
    let ofSubject = ofName.get(subject);
    if (ofSubject === undefined) {
      ofSubject = new Map();
      ofName.set(subject, ofSubject);
    }
    ofSubject.set(keyOf(tuple), days);
  }
  const courses: CourseSheet[] = [];
  for (const [name, { declaration, counts, subject: column }] of shapes) {
    const ofName = changes.get(name);
    if (ofName === undefined) continue;
    const width = declaration.columns.length;
    const events = new Map<Day, [number, number]>([[from, [0, 0]]]);
    for (const [subject, changed] of ofName) {
      const held = heldBy(before, name, column, width, subject);
      const standing = unionAll(held.map(({ days }) => days));
      const draft = unionAll([
        ...held.filter(({ key }) => !changed.has(key)).map(({ days }) => days),
        ...changed.values(),
      ]);
      count(events, standing, 0, from, to);
      count(events, draft, 1, from, to);
    }
    courses.push({
      name,
      title: phraseOf(declaration),
      counts,
      people: ofName.size,
      steps: stepsOf(events),
    });
  }
  return courses;
}

/** Running sums; a day on which nothing changes is no step. */
function stepsOf(events: ReadonlyMap<Day, readonly [number, number]>): CourseStep[] {
  let [standing, draft] = [0, 0];
  const steps: CourseStep[] = [];
  for (const [on, [more, moreDraft]] of [...events].sort(([a], [b]) => a - b)) {
    if (steps.length > 0 && more === 0 && moreDraft === 0) continue;
    standing += more;
    draft += moreDraft;
    steps.push([dayText(on), standing, draft]);
  }
  return steps;
}
