/**
 * A delegation's own voting key, and the list of them. Nobody but the delegation ever holds its secret: there is no registrar. What
 * is handed in is a claim: the delegation's name, its public key, and a proof that the secret is known.
 */
import { BallotError } from "../ballot-error.ts";
import { type GroupArithmetic, isMember } from "../group/arithmetic.ts";
import { UUID } from "../messages/election.ts";
import { messagesOf, type Proof } from "../messages/group-messages.ts";
import { decimal, fields, readCanonical, text } from "../messages/shapes.ts";
import { sha256Hex } from "../proofs/hashes.ts";
import { randomBelow } from "../proofs/numbers.ts";
import { type Challenge, holdsFor, proveSecret } from "../proofs/schnorr.ts";

/** What a delegation keeps for itself. */
export interface VotingKey {
  readonly uuid: string;
  readonly delegation: string;
  readonly secret: bigint;
}

/** What a delegation hands in. */
export interface KeyClaim {
  readonly uuid: string;
  readonly delegation: string;
  readonly public_key: bigint;
  readonly pok: Proof;
}

const BASE_58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const UUID_LENGTH = 14;

/** An identifier for a vote, by chance. */
export const newUuid = (): string =>
  Array.from({ length: UUID_LENGTH }, () => BASE_58[Number(randomBelow(58n))]!).join("");

/** The proof is about this vote and this delegation: nobody can claim another's key, or for another vote. */
const claimChallenge =
  (groupName: string, { uuid, delegation, public_key }: Omit<KeyClaim, "pok">): Challenge =>
  (commitment) =>
    `comity-voting-key|${groupName}|${uuid}|${JSON.stringify(delegation)}|${public_key}|${commitment}`;

/** Makes a voting key for a vote. */
export function newVotingKey(arithmetic: GroupArithmetic, uuid: string, delegation: string): VotingKey {
  if (!UUID.test(uuid))
    throw new BallotError(
      "malformed-value",
      "the vote's identifier",
      "14 or more characters of base 58 are expected",
      {
        category: "incorrect",
      },
    );
  return { uuid, delegation, secret: 1n + randomBelow(arithmetic.group.q - 1n) };
}

/** What the delegation hands in of its key. */
export function claimOf(arithmetic: GroupArithmetic, { uuid, delegation, secret }: VotingKey): KeyClaim {
  const { name, g } = arithmetic.group;
  const claim = { uuid, delegation, public_key: arithmetic.powersOf(g)(secret) };
  return { ...claim, pok: proveSecret(arithmetic, secret, claimChallenge(name, claim)) };
}

const claimShape = (arithmetic: GroupArithmetic) => {
  const { q } = arithmetic.group;
  const exponent = decimal(0n, q - 1n);
  return fields<KeyClaim>({
    uuid: text,
    delegation: text,
    public_key: messagesOf(arithmetic.group).element,
    pok: fields<Proof>({ challenge: exponent, response: exponent }),
  });
};

export const writeClaim = (arithmetic: GroupArithmetic, claim: KeyClaim): string =>
  JSON.stringify(claimShape(arithmetic).write(claim));

/**
 * Reads a claim and holds it against its proof.
 *
 * @throws BallotError `claim-proof` where the secret is not known to whoever made it, or it is for another vote.
 */
export function readClaim(arithmetic: GroupArithmetic, json: string, uuid: string): KeyClaim {
  const claim = readCanonical(claimShape(arithmetic), json, "the claim");
  const place = `the claim of \`${claim.delegation}\``;
  if (claim.uuid !== uuid) throw new BallotError("claim-proof", place, "it is for another vote");
  if (!isMember(arithmetic, claim.public_key))
    throw new BallotError("not-in-group", place, "this number is no member of the group");
  if (claim.public_key === 1n)
    throw new BallotError("key-is-one", place, "this key is 1, whose secret anyone knows");
  if (!holdsFor(arithmetic, claim.public_key, claim.pok, claimChallenge(arithmetic.group.name, claim)))
    throw new BallotError(
      "claim-proof",
      place,
      "the delegation does not prove that it knows the key's secret",
    );
  return claim;
}

/** The list that is closed and published before the vote opens. */
export interface KeyList {
  /** With names: anyone can hold it against the delegations. */
  readonly named: string;
  /** Its SHA-256, which the election's own document carries. */
  readonly fingerprint: string;
  /** The list of the board: keys and weights alone. */
  readonly published: string;
}

/**
 * Closes the list of keys.
 *
 * @param weights weights by delegation, where the body weighs votes; else each has one vote.
 * @throws BallotError where a delegation or a key stands there twice, or nobody does.
 */
export function closeKeyList(
  arithmetic: GroupArithmetic,
  claims: readonly KeyClaim[],
  weights: ReadonlyMap<string, number> = new Map(),
): KeyList {
  const twice = (values: readonly unknown[]): boolean => new Set(values).size < values.length;
  if (claims.length === 0) throw new BallotError("keys-none", "the list of keys", "nobody may vote");
  if (twice(claims.map(({ delegation }) => delegation)))
    throw new BallotError("claim-repeated", "the list of keys", "a delegation claims two keys");
  if (twice(claims.map(({ public_key }) => public_key)))
    throw new BallotError("key-repeated", "the list of keys", "two delegations claim one key");
  const shape = claimShape(arithmetic);
  // By key, so that the order of the board's list tells nothing of who came when.
  const sorted = [...claims].sort((one, other) => (one.public_key < other.public_key ? -1 : 1));
  const named = JSON.stringify(
    sorted.map((claim) => ({
      weight: weights.get(claim.delegation) ?? 1,
      ...(shape.write(claim) as object),
    })),
  );
  const published = JSON.stringify(
    sorted.map(({ delegation, public_key }) => {
      const weight = weights.get(delegation);
      return weight === undefined || weight === 1 ? `${public_key}` : `${public_key},${weight}`;
    }),
  );
  return { named, fingerprint: sha256Hex(named), published };
}
