/** `comity authors compare`: two signing policies side by side over one list. */
import { type ComparedSigning, compareSigning, type SignedList, sign } from "@comity/authorship";
import { namedSigningPolicy, openGovernance, openList, warningsText } from "../author-lists.ts";
import type { Call } from "../command.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "../text/days.ts";
import { table } from "../text/table.ts";
import { counted } from "../text/width.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [path, one, other] = call.operands as [string, string, string];
  const policies = [namedSigningPolicy(one), namedSigningPolicy(other)];
  const read = await openList(path, terminal);
  const { governance, datesFor } = await openGovernance(call, terminal);
  const dates = datesFor(read);
  const [first, second] = policies.map((policy) => sign(read.list, policy, governance, dates)) as [
    SignedList,
    SignedList,
  ];
  const compared = compareSigning(first, second);
  if (call.options.has("json")) {
    const named = (authors: ComparedSigning["unidentifiableFirst"]) =>
      authors.map(({ key, paperName }) => ({ author: key, name: paperName }));
    const about = { reference: isoDay(dates.reference), published: isoDay(dates.published) };
    const lost = {
      unidentifiableFirst: named(compared.unidentifiableFirst),
      unidentifiableSecond: named(compared.unidentifiableSecond),
    };
    terminal.print(`${JSON.stringify({ ...about, ...compared, ...lost }, null, 2)}\n`);
  } else tell(compared, [first, second], terminal);
  return 0;
}

function tell(
  compared: ComparedSigning,
  [first, second]: readonly [SignedList, SignedList],
  terminal: Terminal,
): void {
  const { bold } = terminal.colours;
  const section = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    terminal.print(`\n${bold(title)}\n${lines.map((line) => `  ${line}\n`).join("")}`);
  };
  const names = (all: ComparedSigning["unidentifiableFirst"]) => all.map(({ paperName }) => paperName);
  terminal.print(`${bold(first.policy.title)} and ${bold(second.policy.title)}\n`);
  section(`nothing identifies them under \`${compared.first}\` alone`, names(compared.unidentifiableFirst));
  section(`nothing identifies them under \`${compared.second}\` alone`, names(compared.unidentifiableSecond));
  section(`institutes that only \`${compared.first}\` prints by name`, compared.onlyFirst);
  section(`institutes that only \`${compared.second}\` prints by name`, compared.onlySecond);
  section(`thanks that only \`${compared.first}\` prints`, compared.thanksOnlyFirst);
  section(`thanks that only \`${compared.second}\` prints`, compared.thanksOnlySecond);
  const warnings = new Map([...first.warnings, ...second.warnings].map((one) => [one.message, one]));
  if (warnings.size > 0)
    terminal.print(`\n${bold("to look at")}\n${warningsText([...warnings.values()], terminal)}`);
  terminal.print(
    `\n${bold(counted(compared.changed.length, "author's line", "authors' lines"))} of ${compared.authors} ${compared.changed.length === 1 ? "changes" : "change"}\n`,
  );
  if (compared.changed.length > 0)
    terminal.print(
      table(
        [
          { title: "author", paint: bold },
          { title: compared.first, isFlexible: true },
          { title: compared.second, isFlexible: true },
        ],
        compared.changed.map((one) => [
          one.paperName,
          one.first.join("; ") || "nothing",
          one.second.join("; ") || "nothing",
        ]),
        { width: terminal.foldAt },
      ),
    );
}
