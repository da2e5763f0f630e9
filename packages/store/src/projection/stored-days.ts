/** Days as the database keeps them: a `date` reaches from 4714 BC to the year 5874897, one of ours somewhat further. */
import { type Day, OPEN, SINCE_EVER } from "@comity/calendar";
import type { Days, ProjectedRow, Row } from "./rows.ts";

/** 24 November 4714 BC, the first day that PostgreSQL knows. */
const FIRST_STORED = -2_440_588;
/** 31 December 5874897, the last one. */
const LAST_STORED = 2_145_042_905;

function stored(day: Day): Day {
  return day < FIRST_STORED ? SINCE_EVER : day > LAST_STORED ? OPEN : day;
}

/** Days as the database can keep them; undefined where they lie wholly beyond what it knows. */
function storedDays({ from, to }: Days): Days | undefined {
  const days = { from: stored(from), to: stored(to) };
  return days.from === OPEN || days.to === SINCE_EVER ? undefined : days;
}

/** A row as the database can keep it: what lies beyond its days is since ever, or open. */
export function storedRow(row: ProjectedRow): ProjectedRow | undefined {
  const valid = storedDays(row.valid);
  const known = storedDays(row.known);
  if (valid === undefined || known === undefined) return undefined;
  return { ...row, cells: storedCells(row), valid, known };
}

function storedCells({ cells }: Row): Row["cells"] {
  if (!cells.some((cell) => typeof cell === "object" && cell !== null)) return cells;
  return cells.map((cell) => (typeof cell === "object" && cell !== null ? (storedDays(cell) ?? null) : cell));
}

/** The first day of a range as a number for the database; null where there is none. */
export function lowerOf({ from }: Days): number | null {
  return from === SINCE_EVER ? null : from;
}

export function upperOf({ to }: Days): number | null {
  return to === OPEN ? null : to;
}

/** Days from the ends of a range, null where there is none. */
export function daysFrom(lower: number | null, upper: number | null): Days {
  return { from: (lower ?? SINCE_EVER) as Day, to: (upper ?? OPEN) as Day };
}
