/** Of a stretch of days, those that are worth a try: its ends, those around days that the policy names, and a few more. */
import {
  ALWAYS,
  type Day,
  day,
  has,
  type IntervalSet,
  intersection,
  interval,
  isOpen,
} from "@comity/calendar";
import type { Stretch } from "../proof/proof.ts";
import { type PolicyMap, USUAL_DAY } from "./policy-map.ts";

/** Cases stay within these days: what is only so in the year 12000 is nobody's concern. */
const FIRST_DAY = day("1000-01-01");
const LAST_DAY = day("3000-12-31");

/** Whether a day is one that a case may name; the two open ends are. */
export function isWorldly(one: Day): boolean {
  return isOpen(one) || (FIRST_DAY <= one && one <= LAST_DAY);
}

/** So many at most. */
const MOST_DAYS = 10;

/**
 * Days of a stretch (and of `possible`), the one at its near end first. Both ends of each interval are among them, where
 * it has any, and each day that the policy names, with its neighbours.
 */
export function daysWithin(
  map: PolicyMap,
  { from, to }: Stretch,
  near: "first" | "last",
  possible: IntervalSet = ALWAYS,
): Day[] {
  if (from >= to) return [];
  const set = intersection(possible, interval(from, to));
  const found = new Set<Day>();
  const add = (one: number): void => {
    if (!isOpen(one as Day) && isWorldly(one as Day) && has(set, one as Day)) found.add(one as Day);
  };
  const ends = Array.from(set, (end, at) => (at % 2 === 0 || isOpen(end as Day) ? end : end - 1));
  if (near === "last") ends.reverse();
  const [first] = ends;
  if (first !== undefined) add(first);
  for (const end of ends) add(end);
  for (const named of map.days) for (const off of [0, -1, 1]) add(named + off);
  // Where there is room: a day beside the near end, and one more than a year away.
  if (first !== undefined) for (const off of [1, 2, 400]) add(near === "last" ? first - off : first + off);
  if (found.size === 0) for (const off of [0, 1000, -1000, 10_000, -10_000]) add(USUAL_DAY + off);
  return [...found].slice(0, MOST_DAYS);
}
