/** From the ballots that count to what they say together: the sum, the trustees' answers, the result (specification 2.0, 4.14 to 4.17). */
import { BallotError } from "../ballot-error.ts";
import { type GroupArithmetic, inverseOf, isMember } from "../group/arithmetic.ts";
import { choicesOf, type Election } from "../messages/election.ts";
import type { Ciphertext, PartialDecryption } from "../messages/group-messages.ts";
import { factorHolds } from "../proofs/decryption-proofs.ts";
import type { CheckedBallot } from "./ballots.ts";
import { lagrange, type TrusteeGroup } from "./trustees.ts";

/** The ciphertexts of each question: one for each choice, or one for each ballot where answers are shuffled. */
export type Tally = readonly (readonly Ciphertext[])[];

/** Counts of one question: for each answer, or for each ballot the numbers that it gave. */
export type QuestionResult = readonly number[] | readonly (readonly number[])[];

/** The last ballot of each key, in the order in which they came. */
export function lastBallots<Each extends Pick<CheckedBallot, "credential">>(
  ballots: readonly Each[],
): Each[] {
  const last = new Map<bigint, Each>();
  for (const ballot of ballots) {
    last.delete(ballot.credential);
    last.set(ballot.credential, ballot);
  }
  return [...last.values()];
}

/**
 * Adds up ballots without opening one: ciphertexts multiplied together hold the sum.
 *
 * @param ballots the last of each key.
 * @throws BallotError where answers that are shuffled have a weight: nothing says how they would count.
 */
export function tallyOf(
  arithmetic: GroupArithmetic,
  election: Election,
  ballots: readonly CheckedBallot[],
): Tally {
  const { p } = arithmetic.group;
  const raised = (value: bigint, weight: number): bigint =>
    weight === 1 ? value : arithmetic.power(value, BigInt(weight));
  return election.questions.map((question, number) => {
    if (question.kind === "shuffled") {
      if (ballots.some(({ weight }) => weight !== 1))
        throw new BallotError("tally-weight", "the tally", "ballots that are shuffled cannot be weighted");
      return ballots.map(({ choices }) => choices[number]![0]!);
    }
    return Array.from({ length: choicesOf(question) }, (_, choice) =>
      ballots.reduce<Ciphertext>(
        (sum, { choices, weight }) => {
          const { alpha, beta } = choices[number]![choice]!;
          return {
            alpha: (sum.alpha * raised(alpha, weight)) % p,
            beta: (sum.beta * raised(beta, weight)) % p,
          };
        },
        { alpha: 1n, beta: 1n },
      ),
    );
  });
}

/**
 * Whether two tallies are the same. Answers that are about to be shuffled may stand in any order: the specification lists them
 * as they came, and belenios-tool by their keys.
 */
export function sameTally(election: Election, one: Tally, other: Tally): boolean {
  const lines = (tally: Tally): string[] =>
    tally.map((ciphertexts, number) => {
      const each = ciphertexts.map(({ alpha, beta }) => `${alpha},${beta}`);
      return (election.questions[number]?.kind === "shuffled" ? each.sort() : each).join(";");
    });
  return lines(one).join("|") === lines(other).join("|");
}

/** Holds a trustee's answer against its key: it opened this tally and nothing else, and with its own secret. */
export function checkDecryption(
  arithmetic: GroupArithmetic,
  about: { readonly tally: Tally; readonly key: bigint; readonly fingerprint: string },
  { decryption_factors: factors, decryption_proofs: proofs }: PartialDecryption,
  place: string,
): void {
  const { tally, key, fingerprint } = about;
  const shape = (lists: readonly (readonly unknown[])[]): string => lists.map(({ length }) => length).join();
  if (shape(factors) !== shape(tally) || shape(proofs) !== shape(tally))
    throw new BallotError(
      "decryption-shape",
      place,
      "the answer is not about as many ciphertexts as the tally holds",
    );
  tally.forEach((question, number) => {
    question.forEach(({ alpha }, choice) => {
      const where = `${place}: decryption_factors[${number}][${choice}]`;
      const claim = { fingerprint, key, alpha, factor: factors[number]![choice]! };
      const holds = factorHolds(arithmetic, claim, proofs[number]![choice]!);
      if (holds === undefined)
        throw new BallotError("not-in-group", where, "this number is no member of the group");
      if (!holds)
        throw new BallotError(
          "decryption-proof",
          where,
          "the trustee does not prove that this opens the tally with its key",
          { help: "it may have answered for another tally" },
        );
    });
  });
}

/** A trustee's number on the board, from 1, and its factors. */
export type Answers = ReadonlyMap<number, readonly (readonly bigint[])[]>;

/** The numbers of the trustees whose answers are used, group by group; none where a group has answered too little. */
export function usedAnswers(groups: readonly TrusteeGroup[], answers: Answers): number[][] | undefined {
  const used = groups.map(({ first, keys, needed }) =>
    keys
      .map((_, at) => first + at)
      .filter((number) => answers.has(number))
      .slice(0, needed),
  );
  return used.every((numbers, at) => numbers.length === groups[at]!.needed) ? used : undefined;
}

/**
 * Opens the tally with the trustees' answers: for each ciphertext, g to what it holds, or the element that it holds.
 *
 * @throws BallotError `decryptions-missing` where too few have answered.
 */
export function openTally(
  arithmetic: GroupArithmetic,
  tally: Tally,
  groups: readonly TrusteeGroup[],
  answers: Answers,
): bigint[][] {
  const used = usedAnswers(groups, answers);
  if (used === undefined)
    throw new BallotError(
      "decryptions-missing",
      "the result",
      "too few trustees have answered to open the tally",
    );
  const { p, q } = arithmetic.group;
  const exponents = used.map((numbers, at) =>
    groups[at]!.kind === "Single"
      ? [1n]
      : lagrange(
          numbers.map((number) => number - groups[at]!.first + 1),
          q,
        ),
  );
  return tally.map((question, number) =>
    question.map(({ beta }, choice) => {
      let factor = 1n;
      used.forEach((numbers, group) => {
        numbers.forEach((trustee, at) => {
          const own = answers.get(trustee)![number]![choice]!;
          const exponent = exponents[group]![at]!;
          factor = (factor * (exponent === 1n ? own : arithmetic.power(own, exponent))) % p;
        });
      });
      return (beta * inverseOf(arithmetic, factor)) % p;
    }),
  );
}

/** Membership of every ciphertext. */
export function refuseStrangers(arithmetic: GroupArithmetic, tally: Tally, place: string): void {
  tally.forEach((question, number) => {
    question.forEach(({ alpha, beta }, choice) => {
      if (!isMember(arithmetic, alpha) || !isMember(arithmetic, beta))
        throw new BallotError(
          "not-in-group",
          `${place}[${number}][${choice}]`,
          "this is no pair of members of the group",
        );
    });
  });
}
