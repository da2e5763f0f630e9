/** `comity explain`: the proof of a yes, or what a no lacked, down to acts and instruments. */
import { type Day, formatDay } from "@comity/calendar";
import { type Explanation, explain, tell } from "@comity/policy";
import type { Call } from "../command.ts";
import { Progress } from "../progress.ts";
import { dayAsked, openQuestion } from "../question.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { ActsBehind } from "../text/acts-behind.ts";
import { isoDay } from "../text/days.ts";
import { explanationJson } from "../text/explanation-json.ts";
import { wrapped } from "../text/width.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const on = dayAsked(call);
  const progress = new Progress(terminal);
  const question = await openQuestion(call, terminal, progress, { isWhole: true, records: false });
  const { policy, policyPath, evaluation, folded, declaration, values, names, known, basis, draft } =
    question;
  const explanation = progress.step("looking for the proof", () =>
    explain(evaluation, policy, folded.facts, declaration.name, values, on),
  );
  const nameOf = (identifier: string, kind: string): string => names.written(kind, identifier);
  const actsBehind = (explained: Explanation): ActsBehind =>
    new ActsBehind(policy, evaluation, folded.provenance, nameOf, explained, terminal.foldAt);
  const behind = actsBehind(explanation);
  progress.end();
  const isYes = explanation.answer === "yes";
  if (call.options.has("json")) {
    const acts = behind.facts.map(({ record, tuple, acts: own }) => ({
      record,
      tuple,
      acts: own.map(({ id, act, on: happened, recorded, by, instrument }) => ({
        id,
        act,
        on: isoDay(happened),
        recorded: isoDay(recorded),
        by,
        instrument,
      })),
    }));
    const about = { knownOn: isoDay(known.day), policy: policyPath, draft: draft?.title ?? null };
    const whole = { ...about, ...(explanationJson(policy, explanation) as object), facts: acts };
    terminal.print(`${JSON.stringify(whole, null, 2)}\n`);
    return isYes ? 0 : 1;
  }
  const { bold, dim, green, red } = terminal.colours;
  for (const line of wrapped(`by ${policyPath}, ${basis}`, terminal.width)) terminal.print(dim(`${line}\n`));
  terminal.print("\n");
  const [first = "", ...rest] = behind.put(tell(policy, explanation, nameOf), dim);
  const at = first.indexOf(": ");
  const answer = first.slice(0, at);
  terminal.print(`${isYes ? green(bold(answer)) : red(bold(answer))}: ${bold(first.slice(at + 2))}\n`);
  terminal.print(rest.map((line) => `${line}\n`).join(""));
  const before = explanation.answer === "no" ? explanation.before : undefined;
  if (before === undefined) return isYes ? 0 : 1;
  // A no after a yes: what the yes rested on, and what of it ended.
  const last = (before.to - 1) as Day;
  const then = explain(evaluation, policy, folded.facts, declaration.name, values, last);
  const told = tell(policy, then, nameOf);
  const endsAt = told.indexOf(ENDS);
  if (endsAt < 0) return 1;
  const [, ...ending] = actsBehind(then).put(told.slice(endsAt + 1), dim);
  terminal.print(`  what ended it on ${formatDay(last)}:\n${ending.map((line) => `${line}\n`).join("")}`);
  return 1;
}

/** How `tell` begins to say what ends a yes. */
const ENDS = "\n  it ends on ";
