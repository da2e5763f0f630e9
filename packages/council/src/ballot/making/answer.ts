/** A trustee's answer: the sum of a closed board, opened with its share, and never anything else. */
import { BallotError } from "../ballot-error.ts";
import { bigIntArithmetic } from "../group/arithmetic.ts";
import { messagesOf } from "../messages/group-messages.ts";
import { canonical } from "../messages/shapes.ts";
import { factorOf } from "../proofs/decryption-proofs.ts";
import { type ArithmeticOf, recount } from "../recount/recount.ts";

/** An answer, and the trustee's number on the board. */
export interface TrusteeAnswer {
  readonly number: number;
  readonly json: string;
}

/**
 * Opens the sum of a board. The trustee counts the whole board first and computes the sum itself, so that nobody can have a single
 * ballot opened by handing it in as the sum.
 *
 * @param secret the trustee's share.
 * @throws BallotError `vote-open` before the close, `trustee-unknown` where the share is of no trustee of this board, `already-answered`,
 * or whatever a count of the board finds.
 */
export function answerOf(
  bytes: Uint8Array,
  secret: bigint,
  arithmeticOf: ArithmeticOf = bigIntArithmetic,
): TrusteeAnswer {
  const { stage, election, trustees, answered, fingerprint, sum } = recount(bytes, arithmeticOf);
  if (stage === "open" || stage === "closed")
    throw new BallotError("vote-open", "the board", "the vote is not closed and added up yet");
  const arithmetic = arithmeticOf(election.group);
  const key = arithmetic.powersOf(arithmetic.group.g)(secret);
  const number = trustees
    .flatMap(({ first, keys }) => keys.map((each, at) => (each === key ? first + at : 0)))
    .find((each) => each > 0);
  if (number === undefined)
    throw new BallotError("trustee-unknown", "the board", "none of its trustees has this key");
  if (answered.includes(number))
    throw new BallotError("already-answered", "the board", "this trustee has answered already");
  const answers = sum.map((question) =>
    question.map(({ alpha }) => factorOf(arithmetic, secret, { fingerprint, key, alpha })),
  );
  const json = canonical(messagesOf(election.group).decryption, {
    decryption_factors: answers.map((question) => question.map(({ factor }) => factor)),
    decryption_proofs: answers.map((question) => question.map(({ proof }) => proof)),
  });
  return { number, json };
}
