/**
 * Day by day: how many of those who lose an entitlement have it, as things stand and under the draft. Both lines are of the same people,
 * so that what lies between them is what the draft takes from them, and nothing else.
 */
import { type Day, type IntervalSet, unionAll } from "@comity/calendar";
import type { Differing, Evaluation, Tuple, Value } from "@comity/policy";
import type { WrittenDay } from "./fact-sheet.ts";
import { patternOf } from "./held-days.ts";
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

/** What somebody has by each tuple, and by any of them. */
interface Held {
  readonly tuples: readonly { readonly tuple: Tuple; readonly days: IntervalSet }[];
  readonly days: IntervalSet;
}

/** What was looked up in an evaluation stays true of it: drafts that are laid over the same one ask for much the same people. */
const looked = new WeakMap<Evaluation, Map<string, Map<Value, Held>>>();

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
    const tuples = [...evaluation.list(name, patternOf(column, width, subject))];
    held = { tuples, days: unionAll(tuples.map(({ days }) => days)) };
    ofName.set(subject, held);
  }
  return held;
}

const isSame = (a: Tuple, b: Tuple): boolean => a.every((value, at) => value === b[at]);

/** The days on which somebody has it under the draft, by whatever changes and by what stays. */
function daysUnder({ tuples }: Held, changes: readonly Differing[]): IntervalSet {
  const days = changes.map(({ after }) => after);
  const isFew = tuples.length * changes.length <= 64;
  const keys = isFew ? undefined : new Set(changes.map(({ tuple }) => JSON.stringify(tuple)));
  for (const held of tuples) {
    const isChanged =
      keys?.has(JSON.stringify(held.tuple)) ?? changes.some(({ tuple }) => isSame(tuple, held.tuple));
    if (!isChanged) days.push(held.days);
  }
  return unionAll(days);
}

/** How many more there are from each day on, of a stretch of days; as things stand, and under the draft. */
class Counting {
  readonly #from: Day;
  readonly #to: Day;
  readonly #more: readonly [standing: Int32Array, draft: Int32Array];

  constructor(from: Day, to: Day) {
    this.#from = from;
    this.#to = to;
    const length = Math.max(1, to - from);
    this.#more = [new Int32Array(length), new Int32Array(length)];
  }

  /** Adds one for each stretch of days, and takes it off again behind it. */
  add(days: IntervalSet, side: 0 | 1): void {
    const more = this.#more[side];
    const [from, to] = [this.#from, this.#to];
    for (let k = 0; k < days.length; k += 2) {
      const [first, end] = [days[k]!, days[k + 1]!];
      if (end <= from || first >= to) continue;
      const at = first < from ? 0 : first - from;
      more[at] = more[at]! + 1;
      if (end < to) more[end - from] = more[end - from]! - 1;
    }
  }

  /** Running sums; a day on which nothing changes is no step. */
  steps(): CourseStep[] {
    const [moreStanding, moreDraft] = this.#more;
    let [standing, draft] = [0, 0];
    const steps: CourseStep[] = [];
    for (let at = 0; at < moreStanding.length; at++) {
      if (at > 0 && moreStanding[at] === 0 && moreDraft[at] === 0) continue;
      standing += moreStanding[at]!;
      draft += moreDraft[at]!;
      steps.push([dayText((this.#from + at) as Day), standing, draft]);
    }
    return steps;
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
export function coursesOf({ before, losses }: Impact, from: Day, to: Day): CourseSheet[] {
  const courses: CourseSheet[] = [];
  for (const [name, { declaration, counts, subject: column }] of losses.shapes) {
    const losers = losses.lost.get(name);
    if (losers === undefined) continue;
    const width = declaration.columns.length;
    const counting = new Counting(from, to);
    const bySubject = new Map<Value, Differing[]>();
    for (const change of losses.changes.get(name)!) {
      const subject = change.tuple[column] ?? name;
      if (!losers.has(subject)) continue;
      if (width === 1) {
        // Whoever is all of a tuple has it by that tuple alone.
        counting.add(change.before, 0);
        counting.add(change.after, 1);
        continue;
      }
      const changes = bySubject.get(subject);
      if (changes === undefined) bySubject.set(subject, [change]);
      else changes.push(change);
    }
    for (const [subject, changes] of bySubject) {
      const held = heldBy(before, name, column, width, subject);
      counting.add(held.days, 0);
      counting.add(daysUnder(held, changes), 1);
    }
    courses.push({
      name,
      title: phraseOf(declaration),
      counts,
      people: losers.size,
      steps: counting.steps(),
    });
  }
  return courses;
}
