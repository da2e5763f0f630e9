/** `comity remedies`: what is within a person's or an institute's reach, and would give an entitlement. */
import { has } from "@comity/calendar";
import { type Remedy, remedies, tellRemedy } from "@comity/policy";
import type { Call } from "../command.ts";
import type { Names } from "../names.ts";
import { Progress } from "../progress.ts";
import { dayAsked, openQuestion } from "../question.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { formatStretch, isoDay, jsonStretch } from "../text/days.ts";
import { sentence } from "../text/sentences.ts";
import { wrapped } from "../text/width.ts";

/** So many examples of a choice are listed. */
const MOST_EXAMPLES = 5;

/** For each choice that a remedy leaves open some values, with their names. */
function examplesOf(
  { choices }: Remedy,
  kindOf: (choice: string) => string,
  names: Names,
): [string, string][] {
  return Object.entries(choices).map(([choice, values]) => {
    const some = values.slice(0, MOST_EXAMPLES).map((value) => names.written(kindOf(choice), String(value)));
    const more = values.length - some.length;
    return [choice, `${some.join(", ")}${more > 0 ? `, and ${more} more` : ""}`];
  });
}

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const on = dayAsked(call);
  const progress = new Progress(terminal);
  const question = await openQuestion(call, terminal, progress, { isWhole: true, records: false });
  const { policy, evaluation, folded, declaration, values, names, known, basis } = question;
  const holds = has(evaluation.when(declaration.name, values), on);
  const found = holds
    ? []
    : progress.step("trying out what would help", () =>
        remedies(evaluation, policy, folded.facts, declaration.name, values, on),
      );
  progress.end();
  const nameOf = (identifier: string, kind: string): string => names.written(kind, identifier);
  const wordsOf = (remedy: Remedy): string => tellRemedy(policy, remedy, values, declaration.name, nameOf);
  /** The kind of a choice: that of the column in which an act of the remedy has it. */
  const kindIn = (remedy: Remedy) => (choice: string) => {
    for (const { record, terms } of remedy.acts) {
      const at = terms.findIndex((term) => "choice" in term && term.choice === choice);
      if (at >= 0) return policy.records.find(({ name }) => name === record)!.columns[at]!.kind;
    }
    return "Text";
  };
  if (call.options.has("json")) {
    const all = found.map((remedy) => ({
      remedy: wordsOf(remedy),
      key: remedy.key,
      acts: remedy.witness.map(({ record, tuple, from, to, present }) => ({
        act: present ? "add" : "end",
        record,
        tuple,
        ...jsonStretch({ from, to }),
      })),
      choices: remedy.choices,
      restores: jsonStretch(remedy.restores),
    }));
    const about = {
      knownOn: isoDay(known.day),
      on: isoDay(on),
      entitlement: declaration.name,
      tuple: values,
    };
    terminal.print(`${JSON.stringify({ ...about, holds, remedies: all }, null, 2)}\n`);
    return holds || found.length > 0 ? 0 : 1;
  }
  const { bold, dim, green, red } = terminal.colours;
  for (const line of wrapped(basis, terminal.width)) terminal.print(dim(`${line}\n`));
  const claim = sentence(policy, declaration.name, values);
  if (holds) {
    terminal.print(`${green("nothing is needed")}: ${bold(claim)}, on ${isoDay(on)}\n`);
    return 0;
  }
  if (found.length === 0) {
    terminal.print(
      `${red("nothing")} within anybody's own reach would help: ${bold(claim)}, on ${isoDay(on)}\n`,
    );
    return 1;
  }
  const some = found.length === 1 ? "this is so" : "one of these is so";
  terminal.print(`${bold(claim)}, on ${isoDay(on)}, if ${some}:\n`);
  for (const [at, remedy] of found.entries()) {
    terminal.print(`\n${at + 1}. ${wordsOf(remedy)}\n`);
    for (const [choice, some] of examplesOf(remedy, kindIn(remedy), names))
      terminal.print(dim(`   (${choice}) for example: ${some}\n`));
    terminal.print(dim(`   it would hold ${formatStretch(remedy.restores)}\n`));
  }
  return 0;
}
