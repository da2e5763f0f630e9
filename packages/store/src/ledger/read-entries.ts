/** Reading the ledger: its head, entries by position, entries by the ids of their acts. */
import { type Kysely, sql } from "kysely";
import { arrayText } from "../engine/array-text.ts";
import type { Schema } from "../schema/schema.ts";
import { StoreError } from "../store-error.ts";
import { EMPTY_HEAD, type Entry, entryOf, type Head } from "./entry.ts";

/** So many entries are read at once. */
const PAGE = 5_000;

/** A head, and when its entry was recorded. */
export interface DatedHead extends Head {
  readonly recordedAt: Date | undefined;
}

/** Where the ledger of a registry ends. */
export async function headOf(db: Kysely<Schema>, registry: string): Promise<DatedHead> {
  const row = await db
    .selectFrom("act")
    .select(["position", "hash", "recorded_at"])
    .where("registry", "=", registry)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { ...EMPTY_HEAD, recordedAt: undefined };
  return { position: row.position, hash: row.hash.toString("hex"), recordedAt: row.recorded_at };
}

/** The position of the entry with a hash; nought for the hash before the first; undefined where there is none. */
export async function positionOfHash(
  db: Kysely<Schema>,
  registry: string,
  hash: string,
): Promise<number | undefined> {
  if (hash === EMPTY_HEAD.hash) return EMPTY_HEAD.position;
  const row = await db
    .selectFrom("act")
    .select("position")
    .where("registry", "=", registry)
    .where("hash", "=", Buffer.from(hash, "hex"))
    .executeTakeFirst();
  return row?.position;
}

/** The entries from a position on, through another, page by page: what is added meanwhile changes nothing that was read. */
export async function* pagesOf(
  db: Kysely<Schema>,
  registry: string,
  from = 1,
  through = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Entry[]> {
  for (let next = from; next <= through; ) {
    const rows = await db
      .selectFrom("act")
      .select(["position", "hash", "body"])
      .where("registry", "=", registry)
      .where("position", ">=", next)
      .where("position", "<=", through)
      .orderBy("position")
      .limit(PAGE)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(({ body, hash }) => entryOf(body, hash.toString("hex")));
    next = rows.at(-1)!.position + 1;
  }
}

/** The entries of the acts with some ids, by id; none where there is none. */
export async function entriesOfIds(
  db: Kysely<Schema>,
  registry: string,
  ids: readonly string[],
): Promise<Map<string, Entry>> {
  const found = new Map<string, Entry>();
  for (let k = 0; k < ids.length; k += PAGE) {
    const rows = await db
      .selectFrom("act")
      .select(["id", "hash", "body"])
      .where("registry", "=", registry)
      .where((each) =>
        each("id", "=", each.fn.any(sql<string[]>`${arrayText(ids.slice(k, k + PAGE))}::text[]`)),
      )
      .execute();
    for (const { id, hash, body } of rows) found.set(id, entryOf(body, hash.toString("hex")));
  }
  return found;
}

/**
 * The entries that a journal's lines hold, many lines at a time. That each follows the one before is for others to check.
 *
 * @throws StoreError `journal-broken` where a line is no JSON.
 */
export async function* pagesOfBlocks(blocks: AsyncIterable<string>, path: string): AsyncGenerator<Entry[]> {
  for await (const block of blocks) {
    try {
      // A line holds no line break but at its end, so that all lines of a block are one list.
      yield JSON.parse(`[${block.slice(0, -1).replaceAll("\n", ",")}]`) as Entry[];
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new StoreError("fault", "journal-broken", `\`${path}\` holds a line that is no entry`, {
        help: "`comity registry verify` names the first broken link",
        cause: error,
      });
    }
  }
}

/** The entries that a journal's lines hold, through a position, page by page. Of lines that were checked on opening. */
export async function* pagesOfLines(lines: AsyncIterable<string>, through: number): AsyncGenerator<Entry[]> {
  let page: Entry[] = [];
  for await (const line of lines) {
    const entry = JSON.parse(line) as Entry;
    if (entry.position > through) break;
    if (page.push(entry) < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** The same items; each is asked for while the one before is worked on, so that two processes work at once. */
export async function* askedAhead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  const ask = () => {
    const asked = items.next();
    // Nobody may be left to hear that it failed.
    asked.catch(() => undefined);
    return asked;
  };
  try {
    for (let next = ask(); ; ) {
      const { done, value } = await next;
      if (done === true) return;
      next = ask();
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}
