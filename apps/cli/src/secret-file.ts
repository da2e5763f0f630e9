/** Files of secrets: a delegation's voting key, a trustee's part in a ceremony. Only their owner may read them. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { Refusal } from "./refusal.ts";

const OWNER_ONLY = 0o600;

/** Numbers as digits with an `n`, which no other text of such a file ends with. */
const replacer = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);
const reviver = (_: string, value: unknown): unknown =>
  typeof value === "string" && /^[0-9]{1,700}n$/.test(value) ? BigInt(value.slice(0, -1)) : value;

/** The text of a secret, to be written by `writeNew`. */
export const secretText = (kind: string, value: object): string =>
  `${JSON.stringify({ file: kind, format: 1, ...value }, replacer, 2)}\n`;

/**
 * Reads a secret.
 *
 * @throws Refusal where others may read the file, or it holds something else. What it holds is never said.
 */
export function readSecret<Value extends object>(
  path: string,
  kind: string,
  fields: readonly string[],
): Value {
  let text: string;
  try {
    if ((statSync(path).mode & 0o077) !== 0)
      throw new Refusal(
        `others may read the ${kind} \`${path}\``,
        `\`chmod 600 ${path}\`, and think of who may have`,
      );
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`the ${kind} \`${path}\` cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text, reviver);
  } catch {
    value = undefined;
  }
  if (typeof value !== "object" || value === null || !("file" in value) || value.file !== kind)
    throw new Refusal(`\`${path}\` is no ${kind}`);
  const missing = fields.find((field) => !(field in value));
  if (missing !== undefined) throw new Refusal(`\`${path}\` is no whole ${kind}: \`${missing}\` is missing`);
  return value as unknown as Value;
}

/** Writes a secret anew in its place: whole, or not at all. */
export function replaceSecret(path: string, text: string): void {
  const beside = `${path}.new`;
  const file = openSync(beside, "w", OWNER_ONLY);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}
