/** `comity registry retention`: whose personal data falls due, when and why; and letting go of it. */
import { day, formatDay } from "@comity/calendar";
import { fold } from "@comity/registry";
import type { Due } from "@comity/store";
import type { Call, Run } from "../command.ts";
import { confirm } from "../confirmation.ts";
import { derive } from "../derive.ts";
import { beginPolicy, dayOption } from "../inputs.ts";
import { Names } from "../names.ts";
import { headerOf, type PeopleRegister, withRegister } from "../people-register.ts";
import { Progress } from "../progress.ts";
import { Refusal } from "../refusal.ts";
import { today } from "../registry-target.ts";
import type { Terminal } from "../terminal.ts";
import { isoDay } from "../text/days.ts";
import { counted } from "../text/width.ts";

async function dueIn(register: PeopleRegister, call: Call, terminal: Terminal): Promise<Due[]> {
  const { dueOn, hasRetentionRule, RETENTION_RULE } = await import("@comity/store");
  const { acts, shown, meta } = register;
  const progress = new Progress(terminal);
  const under = beginPolicy(call, call.operands[0] ?? "");
  const registry = { folder: shown, acts, meta };
  const policy = await progress.step("reading the policy", () => under.policy(registry, terminal));
  if (!hasRetentionRule(policy))
    throw new Refusal(
      `the policy \`${under.path}\` has no rule \`${RETENTION_RULE}(person: Person)\``,
      "it says when personal data has been kept long enough: docs/people.md shows one",
    );
  const folded = progress.step("folding its acts", () => fold(acts));
  const evaluation = progress.step("deriving everything", () => derive(call, policy, folded.facts));
  const names = new Names(folded, policy);
  // A person is named by the identifier alone: what falls due needs no look at a name.
  const nameOf = (identifier: string, kind: string): string =>
    kind === "Person" ? identifier : names.written(kind, identifier);
  const on = dayOption(call, "on") ?? day(today());
  const due = dueOn({ policy, evaluation, folded, acts, on, nameOf });
  progress.end();
  return due;
}

async function erase(register: PeopleRegister, call: Call, terminal: Terminal, due: readonly Due[]) {
  if (register.store === undefined)
    throw new Refusal(
      `\`${register.shown}\` is a folder`,
      "`comity registry erase` erases one of its people",
    );
  const { erasuresOf } = await import("@comity/store");
  const count = counted(due.length, "person", "people");
  await confirm(call, terminal, `erase ${count}`, `what is personal about ${count} will be gone for good`);
  // Of the list's day the erasures are not: they happen now.
  const { recorded, by, instrument } = headerOf(call);
  const words = { on: recorded, by, instrument };
  await register.record(due.flatMap(({ person }) => erasuresOf(register.acts, person, words)));
  terminal.print(`erased ${count} in ${register.shown}\n`);
}

export const run: Run = (call, terminal) =>
  withRegister(call, terminal, async (register) => {
    const due = await dueIn(register, call, terminal);
    if (call.options.has("json")) {
      const listed = due.map(({ person, since, because }) => ({ person, since: isoDay(since), because }));
      terminal.print(`${JSON.stringify({ due: listed }, null, 2)}\n`);
    } else if (due.length === 0) terminal.print("nothing falls due\n");
    else {
      terminal.print(`${counted(due.length, "person's data falls", "people's data fall")} due:\n`);
      for (const { person, since, because } of due) {
        terminal.print(`  ${person}, since ${formatDay(since)}\n`);
        if (call.options.has("why")) terminal.print(because.replace(/^(?=.)/gm, "    "));
      }
    }
    if (call.options.has("erase") && due.length > 0) await erase(register, call, terminal, due);
    return 0;
  });
