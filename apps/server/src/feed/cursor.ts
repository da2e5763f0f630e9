/**
 * Where a follower of the feed stands: how far in the ledger, and on which day as known. What is derived there is one thing, whatever
 * server derives it and however it came there; so an event's id is the place that it leads to, and any server can go on from it.
 */
import { type Day, day, formatDay } from "@comity/calendar";
import type { Head } from "@comity/store";

/** A place: everything recorded up to a position, as known on a day. */
export interface Place {
  readonly position: number;
  readonly day: Day;
}

/** A place as followers name it. */
export interface Cursor extends Place {
  /** How the hash of the entry at the position begins: a place in another ledger is told apart. */
  readonly hash: string;
  /** So many parts of the event that comes next were received. */
  readonly parts: number;
}

const HASH_DIGITS = 12;
const WRITTEN = /^(0|[1-9]\d{0,14})\.(\d{4}-\d{2}-\d{2})\.([0-9a-f]{12})(?:\+([1-9]\d{0,5}))?$/;

/** The place at a head on a day. */
export function cursorAt(head: Head, day: Day): Cursor {
  return { position: head.position, day, hash: head.hash.slice(0, HASH_DIGITS), parts: 0 };
}

/**
 * A cursor as an event's id.
 *
 *     formatCursor(cursorAt(head, day("2024-11-30")))    // 95337.2024-11-30.5f1c09ab33de
 */
export function formatCursor({ position, day, hash, parts }: Cursor): string {
  return `${position}.${formatDay(day)}.${hash}${parts === 0 ? "" : `+${parts}`}`;
}

/** The cursor that a text is; undefined where it is none. */
export function parseCursor(text: string): Cursor | undefined {
  const [, position, on, hash, parts = "0"] = WRITTEN.exec(text) ?? [];
  if (position === undefined) return undefined;
  try {
    return { position: Number(position), day: day(on!), hash: hash!, parts: Number(parts) };
  } catch {
    return undefined;
  }
}

/** Whether nothing is undone on the way from one place to another. */
export function leadsTo(from: Place, to: Place): boolean {
  return from.position <= to.position && from.day <= to.day;
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.position === b.position && a.day === b.day;
}
