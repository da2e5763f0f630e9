/** A secret vote of made-up delegations, from the trustees' ceremony to a board that says what came out. */
import { createDiffieHellman } from "node:crypto";
import {
  answerOf,
  BELENIOS_2048,
  ballotBox,
  claimOf,
  closeKeyList,
  closeVote,
  endCeremony,
  firstRound,
  fourthRound,
  keyExchangeArithmetic,
  makeBallot,
  newCeremony,
  newUuid,
  newVotingKey,
  openBoard,
  pollsOf,
  readBoard,
  sayResult,
  secondRound,
  setupOf,
  takeAnswer,
  thirdRound,
} from "../../packages/council/dist/index.js";

export const quick = keyExchangeArithmetic(BELENIOS_2048, createDiffieHellman);
export const quickOf = () => quick;

const joined = (...parts) => new Uint8Array(Buffer.concat(parts));

/** Three trustees of whom two open the count. */
function ceremonyOf(uuid) {
  const ceremony = newCeremony({ uuid, group: BELENIOS_2048, needed: 2, trustees: ["A", "B", "C"] });
  const first = ceremony.trustees.map((name) => firstRound(quick, ceremony, name));
  const certificates = first.map(({ certificate }) => certificate);
  const second = first.map(({ secret }) => secondRound(quick, ceremony, secret, certificates));
  const commitments = second.map(({ commitment }) => commitment);
  const shares = second.map(({ secret }) =>
    thirdRound(quick, ceremony, secret, { certificates, commitments }),
  );
  const rounds = { certificates, commitments, shares };
  const fourth = second.map(({ secret }) => fourthRound(quick, ceremony, secret, rounds));
  const keys = fourth.map(({ key }) => key);
  return {
    ...endCeremony(quick, ceremony, { ...rounds, keys }),
    shares: fourth.map(({ secret }) => secret.share),
  };
}

/** Opens a vote of so many keys. */
function opened(count) {
  const uuid = newUuid();
  const held = ceremonyOf(uuid);
  const keys = Array.from({ length: count }, (_, at) => newVotingKey(quick, uuid, `${at}`));
  const list = closeKeyList(
    quick,
    keys.map((key) => claimOf(quick, key)),
  );
  const election = {
    uuid,
    name: "A made-up vote",
    description: "",
    group: BELENIOS_2048,
    key: held.key,
    questions: [
      {
        kind: "summed",
        question: "Go on?",
        answers: ["In favour", "Against", "Abstain"],
        hasBlank: false,
        min: 1,
        max: 1,
      },
    ],
  };
  const board = openBoard(election, [held.trustees], list.published, 1_700_000_000, quickOf);
  return { uuid, keys, shares: held.shares, board, election: setupOf(readBoard(board)).election };
}

/**
 * A whole vote of so many keys, and how long its parts took.
 *
 * @param timed does something and says how long it took: `timed(name, work)`.
 */
export function heldVote(count, timed) {
  const { uuid, keys, shares, board: empty, election } = timed("opening", () => opened(count));
  const ballots = timed("making", () =>
    keys.map(
      ({ secret }, at) =>
        makeBallot(quick, election, secret, [[0, 1, 2].map((each) => (each === at % 3 ? 1 : 0))]).json,
    ),
  );
  let board = timed("taking", () => {
    const read = readBoard(empty);
    const box = ballotBox(read, pollsOf(read, quickOf));
    return joined(empty, ...ballots.map((json) => box.take(json).bytes));
  });
  board = timed("closing", () => joined(board, closeVote(board, quickOf).bytes));
  for (const share of shares.slice(0, 2))
    board = timed("answering", () =>
      joined(board, takeAnswer(board, answerOf(board, share, quickOf), quickOf).bytes),
    );
  board = timed("counting", () => joined(board, sayResult(board, quickOf).bytes));
  return { uuid, board, election, secret: keys[0].secret };
}
