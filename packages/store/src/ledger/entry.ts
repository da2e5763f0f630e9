/**
 * Entries of the ledger: each holds one recorded act and the hash of the entry before it, so that no act can be changed,
 * taken out or put in between without every later hash being another.
 */
import { hash as digest } from "node:crypto";
import type { ActJson, Json } from "@comity/registry";
import { canonicalJson } from "./canonical-json.ts";

/** The document that evidences an act: its reference, the SHA-256 of its bytes (hex), and where it is kept. */
export interface Document {
  readonly reference: string;
  readonly sha256?: string;
  readonly location?: string;
}

/** What is hashed of an entry. */
export interface EntryContent {
  /** 1, 2, 3 ... without gaps. */
  readonly position: number;
  /** The hash of the entry before, 64 hexadecimal digits; noughts for the first. */
  readonly previous: string;
  /** The act's own id. */
  readonly id: string;
  /** An instant with milliseconds: `2024-11-30T12:00:00.000Z`; that of the entry before where both came together, else later. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly document?: Document;
  /** The set in which the act came, all or nothing: an import, a decision. */
  readonly set?: string;
  /** The act, its personal fields sealed. */
  readonly act: ActJson;
}

/** A recorded act. */
export interface Entry extends EntryContent {
  /** SHA-256 of the canonical JSON of everything else, 64 hexadecimal digits. */
  readonly hash: string;
}

/** Where a ledger ends: the position and hash of its newest entry. */
export interface Head {
  readonly position: number;
  readonly hash: string;
}

/** The hash before the first entry. */
export const NO_HASH = "0".repeat(64);

/** The head of a ledger without entries. */
export const EMPTY_HEAD: Head = Object.freeze({ position: 0, hash: NO_HASH });

/** SHA-256 of a text in UTF-8, as hexadecimal digits. */
export function sha256(text: string): string {
  return digest("sha256", text, "hex");
}

/** The members of an entry before `hash` and after it, in the order of canonical JSON. */
function parts({ position, previous, id, recordedAt, recordedBy, document, set, act }: EntryContent) {
  const evidence = document === undefined ? "" : `,"document":${canonicalJson(document as unknown as Json)}`;
  const rest = canonicalJson({
    id,
    position,
    previous,
    recordedAt,
    recordedBy,
    ...(set === undefined ? {} : { set }),
  });
  return { before: `{"act":${canonicalJson(act)}${evidence},`, after: rest.slice(1) };
}

/** The canonical text of an entry, which is what is hashed, kept in the database, and signed for. */
export function bodyOf(content: EntryContent): string {
  const { before, after } = parts(content);
  return before + after;
}

/** The line of an entry in JSON Lines: its canonical text with `hash` among the members. */
export function lineOf(entry: Entry): string {
  const { before, after } = parts(entry);
  return `${before}"hash":"${entry.hash}",${after}`;
}

/** The entry of a canonical text. */
export function entryOf(body: string, hash: string): Entry {
  return { ...(JSON.parse(body) as EntryContent), hash };
}

/** An entry with its canonical text. */
export interface Chained {
  readonly entry: Entry;
  readonly body: string;
  /** How much of the canonical text comes before where `hash` would stand. */
  readonly lead: number;
}

/** As `lineOf` the entry, without writing its canonical text again. */
export function lineOfChained({ entry, body, lead }: Chained): string {
  return `${body.slice(0, lead)}"hash":"${entry.hash}",${body.slice(lead)}`;
}

/** Puts contents behind a head, one after the other, as they are asked for. */
export function* chain(
  head: Head,
  contents: Iterable<Omit<EntryContent, "position" | "previous">>,
): Generator<Chained, undefined> {
  let { position, hash } = head;
  for (const content of contents) {
    position++;
    const entry = { ...content, position, previous: hash, hash: "" };
    const { before, after } = parts(entry);
    const body = before + after;
    hash = sha256(body);
    entry.hash = hash;
    yield { entry, body, lead: before.length };
  }
}

/** What is wrong with an entry that should stand directly behind a head; undefined where nothing is. */
export function faultAfter(head: Head, entry: Entry, body: string = bodyOf(entry)): string | undefined {
  if (entry.position !== head.position + 1)
    return `entry ${head.position + 1} is missing: after ${head.position} comes ${entry.position}`;
  if (entry.previous !== head.hash)
    return `entry ${entry.position} names another hash for the entry before it than that one has`;
  if (sha256(body) !== entry.hash) return `the hash of entry ${entry.position} is not that of its text`;
  return undefined;
}
