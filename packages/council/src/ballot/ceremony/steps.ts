/**
 * What a trustee has to do next, given its secret and everything that was said so far. Nothing is kept between the steps but the file
 * that was made in the first: a step that was interrupted is taken again, and says the same.
 */
import { BallotError } from "../ballot-error.ts";
import type { GroupArithmetic } from "../group/arithmetic.ts";
import {
  CEREMONY_ROUNDS,
  type CeremonyRound,
  type RoundMessages,
  type Said,
  writeRoundMessage,
} from "./arrival.ts";
import {
  type Ceremony,
  certificateOf,
  firstRound,
  fourthRound,
  secondRound,
  type TrusteeSecret,
  thirdRound,
} from "./ceremony.ts";

/** `says`: there is a message to hand in; `waits`: for the others; `over`: nothing is awaited of this trustee any more. */
export type TrusteeStep =
  | {
      readonly step: "says";
      readonly round: CeremonyRound;
      readonly number: number;
      /** The message's text, as it is handed in. */
      readonly json: string;
      /** The trustee's secret, to be kept before the message goes anywhere: new in the first round, with its share in the last. */
      readonly secret: TrusteeSecret;
    }
  | {
      readonly step: "waits" | "over";
      /** The round that is not whole, and whose message it lacks; none where everybody has said everything. */
      readonly round: CeremonyRound | undefined;
      readonly awaited: readonly string[];
    };

/** What was said in a round. */
export const saidIn = (said: Said, round: CeremonyRound): readonly unknown[] =>
  ({
    certificate: said.certificates,
    commitment: said.commitments,
    shares: said.shares,
    key: said.keys,
  })[round];

/** Whose message a round lacks. */
export const awaitedIn = ({ trustees }: Ceremony, said: Said, round: CeremonyRound): readonly string[] =>
  trustees.filter((_, at) => saidIn(said, round)[at] === undefined);

/** The first step: makes a trustee's secret. */
export function beginStep(arithmetic: GroupArithmetic, ceremony: Ceremony, name: string): TrusteeStep {
  const { secret, certificate } = firstRound(arithmetic, ceremony, name);
  const json = writeRoundMessage(ceremony.group, "certificate", certificate);
  return { step: "says", round: "certificate", number: ceremony.trustees.indexOf(name) + 1, json, secret };
}

/** The message of a round, and the secret with it. */
function spoken(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  secret: TrusteeSecret,
  said: Said,
  round: CeremonyRound,
): { readonly json: string; readonly secret: TrusteeSecret } {
  const text = <Round extends CeremonyRound>(of: Round, message: RoundMessages[Round]): string =>
    writeRoundMessage(ceremony.group, of, message);
  if (round === "certificate") return { json: text(round, certificateOf(arithmetic, secret)), secret };
  if (round === "commitment")
    return {
      json: text(round, secondRound(arithmetic, ceremony, secret, said.certificates).commitment),
      secret,
    };
  if (round === "shares")
    return { json: text(round, thirdRound(arithmetic, ceremony, secret, said)), secret };
  const made = fourthRound(arithmetic, ceremony, secret, said);
  return { json: text(round, made.key), secret: made.secret };
}

/**
 * A trustee's next step.
 *
 *     nextStep(arithmetic, ceremony, secret, said)    // { step: "waits", round: "commitment", awaited: ["Ben"] }
 *
 * @throws BallotError `key-of-another` where the secret is of another vote or trustee, or its certificate is not the one that was said;
 * or the reason for which somebody's message does not hold, naming whose.
 */
export function nextStep(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  secret: TrusteeSecret,
  said: Said,
): TrusteeStep {
  const number = ceremony.trustees.indexOf(secret.name) + 1;
  if (secret.uuid !== ceremony.uuid || number === 0)
    throw new BallotError("key-of-another", "the trustee's key", "it is a key for another ceremony", {
      help: "each vote has a key of its own",
    });
  for (const round of CEREMONY_ROUNDS) {
    if (saidIn(said, round)[number - 1] === undefined)
      return { step: "says", round, number, ...spoken(arithmetic, ceremony, secret, said, round) };
    const awaited = awaitedIn(ceremony, said, round);
    if (awaited.length > 0) return { step: round === "key" ? "over" : "waits", round, awaited };
  }
  return { step: "over", round: undefined, awaited: [] };
}

/**
 * A trustee's share of the key, out of its secret and what was said.
 *
 * @throws BallotError `ceremony-waits` where not everybody has sent it a share.
 */
export const shareOf = (
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  secret: TrusteeSecret,
  said: Said,
): bigint => fourthRound(arithmetic, ceremony, secret, said).secret.share!;
