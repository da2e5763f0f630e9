/**
 * How trustees make one key of which each holds a share (Pedersen; specification 2.0, section 4.5), in four rounds of messages that
 * anyone may read. Before anybody shows coefficients, everybody has bound itself to its own by a hash: a trustee who waits for
 * the others could else choose its own so that the common key is what it likes. Belenios did that from version 4 on; what is
 * published in the end is the v1 format all the same.
 *
 *     1 certificate   keys by which the trustee signs and is written to
 *     2 commitment    the hash of its coefficients
 *     3 shares        its coefficients, and for each trustee a share, enciphered
 *     4 key           the key of its own share, with a proof
 */
import { BallotError } from "../ballot-error.ts";
import { type GroupArithmetic, isMember } from "../group/arithmetic.ts";
import type { CyclicGroup } from "../group/groups.ts";
import {
  messagesOf,
  type SignedMessage,
  type TrusteeItem,
  type TrusteeKey,
} from "../messages/group-messages.ts";
import { canonical, fields, list, readCanonical, type Shape, text } from "../messages/shapes.ts";
import { sha256Hex } from "../proofs/hashes.ts";
import { modulo, randomBelow } from "../proofs/numbers.ts";
import { holdsFor, messageChallenge, proveSecret, trusteeChallenge } from "../proofs/schnorr.ts";
import { checkCertificate, checkTrusteeKey, publicValueAt } from "../recount/trustees.ts";
import { polynomialOf, valueAt } from "./polynomial.ts";
import { openShare, sealShare } from "./sealed-share.ts";

/** Who makes a key, and how many of them open a count together. */
export interface Ceremony {
  readonly uuid: string;
  readonly group: CyclicGroup;
  /** How many are needed. */
  readonly needed: number;
  /** Their names, in the order of their numbers. */
  readonly trustees: readonly string[];
}

/** What a trustee keeps for itself from the first round on. */
export interface TrusteeSecret {
  readonly uuid: string;
  readonly name: string;
  readonly signing: bigint;
  readonly decryption: bigint;
  /** Its polynomial's coefficients, where they were chosen and kept; else they follow from the secret and the ceremony. */
  readonly polynomial?: readonly bigint[];
  /** Its share of the common secret, from the fourth round on. */
  readonly share?: bigint;
}

/** What everybody has said in a round, by the trustees' order; none where somebody has not yet. */
export type Round = readonly (SignedMessage | undefined)[];

/** The third round of one trustee. */
export interface Shares {
  /** Its coefficients, as the board will show them. */
  readonly coefficients: SignedMessage;
  /** A share for each trustee, in one signed message. */
  readonly shares: SignedMessage;
}

export const wrong = (
  code: ConstructorParameters<typeof BallotError>[0],
  place: string,
  message: string,
  help?: string,
) => new BallotError(code, place, message, help === undefined ? {} : { help });

/** Says who makes a key. */
export function newCeremony(ceremony: Ceremony): Ceremony {
  const { trustees, needed } = ceremony;
  if (
    trustees.length === 0 ||
    new Set(trustees).size < trustees.length ||
    trustees.some((name) => name.trim() === "")
  )
    throw wrong("ceremony-trustees", "the trustees", "each trustee has a name of its own");
  if (!Number.isInteger(needed) || needed < 1 || needed > trustees.length)
    throw wrong(
      "threshold-range",
      "the trustees",
      `\`${needed}\` of ${trustees.length} trustees is no threshold`,
    );
  return ceremony;
}

/** What all messages of a ceremony are tied to. */
export const contextOf = ({ uuid, group, needed, trustees }: Ceremony, certificates: Round): string =>
  sha256Hex(JSON.stringify([uuid, group.name, needed, trustees, certificates.map((each) => each!.message)]));

function sign(arithmetic: GroupArithmetic, { signing }: TrusteeSecret, message: string): SignedMessage {
  return { message, signature: proveSecret(arithmetic, signing, messageChallenge(message)) };
}

/** The messages of a round, all there. */
function whole<Each>(
  round: readonly (Each | undefined)[],
  { trustees }: Ceremony,
  what: string,
): readonly Each[] {
  const missing = trustees.filter((_, at) => round[at] === undefined);
  if (missing.length > 0)
    throw wrong(
      "ceremony-waits",
      what,
      `${missing.map((name) => `\`${name}\``).join(", ")} has not sent it yet`,
    );
  return round.slice(0, trustees.length) as readonly Each[];
}

const numberOf = ({ trustees }: Ceremony, { name }: TrusteeSecret): number => {
  const at = trustees.indexOf(name);
  if (at < 0) throw wrong("trustee-unknown", "the ceremony", `\`${name}\` is none of its trustees`);
  return at + 1;
};

/** The first round: makes a trustee's secrets, and its certificate. */
export function firstRound(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  name: string,
): { readonly secret: TrusteeSecret; readonly certificate: SignedMessage } {
  const { q } = arithmetic.group;
  const fresh = (): bigint => 1n + randomBelow(q - 1n);
  const secret = { uuid: ceremony.uuid, name, signing: fresh(), decryption: fresh() };
  numberOf(ceremony, secret);
  return { secret, certificate: certificateOf(arithmetic, secret) };
}

/** A trustee's certificate: the same keys each time that it is made. */
export function certificateOf(arithmetic: GroupArithmetic, secret: TrusteeSecret): SignedMessage {
  const ofG = arithmetic.powersOf(arithmetic.group.g);
  const keys = { verification: ofG(secret.signing), encryption: ofG(secret.decryption) };
  return sign(arithmetic, secret, canonical(messagesOf(arithmetic.group).certificateKeys, keys));
}

/** The keys in the certificates, each held against its own signature; no two trustees have one. */
export function keysIn(arithmetic: GroupArithmetic, ceremony: Ceremony, certificates: Round) {
  const messages = messagesOf(arithmetic.group);
  const keys = whole(certificates, ceremony, "the certificates").map((certificate, at) =>
    checkCertificate(arithmetic, messages, certificate, `the certificate of \`${ceremony.trustees[at]}\``),
  );
  if (new Set(keys.map(({ verification }) => verification)).size < keys.length)
    throw wrong("trustee-repeated", "the certificates", "one trustee sent two certificates");
  return keys;
}

const commitmentShape: Shape<{ readonly context: string; readonly commitment: string }> = fields({
  context: text,
  commitment: text,
});

const commitmentTo = (context: string, name: string, coefficients: string): string =>
  sha256Hex(`comity-coefficients|${context}|${JSON.stringify(name)}|${coefficients}`);

const coefficientsOf = (arithmetic: GroupArithmetic, polynomial: readonly bigint[]): string =>
  canonical(messagesOf(arithmetic.group).coefficients, {
    coefexps: polynomial.map(arithmetic.powersOf(arithmetic.group.g)),
  });

/** The second round: binds the trustee to its polynomial. */
export function secondRound(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  secret: TrusteeSecret,
  certificates: Round,
): { readonly secret: TrusteeSecret; readonly commitment: SignedMessage } {
  const own = keysIn(arithmetic, ceremony, certificates)[numberOf(ceremony, secret) - 1]!;
  const { g } = arithmetic.group;
  if (own.verification !== arithmetic.powersOf(g)(secret.signing))
    throw wrong(
      "key-of-another",
      "the certificates",
      `the certificate of \`${secret.name}\` is not the one of this key`,
    );
  const context = contextOf(ceremony, certificates);
  const polynomial = polynomialOf(ceremony, secret, context);
  const commitment = commitmentTo(context, secret.name, coefficientsOf(arithmetic, polynomial));
  return {
    secret: { ...secret, polynomial },
    commitment: sign(arithmetic, secret, canonical(commitmentShape, { context, commitment })),
  };
}

/** What a trustee is bound to by its commitment. */
export function boundBy(
  arithmetic: GroupArithmetic,
  about: { readonly name: string; readonly key: bigint; readonly context: string },
  { message, signature }: SignedMessage,
): string {
  const place = `the commitment of \`${about.name}\``;
  if (!holdsFor(arithmetic, about.key, signature, messageChallenge(message)))
    throw wrong("commitment-signature", place, "it is not signed by the trustee");
  const { context, commitment } = readCanonical(commitmentShape, message, place);
  if (context !== about.context) throw wrong("commitment-signature", place, "it is about another ceremony");
  return commitment;
}

/** The commitments of all, each held against its signature. */
export function commitmentsIn(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  certificates: Round,
  commitments: Round,
) {
  const keys = keysIn(arithmetic, ceremony, certificates);
  const context = contextOf(ceremony, certificates);
  const bound = whole(commitments, ceremony, "the commitments").map((each, at) =>
    boundBy(arithmetic, { name: ceremony.trustees[at]!, key: keys[at]!.verification, context }, each),
  );
  return { keys, context, bound };
}

export const sharesShape = (arithmetic: GroupArithmetic) =>
  fields<{
    readonly context: string;
    readonly shares: readonly { readonly alpha: bigint; readonly data: string }[];
  }>({
    context: text,
    shares: list(fields({ alpha: messagesOf(arithmetic.group).element, data: text })),
  });

/** The third round: shows the coefficients once all are bound, and writes to each trustee its share. */
export function thirdRound(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  secret: TrusteeSecret,
  rounds: { readonly certificates: Round; readonly commitments: Round },
): Shares {
  const own = numberOf(ceremony, secret);
  const { keys, context, bound } = commitmentsIn(
    arithmetic,
    ceremony,
    rounds.certificates,
    rounds.commitments,
  );
  const polynomial = polynomialOf(ceremony, secret, context);
  const coefficients = coefficientsOf(arithmetic, polynomial);
  if (commitmentTo(context, secret.name, coefficients) !== bound[own - 1])
    throw wrong("commitment-differs", "the second round", "this trustee is bound to other coefficients");
  const shares = keys.map(({ encryption }, at) =>
    sealShare(arithmetic, encryption, {
      about: `${context}|${own}|${at + 1}`,
      share: valueAt(polynomial, at + 1, arithmetic.group.q),
    }),
  );
  return {
    coefficients: sign(arithmetic, secret, coefficients),
    shares: sign(arithmetic, secret, canonical(sharesShape(arithmetic), { context, shares })),
  };
}

/** The coefficients that a trustee shows, held against what it was bound to. */
export function coefficientsShown(
  arithmetic: GroupArithmetic,
  { needed }: Ceremony,
  about: { readonly name: string; readonly key: bigint; readonly context: string; readonly bound: string },
  { message, signature }: SignedMessage,
): readonly bigint[] {
  const { name, key, context, bound } = about;
  const place = `the coefficients of \`${name}\``;
  if (!holdsFor(arithmetic, key, signature, messageChallenge(message)))
    throw wrong("coefficient-signature", place, "they are not signed by the trustee");
  if (commitmentTo(context, name, message) !== bound)
    throw wrong(
      "commitment-differs",
      place,
      "the trustee had bound itself to others",
      "begin the ceremony anew without it",
    );
  const { coefexps } = readCanonical(messagesOf(arithmetic.group).coefficients, message, place);
  if (coefexps.length !== needed)
    throw wrong("coefficient-count", place, `there are ${coefexps.length} coefficients, not ${needed}`);
  if (coefexps.some((value) => !isMember(arithmetic, value)))
    throw wrong("not-in-group", place, "a number is no member of the group");
  return coefexps;
}

/** What the trustees showed in the third round: the coefficients of each, held against what it was bound to. */
export function shownIn(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  rounds: Rounds,
): {
  readonly context: string;
  readonly coefficients: readonly (readonly bigint[])[];
  readonly keys: readonly bigint[];
} {
  const { certificates, commitments } = rounds;
  const { keys, context, bound } = commitmentsIn(arithmetic, ceremony, certificates, commitments);
  const coefficients = whole(rounds.shares, ceremony, "the shares").map((each, at) => {
    const about = {
      name: ceremony.trustees[at]!,
      key: keys[at]!.verification,
      context,
      bound: bound[at]!,
    };
    return coefficientsShown(arithmetic, ceremony, about, each.coefficients);
  });
  return { context, coefficients, keys: keys.map(({ verification }) => verification) };
}

/** Everything that was said before the fourth round. */
export interface Rounds {
  readonly certificates: Round;
  readonly commitments: Round;
  readonly shares: readonly (Shares | undefined)[];
}

/**
 * The fourth round: opens the shares that were written to this trustee, holds each against the sender's coefficients, and makes the
 * key of its own share.
 *
 * @throws BallotError `share-wrong` or `share-unreadable`, naming who sent it: the ceremony then begins anew without that trustee.
 */
export function fourthRound(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  secret: TrusteeSecret,
  rounds: Rounds,
): { readonly secret: TrusteeSecret; readonly key: TrusteeKey } {
  const own = numberOf(ceremony, secret);
  const { context, coefficients, keys } = shownIn(arithmetic, ceremony, rounds);
  const { q, g, name } = arithmetic.group;
  const received = whole(rounds.shares, ceremony, "the shares").map(({ shares }, at) => {
    const place = `the share that \`${ceremony.trustees[at]}\` sent to \`${secret.name}\``;
    if (!holdsFor(arithmetic, keys[at]!, shares.signature, messageChallenge(shares.message)))
      throw wrong("share-signature", place, "it is not signed by the trustee");
    const read = readCanonical(sharesShape(arithmetic), shares.message, place);
    const sealed = read.shares[own - 1];
    if (read.context !== context || read.shares.length !== ceremony.trustees.length || sealed === undefined)
      throw wrong("share-signature", place, "it is about another ceremony");
    const share = openShare(arithmetic, secret.decryption, {
      about: `${context}|${at + 1}|${own}`,
      sealed,
      place,
    });
    if (arithmetic.powersOf(g)(share) !== publicValueAt(arithmetic, [coefficients[at]!], own))
      throw wrong(
        "share-wrong",
        place,
        "it does not lie on the trustee's polynomial",
        "begin the ceremony anew without it",
      );
    return share;
  });
  const share = modulo(
    received.reduce((sum, each) => sum + each, 0n),
    q,
  );
  const public_key = arithmetic.powersOf(g)(share);
  const { polynomial: _, ...kept } = secret;
  return {
    secret: { ...kept, share },
    key: { pok: proveSecret(arithmetic, share, trusteeChallenge(name, public_key)), public_key },
  };
}

/** Holds the key of a trustee's share against its proof, and against everybody's coefficients. */
export function checkShareKey(
  arithmetic: GroupArithmetic,
  about: {
    readonly name: string;
    readonly number: number;
    readonly coefficients: readonly (readonly bigint[])[];
  },
  key: TrusteeKey,
): void {
  const place = `the key of \`${about.name}\``;
  checkTrusteeKey(arithmetic, key, place);
  if (key.public_key !== publicValueAt(arithmetic, about.coefficients, about.number))
    throw wrong("verification-key", place, "the key is not what the published coefficients give");
}

/**
 * What the board publishes of a ceremony: the trustees, and the key that they made.
 *
 * @throws BallotError naming whoever's message is missing or does not hold.
 */
export function endCeremony(
  arithmetic: GroupArithmetic,
  ceremony: Ceremony,
  rounds: Rounds & { readonly keys: readonly (TrusteeKey | undefined)[] },
): { readonly trustees: TrusteeItem; readonly key: bigint } {
  const { coefficients } = shownIn(arithmetic, ceremony, rounds);
  const keys = whole(rounds.keys, ceremony, "the keys");
  keys.forEach((key, at) => {
    checkShareKey(arithmetic, { name: ceremony.trustees[at]!, number: at + 1, coefficients }, key);
  });
  const item = {
    threshold: ceremony.needed,
    certs: whole(rounds.certificates, ceremony, "the certificates"),
    coefexps: whole(rounds.shares, ceremony, "the shares").map((each) => each.coefficients),
    verification_keys: keys,
  };
  const key = coefficients.reduce((product, own) => (product * own[0]!) % arithmetic.group.p, 1n);
  return { trustees: ["Pedersen", item], key };
}
