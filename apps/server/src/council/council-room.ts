/** The room of bodies that decide: their rules, sessions and agendas, votes and what comes of them. */
import { openDesk } from "../carrying-out/offices.ts";
import type { RoomParts, ServerContext } from "../context.ts";
import { newRoom } from "../guarded-route.ts";
import { AgendaBook } from "./agenda-book.ts";
import { BallotBook } from "./ballots/ballot-book.ts";
import type { BallotParts } from "./ballots/ballot-parts.ts";
import { BallotsAside } from "./ballots/ballots-aside.ts";
import { BoardBook } from "./ballots/board-book.ts";
import { boardRoom } from "./ballots/board-room.ts";
import { partsRoom } from "./ballots/parts-room.ts";
import { preparingRoom } from "./ballots/preparing-room.ts";
import { readBodies } from "./bodies.ts";
import { bodiesRoom } from "./bodies-room.ts";
import { commandRoom } from "./command-room.ts";
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
  const ballots: BallotParts = {
    council: parts,
    book: new BallotBook(context.documents, context.gate),
    boards: new BoardBook(context.documents),
    aside: new BallotsAside(),
  };
  for (const each of [
    bodiesRoom(parts),
    sessionsRoom(parts),
    votesRoom(parts, ballots),
    preparingRoom(ballots),
    partsRoom(ballots),
    boardRoom(ballots),
    commandRoom(),
  ])
    routes.route("/", each);
  return { routes, stop: () => ballots.aside.close() };
}
