/**
 * Goes a stretch of the feed's way again in a thread of its own: it folds and derives a whole registry, for which nobody else shall
 * wait. The thread that starts it hands it entries, page by page, and gets the events.
 */
import { isMainThread, type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Policy } from "@comity/policy";
import type { Entry } from "@comity/store";
import { type Cursor, cursorAt } from "./cursor.ts";
import { EventMaker, type FeedEvent, type Part } from "./feed-event.ts";
import type { Keeping } from "./feed-path.ts";
import { retrace } from "./replay.ts";
import { turnedOn } from "./turned.ts";

/** What the thread is to do. */
export interface ReplayTask {
  readonly policy: Policy;
  readonly registry: string;
  readonly from: Cursor;
  readonly to: Cursor;
  /** Longer ways are not gone again. */
  readonly most: Keeping;
}

/** An event as it passes from thread to thread. */
export interface PlainEvent extends Pick<FeedEvent, "before" | "after" | "size"> {
  readonly all: readonly Part[];
}

export type ReplayMessage = { readonly events: readonly PlainEvent[] } | { readonly isTooLong: true };

/** The events of a way; undefined where they are more than may be. */
export async function replayed(
  { policy, registry, from, to, most }: ReplayTask,
  entries: AsyncIterable<Entry>,
): Promise<PlainEvent[] | undefined> {
  const maker = new EventMaker(policy, registry);
  const events: PlainEvent[] = [];
  let changes = 0;
  let before: Cursor = { ...from, parts: 0 };
  for await (const step of retrace(policy, entries, from, to)) {
    const { recordedAt, differences, evaluation, day } = step;
    const after = cursorAt(step, day);
    const isDay = recordedAt === undefined;
    const event = maker.make({
      before,
      after,
      recordedAt,
      differences,
      ...(isDay ? { turned: turnedOn(evaluation, day) } : {}),
    });
    events.push({ before, after, size: event.size, all: await event.parts() });
    changes += event.size;
    if (events.length > most.events || changes > most.changes) return undefined;
    before = after;
  }
  return events;
}

/** Pages as they come, one entry after the other; an empty page is the last. */
async function* entriesFrom(port: MessagePort): AsyncGenerator<Entry> {
  const pages: (readonly Entry[])[] = [];
  let wake = (): void => undefined;
  port.on("message", (page: readonly Entry[]) => {
    pages.push(page);
    wake();
  });
  for (;;) {
    const page = pages.shift();
    if (page === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (page.length === 0) return;
    yield* page;
    port.postMessage("next");
  }
}

/** Other threads may load this file too: only ours brings such a task along. */
const task: ReplayTask | undefined = isMainThread
  ? undefined
  : (workerData as { readonly replay?: ReplayTask } | null)?.replay;
if (task !== undefined && parentPort !== null) {
  const port = parentPort;
  const events = await replayed(task, entriesFrom(port));
  const message: ReplayMessage = events === undefined ? { isTooLong: true } : { events };
  port.postMessage(message);
  port.close();
}
