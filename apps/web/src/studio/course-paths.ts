/** Step lines: counts that stay from one day to the next that changes them. */
import { type Day, day } from "@comity/calendar";
import type { CourseSheet } from "@comity/decision";
import type { TimeScale } from "../pieces/time-scale.ts";

export interface CoursePaths {
  readonly standing: string;
  readonly draft: string;
  /** What lies between both. */
  readonly between: string;
}

/** Days come again with every sheet: each is read once. */
const read = new Map<string, Day>();

function dayOf(written: string): Day {
  const known = read.get(written);
  if (known !== undefined) return known;
  const found = day(written);
  read.set(written, found);
  return found;
}

/** Places to a tenth of a pixel, as they are written: writing the same fractions anew took most of the time of a picture. */
const tenths: string[] = [];
/** Places further out than this many tenths are on no page, and not kept. */
const OUTERMOST = 100_000;

function placeOf(pixels: number): string {
  const tenth = Math.round(pixels * 10);
  const known = tenths[tenth];
  if (known !== undefined) return known;
  const written = String(tenth / 10);
  if (tenth >= 0 && tenth < OUTERMOST) tenths[tenth] = written;
  return written;
}

/** The paths of a course in a box that is `height` high; 0 stands at the bottom. */
export function pathsOf({ steps }: CourseSheet, scale: TimeScale, height: number): CoursePaths {
  let most = 1;
  for (const [, standing, draft] of steps) most = Math.max(most, standing, draft);
  const y = (count: number): string => placeOf(height - (count / most) * (height - 2));
  let standing = "";
  let draft = "";
  /** Along the standing line from its end. */
  let back = "";
  let [count, drafted] = [0, 0];
  let level = y(0);
  for (const [on, nextCount, nextDrafted] of steps) {
    const first = dayOf(on);
    if (first >= scale.to) break;
    const x = placeOf(scale.x(first));
    const was = level;
    if (nextCount !== count || standing === "") level = y(nextCount);
    if (first <= scale.from || standing === "") {
      standing = `M${x} ${level}`;
      draft = `M${x} ${y(nextDrafted)}`;
      back = `H${x}Z`;
    } else {
      if (nextCount !== count) {
        standing += `H${x}V${level}`;
        back = `H${x}V${was}${back}`;
      }
      if (nextDrafted !== drafted) draft += `H${x}V${y(nextDrafted)}`;
    }
    count = nextCount;
    drafted = nextDrafted;
  }
  const end = placeOf(scale.right);
  return {
    standing: `${standing}H${end}`,
    draft: `${draft}H${end}`,
    between: `${draft}H${end}V${level}${back}`,
  };
}

/** How many have it on a day, as things stand and under the draft. */
export function countsOn({ steps }: CourseSheet, on: string): readonly [number, number] {
  const found = steps.findLast(([first]) => first <= on);
  return found === undefined ? [0, 0] : [found[1], found[2]];
}
