/** What the rest of the house uses of the secret ballot. Nothing here touches a clock, a disk or a network. */
export { BallotError, type BallotErrorCategory, type BallotErrorCode } from "./ballot-error.ts";
export { bigIntArithmetic, type GroupArithmetic } from "./group/arithmetic.ts";
export { keyExchangeArithmetic, type MakeKeyExchange } from "./group/diffie-hellman.ts";
export { BELENIOS_2048, type CyclicGroup, RFC_3526_2048 } from "./group/groups.ts";
export type { Election, Question, ShuffledQuestion, SummedQuestion } from "./messages/election.ts";
export {
  type ArithmeticOf,
  type Recount,
  type RecountProgress,
  recount,
  recountInSteps,
  type SeenBallot,
  type Stage,
} from "./recount/recount.ts";
export type { QuestionResult } from "./recount/tally.ts";
export type { TrusteeGroup } from "./recount/trustees.ts";
