/** A voting key's file, as `comity ballot key` writes it too: whichever made it, the other reads it. */
import type { VotingKey } from "@comity/council";

const KIND = "voting key";
const SECRET = /^[0-9]{1,700}n$/;

/** The text of a voting key's file. */
export const keyToFile = ({ uuid, delegation, secret }: VotingKey): string =>
  `${JSON.stringify({ file: KIND, format: 1, uuid, delegation, secret: `${secret}n` }, undefined, 2)}\n`;

/** Reads a voting key's file; undefined where it is none. What it holds is never said. */
export function keyFromFile(text: string): VotingKey | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { file, uuid, delegation, secret } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (file !== KIND || typeof uuid !== "string" || typeof delegation !== "string") return undefined;
  if (typeof secret !== "string" || !SECRET.test(secret)) return undefined;
  return { uuid, delegation, secret: BigInt(secret.slice(0, -1)) };
}
