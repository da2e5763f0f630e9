/** The acts of a draft as the studio moves them: which of them has a day that can be dragged, and what goes with it. */
import { type Day, day, formatDay } from "@comity/calendar";
import type { Move } from "./live-sheet.ts";

/** An act as a draft's file has it. */
export interface WrittenAct {
  readonly act: string;
  readonly agreement?: string;
  readonly on?: string;
  readonly lastDay?: string;
  readonly person?: string;
  readonly persons?: readonly string[];
}

/** A draft's file, as far as the studio reads it. */
export interface DecisionFile {
  readonly title: string;
  readonly note?: string;
  readonly body?: string;
  readonly session?: string;
  readonly date: string;
  readonly knownOn?: string;
  readonly acts: readonly WrittenAct[];
}

/** A day of a draft that can be dragged. */
export interface Handle {
  /** Which act it is of, from 0. */
  readonly act: number;
  readonly sort: string;
  readonly agreement: string;
  readonly day: Day;
  /** The day is the last on which something holds; otherwise the first of what is new. */
  readonly isLastDay: boolean;
}

/** Acts of which the last day is dragged; of the others it is the first. */
const ENDS: ReadonlySet<string> = new Set(["termination", "postponement"]);
const BEGINS: ReadonlySet<string> = new Set(["suspension", "notice", "restriction", "closing to newcomers"]);

export const fileOf = (decision: unknown): DecisionFile => decision as DecisionFile;

/** The days of a draft that can be dragged, in the order of its acts. */
export function handlesOf(file: DecisionFile): Handle[] {
  return file.acts.flatMap(({ act, agreement, on, lastDay }, at): Handle[] => {
    const isLastDay = ENDS.has(act);
    if (agreement === undefined || !(isLastDay || BEGINS.has(act))) return [];
    const written = isLastDay ? lastDay : (on ?? file.date);
    return written === undefined ? [] : [{ act: at, sort: act, agreement, day: day(written), isLastDay }];
  });
}

/** What moves when a handle does: exceptions of the same agreement begin with what they are excepted from. */
export function movesFor(file: DecisionFile, days: ReadonlyMap<number, Day>): Move[] {
  return handlesOf(file).flatMap(({ act, agreement, day: saved, isLastDay }): Move[] => {
    const to = days.get(act);
    if (to === undefined || to === saved) return [];
    const first = formatDay(isLastDay ? ((to + 1) as Day) : to);
    const exceptions = file.acts.flatMap((each, at) =>
      each.act === "exception" && each.agreement === agreement ? [{ act: at, day: first }] : [],
    );
    return [{ act, day: formatDay(to) }, ...exceptions];
  });
}

/** The file with acts on other days. */
export function fileWith(file: DecisionFile, moves: readonly Move[]): DecisionFile {
  const acts = file.acts.map((act, at) => {
    const move = moves.find((one) => one.act === at);
    if (move === undefined) return act;
    return ENDS.has(act.act) ? { ...act, lastDay: move.day } : { ...act, on: move.day };
  });
  return { ...file, acts };
}
