/** The board as it grows: each step gives the bytes that are to be added, and refuses what does not belong there. */

import { BallotError } from "../ballot-error.ts";
import { archived } from "../board/archive.ts";
import { type Board, boardHeader, HEADER_NAME, readBoard } from "../board/events.ts";
import { bigIntArithmetic } from "../group/arithmetic.ts";
import { type Election, readElection, setupData, writeElection } from "../messages/election.ts";
import { messagesOf, owned, sizedTally, type TrusteeItem } from "../messages/group-messages.ts";
import { canonical, readCanonical } from "../messages/shapes.ts";
import { fingerprintOf, sha256Hex } from "../proofs/hashes.ts";
import type { Polls } from "../recount/ballots.ts";
import { readKeys } from "../recount/keys.ts";
import { type ArithmeticOf, type CheckedBefore, type Recount, recount } from "../recount/recount.ts";
import { writeResult } from "../recount/result.ts";
import { checkDecryption } from "../recount/tally.ts";
import { ballotBox, type TakenBallot } from "./ballot-box.ts";
import { type Added, endOf, joined, step } from "./board-steps.ts";

const UTF8 = new TextEncoder();

/**
 * Opens a vote: the first bytes of its board.
 *
 * @param trustees who answers in the end; their keys make the election's.
 * @param keys the closed list of keys, as it is published.
 * @param seconds the board's time, in seconds since 1970: one for all files, so that it tells nothing of who voted when.
 */
export function openBoard(
  election: Election,
  trustees: readonly TrusteeItem[],
  keys: string,
  seconds: number,
  arithmeticOf: ArithmeticOf = bigIntArithmetic,
): Uint8Array {
  const documents = [writeElection(election), canonical(messagesOf(election.group).trustees, trustees), keys];
  const [electionHash, trusteesHash, keysHash] = documents.map(sha256Hex);
  const setup = canonical(setupData, {
    election: electionHash!,
    trustees: trusteesHash!,
    credentials: keysHash!,
  });
  const header = canonical(boardHeader, { version: 1, timestamp: seconds.toString() });
  const first = step({ seconds, head: undefined, height: 0 }, "Setup", [...documents, setup]);
  const bytes = joined([archived({ name: HEADER_NAME, bytes: UTF8.encode(header) }, seconds), first.bytes]);
  // What is opened is what anybody will count: it must hold now.
  recount(bytes, arithmeticOf);
  return bytes;
}

/** The documents of the setup, without their proofs being asked again. */
export function setupOf(board: Board): { readonly election: string; readonly keys: string } {
  const place = "the setup";
  const hashes = readCanonical(setupData, board.textOf(board.events[0]!.payload!, place), place);
  return { election: board.textOf(hashes.election, place), keys: board.textOf(hashes.credentials, place) };
}

/** What ballots of a board are held against, computed once for many of them. */
export function pollsOf(board: Board, arithmeticOf: ArithmeticOf = bigIntArithmetic): Polls {
  const { election: json, keys } = setupOf(board);
  const election = readElection(json);
  const arithmetic = arithmeticOf(election.group);
  return {
    arithmetic,
    messages: messagesOf(election.group),
    election,
    fingerprint: fingerprintOf(json),
    weights: readKeys(arithmetic, keys),
  };
}

/**
 * Takes one ballot; whoever takes many keeps a `ballotBox`.
 *
 * @throws BallotError as the box does.
 */
export const takeBallot = (board: Board, polls: Polls, json: string): TakenBallot =>
  ballotBox(board, polls).take(json);

/**
 * Ends the taking of ballots: from this event on none is taken. It costs nothing, so that whoever keeps the board can let it last before
 * the ballots are added up.
 *
 * @throws BallotError `vote-closed` where that was done.
 */
export function endBallots(board: Board): Added {
  if (board.events.some(({ type }) => type === "EndBallots"))
    throw new BallotError("vote-closed", "the board", "the vote is closed already");
  const { bytes, end } = step(endOf(board), "EndBallots", []);
  return { bytes, head: end.head };
}

/**
 * Adds up the ballots of a closed vote, without opening one.
 *
 * @throws BallotError `vote-open` before the close, `vote-closed` where they are added up, or whatever a count of the board finds.
 */
export function addUp(
  bytes: Uint8Array,
  arithmeticOf: ArithmeticOf = bigIntArithmetic,
  checked?: CheckedBefore,
): Added {
  const board = readBoard(bytes);
  const { stage, counted, countedWeight, election, sum } = recount(bytes, arithmeticOf, checked);
  if (stage === "open") throw new BallotError("vote-open", "the board", "the vote is not closed yet");
  if (stage !== "closed")
    throw new BallotError("vote-closed", "the board", "the ballots are added up already");
  const tally = canonical(messagesOf(election.group).tally, sum);
  const sized = canonical(sizedTally, {
    num_tallied: counted,
    total_weight: countedWeight,
    encrypted_tally: sha256Hex(tally),
  });
  const { bytes: added, end } = step(endOf(board), "EncryptedTally", [tally, sized]);
  return { bytes: added, head: end.head };
}

/**
 * Closes a vote and adds up its ballots, without opening one.
 *
 * @throws BallotError `vote-closed` where that was done, or whatever a count of the board finds.
 */
export function closeVote(bytes: Uint8Array, arithmeticOf: ArithmeticOf = bigIntArithmetic): Added {
  const closing = endBallots(readBoard(bytes));
  const adding = addUp(joined([bytes, closing.bytes]), arithmeticOf);
  return { bytes: joined([closing.bytes, adding.bytes]), head: adding.head };
}

/** The count of a board whose ballots are added up and which awaits answers. */
function awaitingAnswers(
  bytes: Uint8Array,
  arithmeticOf: ArithmeticOf,
  checked: CheckedBefore | undefined,
): Recount {
  const found = recount(bytes, arithmeticOf, checked);
  if (found.stage === "open" || found.stage === "closed")
    throw new BallotError("vote-open", "the board", "the vote is not closed and added up yet");
  if (found.stage === "counted")
    throw new BallotError("vote-counted", "the board", "the vote is counted already");
  return found;
}

/**
 * Takes a trustee's answer.
 *
 * @param number the trustee's number on the board, from 1.
 * @param json its answer (`answerOf`).
 * @throws BallotError where it is not about this board's sum, or not by this trustee's key, or the trustee has answered.
 */
export function takeAnswer(
  bytes: Uint8Array,
  { number, json }: { readonly number: number; readonly json: string },
  arithmeticOf: ArithmeticOf = bigIntArithmetic,
  checked?: CheckedBefore,
): Added {
  const found = awaitingAnswers(bytes, arithmeticOf, checked);
  const place = `the answer of trustee ${number}`;
  const group = found.trustees.find(({ first, keys }) => number >= first && number < first + keys.length);
  if (group === undefined)
    throw new BallotError("decryption-owner", place, `there is no trustee \`${number}\``);
  if (found.answered.includes(number))
    throw new BallotError("already-answered", place, `the trustee \`${number}\` has answered before`);
  const arithmetic = arithmeticOf(found.election.group);
  const decryption = readCanonical(messagesOf(found.election.group).decryption, json, place);
  const about = { tally: found.sum, key: group.keys[number - group.first]!, fingerprint: found.fingerprint };
  checkDecryption(arithmetic, about, decryption, place);
  const documents = [json, canonical(owned, { owner: number, payload: sha256Hex(json) })];
  const { bytes: added, end } = step(endOf(readBoard(bytes)), "PartialDecryption", documents);
  return { bytes: added, head: end.head };
}

/**
 * Says what came out.
 *
 * @throws BallotError `decryptions-missing` where too few trustees have answered.
 */
export function sayResult(
  bytes: Uint8Array,
  arithmeticOf: ArithmeticOf = bigIntArithmetic,
  checked?: CheckedBefore,
): Added & { readonly result: NonNullable<Recount["result"]> } {
  const { result } = awaitingAnswers(bytes, arithmeticOf, checked);
  if (result === undefined)
    throw new BallotError(
      "decryptions-missing",
      "the board",
      "too few trustees have answered to open the sum",
    );
  const { bytes: added, end } = step(endOf(readBoard(bytes)), "Result", [writeResult(result)]);
  return { bytes: added, head: end.head!, result };
}
