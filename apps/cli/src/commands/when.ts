/** `comity when`: the days of an entitlement. */
import { formatDay, formatIntervals, has } from "@comity/calendar";
import { type Answer, answersOf, jsonTuple } from "../answers.ts";
import type { Call } from "../command.ts";
import { dayOption } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { openQuestion, type Question } from "../question.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay, jsonStretch, stretchesOf } from "../text/days.ts";
import { sentence } from "../text/sentences.ts";
import { table } from "../text/table.ts";
import { wrapped } from "../text/width.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const on = dayOption(call, "on");
  const progress = new Progress(terminal);
  const question = await openQuestion(call, terminal, progress, { isWhole: false, records: true });
  progress.end();
  const all = answersOf(question);
  const isYes = all.some(({ days }) => (on === undefined ? days.length > 0 : has(days, on)));
  const { declaration, known } = question;
  if (call.options.has("json")) {
    const answers = all.map(({ tuple, days }) => ({
      tuple: jsonTuple(question, tuple),
      ...(on !== undefined && { holds: has(days, on) }),
      days: stretchesOf(days).map(jsonStretch),
    }));
    const about = { knownOn: isoDay(known.day), ...(on !== undefined && { on: isoDay(on) }) };
    terminal.print(`${JSON.stringify({ ...about, entitlement: declaration.name, answers }, null, 2)}\n`);
  } else tell(question, all, on === undefined ? undefined : { on, text: formatDay(on) }, terminal);
  return isYes ? 0 : 1;
}

function tell(
  { declaration, policy, basis, pattern, names }: Question,
  all: readonly Answer[],
  asked: { on: Parameters<typeof has>[1]; text: string } | undefined,
  terminal: Terminal,
): void {
  const { bold, dim, green, red } = terminal.colours;
  const first = pattern[0];
  const title = first === undefined ? undefined : names.titleOf(declaration.columns[0]!.kind, String(first));
  const who = title === undefined ? "" : `${first}: ${title}; `;
  for (const line of wrapped(`${who}${basis}`, terminal.width)) terminal.print(dim(`${line}\n`));
  if (all.length === 0) {
    terminal.print(`${red("never")}: no ${declaration.name} that fits\n`);
    return;
  }
  if (all.length > 1 && asked === undefined) {
    const rows = all.map(({ tuple, days }) => [
      sentence(policy, declaration.name, tuple),
      formatIntervals(days),
    ]);
    terminal.print(
      table([{ title: "", isFlexible: true, paint: bold }, { title: "" }], rows, { width: terminal.width }),
    );
    return;
  }
  for (const { tuple, days } of all) {
    const words = bold(sentence(policy, declaration.name, tuple));
    if (asked === undefined) terminal.print(`${words}\n  ${formatIntervals(days)}\n`);
    else {
      const holds = has(days, asked.on);
      terminal.print(`${holds ? green("yes") : red("no")}: ${words}, on ${asked.text}\n`);
      terminal.print(`  ${days.length === 0 ? "never" : formatIntervals(days)}\n`);
    }
  }
}
