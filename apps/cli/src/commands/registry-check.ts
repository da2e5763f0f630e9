/** `comity registry check`: everything that is wrong with a folder, all at once. */
import {
  type DeclaredRecord,
  examineRegistry,
  formatMisfit,
  formatProblem,
  type Misfit,
  policyMisfits,
} from "@comity/registry";
import type { Call, Run } from "../command.ts";
import { checkedPolicy, policyText } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { Refusal } from "../refusal.ts";
import { counted } from "../text/width.ts";

/** How the records that a registry declares fit the policy that it names. */
async function misfitsOf(
  records: readonly DeclaredRecord[],
  folder: string,
  call: Call,
): Promise<readonly Misfit[]> {
  try {
    const { path, text } = policyText(call, folder);
    const { readHere } = await import("../policy-thread.ts");
    return policyMisfits(
      checkedPolicy(path, text, readHere({ text, file: path, hasHorizon: true })).records,
      records,
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What is wrong with the registry itself shall be said all the same.
    const [reason = ""] = error.message.split("\n");
    return [
      {
        severity: "warning",
        file: "datapackage.json",
        message: `declared records were not held against the policy: ${reason}`,
        help: "`comity policy check` says what is wrong with a policy",
      },
    ];
  }
}

export const run: Run = async (call, terminal) => {
  const [folder = ""] = call.operands;
  const progress = new Progress(terminal);
  const { registry, problems: found } = progress.step("reading the registry", () => examineRegistry(folder));
  const declared = registry?.meta.records;
  const misfits =
    declared === undefined
      ? []
      : await progress.step("reading the policy", () => misfitsOf(declared, folder, call));
  progress.end();
  const problems = [...found, ...misfits];
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  if (call.options.has("json")) {
    const acts = registry?.acts.length ?? null;
    terminal.print(`${JSON.stringify({ folder, acts, errors, warnings, problems }, null, 2)}\n`);
    return problems.length === 0 ? 0 : 2;
  }
  for (const problem of problems) {
    const { red, yellow } = terminal.errorColours;
    const kind = problem.severity === "error" ? red("error") : yellow("warning");
    const said = "code" in problem ? formatProblem(problem) : formatMisfit(problem);
    terminal.warn(`${kind}: ${said.replace("warning: ", "")}\n`);
  }
  if (problems.length > 0) {
    terminal.warn(
      `\n${folder}: ${counted(errors, "error", "errors")}, ${counted(warnings, "warning", "warnings")}\n`,
    );
    return 2;
  }
  const { green } = terminal.colours;
  terminal.print(`${green("good")}: ${counted(registry!.acts.length, "act", "acts")}, nothing wrong found\n`);
  return 0;
};
