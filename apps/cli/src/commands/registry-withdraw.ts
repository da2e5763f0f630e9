/** `comity registry withdraw`: what came in as one set counts for nothing any more. */
import { day } from "@comity/calendar";
import { withdrawSet } from "@comity/exchange";
import { optionValue, type Run } from "../command.ts";
import { dayOption } from "../inputs.ts";
import { openTarget, today } from "../registry-target.ts";
import { whoAsks } from "../stores.ts";
import { counted } from "../text/width.ts";

/** More than this of what was built upon a set is counted, not listed. */
const MOST_LISTED = 50;

export const run: Run = async (call, terminal) => {
  const [where = "", set = ""] = call.operands;
  const target = await openTarget(where, call, terminal, `withdraw the set ${set}`);
  try {
    const members = await target.members(set);
    const { acts, already, builtUpon, ...withdrawal } = withdrawSet(target.acts, set, {
      recorded: dayOption(call, "recorded") ?? day(today()),
      by: whoAsks(call),
      instrument: optionValue(call, "instrument") ?? "",
      ...(members === undefined || members.size === 0 ? {} : { members }),
    });
    const isRecorded = call.options.has("apply") && builtUpon.length === 0;
    if (isRecorded) await target.record(acts, withdrawal.set);
    if (call.options.has("json")) {
      const upon = builtUpon.map(({ act, on }) => ({ act: act.id, sort: act.act, on }));
      const said = { set, withdrawals: withdrawal.set, acts: acts.length, already, builtUpon: upon };
      terminal.print(`${JSON.stringify({ ...said, applied: isRecorded }, null, 2)}\n`);
      return builtUpon.length === 0 ? 0 : 1;
    }
    if (builtUpon.length > 0) {
      terminal.print(
        `nothing is withdrawn: ${counted(builtUpon.length, "act rests", "acts rest")} on the set\n`,
      );
      for (const { act, on } of builtUpon.slice(0, MOST_LISTED))
        terminal.print(`  ${act.act} \`${act.id}\`: rests on \`${on}\`\n`);
      if (builtUpon.length > MOST_LISTED) terminal.print(`  and ${builtUpon.length - MOST_LISTED} more\n`);
      terminal.print("withdraw or correct these first\n");
      return 1;
    }
    const said = counted(acts.length, "act", "acts");
    const before = already === 0 ? "" : `; ${already} of the set were withdrawn already`;
    terminal.print(
      isRecorded
        ? `withdrew ${said} of the set ${set}${before}\ncomity registry withdraw ${target.shown} ${withdrawal.set} --apply brings them back\n`
        : `${said} of the set ${set} would be withdrawn${before}: say --apply\n`,
    );
    return 0;
  } finally {
    await target.close();
  }
};
