/** `comity ballot key`: a delegation makes its own voting key; nobody else ever holds it. */
import { BELENIOS_2048, claimOf, newVotingKey, writeClaim } from "@comity/council";
import { quickArithmetic } from "../ballot-files.ts";
import { optionValue, type Run } from "../command.ts";
import { Refusal } from "../refusal.ts";
import { secretText } from "../secret-file.ts";
import { writeNew } from "../write-new.ts";

export const run: Run = (call, terminal) => {
  const [file = "", claimFile = ""] = call.operands;
  const uuid = optionValue(call, "vote");
  const delegation = optionValue(call, "delegation");
  if (uuid === undefined || delegation === undefined)
    throw new Refusal("`--vote` and `--delegation` say for which vote, and whose key it is");
  const arithmetic = quickArithmetic(BELENIOS_2048);
  const key = newVotingKey(arithmetic, uuid, delegation);
  const claim = writeClaim(arithmetic, claimOf(arithmetic, key));
  writeNew(file, secretText("voting key", key));
  writeNew(claimFile, `${claim}\n`);
  terminal.print(
    `${terminal.colours.green("done")}: the voting key of ${delegation} is in ${file}: keep it, and show it to nobody\n`,
  );
  terminal.print(`hand in ${claimFile}: it holds the public key, and a proof that you know the secret\n`);
  return 0;
};
