/** Covering days with the stretches that give them, each time with the one that reaches farthest. */
import {
  type CalendarWindow,
  type Day,
  EMPTY,
  type IntervalSet,
  interval,
  throughout,
  within,
} from "@comity/calendar";
import { windowsOf } from "../meaning/dated.ts";
import type { Condition, Policy } from "../policy.ts";
import type { Stretch, WindowOn } from "./proof.ts";
import { anchored, stretchesIn } from "./solve.ts";

export const farthest = (a: Stretch, b: Stretch): number => b.to - a.to || a.from - b.from;

/** The days in both, or undefined where there are none. */
export function cut(a: Stretch, b: Stretch): Stretch | undefined {
  const [from, to] = [Math.max(a.from, b.from) as Day, Math.min(a.to, b.to) as Day];
  return from < to ? { from, to } : undefined;
}

/** Covers days from left to right with what is found for the first that is not covered yet. */
export function cover<T extends Stretch>(
  days: Stretch,
  find: (day: Day) => T | undefined,
): (Stretch & { found: T })[] {
  const pieces: (Stretch & { found: T })[] = [];
  for (let day = days.from; day < days.to; ) {
    const found = find(day);
    if (found === undefined) throw new RangeError("a condition does not hold on all the days to be shown");
    const to = Math.min(found.to, days.to) as Day;
    pieces.push({ from: day, to, found });
    day = to;
  }
  return pieces;
}

type Windowed = Extract<Condition, { condition: "within" | "throughout" | "since" | "until" }>;

/** A stretch, and the operands' stretches that give it by the window. */
interface BareWindowPiece extends Stretch {
  readonly window: WindowOn;
  readonly reach: Stretch;
  readonly body: Stretch | undefined;
  readonly anchor: Stretch | undefined;
}

/** For `days`, the stretches of the operands and what they give by the window. */
export function windowPieces(
  policy: Policy,
  condition: Windowed,
  body: IntervalSet,
  anchor: IntervalSet | undefined,
  days: Stretch,
): BareWindowPiece[] {
  const bodies = [...(anchor === undefined ? [] : [undefined]), ...stretchesIn(body)];
  const anchors = anchor === undefined ? [undefined] : stretchesIn(anchor);
  return windowsOf(policy, condition.window).flatMap(({ window, ...stretch }) => {
    const here = cut(stretch, days);
    if (here === undefined) return [];
    const found = bodies.flatMap((one) =>
      anchors.flatMap((other) =>
        reachOf(condition.condition, one, other, window).map((reach) => ({
          ...reach,
          reach,
          body: one,
          anchor: other,
        })),
      ),
    );
    const { least, most } = window;
    const best = (day: Day) => found.filter(({ from, to }) => from <= day && day < to).sort(farthest)[0];
    return cover(here, best).map(({ from, to, found: piece }) => ({
      ...piece,
      from,
      to,
      window: { least, most },
    }));
  });
}

function reachOf(
  operator: Windowed["condition"],
  body: Stretch | undefined,
  anchor: Stretch | undefined,
  window: CalendarWindow,
): Stretch[] {
  const days = body === undefined ? EMPTY : interval(body.from, body.to);
  if (anchor !== undefined) return stretchesIn(anchored(days, interval(anchor.from, anchor.to), window));
  return stretchesIn(operator === "within" ? within(days, window) : throughout(days, window));
}
