/** Whether a ballot may be counted: for this election, by a key on the list, well formed, proven, signed (specification 2.0, 4.9 to 4.13). */
import { BallotError } from "../ballot-error.ts";
import type { BallotErrorCode } from "../ballot-reasons.ts";
import type { GroupArithmetic } from "../group/arithmetic.ts";
import { choicesOf, type Election, type Question, type SummedQuestion } from "../messages/election.ts";
import type {
  Ballot,
  Ciphertext,
  GroupMessages,
  ShuffledAnswer,
  SummedAnswer,
} from "../messages/group-messages.ts";
import { canonical, parse, type Shape } from "../messages/shapes.ts";
import { randomnessKnown } from "../proofs/decryption-proofs.ts";
import { fingerprintOf } from "../proofs/hashes.ts";
import { blankHash, intervalHolds, oneBranchHolds, productOf } from "../proofs/membership.ts";
import { ballotChallenge, holdsForMember } from "../proofs/schnorr.ts";

/** What a ballot is held against. */
export interface Polls {
  readonly arithmetic: GroupArithmetic;
  readonly messages: GroupMessages;
  readonly election: Election;
  /** The fingerprint of the election's text. */
  readonly fingerprint: string;
  /** Weights by keys that may vote. */
  readonly weights: ReadonlyMap<bigint, number>;
}

/** What of a ballot is counted: its ciphertexts, question by question. */
export interface CheckedBallot {
  readonly credential: bigint;
  readonly weight: number;
  readonly tracker: string;
  readonly choices: readonly (readonly Ciphertext[])[];
}

const BLANK_PROOFS = 2;

/** The numbers `min` to `max`. */
export const sumsAllowed = ({ min, max }: SummedQuestion): bigint[] =>
  Array.from({ length: max - min + 1 }, (_, at) => BigInt(min + at));

/** The text that ties a proof over all choices to these: the ciphertexts, separated by commas. */
export const contextOfChoices = (context: string, choices: readonly Ciphertext[]): string =>
  `${context}|${choices.map(({ alpha, beta }) => `${alpha},${beta}`).join(",")}`;

function checkShape(question: SummedQuestion, answer: SummedAnswer, place: string): void {
  const refuse = (where: string, message: string): never => {
    throw new BallotError("ballot-shape", `${place}.${where}`, message);
  };
  const expected = choicesOf(question);
  if (answer.choices.length !== expected)
    refuse("choices", `there are ${answer.choices.length} choices for ${expected}`);
  if (answer.individual_proofs.length !== expected)
    refuse(
      "individual_proofs",
      `there are ${answer.individual_proofs.length} proofs for ${expected} choices`,
    );
  answer.individual_proofs.forEach((proofs, at) => {
    if (proofs.length !== 2) refuse(`individual_proofs[${at}]`, "a proof of 0 or 1 has two parts");
  });
  const sums = question.max - question.min + 1 + (question.hasBlank ? 1 : 0);
  if (answer.overall_proof.length !== sums)
    refuse("overall_proof", `the proof of the sum has ${answer.overall_proof.length} parts for ${sums}`);
  if ((answer.blank_proof !== undefined) !== question.hasBlank)
    refuse("blank_proof", question.hasBlank ? "it is missing" : "the question cannot be left blank");
  if (answer.blank_proof !== undefined && answer.blank_proof.length !== BLANK_PROOFS)
    refuse("blank_proof", "it has two parts");
}

function checkSummed(
  { arithmetic, election: { key } }: Polls,
  question: SummedQuestion,
  answer: SummedAnswer,
  { context, place }: { readonly context: string; readonly place: string },
): void {
  const refuse = (code: BallotErrorCode, where: string, message: string): never => {
    throw new BallotError(code, `${place}.${where}`, message);
  };
  answer.choices.forEach((ciphertext, at) => {
    const claim = { ciphertext, numbers: [0n, 1n], context };
    const holds = intervalHolds(arithmetic, key, claim, answer.individual_proofs[at]!);
    if (holds === undefined)
      refuse("not-in-group", `choices[${at}]`, "this is no pair of members of the group");
    if (!holds)
      refuse("choice-proof", `individual_proofs[${at}]`, "it does not prove that the choice is 0 or 1");
  });
  const { p } = arithmetic.group;
  const whole = contextOfChoices(context, answer.choices);
  const numbers = sumsAllowed(question);
  if (!question.hasBlank) {
    const claim = { ciphertext: productOf(answer.choices, p), numbers, context: whole, isOfMembers: true };
    if (intervalHolds(arithmetic, key, claim, answer.overall_proof) !== true)
      refuse("sum-proof", "overall_proof", "it does not prove that as many answers are chosen as may be");
    return;
  }
  const [blank, ...others] = answer.choices;
  const sum = productOf(others, p);
  const noneOrNot = {
    branches: [
      { ciphertext: blank!, holds: 0n },
      { ciphertext: sum, holds: 0n },
    ],
    hashed: blankHash("bproof0", whole),
  };
  if (!oneBranchHolds(arithmetic, key, noneOrNot, answer.blank_proof!))
    refuse("blank-proof", "blank_proof", "it does not prove that a blank vote chooses nothing");
  const blankOrRight = {
    branches: [{ ciphertext: blank!, holds: 1n }, ...numbers.map((holds) => ({ ciphertext: sum, holds }))],
    hashed: blankHash("bproof1", whole),
  };
  if (!oneBranchHolds(arithmetic, key, blankOrRight, answer.overall_proof))
    refuse(
      "sum-proof",
      "overall_proof",
      "it does not prove that as many answers are chosen as may be, or none",
    );
}

function checkShuffled(
  { arithmetic, election: { key } }: Polls,
  { choices, proof }: ShuffledAnswer,
  { context, place }: { readonly context: string; readonly place: string },
): void {
  const known = randomnessKnown(arithmetic, { key, ciphertext: choices, context }, proof);
  if (known === undefined)
    throw new BallotError("not-in-group", `${place}.choices`, "this is no pair of members of the group");
  if (!known)
    throw new BallotError(
      "answer-proof",
      `${place}.proof`,
      "it does not prove that the answer is the voter's own",
    );
}

/** An answer is read by the shape that its question has. */
function readAnswers(messages: GroupMessages, questions: readonly Question[], ballot: Ballot, place: string) {
  if (ballot.answers.length !== questions.length)
    throw new BallotError(
      "ballot-shape",
      `${place}: answers`,
      `there are ${ballot.answers.length} answers to ${questions.length} questions`,
    );
  return questions.map((question, at) => {
    const where = `${place}: answers[${at}]`;
    if (question.kind === "summed") {
      const answer = messages.summedAnswer.read(ballot.answers[at], where);
      checkShape(question, answer, where);
      return { kind: question.kind, question, answer, written: messages.summedAnswer.write(answer), where };
    }
    const answer = messages.shuffledAnswer.read(ballot.answers[at], where);
    return { kind: question.kind, question, answer, written: messages.shuffledAnswer.write(answer), where };
  });
}

/** The hash that a ballot's signature is about: of its text without the signature. */
export function hashOfBallot(shape: Shape<Ballot>, ballot: Omit<Ballot, "signature">): string {
  const whole = { ...ballot, signature: { hash: "", proof: { challenge: 0n, response: 0n } } };
  const { signature: _, ...unsigned } = shape.write(whole) as { signature: unknown };
  return fingerprintOf(JSON.stringify(unsigned));
}

/**
 * Holds a ballot against the election, the list of keys and its proofs.
 *
 * @param json the ballot's text; its hash is the tracker by which its voter finds it.
 * @throws BallotError for the first thing that does not hold. Nothing in it tells a choice: nobody knows one here.
 */
export function checkBallot(polls: Polls, json: string, place: string): CheckedBallot {
  const { arithmetic, messages, election, fingerprint, weights } = polls;
  const ballot = messages.ballot.read(parse(json, place), place);
  if (ballot.election_uuid !== election.uuid || ballot.election_hash !== fingerprint)
    throw new BallotError("ballot-election", place, "the ballot is for another election");
  const answers = readAnswers(messages, election.questions, ballot, place);
  const exact = { ...ballot, answers: answers.map(({ written }) => written) };
  if (canonical(messages.ballot, exact) !== json)
    throw new BallotError("not-canonical", place, "the ballot is not in its canonical form");
  const weight = weights.get(ballot.credential);
  if (weight === undefined)
    throw new BallotError(
      "ballot-key",
      `${place}: credential`,
      "the key is not on the list of those who vote",
    );
  const { hash, proof } = ballot.signature;
  if (hash !== hashOfBallot(messages.ballot, exact))
    throw new BallotError(
      "signature-hash",
      `${place}: signature.hash`,
      "the signature is about another ballot",
    );
  if (!holdsForMember(arithmetic, ballot.credential, proof, ballotChallenge(hash)))
    throw new BallotError(
      "signature-proof",
      `${place}: signature.proof`,
      "the ballot is not signed by its key",
    );
  const context = `${fingerprint}|${ballot.credential}`;
  const choices = answers.map((each) => {
    const about = { context, place: each.where };
    if (each.kind === "summed") checkSummed(polls, each.question, each.answer, about);
    else checkShuffled(polls, each.answer, about);
    return each.kind === "summed" ? each.answer.choices : [each.answer.choices];
  });
  return { credential: ballot.credential, weight, tracker: fingerprintOf(json), choices };
}
