/** `comity ballot answer`: a trustee opens the sum of a closed vote, and never anything else. */
import { answerOf, readBoard, type TrusteeSecret } from "@comity/council";
import { quickArithmetic, readBytes } from "../ballot-files.ts";
import { optionValue, type Run } from "../command.ts";
import { Refusal } from "../refusal.ts";
import { readSecret, replaceSecret, secretText } from "../secret-file.ts";
import { writeNew } from "../write-new.ts";

const KIND = "trustee's key";

/** The event that holds the sum: two of them for one vote would tell single ballots apart. */
type Kept = TrusteeSecret & { readonly answered?: string };

export const run: Run = (call, terminal) => {
  const [file = "", out = ""] = call.operands;
  const keyFile = optionValue(call, "key");
  if (keyFile === undefined) throw new Refusal("`--key` says where your part of the secret is kept");
  const kept = readSecret<Kept>(keyFile, KIND, ["uuid", "name", "share"]);
  const bytes = readBytes(file, "board");
  const { number, json } = answerOf(bytes, kept.share!, quickArithmetic);
  const board = readBoard(bytes);
  const sum = board.heads[board.events.findIndex(({ type }) => type === "EncryptedTally")]!;
  if (kept.answered !== undefined && kept.answered !== sum)
    throw new Refusal(
      "you have answered for another sum of this vote, and the two together would tell single ballots",
      "somebody has shown you two boards: say so to the other trustees",
      1,
    );
  replaceSecret(keyFile, secretText(KIND, { ...kept, answered: sum }));
  writeNew(out, `{"number":${number},"answer":${json}}`);
  terminal.print(
    `${terminal.colours.green("done")}: your answer is in ${out}: hand it in; it opens the sum and no ballot\n`,
  );
  return 0;
};
