/** When something is due: `60 days before the last day`, `on the first day without`. */
import {
  addDuration,
  type Day,
  formatDuration,
  NO_TIME,
  OPEN,
  parseDuration,
  SINCE_EVER,
  subtractDuration,
} from "@comity/calendar";
import type { Anchor, Timing } from "./guide.ts";

const ANCHORS: Readonly<Record<string, Anchor>> = {
  "the day of the decision": "decision",
  "the decision": "decision",
  "the last day": "last day",
  "the first day without": "first day without",
  "the latest day for notice": "latest day for notice",
};

const TIMING = /^(?:on|(.+?) (before|after)) (the .+)$/;

/** How a timing is written, for messages. */
export const TIMINGS_HELP =
  "write `on` or a duration with `before` or `after`, then `the day of the decision`, `the last day`, `the first day without` or `the latest day for notice`";

/**
 * The timing that a text says; undefined where it says none.
 *
 *     readTiming("60 days before the last day")    // { anchor: "last day", side: "before", by: 60 days }
 *
 * @throws CalendarError where the duration is none.
 */
export function readTiming(text: string): Timing | undefined {
  const match = TIMING.exec(text.trim());
  const anchor = match === null ? undefined : ANCHORS[match[3]!];
  if (match === null || anchor === undefined) return undefined;
  const [, by, side] = match;
  if (by === undefined) return { anchor, side: "on", by: NO_TIME };
  return { anchor, side: side as "before" | "after", by: parseDuration(by) };
}

/** A timing as it is written. */
export function timingText({ anchor, side, by }: Timing): string {
  const day = anchor === "decision" ? "the decision" : `the ${anchor}`;
  if (side === "on") return anchor === "decision" ? "on the day of the decision" : `on ${day}`;
  return `${formatDuration(by)} ${side} ${day}`;
}

/** The days that a timing may be counted from. */
export interface Anchors {
  readonly decision: Day;
  /** The first day without what ends. */
  readonly first: Day | undefined;
  readonly latestNotice: Day | undefined;
}

/**
 * The day on which something is due; undefined where there is no such day: what always was lost has no last day, an agreement
 * without a notice period no latest day for notice.
 */
export function dueOn(
  { anchor, side, by }: Timing,
  { decision, first, latestNotice }: Anchors,
): Day | undefined {
  const days: Readonly<Record<Anchor, Day | undefined>> = {
    decision,
    "last day": first === undefined ? undefined : ((first - 1) as Day),
    "first day without": first,
    "latest day for notice": latestNotice,
  };
  const from = days[anchor];
  if (from === undefined || from >= OPEN - 1 || from <= SINCE_EVER) return undefined;
  if (side === "on") return from;
  return side === "before" ? subtractDuration(from, by) : addDuration(from, by);
}
