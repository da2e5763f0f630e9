/** `comity ballot ceremony`: says who makes the key of a vote, and how many of them open the count. */
import { newUuid } from "@comity/council";
import { beginCeremony } from "../ceremony-folder.ts";
import { optionValue, type Run } from "../command.ts";
import { Refusal } from "../refusal.ts";

export const run: Run = (call, terminal) => {
  const [folder = ""] = call.operands;
  const trustees = optionValue(call, "trustees")
    ?.split(",")
    .map((name) => name.trim());
  const needed = Number(optionValue(call, "needed"));
  if (trustees === undefined || Number.isNaN(needed))
    throw new Refusal("`--trustees` and `--needed` say who holds a share, and how many open the count");
  const uuid = newUuid();
  beginCeremony(folder, { uuid, needed, trustees });
  terminal.print(
    `${terminal.colours.green("done")}: the vote is \`${uuid}\`; ${needed} of ${trustees.length} trustees open its count\n`,
  );
  terminal.print(
    `each trustee now says \`comity ballot trustee ${folder} --key FILE --name NAME\`, four times in all\n`,
  );
  return 0;
};
