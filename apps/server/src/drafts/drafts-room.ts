/** Drafts, what they would change, and fact sheets that were released. */
import type { RoomParts, ServerContext } from "../context.ts";
import { newRoom } from "../guarded-route.ts";
import { DeskClient, deskThread, type OpenDesk } from "./desk/desk-client.ts";
import { DraftBook } from "./draft-book.ts";
import { draftRoom } from "./draft-room.ts";
import { impactRoom } from "./impact-room.ts";
import { personReasonsRoom } from "./person-reasons-room.ts";
import { personRoom } from "./person-room.ts";
import { releaseRoom } from "./release-room.ts";
import { STREAM_LIMITS, type StreamLimits, streamRoom } from "./stream/stream-room.ts";
import { touchedRoom } from "./touched-room.ts";

/**
 * The room of drafts. Two desks work apart from the thread that answers: one for streams, where every moment counts, and one for
 * what takes its time. Each holds the registry as it derives it, and opens when it is first asked.
 */
export function draftsRoom(
  context: ServerContext,
  openDesk: OpenDesk = deskThread,
  limits: StreamLimits = STREAM_LIMITS,
): RoomParts {
  const [quick, desk] = [new DeskClient(context, openDesk), new DeskClient(context, openDesk)];
  const parts = { context, book: new DraftBook(context), desk };
  const streams = streamRoom(parts, quick, limits);
  const routes = newRoom();
  for (const each of [
    draftRoom(parts),
    impactRoom(parts),
    releaseRoom(parts),
    personRoom(parts),
    personReasonsRoom(parts),
    touchedRoom(parts),
    streams.routes,
  ])
    routes.route("/", each);
  return {
    routes,
    prepare: async () => {
      await quick.prepare();
      await desk.prepare();
    },
    stop: async () => {
      streams.stop();
      await Promise.all([quick.close(), desk.close()]);
    },
  };
}
