/** `comity authors print`: a list under a signing policy, written in a format; first what one should know before it is. */
import { downstream, sign, writeList } from "@comity/authorship";
import {
  openGovernance,
  openList,
  signingPolicyOption,
  warningsText,
  writeFormatOption,
} from "../author-lists.ts";
import type { Call } from "../command.ts";
import { printing } from "../list-conversion.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { counted } from "../text/width.ts";
import { writeNew } from "../write-new.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const policy = signingPolicyOption(call);
  const target = writeFormatOption(call);
  const read = await openList(call.operands[0]!, terminal);
  const { governance, datesFor } = await openGovernance(call, terminal);
  const signed = sign(read.list, policy, governance, datesFor(read));
  const { bold, red, yellow, green } = terminal.colours;
  const { unidentifiable, warnings } = signed;
  terminal.print(`${bold(policy.title)}: ${policy.about}\n\n`);
  terminal.print(
    `${red(counted(unidentifiable.length, "author", "authors"))} with nothing that identifies them\n`,
  );
  for (const { paperName } of unidentifiable) terminal.print(`  ${paperName}\n`);
  if (warnings.length > 0) terminal.print(`\nto look at\n${warningsText(warnings, terminal)}`);
  const report = downstream(signed.list);
  terminal.print(
    `\ndownstream: ${report.isSafe ? green("no line is taken for an institute or a country") : yellow(`${counted(report.authorsHarmed, "author", "authors")} would be matched wrongly in the words as printed; in those of author.xml, JATS, tables and arXiv's line nobody`)}\n`,
  );
  for (const { name, isLine, authors, harm, writtenAs } of report.lines)
    if (isLine) {
      terminal.print(`  ${name}: ${counted(authors, "author", "authors")}\n`);
      for (const one of harm) terminal.print(`    ${yellow(one)}\n`);
      if (writtenAs !== undefined)
        terminal.print(`    in author.xml, JATS, tables and arXiv's line it is written as: ${writtenAs}\n`);
    }
  if (target === undefined) return 0;
  const { format, out } = target;
  const written = await writeList(signed.list, format, printing(call));
  writeNew(out, written.content);
  for (const note of written.notes) terminal.warn(`${out}: ${note}\n`);
  terminal.print(`\nwrote ${out}: ${counted(signed.list.authors.length, "author", "authors")}\n`);
  return 0;
}
