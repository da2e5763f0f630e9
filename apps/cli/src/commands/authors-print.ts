/** `comity authors print`: a list under a signing policy, written in a format; first what one should know before it is. */
import { downstream, sign, WRITE_FORMATS, type WriteFormat, writeList } from "@comity/authorship";
import { didYouMean } from "@comity/policy";
import { openGovernance, openList, signingPolicyOption, warningsText } from "../author-lists.ts";
import { type Call, optionValue } from "../command.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { counted } from "../text/width.ts";
import { writeNew } from "../write-new.ts";

function formatOption(call: Call): WriteFormat | undefined {
  const name = optionValue(call, "format");
  if (name === undefined) return undefined;
  const format = WRITE_FORMATS.find((one) => one === name);
  if (format !== undefined) return format;
  throw new Refusal(
    `\`${name}\` is no format that author lists are written in`,
    didYouMean(name, WRITE_FORMATS) ?? `there are ${WRITE_FORMATS.map((one) => `\`${one}\``).join(", ")}`,
  );
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const policy = signingPolicyOption(call);
  const format = formatOption(call);
  const out = optionValue(call, "out");
  if ((out === undefined) !== (format === undefined))
    throw new Refusal("`--out` and `--format` go together", "say both what to write and where, or neither");
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
    `\ndownstream: ${report.isSafe ? green("no line is taken for an institute or a country") : yellow(`${counted(report.authorsHarmed, "author", "authors")} would be matched wrongly`)}\n`,
  );
  for (const { name, isLine, authors, harm } of report.lines)
    if (isLine) {
      terminal.print(`  ${name}: ${counted(authors, "author", "authors")}\n`);
      for (const one of harm) terminal.print(`    ${yellow(one)}\n`);
    }
  if (format === undefined || out === undefined) return 0;
  const written = await writeList(signed.list, format);
  writeNew(out, written.content);
  for (const note of written.notes) terminal.warn(`${out}: ${note}\n`);
  terminal.print(`\nwrote ${out}: ${counted(signed.list.authors.length, "author", "authors")}\n`);
  return 0;
}
