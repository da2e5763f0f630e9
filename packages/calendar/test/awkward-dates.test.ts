/** Runs the tables of docs/dates.md: the page is the table, and says what the code computes. */
import { readFileSync } from "node:fs";
import {
  addDuration,
  after,
  begins,
  type CalendarWindow,
  type Day,
  day,
  ends,
  formatDay,
  formatIntervals,
  type IntervalSet,
  isNeverLonger,
  NO_TIME,
  parseDuration,
  parseIntervals,
  since,
  subtractDuration,
  throughout,
  until,
  within,
} from "@comity/calendar";
import { describe, expect, test } from "vitest";

const page = readFileSync(new URL("../../../docs/dates.md", import.meta.url), "utf8");

/** The rows of the table under a heading, without its head. */
function tableUnder(heading: string): string[][] {
  const start = page.indexOf(`\n### ${heading}\n`);
  if (start < 0) throw new Error(`docs/dates.md has no heading \`${heading}\``);
  const lines = page.slice(start + 1).split("\n");
  const first = lines.findIndex((line) => line.startsWith("|"));
  const length = lines.slice(first).findIndex((line) => !line.startsWith("|"));
  return lines.slice(first + 2, length < 0 ? undefined : first + length).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** `DAY + DURATION` or `DAY - DURATION`; a sum of durations stands in parentheses, as does a day that is computed. */
function computedDay(text: string): Day {
  const match = /^(?:\((.+)\)|(\S+)) ([+-]) \(?([^()]+)\)?$/.exec(text);
  if (match === null) return day(text);
  const [, inner, plain, sign, length] = match;
  const start = inner === undefined ? day(plain!) : computedDay(inner);
  return (sign === "+" ? addDuration : subtractDuration)(start, parseDuration(length!));
}

/** `D`, `D1 to D2`, `D1 or more`; nothing is no bounds at all. */
function windowOf(direction: "last" | "next", text: string): CalendarWindow {
  if (text === "") return { direction, least: NO_TIME, most: null };
  if (text.endsWith(" or more"))
    return { direction, least: parseDuration(text.slice(0, -" or more".length)), most: null };
  const [least, most] = text.split(" to ").map(parseDuration);
  return most === undefined
    ? { direction, least: NO_TIME, most: least! }
    : { direction, least: least!, most };
}

const unary: Record<string, (set: IntervalSet) => IntervalSet> = {
  begins,
  ends,
  "from the day after": after,
};

function looksAround(set: IntervalSet, operator: string): IntervalSet {
  const match = /^(within|throughout) the (last|next) (.+)$/.exec(operator);
  if (match === null) return unary[operator]!(set);
  const [, name, direction, bounds] = match;
  return (name === "within" ? within : throughout)(set, windowOf(direction as "last" | "next", bounds!));
}

function combines(body: IntervalSet, operator: string, anchor: IntervalSet): IntervalSet {
  const [, name, bounds] = /^(since|until)(?: \[(.+)\])?$/.exec(operator)!;
  return name === "since"
    ? since(body, anchor, windowOf("last", bounds ?? ""))
    : until(body, anchor, windowOf("next", bounds ?? ""));
}

describe("docs/dates.md says what the code computes", () => {
  const days = tableUnder("Awkward dates: a day and a duration");
  test.each(days)("%s is %s", (expression, expected) => {
    expect(formatDay(computedDay(expression!))).toBe(expected);
  });

  const windows = tableUnder("Awkward dates: windows");
  test.each(windows)("%s, %s: %s", (set, operator, expected) => {
    expect(formatIntervals(looksAround(parseIntervals(set!), operator!))).toBe(expected);
  });

  const stretches = tableUnder("Awkward dates: since and until");
  test.each(stretches)("%s %s %s: %s", (body, operator, anchor, expected) => {
    expect(formatIntervals(combines(parseIntervals(body!), operator!, parseIntervals(anchor!)))).toBe(
      expected,
    );
  });

  const pairs = tableUnder("Which of two durations is never the longer");
  test.each(pairs)("%s, %s: %s", (a, b, expected) => {
    expect(isNeverLonger(parseDuration(a!), parseDuration(b!))).toBe(expected === "yes");
  });

  test("and no row was lost", () => {
    expect([days.length, windows.length, stretches.length, pairs.length]).toEqual([29, 35, 10, 11]);
  });
});
