/** The events of a board: a chain by hashes in which each step of the vote has its place (specification 2.0, section 4.3). */
import { BallotError } from "../ballot-error.ts";
import { count, fields, hash, oneOf, optional, readCanonical, text } from "../messages/shapes.ts";
import { sha256Hex } from "../proofs/hashes.ts";
import { type ArchivedFile, readArchive } from "./archive.ts";

export const EVENT_TYPES = [
  "Setup",
  "Ballot",
  "EndBallots",
  "EncryptedTally",
  "Shuffle",
  "EndShuffles",
  "PartialDecryption",
  "Result",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** An event as it stands in its file. */
export interface BoardEvent {
  readonly parent: string | undefined;
  readonly height: number;
  readonly type: EventType;
  readonly payload: string | undefined;
}

export const boardEvent = fields<BoardEvent>({
  parent: optional(hash),
  height: count,
  type: oneOf(EVENT_TYPES),
  payload: optional(hash),
});

/** The first file of an archive; the time is in seconds since 1970. */
export const boardHeader = fields<{ readonly version: number; readonly timestamp: string }>({
  version: count,
  timestamp: text,
});

export const HEADER_NAME = "BELENIOS";

/** A board whose every file has the hash in its name, and whose events follow one another. */
export interface Board {
  /** Seconds since 1970, as the board says of itself. */
  readonly seconds: number;
  readonly events: readonly BoardEvent[];
  /** The hash of the last event: whoever has noted it knows everything before it. */
  readonly head: string;
  /** Hashes of all events, the first first. */
  readonly heads: readonly string[];
  /** The text of a document by its hash. */
  textOf(hash: string, place: string): string;
  /** Refuses a document that nobody has asked for: no event speaks of it. */
  refuseUnread(): void;
}

const FILE_NAME = /^([0-9a-f]{64})\.(data|event)\.json$/;

/** What may follow what. Shuffles come only where a question needs them, which the count asks. */
const FOLLOWS: Readonly<Record<EventType | "nothing", readonly EventType[]>> = {
  nothing: ["Setup"],
  Setup: ["Ballot", "EndBallots"],
  Ballot: ["Ballot", "EndBallots"],
  EndBallots: ["EncryptedTally"],
  EncryptedTally: ["Shuffle", "EndShuffles", "PartialDecryption"],
  Shuffle: ["Shuffle", "EndShuffles"],
  EndShuffles: ["PartialDecryption"],
  PartialDecryption: ["PartialDecryption", "Result"],
  Result: [],
};

const WITHOUT_PAYLOAD: ReadonlySet<EventType> = new Set(["EndBallots", "EndShuffles"]);

/** How an event is named in messages. */
export const placeOfEvent = ({ height, type }: Pick<BoardEvent, "height" | "type">): string =>
  `event ${height} (\`${type}\`)`;

function readText(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BallotError("malformed-json", place, "this is no text in UTF-8", { category: "incorrect" });
  }
}

function readHeader(file: ArchivedFile | undefined, seconds: number): void {
  const place = `the file \`${HEADER_NAME}\``;
  if (file?.name !== HEADER_NAME)
    throw new BallotError("board-header", "the archive", `its first file is not \`${HEADER_NAME}\``);
  const { version, timestamp } = readCanonical(boardHeader, readText(file.bytes, place), place);
  if (version !== 1) throw new BallotError("board-header", place, `the version \`${version}\` is not 1`);
  if (timestamp !== seconds.toString())
    throw new BallotError("board-header", place, "the board's time is not the one of its files");
}

/** What is wrong with an event after another. */
function follow(event: BoardEvent, before: BoardEvent | undefined, parent: string | undefined): void {
  const place = placeOfEvent(event);
  if (event.parent !== parent)
    throw new BallotError("event-parent", place, "it does not name the event before it as its parent", {
      help: "an event was taken away, put in, or moved",
    });
  if (event.height !== (before === undefined ? 0 : before.height + 1))
    throw new BallotError("event-height", place, "its height is not one more than the event's before it");
  if (event.type === "Ballot" && before !== undefined && !["Setup", "Ballot"].includes(before.type))
    throw new BallotError("ballot-after-close", place, "a ballot stands after the close of the vote");
  if (!FOLLOWS[before?.type ?? "nothing"].includes(event.type))
    throw new BallotError(
      "event-order",
      place,
      before === undefined ? "a board begins with `Setup`" : `it cannot follow \`${before.type}\``,
    );
  if (WITHOUT_PAYLOAD.has(event.type) !== (event.payload === undefined))
    throw new BallotError(
      event.payload === undefined ? "payload-missing" : "payload-unexpected",
      place,
      event.payload === undefined ? "it names no document" : "it names a document, and has none",
    );
}

/**
 * Reads a board and holds its chain together: every file against the hash in its name, every event against the one before it.
 * What the documents say is for the count.
 *
 * @throws BallotError at the first thing that does not hold.
 */
export function readBoard(bytes: Uint8Array): Board {
  const { files, seconds } = readArchive(bytes);
  const [header, ...rest] = files;
  readHeader(header, seconds);
  const texts = new Map<string, string>();
  const events: BoardEvent[] = [];
  const heads: string[] = [];
  rest.forEach(({ name, bytes: content }, at) => {
    const [, named, kind] = FILE_NAME.exec(name) ?? [];
    if (named === undefined)
      throw new BallotError(
        "archive-name",
        `file ${at + 1} of the archive`,
        "no file of a board has such a name",
      );
    const place = `the file \`${named.slice(0, 12)}…\``;
    if (sha256Hex(content) !== named)
      throw new BallotError("hash-differs", place, "its content does not have the hash that its name says");
    const text = readText(content, place);
    if (kind === "event") {
      const event = readCanonical(boardEvent, text, place);
      follow(event, events.at(-1), heads.at(-1));
      if (event.payload !== undefined && !texts.has(event.payload))
        throw new BallotError(
          "payload-missing",
          placeOfEvent(event),
          "its document does not stand before it",
        );
      events.push(event);
      heads.push(named);
      return;
    }
    if (texts.has(named))
      throw new BallotError("file-repeated", place, "the same document stands there twice");
    texts.set(named, text);
  });
  const head = heads.at(-1);
  const read = new Set<string>();
  if (head === undefined) throw new BallotError("event-order", "the archive", "it holds no event");
  return {
    seconds,
    events,
    head,
    heads,
    textOf(wanted, place) {
      const found = texts.get(wanted);
      if (found === undefined)
        throw new BallotError(
          "payload-missing",
          place,
          `the document \`${wanted.slice(0, 12)}…\` is not there`,
        );
      read.add(wanted);
      return found;
    },
    refuseUnread() {
      const unread = [...texts.keys()].find((each) => !read.has(each));
      if (unread !== undefined)
        throw new BallotError("file-unused", `the file \`${unread.slice(0, 12)}…\``, "no event speaks of it");
    },
  };
}
