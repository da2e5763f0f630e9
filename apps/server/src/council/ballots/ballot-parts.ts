/** What the routes of secret ballots work with, and what they ask alike. */
import { z } from "@hono/zod-openapi";
import { problem } from "../../problems/problem.ts";
import type { CouncilParts } from "../council-parts.ts";
import type { BallotBook } from "./ballot-book.ts";
import type { StoredBallot } from "./ballot-document.ts";
import { BallotField } from "./ballot-shapes.ts";
import type { BallotsAside } from "./ballots-aside.ts";
import type { BoardBook, GrownBoard } from "./board-book.ts";

export interface BallotParts {
  readonly council: CouncilParts;
  readonly book: BallotBook;
  readonly boards: BoardBook;
  readonly aside: BallotsAside;
}

export const BALLOTS_PATH = "/api/v1/council/ballots";
export const BALLOT_PATH = `${BALLOTS_PATH}/{ballot}` as const;
export const ballotParams = z.object({ ballot: BallotField });

export const BALLOT_TAGS = ["Secret ballots"];
export const reading = { action: "read", kind: "ballot", id: "ballot" } as const;
export const keepingBallot = { action: "record", kind: "ballot", id: "ballot" } as const;
export const holdingShare = { action: "hold-share", kind: "ballot", id: "ballot" } as const;

/** A body of a thousand members, and messages for fifty trustees, fit in a fraction. */
export const LARGEST_MESSAGE_BYTES = 300_000;

/** Where a board is downloaded: it stands in the record of the motion's vote. */
export const boardLocation = (ballot: string): string => `${BALLOTS_PATH}/${ballot}/board.bel`;

/** @throws Problem `ballot-abandoned`. */
export function refuseAbandoned({ value: { abandoned } }: StoredBallot): void {
  if (abandoned !== undefined)
    throw problem(409, "ballot-abandoned", "the vote was given up", {
      help: "another one can be opened on the motion",
    });
}

/** The board of a vote that is open, or was. @throws Problem `ballot-abandoned`, `vote-not-open`. */
export async function boardOf(
  { boards }: Pick<BallotParts, "boards">,
  stored: StoredBallot,
): Promise<GrownBoard> {
  const board = await boards.get(stored.ballot);
  if (board !== undefined) return board;
  refuseAbandoned(stored);
  throw problem(409, "vote-not-open", "the vote has not been opened yet, and has no board", {
    help: "it opens once the list of keys is closed and the trustees' ceremony is over",
  });
}
