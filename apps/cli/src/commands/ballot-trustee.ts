/** `comity ballot trustee`: a trustee's next step in a ceremony. */
import { existsSync } from "node:fs";
import {
  BELENIOS_2048,
  type Ceremony,
  firstRound,
  fourthRound,
  secondRound,
  type TrusteeSecret,
  thirdRound,
} from "@comity/council";
import { quickArithmetic } from "../ballot-files.ts";
import { type RoundName, readCeremony, readRounds, say } from "../ceremony-folder.ts";
import { optionValue, type Run } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import { readSecret, replaceSecret, secretText } from "../secret-file.ts";
import type { Terminal } from "../terminal.ts";
import { writeNew } from "../write-new.ts";

const KIND = "trustee's key";

/** Whose certificates, commitments or shares are still awaited. */
const awaited = ({ trustees }: Ceremony, round: readonly unknown[]): string =>
  trustees.filter((_, at) => round[at] === undefined).join(", ");

function begin(folder: string, ceremony: Ceremony, file: string, name: string | undefined): string {
  if (name === undefined) throw new Refusal("`--name` says which of the trustees you are");
  const { secret, certificate } = firstRound(quickArithmetic(BELENIOS_2048), ceremony, name);
  writeNew(file, secretText(KIND, secret));
  return say(folder, "certificate", ceremony.trustees.indexOf(name) + 1, certificate);
}

/** What the next step is, given what everybody has said; it keeps the secret before it says anything. */
function next(
  folder: string,
  ceremony: Ceremony,
  file: string,
  secret: TrusteeSecret,
  terminal: Terminal,
): string | undefined {
  const arithmetic = quickArithmetic(BELENIOS_2048);
  const number = ceremony.trustees.indexOf(secret.name) + 1;
  if (secret.uuid !== ceremony.uuid || number === 0)
    throw new Refusal(`\`${file}\` is a key for another ceremony`, "each vote has a key of its own");
  const rounds = readRounds(folder, ceremony);
  const { certificates, commitments, shares, keys } = rounds;
  const has = (round: readonly unknown[]): boolean => round[number - 1] !== undefined;
  const waits = (round: readonly unknown[], what: RoundName): undefined => {
    terminal.print(`nothing to do yet: the ${what} of ${awaited(ceremony, round)} is awaited\n`);
  };
  const isWhole = (round: readonly unknown[]): boolean => round.every((each) => each !== undefined);
  if (!isWhole(certificates)) return waits(certificates, "certificate");
  if (!has(commitments)) {
    // What was chosen once stays: a second choice would be another than the one that was shown.
    if (secret.polynomial !== undefined)
      throw new Refusal(
        "this trustee chose its polynomial already, and what it said of that is gone",
        "begin the ceremony anew",
      );
    const made = secondRound(arithmetic, ceremony, secret, certificates);
    replaceSecret(file, secretText(KIND, made.secret));
    return say(folder, "commitment", number, made.commitment);
  }
  if (!isWhole(commitments)) return waits(commitments, "commitment");
  if (!has(shares)) return say(folder, "shares", number, thirdRound(arithmetic, ceremony, secret, rounds));
  if (!isWhole(shares)) return waits(shares, "shares");
  if (has(keys)) {
    const missing = awaited(ceremony, keys);
    terminal.print(
      missing === ""
        ? "the ceremony is over: the vote can be opened\n"
        : `your part is done; the key of ${missing} is awaited\n`,
    );
    return undefined;
  }
  const made = fourthRound(arithmetic, ceremony, secret, rounds);
  replaceSecret(file, secretText(KIND, made.secret));
  return say(folder, "key", number, made.key);
}

export const run: Run = (call, terminal): ExitCode => {
  const [folder = ""] = call.operands;
  const file = optionValue(call, "key");
  if (file === undefined) throw new Refusal("`--key` says where your part of the secret is kept");
  const ceremony = readCeremony(folder);
  const said = existsSync(file)
    ? next(
        folder,
        ceremony,
        file,
        readSecret<TrusteeSecret>(file, KIND, ["uuid", "name", "signing", "decryption"]),
        terminal,
      )
    : begin(folder, ceremony, file, optionValue(call, "name"));
  if (said !== undefined)
    terminal.print(`${terminal.colours.green("done")}: wrote ${said}; the others read it\n`);
  return 0;
};
