/** How a board grows: documents, and the event that names the last of them. */
import { archived } from "../board/archive.ts";
import { type Board, boardEvent, type EventType } from "../board/events.ts";
import { canonical } from "../messages/shapes.ts";
import { sha256Hex } from "../proofs/hashes.ts";

const UTF8 = new TextEncoder();

/** Bytes to be added to a board. */
export interface Added {
  readonly bytes: Uint8Array;
  /** The head of the board with them. */
  readonly head: string;
}

/** Parts one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const data = (json: string, seconds: number): Uint8Array =>
  archived({ name: `${sha256Hex(json)}.data.json`, bytes: UTF8.encode(json) }, seconds);

/** What an event is added to. */
export interface End {
  readonly seconds: number;
  readonly head: string | undefined;
  readonly height: number;
}

export const endOf = ({ seconds, head, events }: Board): End => ({ seconds, head, height: events.length });

/** Documents, the last of which the event names, and the event. */
export function step(
  end: End,
  type: EventType,
  documents: readonly string[],
): { readonly bytes: Uint8Array; readonly end: End & { readonly head: string } } {
  const last = documents.at(-1);
  const payload = last === undefined ? undefined : sha256Hex(last);
  const event = canonical(boardEvent, { parent: end.head, height: end.height, type, payload });
  const head = sha256Hex(event);
  const parts = [
    ...documents.map((json) => data(json, end.seconds)),
    archived({ name: `${head}.event.json`, bytes: UTF8.encode(event) }, end.seconds),
  ];
  return { bytes: joined(parts), end: { ...end, head, height: end.height + 1 } };
}
