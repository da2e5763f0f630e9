/** Trustees as the board publishes them: whether their keys are theirs, and add up to the election's (specification 2.0, 4.4 to 4.6). */
import { BallotError } from "../ballot-error.ts";
import { type GroupArithmetic, isMember } from "../group/arithmetic.ts";
import type { GroupMessages, ThresholdKeys, TrusteeItem, TrusteeKey } from "../messages/group-messages.ts";
import { readCanonical } from "../messages/shapes.ts";
import { inverseModulo, modulo } from "../proofs/numbers.ts";
import { holdsFor, messageChallenge, trusteeChallenge } from "../proofs/schnorr.ts";

/** Some of whom a number is needed to open the count: one of one, or a threshold of several. */
export interface TrusteeGroup {
  readonly kind: "Single" | "Pedersen";
  /** How many are needed. */
  readonly needed: number;
  /** The number of the first of them on the board, from 1. */
  readonly first: number;
  /** The keys under which they answer. */
  readonly keys: readonly bigint[];
}

/** No body has more. */
const MOST_TRUSTEES = 1000;

function refuseIdentity(key: bigint, place: string): void {
  if (key === 1n) throw new BallotError("key-is-one", place, "this key is 1, whose secret anyone knows");
}

/** Holds a trustee's key against its proof. */
export function checkTrusteeKey(arithmetic: GroupArithmetic, trustee: TrusteeKey, place: string): void {
  const { group } = arithmetic;
  if (!isMember(arithmetic, trustee.public_key))
    throw new BallotError("not-in-group", `${place}.public_key`, "this number is no member of the group");
  refuseIdentity(trustee.public_key, place);
  if (
    !holdsFor(arithmetic, trustee.public_key, trustee.pok, trusteeChallenge(group.name, trustee.public_key))
  )
    throw new BallotError(
      "trustee-proof",
      place,
      "the trustee does not prove that it knows the key's secret",
    );
}

/** The keys in a certificate, by which a trustee signs and is written to. */
export function checkCertificate(
  arithmetic: GroupArithmetic,
  messages: GroupMessages,
  certificate: ThresholdKeys["certs"][number],
  place: string,
): { readonly verification: bigint; readonly encryption: bigint } {
  const keys = readCanonical(messages.certificateKeys, certificate.message, place);
  for (const [name, key] of Object.entries(keys)) {
    if (!isMember(arithmetic, key))
      throw new BallotError("not-in-group", `${place}.${name}`, "this number is no member of the group");
    refuseIdentity(key, `${place}.${name}`);
  }
  if (!holdsFor(arithmetic, keys.verification, certificate.signature, messageChallenge(certificate.message)))
    throw new BallotError("certificate-signature", place, "the certificate is not signed by its own key");
  return keys;
}

/**
 * g to the value at `at` of the sum of all trustees' polynomials, from their published coefficients.
 *
 * @param coefficients those of each trustee, the constant one first.
 */
export function publicValueAt(
  arithmetic: GroupArithmetic,
  coefficients: readonly (readonly bigint[])[],
  at: number,
): bigint {
  const { p } = arithmetic.group;
  const degrees = coefficients[0]?.length ?? 0;
  // By Horner's rule, the coefficients of one degree multiplied together first.
  let value = 1n;
  for (let degree = degrees - 1; degree >= 0; degree--) {
    if (degree < degrees - 1) value = arithmetic.power(value, BigInt(at));
    for (const own of coefficients) value = (value * own[degree]!) % p;
  }
  return value;
}

function checkThreshold(
  arithmetic: GroupArithmetic,
  messages: GroupMessages,
  keys: ThresholdKeys,
  place: string,
): bigint {
  const { threshold, certs, coefexps, verification_keys: shown } = keys;
  const count = certs.length;
  if (count === 0 || count > MOST_TRUSTEES || threshold < 1 || threshold > count)
    throw new BallotError("threshold-range", place, `\`${threshold}\` of ${count} trustees is no threshold`);
  if (coefexps.length !== count || shown.length !== count)
    throw new BallotError(
      "coefficient-count",
      place,
      "not every trustee has a certificate, coefficients and a key",
    );
  const certificates = certs.map((each, at) =>
    checkCertificate(arithmetic, messages, each, `${place}.certs[${at}]`),
  );
  if (new Set(certificates.map(({ verification }) => verification)).size < count)
    throw new BallotError("trustee-repeated", place, "one trustee has two certificates");
  const coefficients = coefexps.map((each, at) => {
    const own = `${place}.coefexps[${at}]`;
    const read = readCanonical(messages.coefficients, each.message, own).coefexps;
    if (read.length !== threshold)
      throw new BallotError(
        "coefficient-count",
        own,
        `there are ${read.length} coefficients, not ${threshold}`,
      );
    read.forEach((value, degree) => {
      if (!isMember(arithmetic, value))
        throw new BallotError("not-in-group", `${own}[${degree}]`, "this number is no member of the group");
    });
    const { verification } = certificates[at]!;
    if (!holdsFor(arithmetic, verification, each.signature, messageChallenge(each.message)))
      throw new BallotError("coefficient-signature", own, "the coefficients are not signed by the trustee");
    return read;
  });
  shown.forEach((trustee, at) => {
    const own = `${place}.verification_keys[${at}]`;
    checkTrusteeKey(arithmetic, trustee, own);
    if (trustee.public_key !== publicValueAt(arithmetic, coefficients, at + 1))
      throw new BallotError("verification-key", own, "the key is not what the published coefficients give");
  });
  return coefficients.reduce((product, own) => (product * own[0]!) % arithmetic.group.p, 1n);
}

/**
 * Holds the trustees' keys against their proofs, and together against the election's key.
 *
 * @throws BallotError where a key is not proven, or they do not make the election's key.
 */
export function* checkTrustees(
  arithmetic: GroupArithmetic,
  messages: GroupMessages,
  items: readonly TrusteeItem[],
  electionKey: bigint,
): Generator<undefined, TrusteeGroup[]> {
  const { p } = arithmetic.group;
  if (items.length === 0) throw new BallotError("trustees-none", "the trustees", "there is no trustee");
  const groups: TrusteeGroup[] = [];
  let product = 1n;
  let first = 1;
  for (const [at, item] of items.entries()) {
    const place = `the trustees[${at}]`;
    const keys = item[0] === "Single" ? [item[1]] : item[1].verification_keys;
    if (item[0] === "Single") {
      checkTrusteeKey(arithmetic, item[1], place);
      product = (product * item[1].public_key) % p;
    } else product = (product * checkThreshold(arithmetic, messages, item[1], place)) % p;
    const needed = item[0] === "Single" ? 1 : item[1].threshold;
    groups.push({ kind: item[0], needed, first, keys: keys.map((key) => key.public_key) });
    first += keys.length;
    yield undefined;
  }
  // Where one of several is enough, all of them hold the same share.
  const all = groups.flatMap(({ keys }) => [...new Set(keys)]);
  if (new Set(all).size < all.length)
    throw new BallotError("trustee-repeated", "the trustees", "one key belongs to two trustees");
  refuseIdentity(electionKey, "the election.public_key");
  if (product !== electionKey)
    throw new BallotError(
      "election-key",
      "the election.public_key",
      "the election's key is not made of the trustees' keys",
      { help: "whoever holds its secret could open single ballots" },
    );
  return groups;
}

/**
 * The factors by which a threshold's answers are combined: what each is raised to (specification 2.0, section 4.17).
 *
 * @param numbers the trustees that answered, by their number in the group, from 1 on.
 */
export function lagrange(numbers: readonly number[], q: bigint): bigint[] {
  return numbers.map((own) =>
    numbers
      .filter((other) => other !== own)
      .reduce(
        (product, other) => modulo(product * BigInt(other) * inverseModulo(BigInt(other - own), q), q),
        1n,
      ),
  );
}
