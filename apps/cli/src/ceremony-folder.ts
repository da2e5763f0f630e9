/** A trustees' ceremony as a folder that all of them share: what each has said in each round, for anyone to read. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  BELENIOS_2048,
  CEREMONY_ROUNDS,
  type Ceremony,
  type CeremonyRound,
  newCeremony,
  type RoundMessages,
  readRoundMessage,
  type Said,
} from "@comity/council";
import { Refusal } from "./refusal.ts";
import { writeNew } from "./write-new.ts";

const fileOf = (folder: string, round: CeremonyRound, number: number): string =>
  join(folder, `${CEREMONY_ROUNDS.indexOf(round) + 1}-${round}-${number}.json`);

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
  let value: Partial<Ceremony>;
  try {
    value = JSON.parse(readFileSync(path, "utf8")) as Partial<Ceremony>;
  } catch {
    throw new Refusal(`\`${path}\` does not say who takes part`);
  }
  const { uuid, needed, trustees } = value;
  if (typeof uuid !== "string" || typeof needed !== "number" || !Array.isArray(trustees))
    throw new Refusal(`\`${path}\` does not say who takes part`);
  return newCeremony({ uuid, needed, trustees, group: BELENIOS_2048 });
}

function readRound<Round extends CeremonyRound>(
  folder: string,
  { group, trustees }: Ceremony,
  round: Round,
): (RoundMessages[Round] | undefined)[] {
  return trustees.map((_, at) => {
    const path = fileOf(folder, round, at + 1);
    if (!existsSync(path)) return undefined;
    try {
      return readRoundMessage(group, round, readFileSync(path, "utf8").trim());
    } catch {
      throw new Refusal(`\`${path}\` is no message of this round`, "ask whoever sent it to send it again");
    }
  });
}

/** Everything that was said so far. */
export const readRounds = (folder: string, ceremony: Ceremony): Said => ({
  certificates: readRound(folder, ceremony, "certificate"),
  commitments: readRound(folder, ceremony, "commitment"),
  shares: readRound(folder, ceremony, "shares"),
  keys: readRound(folder, ceremony, "key"),
});

/** Says something in a round: once, and never otherwise. */
export function say(folder: string, round: CeremonyRound, number: number, json: string): string {
  const path = fileOf(folder, round, number);
  writeNew(path, `${json}\n`);
  return path;
}
