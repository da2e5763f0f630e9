/** What the rest of the house uses of the secret ballot. Nothing here touches a clock, a disk or a network. */
export { BallotError, type BallotErrorCategory } from "./ballot-error.ts";
export { BALLOT_REASONS, type BallotErrorCode } from "./ballot-reasons.ts";
export { type Board, readBoard } from "./board/events.ts";
export {
  type Arrival,
  CEREMONY_ROUNDS,
  type CeremonyRound,
  checkArrival,
  nothingSaid,
  type RoundMessages,
  readRoundMessage,
  roundOf,
  type Said,
  writeRoundMessage,
} from "./ceremony/arrival.ts";
export {
  type Ceremony,
  endCeremony,
  firstRound,
  fourthRound,
  newCeremony,
  type Round,
  type Rounds,
  type Shares,
  secondRound,
  type TrusteeSecret,
  thirdRound,
} from "./ceremony/ceremony.ts";
export {
  awaitedIn,
  beginStep,
  nextStep,
  saidIn,
  shareOf,
  type TrusteeStep,
} from "./ceremony/steps.ts";
export { bigIntArithmetic, type GroupArithmetic } from "./group/arithmetic.ts";
export { BELENIOS_2048, type CyclicGroup, RFC_3526_2048 } from "./group/groups.ts";
export {
  countingArithmetic,
  keyExchangeArithmetic,
  type MakeKeyExchange,
  type RawPublicPower,
} from "./group/openssl.ts";
export { answerOf, type TrusteeAnswer } from "./making/answer.ts";
export { type BallotBox, ballotBox, type TakenBallot } from "./making/ballot-box.ts";
export type { Added } from "./making/board-steps.ts";
export {
  addUp,
  closeVote,
  endBallots,
  openBoard,
  pollsOf,
  sayResult,
  setupOf,
  takeAnswer,
  takeBallot,
} from "./making/board-writer.ts";
export { type Choices, type MadeBallot, makeBallot } from "./making/cast.ts";
export {
  claimOf,
  closeKeyList,
  type KeyClaim,
  type KeyList,
  newUuid,
  newVotingKey,
  readClaim,
  type VotingKey,
  writeClaim,
} from "./making/voting-key.ts";
export type { Election, Question, ShuffledQuestion, SummedQuestion } from "./messages/election.ts";
export type { SignedMessage, TrusteeItem, TrusteeKey } from "./messages/group-messages.ts";
export type { Polls } from "./recount/ballots.ts";
export {
  type ArithmeticOf,
  type CheckedBefore,
  type Recount,
  type RecountProgress,
  recount,
  recountInSteps,
  type SeenBallot,
  type Stage,
} from "./recount/recount.ts";
export type { QuestionResult } from "./recount/tally.ts";
export type { TrusteeGroup } from "./recount/trustees.ts";
