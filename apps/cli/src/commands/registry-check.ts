/** `comity registry check`: everything that is wrong with a folder, all at once. */
import { examineRegistry, formatProblem } from "@comity/registry";
import type { Run } from "../command.ts";
import { Progress } from "../progress.ts";
import { counted } from "../text/width.ts";

export const run: Run = (call, terminal) => {
  const [folder = ""] = call.operands;
  const progress = new Progress(terminal);
  const { registry, problems } = progress.step("reading the registry", () => examineRegistry(folder));
  progress.end();
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
    terminal.warn(`${kind}: ${formatProblem(problem).replace("warning: ", "")}\n`);
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
