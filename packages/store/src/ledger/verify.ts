/** Walking the chain: every hash computed again, every column held against the text. */
import type { Kysely } from "kysely";
import type { Schema } from "../schema/schema.ts";
import { EMPTY_HEAD, type Entry, type EntryContent, faultAfter, type Head } from "./entry.ts";

/** The first place where a ledger is not what it was. */
export interface BrokenLink {
  readonly position: number;
  /** The act's id, where one can be told. */
  readonly id?: string;
  readonly message: string;
}

/** What a walk along the chain found. */
export interface Verification {
  readonly head: Head;
  /** How many entries were held against their hashes and found good. */
  readonly entries: number;
  /** Undefined where the chain is whole. */
  readonly broken: BrokenLink | undefined;
}

const PAGE = 5_000;

interface Row {
  readonly position: number;
  readonly id: string;
  readonly hash: Buffer;
  readonly previous: Buffer;
  readonly recorded_at: Date;
  readonly body: string;
}

/** What is wrong with a row that should stand behind a head; undefined where nothing is. */
function faultOf(head: Head, row: Row): string | undefined {
  const { position, id, body } = row;
  const hash = row.hash.toString("hex");
  let content: EntryContent;
  try {
    content = JSON.parse(body) as EntryContent;
  } catch {
    return `the text of entry ${position} is not JSON`;
  }
  const fault = faultAfter(head, { ...content, hash }, body);
  if (fault !== undefined) return fault;
  const columns: readonly (readonly [string, unknown, unknown])[] = [
    ["position", position, content.position],
    ["id", id, content.id],
    ["previous", row.previous.toString("hex"), content.previous],
    ["recorded_at", row.recorded_at.toISOString(), content.recordedAt],
    ["id of its act", id, content.act.id],
  ];
  const other = columns.find(([, column, said]) => column !== said);
  if (other === undefined) return undefined;
  return `the column \`${other[0]}\` of entry ${position} says \`${String(other[1])}\`, its text \`${String(other[2])}\``;
}

/** Verifies the ledger of a registry as the database has it. */
export async function verifyDatabase(db: Kysely<Schema>, registry: string): Promise<Verification> {
  let head: Head = EMPTY_HEAD;
  for (;;) {
    const rows = await db
      .selectFrom("act")
      .select(["position", "id", "hash", "previous", "recorded_at", "body"])
      .where("registry", "=", registry)
      .where("position", ">", head.position)
      .orderBy("position")
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return { head, entries: head.position, broken: undefined };
    for (const row of rows) {
      const message = faultOf(head, row);
      if (message !== undefined)
        return { head, entries: head.position, broken: { position: row.position, id: row.id, message } };
      head = { position: row.position, hash: row.hash.toString("hex") };
    }
  }
}

/** Verifies lines of a journal or an export. */
export async function verifyLines(lines: AsyncIterable<string>): Promise<Verification> {
  let head: Head = EMPTY_HEAD;
  for await (const line of lines) {
    const position = head.position + 1;
    let entry: Entry;
    try {
      entry = JSON.parse(line) as Entry;
    } catch {
      const message = `line ${position} of the journal is not JSON`;
      return { head, entries: head.position, broken: { position, message } };
    }
    const { hash: _, ...content } = entry;
    const message = faultAfter(head, { ...content, hash: entry.hash });
    if (message !== undefined)
      return {
        head,
        entries: head.position,
        broken: { position, id: entry.id, message: `in the journal: ${message}` },
      };
    head = { position: entry.position, hash: entry.hash };
  }
  return { head, entries: head.position, broken: undefined };
}
