/** Step lines: counts that stay from one day to the next that changes them. */
import { type Day, day } from "@comity/calendar";
import type { CourseSheet } from "@comity/decision";
import type { TimeScale } from "../pieces/time-scale.ts";

export interface CoursePaths {
  readonly standing: string;
  readonly draft: string;
  /** What lies between both. */
  readonly between: string;
  readonly most: number;
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

const round = (place: number): number => Math.round(place * 10) / 10;

/** The paths of a course in a box that is `height` high; 0 stands at the bottom. */
export function pathsOf({ steps }: CourseSheet, scale: TimeScale, height: number): CoursePaths {
  let most = 1;
  for (const [, standing, draft] of steps) most = Math.max(most, standing, draft);
  const y = (count: number): number => round(height - (count / most) * (height - 2));
  let standing = "";
  let draft = "";
  const back: string[] = [];
  let last: readonly [number, number] | undefined;
  for (const [on, count, drafted] of steps) {
    const first = dayOf(on);
    if (first >= scale.to) break;
    const x = round(scale.x(first));
    if (first <= scale.from || last === undefined) {
      standing = `M${x} ${y(count)}`;
      draft = `M${x} ${y(drafted)}`;
      back.length = 0;
      back.push(`L${x} ${y(count)}`);
    } else {
      if (count !== last[0]) standing += `H${x}V${y(count)}`;
      if (drafted !== last[1]) draft += `H${x}V${y(drafted)}`;
      back.push(`L${x} ${y(last[0])}`, `L${x} ${y(count)}`);
    }
    last = [count, drafted];
  }
  const end = round(scale.right);
  const [lastStanding] = last ?? [0, 0];
  return {
    standing: `${standing}H${end}`,
    draft: `${draft}H${end}`,
    between: `${draft}H${end}L${end} ${y(lastStanding)}${back.reverse().join("")}Z`,
    most,
  };
}

/** How many have it on a day, as things stand and under the draft. */
export function countsOn({ steps }: CourseSheet, on: string): readonly [number, number] {
  const found = steps.findLast(([first]) => first <= on);
  return found === undefined ? [0, 0] : [found[1], found[2]];
}
