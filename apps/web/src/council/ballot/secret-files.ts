/**
 * Files of secrets, as the command line writes them too: a delegation's voting key, a trustee's key. Whichever made one, the other reads it.
 * What a file holds is never said.
 */
import type { TrusteeSecret, VotingKey } from "@comity/council";

const VOTING_KEY = "voting key";
const TRUSTEE_KEY = "trustee's key";
/** Numbers are digits with an `n`, which no other text of such a file ends with. */
const SECRET = /^[0-9]{1,700}n$/;

/** What a trustee keeps: its secret, and for which sum it has answered. */
export interface KeptSecret extends TrusteeSecret {
  /** The event that holds the sum: two sums of one vote would tell single ballots apart. */
  readonly answered?: string;
}

const written = (kind: string, value: object): string =>
  `${JSON.stringify(
    { file: kind, format: 1, ...value },
    (_, each: unknown) => (typeof each === "bigint" ? `${each}n` : each),
    2,
  )}\n`;

/** The fields of a file of this kind, numbers as numbers; undefined where it is none. */
function read(text: string, kind: string): Readonly<Record<string, unknown>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text, (_, each: unknown) =>
      typeof each === "string" && SECRET.test(each) ? BigInt(each.slice(0, -1)) : each,
    );
  } catch {
    return undefined;
  }
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  return fields.file === kind ? fields : undefined;
}

/** The text of a voting key's file. */
export const votingKeyText = ({ uuid, delegation, secret }: VotingKey): string =>
  written(VOTING_KEY, { uuid, delegation, secret });

/** Reads a voting key's file; undefined where it is none. */
export function readVotingKey(text: string): VotingKey | undefined {
  const { uuid, delegation, secret } = read(text, VOTING_KEY) ?? {};
  if (typeof uuid !== "string" || typeof delegation !== "string" || typeof secret !== "bigint")
    return undefined;
  return { uuid, delegation, secret };
}

/** The text of a trustee's key's file. */
export const trusteeKeyText = (secret: KeptSecret): string => written(TRUSTEE_KEY, secret);

/** Reads a trustee's key's file; undefined where it is none. */
export function readTrusteeKey(text: string): KeptSecret | undefined {
  const { uuid, name, signing, decryption, share, answered } = read(text, TRUSTEE_KEY) ?? {};
  if (typeof uuid !== "string" || typeof name !== "string") return undefined;
  if (typeof signing !== "bigint" || typeof decryption !== "bigint") return undefined;
  return {
    uuid,
    name,
    signing,
    decryption,
    ...(typeof share === "bigint" ? { share } : {}),
    ...(typeof answered === "string" ? { answered } : {}),
  };
}
