/** The feed of changes of entitlements: server-sent events that any server of the registry carries on (docs/feed.md). */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env, RoomParts, ServerContext } from "../context.ts";
import { guardedRoute, newRoom } from "../guarded-route.ts";
import { problem } from "../problems/problem.ts";
import { lastingStandingOf } from "../sign-in/standing.ts";
import { type Cursor, formatCursor, parseCursor } from "./cursor.ts";
import { EventMaker } from "./feed-event.ts";
import { FeedPath, KEPT, type Keeping } from "./feed-path.ts";
import { type FollowerSettings, Followers, type Following } from "./followers.ts";
import { Replays } from "./replay-aside.ts";

export interface FeedSettings {
  readonly keeping?: Keeping;
  readonly follower?: FollowerSettings;
  /** So many may follow at once. */
  readonly mostFollowers?: number;
}

const MOST_FOLLOWERS = 500;
const NOTHING: readonly never[] = [];

/** Where a follower begins, checked against the ledger. */
type Beginning = Pick<Following, "from" | "leading" | "isNew">;

export class Feed {
  readonly path: FeedPath;
  readonly followers: Followers;
  readonly #replays: Replays;
  readonly #context: ServerContext;
  readonly #most: number;
  #opening = 0;
  #isClosed = false;

  constructor(context: ServerContext, settings: FeedSettings = {}) {
    const { store, policy, followed } = context;
    const keeping = settings.keeping ?? KEPT;
    this.#context = context;
    this.#most = settings.mostFollowers ?? MOST_FOLLOWERS;
    this.path = new FeedPath(followed, new EventMaker(policy, store.registry), keeping);
    this.followers = new Followers(this.path, settings.follower);
    this.#replays = new Replays(store, policy, keeping);
  }

  /**
   * The stream of a follower who was last told an event; of a new one, from now on.
   *
   * @throws Problem `wrong-event-id`, `unknown-event-id`, `feed-too-far-back`, `too-many-followers`.
   */
  async open(
    lastEventId: string | undefined,
    rest: Pick<Following, "mayRead" | "onEnd">,
  ): Promise<ReadableStream<Uint8Array>> {
    if (this.#isClosed || this.followers.count + this.#opening >= this.#most)
      throw problem(503, "too-many-followers", "as many follow the feed as this server can serve", {
        headers: { "Retry-After": "5" },
      });
    this.#opening++;
    try {
      return this.followers.stream({ ...(await this.#beginning(lastEventId)), ...rest });
    } finally {
      this.#opening--;
    }
  }

  async #beginning(lastEventId: string | undefined): Promise<Beginning> {
    if (lastEventId === undefined || lastEventId === "")
      return { from: this.path.last, leading: NOTHING, isNew: true };
    const from = parseCursor(lastEventId);
    if (from === undefined)
      throw problem(400, "wrong-event-id", `\`${lastEventId.slice(0, 60)}\` is no id of an event`, {
        help: "send the id of the last event that was received, or none",
      });
    await this.#check(from);
    const own = this.path.from(from);
    if (own !== undefined) return { from, leading: NOTHING, isNew: false };
    return { from, leading: await this.#lead(from), isNew: false };
  }

  /** The place must be one of this ledger, and not of a day that has not come. */
  async #check({ position, day, hash }: Cursor): Promise<void> {
    const { store, followed } = this.#context;
    const row =
      position === 0
        ? { hash: Buffer.alloc(32) }
        : await store.db
            .selectFrom("act")
            .select("hash")
            .where("registry", "=", store.registry)
            .where("position", "=", position)
            .executeTakeFirst();
    const isOurs = row?.hash.toString("hex").startsWith(hash) === true;
    // Another server's clock may be a little ahead of this one's.
    if (isOurs && day <= followed.today + 1) return;
    throw problem(409, "unknown-event-id", "no event of this registry has the id that you received last", {
      help: "it is of another registry, or of a store that was put back; begin anew without one, and ask for everything",
    });
  }

  /** What leads from a place beside the server's own way onto it. */
  async #lead(from: Cursor) {
    let to = this.path.meeting(from);
    while (to === undefined && !this.#isClosed) {
      // Another server was ahead of this one.
      await this.path.more();
      if (this.path.from(from) !== undefined) return NOTHING;
      to = this.path.meeting(from);
    }
    if (to === undefined) return NOTHING;
    const events = await this.#replays.events({ ...from, parts: 0 }, to);
    const first = events?.[0];
    if (events === undefined || (from.parts > 0 && first === undefined))
      throw problem(
        410,
        "feed-too-far-back",
        `more came since \`${formatCursor(from)}\` than is told again`,
        {
          help: "begin anew without an event id, and ask for everything",
        },
      );
    this.path.prepend(events);
    return events;
  }

  close(): void {
    this.#isClosed = true;
    this.path.close();
    this.followers.close();
    this.#replays.close();
  }
}

/** The room of the feed, with settings for tests. */
export function feedRoomWith(settings: FeedSettings = {}): (context: ServerContext) => RoomParts {
  return (context) => {
    const feed = new Feed(context, settings);
    const { log, gate, documents } = context;
    const routes = newRoom().openapi(
      guardedRoute({
        method: "get",
        path: "/api/v1/feed",
        summary: "Changes of entitlements, as server-sent events",
        tags: ["Access decisions (AuthZEN)"],
        access: { action: "read", kind: "feed" },
        request: {
          query: z.object({
            after: z.string().max(100).optional().openapi({ description: "As `Last-Event-ID` is." }),
          }),
          headers: z.object({
            "last-event-id": z.string().max(100).optional().openapi({
              description: "The id of the event that was received last; what came after it is told.",
            }),
          }),
        },
        responses: {
          200: {
            description: "Events, as long as the connection lasts.",
            content: { "text/event-stream": { schema: z.string() } },
          },
        },
      }),
      async (c) => {
        const { asker, requestId } = c.var;
        // Whoever follows is told whatever changes for anybody: that is one look, at everybody.
        c.set("lookedAt", "everybody");
        const standing = await lastingStandingOf(c);
        let isOver = false;
        const look = async (): Promise<void> => {
          isOver ||= !(await standing.goesOn().catch(() => true));
        };
        const stop = documents.onChanges((changes) => {
          if (standing.isTouchedBy(changes)) void look();
        });
        const following = {
          mayRead: () => !isOver && gate.may(asker, "read", { kind: "feed" }),
          onEnd: (reason: string) => {
            stop();
            log.debug({ requestId, reason }, "a follower of the feed left");
          },
        };
        const stream = await feed.open(lastEventId(c), following).catch((fault: unknown) => {
          stop();
          throw fault;
        });
        // What was taken back before this listened.
        void look();
        return c.body(stream, 200, {
          "Content-Type": "text/event-stream",
          "Cache-Control": "no-store",
          "X-Accel-Buffering": "no",
        }) as never;
      },
    );
    return { routes, stop: () => feed.close() };
  };
}

export const feedRoom = feedRoomWith();

function lastEventId(c: Context<Env>): string | undefined {
  return c.req.header("last-event-id") ?? c.req.query("after");
}
