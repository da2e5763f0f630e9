/** The numbers that an opened tally holds. */
import { BallotError } from "../ballot-error.ts";
import type { GroupArithmetic } from "../group/arithmetic.ts";
import type { Election } from "../messages/election.ts";
import { count, list, parse, type Shape } from "../messages/shapes.ts";
import type { QuestionResult } from "./tally.ts";

/** A million steps on each side: totals of weights up to 10^12. */
const MOST_STEPS = 1_000_000;

/**
 * The exponent of a power of the generator, from 0 to `most`: small steps from the start, then giant steps towards them (Shanks).
 *
 * @throws BallotError where there is none: the trustees' answers do not open this tally.
 */
export function exponentOf(arithmetic: GroupArithmetic, value: bigint, most: number): number {
  const { p, q, g } = arithmetic.group;
  const place = "the result";
  const steps = Math.ceil(Math.sqrt(most + 1));
  if (steps > MOST_STEPS)
    throw new BallotError("result-not-found", place, "the weights are too large to be counted");
  const small = new Map<bigint, number>();
  let power = 1n;
  for (let step = 0; step < steps; step++) {
    if (power === value) return step;
    small.set(power, step);
    power = (power * g) % p;
  }
  const giant = arithmetic.power(g, q - BigInt(steps));
  let rest = value;
  for (let far = 0; far <= most; far += steps) {
    const near = small.get(rest);
    if (near !== undefined && far + near <= most) return far + near;
    rest = (rest * giant) % p;
  }
  throw new BallotError("result-not-found", place, "what was opened is no count of ballots");
}

/** The numbers of an answer that was shuffled: taken apart as they were put together (specification 2.0, section 4.9.2). */
function numbersIn(election: Election, value: bigint, length: number): number[] {
  const { padding, bitsPerInt } = election.group.embedding!;
  let rest = value >> BigInt(padding);
  const numbers: number[] = [];
  for (let at = 0; at < length; at++) {
    numbers.unshift(Number(rest & ((1n << BigInt(bitsPerInt)) - 1n)));
    rest >>= BigInt(bitsPerInt);
  }
  return numbers;
}

/**
 * What an opened tally says.
 *
 * @param total the weight of all ballots together: no answer has more.
 */
export function resultOf(
  arithmetic: GroupArithmetic,
  election: Election,
  opened: readonly (readonly bigint[])[],
  total: number,
): QuestionResult[] {
  return election.questions.map((question, at) =>
    question.kind === "summed"
      ? opened[at]!.map((value) => exponentOf(arithmetic, value, total))
      : opened[at]!.map((value) => numbersIn(election, value, question.answers.length)),
  );
}

const counts = list(count);
const countsOfBallots = list(counts);

/** The result as the board says it, by the kinds of the questions. */
export function readResult(election: Election, json: string, place: string): QuestionResult[] {
  const { questions } = election;
  const value = parse(json, place);
  const rows = typeof value === "object" && value !== null && "result" in value ? value.result : undefined;
  if (!Array.isArray(rows) || rows.length !== questions.length)
    throw new BallotError("result-shape", place, "there is not one result for each question");
  const read = rows.map((row, at): QuestionResult => {
    const shape: Shape<QuestionResult> = questions[at]!.kind === "summed" ? counts : countsOfBallots;
    return shape.read(row, `${place}: result[${at}]`);
  });
  if (writeResult(read) !== json)
    throw new BallotError("not-canonical", place, "the result is not in its canonical form");
  return read;
}

export const writeResult = (result: readonly QuestionResult[]): string => JSON.stringify({ result });
