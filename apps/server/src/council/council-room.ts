/** The room of bodies that decide: their rules, sessions and agendas, votes and what comes of them. */
import { openDesk } from "../carrying-out/offices.ts";
import type { RoomParts, ServerContext } from "../context.ts";
import { newRoom } from "../guarded-route.ts";
import { AgendaBook } from "./agenda-book.ts";
import { readBodies } from "./bodies.ts";
import { bodiesRoom } from "./bodies-room.ts";
import type { CouncilParts } from "./council-parts.ts";
import { sessionsRoom } from "./sessions-room.ts";
import { votesRoom } from "./votes-room.ts";

/** Reads the bodies' files and makes their routes. @throws BodyError where one cannot be read: a council is not run by half a rule. */
export async function councilRoom(context: ServerContext): Promise<RoomParts> {
  const parts: CouncilParts = {
    context,
    bodies: readBodies(context),
    agendas: new AgendaBook(context.documents),
    desk: await openDesk(context),
  };
  const routes = newRoom();
  for (const each of [bodiesRoom(parts), sessionsRoom(parts), votesRoom(parts)]) routes.route("/", each);
  return { routes };
}
