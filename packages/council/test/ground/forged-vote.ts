/** A vote that forgers work on: what is changed in it, and what is said of that. */
import type { Ballot } from "../../src/ballot/messages/group-messages.ts";
import { messagesOf } from "../../src/ballot/messages/group-messages.ts";
import { ballotChallenge, proveSecret } from "../../src/ballot/proofs/schnorr.ts";
import { hashOfBallot } from "../../src/ballot/recount/ballots.ts";
import { BallotError, BELENIOS_2048, type GroupArithmetic, recount } from "../../src/index.ts";
import { AGAINST, IN_FAVOUR, quick, wholeVote } from "./made-vote.ts";
import { entriesOf, packed, placesIn } from "./rewritten.ts";

export const vote = wholeVote(
  [
    { voter: 0, vote: IN_FAVOUR },
    { voter: 1, vote: AGAINST },
  ],
  3,
);
export const entries = entriesOf(vote.counted);
export const places = placesIn(entries);

/** The code of a refusal. */
export function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof BallotError) return error.code;
    throw error;
  }
  return "taken";
}

/** Powers that were computed once are known: one board after another differs in one thing. */
const remembered = new Map<bigint, Map<bigint, bigint>>();
function power(base: bigint, exponent: bigint): bigint {
  const own = remembered.get(base) ?? new Map<bigint, bigint>();
  remembered.set(base, own);
  const known = own.get(exponent) ?? quick.power(base, exponent);
  own.set(exponent, known);
  return known;
}
const { p, q } = BELENIOS_2048;
const powers = (base: bigint, exponents: readonly bigint[]): bigint[] =>
  exponents.map((each) => power(base, each));
const remembering: GroupArithmetic = {
  group: BELENIOS_2048,
  power,
  powers,
  powersOfMember: (base, exponents) =>
    base > 0n && base < p && power(base, q + 1n) === base ? powers(base, exponents) : undefined,
  powersOf: (base) => (exponent) => power(base, exponent % q),
  publicPowersOf: (base) => (exponent) => power(base, exponent % q),
};

/** The reason for which a board is refused. */
export const refusalOf = (board: Uint8Array): string => codeOf(() => recount(board, () => remembering));

/** The board with a document written otherwise. */
export const rewritten = (name: string, write: (text: string) => string): Uint8Array =>
  packed(entries.map((entry, at) => (at === places[name] ? { ...entry, text: write(entry.text) } : entry)));

/** A voter breaks its own ballot and signs what comes of it. */
export function signedAnew(text: string): string {
  const { signature: _, ...unsigned } = JSON.parse(text) as Ballot;
  const shape = messagesOf(BELENIOS_2048).ballot;
  const hash = hashOfBallot(shape, { ...unsigned, credential: BigInt(unsigned.credential) });
  const { challenge, response } = proveSecret(quick, vote.keys[0]!.secret, ballotChallenge(hash));
  const proof = { challenge: `${challenge}`, response: `${response}` };
  return JSON.stringify({ ...unsigned, signature: { hash, proof } });
}
