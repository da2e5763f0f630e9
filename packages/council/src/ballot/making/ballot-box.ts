/** An open board as its keeper holds it: one ballot after another is taken without the whole being read again. */
import { BallotError } from "../ballot-error.ts";
import type { Board } from "../board/events.ts";
import { sha256Hex } from "../proofs/hashes.ts";
import { type CheckedBallot, checkBallot, type Polls } from "../recount/ballots.ts";
import { type Added, endOf, step } from "./board-steps.ts";

/** What was taken, and whether an earlier ballot of the same key gives way to it. */
export interface TakenBallot extends Added {
  readonly ballot: CheckedBallot;
  readonly replaces: boolean;
}

/** A board that takes ballots. It changes with each that it takes. */
export interface BallotBox {
  /**
   * Takes a ballot: what it costs does not depend on how many there are. Whoever keeps the board learns whose key voted, and nothing else.
   *
   * @throws BallotError `vote-closed` after the close, `ballot-repeated` for one that stands there already, `ballot-key` for a key that is
   * not on the list, or the reason for which it would not be counted; the box is then as it was.
   */
  take(json: string): TakenBallot;
}

const PLACE = "the ballot";
const CREDENTIAL = /"credential":"(\d+)"/;

/**
 * The box of a board that was read.
 *
 *     const box = ballotBox(readBoard(bytes), pollsOf(readBoard(bytes)));
 *     append(box.take(first).bytes); append(box.take(second).bytes);
 */
export function ballotBox(board: Board, polls: Polls): BallotBox {
  const isClosed = board.events.some(({ type }) => type === "EndBallots");
  const ballots = board.events.filter(({ type }) => type === "Ballot").map(({ payload }) => payload!);
  const seen = new Set(ballots);
  const voted = new Set(ballots.map((hash) => CREDENTIAL.exec(board.textOf(hash, PLACE))?.[1]));
  let end = endOf(board);
  return {
    take(json) {
      if (isClosed) throw new BallotError("vote-closed", PLACE, "the vote is closed, and takes no ballot");
      const hash = sha256Hex(json);
      if (seen.has(hash))
        throw new BallotError("ballot-repeated", PLACE, "this very ballot is on the board already");
      const ballot = checkBallot(polls, json, PLACE);
      const credential = ballot.credential.toString();
      const replaces = voted.has(credential);
      const added = step(end, "Ballot", [json]);
      end = added.end;
      seen.add(hash);
      voted.add(credential);
      return { bytes: added.bytes, head: added.end.head, ballot, replaces };
    },
  };
}
