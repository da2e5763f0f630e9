/**
 * A ceremony's messages as they arrive one by one where all trustees hand them in: each is read, held against everything that was
 * said before it, and refused under its own name, so that nobody learns rounds later that an early message did not hold.
 */
import { BallotError } from "../ballot-error.ts";
import { type GroupArithmetic, isMember } from "../group/arithmetic.ts";
import type { CyclicGroup } from "../group/groups.ts";
import { messagesOf, type SignedMessage, type TrusteeKey } from "../messages/group-messages.ts";
import { canonical, fields, readCanonical, type Shape } from "../messages/shapes.ts";
import { holdsFor, messageChallenge } from "../proofs/schnorr.ts";
import { checkCertificate } from "../recount/trustees.ts";
import {
  boundBy,
  type Ceremony,
  checkShareKey,
  coefficientsShown,
  commitmentsIn,
  contextOf,
  keysIn,
  type Rounds,
  type Shares,
  sharesShape,
  shownIn,
  wrong,
} from "./ceremony.ts";

/** The rounds in their order, by what is sent in each. */
export const CEREMONY_ROUNDS = ["certificate", "commitment", "shares", "key"] as const;
export type CeremonyRound = (typeof CEREMONY_ROUNDS)[number];

/** What is sent in each round. */
export interface RoundMessages {
  readonly certificate: SignedMessage;
  readonly commitment: SignedMessage;
  readonly shares: Shares;
  readonly key: TrusteeKey;
}

/** Everything that was said so far. */
export interface Said extends Rounds {
  readonly keys: readonly (TrusteeKey | undefined)[];
}

/** A message of a round, and the number of who sent it, from 1. */
export type Arrival = {
  readonly [Round in CeremonyRound]: {
    readonly round: Round;
    readonly number: number;
    readonly message: RoundMessages[Round];
  };
}[CeremonyRound];

const shapesOf = (group: CyclicGroup): { readonly [Round in CeremonyRound]: Shape<RoundMessages[Round]> } => {
  const { signed, trusteeKey } = messagesOf(group);
  return {
    certificate: signed,
    commitment: signed,
    shares: fields<Shares>({ coefficients: signed, shares: signed }),
    key: trusteeKey,
  };
};

/**
 * Reads a message of a round from its text, as `comity ballot trustee` writes it.
 *
 * @throws BallotError where it is none, or not in its canonical form.
 */
export function readRoundMessage<Round extends CeremonyRound>(
  group: CyclicGroup,
  round: Round,
  json: string,
): RoundMessages[Round] {
  return readCanonical(shapesOf(group)[round], json, `the ${round}`);
}

/** The text of a message of a round. */
export const writeRoundMessage = <Round extends CeremonyRound>(
  group: CyclicGroup,
  round: Round,
  message: RoundMessages[Round],
): string => canonical(shapesOf(group)[round], message);

/** Nobody has said anything. */
export const nothingSaid = ({ trustees }: Pick<Ceremony, "trustees">): Said => {
  const none = trustees.map(() => undefined);
  return { certificates: none, commitments: none, shares: none, keys: none };
};

/** The round in which something is awaited; none where the ceremony is over. */
export function roundOf({ certificates, commitments, shares, keys }: Said): CeremonyRound | undefined {
  const rounds = [certificates, commitments, shares, keys];
  return CEREMONY_ROUNDS.find((_, at) => rounds[at]!.some((each) => each === undefined));
}

function checkShares(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  about: { readonly name: string; readonly key: bigint; readonly context: string },
  { message, signature }: SignedMessage,
): void {
  const place = `the shares that \`${about.name}\` sent`;
  if (!holdsFor(arithmetic, about.key, signature, messageChallenge(message)))
    throw wrong("share-signature", place, "they are not signed by the trustee");
  const { context, shares } = readCanonical(sharesShape(arithmetic), message, place);
  if (context !== about.context || shares.length !== ceremony.trustees.length)
    throw wrong("share-signature", place, "they are about another ceremony");
  shares.forEach(({ alpha, data }, at) => {
    if (!isMember(arithmetic, alpha))
      throw wrong("not-in-group", `${place}: shares[${at}].alpha`, "this number is no member of the group");
    if (!/^([0-9a-f]{2})+$/.test(data))
      throw wrong("share-unreadable", `${place}: shares[${at}].data`, "it is no sealed share");
  });
}

/**
 * Holds a message that arrives against everything that was said before it. Whether a sealed share lies on its sender's polynomial only
 * its receiver can see, in the fourth round.
 *
 * @throws BallotError `ceremony-waits` before its round, `trustee-unknown`, or the reason for which it does not hold, naming its sender.
 */
export function checkArrival(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  said: Said,
  arrival: Arrival,
): void {
  const { number, message, round } = arrival;
  const name = ceremony.trustees[number - 1];
  if (name === undefined)
    throw new BallotError("trustee-unknown", "the ceremony", `there is no trustee \`${number}\``);
  if (round === "certificate") {
    const place = `the certificate of \`${name}\``;
    const { verification } = checkCertificate(arithmetic, messagesOf(arithmetic.group), message, place);
    const isTaken = said.certificates.some(
      (other, at) =>
        other !== undefined &&
        at !== number - 1 &&
        checkCertificate(arithmetic, messagesOf(arithmetic.group), other, place).verification ===
          verification,
    );
    if (isTaken) throw wrong("trustee-repeated", place, "another trustee has sent this certificate");
    return;
  }
  const own = number - 1;
  if (round === "commitment") {
    const key = keysIn(arithmetic, ceremony, said.certificates)[own]!.verification;
    boundBy(arithmetic, { name, key, context: contextOf(ceremony, said.certificates) }, message);
    return;
  }
  if (round === "shares") {
    const { keys, context, bound } = commitmentsIn(arithmetic, ceremony, said.certificates, said.commitments);
    const about = { name, key: keys[own]!.verification, context, bound: bound[own]! };
    coefficientsShown(arithmetic, ceremony, about, message.coefficients);
    checkShares(arithmetic, ceremony, about, message.shares);
    return;
  }
  const { coefficients } = shownIn(arithmetic, ceremony, said);
  checkShareKey(arithmetic, { name, number, coefficients }, message);
}
