/**
 * Calendars as text (RFC 5545). Only what a calendar of days needs: events that last a whole day, no times, no time zones, nobody invited.
 * Its writer is our own: the libraries that there are bring a validator of forms along for sixty lines, or time zones that days do not have.
 */
import { createHash } from "node:crypto";
import { type Day, partsOf } from "@comity/calendar";

/** An event that lasts one whole day. */
export interface DayEvent {
  /** The same for the same event whenever the calendar is fetched. */
  readonly uid: string;
  readonly on: Day;
  readonly summary: string;
  readonly description?: string;
  readonly categories?: readonly string[];
  readonly isCancelled?: boolean;
}

export interface Calendar {
  readonly name: string;
  /** How often clients may ask again. */
  readonly refreshHours: number;
  readonly events: readonly DayEvent[];
}

const LINE_OCTETS = 75;

/** A text value: backslashes, semicolons, commas and ends of lines are escaped (3.3.11); control characters have no place in one. */
export function escaped(text: string): string {
  return (
    text
      .replace(/[\\;,]/g, (each) => `\\${each}`)
      .replace(/\r\n|\r|\n/g, "\\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
  );
}

/** A content line in pieces of 75 octets at most, none of which ends within a character (3.1). */
export function folded(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character, "utf8");
    if (octets + length > LINE_OCTETS) {
      pieces.push(piece);
      // The blank that a continued line begins with counts.
      piece = " ";
      octets = 1;
    }
    piece += character;
    octets += length;
  }
  pieces.push(piece);
  return `${pieces.join("\r\n")}\r\n`;
}

/** A day as a DATE value (3.3.4): `20241130`. */
function dateOf(on: Day): string {
  const { year, month, day } = partsOf(on);
  return `${String(year).padStart(4, "0")}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
}

function eventLines(
  { uid, on, summary, description, categories, isCancelled }: DayEvent,
  stamp: string,
): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dateOf(on)}`,
    // The end of a day is the day after (3.6.1).
    `DTEND;VALUE=DATE:${dateOf((on + 1) as Day)}`,
    `SUMMARY:${escaped(summary)}`,
    ...(description === undefined ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(categories === undefined || categories.length === 0
      ? []
      : [`CATEGORIES:${categories.map(escaped).join(",")}`]),
    ...(isCancelled === true ? ["STATUS:CANCELLED"] : []),
    // It takes nobody's time: somebody else's calendar stays free.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** The text of a calendar, as it is at an instant. */
export function calendarText({ name, refreshHours, events }: Calendar, at: Date): string {
  const stamp = at.toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Comity//Deadlines//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    // RFC 7986, 5.1 and 5.7; the other two are what clients read that are older.
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`,
    `X-PUBLISHED-TTL:PT${refreshHours}H`,
    ...events.flatMap((event) => eventLines(event, stamp)),
    "END:VCALENDAR",
  ];
  return lines.map(folded).join("");
}

/** An event's UID: it tells nothing but that it is the same. */
export function uidOf(registry: string, ...words: readonly string[]): string {
  const hash = createHash("sha256")
    .update([registry, ...words].join("\n"), "utf8")
    .digest("hex");
  return `${hash.slice(0, 32)}@comity`;
}
