/** A trustees' ceremony as a folder that all of them share: what each has said in each round, for anyone to read. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  BELENIOS_2048,
  type Ceremony,
  newCeremony,
  type Rounds,
  type Shares,
  type SignedMessage,
  type TrusteeKey,
} from "@comity/council";
import { Refusal } from "./refusal.ts";
import { writeNew } from "./write-new.ts";

export const ROUNDS = ["certificate", "commitment", "shares", "key"] as const;
export type RoundName = (typeof ROUNDS)[number];

const NUMBERS = new Set(["challenge", "response", "public_key"]);
const LARGEST_DIGITS = 700;

/** Proofs and keys are numbers inside, and decimal digits in a file, as on a board. */
function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text, (name, value) => {
      if (!NUMBERS.has(name)) return value;
      if (typeof value !== "string" || value.length > LARGEST_DIGITS || !/^[0-9]+$/.test(value))
        throw new Error("no number");
      return BigInt(value);
    });
  } catch {
    throw new Refusal(`\`${path}\` is no message of a ceremony`, "ask whoever sent it to send it again");
  }
}

const fileOf = (folder: string, round: RoundName, number: number): string =>
  join(folder, `${ROUNDS.indexOf(round) + 1}-${round}-${number}.json`);

/** Begins a ceremony. */
export function beginCeremony(folder: string, ceremony: Omit<Ceremony, "group">): void {
  newCeremony({ ...ceremony, group: BELENIOS_2048 });
  if (existsSync(folder)) throw new Refusal(`\`${folder}\` is there already`, "give a new name");
  mkdirSync(folder);
  writeNew(join(folder, "ceremony.json"), `${JSON.stringify(ceremony, null, 2)}\n`);
}

/** Who takes part. */
export function readCeremony(folder: string): Ceremony {
  const path = join(folder, "ceremony.json");
  if (!existsSync(path))
    throw new Refusal(`\`${folder}\` holds no ceremony`, "see `comity ballot ceremony --help`");
  const value = parsed(readFileSync(path, "utf8"), path) as Partial<Ceremony>;
  const { uuid, needed, trustees } = value;
  if (typeof uuid !== "string" || typeof needed !== "number" || !Array.isArray(trustees))
    throw new Refusal(`\`${path}\` does not say who takes part`);
  return newCeremony({ uuid, needed, trustees, group: BELENIOS_2048 });
}

const isSigned = (value: unknown): value is SignedMessage =>
  typeof value === "object" &&
  value !== null &&
  "message" in value &&
  typeof value.message === "string" &&
  "signature" in value &&
  isProof(value.signature);

const isProof = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "challenge" in value &&
  typeof value.challenge === "bigint" &&
  "response" in value &&
  typeof value.response === "bigint";

const SHAPES: Readonly<Record<RoundName, (value: unknown) => boolean>> = {
  certificate: isSigned,
  commitment: isSigned,
  shares: (value) =>
    typeof value === "object" &&
    value !== null &&
    "coefficients" in value &&
    isSigned(value.coefficients) &&
    "shares" in value &&
    isSigned(value.shares),
  key: (value) =>
    typeof value === "object" &&
    value !== null &&
    "pok" in value &&
    isProof(value.pok) &&
    "public_key" in value &&
    typeof value.public_key === "bigint",
};

function readRound<Each>(folder: string, ceremony: Ceremony, round: RoundName): (Each | undefined)[] {
  return ceremony.trustees.map((_, at) => {
    const path = fileOf(folder, round, at + 1);
    if (!existsSync(path)) return undefined;
    const value = parsed(readFileSync(path, "utf8"), path);
    if (!SHAPES[round](value))
      throw new Refusal(`\`${path}\` is no message of this round`, "ask whoever sent it to send it again");
    return value as Each;
  });
}

/** Everything that was said so far. */
export function readRounds(
  folder: string,
  ceremony: Ceremony,
): Rounds & { readonly keys: readonly (TrusteeKey | undefined)[] } {
  return {
    certificates: readRound<SignedMessage>(folder, ceremony, "certificate"),
    commitments: readRound<SignedMessage>(folder, ceremony, "commitment"),
    shares: readRound<Shares>(folder, ceremony, "shares"),
    keys: readRound<TrusteeKey>(folder, ceremony, "key"),
  };
}

/** Says something in a round: once, and never otherwise. */
export function say(folder: string, round: RoundName, number: number, message: object): string {
  const path = fileOf(folder, round, number);
  const text = JSON.stringify(message, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  writeNew(path, `${text}\n`);
  return path;
}
