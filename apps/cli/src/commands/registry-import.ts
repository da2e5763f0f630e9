/** `comity registry import`: lists of people, institutes, affiliations and agreements are brought into a registry. */
import { existsSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { day } from "@comity/calendar";
import {
  bringIn,
  type Decisions,
  fileSource,
  formatPlan,
  NO_DECISIONS,
  NO_MAPPING,
  type Plan,
  planAsJson,
  readDecisions,
  readMapping,
  writeDecisions,
} from "@comity/exchange";
import { type Call, optionValue, type Run } from "../command.ts";
import { dayOption, readText } from "../inputs.ts";
import { Progress } from "../progress.ts";
import { Refusal } from "../refusal.ts";
import { openTarget, today } from "../registry-target.ts";
import { whoAsks } from "../stores.ts";
import { counted } from "../text/width.ts";

function decisionsOf(call: Call): Decisions {
  const file = optionValue(call, "decisions");
  return file === undefined ? NO_DECISIONS : readDecisions(readText(file, "decisions file"), basename(file));
}

function writeTemplate(file: string, plan: Plan, given: Decisions, isSame: boolean): void {
  if (existsSync(file) && !isSame)
    throw new Refusal(`\`${file}\` is there already`, "give it to --decisions too, or choose another name");
  writeFileSync(file, writeDecisions(plan.questions, given), { flush: true });
}

/** What happens with the plan, in a sentence. */
function outcome(plan: Plan, isApplied: boolean, where: string): string {
  const acts = counted(plan.acts.length, "act", "acts");
  if (isApplied)
    return plan.acts.length === 0
      ? `nothing to record: ${where} has it all`
      : `recorded ${acts} in ${where} as the set ${plan.set}\ncomity registry withdraw ${where} ${plan.set} --apply takes them back`;
  if (!plan.isWhole)
    return "nothing is recorded: answer what is doubtful and mend what is refused, or say --rows-that-are-right";
  return plan.acts.length === 0
    ? `nothing to record: ${where} has it all`
    : `${acts} would be recorded as the set ${plan.set}: say --apply`;
}

export const run: Run = async (call, terminal) => {
  const [where = "", ...files] = call.operands;
  const isApplying = call.options.has("apply");
  const onlyRight = call.options.has("rows-that-are-right");
  if (onlyRight && !isApplying)
    throw new Refusal("`--rows-that-are-right` goes with `--apply`", "without it nothing is recorded anyway");
  const decisions = decisionsOf(call);
  const mappingFile = optionValue(call, "mapping");
  const mapping =
    mappingFile === undefined
      ? NO_MAPPING
      : readMapping(readText(mappingFile, "mapping file"), basename(mappingFile));
  const asOf = dayOption(call, "as-of");
  const instrument = optionValue(call, "instrument") ?? files.map((file) => basename(file)).join(", ");
  const sources = files.map(fileSource);
  const progress = new Progress(terminal);
  const target = await openTarget(where, call, terminal, "match lists that are brought in");
  try {
    const brought = await bringIn(target.acts, sources, {
      recorded: dayOption(call, "recorded") ?? day(today()),
      by: whoAsks(call),
      instrument,
      cleared: call.options.has("cleared"),
      newInstitutes: call.options.has("new-institutes"),
      mapping,
      ...(asOf === undefined ? {} : { asOf }),
    });
    const plan = progress.step("reading the files", () => brought.plan(decisions));
    progress.end();
    const template = optionValue(call, "write-decisions");
    if (template !== undefined)
      writeTemplate(template, plan, decisions, template === optionValue(call, "decisions"));
    const isApplied =
      isApplying && plan.conflicts.length === 0 && (plan.isWhole || (onlyRight && plan.acts.length > 0));
    if (isApplied && plan.acts.length > 0) {
      const [file] = plan.files;
      const isSingle = plan.files.length === 1 && file !== undefined;
      await target.record(plan.acts, plan.set, {
        reference: instrument,
        ...(isSingle ? { sha256: file.sha256, location: file.name } : {}),
      });
    }
    if (call.options.has("json"))
      terminal.print(`${JSON.stringify({ ...(planAsJson(plan) as object), applied: isApplied }, null, 2)}\n`);
    else {
      terminal.print(formatPlan(plan));
      terminal.print(`\n${outcome(plan, isApplied, target.shown)}\n`);
    }
    return isApplied || (!isApplying && plan.isWhole) ? 0 : 1;
  } finally {
    await target.close();
  }
};
