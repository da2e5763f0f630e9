/** `comity deadlines`: until when notice can be given, which session is the last before, and what happens otherwise. */
import { type Day, formatDay, isOpen, OPEN } from "@comity/calendar";
import {
  type Deadline,
  deadlines,
  endedDeadlines,
  type Folded,
  fold,
  type SessionAct,
} from "@comity/registry";
import type { Call } from "../command.ts";
import { dayOption, knownOnFor, openRegistry, tellKnownOn } from "../inputs.ts";
import { Names } from "../names.ts";
import { Progress } from "../progress.ts";
import { type ExitCode, Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { formatStretch, isoDay, jsonStretch } from "../text/days.ts";
import { clean, counted, formatCount, wrapped } from "../text/width.ts";

const sessionDays = ({ on, lastDay }: SessionAct): { from: Day; to: Day } => ({
  from: on,
  to: ((lastDay ?? on) + 1) as Day,
});

function json(deadline: Deadline, names: Names) {
  const { agreement, title, parties, term, lastDayForNotice, session, missed, otherwise, words } = deadline;
  return {
    agreement,
    title,
    parties: parties.map((id) => ({ id, name: names.titleOf("Party", id) ?? id })),
    term: jsonStretch(term),
    lastDayForNotice: isoDay(lastDayForNotice),
    session:
      session === undefined
        ? null
        : { id: session.session, body: session.body, ...jsonStretch(sessionDays(session)) },
    missed:
      missed === undefined
        ? null
        : { lastDayForNotice: isoDay(missed.lastDayForNotice), lastDay: isoDay(missed.lastDay) },
    otherwise: {
      happens: otherwise.happens,
      ...("on" in otherwise && { on: isoDay(otherwise.on) }),
      ...("lastDay" in otherwise && { lastDay: isoDay(otherwise.lastDay) }),
      ...("because" in otherwise && { because: otherwise.because }),
      ...("agreement" in otherwise && { agreement: otherwise.agreement }),
    },
    ifNobodyActs: words,
  };
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const asked = dayOption(call, "from");
  const progress = new Progress(terminal);
  const registry = await progress.step("reading the registry", () =>
    openRegistry(call, call.operands[0]!, terminal),
  );
  // Whoever asks what was due from a day on asks as one saw it then.
  const known = knownOnFor(
    call,
    registry,
    asked === undefined ? undefined : { day: asked, because: "the day asked about" },
  );
  const from = asked ?? known.day;
  if (from === OPEN)
    throw new Refusal(
      "no day to count from: no act of this registry says when it was recorded",
      "say `--from DAY`",
    );
  const folded = progress.step("folding its acts", () => fold(registry.acts, { knownOn: known.day }));
  progress.end();
  const names = new Names(folded);
  const found = deadlines(folded, { from });
  const ended = endedDeadlines(folded, from);
  if (call.options.has("json")) {
    const all = found.map((deadline) => json(deadline, names));
    terminal.print(
      `${JSON.stringify({ knownOn: isoDay(known.day), from: isoDay(from), deadlines: all, ended: ended.map((each) => json(each, names)) }, null, 2)}\n`,
    );
    return 0;
  }
  const { bold, dim, yellow } = terminal.colours;
  const withNotice = found.filter(({ lastDayForNotice }) => lastDayForNotice !== undefined);
  const without = found.filter(({ lastDayForNotice }) => lastDayForNotice === undefined);
  terminal.print(`${bold(registry.meta.title)}\n`);
  terminal.print(
    `${counted(withNotice.length, "deadline", "deadlines")} from ${formatDay(from)} on, ${tellKnownOn(known)}\n`,
  );
  for (const { agreement, title, term, lastDayForNotice, session, missed, words } of withNotice) {
    const notice = formatDay(lastDayForNotice!);
    const days = (lastDayForNotice! - from).toString();
    terminal.print(`\n${bold(agreement)}  ${clean(title)}\n`);
    const lines: [string, string][] = [
      ["term", formatStretch(term)],
      ["notice by", `${bold(notice)} ${dim(`(${counted(Number(days), "day", "days")} left)`)}`],
      [
        "last session",
        session === undefined
          ? yellow("none in the registry between now and then")
          : `${formatStretch(sessionDays(session)).replace(/^on /, "")} ${dim(`(${clean(session.body)}, session ${clean(session.session)})`)}`,
      ],
      ["otherwise", words],
    ];
    if (missed !== undefined)
      lines.push([
        "missed",
        `notice by ${formatDay(missed.lastDayForNotice)} would have ended it after ${formatDay(missed.lastDay)}`,
      ]);
    for (const [what, says] of lines) terminal.print(`  ${dim(what.padEnd(12))}  ${says}\n`);
  }
  if (without.length > 0) {
    terminal.print(`\n${bold("No notice is due")}\n`);
    printOthers(without, folded, terminal);
  }
  if (ended.length > 0) terminal.print(`\n${bold("Ended")}\n`);
  for (const { agreement, lastDayForNotice, session, words } of ended) {
    const last =
      session === undefined ? "no session before" : `session of ${formatDay(sessionDays(session).from)}`;
    terminal.print(`  ${agreement}: notice was due by ${formatDay(lastDayForNotice!)}, ${last}; ${words}\n`);
  }
  return 0;
}

/** So many agreements of one fate are named; more are counted by their kinds. */
const MOST_NAMED = 12;

/** Agreements whose days no notice changes, those with one and the same fate together. */
function printOthers(others: readonly Deadline[], folded: Folded, { print, width }: Terminal): void {
  const byWords = new Map<string, string[]>();
  const order = [...others].sort((a, b) => endOf(a) - endOf(b));
  for (const { words, agreement } of order) byWords.set(words, [...(byWords.get(words) ?? []), agreement]);
  for (const [words, agreements] of byWords) {
    print(`  ${words}:\n`);
    const named = agreements.length <= MOST_NAMED ? agreements.join(", ") : countedByKind(agreements, folded);
    for (const line of wrapped(named, width - 4)) print(`    ${line}\n`);
  }
}

/** `99 ICA, 198 MoU`. */
function countedByKind(agreements: readonly string[], folded: Folded): string {
  const kinds = new Map<string, number>();
  for (const agreement of agreements) {
    const kind = clean(folded.agreements.get(agreement)?.signature.kind ?? "agreement");
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const parts = [...kinds]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${formatCount(count)} ${kind}`);
  return `${parts.join(", ")} (--json lists them)`;
}

function endOf({ otherwise }: Deadline): number {
  return otherwise.happens === "ends" && !isOpen(otherwise.lastDay) ? otherwise.lastDay : OPEN;
}
