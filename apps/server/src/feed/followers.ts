/** Followers of the feed: each reads as fast as it can, from where it stands; who is too slow is cut off, and comes again. */

import { type Cursor, formatCursor } from "./cursor.ts";
import type { FeedEvent, Part } from "./feed-event.ts";
import type { FeedPath } from "./feed-path.ts";

export interface FollowerSettings {
  /** A word every so often keeps the connection from being taken for dead. */
  readonly heartbeatSeconds: number;
  /** Who does not take what is there within this time is cut off. */
  readonly slowSeconds: number;
  /** Nobody follows longer than this without signing in anew. */
  readonly longestSeconds: number;
}

export const FOLLOWER: FollowerSettings = { heartbeatSeconds: 15, slowSeconds: 20, longestSeconds: 1_800 };

/** One follower. */
export interface Following {
  readonly from: Cursor;
  /** Events that lead from there to the server's own way. */
  readonly leading: readonly FeedEvent[];
  /** Whether the follower is new, and is told where it stands. */
  readonly isNew: boolean;
  /** Whether the follower may still read. */
  readonly mayRead: () => boolean;
  /** Hears why it ended. */
  readonly onEnd: (reason: "left" | "slow" | "refused" | "over" | "behind" | "failed") => void;
}

const encoder = new TextEncoder();
const BEAT = encoder.encode(":\n\n");

function textOf({ id, name, data }: Part): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
}

/** What a follower reads next: text, or nothing more. */
async function* textsOf(path: FeedPath, following: Following): AsyncGenerator<string> {
  let at = following.from;
  const { isNew, leading } = following;
  if (isNew) {
    const head = JSON.stringify({ position: at.position, previous: formatCursor(at) });
    yield `retry: 1000\n\nid: ${formatCursor(at)}\nevent: head\ndata: ${head}\n\n`;
  } else yield "retry: 1000\n\n";
  const partsOf = async function* (event: FeedEvent): AsyncGenerator<string> {
    const parts = await event.parts();
    for (const part of parts.slice(at.parts)) yield textOf(part);
    at = event.after;
  };
  for (const event of leading) yield* partsOf(event);
  for (;;) {
    const next = path.from(at);
    // Too far behind for what is kept: from there on a replay leads, which the next connection asks for.
    if (next === undefined) return;
    if (next === "end") await path.more();
    else yield* partsOf(next);
  }
}

/** All followers of a server. */
export class Followers {
  readonly #path: FeedPath;
  readonly #settings: FollowerSettings;
  readonly #ends = new Set<() => void>();

  constructor(path: FeedPath, settings: FollowerSettings = FOLLOWER) {
    this.#path = path;
    this.#settings = settings;
  }

  get count(): number {
    return this.#ends.size;
  }

  /** The stream of one follower. */
  stream(following: Following): ReadableStream<Uint8Array> {
    const { heartbeatSeconds, slowSeconds, longestSeconds } = this.#settings;
    const texts = textsOf(this.#path, following);
    const begun = performance.now();
    let isEnded = false;
    let isPulling = false;
    let lastTaken = performance.now();
    let lastSaid = performance.now();
    let timer: NodeJS.Timeout | undefined;
    let close = (): void => undefined;
    const end = (reason: Parameters<Following["onEnd"]>[0]): void => {
      if (isEnded) return;
      isEnded = true;
      clearInterval(timer);
      this.#ends.delete(over);
      close();
      following.onEnd(reason);
    };
    const over = (): void => end("over");
    this.#ends.add(over);
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          close = () => {
            try {
              controller.close();
            } catch {
              // It was closed from the other side.
            }
          };
          const everySecond = (): void => {
            const now = performance.now();
            if (!following.mayRead()) end("refused");
            else if (now - begun > longestSeconds * 1_000) end("over");
            else if (!isPulling && now - lastTaken > slowSeconds * 1_000) end("slow");
            else if (isPulling && now - lastSaid > heartbeatSeconds * 1_000) {
              lastSaid = now;
              controller.enqueue(BEAT);
            }
          };
          timer = setInterval(everySecond, Math.min(1_000, slowSeconds * 250));
          timer.unref();
        },
        // Asked only when there is room: nothing is heaped up for a reader who does not read.
        pull: async (controller) => {
          isPulling = true;
          try {
            const { value, done } = await texts.next();
            if (isEnded) return;
            if (done === true) {
              end("behind");
              return;
            }
            if (!following.mayRead()) {
              end("refused");
              return;
            }
            lastSaid = performance.now();
            controller.enqueue(encoder.encode(value));
          } catch {
            end("failed");
          } finally {
            isPulling = false;
            lastTaken = performance.now();
          }
        },
        cancel: () => end("left"),
      },
      { highWaterMark: 1 },
    );
  }

  /** Ends all of them; they come again elsewhere. */
  close(): void {
    for (const end of [...this.#ends]) end();
  }
}
