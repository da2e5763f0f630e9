/**
 * `comity policy check`: what is wrong with a policy, and where its rules conflict; with a registry, whether the two fit,
 * and which clauses break.
 */
import { formatIntervals, unionAll } from "@comity/calendar";
import { conflictDiagnostics, findConflicts, type Policy, printDiagnostic } from "@comity/policy";
import { fold, ownRecordDiagnostics, RECORDS } from "@comity/registry";
import type { Call } from "../command.ts";
import { derive } from "../derive.ts";
import { horizonHelp, horizonOption } from "../horizon.ts";
import { checkedPolicy, fittingPolicy, knownOnFor, openRegistry, readText, tellKnownOn } from "../inputs.ts";
import { readHere } from "../policy-thread.ts";
import { Progress } from "../progress.ts";
import type { ExitCode } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";
import { conflictsJson, diagnosticJson, printConflicts } from "../text/conflicts-text.ts";
import { counted } from "../text/width.ts";

export async function run(call: Call, terminal: Terminal): Promise<ExitCode> {
  const [file = "", folder] = call.operands;
  const text = readText(file, "policy");
  const progress = new Progress(terminal);
  const isJson = call.options.has("json");
  const horizon = horizonOption(call);
  const hasHorizon = horizon !== undefined;
  const reading = progress.step("reading the policy", () => readHere({ text, file, hasHorizon }));
  progress.end();
  const { policy } = reading;
  const diagnostics = [...reading.diagnostics, ...ownRecordDiagnostics(policy?.records ?? [])];
  if (!isJson) for (const diagnostic of diagnostics) terminal.warn(`${printDiagnostic(diagnostic, text)}\n`);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const help = horizonHelp(errors);
  if (help !== undefined && !isJson) terminal.warn(`  help: ${help}\n`);
  const warnings = diagnostics.length - errors.length;
  if (policy === undefined || errors.length > 0) {
    if (isJson) printJson({ problems: diagnostics.map(diagnosticJson) });
    else
      terminal.warn(
        `${file}: ${counted(errors.length, "error", "errors")}, ${counted(warnings, "warning", "warnings")}\n`,
      );
    return 2;
  }
  const { green } = terminal.colours;
  const { records, predicates, rules, examples } = policy;
  if (!isJson)
    terminal.print(
      `${green("good")}: ${counted(records.length, "record", "records")}, ${counted(predicates.length, "word", "words")} by ${counted(rules.length, "rule", "rules")}, ${counted(examples.length, "example", "examples")}${warnings === 0 ? "" : `, ${counted(warnings, "warning", "warnings")}`}\n`,
    );
  const options = horizon === undefined ? {} : { horizon };
  const report = call.options.has("no-search")
    ? undefined
    : progress.step("looking for conflicts", () => findConflicts(policy, options));
  progress.end();
  if (report !== undefined && !isJson) printConflicts({ policy, text, report, options }, terminal);
  const code = report !== undefined && report.conflicts.length > 0 ? 1 : 0;
  if (folder !== undefined) checkedPolicy(file, text, reading);
  const ofRegistry = folder === undefined ? undefined : await againstRegistry(policy, folder);
  if (isJson) {
    const found = [...diagnostics, ...(report === undefined ? [] : conflictDiagnostics(report))];
    printJson({
      problems: found.map(diagnosticJson),
      ...(report === undefined ? {} : conflictsJson({ policy, report, options })),
      ...(ofRegistry === undefined ? {} : { broken: ofRegistry }),
    });
  }
  return ofRegistry !== undefined && ofRegistry.length > 0 ? 1 : code;

  function printJson(value: object): void {
    terminal.print(`${JSON.stringify({ policy: file, ...value }, null, 2)}\n`);
  }

  async function againstRegistry(read: Policy, registryFolder: string): Promise<Broken[]> {
    const registry = await progress.step("reading the registry", () =>
      openRegistry(call, registryFolder, terminal),
    );
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
    const broken = read.predicates.flatMap(({ role, name, title = name }): Broken[] => {
      const cases = role === "never" ? [...evaluation.list(name)] : [];
      if (cases.length === 0) return [];
      const days = formatIntervals(unionAll(cases.map((each) => each.days)));
      return [{ clause: title, cases: cases.length, days }];
    });
    if (isJson) return broken;
    for (const one of broken) printBroken(one, terminal);
    const clauses = read.predicates.filter(({ role }) => role === "never").length;
    if (broken.length === 0)
      terminal.print(
        `${green("good")}: ${registryFolder} breaks none of ${counted(clauses, "clause", "clauses")}, ${tellKnownOn(known)}\n`,
      );
    return broken;
  }
}

/** A clause that a registry breaks. */
interface Broken {
  readonly clause: string;
  readonly cases: number;
  readonly days: string;
}

function printBroken({ clause, cases, days }: Broken, terminal: Terminal): void {
  terminal.print(
    `${terminal.colours.red("broken")}: ${clause}: ${counted(cases, "case", "cases")}, ${days}\n`,
  );
}
