/** A whole vote, made by us: made-up delegations, trustees who hold a ceremony, ballots, answers. */
import { createDiffieHellman } from "node:crypto";
import {
  answerOf,
  BELENIOS_2048,
  type Ceremony,
  type CyclicGroup,
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
  type Rounds,
  readBoard,
  sayResult,
  secondRound,
  setupOf,
  type TrusteeItem,
  type TrusteeKey,
  type TrusteeSecret,
  takeAnswer,
  takeBallot,
  thirdRound,
  type VotingKey,
} from "../../src/index.ts";

export const quick = keyExchangeArithmetic(BELENIOS_2048, createDiffieHellman);
export const quickOf = (group: CyclicGroup) =>
  group.name === BELENIOS_2048.name ? quick : keyExchangeArithmetic(group, createDiffieHellman);

/** Seconds since 1970 of every made board. */
export const SECONDS = 1_700_000_000;

export const IN_FAVOUR = [[1, 0, 0]] as const;
export const AGAINST = [[0, 1, 0]] as const;
export const ABSTAIN = [[0, 0, 1]] as const;

/** Everything of a ceremony. */
export interface HeldCeremony {
  readonly ceremony: Ceremony;
  readonly rounds: Rounds & { readonly keys: readonly TrusteeKey[] };
  readonly secrets: readonly TrusteeSecret[];
  readonly trustees: TrusteeItem;
  readonly key: bigint;
}

/** Holds a ceremony from the first round to the last. */
export function holdCeremony(uuid: string, needed: number, of: number): HeldCeremony {
  const trustees = Array.from({ length: of }, (_, at) => `trustee ${at + 1}`);
  const ceremony = newCeremony({ uuid, group: BELENIOS_2048, needed, trustees });
  const first = trustees.map((name) => firstRound(quick, ceremony, name));
  const certificates = first.map(({ certificate }) => certificate);
  const second = first.map(({ secret }) => secondRound(quick, ceremony, secret, certificates));
  const commitments = second.map(({ commitment }) => commitment);
  const shares = second.map(({ secret }) =>
    thirdRound(quick, ceremony, secret, { certificates, commitments }),
  );
  const fourth = second.map(({ secret }) =>
    fourthRound(quick, ceremony, secret, { certificates, commitments, shares }),
  );
  const rounds = { certificates, commitments, shares, keys: fourth.map(({ key }) => key) };
  return {
    ceremony,
    rounds,
    secrets: fourth.map(({ secret }) => secret),
    ...endCeremony(quick, ceremony, rounds),
  };
}

export interface OpenVote {
  readonly uuid: string;
  readonly held: HeldCeremony;
  readonly keys: readonly VotingKey[];
  readonly board: Uint8Array;
}

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** Opens a vote of so many delegations. */
export function openVote(delegations: number, needed = 2, of = 3): OpenVote {
  const uuid = newUuid();
  const held = holdCeremony(uuid, needed, of);
  const keys = Array.from({ length: delegations }, (_, at) =>
    newVotingKey(quick, uuid, `delegation ${at + 1}`),
  );
  const list = closeKeyList(
    quick,
    keys.map((key) => claimOf(quick, key)),
  );
  const election = {
    uuid,
    name: "A made-up council",
    description: "Made up for a test.",
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
    administrator: undefined,
    credentialAuthority: `each its own, sha256 ${list.fingerprint}`,
  } as const;
  return { uuid, held, keys, board: openBoard(election, [held.trustees], list.published, SECONDS, quickOf) };
}

export type Vote = readonly (readonly (0 | 1)[])[];

/** A ballot for a board. */
export const ballotFor = (board: Uint8Array, { secret }: VotingKey, vote: Vote): string =>
  makeBallot(quick, setupOf(readBoard(board)).election, secret, vote).json;

/** The board with a ballot. */
export function withBallot(board: Uint8Array, json: string): Uint8Array {
  const read = readBoard(board);
  return joined(board, takeBallot(read, pollsOf(read, quickOf), json).bytes);
}

/** The board with the answers of these trustees, by their number from 1. */
export function withAnswers(
  board: Uint8Array,
  secrets: readonly TrusteeSecret[],
  numbers: readonly number[],
): Uint8Array {
  return numbers.reduce(
    (grown, number) =>
      joined(grown, takeAnswer(grown, answerOf(grown, secrets[number - 1]!.share!, quickOf), quickOf).bytes),
    board,
  );
}

/** A vote from its opening to its result. */
export function wholeVote(
  votes: readonly { readonly voter: number; readonly vote: Vote }[],
  delegations: number,
) {
  const opened = openVote(delegations);
  const voted = votes.reduce(
    (board, { voter, vote }) => withBallot(board, ballotFor(board, opened.keys[voter]!, vote)),
    opened.board,
  );
  const closed = joined(voted, closeVote(voted, quickOf).bytes);
  const answered = withAnswers(closed, opened.held.secrets, [3, 1]);
  const { bytes, result } = sayResult(answered, quickOf);
  return { ...opened, voted, closed, answered, counted: joined(answered, bytes), result };
}
