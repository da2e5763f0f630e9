/** `comity list`: the tuples of an entitlement, a rule or a record, with names and days. */
import { formatDay, formatIntervals, isEmpty } from "@comity/calendar";
import { type Answer, answersOf, jsonTuple } from "../answers.ts";
import type { Call } from "../command.ts";
import { dayOption } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { openQuestion, type Question } from "../question.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay, jsonStretch, stretchesOf } from "../text/days.ts";
import { formatValue } from "../text/sentences.ts";
import { type TableColumn, table } from "../text/table.ts";
import { clean, formatCount, wrapped } from "../text/width.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const on = dayOption(call, "on");
  const progress = new Progress(terminal);
  const question = await openQuestion(call, terminal, progress, { isWhole: false, records: true });
  const answers = answersOf(question, on).filter(({ days }) => !isEmpty(days));
  progress.end();
  const when = on === undefined ? "on some day" : `on ${formatDay(on)}`;
  if (call.options.has("json")) {
    const { declaration, known } = question;
    const about = {
      knownOn: isoDay(known.day),
      ...(on !== undefined && { on: isoDay(on) }),
      predicate: declaration.name,
      role: declaration.role,
      columns: declaration.columns.map(({ name }) => name),
      count: answers.length,
    };
    const rows = answers.map(({ tuple, days }) => ({
      tuple: jsonTuple(question, tuple),
      names: tuple.map((_, at) => nameIn(question, { tuple, days }, at) ?? null),
      days: stretchesOf(days).map(jsonStretch),
    }));
    terminal.print(`${JSON.stringify({ ...about, rows }, null, 2)}\n`);
  } else tell(question, answers, when, terminal);
  return 0;
}

/** The name of what stands in a column, where the registry has one. */
function nameIn({ declaration, names }: Question, { tuple }: Answer, at: number): string | undefined {
  const { kind } = declaration.columns[at]!;
  return names.titleOf(kind, String(tuple[at]));
}

function tell(question: Question, answers: readonly Answer[], when: string, terminal: Terminal): void {
  const { declaration, basis } = question;
  const { bold, dim } = terminal.colours;
  const title = declaration.title === undefined ? "" : `: ${clean(declaration.title)}`;
  terminal.print(`${bold(declaration.name)}${title}\n`);
  for (const line of wrapped(`${when}, ${basis}`, terminal.width)) terminal.print(dim(`${line}\n`));
  if (answers.length > 0) terminal.print(`\n${tableOf(question, answers, terminal)}`);
  const that = answers.length === 1 ? "that holds" : "that hold";
  terminal.print(`\n${bold(answers.length === 0 ? "none" : formatCount(answers.length))} ${that} ${when}\n`);
}

/** Each value with its name beside it, where any row has one, and the days last. */
function tableOf(question: Question, answers: readonly Answer[], terminal: Terminal): string {
  const { columns } = question.declaration;
  const hasNames = columns.map((_, at) =>
    answers.some((answer) => nameIn(question, answer, at) !== undefined),
  );
  const headings = columns.flatMap(({ name, kind }, at): TableColumn[] => [
    { title: name, ...(kind === "Number" && { align: "right" }) },
    ...(hasNames[at] ? [{ title: "", isFlexible: true, least: 8, paint: terminal.colours.bold }] : []),
  ]);
  const rows = answers.map((answer) => [
    ...columns.flatMap(({ kind }, at) => [
      formatValue(kind, answer.tuple[at]!),
      ...(hasNames[at] ? [nameIn(question, answer, at) ?? ""] : []),
    ]),
    formatIntervals(answer.days),
  ]);
  return table([...headings, { title: "days" }], rows, {
    width: terminal.width,
    heading: terminal.colours.dim,
  });
}
