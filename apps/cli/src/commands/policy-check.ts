/** `comity policy check`: what is wrong with a policy; with a registry, whether the two fit, and which clauses break. */
import { formatIntervals, unionAll } from "@comity/calendar";
import { type Policy, printDiagnostic } from "@comity/policy";
import { fold, ownRecordDiagnostics, RECORDS } from "@comity/registry";
import type { Run } from "../command.ts";
import { derive } from "../derive.ts";
import { horizonHelp, horizonOption } from "../horizon.ts";
import { checkedPolicy, fittingPolicy, knownOnFor, openRegistry, readText, tellKnownOn } from "../inputs.ts";
import { readHere } from "../policy-thread.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { counted } from "../text/width.ts";

export const run: Run = (call, terminal) => {
  const [file = "", folder] = call.operands;
  const text = readText(file, "policy");
  const progress = new Progress(terminal);
  const hasHorizon = horizonOption(call) !== undefined;
  const reading = progress.step("reading the policy", () => readHere({ text, file, hasHorizon }));
  progress.end();
  const { policy } = reading;
  const diagnostics = [...reading.diagnostics, ...ownRecordDiagnostics(policy?.records ?? [])];
  for (const diagnostic of diagnostics) terminal.warn(`${printDiagnostic(diagnostic, text)}\n`);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const help = horizonHelp(errors);
  if (help !== undefined) terminal.warn(`  help: ${help}\n`);
  const warnings = diagnostics.length - errors.length;
  if (policy === undefined || errors.length > 0) {
    terminal.warn(
      `${file}: ${counted(errors.length, "error", "errors")}, ${counted(warnings, "warning", "warnings")}\n`,
    );
    return 2;
  }
  const { green } = terminal.colours;
  const { records, predicates, rules, examples } = policy;
  terminal.print(
    `${green("good")}: ${counted(records.length, "record", "records")}, ${counted(predicates.length, "word", "words")} by ${counted(rules.length, "rule", "rules")}, ${counted(examples.length, "example", "examples")}${warnings === 0 ? "" : `, ${counted(warnings, "warning", "warnings")}`}\n`,
  );
  if (folder === undefined) return 0;
  checkedPolicy(file, text, reading);
  return againstRegistry(policy, folder);

  function againstRegistry(read: Policy, registryFolder: string): ExitCode {
    const registry = progress.step("reading the registry", () => openRegistry(registryFolder, terminal));
    fittingPolicy(read, file, registry, terminal);
    const known = knownOnFor(call, registry);
    const folded = progress.step("folding its acts", () => fold(registry.acts, { knownOn: known.day }));
    const evaluation = progress.step("deriving everything", () => derive(call, read, folded.facts));
    progress.end();
    const declared = (registry.meta.records ?? []).map(({ record }) => record);
    const given = new Set([...RECORDS.map(({ name }) => name), ...declared]);
    for (const { name, place } of read.records.filter(({ name }) => !given.has(name)))
      terminal.warn(
        `${place.file}:${place.line}:${place.column}: warning: no file of ${registryFolder} gives \`${name}\`: it is empty\n`,
      );
    let broken = 0;
    for (const { role, name, title } of read.predicates) {
      if (role !== "never") continue;
      const cases = [...evaluation.list(name)];
      if (cases.length === 0) continue;
      broken++;
      const days = formatIntervals(unionAll(cases.map((each) => each.days)));
      printBroken(title ?? name, cases.length, days, terminal);
    }
    const clauses = read.predicates.filter(({ role }) => role === "never").length;
    if (broken === 0)
      terminal.print(
        `${green("good")}: ${registryFolder} breaks none of ${counted(clauses, "clause", "clauses")}, ${tellKnownOn(known)}\n`,
      );
    return broken === 0 ? 0 : 1;
  }
};

function printBroken(clause: string, cases: number, days: string, terminal: Terminal): void {
  terminal.print(
    `${terminal.colours.red("broken")}: ${clause}: ${counted(cases, "case", "cases")}, ${days}\n`,
  );
}
