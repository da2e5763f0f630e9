/** A ballot as its voter makes it: choices enciphered and proven, signed with the voting key (specification 2.0, 4.9 to 4.13). */
import { BallotError } from "../ballot-error.ts";
import type { GroupArithmetic } from "../group/arithmetic.ts";
import { type Election, readElection, type SummedQuestion } from "../messages/election.ts";
import { messagesOf, type SummedAnswer } from "../messages/group-messages.ts";
import { canonical } from "../messages/shapes.ts";
import { fingerprintOf } from "../proofs/hashes.ts";
import { blankHash, intervalHash, type Known, productOf, proveBranch } from "../proofs/membership.ts";
import { modulo, randomBelow } from "../proofs/numbers.ts";
import { ballotChallenge, proveSecret } from "../proofs/schnorr.ts";
import { contextOfChoices, hashOfBallot, sumsAllowed } from "../recount/ballots.ts";

/** 0 or 1 for each answer of a question, with a leading one for "blank" where the question can be left blank. */
export type Choices = readonly (0 | 1)[];

/** A ballot, and the tracker by which its voter finds it on the board. */
export interface MadeBallot {
  readonly json: string;
  readonly tracker: string;
}

/** Whether so many may be chosen. The message holds none of the choices. */
function refuseOutOfRange(question: SummedQuestion, choices: Choices, place: string): void {
  const others = question.hasBlank ? choices.slice(1) : choices;
  const sum = others.filter((each) => each === 1).length;
  const isRight =
    question.hasBlank && choices[0] === 1 ? sum === 0 : sum >= question.min && sum <= question.max;
  if (
    others.length !== question.answers.length ||
    choices.some((each) => each !== 0 && each !== 1) ||
    !isRight
  ) {
    const wanted = question.min === question.max ? `${question.min}` : `${question.min} to ${question.max}`;
    throw new BallotError(
      "choice-range",
      place,
      `${wanted} of ${question.answers.length} answers are to be chosen`,
      {
        category: "incorrect",
      },
    );
  }
}

function answer(
  arithmetic: GroupArithmetic,
  election: Election,
  question: SummedQuestion,
  { choices, context }: { readonly choices: Choices; readonly context: string },
): SummedAnswer {
  const { p, q, g } = arithmetic.group;
  const ofG = arithmetic.powersOf(g);
  const ofKey = arithmetic.powersOf(election.key);
  const known = choices.map((choice) => {
    const randomness = randomBelow(q);
    const truth = BigInt(choice);
    // Both products are taken, so that 0 and 1 are the same work.
    const beta = [1n, g].map((each) => (ofKey(randomness) * each) % p)[choice]!;
    return { ciphertext: { alpha: ofG(randomness), beta }, randomness, truth };
  });
  const prove = (branches: readonly Known[], hashed: (commitments: string) => string, trueAt: number) =>
    proveBranch(arithmetic, election.key, { branches, hashed, trueAt });
  const ciphertexts = known.map(({ ciphertext }) => ciphertext);
  const individual = known.map((each) =>
    prove(
      [0n, 1n].map((holds) => ({ ...each, holds })),
      intervalHash(context, each.ciphertext),
      Number(each.truth),
    ),
  );
  const whole = contextOfChoices(context, ciphertexts);
  const [blank, summed] = question.hasBlank ? [known[0], known.slice(1)] : [undefined, known];
  const sum = {
    ciphertext: productOf(
      summed.map(({ ciphertext }) => ciphertext),
      p,
    ),
    randomness: modulo(
      summed.reduce((total, { randomness }) => total + randomness, 0n),
      q,
    ),
    truth: summed.reduce((total, { truth }) => total + truth, 0n),
  };
  const branches: Known[] = sumsAllowed(question).map((holds) => ({ ...sum, holds }));
  const right = Number(sum.truth) - question.min;
  if (blank === undefined)
    return {
      choices: ciphertexts,
      individual_proofs: individual,
      overall_proof: prove(branches, intervalHash(whole, sum.ciphertext), right),
      blank_proof: undefined,
    };
  const isBlank = blank.truth === 1n;
  return {
    choices: ciphertexts,
    individual_proofs: individual,
    overall_proof: prove(
      [{ ...blank, holds: 1n }, ...branches],
      blankHash("bproof1", whole),
      isBlank ? 0 : right + 1,
    ),
    blank_proof: prove(
      [
        { ...blank, holds: 0n },
        { ...sum, holds: 0n },
      ],
      blankHash("bproof0", whole),
      isBlank ? 1 : 0,
    ),
  };
}

/**
 * Makes a ballot. Everything that it takes stays where it is called: the choices are nowhere in the ballot but enciphered.
 *
 *     makeBallot(arithmetic, electionText, secret, [[0, 1, 0]]).tracker    // "3hPq…"
 *
 * @param electionText the election's text as the board has it: its fingerprint ties the ballot to it.
 * @param choices for each question.
 * @throws BallotError `choice-range` where more or fewer are chosen than may be.
 */
export function makeBallot(
  arithmetic: GroupArithmetic,
  electionText: string,
  secret: bigint,
  choices: readonly Choices[],
): MadeBallot {
  const election = readElection(electionText);
  const { questions, uuid } = election;
  if (choices.length !== questions.length)
    throw new BallotError(
      "choice-range",
      "the choices",
      "one list of choices for each question is expected",
      {
        category: "incorrect",
      },
    );
  const messages = messagesOf(election.group);
  const fingerprint = fingerprintOf(electionText);
  const credential = arithmetic.powersOf(arithmetic.group.g)(secret);
  const context = `${fingerprint}|${credential}`;
  const answers = questions.map((question, at) => {
    if (question.kind === "shuffled")
      throw new BallotError(
        "election-question",
        `question ${at + 1}`,
        "answers in numbers are counted here, not cast",
      );
    refuseOutOfRange(question, choices[at]!, `question ${at + 1}`);
    return messages.summedAnswer.write(
      answer(arithmetic, election, question, { choices: choices[at]!, context }),
    );
  });
  const unsigned = { election_uuid: uuid, election_hash: fingerprint, credential, answers };
  const hash = hashOfBallot(messages.ballot, unsigned);
  const proof = proveSecret(arithmetic, secret, ballotChallenge(hash));
  const json = canonical(messages.ballot, { ...unsigned, signature: { hash, proof } });
  return { json, tracker: fingerprintOf(json) };
}
