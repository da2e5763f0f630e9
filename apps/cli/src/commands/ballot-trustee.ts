/** `comity ballot trustee`: a trustee's next step in a ceremony. */
import { existsSync } from "node:fs";
import { BELENIOS_2048, beginStep, nextStep, type TrusteeSecret, type TrusteeStep } from "@comity/council";
import { quickArithmetic } from "../ballot-files.ts";
import { readCeremony, readRounds, say } from "../ceremony-folder.ts";
import { optionValue, type Run } from "../command.ts";
import { Refusal } from "../refusal.ts";
import { readSecret, replaceSecret, secretText } from "../secret-file.ts";
import { writeNew } from "../write-new.ts";

const KIND = "trustee's key";

/** Why there is nothing to say. */
function waiting({ step, round, awaited }: Exclude<TrusteeStep, { step: "says" }>): string {
  if (round === undefined) return "the ceremony is over: the vote can be opened";
  const names = awaited.join(", ");
  return step === "over"
    ? `your part is done; the key of ${names} is awaited`
    : `nothing to do yet: the ${round} of ${names} is awaited`;
}

export const run: Run = (call, terminal) => {
  const [folder = ""] = call.operands;
  const file = optionValue(call, "key");
  if (file === undefined) throw new Refusal("`--key` says where your part of the secret is kept");
  const ceremony = readCeremony(folder);
  const arithmetic = quickArithmetic(BELENIOS_2048);
  const isBegun = existsSync(file);
  const name = optionValue(call, "name");
  if (!isBegun && name === undefined) throw new Refusal("`--name` says which of the trustees you are");
  const next = isBegun
    ? nextStep(
        arithmetic,
        ceremony,
        readSecret<TrusteeSecret>(file, KIND, ["uuid", "name", "signing", "decryption"]),
        readRounds(folder, ceremony),
      )
    : beginStep(arithmetic, ceremony, name!);
  if (next.step !== "says") {
    terminal.print(`${waiting(next)}\n`);
    return 0;
  }
  // The secret is kept before anything is said.
  if (isBegun) replaceSecret(file, secretText(KIND, next.secret));
  else writeNew(file, secretText(KIND, next.secret));
  const path = say(folder, next.round, next.number, next.json);
  terminal.print(`${terminal.colours.green("done")}: wrote ${path}; the others read it\n`);
  return 0;
};
