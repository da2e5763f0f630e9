/** Taking over entries of another ledger as they are: a restored backup, an export. They keep their hashes. */
import { StoreError } from "../store-error.ts";
import type { LedgerContext } from "./append.ts";
import { beginAppend } from "./begin-append.ts";
import { bodyOf, EMPTY_HEAD, type Entry, faultAfter, type Head, lineOf } from "./entry.ts";
import { insertEntries } from "./insert-entries.ts";
import { headOf } from "./read-entries.ts";

/** So many entries are taken over in one transaction. */
const AT_ONCE = 2_000;

/** The entry of a line, which is line `number`. @throws StoreError `malformed-line` where it is none. */
export function entryOfLine(line: string, number: number): Entry {
  let said: Partial<Entry> | null;
  try {
    said = JSON.parse(line) as Partial<Entry> | null;
  } catch (error) {
    throw malformed(number, "is not JSON", error);
  }
  const { position, previous, hash, id, recordedAt, recordedBy, act } = said ?? {};
  const texts = [previous, hash, id, recordedAt, recordedBy];
  if (
    !Number.isSafeInteger(position) ||
    texts.some((text) => typeof text !== "string") ||
    typeof act !== "object"
  )
    throw malformed(number, "is no entry of a ledger");
  return said as Entry;
}

function malformed(number: number, why: string, cause?: unknown): StoreError {
  return new StoreError("incorrect", "malformed-line", `line ${number} ${why}`, {
    help: "`comity registry export --jsonl` writes entries, one a line",
    cause,
  });
}

/**
 * Takes over entries, each of which must continue the chain. What the ledger has already must be the same, and is passed over,
 * so that a taking over that was interrupted can be done again. Some thousands at a time are recorded together: what was
 * recorded before a fault stays, and is a whole chain.
 *
 * @throws StoreError `broken-chain` at the first entry that does not fit.
 */
export async function receiveEntries(context: LedgerContext, entries: AsyncIterable<Entry>): Promise<Head> {
  let head: Head = EMPTY_HEAD;
  let known = await headOf(context.engine.db, context.registry);
  const start = known.position;
  let waiting: Entry[] = [];
  const flush = async (): Promise<void> => {
    await receive(context, known, waiting);
    known = { ...waiting.at(-1)!, recordedAt: undefined };
    waiting = [];
  };
  for await (const entry of entries) {
    const fault = faultAfter(head, entry);
    if (fault !== undefined) throw new StoreError("fault", "broken-chain", fault);
    if (entry.act.id !== entry.id)
      throw new StoreError("fault", "broken-chain", `entry ${entry.position} has another id than its act`);
    head = { position: entry.position, hash: entry.hash };
    if (entry.position === start && entry.hash !== known.hash) throw other(context.registry, start);
    if (entry.position > start && waiting.push(entry) >= AT_ONCE) await flush();
  }
  if (waiting.length > 0) await flush();
  if (head.position < start) throw other(context.registry, start);
  return head;
}

function other(registry: string, position: number): StoreError {
  return new StoreError("conflict", "not-empty", `\`${registry}\` holds ${position} other acts already`, {
    help: "entries are taken over into an empty registry",
  });
}

async function receive(
  { engine, registry, hooks, sealer, clock }: LedgerContext,
  known: Head,
  entries: readonly Entry[],
): Promise<void> {
  await engine.db.transaction().execute(async (transaction) => {
    const { head } = await beginAppend(transaction, registry, []);
    if (head.hash !== known.hash) throw other(registry, head.position);
    const chained = entries.map((entry) => ({ entry, body: bodyOf(entry) }));
    await insertEntries(transaction, registry, chained, { hooks, isTold: engine.kind === "postgres" });
    if (engine.kind === "embedded") await engine.persist(entries.map(lineOf));
  });
  await sealer.letGo(engine.db, entries, clock());
  engine.recorded();
}
