/** `comity explain`: the proof of a yes, or what a no lacked, down to acts and instruments. */
import { type Day, formatDay } from "@comity/calendar";
import { explain, stepsOf } from "@comity/policy";
import type { Act } from "@comity/registry";
import type { Call } from "../command.ts";
import { Progress } from "../progress.ts";
import { dayAsked, openQuestion } from "../question.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { ActsBehind } from "../text/acts-behind.ts";
import { isoDay } from "../text/days.ts";
import { explanationJson, stepsJson } from "../text/explanation-json.ts";
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
  const behind = new ActsBehind({ policy, extension: evaluation, folded }, on, terminal.foldAt);
  const root = stepsOf(policy, explanation, nameOf);
  progress.end();
  const isYes = explanation.answer === "yes";
  if (call.options.has("json")) {
    const about = { knownOn: isoDay(known.day), policy: policyPath, draft: draft?.title ?? null };
    const whole = {
      ...about,
      ...(explanationJson(policy, explanation) as object),
      facts: behind
        .facts(root)
        .map(({ record, tuple, acts }) => ({ record, tuple, acts: acts.map(actJson) })),
      steps: stepsJson(policy, root, (step) => behind.of(step)?.acts ?? []),
    };
    terminal.print(`${JSON.stringify(whole, null, 2)}\n`);
    return isYes ? 0 : 1;
  }
  const { bold, dim, green, red } = terminal.colours;
  for (const line of wrapped(`by ${policyPath}, ${basis}`, terminal.width)) terminal.print(dim(`${line}\n`));
  terminal.print("\n");
  const [first = "", ...rest] = behind.lines([root], 0, dim);
  const at = first.indexOf(": ");
  const answer = first.slice(0, at);
  terminal.print(`${isYes ? green(bold(answer)) : red(bold(answer))}: ${bold(first.slice(at + 2))}\n`);
  terminal.print(rest.map((line) => `${line}\n`).join(""));
  const before = explanation.answer === "no" ? explanation.before : undefined;
  if (before === undefined) return isYes ? 0 : 1;
  // A no after a yes: what the yes rested on, and what of it ended.
  const last = (before.to - 1) as Day;
  const then = explain(evaluation, policy, folded.facts, declaration.name, values, last);
  const ends = stepsOf(policy, then, nameOf).below.find(({ step }) => step === "ends");
  if (ends === undefined) return 1;
  const ending = new ActsBehind({ policy, extension: evaluation, folded }, last, terminal.foldAt);
  const lines = ending.lines(ends.below, 2, dim);
  terminal.print(`  what ended it on ${formatDay(last)}:\n${lines.map((line) => `${line}\n`).join("")}`);
  return 1;
}

/** An act as `--json` prints it. */
function actJson({ id, act, on, recorded, by, instrument }: Act): object {
  return { id, act, on: isoDay(on), recorded: isoDay(recorded), by, instrument };
}
